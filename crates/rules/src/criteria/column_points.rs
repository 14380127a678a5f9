//! Points of many subjects, as two columns of whole numbers.
//!
//! Main type: [`Tallies`].

use super::score::Span;
use crate::columns::{Column, ColumnValues};
use crate::{AnswerColumn, Bitmap, Exact, Value};

/// Where the reviewers' total is recorded, it alone counts.
pub(super) fn remarked(
    mut answers: AnswerColumn,
    column: &Column<'_>,
    pass: &Exact,
    above: bool,
) -> AnswerColumn {
    for row in column.known.rows() {
        let Some(mark) = number(column, row) else {
            continue;
        };
        answers
            .met
            .put(row, if above { mark > *pass } else { mark >= *pass });
        answers.unknown.put(row, false);
        if answers.failed.get(row) {
            answers.met.put(row, false);
        }
    }
    answers
}

fn number(column: &Column<'_>, row: usize) -> Option<Exact> {
    if column.recorded_none.get(row) || column.not_applicable.get(row) {
        return None;
    }
    match &column.values {
        ColumnValues::Numbers { units, per } => {
            Exact::ratio(i128::from(*units.get(row)?), i128::from(*per)).ok()
        }
        ColumnValues::Indexed { index, values } => {
            let place = usize::try_from(*index.get(row)?).ok()?;
            match values.get(place)? {
                Value::Number(number) => Some(*number),
                Value::Flag(_)
                | Value::Code(_)
                | Value::Codes(_)
                | Value::Text(_)
                | Value::Day(_) => None,
            }
        }
        ColumnValues::Flags(_) | ColumnValues::Days(_) => None,
    }
}

/// Points of every row, the least and the most.
pub(super) struct Tallies {
    low: Vec<i64>,
    high: Vec<i64>,
}

impl Tallies {
    pub(super) fn zero(rows: usize) -> Self {
        Self {
            low: vec![0; rows],
            high: vec![0; rows],
        }
    }

    /// No span yet.
    pub(super) fn nowhere(rows: usize) -> Self {
        Self {
            low: vec![i64::MAX; rows],
            high: vec![i64::MIN; rows],
        }
    }

    /// What reviewers gave, else anything up to the most.
    pub(super) fn judged(rows: usize, max: i64, column: Option<&Column<'_>>) -> Self {
        let mut points = Self {
            low: vec![0; rows],
            high: vec![max; rows],
        };
        let Some(column) = column else { return points };
        for row in column.known.rows().take_while(|row| *row < rows) {
            if let Some(mark) = number(column, row) {
                let span = Span::holding(&mark);
                (points.low[row], points.high[row]) = (span.low, span.high);
            }
        }
        points
    }

    pub(super) fn widen(&mut self, rows: &Bitmap, low: i64, high: i64) {
        for row in rows.rows() {
            self.low[row] = self.low[row].min(low);
            self.high[row] = self.high[row].max(high);
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.low.iter_mut().zip(&other.low) {
            *mine = mine.saturating_add(*theirs);
        }
        for (mine, theirs) in self.high.iter_mut().zip(&other.high) {
            *mine = mine.saturating_add(*theirs);
        }
    }

    pub(super) fn better(mut self, other: &Self) -> Self {
        for (mine, theirs) in self.low.iter_mut().zip(&other.low) {
            *mine = (*mine).max(*theirs);
        }
        for (mine, theirs) in self.high.iter_mut().zip(&other.high) {
            *mine = (*mine).max(*theirs);
        }
        self
    }

    pub(super) fn cap(&mut self, most: Option<i64>) {
        let Some(most) = most else { return };
        for points in self.low.iter_mut().chain(&mut self.high) {
            *points = (*points).min(most);
        }
    }

    pub(super) fn reaching(&self, mark: &Exact, above: bool) -> AnswerColumn {
        let needed = least_whole(mark, above);
        let met: Bitmap = self
            .low
            .iter()
            .map(|low| i128::from(*low) >= needed)
            .collect();
        let possible: Bitmap = self
            .high
            .iter()
            .map(|high| i128::from(*high) >= needed)
            .collect();
        AnswerColumn {
            unknown: possible.and(&met.not()),
            failed: Bitmap::clear(self.low.len()),
            met,
            first_failure: None,
        }
    }
}

/// The least whole number that reaches a mark.
fn least_whole(mark: &Exact, above: bool) -> i128 {
    let floor = mark.numerator().div_euclid(mark.denominator());
    let is_whole = mark.to_whole().is_some();
    if is_whole && !above {
        floor
    } else {
        floor.saturating_add(1)
    }
}
