//! What a sweep reads and what it answers: typed columns with masks, two bitmaps of answers.
//!
//! Main types: the trait [`Columns`], [`Column`], [`AnswerColumn`]. How columns are built and kept
//! belongs to the host; how a rule runs over them is in `sweep/`.

use std::borrow::Cow;

use crate::{Answer, Bitmap, Day, EvaluationError, Value};

/// The facts of many subjects, one row each.
///
/// Row by row they must say what [`crate::Facts`] says of the subject; then the answers are equal.
pub trait Columns {
    /// The values of a concept, `years_back` years before the latest closed year; none when
    /// nothing is known of any row. Called once per sweep.
    fn column(&self, concept: &str, years_back: u8) -> Option<Column<'_>>;

    /// The rows of a register held on a day; none when nothing is known of any row. Called once
    /// per sweep.
    fn register(&self, register: &str, level: Option<&str>, on: Day) -> Option<RegisterColumn<'_>>;
}

/// A concept's values. A row in none of the masks is unknown; the masks do not overlap.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    /// Rows with a value.
    pub known: Cow<'a, Bitmap>,
    /// Rows recorded as none.
    pub recorded_none: Cow<'a, Bitmap>,
    /// Rows recorded as not applicable.
    pub not_applicable: Cow<'a, Bitmap>,
    /// The values; where a row is not known, its value means nothing.
    pub values: ColumnValues<'a>,
}

/// The values of a column, one per row; a row beyond the end is unknown.
#[derive(Debug, Clone)]
pub enum ColumnValues<'a> {
    /// Flags.
    Flags(Cow<'a, Bitmap>),
    /// Numbers as multiples of `1/per` of the base unit; `per` is above zero.
    Numbers {
        /// The multiples.
        units: Cow<'a, [i64]>,
        /// How many of them make one base unit: 1, 10, 100 …
        per: i64,
    },
    /// Day numbers, 1970-01-01 = 0.
    Days(Cow<'a, [i32]>),
    /// Codes, sets of codes, texts or odd numbers: a row holds the place of its value in a list.
    Indexed {
        /// The place of each row's value.
        index: Cow<'a, [u32]>,
        /// The values.
        values: Cow<'a, [Value]>,
    },
}

/// The rows of a register, one count per subject; a subject beyond the end is unknown.
#[derive(Debug, Clone)]
pub struct RegisterColumn<'a> {
    /// Rows that match.
    pub counts: Cow<'a, [u32]>,
    /// Subjects for which the register is complete, so that zero means *no*.
    pub complete: Cow<'a, Bitmap>,
}

/// The answer of no columns at all, and how two columns make one.
pub(crate) type Join = (Answer, fn(&AnswerColumn, &AnswerColumn) -> AnswerColumn);
/// All must hold.
pub(crate) const ALL: Join = (Answer::Met, AnswerColumn::and);
/// One must hold.
pub(crate) const ANY: Join = (Answer::NotMet, AnswerColumn::or);

/// The answers of a rule for many subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerColumn {
    /// Rows for which the rule is met.
    pub met: Bitmap,
    /// Rows for which the facts at hand do not decide.
    pub unknown: Bitmap,
    /// Rows for which evaluation failed; they are neither met nor unknown.
    pub failed: Bitmap,
    /// The failure of the first failed row.
    pub first_failure: Option<EvaluationError>,
}

impl AnswerColumn {
    /// The answer of a row; none when its evaluation failed or there is no such row.
    pub fn answer(&self, row: usize) -> Option<Answer> {
        if row >= self.met.len() || self.failed.get(row) {
            return None;
        }
        Some(if self.met.get(row) {
            Answer::Met
        } else if self.unknown.get(row) {
            Answer::Unknown
        } else {
            Answer::NotMet
        })
    }

    /// Columns joined one after the other; without any, the same answer for every row.
    pub(crate) fn joined<'c>(
        columns: impl IntoIterator<Item = Cow<'c, Self>>,
        (start, join): Join,
        rows: usize,
    ) -> Self {
        let columns = columns.into_iter();
        let joined = columns.reduce(|all, one| Cow::Owned(join(&all, &one)));
        joined.map_or_else(|| Self::constant(start, rows), Cow::into_owned)
    }

    pub(crate) fn constant(answer: Answer, rows: usize) -> Self {
        let filled = |wanted| {
            if answer == wanted {
                Bitmap::full(rows)
            } else {
                Bitmap::clear(rows)
            }
        };
        Self {
            met: filled(Answer::Met),
            unknown: filled(Answer::Unknown),
            failed: Bitmap::clear(rows),
            first_failure: None,
        }
    }

    pub(crate) fn and(&self, other: &Self) -> Self {
        let met = self.met.and(&other.met);
        let possible = self
            .met
            .or(&self.unknown)
            .and(&other.met.or(&other.unknown));
        Self {
            unknown: possible.and(&met.not()),
            met,
            failed: Bitmap::clear(self.failed.len()),
            first_failure: None,
        }
        .failing_with([self, other])
    }

    pub(crate) fn or(&self, other: &Self) -> Self {
        let met = self.met.or(&other.met);
        Self {
            unknown: self.unknown.or(&other.unknown).and(&met.not()),
            met,
            failed: Bitmap::clear(self.failed.len()),
            first_failure: None,
        }
        .failing_with([self, other])
    }

    pub(crate) fn negated(&self) -> Self {
        let settled = self.met.or(&self.unknown).or(&self.failed);
        Self {
            met: settled.not(),
            ..self.clone()
        }
    }

    /// These answers, with the rows marked that failed in any of the columns they come from.
    pub(crate) fn failing_with<'c>(mut self, columns: impl IntoIterator<Item = &'c Self>) -> Self {
        let mut first = usize::MAX;
        for column in columns {
            let Some(row) = column.failed.first() else {
                continue;
            };
            self.failed = self.failed.or(&column.failed);
            if row < first {
                first = row;
                self.first_failure.clone_from(&column.first_failure);
            }
        }
        if first == usize::MAX {
            return self;
        }
        let fine = self.failed.not();
        self.met = self.met.and(&fine);
        self.unknown = self.unknown.and(&fine);
        self
    }
}
