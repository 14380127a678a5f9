//! Parts of dates: years, months, days, quarters, with the spans between them.
//!
//! Main type: [`Stamp`]. Whether a date exists is asked in `kind::date`.

use super::line::Line;
use super::numeral::{self, Numeral};
use super::quantity::Span;
use super::scan::Scanned;

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Year,
    Month,
    Day,
    Quarter,
}

/// A year, month, day or quarter as written, with the beginning of a span when one is written (1—8月).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stamp {
    pub(crate) span: Span,
    pub(crate) part: Part,
    pub(crate) value: i64,
    pub(crate) from: Option<i64>,
}

/// Reads a number as part of a date; the end when it is one.
pub(super) fn stamp(
    line: &Line<'_>,
    at: usize,
    number: &Numeral,
    into: &mut Scanned,
) -> Option<usize> {
    let whole = i64::try_from(number.value.to_whole()?).ok()?;
    if number.decimals > 0 {
        return None;
    }
    let (last, end) = span_end(line, number).unwrap_or((whole, number.end));
    let from = (end != number.end).then_some(whole);
    let (part, width) = stamp_part(line.rest(end), last, into.stamps.last(), line.offset(at))?;
    let end = end + width;
    into.stamps.push(Stamp {
        span: Span::new(line.offset(at), line.offset(end)),
        part,
        value: last,
        from,
    });
    Some(end)
}

/// The second number of 1—8月, with its end.
fn span_end(line: &Line<'_>, number: &Numeral) -> Option<(i64, usize)> {
    let dashes = (number.end..line.len())
        .take_while(|&i| "—-~至到".contains(line.at(i)))
        .count();
    let second = (1..=2)
        .contains(&dashes)
        .then(|| numeral::digits(line, number.end + dashes))??;
    let whole = i64::try_from(second.value.to_whole()?).ok()?;
    (second.decimals == 0).then_some((whole, second.end))
}

fn stamp_part(rest: &str, value: i64, last: Option<&Stamp>, at: usize) -> Option<(Part, usize)> {
    let follows = |part: Part| last.is_some_and(|stamp| stamp.part == part && stamp.span.end == at);
    if rest.starts_with('年') && (1900..=2200).contains(&value) {
        return Some((Part::Year, if rest.starts_with("年度") { 2 } else { 1 }));
    }
    if rest.starts_with("月份") {
        return Some((Part::Month, 2));
    }
    if rest.starts_with('月') {
        return Some((Part::Month, 1));
    }
    if rest.starts_with("季度") && value <= 4 {
        return Some((Part::Quarter, 2));
    }
    (rest.starts_with('日') && follows(Part::Month)).then_some((Part::Day, 1))
}
