//! Drafts along the tree: what all parts of a group need together, or the cheapest of its ways.
//!
//! Main type: [`Search`].

use super::draft::{Draft, cheapest, together};
use super::trial::Trial;
use crate::Answer;
use crate::criteria::{Criterion, CriterionKind};
use crate::plan::{Test, TestKind};

/// Looks for changes in the conditions of one rule.
pub(super) struct Search<'a> {
    pub(super) trial: &'a Trial<'a>,
    /// The number of the rule.
    pub(super) rule: usize,
}

impl Trial<'_> {
    /// The drafts that keep a criterion from being the opposite of what is wanted; the empty draft when it is not.
    pub(super) fn drafts(&self, criterion: &Criterion, wanted: Answer) -> Vec<Draft> {
        if criterion.advisory {
            return vec![Draft::default()];
        }
        match &criterion.kind {
            CriterionKind::Rule(rule) => {
                let number = self.prepared.number(rule);
                if self.answers[number] != wanted.negate() {
                    return vec![Draft::default()];
                }
                self.search(number).turning(&rule.test, wanted)
            }
            CriterionKind::All(parts) => {
                let count = parts.iter().filter(|part| !part.advisory).count();
                self.group(parts, count, wanted)
            }
            CriterionKind::AtLeast { least, of } => self.group(of, *least, wanted),
            CriterionKind::Not(inner) => self.drafts(inner, wanted.negate()),
            CriterionKind::Score(score) if wanted == Answer::Met => self.score(score),
            CriterionKind::Score(_) => Vec::new(),
            CriterionKind::Judged => vec![Draft::default()],
        }
    }

    pub(super) fn search(&self, rule: usize) -> Search<'_> {
        Search { trial: self, rule }
    }

    /// So many of the parts must not fail; or, for the opposite, one more than may be met must not be met.
    fn group(&self, parts: &[Criterion], least: usize, wanted: Answer) -> Vec<Draft> {
        let deciding = parts.iter().filter(|part| !part.advisory);
        let each: Vec<Vec<Draft>> = deciding.map(|part| self.drafts(part, wanted)).collect();
        let needed = if wanted == Answer::Met {
            least
        } else {
            (each.len() + 1).saturating_sub(least)
        };
        let mut possible: Vec<Vec<Draft>> = each
            .into_iter()
            .filter(|drafts| !drafts.is_empty())
            .collect();
        if possible.len() < needed {
            return Vec::new();
        }
        possible.sort_by_key(|drafts| drafts.first().map(|draft| draft.effort));
        if needed == 1 {
            return cheapest(possible.into_iter().flatten().collect());
        }
        possible.truncate(needed);
        together(possible)
    }
}

impl Search<'_> {
    /// The drafts for a condition of the rule.
    pub(super) fn test(&self, test: &Test, wanted: Answer) -> Vec<Draft> {
        let over = self.trial.over_nothing();
        match self.trial.evaluator(self.rule, &over).answer(test) {
            Ok(answer) if answer == wanted.negate() => self.turning(test, wanted),
            Ok(_) => vec![Draft::default()],
            Err(_) => Vec::new(),
        }
    }

    /// The drafts for a condition that answers the opposite of what is wanted.
    fn turning(&self, test: &Test, wanted: Answer) -> Vec<Draft> {
        let each = |parts: &[Test]| -> Vec<Vec<Draft>> {
            parts.iter().map(|part| self.test(part, wanted)).collect()
        };
        match (&test.kind, wanted) {
            (TestKind::All(parts), Answer::Met) | (TestKind::Any(parts), Answer::NotMet) => {
                together(each(parts))
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
            together(vec![self.test(test, counts), self.test(branch, wanted)])
        };
        let mut drafts = through(Answer::Met, yes);
        drafts.extend(through(Answer::NotMet, no));
        cheapest(drafts)
    }
}
