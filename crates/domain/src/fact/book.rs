//! The current facts of a few subjects, ready to answer rules.

use super::{Completeness, Level, Observed, Source};
use crate::id::SubjectKey;
use crate::party::Status;
use crate::period::Period;
use crate::region::RegionCode;
use benfu_rules::{Day, Facts, Lookup, RegisterAnswer, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One current fact with where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// About whom or what.
    pub subject: SubjectKey,
    /// Which concept.
    pub concept: String,
    /// When it was true.
    pub period: Period,
    /// What was observed.
    pub observed: Observed,
    /// Who may see it.
    pub level: Level,
    /// Where it comes from.
    pub source: Source,
}

/// The concept that says where a party belongs; territories of policies ask for it.
pub const REGION: &str = "region";

/// The facts of one evaluation: an offer's before its owner's, with the owner's statuses.
///
/// Sources in the trace of a rule are handles; [`FactBook::held`] leads from a handle back to the fact, so
/// that its level decides whether a reader may see the value.
#[derive(Debug, Clone, Default)]
pub struct FactBook {
    subjects: Vec<SubjectKey>,
    facts: BTreeMap<(SubjectKey, String), Vec<Held>>,
    statuses: Vec<Status>,
    completeness: Vec<Completeness>,
    region: Option<RegionCode>,
    closed_year: i32,
}

impl FactBook {
    /// A book for an evaluation on `on` about `subjects`, the nearest first.
    pub fn new(on: Day, subjects: Vec<SubjectKey>) -> FactBook {
        FactBook {
            subjects,
            closed_year: on.year() - 1,
            ..FactBook::default()
        }
    }

    /// Adds current facts; facts of other subjects are ignored when asked.
    #[must_use]
    pub fn with_facts(mut self, facts: impl IntoIterator<Item = Held>) -> FactBook {
        for fact in facts {
            self.facts
                .entry((fact.subject, fact.concept.clone()))
                .or_default()
                .push(fact);
        }
        self
    }

    /// Adds the statuses of the party in question and where it belongs, when that is known. The region also answers
    /// for the concept [`REGION`] unless a fact of that name does.
    #[must_use]
    pub fn with_statuses(
        mut self,
        region: impl Into<Option<RegionCode>>,
        statuses: Vec<Status>,
    ) -> FactBook {
        self.region = region.into();
        self.statuses = statuses;
        self
    }

    /// Adds completeness statements of registers.
    #[must_use]
    pub fn with_completeness(mut self, statements: Vec<Completeness>) -> FactBook {
        self.completeness = statements;
        self
    }

    /// The fact behind a handle of a trace.
    pub fn held(&self, handle: &str) -> Option<&Held> {
        let mut parts = handle.strip_prefix("fact:")?.splitn(3, ':');
        let subject = SubjectKey(parts.next()?.parse().ok()?);
        let period = parts.next()?;
        let held = self.facts.get(&(subject, parts.next()?.to_owned()))?;
        held.iter().find(|fact| fact.period.to_string() == period)
    }

    /// All facts of one subject, by concept and period.
    pub fn facts_of(&self, subject: SubjectKey) -> impl Iterator<Item = &Held> {
        self.facts
            .iter()
            .filter(move |((owner, _), _)| *owner == subject)
            .flat_map(|(_, held)| held)
    }

    fn find(&self, concept: &str, years_back: u8) -> Option<&Held> {
        let year = Period::Year(self.closed_year - i32::from(years_back));
        self.subjects.iter().find_map(|subject| {
            let held = self.facts.get(&(*subject, concept.to_owned()))?;
            let yearly = held.iter().find(|fact| fact.period == year);
            let timeless = || {
                held.iter()
                    .filter(|fact| !matches!(fact.period, Period::Year(_)))
            };
            yearly.or_else(|| {
                if years_back == 0 {
                    timeless().max_by_key(|fact| fact.period)
                } else {
                    None
                }
            })
        })
    }

    fn own_region(&self, concept: &str, years_back: u8) -> Lookup<'_> {
        match &self.region {
            Some(region) if concept == REGION && years_back == 0 => Lookup::Known {
                value: Cow::Owned(Value::Code(region.as_str().to_owned())),
                source: benfu_rules::Source::new("party:region"),
            },
            _ => Lookup::Unknown,
        }
    }

    fn complete(&self, register: &str, on: Day) -> Option<&Completeness> {
        self.completeness.iter().find(|statement| {
            statement.register == register && statement.covers(self.region.as_ref(), on)
        })
    }
}

/// The handle under which a fact appears in a trace.
fn handle(fact: &Held) -> benfu_rules::Source {
    benfu_rules::Source::new(&format!(
        "fact:{}:{}:{}",
        fact.subject.0, fact.period, fact.concept
    ))
}

fn counted(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Facts for FactBook {
    fn lookup(&self, concept: &str, years_back: u8) -> Lookup<'_> {
        let Some(fact) = self.find(concept, years_back) else {
            return self.own_region(concept, years_back);
        };
        let source = handle(fact);
        match &fact.observed {
            Observed::Value(value) => Lookup::Known {
                value: Cow::<Value>::Borrowed(value),
                source,
            },
            Observed::None => Lookup::RecordedNone { source },
            Observed::NotApplicable => Lookup::NotApplicable { source },
        }
    }

    fn register(&self, register: &str, level: Option<&str>, on: Day) -> RegisterAnswer {
        let matching: Vec<&Status> = self
            .statuses
            .iter()
            .filter(|status| status.scheme == register && status.holds_on(on))
            .filter(|status| level.is_none_or(|level| status.level == level))
            .collect();
        let row = matching.first().map(|status| {
            benfu_rules::Source::new(&format!("status:{}:{}", status.scheme, status.from))
        });
        let count = counted(matching.len());
        match (self.complete(register, on), row) {
            (Some(statement), row) => {
                let text = format!("complete:{}:{}", statement.register, statement.as_of);
                let source = row.unwrap_or_else(|| benfu_rules::Source::new(&text));
                RegisterAnswer::Exactly { count, source }
            }
            (None, Some(source)) => RegisterAnswer::AtLeast { count, source },
            (None, None) => RegisterAnswer::Unknown,
        }
    }
}
