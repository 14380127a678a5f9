//! Reading the fields of one row, and collecting what is wrong with it.
//!
//! Main types: [`Cells`], [`Faults`]. A fault in a field that the row cannot do without rejects the row; a fault
//! in any other leaves that value out, and the row comes back so that it can be corrected.

use super::plan::Plan;
use benfu_domain::Day;
use benfu_domain::period::Period;
use benfu_domain::written::{self, Misread, Written};
use benfu_office::table::{Cell, Row};
use benfu_office::workbook::Reason;
use std::borrow::Cow;
use std::cell::RefCell;

/// The longest title, in characters.
pub(super) const LONGEST_TITLE: usize = 200;
/// The longest text, in characters.
pub(super) const LONGEST_TEXT: usize = 20_000;
/// The longest name, in characters.
const LONGEST_NAME: usize = 200;

/// What is wrong with a row, and what should be known about it.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// The row cannot be taken.
    pub(super) fatal: Vec<Reason>,
    /// A value cannot be taken; the rest can.
    pub(super) partial: Vec<Reason>,
    /// Nothing is wrong, but somebody should know: Chinese and English.
    pub(super) remarks: Vec<(String, String)>,
}

/// A row under its plan.
pub(super) struct Cells<'a> {
    pub(super) plan: &'a Plan,
    row: &'a Row,
    faults: RefCell<Faults>,
}

/// A cell as text for people, copied only where it is not text already.
pub(super) fn shown(cell: Cell<'_>) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) | Cell::Number(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_text()),
    }
}

/// A reason about one column, in both languages with what to do.
pub(super) fn reason(zh: String, en: String, next: (&str, &str)) -> Reason {
    Reason {
        zh,
        en,
        next_step: format!("{}\n{}", next.0, next.1),
    }
}

impl<'a> Cells<'a> {
    pub(super) fn new(plan: &'a Plan, row: &'a Row) -> Cells<'a> {
        Cells {
            plan,
            row,
            faults: RefCell::default(),
        }
    }

    pub(super) fn into_faults(self) -> Faults {
        self.faults.into_inner()
    }

    /// The row cannot be taken.
    pub(super) fn reject(&self, reason: Reason) {
        self.faults.borrow_mut().fatal.push(reason);
    }

    /// A value is left out.
    pub(super) fn leave_out(&self, reason: Reason) {
        self.faults.borrow_mut().partial.push(reason);
    }

    /// Somebody should know.
    pub(super) fn remark(&self, zh: String, en: String) {
        self.faults.borrow_mut().remarks.push((zh, en));
    }

    /// What the row, or else the sender for every row, says for a field; empty when neither does.
    pub(super) fn text(&self, field: &str) -> String {
        let own = self
            .plan
            .column_of(field)
            .map(|column| self.row.cell(column).to_text())
            .unwrap_or_default();
        if own.is_empty() {
            self.plan.default_of(field).to_owned()
        } else {
            own
        }
    }

    /// The text of a column by its place.
    pub(super) fn at(&self, column: usize) -> Cow<'a, str> {
        shown(self.row.cell(column))
    }

    /// The name people know a field by: its header, or its label in the form.
    fn called(&self, field: &str) -> String {
        self.plan.called(field)
    }

    /// A field of prose: words for *nothing* count as nothing, and line breaks that were written out are made
    /// line breaks again.
    pub(super) fn prose(&self, field: &str) -> String {
        let text = self.text(field);
        if written::absence(&text).is_some() {
            return String::new();
        }
        let text = text
            .replace("\\r\\n", "\n")
            .replace("\\n", "\n")
            .replace("\r\n", "\n");
        self.not_longer(field, text.trim().to_owned(), LONGEST_TEXT)
    }

    /// A name or title on one line.
    pub(super) fn line(&self, field: &str) -> String {
        let text = self.text(field);
        if written::absence(&text).is_some() {
            return String::new();
        }
        let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let limit = if field == "title" {
            LONGEST_TITLE
        } else {
            LONGEST_NAME
        };
        self.not_longer(field, joined, limit)
    }

    fn not_longer(&self, field: &str, text: String, limit: usize) -> String {
        if text.chars().count() > limit {
            let called = self.called(field);
            self.reject(reason(
                format!("“{called}”超过 {limit} 字"),
                format!("'{called}' has more than {limit} characters"),
                ("请缩短内容", "shorten it"),
            ));
        }
        text
    }

    /// A field that a row cannot do without.
    pub(super) fn required_line(&self, field: &str) -> String {
        let line = self.line(field);
        if line.is_empty() {
            self.lacks(field);
        }
        line
    }

    /// The row lacks a field that it cannot do without.
    pub(super) fn lacks(&self, field: &str) {
        let called = self.called(field);
        self.reject(reason(
            format!("“{called}”为空"),
            format!("'{called}' is empty"),
            ("请填写后重新导入", "fill it in and import the row again"),
        ));
    }

    fn misread(&self, field: &str, misread: &Misread) -> Reason {
        let called = self.called(field);
        reason(
            format!("“{called}”:{}", misread.zh()),
            format!("'{called}': {misread}"),
            ("请按说明改写", "write it as the message says"),
        )
    }

    /// Reads a field; one that cannot be read is left out.
    pub(super) fn read<T>(
        &self,
        field: &str,
        reader: impl Fn(&str) -> Result<Written<T>, Misread>,
    ) -> Option<T> {
        match reader(&self.text(field)) {
            Ok(written) => written.value(),
            Err(misread) => {
                self.leave_out(self.misread(field, &misread));
                None
            }
        }
    }

    /// The period that a field of dates names.
    pub(super) fn period(&self, field: &str) -> Option<Period> {
        self.read(field, written::date)
    }

    /// A day; a month or a year stands for its first day.
    pub(super) fn first_day(&self, field: &str) -> Option<Day> {
        self.period(field).and_then(Period::first_day)
    }

    /// A day; a month or a year stands for its last day.
    pub(super) fn last_day(&self, field: &str) -> Option<Day> {
        self.period(field).and_then(Period::last_day)
    }

    /// One of the words that `find` knows; an empty field is `Ok(None)`, another word rejects the row.
    pub(super) fn word<T>(
        &self,
        field: &str,
        choices: &str,
        find: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.line(field);
        if text.is_empty() {
            return None;
        }
        let found = find(&text);
        if found.is_none() {
            let called = self.called(field);
            self.reject(reason(
                format!("“{called}”的“{text}”不在可选范围内"),
                format!("'{called}': '{text}' is not one of the choices"),
                (
                    &format!("可选:{choices}"),
                    &format!("choose one of: {choices}"),
                ),
            ));
        }
        found
    }
}
