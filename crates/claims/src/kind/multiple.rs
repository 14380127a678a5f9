//! Multiples: 翻番, 翻两番, 增长几倍 against 是几倍.

use super::change::{adjusted, changes, direction, is_earlier};
use super::claimed::of_claim;
use super::{Remark, Remarks, View, named};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Mark, Quantity, Span, agrees};
use crate::words::{decimal, has, printed};
use benfu_rules::Exact;

/// Looks at every 倍 and 番 of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if adjusted(view.words()) {
        return;
    }
    for index in 0..view.quantities().len() {
        remarks.extend(times(view, index));
        remarks.extend(doublings(view, index));
    }
    remarks.extend(doubled(view));
}

/// Whether 倍 counts what was added (增长2倍) rather than the whole (是3倍).
fn added(words: &str) -> Option<bool> {
    let whole = has(words, &["是", "为", "相当于", "达", "至", "到", "的"]) || words.is_empty();
    let grown = direction(words) == Some(true);
    match (grown, whole) {
        (true, _) if !has(words, &["至", "到", "为", "达"]) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn times(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    if claim.unit.dimension != Dimension::Times
        || has(view.after(claim), &["以上", "奖励", "罚", "速"])
        || view.after(claim).starts_with('半')
    {
        return None;
    }
    let words = view.before(claim);
    let named = named_base(view, index).or_else(|| called_base(view, index));
    // 是农村居民的2倍: the base is named, and no time.
    let other = words
        .strip_suffix('的')
        .and_then(|words| words.rsplit_once(['是', '为']))
        .is_some_and(|(_, name)| {
            !name.is_empty() && !is_earlier(name) && !name.contains('年') && !name.ends_with('前')
        });
    if other && named.is_none() {
        return None;
    }
    let (from, to) = named.or_else(|| {
        let changes = changes(view);
        let change = of_claim(view, changes, index)?;
        Some((&all[change.from], &all[change.to]))
    })?;
    let added = if words.trim().is_empty() || words.starts_with('的') {
        false
    } else {
        added(words)?
    };
    let quotient = to.band()?.over(&from.band()?)?;
    let computed = if added {
        quotient.minus(&Band::exactly(Exact::ONE))?
    } else {
        quotient
    };
    if agrees(claim, &computed)? {
        return None;
    }
    let right = format!("{}倍", decimal(&computed.middle()?, claim.decimals));
    let found = remark(view, (from, to), claim.span, &quotient, claim.decimals + 1)?;
    Some(found.corrected(claim.span, right))
}

/// 甲60家,是乙20家的2倍.
fn named_base<'v>(view: &View<'v>, index: usize) -> Option<(&'v Quantity, &'v Quantity)> {
    let all = view.quantities();
    let (to, from) = (&all[index.checked_sub(2)?], &all[index - 1]);
    let gap = view.between(from, &all[index]);
    let base = has(view.before(from), &["是", "为", "相当于", "达"]);
    let joined = gap.starts_with('的') || gap.ends_with('的');
    let fit =
        from.is_amount() && to.is_amount() && from.matches(to) && to.clause + 1 >= from.clause;
    (base && joined && gap.chars().count() <= 8 && fit).then_some((from, to))
}

/// 投入1.2亿元,带动产值4.8亿元,是投入的4倍: the base is called by its name.
fn called_base<'v>(view: &View<'v>, index: usize) -> Option<(&'v Quantity, &'v Quantity)> {
    let all = view.quantities();
    let to = &all[index.checked_sub(1)?];
    let words = view.before(&all[index]).strip_suffix('的')?;
    let verbs = ["是", "为", "相当于", "达"];
    let name = verbs.iter().find_map(|verb| words.strip_prefix(verb))?;
    let from = named::about(view, name)?;
    (from.span != to.span && to.is_amount() && from.matches(to)).then_some((from, to))
}

fn remark(
    view: &View<'_>,
    (from, to): (&Quantity, &Quantity),
    claim: Span,
    quotient: &Band,
    decimals: u8,
) -> Option<Remark> {
    let exact = quotient.middle()?;
    let more = exact.checked_sub(&Exact::ONE).ok()?;
    let (times, grown) = (decimal(&exact, decimals), decimal(&more, decimals));
    let place = view.place(from, to);
    Some(Remark::error(
        Kind::Multiple,
        Span::new(place.start.min(claim.start), place.end.max(claim.end)),
        format!("后者是前者的{times}倍,即增长{grown}倍"),
        format!("the later value is {times} times the earlier one, a rise of {grown} times"),
        format!("{} / {} = {times}", printed(to), printed(from)),
    ))
}

/// 翻两番.
fn doublings(view: &View<'_>, index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    if claim.unit.word != "番" || !has(view.before(claim), &["翻"]) {
        return None;
    }
    let power = u32::try_from(claim.value.to_whole()?)
        .ok()
        .filter(|power| (1..=6).contains(power))?;
    let room =
        matches!(claim.mark, Mark::Over | Mark::AtLeast) || has(view.after(claim), &["多", "半"]);
    let changes = changes(view);
    let change = of_claim(view, changes, index)?;
    judge_doubling(view, (change.from, change.to), claim.span, power, room)
}

/// 翻番 without a number.
fn doubled(view: &View<'_>) -> Option<Remark> {
    let words = view.words();
    let at = words.find("翻番")?;
    let start = view.sentence.span.start + at;
    let change = changes(view).iter().rev().find(|change| {
        let (from, to) = (
            &view.quantities()[change.from],
            &view.quantities()[change.to],
        );
        from.span.start.max(to.span.start) < start || to.span.start < start + 60
    })?;
    let almost =
        has(&words[..at], &["近", "接近", "力争", "有望"]) && !words[..at].ends_with("实现");
    if almost {
        return None;
    }
    judge_doubling(
        view,
        (change.from, change.to),
        Span::new(start, start + "翻番".len()),
        1,
        false,
    )
}

fn judge_doubling(
    view: &View<'_>,
    ends: (usize, usize),
    claim: Span,
    power: u32,
    room: bool,
) -> Option<Remark> {
    let all = view.quantities();
    let (from, to) = (&all[ends.0], &all[ends.1]);
    if !from.is_amount() {
        return None;
    }
    let quotient = to.band()?.over(&from.band()?)?;
    let times = i128::from(2_u32.pow(power));
    let least = Exact::ratio(times * 99, 100).ok()?;
    let most = Exact::ratio(times * if room { 8 } else { 5 }, 4).ok()?;
    if quotient.high >= least && quotient.low < most {
        return None;
    }
    remark(view, (from, to), claim, &quotient, 2)
}
