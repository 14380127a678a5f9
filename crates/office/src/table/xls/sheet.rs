//! The rows of one sheet of the binary format.
//!
//! Main type: [`SheetRows`]. Cells are stored in the order of rows; a cell of another row ends the
//! current one.

use std::collections::BTreeSet;

use super::super::cell::{Cell, Row, cell_name};
use super::super::merges::{Area, Merges};
use super::super::row_error::{RowError, RowFault};
use super::super::rows::ReadRow;
use super::super::shared::SharedStrings;
use super::super::style::{Scratch, Styles};
use super::cells::{Stored, StoredCell, push_cells};
use super::record::{Bytes, Record, Records, kind};
use super::strings;
use crate::limits::Limits;

/// What cells refer to outside their sheet.
pub(crate) struct Book<'a> {
    pub(crate) shared: &'a SharedStrings,
    pub(crate) styles: &'a Styles,
    pub(crate) limits: &'a Limits,
}

/// What must be known of a sheet before its first row.
#[derive(Default)]
pub(crate) struct Survey {
    pub(crate) areas: Vec<Area>,
    pub(crate) hidden: BTreeSet<u64>,
}

impl Survey {
    pub(crate) fn take(stream: &[u8], offset: usize, limits: &Limits) -> Self {
        let mut survey = Self::default();
        for record in SheetRecords::new(Records::new(stream, offset)) {
            match record.kind {
                kind::MERGES => survey.areas.extend(areas(record.data)),
                kind::ROW => survey.hidden.extend(hidden_row(record.data)),
                _ => {}
            }
            if survey.areas.len() > limits.merged_areas {
                break;
            }
        }
        survey
    }
}

fn areas(data: &[u8]) -> impl Iterator<Item = Area> + '_ {
    data.get(2..)
        .unwrap_or_default()
        .chunks_exact(8)
        .map(|chunk| {
            let number = |at| Bytes(chunk).u16(at).unwrap_or(0);
            Area {
                top: u64::from(number(0)) + 1,
                bottom: u64::from(number(2)) + 1,
                left: usize::from(number(4)),
                right: usize::from(number(6)),
            }
        })
}

/// Bit 5 of a row's flags says that it is hidden.
fn hidden_row(data: &[u8]) -> Option<u64> {
    let flags = Bytes(data).u16(12)?;
    (flags & 0x20 != 0).then_some(u64::from(Bytes(data).u16(0)?) + 1)
}

/// The records of one sheet, without those of the charts embedded in it.
struct SheetRecords<'a> {
    records: Records<'a>,
    depth: usize,
}

impl<'a> SheetRecords<'a> {
    fn new(records: Records<'a>) -> Self {
        Self { records, depth: 0 }
    }
}

impl<'a> Iterator for SheetRecords<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        loop {
            let record = self.records.next()?;
            match record.kind {
                kind::BEGIN => self.depth += 1,
                kind::END if self.depth <= 1 => {
                    self.records = Records::new(&[], 0);
                    return None;
                }
                kind::END => self.depth -= 1,
                _ if self.depth <= 1 => return Some(record),
                _ => {}
            }
        }
    }
}

pub(crate) struct SheetRows<'a> {
    records: SheetRecords<'a>,
    book: Book<'a>,
    merges: Merges,
    hidden: BTreeSet<u64>,
    waiting: Vec<StoredCell>,
    scratch: Scratch,
}

impl<'a> SheetRows<'a> {
    pub(crate) fn new(
        records: Records<'a>,
        book: Book<'a>,
        merges: Merges,
        hidden: BTreeSet<u64>,
    ) -> Self {
        let records = SheetRecords::new(records);
        Self {
            records,
            book,
            merges,
            hidden,
            waiting: Vec::new(),
            scratch: Scratch::default(),
        }
    }

    /// The cells of the next row; empty at the end of the sheet.
    fn next_cells(&mut self) -> Vec<StoredCell> {
        let mut cells = std::mem::take(&mut self.waiting);
        for record in self.records.by_ref() {
            if record.kind == kind::FORMULA_TEXT {
                let text = strings::text(record.data, 2);
                if let (Some(last), Some(text)) = (cells.last_mut(), text)
                    && last.stored == Stored::TextFollows
                {
                    last.stored = Stored::Text(text);
                }
                continue;
            }
            let before = cells.len();
            push_cells(record, &mut cells);
            let is_new_row =
                before > 0 && cells.len() > before && cells[before].row != cells[0].row;
            if is_new_row {
                self.waiting = cells.split_off(before);
                break;
            }
        }
        cells
    }

    fn place(&mut self, row: &mut Row, cell: &StoredCell) -> Result<(), RowFault> {
        let limits = self.book.limits;
        if cell.column >= limits.columns {
            return Err(RowFault::TooManyColumns {
                limit: limits.columns,
            });
        }
        let damaged = || RowFault::DamagedCell {
            cell: cell_name(cell.column, cell.row),
        };
        let value = match &cell.stored {
            Stored::Number(raw) => self.book.styles.cell(raw, cell.style, &mut self.scratch),
            Stored::Shared(index) => Cell::Text(self.book.shared.get(*index).ok_or_else(damaged)?),
            Stored::Text(text) => Cell::Text(text),
            Stored::Flag(flag) => Cell::Flag(*flag),
            Stored::TextFollows => Cell::Empty,
        };
        if matches!(value, Cell::Text(text) if text.len() > limits.cell_bytes) {
            return Err(RowFault::CellTooLong {
                column: cell.column + 1,
                limit: limits.cell_bytes,
            });
        }
        row.set(cell.column, value);
        let limit = limits.row_bytes_applied();
        if row.text_len() > limit {
            Err(RowFault::RowTooLong { limit })
        } else {
            Ok(())
        }
    }
}

impl ReadRow for SheetRows<'_> {
    fn read(&mut self, row: &mut Row) -> Result<bool, RowError> {
        row.clear();
        let cells = self.next_cells();
        let Some(first) = cells.first() else {
            return Ok(false);
        };
        row.number = first.row;
        row.hidden = self.hidden.contains(&first.row);
        cells
            .iter()
            .try_for_each(|cell| self.place(row, cell))
            .map_err(|fault| fault.at(first.row))?;
        row.drop_trailing_empty();
        if !row.is_empty() {
            self.merges.fill(row).map_err(|fault| fault.at(first.row))?;
        }
        Ok(true)
    }
}
