//! Splits text into runs: stretches of Han characters, and words of other scripts.
//!
//! A word is folded (half width, lower case) and keeps a number's decimal point, its unit and the
//! signs of `C++` and `C#`. Segmenting Han runs into words does not belong here.

use std::ops::Range;

use super::unit::{is_unit, spelt_out};

/// Longest term in characters; the rest of a longer word is dropped.
const LONGEST: usize = 64;

/// A stretch of text that is analysed as one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Run {
    /// Han characters only; the bytes they take in the text.
    Han(Range<usize>),
    /// One word of letters and digits, folded, and the bytes it takes in the text.
    Word(String, Range<usize>),
}

/// Cuts a text into its runs, in reading order; everything else separates.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut found = Vec::new();
    let mut rest = Cursor { text, at: 0 };
    while let Some(letter) = rest.peek() {
        if is_han(letter) {
            found.push(Run::Han(rest.take_while(is_han)));
        } else if is_word_letter(letter) {
            push_word(&mut found, text, rest.take_word());
        } else {
            rest.at += letter.len_utf8();
        }
    }
    found
}

/// Adds a word, or joins it to the number before it when it is that number's unit.
fn push_word(found: &mut Vec<Run>, text: &str, range: Range<usize>) {
    let word = fold(&text[range.clone()]);
    if let Some(Run::Word(number, before)) = found.last_mut()
        && is_number(number)
        && is_unit(&word)
        && is_gap(&text[before.end..range.start])
    {
        number.push_str(&word);
        before.end = range.end;
        return;
    }
    found.push(Run::Word(word, range));
}

fn is_number(word: &str) -> bool {
    word.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn is_gap(between: &str) -> bool {
    matches!(between, "" | " " | "\u{3000}" | "\u{a0}")
}

/// Lower case, half width, plain digits, unit signs spelt out; at most [`LONGEST`] characters.
fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len().min(4 * LONGEST));
    for letter in word.chars().take(LONGEST).map(narrow) {
        match spelt_out(letter) {
            Some(unit) => folded.push_str(unit),
            None => folded.extend(letter.to_lowercase()),
        }
    }
    folded
}

fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '²' => '2',
        '³' => '3',
        'µ' => 'μ',
        other => other,
    }
}

/// The Chinese characters of a text as numbers, in reading order.
pub(crate) fn han_characters(text: &str) -> impl Iterator<Item = u64> {
    text.chars()
        .filter(|letter| is_han(*letter))
        .map(|letter| u64::from(u32::from(letter)))
}

/// Whether the character is a Chinese character, of any plane.
pub(super) const fn is_han(letter: char) -> bool {
    matches!(letter,
        '\u{3005}' | '\u{3007}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric() && !is_han(letter) && !is_enclosed(letter)
}

/// Numbers in circles, brackets and squares mark list items; they are no content.
const fn is_enclosed(letter: char) -> bool {
    matches!(letter, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{33ff}')
}

fn is_digit(letter: char) -> bool {
    narrow(letter).is_ascii_digit()
}

/// A position in a text; only ever between characters.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn peek_second(&self) -> Option<char> {
        self.text[self.at..].chars().nth(1)
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = &self.text[start..];
        self.at += rest.find(|letter| !keep(letter)).unwrap_or(rest.len());
        start..self.at
    }

    /// Takes a word that starts here: letters, digits, decimal points, unit signs, `C++` and `C#`.
    fn take_word(&mut self) -> Range<usize> {
        let start = self.at;
        let mut last = '\0';
        while let Some(letter) = self.peek() {
            if !is_word_letter(letter) && !self.is_kept_sign(last, letter) {
                break;
            }
            self.at += letter.len_utf8();
            last = letter;
        }
        self.at += self.language_sign(start).len();
        start..self.at
    }

    /// Whether a sign between or behind digits belongs to the number.
    fn is_kept_sign(&self, before: char, sign: char) -> bool {
        let point = narrow(sign) == '.' && self.peek_second().is_some_and(is_digit);
        is_digit(before) && (point || spelt_out(narrow(sign)).is_some())
    }

    /// `++` or `#` behind a single letter, as in the names of programming languages.
    fn language_sign(&self, start: usize) -> &'static str {
        let is_letter = self.at - start == 1 && self.text[start..self.at].is_ascii();
        let rest = &self.text[self.at..];
        let sign = ["++", "#"].into_iter().find(|sign| rest.starts_with(sign));
        sign.filter(|_| is_letter).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let word = |run| match run {
            Run::Han(range) => text[range].to_owned(),
            Run::Word(word, _) => word,
        };
        runs(text).into_iter().map(word).collect()
    }

    #[test]
    fn a_number_keeps_its_unit_with_or_without_a_space() {
        assert_eq!(words("24kV 24 kV 0.5 mm"), ["24kv", "24kv", "0.5mm"]);
        assert_eq!(words("85°C 120㎡ 120 m²"), ["85°c", "120m2", "120m2"]);
        assert_eq!(words("-40℃~85℃,湿度100%"), ["40°c", "85°c", "湿度", "100%"]);
    }

    #[test]
    fn grades_and_generations_stay_whole() {
        assert_eq!(
            words("IP68、5G、Exd IIC T4"),
            ["ip68", "5g", "exd", "iic", "t4"]
        );
        assert_eq!(words("C++/C#,Al-Mg"), ["c++", "c#", "al", "mg"]);
    }

    #[test]
    fn full_width_becomes_half_width() {
        assert_eq!(words("\u{ff29}\u{ff30}\u{ff16}\u{ff18}"), ["ip68"]);
        assert_eq!(words("\u{ff11}\u{ff0e}\u{ff15}\u{ff4d}\u{ff4d}"), ["1.5mm"]);
    }

    #[test]
    fn a_full_stop_after_a_number_ends_it() {
        assert_eq!(words("no. 3. next"), ["no", "3", "next"]);
    }

    #[test]
    fn list_marks_and_pictures_only_separate() {
        assert_eq!(words("①电池②电机🙂泵"), ["电池", "电机", "泵"]);
        assert_eq!(words("!?。…——"), Vec::<String>::new());
    }

    #[test]
    fn an_endless_word_is_cut() {
        assert_eq!(words(&"x".repeat(10_000)), ["x".repeat(LONGEST)]);
    }
}
