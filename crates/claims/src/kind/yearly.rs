//! Yearly means of growth: 由100亿元增至140亿元,年均增长10%; 2020年412亿元；2024年603亿元,年均增长11.6%; 每年递增10%.

use super::change::{adjusted, changes, direction, is_difference};
use super::subject::{same_subject, subject};
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Mark, Part, Quantity, Stamp, agrees};
use crate::words::{akin, has, printed, suggested};
use benfu_rules::Exact;

/// Words of a mean of so many years, which elsewhere tell of a rate that the printed values do not prove.
const OF_YEARS: &[&str] = &["两年平均", "三年平均", "四年平均", "五年平均"];
const MEANS: &[&str] = &[
    "年均",
    "年平均",
    "平均每年",
    "复合增长",
    "年复合",
    "每年递增",
    "年递增",
    "逐年递增",
    "每年增长",
    "每年都比上年增长",
    "每年均比上年增长",
];

/// Looks at every yearly mean of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let words = view.words();
    let said = has(words, MEANS) || has(words, OF_YEARS);
    if !said || adjusted(&crate::words::without(words, OF_YEARS)) {
        return;
    }
    for index in 0..view.quantities().len() {
        remarks.extend(mean(view, index).or_else(|| of_rates(view, index)));
    }
}

/// Whether a rate is that of each of several years.
fn is_yearly(view: &View<'_>, claim: &Quantity) -> bool {
    let words = view.clause(claim);
    let named = has(words, MEANS) || has(words, OF_YEARS);
    let planned = has(
        words,
        &["目标", "预计", "预期", "力争", "计划", "今后", "规划"],
    );
    claim.is_share() && named && !planned
}

fn mean(view: &View<'_>, index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    if !is_yearly(view, claim) || !matches!(claim.mark, Mark::Plain | Mark::About) {
        return None;
    }
    let ends = first_and_last(view, claim)?;
    let spans = years(view, &ends);
    let up = direction(view.before(claim)).unwrap_or(true);
    let factor = factor(&claim.rounding()?, up)?;
    let quotient = ends.to.band()?.over(&ends.from.band()?)?;
    for &years in &spans {
        if factor.power(years)?.meets(&quotient) {
            return None;
        }
    }
    remark(view, claim, &ends, (*spans.first()?, up))
}

fn factor(rate: &Band, up: bool) -> Option<Band> {
    if up {
        return rate.plus_one();
    }
    Band::exactly(Exact::ONE).minus(rate)
}

fn remark(view: &View<'_>, claim: &Quantity, ends: &Ends<'_>, way: (u32, bool)) -> Option<Remark> {
    let (years, up) = way;
    let (from, to) = (ends.from, ends.to);
    let quotient = to.band()?.over(&from.band()?)?;
    let power = factor(&claim.rounding()?, up)?.power(years)?;
    let reached = power.times(&from.band()?)?.middle()?;
    let right = yearly_rate(claim, up, years, &quotient);
    let (from_text, to_text, rate) = (printed(from), printed(to), printed(claim));
    let would = suggested(&reached, to);
    let sign = if up { '+' } else { '-' };
    let remark = Remark::error(
        Kind::Chain,
        view.place(from, claim).to(view.place(to, claim)),
        format!("按年均{rate}推算,{years}年后应为{would},不是{to_text}"),
        format!("at this yearly rate {years} years lead to {would}, not to {to_text}"),
        format!("{from_text} × (1 {sign} {rate})^{years} = {would}"),
    );
    Some(match right {
        Some(right) => remark.corrected(claim.span, suggested(&right, claim)),
        None => remark,
    })
}

/// The rate in the digits of the claim that so many years make of the quotient, below one hundred per cent.
fn yearly_rate(claim: &Quantity, up: bool, years: u32, quotient: &Band) -> Option<Exact> {
    let rate = |steps: i128| claim.step.checked_mul(&Exact::whole(steps)).ok();
    let reached = |steps: i128| {
        factor(&Band::exactly(rate(steps)?), up)?
            .power(years)?
            .middle()
    };
    let sought = quotient.middle()?;
    let most = Exact::ONE.checked_div(&claim.step).ok()?.to_whole()?;
    let (mut low, mut high) = (0, most);
    while high - low > 1 {
        let middle = i128::midpoint(low, high);
        let below = (reached(middle)? < sought) == up;
        (low, high) = if below { (middle, high) } else { (low, middle) };
    }
    let off = |steps: i128| {
        reached(steps)?
            .checked_sub(&sought)
            .ok()?
            .checked_abs()
            .ok()
    };
    rate(if off(low)? <= off(high)? { low } else { high })
}

