//! Firms taken out, as a workbook.

use crate::Failure;
use benfu_office::workbook::{Column, SheetContent, Value, Workbook};

/// A workbook of one sheet; what looks like a formula is made harmless.
///
/// # Errors
/// [`Failure::Bug`] when the format cannot hold it.
pub fn firms_workbook(headers: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, Failure> {
    let fault =
        |error: &dyn std::fmt::Display| Failure::Bug(format!("a workbook of firms: {error}"));
    let text = |cell: &String| Value::text(cell.clone());
    let sheet = SheetContent {
        name: "firms".to_owned(),
        columns: headers.iter().map(Column::new).collect(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(text).collect())
            .collect(),
    };
    let mut workbook = Workbook::new();
    workbook.add(&sheet).map_err(|error| fault(&error))?;
    workbook.finish().map_err(|error| fault(&error))
}
