//! Drafts along the tree: what all parts of a group need together, or the cheapest of its ways.
//!
//! Main type: [`Search`].

use super::Draft;
use crate::criteria::{Criterion, CriterionKind};
use crate::evaluate::Evaluator;
use crate::plan::{Test, TestKind};
use crate::what_if::{ChangedFacts, OnDay};
use crate::{Answer, Day};

/// Drafts kept at each place of the tree.
const MOST_DRAFTS: usize = 4;

/// Looks for changes under the facts, the parameters and the day of one draft.
pub(super) struct Search<'a> {
    pub(super) facts: ChangedFacts<'a>,
    pub(super) parameters: &'a OnDay<'a>,
    pub(super) on: Day,
}

impl Search<'_> {
    pub(super) fn evaluator(&self) -> Evaluator<'_> {
        Evaluator {
            facts: &self.facts,
            parameters: self.parameters,
            on: self.on,
        }
    }

    /// The drafts that keep a criterion from being the opposite of what is wanted; the empty draft when it is not.
    pub(super) fn criterion(&self, criterion: &Criterion, wanted: Answer) -> Vec<Draft> {
        if criterion.advisory {
            return vec![Draft::default()];
        }
        match &criterion.kind {
            CriterionKind::Rule(rule) => self.test(&rule.test, wanted),
            CriterionKind::All(parts) => {
                let count = parts.iter().filter(|part| !part.advisory).count();
                self.group(parts, count, wanted)
            }
            CriterionKind::AtLeast { least, of } => self.group(of, *least, wanted),
            CriterionKind::Not(inner) => self.criterion(inner, wanted.negate()),
            CriterionKind::Score(score) if wanted == Answer::Met => self.score(score),
            CriterionKind::Score(_) => Vec::new(),
            CriterionKind::Judged => vec![Draft::default()],
        }
    }

    /// So many of the parts must not fail; or, for the opposite, one more than may be met must not be met.
    fn group(&self, parts: &[Criterion], least: usize, wanted: Answer) -> Vec<Draft> {
        let deciding: Vec<&Criterion> = parts.iter().filter(|part| !part.advisory).collect();
        let needed = if wanted == Answer::Met {
            least
        } else {
            (deciding.len() + 1).saturating_sub(least)
        };
        let mut each: Vec<Vec<Draft>> = deciding
            .iter()
            .map(|part| self.criterion(part, wanted))
            .filter(|drafts| !drafts.is_empty())
            .collect();
        if each.len() < needed {
            return Vec::new();
        }
        each.sort_by_key(|drafts| drafts.first().map(|draft| draft.effort));
        if needed == 1 {
            return cheapest(each.into_iter().flatten().collect());
        }
        together(each.iter().take(needed))
    }

    /// The drafts for a condition of a rule.
    pub(super) fn test(&self, test: &Test, wanted: Answer) -> Vec<Draft> {
        let Ok(found) = self.evaluator().condition(test) else {
            return Vec::new();
        };
        if found.answer != wanted.negate() {
            return vec![Draft::default()];
        }
        let each = |parts: &[Test]| -> Vec<Vec<Draft>> {
            parts.iter().map(|part| self.test(part, wanted)).collect()
        };
        match (&test.kind, wanted) {
            (TestKind::All(parts), Answer::Met) | (TestKind::Any(parts), Answer::NotMet) => {
                together(each(parts).iter())
            }
            (TestKind::All(parts) | TestKind::Any(parts), _) => {
                cheapest(each(parts).into_iter().flatten().collect())
            }
            (TestKind::Not(inner), _) => self.test(inner, wanted.negate()),
            (TestKind::Choice(parts), _) => self.choice(parts, wanted),
            _ => self.leaf(test, wanted),
        }
    }

    /// The branch that counts, or the other one with the test turned round.
    fn choice(&self, [test, yes, no]: &[Test; 3], wanted: Answer) -> Vec<Draft> {
        let through = |counts: Answer, branch: &Test| {
            together([self.test(test, counts), self.test(branch, wanted)].iter())
        };
        let mut drafts = through(Answer::Met, yes);
        drafts.extend(through(Answer::NotMet, no));
        cheapest(drafts)
    }
}

/// The cheapest drafts that hold one of each list.
pub(super) fn together<'d>(each: impl Iterator<Item = &'d Vec<Draft>>) -> Vec<Draft> {
    let start = vec![Draft::default()];
    each.fold(start, |joined, drafts| {
        let pairs = joined
            .iter()
            .flat_map(|one| drafts.iter().map(move |other| one.joined(other)));
        cheapest(pairs.collect())
    })
}

/// The cheapest drafts, each once; waiting counts after everything else.
pub(super) fn cheapest(mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.sort_by_key(|draft| (draft.wait, draft.effort, draft.facts.len()));
    drafts.dedup();
    drafts.truncate(MOST_DRAFTS);
    drafts
}
