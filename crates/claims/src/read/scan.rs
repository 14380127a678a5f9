//! The scanner: finds quantities and dates in a line of text.
//!
//! Main items: [`scan`] and [`Scanned`]. What is no figure is passed over here: ordinals, codes, “20+8”, versions, clock
//! times, list numbers at the beginning of a line. The words around a quantity are filled in by `sentence`.

use super::amount::Read;
use super::line::Line;
use super::mark::Mark;
use super::numeral::{self, Numeral};
use super::quantity::Quantity;
use super::stamp::{Stamp, stamp};
use super::unit::{self, Unit};
use super::worded::in_words;
use benfu_rules::Exact;

/// What a line holds.
#[derive(Debug, Default)]
pub(crate) struct Scanned {
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) stamps: Vec<Stamp>,
}

/// Finds everything in a line.
pub(crate) fn scan(line: &Line<'_>) -> Scanned {
    scan_from(line, list_number(line))
}

/// Finds everything in a cell of a table, where a number at the beginning is no list number.
pub(crate) fn scan_cell(line: &Line<'_>) -> Scanned {
    scan_from(line, 0)
}

fn scan_from(line: &Line<'_>, from: usize) -> Scanned {
    let mut scanned = Scanned::default();
    let mut at = from;
    while at < line.len() {
        at = step(line, at, &mut scanned).max(at + 1);
    }
    share_units(line, &mut scanned.quantities);
    scanned
}

/// Length of a list number at the beginning: `1.`, `2、`, `3.1`, `（4）`.
fn list_number(line: &Line<'_>) -> usize {
    let mut at = usize::from(line.at(0) == '（');
    let begin = at;
    while line.at(at).is_ascii_digit() || line.at(at) == '.' {
        at += 1;
    }
    let closes = "、）．".contains(line.at(at)) || line.before(at) == '.';
    let several = (begin..at).filter(|&i| line.at(i) == '.').count() > 0
        && unit::at_start(line.rest(at)).is_none()
        && !"万亿千百+余多".contains(line.at(at));
    if at > begin && (closes || several) {
        at
    } else {
        0
    }
}

fn step(line: &Line<'_>, at: usize, into: &mut Scanned) -> usize {
    let here = line.at(at);
    if here.is_ascii_alphabetic() {
        return after_word(line, at);
    }
    if here.is_ascii_digit() {
        return figure(line, at, into);
    }
    if let Some(quantity_end) = in_words(line, at, into) {
        return quantity_end;
    }
    at + 1
}

/// The end of a word of letters and digits, such as a product name; in GDP5400亿元 the digits are a figure.
fn after_word(line: &Line<'_>, from: usize) -> usize {
    let letters = (from..line.len())
        .find(|&at| !line.at(at).is_ascii_alphabetic())
        .unwrap_or_else(|| line.len());
    if letters >= from + 2 && measured(line, letters) {
        return letters;
    }
    let mut at = from;
    while line.at(at).is_ascii_alphanumeric() || "-_.+/".contains(line.at(at)) {
        at += 1;
    }
    at
}

/// Whether a figure in money, per cent or 万 and 亿 begins here: no serial number looks like that.
fn measured(line: &Line<'_>, at: usize) -> bool {
    numeral::digits(line, at).is_some_and(|number| {
        let rest = line.rest(number.end);
        rest.starts_with(['万', '亿', '%', '元'])
    })
}

fn figure(line: &Line<'_>, at: usize, into: &mut Scanned) -> usize {
    let Some(number) = numeral::digits(line, at) else {
        return after_word(line, at);
    };
    if let Some(end) = no_figure(line, at, &number) {
        return end;
    }
    if let Some(end) = stamp(line, at, &number, into) {
        return end;
    }
    if line.at(number.end) == '/'
        && let Some(end) = slash_fraction(line, at, &number, into)
    {
        return end;
    }
    amount(line, at, &number, into)
}

