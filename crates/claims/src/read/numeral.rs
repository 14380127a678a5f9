//! Numerals: digits with separators and decimals, and numbers in Chinese words.
//!
//! Main type: [`Numeral`]. Units, scales (万, 亿 behind digits) and marks (约, 超) are read by their own modules.

use super::line::Line;
use benfu_rules::Exact;

/// A number as it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numeral {
    pub(crate) value: Exact,
    /// The place value of the last printed digit.
    pub(crate) step: Exact,
    /// Index of the character behind it.
    pub(crate) end: usize,
    /// Decimals printed.
    pub(crate) decimals: u8,
    /// Written in words.
    pub(crate) in_words: bool,
}

/// Longest run of digits that is read as a number; longer ones are codes.
const MOST_DIGITS: usize = 13;

/// The digits at a place: `1,234.5`.
pub(crate) fn digits(line: &Line<'_>, from: usize) -> Option<Numeral> {
    let (whole, mut end, count) = whole_digits(line, from)?;
    if count > MOST_DIGITS {
        return None;
    }
    let (mut value, mut scale, mut decimals) = (whole, 1_i128, 0_u8);
    if line.at(end) == '.' && line.at(end + 1).is_ascii_digit() {
        end += 1;
        while let Some(digit) = line.at(end).to_digit(10) {
            if decimals >= 6 {
                return None;
            }
            value = value * 10 + i128::from(digit);
            scale *= 10;
            decimals += 1;
            end += 1;
        }
    }
    Some(Numeral {
        value: Exact::ratio(value, scale).ok()?,
        step: Exact::ratio(1, scale).ok()?,
        end,
        decimals,
        in_words: false,
    })
}

fn whole_digits(line: &Line<'_>, from: usize) -> Option<(i128, usize, usize)> {
    let (mut value, mut at, mut count) = (0_i128, from, 0);
    loop {
        match line.at(at) {
            digit if digit.is_ascii_digit() => {
                if count <= MOST_DIGITS {
                    value = value * 10 + i128::from(digit.to_digit(10)?);
                }
                count += 1;
            }
            ',' if count > 0 => {}
            _ => break,
        }
        at += 1;
    }
    (count > 0).then_some((value, at, count))
}

/// The value of one Chinese digit.
pub(crate) const fn digit_word(character: char) -> Option<i128> {
    Some(match character {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

const fn power_word(character: char) -> Option<i128> {
    Some(match character {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The number in words at a place: 二十三, 一百二十, 三点五, 百亿.
pub(crate) fn words(line: &Line<'_>, from: usize) -> Option<Numeral> {
    let mut sum = Words::default();
    let mut at = from;
    while sum.take(line.at(at)) {
        at += 1;
    }
    if at == from {
        return None;
    }
    let whole = sum.total()?;
    let (value, decimals, end) = with_decimals(line, whole, at)?;
    let scale = 10_i128.checked_pow(u32::from(decimals))?;
    Some(Numeral {
        value: Exact::ratio(value, scale).ok()?,
        step: Exact::ratio(1, scale).ok()?,
        end,
        decimals,
        in_words: true,
    })
}

fn with_decimals(line: &Line<'_>, whole: i128, at: usize) -> Option<(i128, u8, usize)> {
    if line.at(at) != '点' || digit_word(line.at(at + 1)).is_none() {
        return Some((whole, 0, at));
    }
    let (mut value, mut decimals, mut end) = (whole, 0_u8, at + 1);
    while let Some(digit) = digit_word(line.at(end)) {
        if decimals >= 6 {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(digit)?;
        decimals += 1;
        end += 1;
    }
    Some((value, decimals, end))
}

/// The running value of a number in words.
#[derive(Default)]
struct Words {
    /// Finished groups of 万 and 亿.
    high: i128,
    /// The group being read.
    group: i128,
    digit: Option<i128>,
    overflow: bool,
}

impl Words {
    fn take(&mut self, character: char) -> bool {
        if let Some(digit) = digit_word(character) {
            // Digits in a row are a code or a list (一二三产业), not a number.
            if self.digit.is_some_and(|before| before != 0) {
                self.overflow = true;
            }
            self.digit = Some(digit);
            return true;
        }
        let Some(power) = power_word(character) else {
            return false;
        };
        if power < 10_000 {
            self.group += self.digit.take().unwrap_or(1) * power;
        } else {
            let group = self.group + self.digit.take().unwrap_or(0);
            let whole = self.high + group;
            let scaled = whole.max(1).checked_mul(power);
            self.overflow |= scaled.is_none_or(|value| value > 1_000_000_000_000_000_000);
            self.high = scaled.unwrap_or(0);
            self.group = 0;
        }
        true
    }

    fn total(&self) -> Option<i128> {
        let total = self.high + self.group + self.digit.unwrap_or(0);
        (!self.overflow).then_some(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_words(text: &str) -> Option<String> {
        let line = Line::of(text, 0);
        words(&line, 0).and_then(|numeral| numeral.value.to_decimal())
    }

    #[test]
    fn words_are_read_as_they_are_spoken() {
        for (text, value) in [
            ("十二", "12"),
            ("二十", "20"),
            ("一百二十三", "123"),
            ("三千零五", "3005"),
            ("百亿", "10000000000"),
            ("两千三百万", "23000000"),
            ("三点五", "3.5"),
        ] {
            assert_eq!(read_words(text).as_deref(), Some(value), "{text}");
        }
        assert_eq!(read_words("一二三"), None);
    }

    #[test]
    fn digits_keep_their_decimals_and_lose_their_commas() {
        let line = Line::of("1,234.50亿", 0);
        let numeral = digits(&line, 0).expect("a number");
        assert_eq!(numeral.value, "1234.5".parse().expect("exact"));
        assert_eq!((numeral.decimals, numeral.end), (2, 8));
    }
}
