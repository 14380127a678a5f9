//! Periods that make up a longer one: 一季度86个,二季度79个,三季度71个,前三季度累计236个.
//!
//! Running totals that fall are judged in `cumulative`.

use super::subject::same_subject;
use super::sum::{adds_up, open_list};
use super::{Remark, Remarks, View, number_line};
use crate::finding::Kind;
use crate::read::{Part, Quantity, Stamp, numeral};
use crate::words::{has, like, printed, suggested};

/// Looks at every amount of a period that others of the sentence, or of the one before, make up.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if !view.words().contains(['季', '月', '年']) {
        return;
    }
    let here = dated(view);
    let mut all: Vec<Timed<'_>> = view.earlier(1).flat_map(|near| dated(&near)).collect();
    all.extend(here.iter().copied());
    for whole in &here {
        remarks.extend(judge(view, whole, &all));
    }
}

/// An amount with the first and the last month that it is of.
#[derive(Clone, Copy)]
struct Timed<'v> {
    first: i64,
    last: i64,
    amount: &'v Quantity,
}

/// Periods with their months; longer names stand before those that they hold.
const PERIODS: &[(&str, i64, i64)] = &[
    ("前三季度", 1, 9),
    ("前三个季度", 1, 9),
    ("一季度", 1, 3),
    ("二季度", 4, 6),
    ("三季度", 7, 9),
    ("四季度", 10, 12),
    ("上半年", 1, 6),
    ("下半年", 7, 12),
    ("全年", 1, 12),
];
/// What no sum of periods is: stocks, means, plans, other years.
const APART: &[&str] = &[
    "末", "底", "余额", "均", "率", "比", "较", "上年", "去年", "同期", "目标", "计划", "预计",
    "其中", "结余", "在册", "力争", "增加", "减少", "净", "占", "存量", "现有", "高于", "低于",
];

fn dated<'v>(view: &View<'v>) -> Vec<Timed<'v>> {
    let amounts = view
        .quantities()
        .iter()
        .filter(|amount| amount.is_amount() && amount.is_plain() && amount.bracket == 0);
    amounts
        .filter_map(|amount| {
            let (first, last) = period(view, amount)?;
            Some(Timed {
                first,
                last,
                amount,
            })
        })
        .collect()
}

/// The one period that the words since the number before tell.
fn period(view: &View<'_>, amount: &Quantity) -> Option<(i64, i64)> {
    let words = view.since_last(amount);
    if has(&words.replace("截至", ""), APART) {
        return None;
    }
    let mut found: Vec<(i64, i64)> = Vec::new();
    let mut rest = words.to_owned();
    for (name, first, last) in PERIODS {
        if rest.contains(name) {
            found.push((*first, *last));
            rest = rest.replace(name, "");
        }
    }
    found.extend(first_months(words));
    let start = amount.span.start - words.len();
    let inside = |stamp: &&Stamp| {
        stamp.part == Part::Month
            && stamp.span.start >= start
            && stamp.span.end <= amount.span.start
    };
    let months = view.sentence.stamps.iter().filter(inside);
    found.extend(months.map(|stamp| (stamp.from.unwrap_or(stamp.value), stamp.value)));
    let [only] = found.as_slice() else {
        return None;
    };
    (1..=12).contains(&only.0).then_some(*only)
}

/// 前八个月.
fn first_months(words: &str) -> Option<(i64, i64)> {
    let (_, rest) = words.split_once('前')?;
    let line = number_line(rest);
    let number = numeral::words(&line, 0).or_else(|| numeral::digits(&line, 0))?;
    let months = i64::try_from(number.value.to_whole()?).ok()?;
    let told = line.rest(number.end).starts_with("个月");
    (told && (1..=12).contains(&months)).then_some((1, months))
}

fn judge(view: &View<'_>, whole: &Timed<'_>, all: &[Timed<'_>]) -> Option<Remark> {
    let mut parts: Vec<&Quantity> = Vec::new();
    let mut next = whole.first;
    while next <= whole.last {
        let begins = |part: &&Timed<'_>| {
            part.first == next
                && part.last <= whole.last
                && part.last - part.first < whole.last - whole.first
                && part.amount.unit == whole.amount.unit
        };
        let mut found = all.iter().filter(begins);
        let part = found.next()?;
        if found.next().is_some() || !same_subject(view, part.amount, whole.amount) {
            return None;
        }
        parts.push(part.amount);
        next = part.last + 1;
    }
    let first = *parts.iter().min_by_key(|part| part.span)?;
    let alone = all
        .iter()
        .filter(|other| (other.first, other.last) == (whole.first, whole.last))
        .count()
        == 1;
    if parts.len() < 2 || !alone || years_differ(view) {
        return None;
    }
    if open_list(view, first, whole.amount) || adds_up(&parts, whole.amount)? {
        return None;
    }
    remark(view, &parts, whole.amount)
}

/// Whether the sentence tells of several years.
fn years_differ(view: &View<'_>) -> bool {
    let mut years = view
        .window(1)
        .flat_map(|near| near.sentence.stamps.iter())
        .filter(|stamp| stamp.part == Part::Year)
        .map(|stamp| stamp.value);
    let first = years.next();
    years.any(|year| Some(year) != first) || view.words().contains("同期")
}

fn remark(view: &View<'_>, parts: &[&Quantity], whole: &Quantity) -> Option<Remark> {
    let sum = super::sum::sum_of(parts)?.middle()?;
    let terms: Vec<String> = parts.iter().map(|part| printed(part)).collect();
    let right = suggested(&sum, whole);
    let (first, last) = (parts.first()?, parts.last()?);
    Some(
        Remark::error(
            Kind::Cumulative,
            view.place(first, last).to(view.place(whole, whole)),
            format!("各期相加为{right},不是{}", printed(whole)),
            format!("the periods make {right}, not {}", printed(whole)),
            format!("{} = {}", terms.join(" + "), like(&sum, whole)),
        )
        .corrected(whole.span, right),
    )
}
