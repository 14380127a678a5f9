//! Minting identifiers: `UUIDv7` from the clock and randomness, or from a seed so that samples and tests repeat.

use jiff::Timestamp;
use std::sync::Mutex;
use uuid::Uuid;

/// Where identifiers come from.
#[derive(Debug)]
pub enum Ids {
    /// From the system's randomness.
    Random,
    /// From a seed: the same seed gives the same identifiers.
    Seeded(Mutex<u64>),
}

impl Ids {
    /// Identifiers from a seed.
    pub fn seeded(seed: u64) -> Ids {
        Ids::Seeded(Mutex::new(seed))
    }

    /// The bits of a fresh identifier.
    pub fn mint(&self, now: Timestamp) -> u128 {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.ten_bytes())
            .into_uuid()
            .as_u128()
    }

    fn ten_bytes(&self) -> [u8; 10] {
        match self {
            Ids::Random => {
                let random = Uuid::new_v4().into_bytes();
                std::array::from_fn(|place| random[place])
            }
            Ids::Seeded(state) => {
                let mut state = state
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                let (high, low) = (split_mix(&mut state), split_mix(&mut state));
                let bytes = [high.to_be_bytes(), low.to_be_bytes()].concat();
                std::array::from_fn(|place| bytes[place])
            }
        }
    }
}

/// One step of `SplitMix64` (Steele, Lea, Flood 2014).
pub(crate) fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_identifiers() {
        let mint = || Ids::seeded(7).mint(Timestamp::UNIX_EPOCH);
        assert_eq!(mint(), mint());
    }
}
