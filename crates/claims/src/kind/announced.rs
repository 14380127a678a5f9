//! Points announced by number: 抓好六项工作：一是…；二是….
//!
//! Gaps in the numbers themselves are judged in `numbering`, lists of names in `count`.

use super::numbering::{Mark, marks};
use super::{Remark, Remarks, number_line};
use crate::finding::Kind;
use crate::read::{Document, Paragraph, Span, numeral};
use crate::words::begins;

/// Looks at every announcement of points of the document.
pub(crate) fn check(document: &Document<'_>, remarks: &mut Remarks) {
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        for announced in announcements(document.text, paragraph) {
            let listed = listed_here(document.text, paragraph, &announced)
                .or_else(|| listed_below(document, index, &announced));
            remarks.extend(listed.and_then(|listed| judge(&announced, listed)));
        }
    }
}

/// A number of points with the place where it is said and the colon behind it.
struct Announced {
    number: u32,
    span: Span,
    colon: usize,
}

const POINTS: &[&str] = &[
    "项",
    "个方面",
    "方面",
    "条",
    "点",
    "大",
    "个",
    "件",
    "类",
    "步",
];

/// 六项工作：, 以下五条建议：, 三个问题：.
fn announcements(text: &str, paragraph: &Paragraph) -> Vec<Announced> {
    let words = paragraph.span.of(text);
    let found = words.match_indices('：').filter_map(|(colon, _)| {
        let clause = words[..colon]
            .rfind(['，', '。', '；', '：', '（', '\n'])
            .map_or(0, |at| at + '，'.len_utf8());
        let (at, number) = last_number(&words[clause..colon])?;
        Some(Announced {
            number,
            span: Span::new(
                paragraph.span.start + clause + at,
                paragraph.span.start + colon,
            ),
            colon: paragraph.span.start + colon,
        })
    });
    found.collect()
}

/// The last number of points in a clause, with few words behind it.
fn last_number(clause: &str) -> Option<(usize, u32)> {
    let starts = clause.char_indices().rev().map(|(at, _)| at);
    starts.take(16).find_map(|at| {
        let line = number_line(&clause[at..]);
        let number = numeral::words(&line, 0).or_else(|| numeral::digits(&line, 0))?;
        let before = clause[..at].chars().next_back().unwrap_or(' ');
        let whole = numeral::digit_word(before).is_none()
            && !before.is_ascii_digit()
            && !"第十百.".contains(before);
        let value = u32::try_from(number.value.to_whole()?).ok()?;
        let counts = begins(line.rest(number.end), POINTS)
            && (2..=20).contains(&value)
            && number.decimals == 0;
        (whole && counts).then_some((at, value))
    })
}

/// How far the points of one style run from the first on.
fn chain<'m>(marks: impl Iterator<Item = &'m Mark>) -> Option<u32> {
    let mut style = None;
    let mut last = 0;
    // A number said twice is one that is wrong, but the point is there.
    for mark in marks {
        if style.is_none_or(|style| style == mark.style) && mark.number == last + 1 {
            style = Some(mark.style);
            last = mark.number;
        } else if style == Some(mark.style) && mark.number > 1 && mark.number <= last + 2 {
            last += 1;
        } else if style == Some(mark.style) {
            break;
        }
    }
    (last >= 2).then_some(last)
}

fn listed_here(text: &str, paragraph: &Paragraph, announced: &Announced) -> Option<u32> {
    let found = marks(text, paragraph);
    let mut behind = found
        .iter()
        .filter(|mark| mark.span.start > announced.colon)
        .peekable();
    let next = behind.peek()?.span.start;
    let direct = Span::new(announced.colon, next).of(text).chars().count() <= 2;
    direct.then(|| chain(behind))?
}

/// Paragraphs below an announcement that ends its own, each of which begins with a number.
fn listed_below(document: &Document<'_>, index: usize, announced: &Announced) -> Option<u32> {
    let paragraph = &document.paragraphs[index];
    let ends = paragraph.span.end <= announced.colon + '：'.len_utf8();
    let first_marks: Vec<Mark> = document.paragraphs[index + 1..]
        .iter()
        .take(MOST)
        .map_while(|below| {
            let mark = marks(document.text, below).into_iter().next()?;
            (mark.span.start == below.span.start).then_some(mark)
        })
        .collect();
    ends.then(|| chain(first_marks.iter()))?
}

/// Paragraphs below that are looked at.
const MOST: usize = 24;

fn judge(announced: &Announced, listed: u32) -> Option<Remark> {
    let number = announced.number;
    (listed != number).then(|| {
        Remark::error(
            Kind::Count,
            announced.span,
            format!("文中说有{number}项,下面列出的是{listed}项"),
            format!("the text announces {number} points, yet {listed} follow"),
            format!("{listed} ≠ {number}"),
        )
    })
}
