//! Months that a period is told to be: 前三季度即1—8月, 上半年(1—5月).

use super::{Remark, Remarks, View, number_line};
use crate::finding::Kind;
use crate::read::{Span, numeral};

/// Periods of a year with their first and last month; longer names before those that they end with.
const PERIODS: &[(&str, i128, i128)] = &[
    ("前三季度", 1, 9),
    ("第一季度", 1, 3),
    ("第二季度", 4, 6),
    ("第三季度", 7, 9),
    ("第四季度", 10, 12),
    ("一季度", 1, 3),
    ("二季度", 4, 6),
    ("三季度", 7, 9),
    ("四季度", 10, 12),
    ("上半年", 1, 6),
    ("下半年", 7, 12),
];
/// What joins a period with its months.
const JOINS: &[&str] = &["即", "也就是", "（", "(", "（即", "(即"];
/// What stands between two months.
const TO: &[&str] = &["—", "-", "–", "~", "至", "到", "－", "～"];

/// Looks at every period that is told in months.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let words = view.words();
    for (name, first, last) in PERIODS {
        for (at, _) in words.match_indices(name) {
            let longer = PERIODS.iter().any(|(other, ..)| {
                other.len() > name.len() && words[..at + name.len()].ends_with(other)
            });
            if !longer {
                remarks.extend(told(view, (*name, at), (*first, *last)));
            }
        }
    }
}

fn told(view: &View<'_>, (name, at): (&str, usize), period: (i128, i128)) -> Option<Remark> {
    let words = view.words();
    let behind = &words[at + name.len()..];
    let join = JOINS.iter().rev().find(|join| behind.starts_with(**join))?;
    let months = &behind[join.len()..];
    let (first, rest) = month(months)?;
    let rest = rest.strip_prefix('月').unwrap_or(rest);
    let to = TO.iter().find(|to| rest.starts_with(**to))?;
    let (last, rest) = month(&rest[to.len()..])?;
    let rest = rest.strip_prefix('月')?;
    let start = view.sentence.span.start;
    let span = Span::new(start + at, start + words.len() - rest.len());
    ((first, last) != period && first <= last).then(|| {
        let (from, until) = period;
        Remark::error(
            Kind::Date,
            span,
            format!("{name}是{from}—{until}月"),
            format!("{name} is months {from} to {until}"),
            format!("{first}—{last} ≠ {from}—{until}"),
        )
    })
}

/// The month at the beginning of a text, and what follows.
fn month(text: &str) -> Option<(i128, &str)> {
    let line = number_line(text);
    let number = numeral::digits(&line, 0)?;
    let month = number
        .value
        .to_whole()
        .filter(|month| (1..=12).contains(month))?;
    Some((month, line.rest(number.end)))
}
