//! Criteria answered for one subject.
//!
//! Main types: [`Assessment`], [`Finding`]. Every criterion is answered, even when another decides already, so that
//! the reasons are whole.

use std::sync::Arc;

use super::missing;
use super::open::Open;
use super::score::Span;
use super::tally::Tally;
use super::{Criteria, Criterion, CriterionKind};
use crate::{Answer, Day, EvaluationError, Facts, Outcome, Parameters, Rule};

/// What criteria came to for one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The root of the tree.
    pub root: Finding,
}

/// One criterion, answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The criterion's name.
    pub id: Arc<str>,
    /// Its answer.
    pub answer: Answer,
    /// What the answer waits for while it is unknown.
    pub open: Open,
    /// Whether it decides nothing.
    pub advisory: bool,
    /// What was found.
    pub kind: FindingKind,
}

/// What was found of a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingKind {
    /// A rule's outcome.
    Rule(Outcome),
    /// All must be met.
    All(Vec<Finding>),
    /// At least so many must be met.
    AtLeast {
        /// How many.
        least: usize,
        /// The criteria.
        of: Vec<Finding>,
    },
    /// It must not be met.
    Not(Box<Finding>),
    /// Points.
    Score(Tally),
    /// Only a reviewer can say.
    Judged,
}

/// The world criteria are answered in.
#[derive(Clone, Copy)]
pub(crate) struct World<'a> {
    pub(crate) facts: &'a dyn Facts,
    pub(crate) parameters: &'a dyn Parameters,
    pub(crate) on: Day,
}

impl World<'_> {
    pub(super) fn answer(&self, rule: &Rule) -> Result<Outcome, EvaluationError> {
        rule.evaluate(self.facts, self.parameters, self.on)
    }

    fn finding(&self, criterion: &Criterion) -> Result<Finding, EvaluationError> {
        let kind = match &criterion.kind {
            CriterionKind::Rule(rule) => FindingKind::Rule(self.answer(rule)?),
            CriterionKind::All(parts) => FindingKind::All(self.findings(parts)?),
            CriterionKind::AtLeast { least, of } => FindingKind::AtLeast {
                least: *least,
                of: self.findings(of)?,
            },
            CriterionKind::Not(inner) => FindingKind::Not(Box::new(self.finding(inner)?)),
            CriterionKind::Score(score) => FindingKind::Score(score.tally(self)?),
            CriterionKind::Judged => FindingKind::Judged,
        };
        let answer = kind.answer();
        let open = if answer.is_unknown() {
            missing::open(&kind)
        } else {
            Open::SETTLED
        };
        Ok(Finding {
            id: Arc::clone(&criterion.id),
            answer,
            open,
            advisory: criterion.advisory,
            kind,
        })
    }

    fn findings(&self, parts: &[Criterion]) -> Result<Vec<Finding>, EvaluationError> {
        parts.iter().map(|part| self.finding(part)).collect()
    }
}

impl Criteria {
    /// Answers the criteria for one subject on a day, with the reasons.
    ///
    /// # Errors
    /// As [`Rule::evaluate`]: overflow, a parameter without a value, a fact of the wrong type.
    pub fn assess(
        &self,
        facts: &dyn Facts,
        parameters: &dyn Parameters,
        on: Day,
    ) -> Result<Assessment, EvaluationError> {
        let world = World {
            facts,
            parameters,
            on,
        };
        let root = world.finding(&self.root)?;
        Ok(Assessment { root })
    }
}

/// At least so many of several answers; of none at all, met only when none is needed.
pub(super) fn at_least(least: usize, answers: impl IntoIterator<Item = Answer>) -> Answer {
    let (mut met, mut possible) = (0, 0);
    for answer in answers {
        met += usize::from(answer == Answer::Met);
        possible += usize::from(answer != Answer::NotMet);
    }
    match (met >= least, possible >= least) {
        (true, _) => Answer::Met,
        (false, true) => Answer::Unknown,
        (false, false) => Answer::NotMet,
    }
}

/// The findings that decide.
pub(super) fn deciding(parts: &[Finding]) -> impl Iterator<Item = &Finding> {
    parts.iter().filter(|part| !part.advisory)
}

impl FindingKind {
    fn answer(&self) -> Answer {
        match self {
            Self::Rule(outcome) => outcome.answer,
            Self::All(parts) => Answer::all(deciding(parts).map(|part| part.answer)),
            Self::AtLeast { least, of } => at_least(*least, deciding(of).map(|part| part.answer)),
            Self::Not(inner) => inner.answer.negate(),
            Self::Score(tally) => tally.answer(),
            Self::Judged => Answer::Unknown,
        }
    }
}

impl Finding {
    /// The findings directly inside this one.
    pub fn parts(&self) -> &[Finding] {
        match &self.kind {
            FindingKind::All(parts) | FindingKind::AtLeast { of: parts, .. } => parts,
            FindingKind::Not(inner) => std::slice::from_ref(&**inner),
            FindingKind::Rule(_) | FindingKind::Score(_) | FindingKind::Judged => &[],
        }
    }

    fn collect_because(&self, ids: &mut Vec<Arc<str>>) {
        let deciding = deciding(self.parts()).filter(|part| match self.kind {
            FindingKind::Not(_) => part.answer == self.answer.negate(),
            FindingKind::Rule(_)
            | FindingKind::All(_)
            | FindingKind::AtLeast { .. }
            | FindingKind::Score(_)
            | FindingKind::Judged => part.answer == self.answer,
        });
        let before = ids.len();
        for part in deciding {
            part.collect_because(ids);
        }
        if ids.len() == before {
            ids.push(Arc::clone(&self.id));
        }
    }

    fn first_score(&self) -> Option<&Tally> {
        match &self.kind {
            FindingKind::Score(tally) => Some(tally),
            FindingKind::Rule(_)
            | FindingKind::All(_)
            | FindingKind::AtLeast { .. }
            | FindingKind::Not(_)
            | FindingKind::Judged => self.parts().iter().find_map(Finding::first_score),
        }
    }
}

impl Assessment {
    /// Met, not met or cannot tell.
    pub fn answer(&self) -> Answer {
        self.root.answer
    }

    /// What the answer waits for while it is unknown.
    pub fn open(&self) -> Open {
        self.root.open
    }

    /// The innermost criteria that the answer follows from, in the order of the tree: those that share it.
    pub fn because(&self) -> Vec<Arc<str>> {
        let mut ids = Vec::new();
        self.root.collect_because(&mut ids);
        ids
    }

    /// The points of the first score in the tree.
    pub fn score(&self) -> Option<Span> {
        self.root.first_score().map(|tally| tally.total)
    }
}
