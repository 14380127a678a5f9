//! What would have to change so that criteria that are not met no longer fail.
//!
//! Main items: [`Criteria::remedies`], [`Remedy`]. Changes are proposed condition by condition (`condition.rs`, `number.rs`,
//! `points.rs`), joined along the tree (`plan.rs`), and then the whole is assessed again under them: what does not
//! hold is not told. What a change costs in money, and whether it is wise, does not belong here.

mod condition;
mod draft;
mod number;
mod plan;
mod points;
mod standing;
mod trial;

use std::sync::Arc;

use crate::criteria::{Criteria, Open};
use crate::prepared::{Assumed, Catalogue, Prepared, Recorded, To};
use crate::what_if::Changed;
use crate::{
    Answer, Asked, Day, EvaluationError, Exact, Facts, Parameters, Period, Question, Value,
};
use draft::{Draft, Steps};
use standing::Standing;
use trial::{Over, Trial};

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
        asked: Arc<Asked>,
        /// What it would be.
        to: Changed,
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
        facts: &dyn Facts,
        parameters: &dyn Parameters,
        on: Day,
    ) -> Result<Vec<Remedy>, EvaluationError> {
        let catalogue = Catalogue::new(on, [(self, parameters)]);
        catalogue.only().remedies(&catalogue.look_up(facts))
    }
}

impl Prepared<'_> {
    /// As [`Criteria::remedies`].
    ///
    /// # Errors
    /// As [`Criteria::assess`].
    ///
    /// # Panics
    /// When the facts were looked up by another catalogue.
    pub fn remedies(&self, recorded: &Recorded) -> Result<Vec<Remedy>, EvaluationError> {
        self.own(recorded);
        let Some(trial) = Trial::new(self, recorded) else {
            // What fails there fails here, and is told.
            return self.assess(recorded).map(|_| Vec::new());
        };
        match trial.root(&trial.standing.answers, &trial.over_nothing()) {
            Some(Answer::NotMet) => {}
            Some(Answer::Met | Answer::Unknown) => return Ok(Vec::new()),
            None => return self.assess(recorded).map(|_| Vec::new()),
        }
        let mut mending = Mending {
            first: &trial,
            year: self.on.year(),
            steps: Steps::new(),
        };
        Ok(mending.remedies())
    }
}

impl Remedy {
    /// When all its changes can have been made.
    pub fn possible(&self) -> Possible {
        let each = self.changes.iter().map(|change| change.possible);
        each.max().unwrap_or(Possible::Now)
    }
}

/// Makes drafts whole and lean.
struct Mending<'a> {
    first: &'a Trial<'a>,
    /// The year of the day.
    year: i32,
    steps: Steps,
}

