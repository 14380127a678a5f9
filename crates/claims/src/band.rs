//! Bands of exact numbers: what a printed figure can stand for before it was rounded.
//!
//! Main type: [`Band`], a closed interval. Every operation answers nothing when the exact arithmetic leaves 128 bits
//! or a divisor may be zero, and a checker that gets nothing says nothing. Marks such as 约 or 超 are read in
//! [`crate::read::mark`]; what follows from a comparison is decided in `kind`.

use benfu_rules::Exact;

/// A closed interval of exact numbers, `low` never above `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Band {
    pub(crate) low: Exact,
    pub(crate) high: Exact,
}

impl Band {
    /// The band of one number.
    pub(crate) const fn exactly(value: Exact) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// Everything within `half` of `value`.
    pub(crate) fn around(value: Exact, half: Exact) -> Option<Self> {
        Some(Self {
            low: value.checked_sub(&half).ok()?,
            high: value.checked_add(&half).ok()?,
        })
    }

    /// The sums.
    pub(crate) fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self {
            low: self.low.checked_add(&other.low).ok()?,
            high: self.high.checked_add(&other.high).ok()?,
        })
    }

    /// The differences.
    pub(crate) fn minus(&self, other: &Self) -> Option<Self> {
        Some(Self {
            low: self.low.checked_sub(&other.high).ok()?,
            high: self.high.checked_sub(&other.low).ok()?,
        })
    }

    /// The products of bands without negative numbers.
    pub(crate) fn times(&self, other: &Self) -> Option<Self> {
        if self.low.is_negative() || other.low.is_negative() {
            return None;
        }
        Some(Self {
            low: self.low.checked_mul(&other.low).ok()?,
            high: self.high.checked_mul(&other.high).ok()?,
        })
    }

    /// The quotients by a band of positive numbers.
    pub(crate) fn over(&self, other: &Self) -> Option<Self> {
        if other.low.is_negative() || other.low.is_zero() {
            return None;
        }
        let (for_low, for_high) = if self.low.is_negative() {
            (&other.low, &other.high)
        } else {
            (&other.high, &other.low)
        };
        let for_high = if self.high.is_negative() {
            &other.high
        } else {
            for_high
        };
        Some(Self {
            low: self.low.checked_div(for_low).ok()?,
            high: self.high.checked_div(for_high).ok()?,
        })
    }

    /// The numbers a rate means as a factor: one more than the rate.
    pub(crate) fn plus_one(&self) -> Option<Self> {
        self.plus(&Self::exactly(Exact::ONE))
    }

    /// Multiplied by itself; bounds are rounded outwards to twelve decimals so that long chains stay in range.
    pub(crate) fn power(&self, exponent: u32) -> Option<Self> {
        let mut product = Self::exactly(Exact::ONE);
        for _ in 0..exponent {
            product = product.times(self)?.widened()?;
        }
        Some(product)
    }

    /// Whether the two share a number.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// The number in the middle.
    pub(crate) fn middle(&self) -> Option<Exact> {
        let sum = self.low.checked_add(&self.high).ok()?;
        sum.checked_div(&Exact::whole(2)).ok()
    }

    fn widened(&self) -> Option<Self> {
        Some(Self {
            low: fixed(&self.low, i128::div_euclid)?,
            high: fixed(&self.high, |number, by| -((-number).div_euclid(by)))?,
        })
    }
}

/// The number over a fixed denominator, rounded by `divide`; exact ones with a small denominator stay as they are.
fn fixed(value: &Exact, divide: fn(i128, i128) -> i128) -> Option<Exact> {
    const SCALE: i128 = 1_000_000_000_000;
    if value.denominator() <= SCALE {
        return Some(*value);
    }
    let scaled = value.numerator().checked_mul(SCALE);
    let Some(scaled) = scaled else {
        let reduced = value.denominator() / SCALE;
        return Exact::ratio(divide(value.numerator(), reduced.max(1)), SCALE).ok();
    };
    Exact::ratio(divide(scaled, value.denominator()), SCALE).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(low: i128, high: i128) -> Band {
        Band {
            low: Exact::whole(low),
            high: Exact::whole(high),
        }
    }

    #[test]
    fn a_quotient_takes_the_far_ends() {
        let quotient = band(80, 100).over(&band(10, 20)).expect("in range");
        assert_eq!(quotient, band(4, 10));
        let negative = band(-4, -2).over(&band(1, 2)).expect("in range");
        assert_eq!(negative, band(-4, -1));
    }

    #[test]
    fn a_division_by_what_may_be_zero_has_no_answer() {
        assert_eq!(band(1, 2).over(&band(0, 3)), None);
    }

    #[test]
    fn a_power_holds_the_true_value() {
        let rate = Exact::ratio(1123, 1000).expect("a ratio");
        let power = Band::exactly(rate).power(9).expect("in range");
        let truth = rate.checked_pow(9).expect("in range");
        assert!(power.low <= truth && truth <= power.high);
    }
}
