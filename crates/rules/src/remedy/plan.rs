//! Drafts along the tree: what all parts of a group need together, or the cheapest of its ways.
//!
//! Main function: [`Trial::drafts`].

use super::condition::Search;
use super::draft::{Shortlist, Steps, Together, together};
use super::trial::Trial;
use crate::Answer;
use crate::prepared::{Branch, Demand};

impl Trial<'_> {
    /// The drafts that keep the criteria from failing.
    pub(super) fn drafts(&self, steps: &mut Steps) -> Shortlist {
        let mut drafts = Shortlist::default();
        self.toward(&self.searchable.root, Answer::Met, &mut drafts, steps);
        drafts
    }

    /// Offers what keeps a demand from being the opposite of what is wanted; the empty draft when it is not.
    fn toward(&self, demand: &Demand, wanted: Answer, drafts: &mut Shortlist, steps: &mut Steps) {
        match demand {
            Demand::Rule(number) => {
                let rule = &self.searchable.rules[*number];
                self.turn(rule, wanted, drafts, steps);
            }
            Demand::All(parts) => self.group(parts, parts.len(), wanted, drafts, steps),
            Demand::AtLeast(least, of) => self.group(of, *least, wanted, drafts, steps),
            Demand::Not(inner) => self.toward(inner, wanted.negate(), drafts, steps),
            Demand::Score(number) if wanted == Answer::Met => {
                self.score(self.prepared.scores[*number], drafts, steps);
            }
            Demand::Score(_) => {}
            Demand::Judged | Demand::Advisory(_) => drafts.nothing_to_do(steps),
        }
    }

    /// So many of the parts must not fail; or, for the opposite, one more than may be met must not be met.
    fn group(
        &self,
        parts: &[Demand],
        least: usize,
        wanted: Answer,
        drafts: &mut Shortlist,
        steps: &mut Steps,
    ) {
        let needed = if wanted == Answer::Met {
            least
        } else {
            (parts.len() + 1).saturating_sub(least)
        };
        // Where every part is needed, those that need nothing join with the others.
        let every = needed > 1 && needed == parts.len();
        if every {
            // Mostly only one is left, as when a draft is mended: its ways are the ways of all.
            let mut left = parts.iter().filter(|part| !self.holds(part, wanted));
            if let (Some(only), None) = (left.next(), left.next()) {
                return self.toward(only, wanted, drafts, steps);
            }
        }
        let mut possible: Vec<Shortlist> = Vec::with_capacity(parts.len());
        let mut ways = Shortlist::default();
        for part in parts {
            if every && self.holds(part, wanted) {
                continue;
            }
            ways.clear();
            self.toward(part, wanted, &mut ways, steps);
            if every && ways.is_empty() {
                return;
            }
            let counts = if every {
                !ways.needs_nothing()
            } else {
                !ways.is_empty()
            };
            if counts {
                possible.push(ways);
            }
        }
        if !every && possible.len() < needed {
            return;
        }
        possible.sort_by_key(|drafts| drafts.first().map(|draft| draft.effort));
        if needed == 1 {
            for ways in &possible {
                drafts.offer_all(ways, steps);
            }
            return;
        }
        possible.truncate(needed);
        together(&possible, drafts, steps);
    }

    /// Whether a rule answers such that nothing has to change for it.
    fn holds(&self, demand: &Demand, wanted: Answer) -> bool {
        let Demand::Rule(number) = demand else {
            return false;
        };
        let answer = self.standing(&self.searchable.rules[*number]);
        answer.is_some_and(|answer| answer != wanted.negate())
    }

    /// Offers what turns a branch of a rule; the empty draft when it does not answer the opposite of what is wanted.
    pub(super) fn turn(
        &self,
        of: &Branch,
        wanted: Answer,
        drafts: &mut Shortlist,
        steps: &mut Steps,
    ) {
        match self.standing(of) {
            Some(answer) if answer == wanted.negate() => {}
            Some(_) => return drafts.nothing_to_do(steps),
            None => return,
        }
        match (of, wanted) {
            (Branch::All(parts), Answer::Met) | (Branch::Any(parts), Answer::NotMet) => {
                self.turn_all(parts.iter().map(|part| (part, wanted)), drafts, steps);
            }
            (Branch::All(parts) | Branch::Any(parts), _) => {
                for part in parts {
                    self.turn(part, wanted, drafts, steps);
                }
            }
            (Branch::Not(inner), _) => self.turn(inner, wanted.negate(), drafts, steps),
            (Branch::Choice(parts), _) => self.choose(parts, wanted, drafts, steps),
            (Branch::Leaf(number), _) => {
                Search::of(self, *number, wanted).propose(drafts, steps);
            }
        }
    }

    /// The branch that counts, or the other one with the test turned round.
    fn choose(
        &self,
        [test, yes, no]: &[Branch; 3],
        wanted: Answer,
        drafts: &mut Shortlist,
        steps: &mut Steps,
    ) {
        for (counts, branch) in [(Answer::Met, yes), (Answer::NotMet, no)] {
            self.turn_all([(test, counts), (branch, wanted)], drafts, steps);
        }
    }

    /// Offers what turns each of several branches as wanted.
    fn turn_all<'b>(
        &self,
        branches: impl IntoIterator<Item = (&'b Branch, Answer)>,
        drafts: &mut Shortlist,
        steps: &mut Steps,
    ) {
        let (mut joined, mut ways) = (Together::default(), Shortlist::default());
        for (branch, wanted) in branches {
            ways.clear();
            self.turn(branch, wanted, &mut ways, steps);
            joined.add(&ways, steps);
        }
        joined.offer(drafts, steps);
    }
}
