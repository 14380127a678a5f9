//! Numbering of points: 一是 二是 四是; （一）（二）（四）; 1. 2. 4.

use super::{Remark, Remarks};
use crate::finding::Kind;
use crate::read::{Document, Paragraph, Span, numeral};
use crate::words::in_words;

/// Looks at every series of numbered points of the document.
pub(crate) fn check(document: &Document<'_>, remarks: &mut Remarks) {
    let mut series: [Vec<u32>; STYLES] = Default::default();
    for paragraph in &document.paragraphs {
        for mark in marks(document.text, paragraph) {
            if mark.heading {
                series[mark.style + 1..].iter_mut().for_each(Vec::clear);
            }
            remarks.extend(next(&mut series[mark.style], &mark, document.text));
        }
    }
}

/// Chapters, sections, points and the inline styles, from the outermost.
const STYLES: usize = 12;

/// A number of a point.
pub(super) struct Mark {
    pub(super) style: usize,
    pub(super) number: u32,
    /// The number alone.
    digits: Span,
    /// The number with some words behind it.
    pub(super) span: Span,
    heading: bool,
}

/// Closes what is finished and says when a number is left out or repeated.
fn next(open: &mut Vec<u32>, mark: &Mark, text: &str) -> Option<Remark> {
    if mark.number == 1 {
        open.push(1);
        return None;
    }
    if let Some(place) = open.iter().rposition(|last| last + 1 == mark.number) {
        open.truncate(place + 1);
        open[place] = mark.number;
        return None;
    }
    let last = open.last().copied();
    open.clear();
    open.push(mark.number);
    let last = last?;
    let here = mark.span.of(text);
    Some(
        Remark::error(
            Kind::Numbering,
            mark.span,
            format!("“{here}”前一项的序号是{last},此处应为{}", last + 1),
            format!(
                "number {} follows number {last}; it should be {}",
                mark.number,
                last + 1
            ),
            format!("{last} → {}", mark.number),
        )
        .corrected(mark.digits, as_written(mark.digits.of(text), last + 1)),
    )
}

/// A number in the style of another: 四 for 五, 4 for 5, ④ for ⑤.
fn as_written(model: &str, number: u32) -> String {
    if model.starts_with(|sign: char| sign.is_ascii_digit()) {
        return number.to_string();
    }
    let circled = model
        .starts_with(|sign| ('①'..='⑳').contains(&sign))
        .then(|| char::from_u32(u32::from('①') + number - 1))
        .flatten();
    circled.map_or_else(|| in_words(number), String::from)
}

/// The numbers of points in a paragraph, in order of place.
pub(super) fn marks(text: &str, paragraph: &Paragraph) -> Vec<Mark> {
    let line = paragraph.span.of(text);
    let mut found: Vec<Mark> = heading(line, paragraph.span.start).into_iter().collect();
    let begun = found.first().map_or(0, |mark| mark.span.end);
    found.extend(inline(line, paragraph.span.start).filter(|mark| mark.span.start >= begun));
    found
}

/// 一、 （一） 1. （1） at the beginning of a line.
fn heading(line: &str, start: usize) -> Option<Mark> {
    let lead = line.len() - line.trim_start_matches(['#', '-', ' ']).len();
    let body = &line[lead..];
    let bracketed = body.starts_with('（');
    let inner = body.strip_prefix('（').unwrap_or(body);
    let arabic = inner.starts_with(|c: char| c.is_ascii_digit());
    let width = inner.find(|c: char| {
        if arabic {
            !c.is_ascii_digit()
        } else {
            !"一二三四五六七八九十".contains(c)
        }
    })?;
    let number = ordinal(&inner[..width])?;
    let close = inner[width..].chars().next()?;
    let after = inner[width + close.len_utf8()..]
        .chars()
        .next()
        .unwrap_or(' ');
    let fits = match (bracketed, arabic) {
        (true, _) => close == '）',
        (false, true) => "、．".contains(close) || close == '.' && !after.is_ascii_digit(),
        (false, false) => close == '、',
    };
    let style = match (bracketed, arabic) {
        (false, false) => 0,
        (true, false) => BRACKETED,
        (false, true) => 2,
        (true, true) => 3,
    };
    let begin = start + lead + usize::from(bracketed) * '（'.len_utf8();
    let end = begin + width + close.len_utf8();
    (fits && number <= 60 && !after.is_ascii_digit()).then_some(Mark {
        style,
        number,
        digits: Span::new(begin, begin + width),
        span: Span::new(start + lead, words_end(line, start, end)),
        heading: true,
    })
}

/// A quote of the number alone would be found elsewhere too, so some words go with it.
fn words_end(line: &str, start: usize, end: usize) -> usize {
    let rest = line.get(end - start..).unwrap_or("");
    let stop = rest
        .char_indices()
        .find(|&(at, c)| at >= 24 || "，。；：".contains(c));
    end + stop.map_or(rest.len(), |(at, _)| at)
}

