//! Which year, month or part of the year a quantity is of.
//!
//! Main items: [`year_of`], [`month_of`] and [`window_of`]. What changed between two times is read in `change`.

use super::View;
use crate::read::{Part, Quantity, Span, Stamp};
use crate::words::has;

/// The single month written in the words before a quantity that is no running total.
pub(super) fn month_of(view: &View<'_>, quantity: &Quantity) -> Option<i64> {
    let inside = |stamp: &&Stamp| {
        stamp.span.start >= quantity.before.start && stamp.span.end <= quantity.span.start
    };
    let mut stamps = view.sentence.stamps.iter().filter(inside);
    let single = |stamp: &&Stamp| stamp.part == Part::Month && stamp.from.is_none();
    let stamp = stamps.next().filter(single)?;
    let words = view.before(quantity);
    let running = has(words, &["累计", "截至", "末", "底"]);
    (stamps.next().is_none() && !running).then_some(stamp.value)
}

/// The year written in the words before a quantity.
pub(crate) fn year_of(view: &View<'_>, quantity: &Quantity) -> Option<i64> {
    if let Some(year) = by_list(view, quantity) {
        return Some(year);
    }
    let clause_start = quantity.span.start - view.clause(quantity).len().min(quantity.span.start);
    let stamp = view.sentence.stamps.iter().rev().find(|stamp| {
        stamp.part == Part::Year
            && stamp.span.end <= quantity.span.start
            && stamp.span.start >= clause_start.min(quantity.before.start)
    })?;
    Some(stamp.value)
}

/// The year that a list gives the quantity: 2022年、2023年分别为3亿元、4亿元, 2021年至2023年依次为….
fn by_list(view: &View<'_>, quantity: &Quantity) -> Option<i64> {
    let cue = view
        .words()
        .find("分别")
        .or_else(|| view.words().find("依次"))?;
    let cue = view.sentence.span.start + cue;
    let all = view.quantities();
    let first = all
        .iter()
        .position(|value| value.span.start > cue && value.unit == quantity.unit)?;
    let run = 1 + all[first..]
        .windows(2)
        .take_while(|pair| {
            matches!(
                view.between(&pair[0], &pair[1]),
                "、" | "和" | "与" | "及" | "，"
            ) && pair[1].unit == pair[0].unit
        })
        .count();
    let place = all[first..first + run]
        .iter()
        .position(|value| value.span == quantity.span)?;
    let years = years_before(view, cue)?;
    (years.len() == run && run >= 2).then(|| years.get(place).copied())?
}

/// The years named one after the other, or from the first to the last, before a place.
fn years_before(view: &View<'_>, place: usize) -> Option<Vec<i64>> {
    let stamps = view.sentence.stamps.iter();
    let years: Vec<&Stamp> = stamps
        .filter(|stamp| stamp.part == Part::Year && stamp.span.end <= place)
        .collect();
    match years.as_slice() {
        [only] => Some((only.from?..=only.value).take(MOST_YEARS).collect()),
        [first, last] if is_range(view, first, last) => {
            Some((first.value..=last.value).take(MOST_YEARS).collect())
        }
        [] => None,
        several => Some(several.iter().map(|stamp| stamp.value).collect()),
    }
}

/// Years of a list; nobody lists more.
const MOST_YEARS: usize = 20;

fn is_range(view: &View<'_>, first: &Stamp, last: &Stamp) -> bool {
    let gap = Span::new(first.span.end, last.span.start.max(first.span.end)).of(view.text);
    matches!(gap, "至" | "到" | "—" | "-" | "~" | "——")
}

/// The part of the year that the words before a quantity name.
pub(crate) fn window_of<'v>(view: &View<'v>, quantity: &Quantity) -> Option<&'v str> {
    const WINDOWS: &[&str] = &[
        "上半年",
        "下半年",
        "前三季度",
        "一季度",
        "二季度",
        "三季度",
        "四季度",
        "月",
        "年末",
        "年底",
        "年初",
    ];
    let words = view.before(quantity);
    WINDOWS
        .iter()
        .find_map(|window| words.find(window).map(|at| &words[..at + window.len()]))
        .map(|window| {
            window.trim_start_matches(|c: char| c.is_ascii_digit() && window.contains('年'))
        })
        .map(|window| window.split('年').next_back().unwrap_or(window))
}
