//! Words: looking for cues in Chinese text, and writing figures the way the text writes them.
//!
//! Which cue means what belongs to the kind that asks.

use crate::read::{Dimension, Quantity, Unit};
use benfu_rules::Exact;

/// Which characters a text holds, by the low bits of their numbers: a word with another character is not in it.
struct Signs([u64; 8]);

impl Signs {
    fn of(text: &str) -> Self {
        let mut bits = [0; 8];
        for sign in text.chars() {
            let (at, bit) = Self::slot(sign);
            bits[at] |= bit;
        }
        Self(bits)
    }

    const fn slot(sign: char) -> (usize, u64) {
        let number = sign as usize;
        ((number >> 6) & 7, 1 << (number & 63))
    }

    /// Whether every character of the word may be there.
    fn may_hold(&self, word: &str) -> bool {
        word.chars().all(|sign| {
            let (at, bit) = Self::slot(sign);
            self.0[at] & bit != 0
        })
    }
}

/// Whether the text holds any of the words.
pub(crate) fn has(text: &str, words: &[&str]) -> bool {
    present(text, words).next().is_some()
}

/// The words that the text holds, in the order of the list.
///
/// Most lists have dozens of words of which a clause holds none, so the characters are looked at before the words.
pub(crate) fn present<'w>(text: &str, words: &'w [&'w str]) -> impl Iterator<Item = &'w str> {
    let signs = Signs::of(text);
    let held = move |word: &&&str| signs.may_hold(word) && holds(text.as_bytes(), word.as_bytes());
    words.iter().filter(held).copied()
}

/// The text without any of the words, taken out in the order of the list.
pub(crate) fn without(text: &str, words: &[&str]) -> String {
    let signs = Signs::of(text);
    let mut rest = text.to_owned();
    for word in words.iter().filter(|word| signs.may_hold(word)) {
        if holds(rest.as_bytes(), word.as_bytes()) {
            rest = rest.replace(word, "");
        }
    }
    rest
}

/// Whether the bytes hold the word. In UTF-8 the second and third byte tell Chinese characters apart, so they are
/// compared first; that is twice as fast here as the general search, which prepares for long texts.
fn holds(text: &[u8], word: &[u8]) -> bool {
    let [_, second, third, ..] = word else {
        return text.windows(word.len().max(1)).any(|window| window == word);
    };
    text.windows(word.len())
        .any(|window| window[2] == *third && window[1] == *second && window == word)
}

/// Whether the text ends with any of the words.
pub(crate) fn ends(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

/// Whether the text begins with any of the words.
pub(crate) fn begins(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// The text without the last of the words that it ends with, as often as it does.
pub(crate) fn without_tail<'t>(text: &'t str, words: &[&str]) -> &'t str {
    let mut rest = text;
    while let Some(shorter) = words.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    rest
}

/// The last characters of a text.
pub(crate) fn tail(text: &str, characters: usize) -> &str {
    let from = text
        .char_indices()
        .rev()
        .nth(characters.saturating_sub(1))
        .map_or(0, |(at, _)| at);
    &text[from..]
}

/// The longest stretch of characters that both texts hold, in characters.
pub(crate) fn shared(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut row = vec![0_usize; right.len() + 1];
    let mut best = 0;
    for &a in &left {
        let mut diagonal = 0;
        for (index, &b) in right.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if a == b { diagonal + 1 } else { 0 };
            best = best.max(row[index + 1]);
            diagonal = above;
        }
    }
    best
}

/// Whether a list says that it goes on: 等; not the 等 of 一等奖, 高等, 等级.
pub(crate) fn and_so_on(text: &str) -> bool {
    text.match_indices('等').any(|(at, sign)| {
        let (before, behind) = (&text[..at], &text[at + sign.len()..]);
        let ranked = before.ends_with(|c| "一二三四五特高中初平同相对均优".contains(c));
        !ranked
            && !begins(
                behind,
                &[
                    "级",
                    "奖",
                    "额",
                    "于",
                    "待",
                    "保",
                    "次",
                    "原因",
                    "方式",
                    "渠道",
                    "途径",
                    "因素",
                    "各类离",
                    "各类退",
                ],
            )
    })
}

const GENERIC: &[&str] = &[
    "企业", "项目", "单位", "机构", "人员", "资金", "工作", "数量", "总数", "规模", "收入", "总额",
];

/// Whether a name speaks of what a text speaks of: two characters in a row in common, and half of all.
pub(crate) fn akin(name: &str, text: &str) -> bool {
    // Words that many things share tell nothing, unless there are no others.
    let own = GENERIC
        .iter()
        .fold(name.to_owned(), |name, word| name.replace(word, ""));
    let name = if own.chars().count() >= 2 { &own } else { name };
    let (mut all, mut common) = (0, 0);
    for sign in name.chars() {
        all += 1;
        common += usize::from(text.contains(sign));
    }
    common * 2 >= all && shared(name, text) >= 2
}

/// A whole number below one hundred in Chinese words.
pub(crate) fn in_words(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |digit: u32| {
        usize::try_from(digit)
            .ok()
            .and_then(|at| DIGITS.get(at).copied())
    };
    let (tens, ones) = (number / 10, number % 10);
    let (tens_word, ten) = match tens {
        0 => ("", ""),
        1 => ("", "十"),
        _ => (digit(tens).unwrap_or("?"), "十"),
    };
    format!("{tens_word}{ten}{}", digit(ones).unwrap_or("?"))
}

/// A value in the unit and scale of a printed quantity, one decimal more than printed.
pub(crate) fn like(value: &Exact, model: &Quantity) -> String {
    if model.unit == Unit::WHOLE || model.unit.word == "成" {
        return percent(value, 2);
    }
    let shown = value
        .checked_div(&model.scale)
        .map(|value| decimal(&value, model.decimals.saturating_add(2)));
    let word = model.unit.word;
    shown.map_or_else(
        |_| "?".to_owned(),
        |number| format!("{number}{}{word}", model.scale_word),
    )
}

/// The printed figure as read.
pub(crate) fn printed(model: &Quantity) -> String {
    like(&model.value, model)
}

/// A ratio as per cent.
pub(crate) fn percent(value: &Exact, decimals: u8) -> String {
    let hundredfold = value.checked_mul(&Exact::whole(100));
    hundredfold.map_or_else(
        |_| "?".to_owned(),
        |value| format!("{}%", decimal(&value, decimals)),
    )
}

/// A number with at most so many decimals, without trailing zeros.
pub(crate) fn decimal(value: &Exact, decimals: u8) -> String {
    value
        .rounded(decimals)
        .ok()
        .and_then(|rounded| rounded.to_decimal())
        .unwrap_or_else(|| "?".to_owned())
}

/// What should stand in place of a printed figure: the value rounded to its digits.
pub(crate) fn suggested(value: &Exact, model: &Quantity) -> String {
    if model.unit == Unit::WHOLE || model.unit.word == "成" {
        return percent(value, 1);
    }
    let number = value.checked_div(&model.scale).map(|value| {
        decimal(
            &value,
            model
                .decimals
                .max(u8::from(model.unit.dimension == Dimension::Share)),
        )
    });
    let word = model.unit.word;
    number.map_or_else(
        |_| "?".to_owned(),
        |number| format!("{number}{}{word}", model.scale_word),
    )
}
