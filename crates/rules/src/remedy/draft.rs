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
const MOST_STEPS: usize = 128;

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
        let (key, from) = (self.joined_key(left, right), self.0.len());
        self.0.reserve(left.count() + right.count());
        let (mut left_at, mut right_at) = (left.range(), right.range());
        while let (Some(one), Some(other)) = (left_at.clone().next(), right_at.clone().next()) {
            let (first, second) = (&self.0[one], &self.0[other]);
            let order = first.fact.cmp(&second.fact);
            let farther = order == Ordering::Equal && first.effort < second.effort;
            let taken = if order == Ordering::Greater || farther {
                second.clone()
            } else {
                first.clone()
            };
            self.0.push(taken);
            left_at.start += usize::from(order != Ordering::Greater);
            right_at.start += usize::from(order != Ordering::Less);
        }
        self.0.extend_from_within(left_at);
        self.0.extend_from_within(right_at);
        Draft {
            from: short(from),
            count: key.facts,
            bits: left.bits | right.bits,
            wait: key.wait,
            effort: key.effort,
        }
    }

    /// What two drafts come to together.
    fn joined_key(&self, left: &Draft, right: &Draft) -> Key {
        let mut key = Key {
            wait: left.wait.max(right.wait),
            effort: left.effort.saturating_add(right.effort),
            facts: left.count + right.count,
        };
        if left.bits & right.bits != 0 {
            // Of what both change, the farther counts.
            for one in self.of(left) {
                let twice = self.of(right).iter().find(|other| other.fact == one.fact);
                if let Some(other) = twice {
                    key.effort -= one.effort.min(other.effort);
                    key.facts -= 1;
                }
            }
        }
        key
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
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
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

    /// Forgets the drafts.
    pub(super) fn clear(&mut self) {
        self.count = 0;
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

    /// Takes in the drafts of another list.
    pub(super) fn offer_all(&mut self, others: &Self, steps: &Steps) {
        if self.is_empty() {
            *self = *others;
            return;
        }
        for draft in others.iter() {
            self.offer(*draft, steps);
        }
    }

    /// Becomes the cheapest pairs of both lists, joined from the cheapest on until there are enough.
    fn pair_with(&mut self, other: &Self, steps: &mut Steps) {
        let mut each = [(Key::default(), 0, 0); MOST_DRAFTS * MOST_DRAFTS];
        let mut count = 0;
        for (left, one) in self.iter().enumerate() {
            for (right, another) in other.iter().enumerate() {
                each[count] = (steps.joined_key(one, another), left, right);
                count += 1;
            }
        }
        let each = &mut each[..count];
        each.sort_unstable();
        let drafts = self.drafts;
        self.clear();
        for (_, left, right) in each {
            if self.count == MOST_DRAFTS {
                break;
            }
            let joined = steps.joined(&drafts[*left], &other.drafts[*right]);
            self.offer(joined, steps);
        }
    }
}

/// The cheapest drafts that hold one of each list.
#[derive(Debug, Default)]
pub(super) struct Together(Option<Shortlist>);

impl Together {
    /// Adds a list.
    pub(super) fn add(&mut self, list: &Shortlist, steps: &mut Steps) {
        // What needs nothing joins with everything.
        if list.needs_nothing() {
            return;
        }
        match &mut self.0 {
            Some(joined) => joined.pair_with(list, steps),
            None => self.0 = Some(*list),
        }
    }

    /// Offers what holds one of each.
    pub(super) fn offer(self, drafts: &mut Shortlist, steps: &Steps) {
        match self.0 {
            Some(joined) => drafts.offer_all(&joined, steps),
            None => drafts.nothing_to_do(steps),
        }
    }
}

/// Offers the cheapest drafts that hold one of each list.
pub(super) fn together(each: &[Shortlist], drafts: &mut Shortlist, steps: &mut Steps) {
    let mut joined = Together::default();
    for list in each {
        joined.add(list, steps);
    }
    joined.offer(drafts, steps);
}
