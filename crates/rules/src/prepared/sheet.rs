//! A rule made ready for one day: where its facts stand, and its parameters read.
//!
//! Main type: [`Sheet`]. Evaluation is in `evaluate.rs`.

use std::borrow::Cow;
use std::sync::Arc;

use super::recorded::bit;
use crate::plan::{Formula, Place, Question};
use crate::{Day, Exact, ParameterGap, ParameterValue, Parameters, Rule, Value};

/// What an evaluation needs of a rule beside its plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// The number of each question of the rule.
    pub(crate) numbers: Vec<usize>,
    /// Their bits.
    pub(crate) bits: u64,
    readings: Vec<Reading>,
    /// The formulas that the tests of the rule ask for.
    parts: Arc<[Arc<Formula>]>,
}

/// A parameter as far as it can be read before a subject is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    Single(Result<ParameterValue, ParameterGap>),
    /// The rows of a table by numbers, the lowest limit first; the last has none.
    Table(Vec<(Option<Exact>, ParameterValue)>),
    /// A table that only the host can read.
    Asked,
}

impl Sheet {
    /// A rule on a day; `number` says where each of its questions stands.
    pub(crate) fn of(
        rule: &Rule,
        parameters: &dyn Parameters,
        on: Day,
        number: impl FnMut(&Question) -> usize,
    ) -> Self {
        let readings = rule.parameters.iter().map(|(id, is_table)| {
            if *is_table {
                Reading::table(id, parameters, on).map_or(Reading::Asked, Reading::Table)
            } else {
                Reading::Single(parameters.parameter(id, None, on))
            }
        });
        let numbers: Vec<usize> = rule.questions().iter().map(number).collect();
        Self {
            bits: numbers.iter().fold(0, |bits, fact| bits | bit(*fact)),
            numbers,
            readings: readings.collect(),
            parts: Arc::clone(&rule.parts),
        }
    }

    pub(crate) fn part(&self, place: Place) -> &Formula {
        &self.parts[place.0]
    }

    /// Whether it says all by itself, so that a rule with an equal sheet comes to the same.
    pub(super) fn is_whole(&self) -> bool {
        !self.readings.contains(&Reading::Asked)
    }

    pub(crate) fn number(&self, place: Place) -> usize {
        self.numbers[place.0]
    }

    pub(super) fn reading(&self, place: Place) -> &Reading {
        &self.readings[place.0]
    }

    /// A parameter without a table.
    pub(crate) fn single(&self, place: Place) -> Option<&ParameterValue> {
        match self.reading(place) {
            Reading::Single(read) => read.as_ref().ok(),
            Reading::Table(_) | Reading::Asked => None,
        }
    }

    /// The row of a table by numbers.
    pub(crate) fn row(&self, place: Place, key: &Exact) -> Option<&ParameterValue> {
        match self.reading(place) {
            Reading::Table(rows) => covering(rows, key),
            Reading::Single(_) | Reading::Asked => None,
        }
    }

    /// What a parameter is; `by` selects the row of a table.
    pub(crate) fn read(
        &self,
        (id, place): (&Arc<str>, Place),
        by: Option<&Value>,
        (host, on): (&dyn Parameters, Day),
    ) -> Result<Cow<'_, ParameterValue>, ParameterGap> {
        match (self.reading(place), by) {
            (Reading::Single(read), _) => match read {
                Ok(value) => Ok(Cow::Borrowed(value)),
                Err(gap) => Err(gap.clone()),
            },
            (Reading::Table(rows), Some(Value::Number(key))) => {
                let row = covering(rows, key).map(Cow::Borrowed);
                row.ok_or(ParameterGap::NoRow)
            }
            (Reading::Table(_) | Reading::Asked, by) => host.parameter(id, by, on).map(Cow::Owned),
        }
    }
}

/// The first row whose limit is not passed.
fn covering<'r>(
    rows: &'r [(Option<Exact>, ParameterValue)],
    key: &Exact,
) -> Option<&'r ParameterValue> {
    let covers = |limit: &Option<Exact>| limit.as_ref().is_none_or(|limit| key <= limit);
    let row = rows.iter().find(|(limit, _)| covers(limit));
    row.map(|(_, value)| value)
}

impl Reading {
    /// Every row of a table of numbers, with its source; none when the host does not tell, or tells otherwise than it
    /// answers.
    fn table(
        id: &str,
        parameters: &dyn Parameters,
        on: Day,
    ) -> Option<Vec<(Option<Exact>, ParameterValue)>> {
        let tiers = parameters.tiers(id, on)?;
        tiers.last().filter(|tier| tier.up_to.is_none())?;
        let mut rows: Vec<(Option<Exact>, ParameterValue)> = Vec::with_capacity(tiers.len());
        for tier in tiers {
            let before = rows.last().and_then(|(limit, _)| *limit);
            let beyond = before
                .unwrap_or(Exact::ZERO)
                .checked_add(&Exact::ONE)
                .ok()?;
            let key = Value::Number(tier.up_to.unwrap_or(beyond));
            let value = parameters.parameter(id, Some(&key), on).ok()?;
            if value.value != Value::Number(tier.is) {
                return None;
            }
            rows.push((tier.up_to, value));
        }
        Some(rows)
    }
}
