//! Criteria answered for one subject.
//!
//! Main types: [`Assessment`], [`Finding`]. Every criterion is answered, even when another decides already, so that
//! the reasons are whole.

use std::sync::{Arc, OnceLock};

use super::missing;
use super::open::Open;
use super::score::Span;
use super::tally::Tally;
use super::{Criteria, Criterion, CriterionKind};
use crate::operand::Failure;
use crate::prepared::{Catalogue, Prepared, Recorded};
use crate::trace::Grounds;
use crate::tracer::Tracer;
use crate::{
    Answer, Day, EvaluationError, Exact, Facts, Outcome, Parameters, Question, Rule, Value,
};

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
    Rule(Arc<Outcome>),
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
    prepared: &'a Prepared<'a>,
    grounds: &'a Arc<Grounds>,
    /// The outcomes that criteria share, where the facts are as recorded.
    outcomes: &'a [OnceLock<Arc<Outcome>>],
    on: Day,
}

impl World<'_> {
    /// What a rule comes to; a shared one is answered once.
    pub(super) fn answer(&self, rule: &Arc<Rule>) -> Result<Arc<Outcome>, EvaluationError> {
        let number = self.prepared.number(rule);
        let shared = self.prepared.shared[number].and_then(|slot| self.outcomes.get(slot));
        if let Some(known) = shared.and_then(OnceLock::get) {
            return Ok(Arc::clone(known));
        }
        let outcome = Arc::new(self.outcome(number)?);
        if let Some(shared) = shared {
            shared.get_or_init(|| Arc::clone(&outcome));
        }
        Ok(outcome)
    }

    fn outcome(&self, number: usize) -> Result<Outcome, EvaluationError> {
        let host = (self.prepared.parameters, self.prepared.on);
        let rule = (self.prepared.rules[number], number);
        Tracer::new(rule, self.grounds, host, self.on).outcome()
    }

    /// The points that reviewers recorded under a concept, if they did.
    pub(super) fn marked(&self, concept: &str) -> Option<Exact> {
        let number = self.prepared.questions.number(&Question::mark(concept))?;
        self.grounds.facts[number].seen().number()
    }

    /// A parameter that is a plain number, as it is on the day of the criteria.
    pub(super) fn number(&self, id: &Arc<str>) -> Result<Exact, EvaluationError> {
        let on = self.prepared.on;
        let read = self.prepared.parameters.parameter(id, None, on);
        let failed = match read.map(|read| read.value) {
            Ok(Value::Number(number)) => return Ok(number),
            Ok(_) => Failure::WrongType {
                name: Arc::clone(id),
            },
            Err(gap) => Failure::Parameter {
                id: Arc::clone(id),
                gap,
            },
        };
        Err(EvaluationError::of(Arc::clone(id), failed, on))
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
        let mut findings = Vec::with_capacity(parts.len());
        for part in parts {
            findings.push(self.finding(part)?);
        }
        Ok(findings)
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
        let catalogue = Catalogue::new(on, [(self, parameters)]);
        let recorded = catalogue.look_up(facts);
        catalogue.only().assess(&recorded)
    }
}

impl Prepared<'_> {
    /// The answer for facts as they are recorded.
    pub(crate) fn assess_recorded(
        &self,
        recorded: &Recorded,
    ) -> Result<Assessment, EvaluationError> {
        let grounds = self.grounds(recorded);
        let world = World {
            outcomes: recorded.outcomes(),
            ..self.world(&grounds, self.on)
        };
        let root = world.finding(&self.criteria.root)?;
        Ok(Assessment { root })
    }

    /// The answer for facts that are assumed, on a day that may lie ahead.
    pub(crate) fn assess_on(
        &self,
        facts: &Recorded,
        on: Day,
    ) -> Result<Assessment, EvaluationError> {
        let grounds = self.grounds(facts);
        let root = self.world(&grounds, on).finding(&self.criteria.root)?;
        Ok(Assessment { root })
    }

    pub(crate) fn grounds(&self, facts: &Recorded) -> Arc<Grounds> {
        Arc::new(Grounds {
            facts: Arc::clone(facts.entries()),
            sheets: Arc::clone(&self.sheets),
        })
    }

    /// The world in which nothing is known beforehand.
    pub(crate) fn world<'a>(&'a self, grounds: &'a Arc<Grounds>, on: Day) -> World<'a> {
        World {
            prepared: self,
            grounds,
            outcomes: &[],
            on,
        }
    }
}

/// At least so many of several answers; of none at all, met only when none is needed.
pub(crate) fn at_least(least: usize, answers: impl IntoIterator<Item = Answer>) -> Answer {
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