/// An earlier and a later value, with how many years lie between when both are dated.
struct Ends<'v> {
    from: &'v Quantity,
    to: &'v Quantity,
    apart: Option<i64>,
}

/// A value with its year.
type Dated<'v> = (i64, &'v Quantity);

/// The values at both ends: the first and last of the years told, or 由…增至….
fn first_and_last<'v>(view: &View<'v>, claim: &Quantity) -> Option<Ends<'v>> {
    of_years(view, claim, &dated(view))
        .or_else(|| of_change(view))
        .or_else(|| {
            let levels = levels(view, claim);
            (levels <= 1)
                .then(|| of_years(view, claim, &told(view)))
                .flatten()
        })
        .or_else(|| {
            (levels(view, claim) == 0)
                .then(|| view.earlier(2).find_map(|near| of_change(&near)))
                .flatten()
        })
}

/// How many amounts of the sentence are no differences.
fn levels(view: &View<'_>, claim: &Quantity) -> usize {
    let level = |value: &&Quantity| {
        value.is_amount() && value.span != claim.span && !is_difference(view, value)
    };
    view.quantities().iter().filter(level).count()
}

/// The first and the last of the years, of the thing that the claim names where there are several.
fn of_years<'v>(view: &View<'_>, claim: &Quantity, dated: &[Dated<'v>]) -> Option<Ends<'v>> {
    let early = dated.iter().map(|(year, _)| *year).min()?;
    let late = dated.iter().map(|(year, _)| *year).max()?;
    let of = |wanted: i64| -> Vec<&'v Quantity> {
        let found = dated.iter().filter(|(year, _)| *year == wanted);
        found.map(|(_, value)| *value).collect()
    };
    let (from, to) = pair(view, claim, &of(early), &of(late))?;
    (early < late).then_some(Ends {
        from,
        to,
        apart: Some(late - early),
    })
}

/// The two values of one thing: the only ones, or those that the claim names.
fn pair<'v>(
    view: &View<'_>,
    claim: &Quantity,
    early: &[&'v Quantity],
    late: &[&'v Quantity],
) -> Option<(&'v Quantity, &'v Quantity)> {
    if let ([from], [to]) = (early, late) {
        return from.matches(to).then_some((*from, *to));
    }
    let name = subject(view, claim).replace("均", "");
    let named = |values: &[&'v Quantity]| {
        let mut found = values
            .iter()
            .copied()
            .filter(|value| akin(&name, view.before(value)));
        let only = found.next()?;
        found.next().is_none().then_some(only)
    };
    let (from, to) = (named(early)?, named(late)?);
    (name.chars().count() >= 2 && from.matches(to)).then_some((from, to))
}

/// Every amount of a sentence with the year told before it since the amount before.
fn dated<'v>(view: &View<'v>) -> Vec<Dated<'v>> {
    let amounts = view
        .quantities()
        .iter()
        .filter(|value| value.is_amount() && !is_difference(view, value));
    amounts
        .filter_map(|value| Some((year(view, value)?, value)))
        .collect()
}

fn year(view: &View<'_>, value: &Quantity) -> Option<i64> {
    if let Some(year) = super::dated::year_of(view, value) {
        return Some(year);
    }
    let before = view
        .quantities()
        .iter()
        .rev()
        .find(|other| other.is_amount() && other.span.end <= value.span.start);
    let from = before.map_or(view.sentence.span.start, |before| before.span.end);
    let inside = |stamp: &&Stamp| {
        stamp.part == Part::Year && stamp.span.start >= from && stamp.span.end <= value.span.start
    };
    let mut stamps = view.sentence.stamps.iter().filter(inside);
    let stamp = stamps.next()?;
    (stamps.next().is_none() && stamp.from.is_none()).then_some(stamp.value)
}

