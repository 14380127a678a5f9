//! Rows of a delimited text file, streamed.
//!
//! Main type: [`DelimitedRows`]. The text is read once through a [`Guard`], which stops a record
//! that never ends and marks the end of the text, so that an unclosed quotation mark is noticed.

use std::io::{self, Read};

use csv::{ByteRecord, Reader};

use super::cell::Row;
use super::dialect::Dialect;
use super::encoding::TextEncoding;
use super::row_error::{RowError, RowFault};
use super::rows::ReadRow;
use crate::archive::ArchiveError;
use crate::limits::Limits;

/// A line that no accepted text contains (rows with NUL are refused), put after the text: read as
/// a record of its own, it shows that every quotation mark was closed.
const END_MARK: &[u8] = b"\n\0end\n";
const END_MARK_BARE: &[u8] = b"\r\0end\r";
const END_RECORD: &[u8] = b"\0end";

pub(crate) struct DelimitedRows<'a> {
    reader: Reader<Guard<Box<dyn Read + Send + 'a>>>,
    record: ByteRecord,
    encoding: TextEncoding,
    limits: &'a Limits,
    mark: &'static [u8],
    is_over: bool,
}

impl<'a> DelimitedRows<'a> {
    pub(crate) fn new(
        text: Box<dyn Read + Send + 'a>,
        encoding: TextEncoding,
        dialect: Dialect,
        limits: &'a Limits,
    ) -> Self {
        let row_bytes = limits.row_bytes_applied();
        let mark = if dialect.bare_return {
            END_MARK_BARE
        } else {
            END_MARK
        };
        let guard = Guard {
            inner: text,
            given: 0,
            row_bytes,
            mark,
        };
        Self {
            reader: dialect.builder().from_reader(guard),
            record: ByteRecord::new(),
            encoding,
            limits,
            mark,
            is_over: false,
        }
    }

    /// The line on which the record just read begins, when reading began on `line`: the reader
    /// passes over blank lines silently, and stands behind the record's line break now.
    fn first_line(&self, line: u64) -> u64 {
        let after = self.reader.position().line();
        if after <= line + 1 {
            return line;
        }
        let bytes = self.record.as_slice();
        let inside = std::str::from_utf8(bytes).map_or(0, |text| text.matches('\n').count() as u64);
        after.saturating_sub(1 + inside).max(line)
    }

    fn judge(&self, text: &str) -> Result<(), RowFault> {
        if self.record.len() > self.limits.columns {
            return Err(RowFault::TooManyColumns {
                limit: self.limits.columns,
            });
        }
        if text.len() > self.limits.cell_bytes {
            let long = self
                .record
                .iter()
                .position(|field| field.len() > self.limits.cell_bytes);
            if let Some(column) = long {
                let limit = self.limits.cell_bytes;
                return Err(RowFault::CellTooLong {
                    column: column + 1,
                    limit,
                });
            }
        }
        if text.contains('\0') {
            return Err(RowFault::Nul);
        }
        if self.encoding != TextEncoding::Utf8 && text.contains(char::REPLACEMENT_CHARACTER) {
            return Err(RowFault::Encoding {
                encoding: self.encoding.name(),
            });
        }
        Ok(())
    }
}

impl ReadRow for DelimitedRows<'_> {
    fn read(&mut self, row: &mut Row) -> Result<bool, RowError> {
        row.clear();
        if self.is_over {
            return Ok(false);
        }
        let line = self.reader.position().line();
        self.reader.get_mut().given = 0;
        let is_more = self
            .reader
            .read_byte_record(&mut self.record)
            .map_err(|error| {
                self.is_over = true;
                failed(error, self.limits.row_bytes_applied()).at(line)
            })?;
        row.number = self.first_line(line);
        if !is_more {
            self.is_over = true;
            return Err(RowFault::UnclosedQuote.at(line));
        }
        if self.record.as_slice() == END_RECORD {
            self.is_over = true;
            return Ok(false);
        }
        if self.record.as_slice().ends_with(self.mark) {
            self.is_over = true;
            return Err(RowFault::UnclosedQuote.at(row.number));
        }
        let Ok(text) = std::str::from_utf8(self.record.as_slice()) else {
            return Err(RowFault::Encoding {
                encoding: self.encoding.name(),
            }
            .at(row.number));
        };
        self.judge(text).map_err(|fault| fault.at(row.number))?;
        row.fill_fields(text, field_ends(&self.record));
        Ok(true)
    }
}

fn field_ends(record: &ByteRecord) -> impl Iterator<Item = usize> + '_ {
    (0..record.len()).map(|field| record.range(field).map_or(0, |range| range.end))
}

fn failed(error: csv::Error, limit: usize) -> RowFault {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            RowFault::RowTooLong { limit }
        }
        csv::ErrorKind::Io(error) => RowFault::Archive(ArchiveError::Io(error)),
        other => RowFault::Archive(ArchiveError::Io(io::Error::other(format!("{other:?}")))),
    }
}

/// Passes the text on, then the end mark; refuses to give more than a row may hold (and what the
/// reader buffers ahead) until `given` is set back to zero.
struct Guard<R> {
    inner: R,
    given: usize,
    row_bytes: usize,
    mark: &'static [u8],
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given > self.row_bytes {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let mut count = self.inner.read(buffer)?;
        if count == 0 {
            count = self.mark.read(buffer)?;
        }
        self.given += count;
        Ok(count)
    }
}
