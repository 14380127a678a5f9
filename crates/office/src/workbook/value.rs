//! What goes into the cells of a workbook.

use std::borrow::Cow;

use jiff::civil::Date;

/// One cell to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing.
    Empty,
    /// Nothing yet, coloured so that it is seen to be wanted.
    Wanted,
    /// Text; made harmless when it looks like a formula.
    Text(Cow<'a, str>),
    /// Text that must come back unchanged; shown as text by Excel even when it looks like a formula.
    Verbatim(Cow<'a, str>),
    /// A number in plain decimal digits. One with more digits than Excel keeps (15) is written as
    /// text, so that none is lost.
    Number(Cow<'a, str>),
    /// An amount of money in fen, shown in yuan.
    Money(i64),
    /// A calendar day.
    Day(Date),
    /// Yes or no.
    Flag(bool),
}

impl<'a> Value<'a> {
    /// Text, or an empty cell for `""`.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }
}

/// One column: its header and what may be said about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// The header cell.
    pub header: String,
    /// A note on the header cell: unit, basis, how to fill it in.
    pub note: Option<String>,
    /// Values offered in each cell below; others may be written too. Left out when Excel cannot hold them all.
    pub choices: Vec<String>,
    /// Whether it is hidden: for identifiers that must travel along.
    pub hidden: bool,
}

impl Column {
    /// A column without note.
    pub fn new(header: impl Into<String>) -> Self {
        Self {
            header: header.into(),
            ..Self::default()
        }
    }

    /// The same column with a note on its header.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same column with values to choose from.
    #[must_use]
    pub fn with_choices(mut self, choices: Vec<String>) -> Self {
        self.choices = choices;
        self
    }

    /// The same column hidden.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }
}

/// One sheet: a header row and the rows below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetContent<'a> {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each at most as long as the columns.
    pub rows: Vec<Vec<Value<'a>>>,
}
