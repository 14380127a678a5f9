//! Drafts along the tree: what all parts of a group need together, or the cheapest of its ways.
//!
//! Main type: [`Search`].

use super::draft::{Shortlist, Steps, together};
use super::trial::Trial;
use crate::Answer;
use crate::plan::{Test, TestKind};
use crate::prepared::Demand;

/// Looks for changes in the conditions of one rule.
pub(super) struct Search<'a> {
    pub(super) trial: &'a Trial<'a>,
    /// The number of the rule.
    pub(super) rule: usize,
}

impl Trial<'_> {
    /// The drafts that keep the criteria from failing.
    pub(super) fn drafts(&self, steps: &mut Steps) -> Shortlist {
        self.toward(&self.searchable.root, Answer::Met, steps)
    }

    /// The drafts that keep a demand from being the opposite of what is wanted; the empty draft when it is not.
    fn toward(&self, demand: &Demand, wanted: Answer, steps: &mut Steps) -> Shortlist {
        match demand {
            Demand::Rule(number) => {
                if self.answers[*number] != wanted.negate() {
                    return Shortlist::nothing_to_do();
                }
                let rule = self.prepared.rules[*number];
                self.search(*number).turning(&rule.test, wanted, steps)
            }
            Demand::All(parts) => self.group(parts, parts.len(), wanted, steps),
            Demand::AtLeast(least, of) => self.group(of, *least, wanted, steps),
            Demand::Not(inner) => self.toward(inner, wanted.negate(), steps),
            Demand::Score(number) if wanted == Answer::Met => {
                self.score(self.prepared.scores[*number], steps)
            }
            Demand::Score(_) => Shortlist::default(),
            Demand::Judged | Demand::Advisory(_) => Shortlist::nothing_to_do(),
        }
    }

    pub(super) fn search(&self, rule: usize) -> Search<'_> {
        Search { trial: self, rule }
    }

    /// So many of the parts must not fail; or, for the opposite, one more than may be met must not be met.
    fn group(
        &self,
        parts: &[Demand],
        least: usize,
        wanted: Answer,
        steps: &mut Steps,
    ) -> Shortlist {
        let needed = if wanted == Answer::Met {
            least
        } else {
            (parts.len() + 1).saturating_sub(least)
        };
        let each = parts.iter().map(|part| self.toward(part, wanted, steps));
        let mut possible: Vec<Shortlist> = each.filter(|drafts| !drafts.is_empty()).collect();
        if possible.len() < needed {
            return Shortlist::default();
        }
        possible.sort_by_key(|drafts| drafts.first().map(|draft| draft.effort));
        if needed == 1 {
            return cheapest(&possible, steps);
        }
        possible.truncate(needed);
        together(&possible, steps)
    }
}

impl Search<'_> {
    /// The drafts for a condition of the rule.
    pub(super) fn test(&self, test: &Test, wanted: Answer, steps: &mut Steps) -> Shortlist {
        let over = self.trial.over_nothing();
        match self.trial.evaluator(self.rule, &over).answer(test) {
            Ok(answer) if answer == wanted.negate() => self.turning(test, wanted, steps),
            Ok(_) => Shortlist::nothing_to_do(),
            Err(_) => Shortlist::default(),
        }
    }

    /// The drafts for a condition that answers the opposite of what is wanted.
    fn turning(&self, test: &Test, wanted: Answer, steps: &mut Steps) -> Shortlist {
        let each = |parts: &[Test], steps: &mut Steps| -> Vec<Shortlist> {
            let each = parts.iter().map(|part| self.test(part, wanted, steps));
            each.collect()
        };
        match (&test.kind, wanted) {
            (TestKind::All(parts), Answer::Met) | (TestKind::Any(parts), Answer::NotMet) => {
                together(&each(parts, steps), steps)
            }
            (TestKind::All(parts) | TestKind::Any(parts), _) => {
                cheapest(&each(parts, steps), steps)
            }
            (TestKind::Not(inner), _) => self.test(inner, wanted.negate(), steps),
            (TestKind::Choice(parts), _) => self.choice(parts, wanted, steps),
            _ => self.leaf(test, wanted, steps),
        }
    }

    /// The branch that counts, or the other one with the test turned round.
    fn choice(&self, [test, yes, no]: &[Test; 3], wanted: Answer, steps: &mut Steps) -> Shortlist {
        let mut through = |counts: Answer, branch: &Test| {
            let both = [
                self.test(test, counts, steps),
                self.test(branch, wanted, steps),
            ];
            together(&both, steps)
        };
        let ways = [through(Answer::Met, yes), through(Answer::NotMet, no)];
        cheapest(&ways, steps)
    }
}

/// The cheapest drafts of all lists.
fn cheapest(each: &[Shortlist], steps: &Steps) -> Shortlist {
    let mut all = Shortlist::default();
    for list in each {
        all.offer_all(list, steps);
    }
    all
}
