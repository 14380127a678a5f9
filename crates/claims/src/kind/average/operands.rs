//! What a mean is computed from: the total that is averaged and the count that it is taken over.
//!
//! Main type: [`Operands`]. They are looked for before the mean, then behind it, then in the sentences before.

use super::Per;
use crate::band::Band;
use crate::kind::View;
use crate::read::{Dimension, Mark, Quantity, agrees_as_mean};
use crate::words::{akin, has};
use benfu_rules::Exact;

/// Sentences back that an operand may stand.
const REACH: usize = 3;

/// The totals and counts nearest to a mean, in order of place.
pub(super) struct Operands<'v> {
    pub(super) totals: Vec<&'v Quantity>,
    pub(super) counts: Vec<&'v Quantity>,
}

impl<'v> Operands<'v> {
    pub(super) fn of(view: &View<'v>, claim: &Quantity, per: &Per<'_>) -> Self {
        let counts = counts(view, claim, per);
        Self {
            totals: totals(view, claim, per, &counts),
            counts,
        }
    }
}

fn counts<'v>(view: &View<'v>, claim: &Quantity, per: &Per<'_>) -> Vec<&'v Quantity> {
    // 每万人拥有全科医生4.2名: what is averaged is counted in people, too.
    let averaged = |count: &Quantity| {
        fits(claim, count) && per.noun.chars().count() >= 3 && named(view, count, tail_of(per.noun))
    };
    let mut counts = nearest(view, claim, |near, count| {
        is_counted(per, count)
            && !averaged(count)
            && (count.span.start >= view.sentence.span.start || single(near, per, count))
    });
    // 每个村 is over villages, not over all that is counted in 个.
    let thing = per.noun.chars().next().filter(|_| per.unit.word == "个");
    if let Some(thing) = thing {
        let named = |count: &&Quantity| view.after(count).contains(thing);
        if counts.iter().any(named) && !counts.iter().all(named) {
            counts.retain(named);
        }
    }
    // 生均 is over students, 师均 over teachers.
    let whose = per.word.trim_end_matches('均');
    let own = |count: &&Quantity| view.around(count).contains(whose);
    if matches!(whose, "生" | "师") && counts.iter().any(own) {
        counts.retain(own);
    }
    counts
}

/// Whether a count of another sentence is the only one there, or names people as such.
fn single(near: &View<'_>, per: &Per<'_>, count: &Quantity) -> bool {
    let alike = near
        .quantities()
        .iter()
        .filter(|other| is_counted(per, other))
        .count();
    alike == 1
        || near.around(count).contains("人口")
        || !matches!(per.unit.word, "家" | "户" | "个" | "项" | "人" | "名")
}

fn totals<'v>(
    view: &View<'v>,
    claim: &Quantity,
    per: &Per<'_>,
    counts: &[&Quantity],
) -> Vec<&'v Quantity> {
    let not_count = |total: &Quantity| counts.iter().all(|count| count.span != total.span);
    let part = view.quantities().iter().filter(|part| {
        per.whose.chars().count() >= 3
            && part.span.end <= claim.span.start
            && fits(claim, part)
            && view.before(part).contains(per.whose)
            && !has(view.before(part), &["均", "每"])
    });
    if let [part] = part.collect::<Vec<_>>().as_slice() {
        return vec![part];
    }
    let distinct = |near: &View<'_>, total: &Quantity| {
        total.span.start >= view.sentence.span.start
            || !matches!(total.unit.word, "家" | "户" | "个" | "项" | "人")
            || per.noun.chars().count() >= 2 && akin(tail_of(per.noun), &near.around(total))
    };
    let good = |near: &View<'_>, total: &Quantity| {
        fits(claim, total)
            && distinct(near, total)
            && !is_mean_or_part(near, claim, total)
            && (total.unit.dimension != claim.unit.dimension || total.value > claim.value)
    };
    let mut totals = nearest(view, claim, |near, total| {
        good(near, total) && !is_counted(per, total)
    });
    let like_claim = |total: &&Quantity| {
        let thing = view.after(claim);
        thing.chars().count() >= 2 && view.after(total).starts_with(thing)
    };
    if totals.is_empty() && per.unit.word == "个" {
        totals = nearest(view, claim, |near, total| {
            good(near, total) && not_count(total)
        });
        totals.retain(like_claim);
    }
    if totals.is_empty() {
        // 25人共120人次: the total is counted in what the mean is taken over.
        totals = nearest(view, claim, |near, total| {
            good(near, total) && not_count(total)
        });
    }
    let own = |total: &&Quantity| total.before.of(view.text).contains(per.noun);
    if per.noun.chars().count() >= 2
        && totals.iter().copied().filter(|total| own(total)).count() == 1
    {
        totals.retain(own);
    }
    totals
}

/// 亩均税收由21.5万元提高到24.3万元: both are means; and what has a share of its own is a part of something else.
fn is_mean_or_part(near: &View<'_>, claim: &Quantity, total: &Quantity) -> bool {
    let reached =
        total.span.start > claim.span.start && near.clause(total).contains(near.before(claim));
    let mut behind = near
        .quantities()
        .iter()
        .filter(|next| next.span.start > total.span.start);
    let earlier =
        total.span.start < near.sentence.span.start || claim.span.start >= near.sentence.span.end;
    let part = behind
        .next()
        .is_some_and(|next| next.is_share() && near.before(next).contains('占'));
    reached || earlier && part
}

