//! What would have to change so that criteria that are not met no longer fail.
//!
//! Main items: [`Criteria::remedies`], [`Remedy`]. Changes are proposed condition by condition (`condition.rs`, `number.rs`,
//! `points.rs`), joined along the tree (`plan.rs`), and then the whole is assessed again under them: what does not
//! hold is not told. What a change costs in money, and whether it is wise, does not belong here.

mod condition;
mod number;
mod plan;
mod points;

use std::collections::BTreeMap;

use crate::criteria::{Criteria, Open};
use crate::what_if::{Changed, ChangedFacts, OnDay};
use crate::{Answer, Day, Dictionary, EvaluationError, Facts, Parameters, Period, Question, Type};
use plan::Search;

/// Changes that together keep the criteria from failing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What changes, in the order of the facts.
    pub changes: Vec<Change>,
    /// What the criteria answer then: met, or cannot tell because of what is still open.
    pub gives: Answer,
    /// What that answer waits for.
    pub open: Open,
    /// How far the facts have to move: thousandths of their size, added up; a code, a flag, a title counts whole.
    pub effort: u64,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changes.
    pub step: Step,
    /// When it can.
    pub possible: Possible,
}

/// What changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A fact.
    Fact {
        /// Which.
        question: Question,
        /// What it would be.
        to: Changed,
        /// The type of its value.
        kind: Type,
    },
    /// Nothing but time.
    Wait {
        /// The first day on which it suffices.
        until: Day,
    },
}

/// When a change can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Possible {
    /// Now.
    Now,
    /// Not before this day: the value is of a year that is closed, or time has to pass.
    From(Day),
    /// Nobody can say: it is a fact of the past, or others decide.
    Unforeseeable,
}

/// What is laid over the facts, and the day of the evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Draft {
    facts: BTreeMap<Question, Target>,
    wait: Option<Day>,
    effort: u64,
}

/// What a fact would be, and how far that is from what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    to: Changed,
    kind: Type,
    effort: u64,
}

/// Remedies told at most.
const MOST_REMEDIES: usize = 3;
/// How often a draft is mended when it brought another condition down.
const MOST_ROUNDS: usize = 4;

impl Criteria {
    /// The nearest changes that keep the criteria from failing, the soonest and smallest first; each was assessed
    /// again. Empty when they do not fail, or when no change of the facts would help.
    ///
    /// Whoever waits is taken to have the same facts and titles then.
    ///
    /// A value of a closed year is told with the first day on which another year's value takes its place; a date
    /// that is too young with the day on which it is old enough.
    ///
    /// # Errors
    /// As [`Criteria::assess`].
    pub fn remedies(
        &self,
        dictionary: &dyn Dictionary,
        facts: &dyn Facts,
        parameters: &dyn Parameters,
        on: Day,
    ) -> Result<Vec<Remedy>, EvaluationError> {
        let world = World {
            criteria: self,
            dictionary,
            facts,
            parameters: &OnDay {
                parameters,
                day: on,
            },
            on,
        };
        let first = self.assess(facts, parameters, on)?;
        if first.answer() != Answer::NotMet {
            return Ok(Vec::new());
        }
        let drafts = world
            .search(&Draft::default())
            .criterion(&self.root, Answer::Met);
        let mut remedies: Vec<Remedy> = Vec::new();
        for draft in drafts {
            let remedy = world.mended(draft).and_then(|draft| world.remedy(&draft));
            remedies.extend(remedy.filter(|one| !remedies.contains(one)));
        }
        remedies.sort_by_key(|remedy| (remedy.possible(), remedy.effort));
        remedies.truncate(MOST_REMEDIES);
        Ok(remedies)
    }
}

impl Remedy {
    /// When all its changes can have been made.
    pub fn possible(&self) -> Possible {
        let each = self.changes.iter().map(|change| change.possible);
        each.max().unwrap_or(Possible::Now)
    }
}

/// The world remedies are looked for in.
struct World<'a> {
    criteria: &'a Criteria,
    dictionary: &'a dyn Dictionary,
    facts: &'a dyn Facts,
    parameters: &'a OnDay<'a>,
    on: Day,
}

