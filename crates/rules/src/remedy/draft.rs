//! Changes that are tried: facts assumed to be otherwise, and a day to wait for.
//!
//! Main type: [`Draft`]. Where drafts come from does not belong here.

use std::cmp::Ordering;

use crate::Day;
use crate::prepared::{Assumed, To};

/// Drafts kept at each place of the tree.
const MOST_DRAFTS: usize = 4;

/// What is laid over the facts, and the day of the evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Draft {
    /// By their numbers, each fact once.
    pub(super) facts: Vec<Assumed>,
    pub(super) wait: Option<Day>,
    pub(super) effort: u64,
}

impl Draft {
    /// A draft of one fact.
    pub(super) fn fact(fact: usize, to: To, effort: u64) -> Self {
        Self {
            facts: vec![Assumed { fact, to, effort }],
            wait: None,
            effort,
        }
    }

    /// A draft that only waits.
    pub(super) fn waiting(until: Day) -> Self {
        Self {
            facts: Vec::new(),
            wait: Some(until),
            effort: 0,
        }
    }

    /// Both drafts; of two values for one fact the farther one, of two days the later.
    pub(super) fn joined(&self, other: &Self) -> Self {
        let mut facts = Vec::with_capacity(self.facts.len() + other.facts.len());
        let (mut left, mut right) = (&self.facts[..], &other.facts[..]);
        while let (Some(one), Some(another)) = (left.first(), right.first()) {
            let order = one.fact.cmp(&another.fact);
            let farther = order == Ordering::Equal && one.effort < another.effort;
            let taken = if order == Ordering::Greater || farther {
                another
            } else {
                one
            };
            facts.push(taken.clone());
            left = &left[usize::from(order != Ordering::Greater)..];
            right = &right[usize::from(order != Ordering::Less)..];
        }
        facts.extend(left.iter().chain(right).cloned());
        Self {
            effort: effort(&facts),
            facts,
            wait: self.wait.max(other.wait),
        }
    }

    /// What the two come to together, without joining them.
    fn joined_key(&self, other: &Self) -> Key {
        let apart = self
            .facts
            .iter()
            .all(|one| other.facts.iter().all(|another| another.fact != one.fact));
        if !apart {
            return self.joined(other).key();
        }
        Key {
            wait: self.wait.max(other.wait),
            effort: self.effort.saturating_add(other.effort),
            facts: self.facts.len() + other.facts.len(),
        }
    }

    /// One of its changes, and the rest.
    pub(super) fn split(&self, place: usize) -> (Self, Self) {
        let mut facts = self.facts.clone();
        let left_out = facts.remove(place);
        let rest = Self {
            effort: effort(&facts),
            facts,
            wait: self.wait,
        };
        let left_out = Self::fact(left_out.fact, left_out.to, left_out.effort);
        (left_out, rest)
    }

    fn key(&self) -> Key {
        Key {
            wait: self.wait,
            effort: self.effort,
            facts: self.facts.len(),
        }
    }
}

/// What drafts are preferred by, the least first; waiting counts after everything else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    wait: Option<Day>,
    effort: u64,
    facts: usize,
}

fn effort(facts: &[Assumed]) -> u64 {
    facts
        .iter()
        .fold(0, |sum, fact| sum.saturating_add(fact.effort))
}

/// The cheapest drafts that hold one of each list.
pub(super) fn together(mut each: Vec<Vec<Draft>>) -> Vec<Draft> {
    // What needs nothing joins with everything.
    each.retain(|drafts| drafts[..] != [Draft::default()]);
    let mut lists = each.into_iter();
    let Some(first) = lists.next() else {
        return vec![Draft::default()];
    };
    lists.fold(cheapest(first), |joined, drafts| pairs(&joined, &drafts))
}

/// The cheapest pairs, each joined once it is known to be among them.
fn pairs(left: &[Draft], right: &[Draft]) -> Vec<Draft> {
    let mut keyed: Vec<(Key, &Draft, &Draft)> = Vec::with_capacity(left.len() * right.len());
    for one in left {
        keyed.extend(
            right
                .iter()
                .map(|other| (one.joined_key(other), one, other)),
        );
    }
    keyed.sort_by_key(|(key, ..)| *key);
    let mut kept: Vec<Draft> = Vec::with_capacity(MOST_DRAFTS);
    for (_, one, other) in keyed {
        if kept.len() == MOST_DRAFTS {
            break;
        }
        let joined = one.joined(other);
        if kept.last() != Some(&joined) {
            kept.push(joined);
        }
    }
    kept
}

/// The cheapest drafts, each once.
pub(super) fn cheapest(mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.sort_by_key(Draft::key);
    drafts.dedup();
    drafts.truncate(MOST_DRAFTS);
    drafts
}
