//! Drafts along the tree: what all parts of a group need together, or the cheapest of its ways.
//!
//! Main function: [`Trial::drafts`].

use super::condition::Search;
use super::draft::{Shortlist, Steps, together};
use super::trial::Trial;
use crate::Answer;
use crate::prepared::{Branch, Demand};

impl Trial<'_> {
    /// The drafts that keep the criteria from failing.
    pub(super) fn drafts(&self, steps: &mut Steps) -> Shortlist {
        self.toward(&self.searchable.root, Answer::Met, steps)
    }

    /// The drafts that keep a demand from being the opposite of what is wanted; the empty draft when it is not.
    fn toward(&self, demand: &Demand, wanted: Answer, steps: &mut Steps) -> Shortlist {
        match demand {
            Demand::Rule(number) => self.turning(&self.searchable.rules[*number], wanted, steps),
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
        let mut possible: Vec<Shortlist> = Vec::with_capacity(parts.len());
        let each = parts.iter().map(|part| self.toward(part, wanted, steps));
        possible.extend(each.filter(|drafts| !drafts.is_empty()));
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

    /// The drafts for a branch of a rule; the empty draft when it does not answer the opposite of what is wanted.
    pub(super) fn turning(&self, of: &Branch, wanted: Answer, steps: &mut Steps) -> Shortlist {
        match self.standing(of) {
            Some(answer) if answer == wanted.negate() => {}
            Some(_) => return Shortlist::nothing_to_do(),
            None => return Shortlist::default(),
        }
        let each = |parts: &[Branch], steps: &mut Steps| -> Vec<Shortlist> {
            let each = parts.iter().map(|part| self.turning(part, wanted, steps));
            each.collect()
        };
        match (of, wanted) {
            (Branch::All(parts), Answer::Met) | (Branch::Any(parts), Answer::NotMet) => {
                together(&each(parts, steps), steps)
            }
            (Branch::All(parts) | Branch::Any(parts), _) => cheapest(&each(parts, steps), steps),
            (Branch::Not(inner), _) => self.turning(inner, wanted.negate(), steps),
            (Branch::Choice(parts), _) => self.choice(parts, wanted, steps),
            (Branch::Leaf(number), _) => Search::of(self, *number, wanted).drafts(steps),
        }
    }

    /// The branch that counts, or the other one with the test turned round.
    fn choice(
        &self,
        [test, yes, no]: &[Branch; 3],
        wanted: Answer,
        steps: &mut Steps,
    ) -> Shortlist {
        let mut through = |counts: Answer, branch: &Branch| {
            let test = self.turning(test, counts, steps);
            let both = [test, self.turning(branch, wanted, steps)];
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
