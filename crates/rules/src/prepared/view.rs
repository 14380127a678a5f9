//! The facts that an evaluation sees: as recorded, or as a trial assumes them.
//!
//! Main type: [`View`].

use super::recorded::{Assumed, Entry, Seen, bit};

/// Facts with assumptions laid over them.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) facts: &'a [Entry],
    /// What is assumed of some facts instead.
    pub(crate) over: &'a [Assumed],
    /// What follows from that for others.
    pub(crate) follows: &'a [Assumed],
    /// The bits of both.
    pub(crate) bits: u64,
    /// What is assumed of facts that neither names, and their bits.
    pub(crate) under: (&'a [Assumed], u64),
}

impl<'a> View<'a> {
    /// The facts as recorded.
    pub(crate) fn of(facts: &'a [Entry]) -> Self {
        Self {
            facts,
            over: &[],
            follows: &[],
            bits: 0,
            under: (&[], 0),
        }
    }

    /// What is seen of a fact: what a trial assumes, else what is recorded.
    #[inline]
    pub(crate) fn seen(&self, fact: usize) -> Seen<'a> {
        if self.bits & bit(fact) != 0
            && let Some((_, seen)) = self.moves().find(|(moved, _)| *moved == fact)
        {
            return seen;
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

    /// The latest assumptions: the facts, and what each is now.
    #[inline]
    pub(crate) fn moves(&self) -> impl Iterator<Item = (usize, Seen<'a>)> {
        let assumed = self.over.iter().chain(self.follows);
        assumed.map(|assumed| (assumed.fact, assumed.to.seen()))
    }
}
