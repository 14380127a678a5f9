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
        if self.bits & bit(fact) != 0 {
            for stretch in self.over {
                if let Some(assumed) = stretch.iter().find(|one| one.fact == fact) {
                    return assumed.to.seen();
                }
            }
        }
        self.before(fact)
    }

    /// What was seen of a fact before the latest assumptions.
    #[inline]
    pub(crate) fn before(&self, fact: usize) -> Seen<'a> {
        let (under, bits) = self.under;
        if bits & bit(fact) != 0
            && let Some(assumed) = under.iter().find(|one| one.fact == fact)
        {
            return assumed.to.seen();
        }
        self.facts[fact].seen()
    }
}
