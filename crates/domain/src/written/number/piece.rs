//! Cutting the beginning of a text into the pieces of a number: digits and scales.

use super::super::Problem;
use super::shifted;
use benfu_rules::Exact;

/// A part of a written number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece {
    /// A run of digits, how many stand before the point, whether it begins with a Chinese zero
    /// that fills a gap, and whether they are 0 to 9 rather than Chinese.
    Digits {
        value: Exact,
        count: u32,
        filled: bool,
        arabic: bool,
    },
    /// 十, 百 or 千: the exponent of ten.
    Small(u32),
    /// 万 or 亿: the exponent of ten.
    Big(u32),
}

/// Cuts the beginning of a text into the pieces of a number.
pub(super) fn pieces(text: &str) -> Result<(Vec<Piece>, &str), Problem> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    loop {
        let next = rest.trim_start();
        let Some(first) = next.chars().next() else {
            return Ok((pieces, rest));
        };
        if let Some(scale) = scale(first) {
            pieces.push(scale);
            rest = &next[first.len_utf8()..];
            continue;
        }
        let touching = next.len() == rest.len();
        let after_digits = matches!(pieces.last(), Some(Piece::Digits { .. }));
        if after_digits || !(touching || pieces.is_empty()) {
            return Ok((pieces, rest));
        }
        let Some((digits, after)) = digits(next)? else {
            return Ok((pieces, rest));
        };
        pieces.push(digits);
        rest = after;
    }
}

fn scale(character: char) -> Option<Piece> {
    match character {
        '十' | '拾' => Some(Piece::Small(1)),
        '百' | '佰' => Some(Piece::Small(2)),
        '千' | '仟' => Some(Piece::Small(3)),
        '万' | '萬' => Some(Piece::Big(4)),
        '亿' | '億' => Some(Piece::Big(8)),
        _ => None,
    }
}

fn digits(text: &str) -> Result<Option<(Piece, &str)>, Problem> {
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        arabic_digits(text)
    } else {
        chinese_digits(text)
    }
}

/// Digits 0 to 9 with separators, a decimal point and an exponent.
fn arabic_digits(text: &str) -> Result<Option<(Piece, &str)>, Problem> {
    let (mut plain, rest) = separated_digits(text)?;
    let count = u32::try_from(plain.len()).unwrap_or(u32::MAX);
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(after) => after.split_at(run(after)),
        None => ("", rest),
    };
    if plain.is_empty() && fraction.is_empty() {
        return Ok(None);
    }
    let (exponent, rest) = exponent(rest);
    plain.push_str(fraction);
    let shift = exponent - i32::try_from(fraction.len()).unwrap_or(i32::MAX);
    let unscaled = plain.parse::<i128>().map_err(|_| Problem::TooLarge)?;
    let value = shifted(Exact::whole(unscaled), shift)?;
    Ok(Some((
        Piece::Digits {
            value,
            count,
            filled: false,
            arabic: true,
        },
        rest,
    )))
}

/// The digits before the decimal point without their separators.
fn separated_digits(text: &str) -> Result<(String, &str), Problem> {
    let (first, mut rest) = text.split_at(run(text));
    let mut plain = first.to_owned();
    while let Some(separator) = rest.chars().next().filter(|c| matches!(c, ',' | ' ')) {
        let group = &rest[1..];
        let fits = run(group) == 3 && (1..=3).contains(&first.len());
        if !fits {
            let misplaced = separator == ',' && run(group) > 0;
            let part = || rest.chars().take(10).collect();
            return if misplaced {
                Err(Problem::NotUnderstood { part: part() })
            } else {
                Ok((plain, rest))
            };
        }
        plain.push_str(&group[..3]);
        rest = &group[3..];
    }
    Ok((plain, rest))
}

/// How many ASCII digits a text begins with.
fn run(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The exponent of `1.2E+07` and what follows; 0 when there is none.
fn exponent(text: &str) -> (i32, &str) {
    let Some(after) = text.strip_prefix(['E', 'e']) else {
        return (0, text);
    };
    let unsigned = after.strip_prefix(['+', '-']).unwrap_or(after);
    let (digits, rest) = unsigned.split_at(run(unsigned));
    match digits.parse::<i32>() {
        Ok(exponent) if digits.len() <= 2 => (
            if after.starts_with('-') {
                -exponent
            } else {
                exponent
            },
            rest,
        ),
        _ => (0, text),
    }
}

/// Chinese digits one after another, with 点 as decimal point: 二〇二四, 零五, 一点五.
fn chinese_digits(text: &str) -> Result<Option<(Piece, &str)>, Problem> {
    let (whole, rest) = chinese_run(text);
    let count = u32::try_from(whole.len()).unwrap_or(u32::MAX);
    if whole.is_empty() {
        return Ok(None);
    }
    let (fraction, rest) = match rest.strip_prefix('点').map(chinese_run) {
        Some((fraction, after)) if !fraction.is_empty() => (fraction, after),
        _ => (String::new(), rest),
    };
    let shift = -i32::try_from(fraction.len()).unwrap_or(i32::MAX);
    let filled = count > 1 && whole.starts_with('0');
    let unscaled = (whole + &fraction)
        .parse::<i128>()
        .map_err(|_| Problem::TooLarge)?;
    let value = shifted(Exact::whole(unscaled), shift)?;
    Ok(Some((
        Piece::Digits {
            value,
            count,
            filled,
            arabic: false,
        },
        rest,
    )))
}

fn chinese_run(text: &str) -> (String, &str) {
    let digits: String = text.chars().map_while(chinese_digit).collect();
    let bytes: usize = text.chars().take(digits.len()).map(char::len_utf8).sum();
    (digits, &text[bytes..])
}

fn chinese_digit(character: char) -> Option<char> {
    let digit = match character {
        '零' | '〇' | '○' => '0',
        '一' | '壹' => '1',
        '二' | '贰' | '两' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    };
    Some(digit)
}
