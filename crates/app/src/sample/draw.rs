//! Drawing from a seed: the same seed and name give the same sequence, on every machine.
//!
//! Each part of the sample draws from a stream of its own, so that a change in one part leaves the others as
//! they are.

use crate::ids::split_mix;

/// A sequence of numbers that looks random and is not.
pub(super) struct Draws(u64);

impl Draws {
    /// The stream of this name under a seed.
    pub(super) fn new(seed: u64, stream: &str) -> Draws {
        let mut state = seed;
        for byte in stream.bytes() {
            state = state.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte);
        }
        let mut draws = Draws(state);
        draws.next();
        draws
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        split_mix(&mut self.0)
    }

    /// A number below `limit`; 0 when there is none.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        let number = self.next();
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        usize::try_from(number % limit).unwrap_or_default()
    }

    /// A number from `low` to `high`, both possible.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low).saturating_add(1);
        low.saturating_add_unsigned(self.next() % span)
    }

    /// True so many times in a thousand.
    pub(super) fn chance(&mut self, permille: usize) -> bool {
        self.below(1_000) < permille
    }

    /// One of these. The lists of the sample are never empty.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// `count` different ones of these, in the order of the list.
    pub(super) fn some<'a, T>(&mut self, from: &'a [T], count: usize) -> Vec<&'a T> {
        let mut places: Vec<usize> = (0..from.len()).collect();
        self.shuffle(&mut places);
        places.truncate(count);
        places.sort_unstable();
        places.into_iter().map(|place| &from[place]).collect()
    }

    /// Puts a list into another order (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for place in (1..list.len()).rev() {
            list.swap(place, self.below(place + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_differ_by_name() {
        let first = |name| Draws::new(7, name).next();
        assert_eq!(first("firms"), first("firms"));
        assert_ne!(first("firms"), first("offers"));
    }

    #[test]
    fn draws_stay_within_their_bounds() {
        let mut draws = Draws::new(1, "bounds");
        for _ in 0..1_000 {
            assert!((3..=9).contains(&draws.between(3, 9)));
            assert!(draws.below(4) < 4);
        }
        assert_eq!(draws.some(&[1, 2, 3, 4], 2).len(), 2);
    }
}
