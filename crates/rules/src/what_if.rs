//! What if: facts and parameters as they would be after changes.
//!
//! Main types: [`ChangedFacts`], [`ChangedParameters`]. They are facts and parameters like any other, so that
//! everything that can be answered can be answered for them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{
    Day, Facts, Lookup, ParameterGap, ParameterValue, Parameters, Question, RegisterAnswer, Source,
    Tier, Value,
};

/// What a fact would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// A concept's value.
    Value(Value),
    /// The rows of a register, which is then complete.
    Rows(u32),
}

/// Facts with changes laid over them.
pub struct ChangedFacts<'a> {
    facts: &'a dyn Facts,
    changes: BTreeMap<Question, Changed>,
    source: Source,
}

impl<'a> ChangedFacts<'a> {
    /// Facts without changes so far.
    pub fn new(facts: &'a dyn Facts) -> Self {
        Self {
            facts,
            changes: BTreeMap::new(),
            source: Source::new("assumed"),
        }
    }

    /// Lays a change over what was there.
    #[must_use]
    pub fn with(mut self, question: Question, change: Changed) -> Self {
        self.changes.insert(question, change);
        self
    }

    /// The rows that the changes of single levels add to a register and take from it.
    fn by_levels(&self, register: &str, on: Day) -> Option<(u32, u32)> {
        let of_levels =
            self.changes
                .iter()
                .filter_map(|(question, change)| match (question, change) {
                    (
                        Question::Register {
                            register: changed,
                            level: Some(level),
                        },
                        Changed::Rows(rows),
                    ) if **changed == *register => Some((level, *rows)),
                    _ => None,
                });
        let moved = of_levels.map(|(level, rows)| {
            let before = count(&self.facts.register(register, Some(level), on));
            (rows.saturating_sub(before), before.saturating_sub(rows))
        });
        moved.reduce(|(added, taken), (more, less)| {
            (added.saturating_add(more), taken.saturating_add(less))
        })
    }
}

fn count(answer: &RegisterAnswer) -> u32 {
    match answer {
        RegisterAnswer::Exactly { count, .. } | RegisterAnswer::AtLeast { count, .. } => *count,
        RegisterAnswer::Unknown => 0,
    }
}

impl Facts for ChangedFacts<'_> {
    fn lookup(&self, concept: &str, years_back: u8) -> Lookup<'_> {
        let question = Question::Concept {
            concept: Arc::from(concept),
            years_back,
        };
        match self.changes.get(&question) {
            Some(Changed::Value(value)) => Lookup::Known {
                value: Cow::Borrowed(value),
                source: self.source.clone(),
            },
            Some(Changed::Rows(_)) | None => self.facts.lookup(concept, years_back),
        }
    }

    fn register(&self, register: &str, level: Option<&str>, on: Day) -> RegisterAnswer {
        let question = Question::Register {
            register: Arc::from(register),
            level: level.map(Arc::from),
        };
        if let Some(Changed::Rows(rows)) = self.changes.get(&question) {
            return RegisterAnswer::Exactly {
                count: *rows,
                source: self.source.clone(),
            };
        }
        let before = self.facts.register(register, level, on);
        let Some((added, taken)) = self.by_levels(register, on).filter(|_| level.is_none()) else {
            return before;
        };
        let now = count(&before).saturating_sub(taken).saturating_add(added);
        let source = self.source.clone();
        match before {
            RegisterAnswer::Exactly { .. } => RegisterAnswer::Exactly { count: now, source },
            RegisterAnswer::AtLeast { .. } | RegisterAnswer::Unknown if now > 0 => {
                RegisterAnswer::AtLeast { count: now, source }
            }
            RegisterAnswer::AtLeast { .. } | RegisterAnswer::Unknown => RegisterAnswer::Unknown,
        }
    }
}

/// Parameters with other values, whatever the day.
pub struct ChangedParameters<'a> {
    parameters: &'a dyn Parameters,
    changes: BTreeMap<String, ChangedParameter>,
}

enum ChangedParameter {
    Value(Value),
    Tiers(Vec<Tier>),
}

impl<'a> ChangedParameters<'a> {
    /// Parameters without changes so far.
    pub fn new(parameters: &'a dyn Parameters) -> Self {
        Self {
            parameters,
            changes: BTreeMap::new(),
        }
    }

    /// Gives a parameter another value, in every row when it is a table.
    #[must_use]
    pub fn with(mut self, id: &str, value: Value) -> Self {
        self.changes
            .insert(id.to_owned(), ChangedParameter::Value(value));
        self
    }

    /// Gives a parameter other rows, the lowest limit first.
    #[must_use]
    pub fn with_tiers(mut self, id: &str, tiers: Vec<Tier>) -> Self {
        self.changes
            .insert(id.to_owned(), ChangedParameter::Tiers(tiers));
        self
    }
}

impl ChangedParameter {
    fn tiers(&self) -> Option<Vec<Tier>> {
        match self {
            Self::Tiers(tiers) => Some(tiers.clone()),
            Self::Value(Value::Number(is)) => Some(vec![Tier {
                up_to: None,
                is: *is,
            }]),
            Self::Value(_) => None,
        }
    }

    fn value(&self, by: Option<&Value>) -> Result<Value, ParameterGap> {
        let tiers = match self {
            Self::Value(value) => return Ok(value.clone()),
            Self::Tiers(tiers) => tiers,
        };
        let Some(Value::Number(key)) = by else {
            return Err(ParameterGap::NoRow);
        };
        let covers = |tier: &&Tier| tier.up_to.is_none_or(|limit| *key <= limit);
        let tier = tiers.iter().find(covers).ok_or(ParameterGap::NoRow)?;
        Ok(Value::Number(tier.is))
    }
}

impl Parameters for ChangedParameters<'_> {
    fn tiers(&self, id: &str, on: Day) -> Option<Vec<Tier>> {
        match self.changes.get(id) {
            Some(change) => change.tiers(),
            None => self.parameters.tiers(id, on),
        }
    }

    fn parameter(
        &self,
        id: &str,
        by: Option<&Value>,
        on: Day,
    ) -> Result<ParameterValue, ParameterGap> {
        match self.changes.get(id) {
            Some(change) => Ok(ParameterValue {
                value: change.value(by)?,
                source: Source::new("assumed"),
            }),
            None => self.parameters.parameter(id, by, on),
        }
    }
}
