//! Numbers in running text, with the unit that follows and the words that say more or less.

use crate::need::wording::comparison;
use crate::quantity::Unit;
use crate::written;
use benfu_rules::Exact;

/// The longest unit that is looked for behind a number, in characters.
const LONGEST_UNIT: usize = 10;

/// More than or equal, and less than or equal, as descriptions say it beside the words of rules.
const AT_LEAST: &[&str] = &[
    "达到",
    "提高到",
    "提升到",
    "提升至",
    "提高至",
    "不短于",
    "达",
];
const AT_MOST: &[&str] = &[
    "控制在",
    "限制在",
    "降低到",
    "降低至",
    "降至",
    "降到",
    "缩短到",
    "缩短至",
    "不长于",
    "不迟于",
    "不晚于",
];
const AND_MORE: &[&str] = &["及以上", "或以上", "以上"];
const AND_LESS: &[&str] = &["及以下", "或以下", "以下", "以内", "之内", "内"];

/// Words between a name and what is asked of it.
const FILLERS: &[&str] = &[
    "必须", "要求", "指标", "能够", "满足", "不得", "应", "须", "需", "要", "能", "可", "为", "是",
    "在", ":", "(", ")", " ",
];
/// The comparison that a text begins with, as a sign of the rule language, and its length in bytes.
pub(super) fn leading_comparison(text: &str) -> Option<(&'static str, usize)> {
    let begins = |words: &[&str]| {
        let word = words.iter().find(|word| text.starts_with(**word))?;
        Some(word.len())
    };
    let plain = comparison(text).filter(|(sign, _)| !matches!(*sign, "==" | "!="));
    let own = || begins(AT_LEAST).map(|length| (">=", length));
    let less = || begins(AT_MOST).map(|length| ("<=", length));
    plain.or_else(own).or_else(less)
}

/// What stands behind a value and says more or less.
pub(super) fn trailing_comparison(text: &str) -> Option<(&'static str, usize)> {
    let begins = |words: &[&str]| {
        let word = words.iter().find(|word| text.starts_with(**word))?;
        Some(word.len())
    };
    let more = begins(AND_MORE).map(|length| (">=", length));
    more.or_else(|| begins(AND_LESS).map(|length| ("<=", length)))
}

/// The length in bytes of the number at the beginning of a text, with its scale.
pub(super) fn number_length(text: &str) -> Option<usize> {
    let signed = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = signed.find(|char: char| !matches!(char, '0'..='9' | ',' | '.'));
    let digits = signed[..digits.unwrap_or(signed.len())].trim_end_matches([',', '.']);
    if !digits.starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let length = text.len() - signed.len() + digits.len();
    let scale = ["千万", "百万", "万", "亿"];
    let scale = scale
        .iter()
        .find(|scale| text[length..].starts_with(**scale));
    Some(length + scale.map_or(0, |scale| scale.len()))
}

/// The value of a number with its scale, in thousandths.
pub(super) fn milli(number: &str) -> Option<i64> {
    let value = written::number(number).ok()?.value()?;
    let thousandths = value.checked_mul(&Exact::whole(1000)).ok()?.to_whole()?;
    i64::try_from(thousandths).ok()
}

/// The stretches behind a number that could be its unit, the longest first; the last is empty.
pub(super) fn unit_candidates(text: &str) -> impl Iterator<Item = &str> {
    let stops = |char: char| {
        matches!(
            char,
            ',' | '、' | '(' | ')' | '。' | ';' | ':' | '\n' | '~' | '≥' | '≤'
        )
    };
    let span = &text[..text.find(stops).unwrap_or(text.len())];
    let ends: Vec<usize> = span
        .char_indices()
        .map(|(place, char)| place + char.len_utf8())
        .take(LONGEST_UNIT)
        .collect();
    ends.into_iter().rev().chain([0]).map(|end| &span[..end])
}

/// The unit at the beginning of a text, as written; one that the tables know, or one made like `克/立方厘米` or `mg/l`.
pub(super) fn unit(text: &str) -> &str {
    let blank = text.len() - text.trim_start().len();
    let known = unit_candidates(&text[blank..]).find(|unit| {
        let whole = !unit.is_empty() && !unit.ends_with(' ');
        whole && (Unit::find(unit).is_some() || is_ratio(unit) || is_symbol(unit, text))
    });
    known.unwrap_or("")
}

/// One thing to another: both sides short words or symbols.
fn is_ratio(unit: &str) -> bool {
    let Some((over, under)) = unit.split_once('/') else {
        return false;
    };
    let word = |text: &str| {
        let count = text.chars().count();
        let part = text
            .chars()
            .all(|char| char.is_alphanumeric() || matches!(char, '°' | '℃' | '³' | '²' | '%'));
        (1..=4).contains(&count) && part && !text.starts_with(|char: char| char.is_ascii_digit())
    };
    word(over) && word(under) && trailing_comparison(under).is_none()
}

/// Letters up to where none follow.
fn is_symbol(unit: &str, text: &str) -> bool {
    let letters = |char: char| {
        char.is_ascii_alphabetic()
            || matches!(char, '%' | '‰' | '·' | '°' | '℃' | 'µ' | 'μ' | 'ω' | 'Ω')
    };
    let behind = text.trim_start()[unit.len()..].chars().next();
    unit.chars().all(letters) && !behind.is_some_and(letters)
}

/// The length of the fillers that a text begins with.
pub(super) fn fillers(text: &str) -> usize {
    let mut rest = text;
    while let Some(filler) = FILLERS.iter().find(|filler| rest.starts_with(**filler)) {
        // A comparison may begin with a filler's letter.
        if leading_comparison(rest).is_some() {
            break;
        }
        rest = &rest[filler.len()..];
    }
    text.len() - rest.len()
}
