//! Periods of one year beside each other: 二季度2860台,一季度2340台,环比增长22.2%; 上半年增速比一季度加快0.8个百分点.

use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, agrees};
use crate::words::{has, percent, printed};
use benfu_rules::Exact;

/// Periods that follow one another, by how far into the year they end.
const PERIODS: &[(&str, u8)] = &[
    ("一季度", 3),
    ("二季度", 6),
    ("三季度", 9),
    ("四季度", 12),
    ("上半年", 6),
    ("前三季度", 9),
    ("全年", 12),
];
const RISES: &[&str] = &["增长", "上升", "提高", "加快", "提升", "扩大", "回升"];
const FALLS: &[&str] = &["下降", "回落", "减少", "下滑", "放缓", "降低", "收窄"];

/// Looks at every change against the period before.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for (index, claim) in view.quantities().iter().enumerate() {
        let found = match claim.unit.dimension {
            Dimension::Share if view.before(claim).contains("环比") => rate(view, index),
            Dimension::Points => points(view, index),
            _ => None,
        };
        remarks.extend(found);
    }
}

/// The period that the clause before a quantity names last; none when it names several ways of counting.
fn period(words: &str) -> Option<(&'static str, u8)> {
    let found = PERIODS.iter().filter_map(|(name, end)| {
        let at = words.rfind(name)?;
        Some((at + name.len(), name.len(), *name, *end))
    });
    found.max().map(|(_, _, name, end)| (name, end))
}

/// Whether the words before a claim say that something rose, or that it fell.
fn rises(words: &str) -> Option<bool> {
    match (has(words, RISES), has(words, FALLS)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// 二季度2860台,一季度2340台,环比下降22.2%.
fn rate(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let amounts: Vec<&Quantity> = all[..index].iter().filter(|one| one.is_amount()).collect();
    let [one, other] = amounts[..] else {
        return None;
    };
    let usable = one.matches(other) && one.is_plain() && other.is_plain();
    let quarter = |amount: &Quantity| {
        period(view.clause(amount))
            .filter(|(name, _)| name.ends_with("季度") && !name.starts_with('前'))
    };
    let ((_, first), (_, second)) = (quarter(one)?, quarter(other)?);
    let (late, early) = if first > second {
        (one, other)
    } else {
        (other, one)
    };
    if !usable || first.abs_diff(second) != 3 {
        return None;
    }
    let unity = Band::exactly(Exact::ONE);
    let change = late.band()?.over(&early.band()?)?.minus(&unity)?;
    let rose = rises(view.before(claim))?;
    let told = if rose {
        change
    } else {
        Band::exactly(Exact::ZERO).minus(&change)?
    };
    (!agrees(claim, &told)?).then(|| {
        let (late, early) = (printed(late), printed(early));
        let right = change
            .middle()
            .map(|middle| percent(&middle, 1))
            .unwrap_or_default();
        Remark::error(
            Kind::Growth,
            view.place(one, claim).to(claim.span),
            format!("由{early}到{late},变化为{right}"),
            format!("from {early} to {late} is {right}"),
            format!("{late} / {early} - 1 = {right}"),
        )
    })
}

/// 上半年增长6.9%,一季度增长6.1%,上半年增速比一季度回落0.8个百分点.
fn points(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let words = view.before(claim);
    let (own, against) = ["比", "较"]
        .iter()
        .find_map(|sign| words.split_once(sign))?;
    let (base, _) = period(against)?;
    let rose = rises(against)?;
    let shares = || {
        all[..index]
            .iter()
            .filter(|one| one.is_share() && one.is_plain())
    };
    let of = |name: &str| {
        let mut named = shares()
            .filter(|share| period(view.clause(share)).is_some_and(|(told, _)| told == name));
        let first = named.next()?;
        named.next().is_none().then_some(first)
    };
    let early = of(base)?;
    // Without a name of its own it speaks of what heads the sentence.
    let late = match period(own) {
        Some((name, _)) => of(name).or_else(|| shares().find(|share| share.span != early.span)),
        None => shares().find(|share| share.span != early.span),
    }?;
    let two = shares().count() == 2 && view.lead(late).chars().count() < 60;
    let difference = late.band()?.minus(&early.band()?)?;
    let told = if rose {
        difference
    } else {
        Band::exactly(Exact::ZERO).minus(&difference)?
    };
    (two && !agrees(claim, &told)?).then(|| {
        let (late, early) = (printed(late), printed(early));
        Remark::error(
            Kind::Points,
            view.place(claim, claim),
            format!("由{early}到{late},方向或幅度与所写不符"),
            format!("from {early} to {late} is not what is written"),
            format!("{late} - {early}"),
        )
    })
}
