//! The workbook that goes back to a sender: the rows that could not be taken, and why.
//!
//! The sender's columns come first and unchanged, so that the file can be corrected and imported
//! again; [`REJECTION_COLUMNS`] follow and are passed over by an import.

use std::borrow::Cow;

use super::value::{Column, SheetContent, Value};
use super::{Workbook, WriteError};
use crate::message::Message;
use crate::table::{Cell, Row};

/// Headers of the columns added to the sender's own.
pub const REJECTION_COLUMNS: [&str; 4] = [
    "原行号 Row",
    "原因（中文）",
    "Reason (English)",
    "怎么办 What to do",
];

/// Why a row was not taken, and what its sender can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The reason in Chinese.
    pub zh: String,
    /// The reason in English.
    pub en: String,
    /// What to do, in both languages or in the sender's.
    pub next_step: String,
}

impl Reason {
    /// The reason and the advice of a [`Message`], which stand before and after its last semicolon.
    pub fn from_message(message: &Message) -> Self {
        let split = |text: &str, mark: char| match text.rsplit_once(mark) {
            Some((reason, advice)) => (reason.trim().to_owned(), advice.trim().to_owned()),
            None => (text.to_owned(), String::new()),
        };
        let ((zh, zh_step), (en, en_step)) = (split(&message.zh, '；'), split(&message.en, ';'));
        let steps = [zh_step, en_step]
            .into_iter()
            .filter(|step| !step.is_empty());
        Self {
            zh,
            en,
            next_step: steps.collect::<Vec<_>>().join("\n"),
        }
    }
}

/// One row that could not be taken. A row that could not even be read has no cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// Its number in the sender's file.
    pub number: u64,
    /// Its cells as they were.
    pub row: Option<Row>,
    /// Everything that is wrong with it.
    pub reasons: Vec<Reason>,
}

/// The bytes of an .xlsx with the rows that could not be taken, under the sender's own header.
///
/// # Errors
/// As [`Workbook::add`].
pub fn rejected_rows(
    sheet_name: &str,
    header: &[String],
    rows: &[RejectedRow],
) -> Result<Vec<u8>, WriteError> {
    let widths = rows
        .iter()
        .filter_map(|rejected| rejected.row.as_ref())
        .map(Row::len);
    let width = widths.max().unwrap_or(0).max(header.len());
    let own = (0..width).map(|at| Column::new(header.get(at).cloned().unwrap_or_default()));
    let added = REJECTION_COLUMNS.into_iter().map(Column::new);
    let content = SheetContent {
        name: sheet_name.to_owned(),
        columns: own.chain(added).collect(),
        rows: rows.iter().map(|rejected| line(rejected, width)).collect(),
    };
    let mut workbook = Workbook::new();
    workbook.add(&content)?;
    workbook.finish()
}

fn line(rejected: &RejectedRow, width: usize) -> Vec<Value<'_>> {
    let cell = |at: usize| {
        rejected
            .row
            .as_ref()
            .map_or(Cell::Empty, |row| row.cell(at))
    };
    let joined = |part: fn(&Reason) -> &String| {
        let parts: Vec<&str> = rejected.reasons.iter().map(|r| part(r).as_str()).collect();
        Value::text(parts.join("\n"))
    };
    let own = (0..width).map(|at| unchanged(cell(at)));
    let added = [
        Value::Number(Cow::Owned(rejected.number.to_string())),
        joined(|reason| &reason.zh),
        joined(|reason| &reason.en),
        joined(|reason| &reason.next_step),
    ];
    own.chain(added).collect()
}

fn unchanged(cell: Cell<'_>) -> Value<'_> {
    match cell {
        Cell::Empty => Value::Empty,
        Cell::Text(text) => Value::Verbatim(Cow::Borrowed(text)),
        Cell::Number(number) => Value::Number(Cow::Borrowed(number)),
        Cell::Day(day) => Value::Day(day),
        Cell::Flag(flag) => Value::Flag(flag),
    }
}
