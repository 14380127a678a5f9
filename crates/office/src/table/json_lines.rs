//! JSON lines: one object a line, its keys as columns.
//!
//! [`Keys::collect`] reads the file once for the keys in the order they are first seen;
//! [`JsonRows`] then streams the rows. Nested values are kept as their JSON text, numbers with the
//! digits as written.

use std::collections::HashMap;
use std::fmt;
use std::io::{BufRead, BufReader, Read};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::cell::{Cell, Row};
use super::encoding::TextEncoding;
use super::error::Refusal;
use super::number::push_exact;
use super::row_error::{RowError, RowFault};
use super::rows::ReadRow;
use crate::archive::ArchiveError;
use crate::limits::Limits;

/// The keys of a file, and the column of each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keys {
    pub(crate) names: Vec<String>,
    columns: HashMap<String, usize>,
}

impl Keys {
    /// All keys of the file. Lines that cannot be read are passed over here and reported later.
    pub(crate) fn collect(text: impl Read, limits: &Limits) -> Result<Self, Refusal> {
        let mut keys = Self::default();
        let mut lines = Lines::new(text, limits.row_bytes_applied());
        loop {
            match lines.next_line() {
                Ok(None) | Err(RowFault::RowTooLong { .. }) => return Ok(keys),
                Ok(Some(line)) => {
                    if let Ok(record) = serde_json::from_slice::<Record<'_>>(line) {
                        record.0.into_iter().for_each(|(key, _)| keys.add(key));
                    }
                }
                Err(RowFault::Archive(error)) => return Err(Refusal::Archive(error)),
                Err(_) => {}
            }
            if keys.names.len() > limits.columns {
                return Err(Refusal::TooManyKeys {
                    limit: limits.columns,
                });
            }
        }
    }

    fn add(&mut self, key: String) {
        if !self.columns.contains_key(&key) {
            self.columns.insert(key.clone(), self.names.len());
            self.names.push(key);
        }
    }
}

/// One line as key and raw value pairs, in the order written.
struct Record<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Record<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Record(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

pub(crate) struct JsonRows<'a> {
    lines: Lines<Box<dyn Read + Send + 'a>>,
    keys: Keys,
    encoding: TextEncoding,
    limits: &'a Limits,
}

impl<'a> JsonRows<'a> {
    pub(crate) fn new(
        text: Box<dyn Read + Send + 'a>,
        keys: Keys,
        encoding: TextEncoding,
        limits: &'a Limits,
    ) -> Self {
        let lines = Lines::new(text, limits.row_bytes_applied());
        Self {
            lines,
            keys,
            encoding,
            limits,
        }
    }
}

impl ReadRow for JsonRows<'_> {
    fn read(&mut self, row: &mut Row) -> Result<bool, RowError> {
        row.clear();
        let number = self.lines.number + 1;
        let (keys, encoding, limits) = (&self.keys, self.encoding, self.limits);
        let Some(line) = self.lines.next_line().map_err(|fault| fault.at(number))? else {
            return Ok(false);
        };
        row.number = number;
        if line.trim_ascii().is_empty() {
            return Ok(true);
        }
        let text = std::str::from_utf8(line).map_err(|_| {
            RowFault::Encoding {
                encoding: encoding.name(),
            }
            .at(number)
        })?;
        if encoding != TextEncoding::Utf8 && text.contains(char::REPLACEMENT_CHARACTER) {
            return Err(RowFault::Encoding {
                encoding: encoding.name(),
            }
            .at(number));
        }
        fill(row, text, keys, limits).map_err(|fault| fault.at(number))?;
        row.drop_trailing_empty();
        Ok(true)
    }
}

fn fill(row: &mut Row, line: &str, keys: &Keys, limits: &Limits) -> Result<(), RowFault> {
    let record: Record<'_> = serde_json::from_str(line).map_err(|e| bad_json(&e))?;
    let mut seen = vec![false; keys.names.len()];
    for (key, value) in record.0 {
        let Some(column) = keys.columns.get(&key).copied() else {
            continue;
        };
        if std::mem::replace(&mut seen[column], true) {
            return Err(RowFault::DuplicateKey { key });
        }
        if value.get().len() > limits.cell_bytes {
            return Err(RowFault::CellTooLong {
                column: column + 1,
                limit: limits.cell_bytes,
            });
        }
        place(row, column, value.get())?;
    }
    Ok(())
}

fn place(row: &mut Row, column: usize, raw: &str) -> Result<(), RowFault> {
    let scratch;
    let cell = match raw.bytes().next() {
        Some(b'"') => {
            scratch = serde_json::from_str::<String>(raw).map_err(|e| bad_json(&e))?;
            if scratch.contains('\0') {
                return Err(RowFault::Nul);
            }
            Cell::Text(&scratch)
        }
        Some(b'{' | b'[') => Cell::Text(raw),
        Some(b't') => Cell::Flag(true),
        Some(b'f') => Cell::Flag(false),
        Some(b'n') | None => Cell::Empty,
        Some(_) => {
            let mut plain = String::new();
            let is_scientific = raw.contains(['e', 'E']);
            let is_exact = is_scientific && push_exact(raw, &mut plain);
            scratch = if is_exact { plain } else { raw.to_owned() };
            if is_scientific && !is_exact {
                Cell::Text(&scratch)
            } else {
                Cell::Number(&scratch)
            }
        }
    };
    row.set(column, cell);
    Ok(())
}

fn bad_json(error: &serde_json::Error) -> RowFault {
    RowFault::BadJson {
        detail: error.to_string(),
    }
}

/// Lines of bounded length.
struct Lines<R> {
    text: BufReader<R>,
    line: Vec<u8>,
    number: u64,
    limit: usize,
}

impl<R: Read> Lines<R> {
    fn new(text: R, limit: usize) -> Self {
        let text = BufReader::with_capacity(64 << 10, text);
        Self {
            text,
            line: Vec::new(),
            number: 0,
            limit,
        }
    }

    fn next_line(&mut self) -> Result<Option<&[u8]>, RowFault> {
        self.line.clear();
        self.number += 1;
        let most = self.limit as u64 + 1;
        let io = |error| RowFault::Archive(ArchiveError::Io(error));
        let count = self
            .text
            .by_ref()
            .take(most)
            .read_until(b'\n', &mut self.line)
            .map_err(io)?;
        if self.line.len() > self.limit {
            return Err(RowFault::RowTooLong { limit: self.limit });
        }
        Ok((count > 0).then_some(self.line.as_slice()))
    }
}
