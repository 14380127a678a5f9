//! Seeded chance in whole numbers: the same seed gives the same sequence on every machine.
//!
//! Main type: [`Chance`]. Nothing here is fit for secrets.

/// A generator of the xorshift family, multiplied at the end.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// A sequence of its own for each seed.
    pub fn of_seed(seed: u64) -> Chance {
        // One round of mixing, so that neighbouring seeds have nothing in common; never zero.
        let mut mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Chance((mixed ^ (mixed >> 31)) | 1)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `bound`; 0 when the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.bits()) * bound as u128;
        usize::try_from(wide >> 64).unwrap_or_default()
    }

    /// A waiting time of mean 1/ln 2, in 1/65536: the whole part is the number of coin tosses before
    /// the first head, the rest is drawn from the bits that follow.
    pub fn patience(&mut self) -> i64 {
        let bits = self.bits() | 1;
        let tosses = i64::from(bits.leading_zeros());
        let rest = i64::try_from((bits << 1 << tosses.min(62)) >> 48).unwrap_or_default();
        (tosses << 16) + (65_535 - rest)
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_repeats_itself_and_another_does_not() {
        let drawn = |seed| {
            let mut chance = Chance::of_seed(seed);
            [chance.bits(), chance.bits(), chance.bits()]
        };
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
    }

    #[test]
    fn a_number_stays_below_its_bound() {
        let mut chance = Chance::of_seed(1);
        assert!((0..1000).all(|_| chance.below(7) < 7));
        assert_eq!(chance.below(0), 0);
    }

    #[test]
    fn patience_has_the_mean_of_a_half_life() {
        let mut chance = Chance::of_seed(3);
        let total: i64 = (0..100_000).map(|_| chance.patience()).sum();
        let mean = total / 100_000;
        assert!((90_000..102_000).contains(&mean), "{mean}");
    }
}
