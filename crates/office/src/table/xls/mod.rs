//! Workbooks in the old binary format (.xls, BIFF8).
//!
//! [`Book`] holds the workbook stream in memory (its size is bounded) and reads sheets from it row
//! by row. No number in the file decides how much memory is asked for, and formulas are not looked
//! at: only their stored results are. Layouts: MS-XLS and MS-CFB.

mod cells;
mod compound;
mod record;
mod sheet;
mod strings;

use super::error::Refusal;
use super::rows::ReadRow;
use super::serial::NumberFormat;
use super::shared::SharedStrings;
use super::style::Styles;
use super::{SheetInfo, merges::Merges};
use crate::limits::Limits;
use record::{Bytes, Records, kind};
use sheet::SheetRows;
use std::collections::BTreeMap;

pub(crate) use compound::Compound;

const BIFF8: u16 = 0x0600;

/// A workbook stream and what its first part says.
pub(crate) struct Book {
    stream: Vec<u8>,
    sheets: Vec<(SheetInfo, usize)>,
    styles: Styles,
    shared: SharedStrings,
}

impl Book {
    /// Reads the workbook's globals: sheets, styles, shared texts.
    pub(crate) fn open(stream: Vec<u8>, limits: &Limits) -> Result<Self, Refusal> {
        let mut globals = Globals::default();
        let mut records = Records::new(&stream, 0);
        while let Some(record) = records.next() {
            match record.kind {
                kind::END => break,
                kind::SHARED_STRINGS => {
                    let pieces = records.with_continuations(record);
                    globals.shared = strings::read_shared(&pieces, limits)?;
                }
                _ => globals.take(record.kind, record.data, limits)?,
            }
        }
        if !globals.is_biff8 {
            return Err(Refusal::XlsTooOld);
        }
        let styles = globals.styles();
        Ok(Self {
            sheets: globals.sheets,
            shared: globals.shared,
            styles,
            stream,
        })
    }

    pub(crate) fn sheets(&self) -> Vec<SheetInfo> {
        self.sheets.iter().map(|(info, _)| info.clone()).collect()
    }

    /// The rows of one sheet.
    pub(crate) fn rows<'a>(
        &'a self,
        index: usize,
        limits: &'a Limits,
    ) -> Result<Box<dyn ReadRow + Send + 'a>, Refusal> {
        let (info, offset) = &self.sheets[index];
        let survey = sheet::Survey::take(&self.stream, *offset, limits);
        let merges = Merges::new(survey.areas, &info.name, limits)?;
        let book = sheet::Book {
            shared: &self.shared,
            styles: &self.styles,
            limits,
        };
        let records = Records::new(&self.stream, *offset);
        Ok(Box::new(SheetRows::new(
            records,
            book,
            merges,
            survey.hidden,
        )))
    }
}

#[derive(Default)]
struct Globals {
    is_biff8: bool,
    is_1904: bool,
    sheets: Vec<(SheetInfo, usize)>,
    formats: BTreeMap<u16, NumberFormat>,
    styles: Vec<u16>,
    shared: SharedStrings,
}

impl Globals {
    fn take(&mut self, kind: u16, data: &[u8], limits: &Limits) -> Result<(), Refusal> {
        let bytes = Bytes(data);
        match kind {
            kind::BEGIN => self.is_biff8 |= bytes.u16(0) == Some(BIFF8),
            kind::LOCKED => return Err(Refusal::Encrypted),
            kind::EPOCH => self.is_1904 = bytes.u16(0) == Some(1),
            kind::FORMAT => {
                let code = data.get(2..).and_then(|rest| strings::text(rest, 2));
                if let (Some(id), Some(code)) = (bytes.u16(0), code) {
                    self.formats.insert(id, NumberFormat::from_code(&code));
                }
            }
            kind::STYLE => self.styles.push(bytes.u16(2).unwrap_or(0)),
            kind::SHEET => self.sheets.extend(sheet_info(data)),
            _ => {}
        }
        if self.sheets.len() > limits.sheets {
            return Err(Refusal::TooManySheets {
                limit: limits.sheets,
            });
        }
        Ok(())
    }

    fn styles(&self) -> Styles {
        let format = |id: &u16| {
            let own = self.formats.get(id).copied();
            own.unwrap_or_else(|| NumberFormat::built_in(u32::from(*id)))
        };
        Styles {
            formats: self.styles.iter().map(format).collect(),
            is_1904: self.is_1904,
        }
    }
}

/// A worksheet's name and place; chart and macro sheets have no cells and are left out.
fn sheet_info(data: &[u8]) -> Option<(SheetInfo, usize)> {
    let offset = usize::try_from(Bytes(data).u32(0)?).ok()?;
    let (state, kind) = (*data.get(4)?, *data.get(5)?);
    let name = strings::text(data.get(6..)?, 1)?;
    (kind == 0).then_some((
        SheetInfo {
            name,
            is_hidden: state & 3 != 0,
        },
        offset,
    ))
}
