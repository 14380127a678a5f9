//! Conditions on columns that hold places in a list of values, and on whole months up to the evaluation date: each
//! distinct value is answered once.
//!
//! Main functions: [`Sweep::one_of_listed`], [`Sweep::time_against_constant`].

use super::Sweep;
use super::answers::Answers;
use crate::columns::{Column, ColumnValues};
use crate::operand::{self, Operand};
use crate::plan::{Formula, Load, Term, TimeUnit};
use crate::syntax::Comparison;
use crate::{Answer, Day, Value};
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

    /// The answers of `months_between(concept, today) >= constant` and its like: the days from which so much time is
    /// complete lie before one day, which is found once.
    pub(super) fn time_against_constant(
        &self,
        left: &Formula,
        operator: Comparison,
        right: &Formula,
    ) -> Option<Answers> {
        let ((unit, load), bound) = (time_since(left)?, self.plain_constant(right)?);
        let column = self.column(load)?;
        let ColumnValues::Days(days) = &column.values else {
            return None;
        };
        let floor = bound.numerator().div_euclid(bound.denominator());
        let ceiling = if bound.to_whole().is_some() {
            floor
        } else {
            floor.checked_add(1)?
        };
        let (needed, turned) = match operator {
            Comparison::AtLeast => (ceiling, false),
            Comparison::Greater => (floor.checked_add(1)?, false),
            Comparison::Less => (ceiling, true),
            Comparison::AtMost => (floor.checked_add(1)?, true),
            Comparison::Equal | Comparison::NotEqual => return None,
        };
        let last = self.last_day_with(unit, i32::try_from(needed).ok()?);
        Some(Answers::collect(self.rows, |row| {
            let row = self.start + row;
            let day = days.get(row).and_then(|day| Day::from_number(*day));
            let known = day.map(|day| {
                let complete = last.is_some_and(|last| day <= last);
                Answer::from(complete != turned)
            });
            Ok(of_row(column, row, Answer::NotMet, known))
        }))
    }

    fn plain_constant(&self, formula: &Formula) -> Option<crate::Exact> {
        let value = match &formula.term {
            Term::Constant(value, _) => value.clone(),
            Term::Parameter { id, by: None } => {
                self.parameters.parameter(id, None, self.on).ok()?.value
            }
            Term::Today
            | Term::Load(_)
            | Term::Parameter { .. }
            | Term::Sum(_)
            | Term::Product(_)
            | Term::Power(..)
            | Term::Choice(..)
            | Term::Elapsed(..)
            | Term::Count(_) => return None,
        };
        match value {
            Value::Number(number) => Some(number),
            Value::Flag(_) | Value::Code(_) | Value::Codes(_) | Value::Text(_) | Value::Day(_) => {
                None
            }
        }
    }

    /// The last day from which so much time is complete on the evaluation date; none when no day is.
    fn last_day_with(&self, unit: TimeUnit, needed: i32) -> Option<Day> {
        let complete = |number: i32| {
            Day::from_number(number).is_some_and(|day| unit.between(day, self.on) >= needed)
        };
        let (mut first, mut last) = (Day::MIN.number(), Day::MAX.number());
        if !complete(first) {
            return None;
        }
        while first < last {
            let middle = first + (last - first + 1) / 2;
            if complete(middle) {
                first = middle;
            } else {
                last = middle - 1;
            }
        }
        Day::from_number(first)
    }
}

/// The concept from which time up to the evaluation date is counted, when the term is nothing else.
fn time_since(formula: &Formula) -> Option<(TimeUnit, &Load)> {
    let Term::Elapsed(unit, days) = &formula.term else {
        return None;
    };
    match (&days[0], &days[1]) {
        (Term::Load(load), Term::Today) => Some((*unit, load)),
        _ => None,
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
