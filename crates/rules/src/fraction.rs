//! Fractions that are not shortened, for numbers that are only compared, or shortened once at the end.
//!
//! Main type: [`Fraction`]. Where it has a result, so has [`Exact`], and the same: shortened numbers are never larger.

use std::cmp::Ordering;

use crate::Exact;

/// A numerator over a denominator above zero.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fraction {
    over: i128,
    under: i128,
}

impl From<i64> for Fraction {
    fn from(number: i64) -> Self {
        Self {
            over: number.into(),
            under: 1,
        }
    }
}

impl From<Exact> for Fraction {
    fn from(number: Exact) -> Self {
        Self {
            over: number.numerator(),
            under: number.denominator(),
        }
    }
}

impl Fraction {
    /// The number in lowest terms; none beyond 128 bits.
    pub(crate) fn exact(self) -> Option<Exact> {
        Exact::ratio(self.over, self.under).ok()
    }

    /// The sum, or the difference; none beyond 128 bits.
    pub(crate) fn plus(self, other: Self, subtracted: bool) -> Option<Self> {
        let (left, right) = if self.under == other.under {
            (self.over, other.over)
        } else {
            (
                product(self.over, other.under)?,
                product(other.over, self.under)?,
            )
        };
        let over = if subtracted {
            left.checked_sub(right)?
        } else {
            left.checked_add(right)?
        };
        let under = if self.under == other.under {
            self.under
        } else {
            product(self.under, other.under)?
        };
        Some(Self { over, under })
    }

    /// The sum with a whole number, or the difference; none beyond 128 bits.
    #[inline]
    pub(crate) fn plus_whole(self, number: i64, subtracted: bool) -> Option<Self> {
        if self.under != 1 {
            return self.plus(Self::from(number), subtracted);
        }
        let number = i128::from(number);
        let over = if subtracted {
            self.over.checked_sub(number)?
        } else {
            self.over.checked_add(number)?
        };
        Some(Self { over, under: 1 })
    }

    /// The product, or the quotient; none beyond 128 bits, and none over zero.
    pub(crate) fn times(self, other: Self, divides: bool) -> Option<Self> {
        let other = if divides { other.turned()? } else { other };
        Some(Self {
            over: product(self.over, other.over)?,
            under: product(self.under, other.under)?,
        })
    }

    /// One over it; none of zero.
    fn turned(self) -> Option<Self> {
        let (over, under) = match self.over.cmp(&0) {
            Ordering::Greater => (self.under, self.over),
            Ordering::Equal => return None,
            Ordering::Less => (self.under.checked_neg()?, self.over.checked_neg()?),
        };
        Some(Self { over, under })
    }

    /// Which of two is larger; none beyond 128 bits.
    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        let left = product(self.over, other.under)?;
        Some(left.cmp(&product(other.over, self.under)?))
    }
}

/// A product; of short numbers, which most are, in one step.
fn product(left: i128, right: i128) -> Option<i128> {
    match (i64::try_from(left), i64::try_from(right)) {
        (Ok(left), Ok(right)) => Some(i128::from(left) * i128::from(right)),
        _ => left.checked_mul(right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(over: i128, under: i128) -> Exact {
        Exact::ratio(over, under).expect("in range")
    }

    #[test]
    fn comes_to_what_shortened_numbers_come_to() {
        let numbers = [(7, 3), (-5, 4), (0, 1), (6, 9), (-1, 1), (1 << 70, 5)];
        for left in numbers.map(|(over, under)| exact(over, under)) {
            for right in numbers.map(|(over, under)| exact(over, under)) {
                let (one, other) = (Fraction::from(left), Fraction::from(right));
                let value = |found: Option<Fraction>| found.and_then(Fraction::exact);
                assert_eq!(value(one.plus(other, false)), left.checked_add(&right).ok());
                assert_eq!(value(one.plus(other, true)), left.checked_sub(&right).ok());
                assert_eq!(one.compare(other), Some(left.cmp(&right)));
                let quotient = left.checked_div(&right).ok();
                assert_eq!(value(one.times(other, true)), quotient);
            }
        }
    }

    #[test]
    fn says_nothing_beyond_128_bits() {
        let largest = Fraction::from(exact(i128::MAX, 1));
        assert!(largest.plus(Fraction::from(1), false).is_none());
        assert!(largest.times(largest, false).is_none());
        assert!(largest.compare(Fraction::from(exact(1, 3))).is_none());
    }
}
