//! Values as people write them in workbooks and forms: money, dates, counts, shares, yes and no.
//!
//! Each reader takes a text and gives a [`Written`] value or a [`Misread`] that says, in Chinese and
//! English, what was read and what is expected. Nothing is guessed: an amount that is only hinted at
//! (数千万) stays text, a date that could be read in two ways is refused.
//!
//! | reader | reads | gives |
//! |---|---|---|
//! | [`money()`] | `3,000万元人民币`, `USD 1.5 million`, `数千万` | [`WrittenMoney`] |
//! | [`date()`] | `2024年1月2日`, `2024.1`, `20240102`, `45293` | [`Period`](crate::period::Period) |
//! | [`count()`] | `1,200人`, `十二家` | `i64` |
//! | [`flag()`] | `是`, `√`, `N` | `bool` |
//! | [`percent()`], [`ratio()`] | `12.5%`, `百分之十二`, `3:2` | [`Exact`](benfu_rules::Exact) |
//! | [`number()`] | `1.5亿`, `三千五百万`, `(1,200)` | [`Exact`](benfu_rules::Exact) |
//!
//! Quantities with physical units belong to [`crate::quantity`]. To add a way of writing, add it to the
//! reader's file with a test sentence; to add a reader, add a file, an [`Expected`] and a table row here.

mod absence;
mod count;
mod date;
mod flag;
mod misread;
mod money;
mod number;
mod share;
mod text;

pub use absence::{Absence, absence};
pub use count::count;
pub use date::{ExcelEpoch, date, date_with, excel_serial};
pub use flag::flag;
pub use misread::{Expected, Misread, Problem};
pub use money::{MoneyUnit, WrittenMoney, money, money_with};
pub use number::number;
pub use share::{BareShare, percent, ratio};
pub use text::{half_width, unit_in_header};

pub(crate) use number::leading_number;
pub(crate) use text::tidy;

/// What a cell holds: a value, or the statement that there is none to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written<T> {
    /// A value.
    Value(T),
    /// Nothing, or a word such as 未披露 or 无.
    Absent(Absence),
}

impl<T> Written<T> {
    /// The value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Written::Value(value) => Some(value),
            Written::Absent(_) => None,
        }
    }

    /// The value changed by a function.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Written<U> {
        match self {
            Written::Value(value) => Written::Value(change(value)),
            Written::Absent(absence) => Written::Absent(absence),
        }
    }
}

/// Reads a tidied text unless it is too long or says that there is nothing to read.
fn read_with<T>(
    text: &str,
    expected: Expected,
    reader: impl FnOnce(&str) -> Result<T, Problem>,
) -> Result<Written<T>, Misread> {
    let misread = |problem| Misread::new(text, expected, problem);
    let tidied = tidy(text).ok_or_else(|| misread(Problem::TooLong))?;
    match absence(&tidied) {
        Some(absence) => Ok(Written::Absent(absence)),
        None => reader(&tidied).map(Written::Value).map_err(misread),
    }
}
