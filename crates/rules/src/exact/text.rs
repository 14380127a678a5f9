//! Exact numbers from and to text.
//!
//! Main items: `FromStr` and `Display` for [`Exact`]. Written forms with units (万元, %) belong to
//! the host.

use std::fmt;
use std::str::FromStr;

use super::{Exact, ExactError, checked};

impl FromStr for Exact {
    type Err = ExactError;

    /// Reads `12`, `-12.50` or `1/3`. No spaces, no thousands separators, no exponent.
    fn from_str(text: &str) -> Result<Self, ExactError> {
        if let Some((numerator, denominator)) = text.split_once('/') {
            return Self::ratio(signed_digits(numerator)?, plain_digits(denominator)?);
        }
        let Some((whole, part)) = text.split_once('.') else {
            return Ok(Self::whole(signed_digits(text)?));
        };
        let unsigned = whole.strip_prefix('-').unwrap_or(whole);
        plain_digits(part)?;
        plain_digits(unsigned)?;
        let decimals = u32::try_from(part.len()).map_err(|_| ExactError::Overflow)?;
        let scale = checked(10_i128.checked_pow(decimals))?;
        Self::ratio(signed_digits(&format!("{whole}{part}"))?, scale)
    }
}

fn plain_digits(text: &str) -> Result<i128, ExactError> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ExactError::Syntax);
    }
    text.parse().map_err(|_| ExactError::Overflow)
}

fn signed_digits(text: &str) -> Result<i128, ExactError> {
    plain_digits(text.strip_prefix('-').unwrap_or(text)).map_or_else(
        |error| match text.parse() {
            // The most negative number has no positive counterpart.
            Ok(number) if error == ExactError::Overflow => Ok(number),
            _ => Err(error),
        },
        |digits| {
            Ok(if text.starts_with('-') {
                -digits
            } else {
                digits
            })
        },
    )
}

impl fmt::Display for Exact {
    /// The decimal text when it is finite, else the fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_decimal() {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}
