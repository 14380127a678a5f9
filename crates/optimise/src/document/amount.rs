//! A number as a document writes it, kept exactly.
//!
//! Main type: [`Amount`], thousandths in an `i64`. A number with more than three decimals is
//! refused rather than rounded: two programs must not disagree about what was meant.

use std::fmt;

/// A number with at most three decimals, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);
    /// The largest magnitude a document may hold: 10¹², in thousandths.
    const MOST: i64 = 1_000_000_000_000_000;

    /// A whole number; too large a one becomes the largest.
    pub const fn whole(number: i64) -> Amount {
        Amount(number.saturating_mul(1000))
    }

    /// So many thousandths.
    pub const fn thousandths(number: i64) -> Amount {
        Amount(number)
    }

    /// The number in thousandths.
    pub const fn in_thousandths(self) -> i64 {
        self.0
    }

    /// Reads `-12.5`, `7`, `1e3`; nothing when it is no number, has more than three decimals or is
    /// beyond 10¹².
    pub fn read(text: &str) -> Option<Amount> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (sign, digits) = match mantissa.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, mantissa),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let decimals = decimals.trim_end_matches('0');
        let places = i32::try_from(decimals.len()).ok()?;
        let number: i64 = format!("{whole}{decimals}").parse().ok()?;
        let shift = u32::try_from(exponent.checked_sub(places)?.checked_add(3)?).ok()?;
        let scaled = 10_i64.checked_pow(shift)?.checked_mul(number)?;
        (scaled <= Self::MOST).then_some(Amount(sign * scaled))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal(f, i128::from(self.0), 3)
    }
}

/// Writes a number that counts 10⁻ᵖˡᵃᶜᵉˢ without needless zeros.
pub(crate) fn decimal(f: &mut fmt::Formatter<'_>, number: i128, places: usize) -> fmt::Result {
    let unit = 10_u128.pow(u32::try_from(places).unwrap_or_default());
    let magnitude = number.unsigned_abs();
    let sign = if number < 0 { "-" } else { "" };
    let rest = format!("{:0places$}", magnitude % unit);
    match rest.trim_end_matches('0') {
        "" => write!(f, "{sign}{}", magnitude / unit),
        rest => write!(f, "{sign}{}.{rest}", magnitude / unit),
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;

    #[test]
    fn a_number_is_kept_exactly_or_refused() {
        let read = |text: &str| Amount::read(text).map(Amount::in_thousandths);
        assert_eq!(read("7.5"), Some(7500));
        assert_eq!(read("-0.125"), Some(-125));
        assert_eq!(read("1e3"), Some(1_000_000));
        assert_eq!(read("1.50e1"), Some(15_000));
        assert_eq!(read("0.0001"), None);
        assert_eq!(read("1e300"), None);
        assert_eq!(read(""), None);
        assert_eq!(read("9223372036854775807"), None);
    }

    #[test]
    fn it_is_written_without_needless_zeros() {
        assert_eq!(Amount::thousandths(-1250).to_string(), "-1.25");
        assert_eq!(Amount::whole(3).to_string(), "3");
    }
}