impl World<'_> {
    fn search(&self, draft: &Draft) -> Search<'_> {
        Search {
            facts: draft.over(self.facts).with_registers_on(self.on),
            parameters: self.parameters,
            on: draft.wait.unwrap_or(self.on),
        }
    }

    fn assessed(&self, draft: &Draft) -> Option<(Answer, Open)> {
        let day = draft.wait.unwrap_or(self.on);
        let facts = draft.over(self.facts).with_registers_on(self.on);
        let found = self.criteria.assess(&facts, self.parameters, day).ok()?;
        Some((found.answer(), found.open()))
    }

    fn suffices(&self, draft: &Draft) -> bool {
        self.assessed(draft)
            .is_some_and(|(answer, _)| answer != Answer::NotMet)
    }

    /// The draft with what it brought down mended, and without what is not needed.
    fn mended(&self, mut draft: Draft) -> Option<Draft> {
        for _ in 0..MOST_ROUNDS {
            if self.suffices(&draft) {
                return Some(self.lean(draft));
            }
            let more = self
                .search(&draft)
                .criterion(&self.criteria.root, Answer::Met);
            draft = draft.joined(more.first()?);
        }
        self.suffices(&draft).then(|| self.lean(draft))
    }

    /// Without the changes that it suffices without.
    fn lean(&self, mut draft: Draft) -> Draft {
        let questions: Vec<Question> = draft.facts.keys().cloned().collect();
        for question in questions {
            let without = draft.without(&question);
            if self.suffices(&without) {
                draft = without;
            }
        }
        let at_once = Draft {
            wait: None,
            ..draft.clone()
        };
        if self.suffices(&at_once) {
            at_once
        } else {
            draft
        }
    }

    fn remedy(&self, draft: &Draft) -> Option<Remedy> {
        let (gives, open) = self.assessed(draft)?;
        let facts = draft.facts.iter().map(|(question, target)| Change {
            step: Step::Fact {
                question: question.clone(),
                to: target.to.clone(),
                kind: target.kind.clone(),
            },
            possible: self.possible(question, target),
        });
        let wait = draft.wait.map(|until| Change {
            step: Step::Wait { until },
            possible: Possible::From(until),
        });
        let changes: Vec<Change> = facts.chain(wait).collect();
        (!changes.is_empty()).then_some(Remedy {
            changes,
            gives,
            open,
            effort: draft.effort(),
        })
    }

    /// When a fact can change: a closed year's value when another year takes its place; what reviewers gave, and what
    /// a register says against a subject, nobody can foresee.
    fn possible(&self, question: &Question, target: &Target) -> Possible {
        match (question, &target.to) {
            (Question::Register { .. }, Changed::Rows(0)) => Possible::Unforeseeable,
            (Question::Concept { concept, .. }, _)
                if self.criteria.marks().contains(&**concept) =>
            {
                Possible::Unforeseeable
            }
            (
                Question::Concept {
                    concept,
                    years_back,
                },
                _,
            ) => match self.dictionary.concept(concept).map(|found| found.period) {
                Some(Period::Yearly) => {
                    let year = self.on.year() + 1 + i32::from(*years_back);
                    Day::from_ymd(year, 1, 1).map_or(Possible::Unforeseeable, Possible::From)
                }
                Some(Period::Timeless) | None => Possible::Now,
            },
            (Question::Register { .. }, _) => Possible::Now,
        }
    }
}

impl Draft {
    /// A draft of one fact.
    fn fact(question: Question, target: Target) -> Self {
        let effort = target.effort;
        Self {
            facts: BTreeMap::from([(question, target)]),
            wait: None,
            effort,
        }
    }

    /// A draft that only waits.
    fn waiting(until: Day, days: u64) -> Self {
        Self {
            facts: BTreeMap::new(),
            wait: Some(until),
            effort: days,
        }
    }

    fn over<'f>(&self, facts: &'f dyn Facts) -> ChangedFacts<'f> {
        let changes = self.facts.iter();
        changes.fold(ChangedFacts::new(facts), |facts, (question, target)| {
            facts.with(question.clone(), target.to.clone())
        })
    }

    /// Both drafts; of two values for one fact the farther one, of two days the later.
    fn joined(&self, other: &Self) -> Self {
        let mut joined = self.clone();
        for (question, target) in &other.facts {
            let known = joined.facts.get(question);
            if known.is_none_or(|known| known.effort < target.effort) {
                joined.facts.insert(question.clone(), target.clone());
            }
        }
        joined.wait = self.wait.max(other.wait);
        joined.effort = joined.effort();
        joined
    }

    fn without(&self, question: &Question) -> Self {
        let mut without = self.clone();
        without.facts.remove(question);
        without.effort = without.effort();
        without
    }

    fn effort(&self) -> u64 {
        self.facts
            .values()
            .fold(0, |sum, target| sum.saturating_add(target.effort))
    }
}
