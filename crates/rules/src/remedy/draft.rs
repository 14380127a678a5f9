//! Changes that are tried: facts assumed to be otherwise, and a day to wait for.
//!
//! Main types: [`Draft`], [`Shortlist`], the cheapest of several, and [`Steps`], which holds the changes of all drafts of a
//! search. Where drafts come from does not belong here.

use std::cmp::Ordering;
use std::ops::{Deref, Range};

use crate::Day;
use crate::prepared::{Assumed, bit};

/// Drafts kept at each place of the tree.
const MOST_DRAFTS: usize = 4;

/// Few searches lay out more changes than this.
const MOST_STEPS: usize = 256;

/// Facts that are laid over, and the day of the evaluation. The facts are a stretch of [`Steps`].
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Draft {
    from: u32,
    count: u32,
    /// The bits of the facts.
    bits: u64,
    pub(super) wait: Option<Day>,
    pub(super) effort: u64,
}

/// The changes of many drafts, those of each one after the other, by the numbers of the facts and each fact once.
#[derive(Debug)]
pub(super) struct Steps(Vec<Assumed>);

impl Draft {
    /// A draft that only waits.
    pub(super) fn waiting(until: Day) -> Self {
        Self {
            wait: Some(until),
            ..Self::default()
        }
    }

    /// The same without waiting.
    pub(super) fn at_once(self) -> Self {
        Self { wait: None, ..self }
    }

    /// How many facts it changes.
    pub(super) fn count(&self) -> usize {
        at(self.count)
    }

    /// Whether it changes nothing.
    fn is_empty(&self) -> bool {
        self.count == 0 && self.wait.is_none()
    }

    /// Where its changes are.
    fn range(&self) -> Range<usize> {
        at(self.from)..at(self.from + self.count)
    }

    fn key(&self) -> Key {
        Key {
            wait: self.wait,
            effort: self.effort,
            facts: self.count,
        }
    }
}

impl Steps {
    pub(super) fn new() -> Self {
        Self(Vec::with_capacity(MOST_STEPS))
    }

    /// The facts of a draft.
    pub(super) fn of(&self, draft: &Draft) -> &[Assumed] {
        &self.0[draft.range()]
    }

    /// A draft of one fact.
    pub(super) fn fact(&mut self, change: Assumed) -> Draft {
        self.0.push(change);
        self.draft(self.0.len() - 1, None)
    }

    /// The draft of the changes from a place on.
    fn draft(&self, from: usize, wait: Option<Day>) -> Draft {
        let facts = &self.0[from..];
        Draft {
            from: short(from),
            count: short(facts.len()),
            bits: facts.iter().fold(0, |bits, one| bits | bit(one.fact)),
            wait,
            effort: facts
                .iter()
                .fold(0, |sum, one| sum.saturating_add(one.effort)),
        }
    }

    /// Both drafts; of two values for one fact the farther one, of two days the later.
    pub(super) fn joined(&mut self, left: &Draft, right: &Draft) -> Draft {
        let from = self.0.len();
        let Range {
            start: mut left_at,
            end: left_end,
        } = left.range();
        let Range {
            start: mut right_at,
            end: right_end,
        } = right.range();
        while left_at < left_end && right_at < right_end {
            let (one, other) = (&self.0[left_at], &self.0[right_at]);
            let order = one.fact.cmp(&other.fact);
            let farther = order == Ordering::Equal && one.effort < other.effort;
            let taken = if order == Ordering::Greater || farther {
                other.clone()
            } else {
                one.clone()
            };
            self.0.push(taken);
            left_at += usize::from(order != Ordering::Greater);
            right_at += usize::from(order != Ordering::Less);
        }
        self.0.extend_from_within(left_at..left_end);
        self.0.extend_from_within(right_at..right_end);
        self.draft(from, left.wait.max(right.wait))
    }

    /// What two drafts come to together.
    fn joined_key(&mut self, left: &Draft, right: &Draft) -> Key {
        if left.bits & right.bits != 0 {
            return self.joined(left, right).key();
        }
        Key {
            wait: left.wait.max(right.wait),
            effort: left.effort.saturating_add(right.effort),
            facts: left.count + right.count,
        }
    }

    /// A draft without one of its changes.
    pub(super) fn without(&mut self, draft: &Draft, place: usize) -> Draft {
        let (from, Range { start, end }) = (self.0.len(), draft.range());
        self.0.extend_from_within(start..start + place);
        self.0.extend_from_within(start + place + 1..end);
        self.draft(from, draft.wait)
    }

    /// Whether two drafts change the same to the same.
    fn same(&self, one: &Draft, other: &Draft) -> bool {
        one.key() == other.key() && self.of(one) == self.of(other)
    }
}

/// Where changes are, in the short form that drafts keep. No search lays out so many that it would not fit.
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn at(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// What drafts are preferred by, the least first; waiting counts after everything else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    wait: Option<Day>,
    effort: u64,
    facts: u32,
}

/// The cheapest of the drafts that were offered, the cheapest first, of equally cheap ones the earlier first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shortlist {
    drafts: [Draft; MOST_DRAFTS],
    count: usize,
}

impl Deref for Shortlist {
    type Target = [Draft];

    fn deref(&self) -> &[Draft] {
        &self.drafts[..self.count]
    }
}

impl Shortlist {
    /// Takes in the draft that changes nothing.
    pub(super) fn nothing_to_do(&mut self, steps: &Steps) {
        self.offer(Draft::default(), steps);
    }

    /// Whether nothing has to change.
    pub(super) fn needs_nothing(&self) -> bool {
        matches!(**self, [only] if only.is_empty())
    }

    /// Where a draft of this cost would stand, if it is cheap enough.
    fn place(&self, key: Key) -> Option<usize> {
        let place = self.iter().take_while(|known| known.key() <= key).count();
        (place < MOST_DRAFTS).then_some(place)
    }

    /// Takes a draft in, unless it stands there already.
    pub(super) fn offer(&mut self, draft: Draft, steps: &Steps) {
        let Some(place) = self.place(draft.key()) else {
            return;
        };
        let before = place.checked_sub(1);
        if before.is_some_and(|before| steps.same(&self.drafts[before], &draft)) {
            return;
        }
        self.count = (self.count + 1).min(MOST_DRAFTS);
        self.drafts[place..self.count].rotate_right(1);
        self.drafts[place] = draft;
    }

    /// The cheapest pairs of both lists, each joined once it is known to be cheap enough.
    fn pairs(&self, other: &Self, steps: &mut Steps) -> Self {
        let mut pairs = Self::default();
        for left in self.iter() {
            for right in other.iter() {
                let key = steps.joined_key(left, right);
                if pairs.place(key).is_some() {
                    let joined = steps.joined(left, right);
                    pairs.offer(joined, steps);
                }
            }
        }
        pairs
    }
}

/// Offers the cheapest drafts that hold one of each list.
pub(super) fn together(each: &[Shortlist], drafts: &mut Shortlist, steps: &mut Steps) {
    // What needs nothing joins with everything.
    let mut lists = each.iter().filter(|list| !list.needs_nothing());
    let Some(first) = lists.next() else {
        return drafts.nothing_to_do(steps);
    };
    let joined = lists.fold(*first, |joined, list| joined.pairs(list, steps));
    for draft in joined.iter() {
        drafts.offer(*draft, steps);
    }
}