impl Mending<'_> {
    /// The soonest and smallest changes that hold.
    fn remedies(&mut self) -> Vec<Remedy> {
        let mut drafts: Vec<(Possible, Draft)> = Vec::with_capacity(MOST_REMEDIES + 1);
        for draft in self.first.drafts(&mut self.steps).iter() {
            let Some(draft) = self.draft(*draft) else {
                continue;
            };
            if !drafts.iter().any(|(_, known)| self.alike(known, &draft)) {
                drafts.push((self.possible(&draft), draft));
            }
        }
        drafts.sort_by_key(|(possible, draft)| (*possible, draft.effort));
        let told = drafts.iter().filter_map(|(_, draft)| self.remedy(draft));
        let mut remedies = Vec::with_capacity(MOST_REMEDIES);
        remedies.extend(told.take(MOST_REMEDIES));
        remedies
    }

    /// Whether two drafts come to the same changes.
    fn alike(&self, one: &Draft, other: &Draft) -> bool {
        let [facts, others] = [one, other].map(|draft| self.steps.of(draft));
        let same =
            |(one, other): (&Assumed, &Assumed)| one.fact == other.fact && one.to == other.to;
        let cost = |draft: &Draft| (draft.wait, draft.effort, draft.count());
        cost(one) == cost(other) && facts.iter().zip(others).all(same)
    }

    /// The draft with what it brought down mended, and without what is not needed.
    fn draft(&mut self, mut draft: Draft) -> Option<Draft> {
        for _ in 0..MOST_ROUNDS {
            let over = self.over(&draft);
            let (standing, suffices) = self.tried(&over)?;
            if suffices {
                return Some(self.lean(draft, standing));
            }
            let trial = self.first.under(&over, standing);
            let more = trial.drafts(&mut self.steps);
            draft = self.steps.joined(&draft, more.first()?);
        }
        let (standing, suffices) = self.tried(&self.over(&draft))?;
        suffices.then(|| self.lean(draft, standing))
    }

    fn over(&self, draft: &Draft) -> Over<'_> {
        self.first.over([self.steps.of(draft), &[]], draft.wait)
    }

    /// How the leaves stand under a draft, and whether it suffices.
    fn tried(&self, over: &Over<'_>) -> Option<(Standing, bool)> {
        let standing = self.first.tried(over)?;
        let answer = self.first.root(&standing.answers, over)?;
        Some((standing, answer != Answer::NotMet))
    }

    /// Without the changes that it suffices without.
    fn lean(&mut self, mut draft: Draft, mut standing: Standing) -> Draft {
        let mut place = 0;
        while place < draft.count() {
            match self.without(&draft, place, &standing) {
                Some(fewer) => {
                    (draft, standing) = (self.steps.without(&draft, place), fewer);
                }
                None => place += 1,
            }
        }
        if draft.wait.is_some() {
            let at_once = draft.at_once();
            let tried = self.tried(&self.over(&at_once));
            if tried.is_some_and(|(_, suffices)| suffices) {
                return at_once;
            }
        }
        draft
    }

    /// How the leaves stand when a draft suffices without one of its changes.
    fn without(&self, draft: &Draft, place: usize, standing: &Standing) -> Option<Standing> {
        let (before, from) = self.steps.of(draft).split_at(place);
        let (left_out, behind) = from.split_first()?;
        let over = self.first.over([before, behind], draft.wait);
        self.first.without(standing, left_out, &over)
    }

    /// What the criteria come to under a draft: every leaf that it touches evaluated once more, by the general way.
    fn verified(&self, draft: &Draft) -> Option<(Answer, Open)> {
        let over = self.over(draft);
        let answers = self.first.evaluated(&over)?;
        match self.first.root(&answers, &over)? {
            Answer::NotMet => None,
            Answer::Met => Some((Answer::Met, Open::SETTLED)),
            Answer::Unknown => {
                let day = draft.wait.unwrap_or(self.first.on);
                let facts = self.first.assumed(&over);
                let found = self.first.prepared.assess_on(&facts, day).ok()?;
                (found.answer() != Answer::NotMet).then(|| (found.answer(), found.open()))
            }
        }
    }

    fn remedy(&self, draft: &Draft) -> Option<Remedy> {
        let (gives, open) = self.verified(draft)?;
        let wait = draft.wait.map(|until| Change {
            step: Step::Wait { until },
            possible: Possible::From(until),
        });
        let facts = self.steps.of(draft);
        let mut changes = Vec::with_capacity(facts.len() + 1);
        changes.extend(facts.iter().filter_map(|assumed| self.change(assumed)));
        changes.extend(wait);
        (!changes.is_empty()).then_some(Remedy {
            changes,
            gives,
            open,
            effort: draft.effort,
        })
    }

    fn change(&self, assumed: &Assumed) -> Option<Change> {
        let to = match &assumed.to {
            To::Whole(number) => Changed::Value(Value::Number(Exact::from(*number))),
            To::Value(value) => Changed::Value((**value).clone()),
            To::Rows { count, .. } => Changed::Rows(*count),
            To::Unknown => return None,
        };
        let step = Step::Fact {
            asked: Arc::clone(self.first.prepared.questions.asked(assumed.fact)),
            to,
        };
        let possible = self.possible_of(assumed);
        Some(Change { step, possible })
    }

    /// When all of a draft's changes can have been made.
    fn possible(&self, draft: &Draft) -> Possible {
        let facts = self.steps.of(draft).iter();
        let each = facts.map(|assumed| self.possible_of(assumed));
        let wait = draft.wait.map(Possible::From);
        each.chain(wait).max().unwrap_or(Possible::Now)
    }

    /// When a fact can change: a closed year's value when another year takes its place; what reviewers gave, and what
    /// a register says against a subject, nobody can foresee.
    fn possible_of(&self, assumed: &Assumed) -> Possible {
        let prepared = self.first.prepared;
        if assumed.to
            == (To::Rows {
                count: 0,
                complete: true,
            })
            || prepared.marks.contains(&assumed.fact)
        {
            return Possible::Unforeseeable;
        }
        let period = prepared.questions.period(assumed.fact);
        match (self.first.question(assumed.fact), period) {
            (Question::Concept { years_back, .. }, Some(Period::Yearly)) => {
                let year = self.year + 1 + i32::from(*years_back);
                Day::from_ymd(year, 1, 1).map_or(Possible::Unforeseeable, Possible::From)
            }
            (Question::Concept { .. } | Question::Register { .. }, _) => Possible::Now,
        }
    }
}