/// 全科医生 of 拥有全科医生: the thing itself stands last.
fn tail_of(noun: &str) -> &str {
    crate::words::tail(noun, 4)
}

fn named(view: &View<'_>, amount: &Quantity, noun: &str) -> bool {
    view.around(amount).contains(noun)
}

/// The fitting amounts before the claim, else behind it, else in the nearest sentence before that has one.
fn nearest<'v>(
    view: &View<'v>,
    claim: &Quantity,
    fits: impl Fn(&View<'v>, &Quantity) -> bool,
) -> Vec<&'v Quantity> {
    let usable = |near: &View<'v>, amount: &Quantity| {
        let mark = amount.mark != Mark::Plain && near.after(amount).starts_with('的');
        amount.span != claim.span && fits(near, amount) && !is_other(near.before(amount)) && !mark
    };
    let here: Vec<&Quantity> = view
        .quantities()
        .iter()
        .filter(|amount| usable(view, amount))
        .collect();
    let present: Vec<&Quantity> = here
        .iter()
        .copied()
        .filter(|amount| !is_past(view.before(amount)))
        .collect();
    let chosen = if present.is_empty() { here } else { present };
    let (before, behind): (Vec<&Quantity>, Vec<&Quantity>) = chosen
        .into_iter()
        .filter(|amount| amount.stretch == claim.stretch)
        .partition(|amount| amount.span.start < claim.span.start);
    if !before.is_empty() {
        return before;
    }
    if !behind.is_empty() {
        return behind;
    }
    let other = view.quantities().iter().filter(|amount| {
        amount.stretch != claim.stretch
            && amount.span.end <= claim.span.start
            && usable(view, amount)
            && !is_past(view.before(amount))
    });
    if let [only] = other.collect::<Vec<_>>().as_slice() {
        return vec![only];
    }
    view.earlier(REACH)
        .map(|near| {
            let found = near
                .quantities()
                .iter()
                .filter(|amount| usable(&near, amount) && !is_past(near.before(amount)));
            found.take(1).collect::<Vec<_>>()
        })
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// Amounts of a part or a plan, changes, or means themselves.
fn is_other(words: &str) -> bool {
    let mean = words.contains('每')
        || words.contains('均') && !has(words, &["年平均", "年均常住", "平均人口", "平均常住"]);
    mean || has(words, &["其中", "目标", "增长"])
        || words.contains("增加") && !words.contains("增加值")
}

fn is_past(words: &str) -> bool {
    has(words, &["上年", "去年", "同期", "上一年"])
}

/// Whether the quantity counts what the mean is taken over.
pub(super) fn is_counted(per: &Per<'_>, count: &Quantity) -> bool {
    if per.unit.dimension != Dimension::Count {
        return count.unit.dimension == per.unit.dimension && count.unit.matches(&per.unit);
    }
    let group: &[&str] = match per.unit.word {
        "户" | "家" => &["户", "家"],
        "场" | "场次" => &["场", "场次", "次"],
        "项" | "个" => &["项", "个"],
        "人" | "名" | "位" => &["人", "名", "人次", "位"],
        "次" => &["次", "人次"],
        "台" => &["台", "台套"],
        "批" => &["批", "批次"],
        own => return count.unit.word == own,
    };
    group.contains(&count.unit.word)
}

/// Whether any total and any count around make the mean.
pub(super) fn borne_out(view: &View<'_>, claim: &Quantity, per: &Per<'_>) -> bool {
    let around: Vec<&Quantity> = view
        .window(REACH)
        .flat_map(|near| near.quantities())
        .filter(|amount| amount.is_amount() && amount.span != claim.span)
        .collect();
    let makes = |total: &Quantity, count: &Quantity| {
        let scale = Band::exactly(
            per.unit
                .factor()
                .checked_mul(&Exact::whole(per.scale))
                .ok()?,
        );
        let mean = total.band()?.over(&count.band()?.over(&scale)?)?;
        agrees_as_mean(claim, &mean)
    };
    let counts = || around.iter().filter(|count| is_counted(per, count));
    around
        .iter()
        .filter(|total| fits(claim, total))
        .any(|total| {
            counts().any(|count| count.span != total.span && makes(total, count) == Some(true))
        })
}

/// 人次 and 人 are both numbers of people; a mean without unit takes any total.
fn fits(claim: &Quantity, total: &Quantity) -> bool {
    let thing = |quantity: &Quantity| match quantity.unit.word {
        "名" | "位" => "人",
        "户" | "户次" => "家",
        word => word.trim_end_matches('次'),
    };
    let counted =
        claim.unit.dimension == Dimension::Count && total.unit.dimension == Dimension::Count;
    claim.matches(total) && total.unit.dimension != Dimension::Bare
        || counted && thing(claim) == thing(total)
}
