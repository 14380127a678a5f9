//! Exact numbers: a ratio of two 128-bit whole numbers, every operation checked.
//!
//! Main type: [`Exact`]. Units, currencies and rounding rules of a domain do not belong here; a
//! decision never uses floating point, so there is no conversion to or from it.

mod order;
mod text;

use thiserror::Error;

/// An exact rational number in lowest terms with a positive denominator.
///
/// Equal numbers have equal representations, so `==`, `Hash` and `Ord` agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exact {
    numerator: i128,
    denominator: i128,
}

/// Why an exact operation has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ExactError {
    /// The result needs more than 128 bits.
    #[error("the number is too large for exact arithmetic in 128 bits")]
    Overflow,
    /// The divisor, or the denominator of a written fraction, is zero.
    #[error("a division by zero has no result")]
    DivisionByZero,
    /// The text is neither a decimal number such as `-12.5` nor a fraction such as `1/3`.
    #[error("the text is not a decimal number")]
    Syntax,
}

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self::whole(0);
    /// One.
    pub const ONE: Self = Self::whole(1);

    /// A whole number.
    pub const fn whole(number: i128) -> Self {
        Self {
            numerator: number,
            denominator: 1,
        }
    }

    /// The ratio of two whole numbers, in lowest terms.
    pub fn ratio(numerator: i128, denominator: i128) -> Result<Self, ExactError> {
        match denominator {
            0 => return Err(ExactError::DivisionByZero),
            1 => return Ok(Self::whole(numerator)),
            _ => {}
        }
        let divisor = greatest_common_divisor(numerator, denominator)?;
        let (numerator, denominator) = (divided(numerator, divisor), divided(denominator, divisor));
        if denominator > 0 {
            return Ok(Self {
                numerator,
                denominator,
            });
        }
        Ok(Self {
            numerator: numerator.checked_neg().ok_or(ExactError::Overflow)?,
            denominator: denominator.checked_neg().ok_or(ExactError::Overflow)?,
        })
    }

    /// The numerator in lowest terms; it carries the sign.
    pub const fn numerator(&self) -> i128 {
        self.numerator
    }

    /// The denominator in lowest terms, always positive.
    pub const fn denominator(&self) -> i128 {
        self.denominator
    }

    /// The number as a whole number, when it is one.
    #[inline]
    pub fn to_whole(&self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// The number as a whole number of 64 bits, when it is one.
    #[inline]
    pub(crate) fn to_short(self) -> Option<i64> {
        i64::try_from(self.to_whole()?).ok()
    }

    /// Whether the number is zero.
    pub const fn is_zero(&self) -> bool {
        self.numerator == 0
    }

    /// Whether the number is below zero.
    pub const fn is_negative(&self) -> bool {
        self.numerator < 0
    }

    /// The sum.
    pub fn checked_add(&self, other: &Self) -> Result<Self, ExactError> {
        if self.denominator == other.denominator {
            let numerator = checked(self.numerator.checked_add(other.numerator))?;
            return Self::over(numerator, self.denominator);
        }
        // Working over the least common multiple keeps the intermediate numbers small.
        let divisor = greatest_common_divisor(self.denominator, other.denominator)?;
        let (left, right) = (
            divided(other.denominator, divisor),
            divided(self.denominator, divisor),
        );
        let numerator = checked(self.numerator.checked_mul(left))?
            .checked_add(checked(other.numerator.checked_mul(right))?);
        let denominator = self.denominator.checked_mul(left);
        Self::ratio(checked(numerator)?, checked(denominator)?)
    }

    /// The difference.
    pub fn checked_sub(&self, other: &Self) -> Result<Self, ExactError> {
        self.checked_add(&other.checked_neg()?)
    }

    /// The product.
    pub fn checked_mul(&self, other: &Self) -> Result<Self, ExactError> {
        if self.denominator == 1 && other.denominator == 1 {
            return Ok(Self::whole(checked(
                self.numerator.checked_mul(other.numerator),
            )?));
        }
        // Reducing crosswise first keeps the intermediate numbers small.
        let first = Self::ratio(self.numerator, other.denominator)?;
        let second = Self::ratio(other.numerator, self.denominator)?;
        Ok(Self {
            numerator: checked(first.numerator.checked_mul(second.numerator))?,
            denominator: checked(first.denominator.checked_mul(second.denominator))?,
        })
    }

    /// The quotient.
    pub fn checked_div(&self, other: &Self) -> Result<Self, ExactError> {
        self.checked_mul(&Self::ratio(other.denominator, other.numerator)?)
    }

    /// The number with the opposite sign.
    pub fn checked_neg(&self) -> Result<Self, ExactError> {
        let numerator = checked(self.numerator.checked_neg())?;
        Ok(Self {
            numerator,
            denominator: self.denominator,
        })
    }

    /// The number without its sign.
    pub fn checked_abs(&self) -> Result<Self, ExactError> {
        if self.is_negative() {
            self.checked_neg()
        } else {
            Ok(*self)
        }
    }

    /// The number multiplied by itself `exponent` times; one for exponent zero.
    pub fn checked_pow(&self, exponent: u8) -> Result<Self, ExactError> {
        let power = |number: i128| checked(number.checked_pow(u32::from(exponent)));
        Ok(Self {
            numerator: power(self.numerator)?,
            denominator: power(self.denominator)?,
        })
    }

    /// The nearest number with at most `decimals` decimals, halves away from zero.
    pub fn rounded(&self, decimals: u8) -> Result<Self, ExactError> {
        let scale = checked(10_i128.checked_pow(u32::from(decimals)))?;
        let scaled = self.checked_mul(&Self::whole(scale))?;
        let (whole, rest) = (
            scaled.numerator / scaled.denominator,
            scaled.numerator % scaled.denominator,
        );
        let reaches_half = rest.unsigned_abs() >= scaled.denominator.unsigned_abs().div_ceil(2);
        let step = if reaches_half { rest.signum() } else { 0 };
        Self::ratio(whole + step, scale)
    }

    /// The decimal text, when the number has finitely many decimals that can be written out.
    pub fn to_decimal(&self) -> Option<String> {
        let decimals = decimals_needed(self.denominator)?;
        if decimals == 0 {
            return Some(self.numerator.to_string());
        }
        let scale = 10_i128.checked_pow(decimals)?;
        let scaled = self.numerator.checked_mul(scale / self.denominator)?;
        let (whole, part) = (
            scaled.unsigned_abs() / scale.unsigned_abs(),
            scaled.unsigned_abs() % scale.unsigned_abs(),
        );
        let sign = if scaled < 0 { "-" } else { "" };
        let width = usize::try_from(decimals).ok()?;
        Some(format!("{sign}{whole}.{part:0width$}"))
    }

    fn over(numerator: i128, denominator: i128) -> Result<Self, ExactError> {
        if denominator == 1 {
            return Ok(Self::whole(numerator));
        }
        Self::ratio(numerator, denominator)
    }
}

