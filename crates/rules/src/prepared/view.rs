//! The facts that an evaluation sees: as recorded, or as a trial assumes them.
//!
//! Main type: [`View`].

use super::recorded::{Assumed, Entry, Seen, bit};

/// Facts with assumptions laid over them.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) facts: &'a [Entry],
    /// What is assumed of some facts instead, in several stretches.
    pub(crate) over: [&'a [Assumed]; 3],
    /// Their bits.
    pub(crate) bits: u64,
    /// What is assumed of facts that are not among them, and their bits.
    pub(crate) under: (&'a [Assumed], u64),
}

impl<'a> View<'a> {
    /// The facts as recorded.
    pub(crate) fn of(facts: &'a [Entry]) -> Self {
        Self {
            facts,
            over: [&[]; 3],
            bits: 0,
            under: (&[], 0),
        }
    }

    /// What is seen of a fact: what a trial assumes, else what is recorded.
    #[inline]
    pub(crate) fn seen(&self, fact: usize) -> Seen<'a> {
        if (self.bits | self.under.1) & bit(fact) == 0 {
            return self.facts[fact].seen();
        }
        self.assumed(fact)
    }

    fn assumed(&self, fact: usize) -> Seen<'a> {
        let [first, second, third] = self.over;
        let stretches = [first, second, third, self.under.0];
        let mut assumed = stretches.into_iter().flatten();
        let assumed = assumed.find(|assumed| assumed.fact == fact);
        assumed.map_or_else(|| self.facts[fact].seen(), |assumed| assumed.to.seen())
    }
}
