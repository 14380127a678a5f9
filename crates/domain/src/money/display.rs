//! Amounts as text, exact and without floating point: 元, 万元, 亿元 and their English counterparts.
//!
//! Main type: [`Scale`]. Reading amounts belongs to [`crate::written`].

use super::{Currency, Money};
use std::fmt;

/// The power of ten in which amounts are written or tabulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// The currency's main unit: 元.
    One,
    /// 千, thousand.
    Thousand,
    /// 万, ten thousand.
    TenThousand,
    /// 百万, million.
    Million,
    /// 亿, hundred million.
    HundredMillion,
    /// 十亿, billion.
    Billion,
}

impl Scale {
    /// The exponent of ten: 4 for 万.
    pub const fn exponent(self) -> u32 {
        match self {
            Scale::One => 0,
            Scale::Thousand => 3,
            Scale::TenThousand => 4,
            Scale::Million => 6,
            Scale::HundredMillion => 8,
            Scale::Billion => 9,
        }
    }

    /// The word before the currency in Chinese: `万`, `亿`, nothing for 元.
    pub const fn zh(self) -> &'static str {
        match self {
            Scale::One => "",
            Scale::Thousand => "千",
            Scale::TenThousand => "万",
            Scale::Million => "百万",
            Scale::HundredMillion => "亿",
            Scale::Billion => "十亿",
        }
    }

    /// The word after the number in English, with its leading space.
    pub const fn en(self) -> &'static str {
        match self {
            Scale::One => "",
            Scale::Thousand => " thousand",
            Scale::TenThousand => " ten thousand",
            Scale::Million => " million",
            Scale::HundredMillion => " hundred million",
            Scale::Billion => " billion",
        }
    }
}

impl Money {
    /// The amount in Chinese, exact, in the largest of 元, 万元 and 亿元 that it reaches: `1.5亿元`.
    pub fn zh(self) -> String {
        let scale = self.largest(&[Scale::HundredMillion, Scale::TenThousand]);
        self.zh_in(scale)
    }

    /// The amount in Chinese, exact, in a given scale: `15,000万元`.
    pub fn zh_in(self, scale: Scale) -> String {
        format!(
            "{}{}{}",
            self.exact_in(scale),
            scale.zh(),
            self.currency.zh()
        )
    }

    /// The amount in English, exact, in millions or billions once it reaches them: `CNY 1.5 billion`.
    pub fn en(self) -> String {
        let scale = self.largest(&[Scale::Billion, Scale::Million]);
        format!(
            "{} {}{}",
            self.currency.code(),
            self.exact_in(scale),
            scale.en()
        )
    }

    /// The bare number in a scale with all its digits and thousands separators: `222.2222`.
    pub fn exact_in(self, scale: Scale) -> String {
        let digits = self.digits(scale);
        let (whole, fraction) = split(self.amount_minor.unsigned_abs().into(), digits);
        let fraction = fraction.trim_end_matches('0');
        let dot = if fraction.is_empty() { "" } else { "." };
        format!(
            "{}{}{dot}{fraction}",
            sign(self.amount_minor),
            grouped(&whole)
        )
    }

    /// The bare number in a scale, rounded half away from zero to `places` decimals, for table columns.
    ///
    /// More places than the amount has are filled with zeros, up to 12.
    pub fn rounded_in(self, scale: Scale, places: u32) -> String {
        let (digits, places) = (self.digits(scale), places.min(12));
        let amount = u128::from(self.amount_minor.unsigned_abs());
        let scaled = if places >= digits {
            amount * 10_u128.pow(places - digits)
        } else {
            let step = 10_u128.pow(digits - places);
            (amount + step / 2) / step
        };
        let (whole, fraction) = split(scaled, places);
        let minus = if scaled == 0 {
            ""
        } else {
            sign(self.amount_minor)
        };
        let dot = if fraction.is_empty() { "" } else { "." };
        format!("{minus}{}{dot}{fraction}", grouped(&whole))
    }