fn checked(number: Option<i128>) -> Result<i128, ExactError> {
    number.ok_or(ExactError::Overflow)
}

/// The greatest common divisor, at least 1 because one argument is not zero.
fn greatest_common_divisor(a: i128, b: i128) -> Result<i128, ExactError> {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        // Numbers of 64 bits, which most are, divide many times faster.
        if let (Ok(short), Ok(shorter)) = (u64::try_from(a), u64::try_from(b)) {
            return Ok(i128::from(greatest_common_divisor_of_short(short, shorter)));
        }
        (a, b) = (b, a % b);
    }
    i128::try_from(a).map_err(|_| ExactError::Overflow)
}

fn greatest_common_divisor_of_short(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The quotient of a division that leaves no rest.
fn divided(number: i128, divisor: i128) -> i128 {
    if divisor == 1 {
        number
    } else {
        number / divisor
    }
}

/// How many decimals a fraction with this denominator has; none when it has infinitely many.
fn decimals_needed(denominator: i128) -> Option<u32> {
    let (twos, rest) = remove_factor(denominator, 2);
    let (fives, rest) = remove_factor(rest, 5);
    (rest == 1).then_some(twos.max(fives))
}

fn remove_factor(mut number: i128, factor: i128) -> (u32, i128) {
    let mut count = 0;
    while number % factor == 0 {
        number /= factor;
        count += 1;
    }
    (count, number)
}

impl From<i64> for Exact {
    fn from(number: i64) -> Self {
        Self::whole(number.into())
    }
}

impl From<i32> for Exact {
    fn from(number: i32) -> Self {
        Self::whole(number.into())
    }
}

impl From<u32> for Exact {
    fn from(number: u32) -> Self {
        Self::whole(number.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect("a number written in the test")
    }

    #[test]
    fn one_tenth_three_times_is_exactly_three_tenths() {
        let tenth = exact("0.1");
        let sum = tenth
            .checked_add(&tenth)
            .and_then(|two| two.checked_add(&tenth));
        assert_eq!(sum, Ok(exact("0.3")));
    }

    #[test]
    fn decimal_text_is_finite_or_a_fraction() {
        assert_eq!(exact("12.50").to_string(), "12.5");
        assert_eq!(exact("-0.05").to_string(), "-0.05");
        assert_eq!(exact("2/6").to_string(), "1/3");
        assert_eq!(exact("1/3").to_decimal(), None);
    }

    #[test]
    fn refuses_text_that_is_not_a_number() {
        for text in [
            "", "-", ".", "1.", ".5", "1e3", "--1", "1/", "+1", "1,000", "٣", "-1.-2",
        ] {
            assert_eq!(text.parse::<Exact>(), Err(ExactError::Syntax), "{text}");
        }
        assert_eq!("1/0".parse::<Exact>(), Err(ExactError::DivisionByZero));
        assert_eq!("9".repeat(60).parse::<Exact>(), Err(ExactError::Overflow));
    }

    #[test]
    fn overflow_is_an_error_not_a_panic() {
        let (largest, smallest) = (Exact::whole(i128::MAX), Exact::whole(i128::MIN));
        assert_eq!(largest.checked_add(&Exact::ONE), Err(ExactError::Overflow));
        assert_eq!(largest.checked_mul(&largest), Err(ExactError::Overflow));
        assert_eq!(smallest.checked_neg(), Err(ExactError::Overflow));
        assert_eq!(smallest.checked_pow(2), Err(ExactError::Overflow));
        assert_eq!(Exact::ratio(1, i128::MIN), Err(ExactError::Overflow));
        assert_eq!(smallest.to_string().parse(), Ok(smallest));
    }

    #[test]
    fn numbers_whose_cross_products_overflow_still_compare() {
        let near_one = Exact::ratio(i128::MAX - 1, i128::MAX).expect("in range");
        let nearer = Exact::ratio(i128::MAX - 2, i128::MAX - 1).expect("in range");
        assert!(near_one > nearer && near_one < Exact::ONE);
        assert!(near_one.checked_neg().expect("in range") > Exact::whole(-1));
    }

    #[test]
    fn rounding_takes_halves_away_from_zero() {
        assert_eq!(exact("2.345").rounded(2), Ok(exact("2.35")));
        assert_eq!(exact("-2.345").rounded(2), Ok(exact("-2.35")));
        assert_eq!(exact("1/3").rounded(1), Ok(exact("0.3")));
        assert_eq!(exact("2/3").rounded(0), Ok(Exact::ONE));
    }

    #[test]
    fn division_by_zero_is_named() {
        let quotient = Exact::ONE.checked_div(&Exact::ZERO);
        assert_eq!(quotient, Err(ExactError::DivisionByZero));
    }
}
