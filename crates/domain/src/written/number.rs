//! Numbers as written: digits with separators, 万 and 亿, Chinese numerals, exponents.
//!
//! A text is cut into pieces (digits, 十百千, 万亿), which are then added up. Separators must stand at
//! every third digit and a tail such as the 五 of 三万五, which people use for two values, is refused.

mod piece;
mod sum;

use self::piece::{Piece, pieces};
use self::sum::{is_scaled, sum};
use super::text::tidy;
use super::{Expected, Misread, Problem, Written, read_with};
use benfu_rules::Exact;

/// Reads a number: `1,200`, `-3.5`, `(1,200)`, `1.5亿`, `三千五百万`, `1.2E+07`.
pub fn number(text: &str) -> Result<Written<Exact>, Misread> {
    read_with(text, Expected::Number, whole_number)
}

/// A number at the beginning of a text.
pub(crate) struct Leading<'a> {
    /// Its value.
    pub(crate) value: Exact,
    /// Whether it carries its own scale, such as 万.
    pub(crate) scaled: bool,
    /// What follows it.
    pub(crate) rest: &'a str,
}

/// The number a tidied text consists of; brackets around it make it negative.
pub(super) fn whole_number(text: &str) -> Result<Exact, Problem> {
    let inner = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'));
    let leading = leading_number(inner.unwrap_or(text))?.ok_or(Problem::NoNumber)?;
    if !leading.rest.trim().is_empty() {
        return Err(Problem::NotUnderstood {
            part: leading.rest.trim().to_owned(),
        });
    }
    if inner.is_some() {
        negated(leading.value)
    } else {
        Ok(leading.value)
    }
}

/// The number at the beginning of a tidied text, `None` when it begins with something else.
pub(crate) fn leading_number(text: &str) -> Result<Option<Leading<'_>>, Problem> {
    let unsigned = text.strip_prefix(['-', '负', '+']);
    let (pieces, rest) = pieces(unsigned.unwrap_or(text).trim_start())?;
    if !matches!(pieces.first(), Some(Piece::Digits { .. } | Piece::Small(1))) {
        return Ok(None);
    }
    let scaled = is_scaled(&pieces);
    let value = sum(&pieces)?;
    let minus = unsigned.is_some() && !text.starts_with('+');
    let value = if minus { negated(value)? } else { value };
    Ok(Some(Leading {
        value,
        scaled,
        rest,
    }))
}

fn negated(value: Exact) -> Result<Exact, Problem> {
    value.checked_neg().map_err(|_| Problem::TooLarge)
}

/// The value times a power of ten.
pub(super) fn shifted(value: Exact, exponent: i32) -> Result<Exact, Problem> {
    let power = 10_i128
        .checked_pow(exponent.unsigned_abs())
        .ok_or(Problem::TooLarge)?;
    let factor = if exponent < 0 {
        Exact::ratio(1, power).map_err(|_| Problem::TooLarge)?
    } else {
        Exact::whole(power)
    };
    value.checked_mul(&factor).map_err(|_| Problem::TooLarge)
}

/// Whether a text speaks of a number only roughly: 约, 余, 以上, a range.
pub(super) fn is_vague(text: &str) -> bool {
    let Some(text) = tidy(text) else { return false };
    let text = text.trim_start_matches('-');
    VAGUE.iter().chain(&RANGE).any(|word| text.contains(word))
}

/// Words that make an amount vague, longer ones first.
pub(super) const VAGUE: [&str; 34] = [
    "不低于",
    "不少于",
    "不超过",
    "不高于",
    "大约",
    "超过",
    "左右",
    "以上",
    "以下",
    "以内",
    "上下",
    "至少",
    "最多",
    "量级",
    "approx.",
    "approx",
    "about",
    "over",
    "up to",
    "数",
    "几",
    "近",
    "约",
    "超",
    "过",
    "逾",
    "余",
    "多",
    "上",
    ">",
    "<",
    "≥",
    "≤",
    "+",
];

/// Signs between the two ends of a range.
pub(super) const RANGE: [&str; 4] = ["至", "到", "~", "-"];

#[cfg(test)]
mod tests;
