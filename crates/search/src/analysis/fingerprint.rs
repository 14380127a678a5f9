//! A short hash that tells whether two analysers treat text alike.
//!
//! FNV-1a, 64 bits: it guards a cache against honest change, not against forgery.

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// A running FNV-1a hash.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    /// The hash of nothing.
    pub(crate) const fn new() -> Self {
        Self(OFFSET)
    }

    /// Adds one part; parts are kept apart, so that `ab, c` differs from `a, bc`.
    pub(crate) fn with(self, part: &[u8]) -> Self {
        let end = part.len().to_le_bytes();
        let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
        Self(part.iter().chain(&end).fold(self.0, step))
    }

    /// The hash of everything added so far.
    pub(crate) const fn value(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_apart() {
        let of = |parts: &[&str]| {
            let start = Fingerprint::new();
            parts
                .iter()
                .fold(start, |hash, part| hash.with(part.as_bytes()))
                .value()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
    }
}