/// Where to go on when the digits are an ordinal, a code, a ratio, a version or a clock time.
fn no_figure(line: &Line<'_>, at: usize, number: &Numeral) -> Option<usize> {
    let (before, next) = (line.before(at), line.at(number.end));
    let after = line.at(number.end + 1);
    let of_ratio = "：∶".contains(before) && at >= 2 && line.at(at - 2).is_ascii_digit();
    let code = "第№#×+".contains(before)
        || of_ratio
        || next == '+' && (after.is_ascii_alphanumeric() || "＋".contains(after))
        || "：∶×x".contains(next) && after.is_ascii_digit()
        || next == '.' && after.is_ascii_digit()
        || next == '强'
        || next == '号' && !line.rest(number.end).starts_with("号线")
        || next == '点' && !line.until(at).ends_with(['约', '达'])
        || next == '时' && !line.rest(number.end).starts_with("时间");
    // （2）编制方案 begins a point; 甲（12） is a value.
    let point = before == '（'
        && next == '）'
        && "\0，。；：、！？\n\t".contains(line.before(at - 1))
        && number.decimals == 0;
    let code = code || point;
    let letters = next.is_ascii_alphabetic() && unit::at_start(line.rest(number.end)).is_none();
    (code || letters).then(|| dotted_date(line, at).unwrap_or_else(|| after_word(line, number.end)))
}

/// The end of a date such as 2024.6.30.
fn dotted_date(line: &Line<'_>, from: usize) -> Option<usize> {
    let mut at = from;
    while line.at(at).is_ascii_digit() || line.at(at) == '.' {
        at += 1;
    }
    (at > from).then(|| at.max(after_word(line, at)))
}
fn slash_fraction(
    line: &Line<'_>,
    at: usize,
    above: &Numeral,
    into: &mut Scanned,
) -> Option<usize> {
    let below = numeral::digits(line, above.end + 1)?;
    if line.at(below.end) == '/' {
        return Some(after_word(line, at));
    }
    let value = above.value.checked_div(&below.value).ok()?;
    if value >= Exact::ONE || below.decimals > 0 {
        return Some(below.end);
    }
    let read = Read::fraction(at, below.end, value);
    read.push(line, into);
    Some(below.end)
}

fn amount(line: &Line<'_>, at: usize, number: &Numeral, into: &mut Scanned) -> usize {
    let read = Read::number(line, at, number);
    let end = read.end;
    if let Some(second) = second_of_range(line, at, end, into) {
        return second;
    }
    read.push(line, into);
    end
}

/// Reads `10—15家` and `30%至40%` as one range; 由80至100 is no range.
fn second_of_range(line: &Line<'_>, at: usize, end: usize, into: &mut Scanned) -> Option<usize> {
    let dashes = (end..line.len())
        .take_while(|&i| "—-~".contains(line.at(i)))
        .count();
    let joined = match dashes {
        1 | 2 => dashes,
        0 if "至到".contains(line.at(end)) && !begins_change(line.until(at)) => 1,
        _ => return None,
    };
    let second = numeral::digits(line, end + joined)?;
    let mut read = Read::number(line, end + joined, &second);
    read.mark = Some(Mark::Range);
    read.begin = at;
    let end = read.end;
    into.quantities.extend(read.quantity(line).map(|mut range| {
        range.mark = Mark::Range;
        range
    }));
    Some(end)
}

fn begins_change(before: &str) -> bool {
    let tail: Vec<char> = before.chars().rev().take(16).collect();
    let stop = tail.iter().position(|c| "，。；".contains(*c));
    let tail = &tail[..stop.unwrap_or(tail.len())];
    tail.iter().any(|c| "由从自".contains(*c))
}

/// In 12、15和9亿元 the last unit counts for all.
fn share_units(line: &Line<'_>, quantities: &mut [Quantity]) {
    for index in (1..quantities.len()).rev() {
        let (head, tail) = quantities.split_at_mut(index);
        let (Some(left), Some(right)) = (head.last_mut(), tail.first()) else {
            continue;
        };
        let start = line.offset(0);
        let between = line
            .rest(0)
            .get(left.span.end - start..right.span.start.max(left.span.end) - start);
        let listed = between.is_some_and(|text| {
            matches!(
                text,
                "、" | "和" | "与" | "及" | "以及" | "至" | "到" | "增至" | "降至"
            )
        });
        let bare = left.unit == Unit::BARE && right.unit != Unit::BARE;
        if listed && bare {
            let scaled = left.scale_word.is_empty();
            let scale = if scaled {
                right.scale
            } else {
                right.unit.factor()
            };
            left.adopt(
                right.unit,
                &scale,
                if scaled { right.scale_word } else { "" },
            );
        }
    }
}
