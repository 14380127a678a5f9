//! Arguments and rows, the same for both engines.

use crate::{Store, StoreError};
use benfu_domain::Day;
use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::sync::Arc;

/// The text of a statement, with `$1`, `$2`, … for both engines; most are fixed and never copied.
pub(crate) type Sql = Cow<'static, str>;

/// One argument of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arg {
    /// A text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// No text.
    NoText,
    /// No number.
    NoInt,
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Arg {
        Arg::Int(number)
    }
}

impl From<bool> for Arg {
    fn from(flag: bool) -> Arg {
        Arg::Int(i64::from(flag))
    }
}

impl From<Option<i64>> for Arg {
    fn from(number: Option<i64>) -> Arg {
        number.map_or(Arg::NoInt, Arg::Int)
    }
}

impl Arg {
    /// The written form of an id, code, day or region.
    pub(crate) fn shown(value: &impl Display) -> Arg {
        Arg::Text(value.to_string())
    }

    /// The written form of a value, or nothing.
    pub(crate) fn shown_or_none(value: Option<&impl Display>) -> Arg {
        value.map_or(Arg::NoText, Arg::shown)
    }
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing was recorded.
    Nothing,
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// Something that no column of ours holds; in words, for the message.
    Foreign(&'static str),
}

/// One row of a result, the same from both engines. The rows of a result share the names of their columns.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    columns: Arc<[Box<str>]>,
    values: Vec<Value>,
}

impl Row {
    /// A row of as many values as there are columns.
    pub(crate) fn new(columns: Arc<[Box<str>]>, values: Vec<Value>) -> Row {
        Row { columns, values }
    }

    fn value(&self, column: &str) -> Result<&Value, StoreError> {
        let place = self.columns.iter().position(|name| **name == *column);
        let value = place.and_then(|place| self.values.get(place));
        value.ok_or_else(|| unreadable(column, "no such column of the result".to_owned()))
    }

    fn text_at(&self, column: &str) -> Result<Option<&str>, StoreError> {
        match self.value(column)? {
            Value::Text(text) => Ok(Some(text)),
            Value::Nothing => Ok(None),
            Value::Int(number) => Err(unreadable(column, number.to_string())),
            Value::Foreign(what) => Err(unreadable(column, (*what).to_owned())),
        }
    }

    fn present<T>(column: &str, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| unreadable(column, "nothing".to_owned()))
    }

    /// A text column.
    pub(crate) fn text(&self, column: &str) -> Result<String, StoreError> {
        Row::present(column, self.text_at(column)?).map(str::to_owned)
    }

    /// A text column that may be empty.
    pub(crate) fn text_or_none(&self, column: &str) -> Result<Option<String>, StoreError> {
        Ok(self.text_at(column)?.map(str::to_owned))
    }

    /// A number column.
    pub(crate) fn int(&self, column: &str) -> Result<i64, StoreError> {
        Row::present(column, self.int_or_none(column)?)
    }

    /// A number column that may be empty.
    pub(crate) fn int_or_none(&self, column: &str) -> Result<Option<i64>, StoreError> {
        match self.value(column)? {
            Value::Int(number) => Ok(Some(*number)),
            Value::Nothing => Ok(None),
            Value::Text(text) => Err(unreadable(column, text.clone())),
            Value::Foreign(what) => Err(unreadable(column, (*what).to_owned())),
        }
    }

    /// A text column read by `parse`, for ids, words, days and regions.
    pub(crate) fn parsed<T>(
        &self,
        column: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        let text = Row::present(column, self.text_at(column)?)?;
        parse(text).ok_or_else(|| unreadable(column, text.to_owned()))
    }

    /// The same for a column that may be empty.
    pub(crate) fn parsed_or_none<T>(
        &self,
        column: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let Some(text) = self.text_at(column)? else {
            return Ok(None);
        };
        parse(text)
            .map(Some)
            .ok_or_else(|| unreadable(column, text.to_owned()))
    }

    /// An ISO date column.
    pub(crate) fn day(&self, column: &str) -> Result<Day, StoreError> {
        self.parsed(column, |text| text.parse().ok())
    }

    /// An ISO date column that may be empty.
    pub(crate) fn day_or_none(&self, column: &str) -> Result<Option<Day>, StoreError> {
        self.parsed_or_none(column, |text| text.parse().ok())
    }
}

fn unreadable(column: &str, found: String) -> StoreError {
    StoreError::Unreadable {
        column: column.to_owned(),
        found,
    }
}

/// Which part of a list: rows after a key, at most so many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Rows after this key in the list's order; empty for the first page.
    pub after: String,
    /// At most this many rows; never more than [`Page::MOST`].
    pub limit: i64,
}

impl Page {
    /// The longest page that any list gives.
    pub const MOST: i64 = 1_000;

    /// The first `limit` rows.
    pub fn first(limit: i64) -> Page {
        Page {
            after: String::new(),
            limit,
        }
    }

    pub(crate) fn bounded(&self) -> i64 {
        self.limit.clamp(1, Page::MOST)
    }
}

/// The pattern of texts that start with `prefix`; wildcards in it are left out, so that it never widens.
pub(crate) fn starts_with(prefix: &str) -> Arg {
    Arg::Text(format!("{}%", prefix.replace(['%', '_'], "")))
}

/// How many values one `IN` list holds at most, far below the limits of both engines.
const LIST_MAX: usize = 500;

impl Store {
    /// The rows of `select` whose `column` is one of `values`, read in as many statements as it takes.
    pub(crate) async fn rows_in(
        &self,
        select: &str,
        column: &str,
        values: Vec<Arg>,
        order: &str,
    ) -> Result<Vec<Row>, StoreError> {
        let mut rows = Vec::new();
        for chunk in values.chunks(LIST_MAX) {
            let places = placeholders(1, chunk.len());
            let sql = format!("{select} WHERE {column} IN ({places}) ORDER BY {order}");
            rows.append(&mut self.rows(sql, chunk).await?);
        }
        Ok(rows)
    }
}

/// Placeholders `$from, …, $(from + count - 1)`.
pub(crate) fn placeholders(from: usize, count: usize) -> String {
    let mut names = String::with_capacity(count * 5);
    for place in from..from + count {
        if place > from {
            names.push_str(", ");
        }
        // Writing to a text cannot fail.
        let _ = write!(names, "${place}");
    }
    names
}
