//! Excel workbooks for people to take away.
//!
//! [`Workbook`] collects [`SheetContent`]s and gives the bytes of an .xlsx. Headers are styled and
//! frozen, columns are as wide as their content, and no text can become a formula. Equal content
//! gives equal bytes. What does not belong here: which rows a person may see.

mod neutral;
mod rejected;
mod value;
mod writer;

use rust_xlsxwriter::XlsxError;
use thiserror::Error;

pub use neutral::neutralised;
pub use rejected::{REJECTION_COLUMNS, Reason, RejectedRow, rejected_rows};
pub use value::{Column, SheetContent, Value};

use crate::message::{Explain, Message};
use writer::Formats;

/// A workbook being made.
pub struct Workbook {
    inner: rust_xlsxwriter::Workbook,
    formats: Formats,
    names: Vec<String>,
}

/// Why a workbook cannot be made.
#[derive(Debug, Error)]
#[expect(
    missing_docs,
    reason = "the texts of the variants say what their fields hold"
)]
pub enum WriteError {
    /// More rows than a sheet holds.
    #[error(
        "sheet '{sheet}' has {rows} rows, Excel holds at most {limit}; narrow the selection, or export as CSV"
    )]
    TooManyRows {
        sheet: String,
        rows: usize,
        limit: usize,
    },
    /// More columns than a sheet holds.
    #[error(
        "sheet '{sheet}' has {columns} columns, Excel holds at most {limit}; choose fewer columns"
    )]
    TooManyColumns {
        sheet: String,
        columns: usize,
        limit: usize,
    },
    /// The library that writes the format refuses.
    #[error(
        "the workbook could not be written ({0}); try again, and report it if it happens again"
    )]
    Library(#[from] XlsxError),
}

impl Explain for WriteError {
    fn message(&self) -> Message {
        let (code, zh) = match self {
            Self::TooManyRows { sheet, rows, limit } => (
                "office.workbook.too_many_rows",
                format!(
                    "工作表“{sheet}”有 {rows} 行，Excel 最多 {limit} 行；请缩小范围，或导出为 CSV"
                ),
            ),
            Self::TooManyColumns {
                sheet,
                columns,
                limit,
            } => (
                "office.workbook.too_many_columns",
                format!("工作表“{sheet}”有 {columns} 列，Excel 最多 {limit} 列；请减少所选列"),
            ),
            Self::Library(error) => (
                "office.workbook.library",
                format!("工作簿写出失败（{error}）；请重试，若再次出现请报告"),
            ),
        };
        Message::new(code, zh, self.to_string())
    }
}

impl Default for Workbook {
    fn default() -> Self {
        Self::new()
    }
}

impl Workbook {
    /// A workbook without sheets.
    pub fn new() -> Self {
        let mut inner = rust_xlsxwriter::Workbook::new();
        inner.set_properties(&writer::fixed_properties());
        Self {
            inner,
            formats: Formats::new(),
            names: Vec::new(),
        }
    }

    /// Adds a sheet. Its name is made acceptable to Excel (31 characters, none of `[]:*?/\`) and
    /// different from the names before it.
    ///
    /// # Errors
    /// When the sheet has more rows or columns than Excel holds.
    pub fn add(&mut self, sheet: &SheetContent<'_>) -> Result<(), WriteError> {
        let name = writer::sheet_name(&sheet.name, &self.names);
        let worksheet = self.inner.add_worksheet();
        worksheet.set_name(&name)?;
        self.names.push(name);
        writer::write_sheet(worksheet, sheet, &self.formats)
    }

    /// The bytes of the .xlsx file. A workbook without sheets gets an empty one.
    ///
    /// # Errors
    /// When the writing library refuses, which no content is known to cause.
    pub fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        Ok(self.inner.save_to_buffer()?)
    }
}