    fn digits(self, scale: Scale) -> u32 {
        self.currency.minor_digits() + scale.exponent()
    }

    fn largest(self, scales: &[Scale]) -> Scale {
        let amount = u128::from(self.amount_minor.unsigned_abs());
        let reaches = |scale: &&Scale| amount >= 10_u128.pow(self.digits(**scale));
        scales.iter().find(reaches).copied().unwrap_or(Scale::One)
    }
}

impl fmt::Display for Money {
    /// The machine form: ISO code, a space, the exact main units without separators, as `CNY 1234.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.minor_digits();
        let (whole, fraction) = split(self.amount_minor.unsigned_abs().into(), digits);
        let dot = if digits == 0 { "" } else { "." };
        let minus = sign(self.amount_minor);
        write!(f, "{} {minus}{whole}{dot}{fraction}", self.currency.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

fn sign(amount: i64) -> &'static str {
    if amount < 0 { "-" } else { "" }
}

/// The digits before and after the decimal point of `amount / 10^digits`.
fn split(amount: u128, digits: u32) -> (String, String) {
    let unit = 10_u128.pow(digits);
    let fraction = if digits == 0 {
        String::new()
    } else {
        format!("{:0width$}", amount % unit, width = digits as usize)
    };
    ((amount / unit).to_string(), fraction)
}

/// A decimal text with thousands separators before its point: `-1200.5` as `-1,200.5`.
pub(crate) fn grouped_decimal(decimal: &str) -> String {
    let (minus, unsigned) = match decimal.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", decimal),
    };
    match unsigned.split_once('.') {
        Some((whole, fraction)) => format!("{minus}{}.{fraction}", grouped(whole)),
        None => format!("{minus}{}", grouped(unsigned)),
    }
}

/// Thousands separators from the right.
fn grouped(whole: &str) -> String {
    let mut text = String::with_capacity(whole.len() + whole.len() / 3);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_yuan_ten_thousands_and_hundred_millions() {
        assert_eq!(Money::fen(999_999).zh(), "9,999.99元");
        assert_eq!(Money::fen(1_000_000).zh(), "1万元");
        assert_eq!(Money::fen(222_222_200).zh(), "222.2222万元");
        assert_eq!(Money::fen(15_000_000_000).zh(), "1.5亿元");
        assert_eq!(Money::new(1_500_000_000, Currency::Usd).zh(), "1,500万美元");
        assert_eq!(Money::fen(-5).zh(), "-0.05元");
    }

    #[test]
    fn shows_millions_and_billions_in_english() {
        assert_eq!(Money::fen(99_999_999).en(), "CNY 999,999.99");
        assert_eq!(Money::fen(123_456_789).en(), "CNY 1.23456789 million");
        assert_eq!(
            Money::new(2_430_000_000, Currency::Jpy).en(),
            "JPY 2.43 billion"
        );
    }

    #[test]
    fn keeps_a_scale_for_a_table_column() {
        assert_eq!(
            Money::fen(15_000_000_000).zh_in(Scale::TenThousand),
            "15,000万元"
        );
        assert_eq!(
            Money::fen(123_456_789).rounded_in(Scale::TenThousand, 2),
            "123.46"
        );
        assert_eq!(Money::fen(100).rounded_in(Scale::One, 4), "1.0000");
        assert_eq!(Money::fen(-1).rounded_in(Scale::TenThousand, 2), "0.00");
        assert_eq!(
            Money::fen(-50_000_000).rounded_in(Scale::HundredMillion, 0),
            "0"
        );
        assert_eq!(
            Money::fen(5_000_000_000).rounded_in(Scale::HundredMillion, 0),
            "1"
        );
    }

    #[test]
    fn the_machine_form_names_the_code_first() {
        assert_eq!(Money::fen(123_450).to_string(), "CNY 1234.50");
        assert_eq!(Money::new(-7, Currency::Jpy).to_string(), "JPY -7");
        assert_eq!(
            Money::fen(i64::MIN).to_string(),
            "CNY -92233720368547758.08"
        );
    }
}
