//! Conditions on columns that hold places in a list of values: each distinct value is answered once.
//!
//! Main function: [`Sweep::one_of_listed`].

use super::Sweep;
use super::answers::Answers;
use crate::columns::{Column, ColumnValues};
use crate::operand::{self, Operand};
use crate::plan::{Formula, Term};
use crate::{Answer, Value};
use std::borrow::Cow;

impl Sweep<'_> {
    /// The answers of `concept in [ … ]` over a listed column; none when the column has another form.
    pub(super) fn one_of_listed(&self, item: &Formula, list: &[Value]) -> Option<Answers> {
        let Term::Load(load) = &item.term else {
            return None;
        };
        let column = self.column(load)?;
        let ColumnValues::Indexed { index, values } = &column.values else {
            return None;
        };
        if !values.iter().all(|value| load.kind.admits(value)) {
            return None;
        }
        let answered: Vec<Answer> = values
            .iter()
            .map(|value| operand::one_of(&Operand::Known(Cow::Borrowed(value)), list))
            .collect();
        Some(Answers::collect(self.rows, |row| {
            let row = self.start + row;
            let place = index
                .get(row)
                .and_then(|place| usize::try_from(*place).ok());
            let known = place.and_then(|place| answered.get(place)).copied();
            Ok(of_row(column, row, Answer::NotMet, known))
        }))
    }
}

/// The answer of a row: of what is absent, of a known value, else unknown.
fn of_row(column: &Column<'_>, row: usize, absent: Answer, known: Option<Answer>) -> Answer {
    if column.recorded_none.get(row) || column.not_applicable.get(row) {
        absent
    } else if column.known.get(row) {
        known.unwrap_or(Answer::Unknown)
    } else {
        Answer::Unknown
    }
}