fn ordinal(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let line = super::number_line(text);
    let number = numeral::words(&line, 0)?;
    u32::try_from(number.value.to_whole()?)
        .ok()
        .filter(|number| *number > 0)
}

/// The style of （一）, as a heading and on one line.
const BRACKETED: usize = 1;

/// The styles of 一、 and 1. inside a line.
const LISTED: usize = 10;

/// The style of （1） inside a line.
const IN_BRACKETS: usize = 9;

/// What follows the number in 一是, 其一, 第一,.
const INLINE: &[(&str, &str, usize)] = &[
    ("（", "）", BRACKETED),
    ("", "是", 4),
    ("其", "，", 5),
    ("其", "是", 5),
    ("第", "，", 6),
    ("第", "、", 6),
    ("", "要", 7),
];

/// Every number of a point inside a line, in order of place.
fn inline(line: &str, start: usize) -> impl Iterator<Item = Mark> {
    let mut found: Vec<Mark> = circled(line, start)
        .chain(worded(line, start))
        .chain(bracketed(line, start))
        .chain(listed(line, start))
        .collect();
    found.sort_by_key(|mark| mark.span.start);
    found.into_iter()
}

/// ①.
fn circled(line: &str, start: usize) -> impl Iterator<Item = Mark> {
    line.char_indices().filter_map(move |(at, character)| {
        let number = u32::from(character)
            .checked_sub(0x245f)
            .filter(|number| (1..=20).contains(number))?;
        let end = start + at + character.len_utf8();
        Some(Mark {
            style: 8,
            number,
            digits: Span::new(start + at, end),
            span: Span::new(start + at, words_end(line, start, end)),
            heading: false,
        })
    })
}

/// 一是, 其一, 第一, after a break.
fn worded(line: &str, start: usize) -> impl Iterator<Item = Mark> {
    let begins = |at: usize| {
        line[..at]
            .chars()
            .next_back()
            .is_none_or(|before| "，。；：！？、（ \t“#-".contains(before))
    };
    let ended = |at: usize| line[..at].ends_with(['。', '；', '：', '\t', ' ']);
    line.char_indices()
        .filter(move |&(at, _)| begins(at))
        .filter_map(move |(at, _)| {
            INLINE.iter().find_map(|&(before, behind, style)| {
                // A number in brackets inside a sentence refers to a point; it does not begin one.
                if style == BRACKETED && !ended(at) {
                    return None;
                }
                let rest = line[at..].strip_prefix(before)?;
                let width = rest
                    .find(|c| !"一二三四五六七八九十".contains(c))
                    .filter(|width| *width > 0)?;
                let tail = rest[width..].strip_prefix(behind)?;
                let number = ordinal(&rest[..width])?;
                let end = start + line.len() - tail.len();
                let begin = start + at + before.len();
                Some(Mark {
                    style,
                    number,
                    digits: Span::new(begin, begin + width),
                    span: Span::new(start + at, words_end(line, start, end)),
                    heading: false,
                })
            })
        })
}

/// （1）.
fn bracketed(line: &str, start: usize) -> impl Iterator<Item = Mark> {
    line.match_indices('（').filter_map(move |(at, sign)| {
        let rest = &line[at + sign.len()..];
        let width = rest
            .find(|c: char| !c.is_ascii_digit())
            .filter(|width| (1..=2).contains(width))?;
        let text = rest[width..].strip_prefix('）')?;
        let number = ordinal(&rest[..width])?;
        let begin = start + at + sign.len();
        let opens = number == 1 || at == 0 || line[..at].ends_with(['。', '；', '：', '，', '、']);
        let words = text.chars().next().is_some_and(char::is_alphabetic);
        (opens && words).then(|| Mark {
            style: IN_BRACKETS,
            number,
            digits: Span::new(begin, begin + width),
            span: Span::new(
                start + at,
                words_end(line, start, begin + width + '）'.len_utf8()),
            ),
            heading: false,
        })
    })
}

/// 一、 and 1. behind ： ； 。.
fn listed(line: &str, start: usize) -> impl Iterator<Item = Mark> {
    line.match_indices(['：', '；', '。'])
        .filter_map(move |(at, sign)| {
            let begin = at + sign.len();
            let rest = &line[begin..];
            let arabic = rest.starts_with(|sign: char| sign.is_ascii_digit());
            let width = rest.find(|sign: char| {
                if arabic {
                    !sign.is_ascii_digit()
                } else {
                    !"一二三四五六七八九十".contains(sign)
                }
            })?;
            let close = rest[width..]
                .chars()
                .next()
                .filter(|close| *close == if arabic { '.' } else { '、' })?;
            let next = rest[width + close.len_utf8()..].chars().next()?;
            let number =
                ordinal(&rest[..width]).filter(|number| *number <= 20 && next.is_alphabetic())?;
            let end = start + begin + width + close.len_utf8();
            Some(Mark {
                style: if arabic { LISTED + 1 } else { LISTED },
                number,
                digits: Span::new(start + begin, start + begin + width),
                span: Span::new(start + begin, words_end(line, start, end)),
                heading: false,
            })
        })
}