/// The dated values of this sentence and the one before, when they are two of one thing.
fn told<'v>(view: &View<'v>) -> Vec<Dated<'v>> {
    let Some(near) = view.earlier(1).next() else {
        return Vec::new();
    };
    let (before, here) = (dated(&near), dated(view));
    let all: Vec<Dated<'v>> = before.iter().chain(&here).copied().collect();
    let [(_, first), (_, second)] = all.as_slice() else {
        return Vec::new();
    };
    if first.unit == second.unit && same_subject(view, first, second) {
        return all;
    }
    Vec::new()
}

fn of_change<'v>(view: &View<'v>) -> Option<Ends<'v>> {
    let all = view.quantities();
    let mut found = changes(view)
        .iter()
        .filter(|change| all[change.from].is_amount());
    let change = found.next()?;
    let (from, to) = (&all[change.from], &all[change.to]);
    let apart = year(view, from).zip(year(view, to));
    Some(Ends {
        from,
        to,
        apart: apart.map(|(early, late)| late - early),
    })
}

/// How many years may be meant: between the years of the values, those written, and 三年 in words.
fn years(view: &View<'_>, ends: &Ends<'_>) -> Vec<u32> {
    let stamps = || {
        view.sentence
            .stamps
            .iter()
            .filter(|stamp| stamp.part == Part::Year)
    };
    let last = stamps().map(|stamp| stamp.value).max();
    let first = stamps().map(|stamp| stamp.value).min();
    let written = last.zip(first).map(|(late, early)| late - early);
    let ranged = stamps().find_map(|stamp| stamp.from.map(|from| stamp.value - from));
    let in_words = view
        .quantities()
        .iter()
        .filter(|span| span.unit.word == "年")
        .filter_map(|span| i64::try_from(span.value.to_whole()?).ok());
    let all = ends
        .apart
        .into_iter()
        .chain(ranged)
        .chain(written)
        .chain(in_words);
    let mut spans: Vec<u32> = all
        .filter_map(|years| u32::try_from(years).ok())
        .filter(|years| (2..=30).contains(years))
        .collect();
    spans.dedup();
    spans
}

/// 分别增长6%、8%,两年平均增长9%: the mean of just the rates told.
fn of_rates(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let words = view.clause(claim);
    let count = OF_YEARS.iter().position(|mean| words.contains(mean))? + 2;
    let told = all[..index].iter().filter(|told| told.unit.word != "年");
    let rates: Vec<&Quantity> = told.collect();
    let first = *rates.first()?;
    let rises = |rate: &&Quantity| rate.is_share() && rate.is_plain();
    let listed = rates.len() == count
        && rates.iter().all(rises)
        && direction(view.before(first)) == Some(true)
        && !has(view.words(), &["下降", "减少", "回落", "百分点"]);
    if !listed || !is_yearly(view, claim) || !claim.is_plain() {
        return None;
    }
    let (mut product, mut sum) = (Band::exactly(Exact::ONE), Band::exactly(Exact::ZERO));
    for rate in &rates {
        product = product.times(&rate.band()?.plus_one()?)?;
        sum = sum.plus(&rate.band()?)?;
    }
    let years = u32::try_from(count).ok()?;
    let mean = sum.over(&Band::exactly(Exact::whole(i128::from(years))))?;
    let compounded = factor(&claim.rounding()?, true)?.power(years)?;
    if compounded.meets(&product) || agrees(claim, &mean)? {
        return None;
    }
    let right = suggested(&yearly_rate(claim, true, years, &product)?, claim);
    let terms: Vec<String> = rates.iter().map(|rate| printed(rate)).collect();
    Some(
        Remark::error(
            Kind::Chain,
            view.place(first, claim),
            format!("{years}年平均应为{right},不是{}", printed(claim)),
            format!(
                "the mean of {years} years is {right}, not {}",
                printed(claim)
            ),
            format!("{} → {right}", terms.join(", ")),
        )
        .corrected(claim.span, right),
    )
}
