//! Which change a claim speaks of: the nearest, the one around it, or that of the years it names.
//!
//! Main item: [`of_claim`]. The changes themselves are read in `change`.

use super::View;
use super::change::Change;
use super::dated::{month_of, year_of};
use super::subject::subject;
use crate::read::Quantity;
use crate::words::{akin, has};

/// The change that a claim at an index is about: the nearest before it, or one that follows at once.
pub(crate) fn of_claim(view: &View<'_>, changes: &[Change], claim: usize) -> Option<Change> {
    let all = view.quantities();
    let quantity = &all[claim];
    if let Some(named) = by_named_years(view, quantity) {
        return Some(named);
    }
    let last = |change: &&Change| change.from.max(change.to);
    let before = changes
        .iter()
        .filter(|change| last(change) < claim)
        .max_by_key(last)
        .filter(|change| {
            let end = &all[last(change)];
            end.stretch == quantity.stretch && quantity.clause <= end.clause + 2
        });
    let behind = || {
        changes.iter().find(|change| {
            let begin = &all[change.from.min(change.to)];
            let name = subject(view, begin);
            let same = name.chars().count() < 2 || akin(&name, view.clause(quantity));
            change.from.min(change.to) == claim + 1
                && same
                && begin.clause <= quantity.clause + 1
                && begin.stretch == quantity.stretch
        })
    };
    // 32亿元,增长2.3%,上年同期为31亿元: the base follows.
    let around = || {
        changes.iter().find(|change| {
            let (begin, end) = (change.from.min(change.to), last(change));
            begin + 1 == claim && claim + 1 == end && all[end].clause <= quantity.clause + 2
        })
    };
    let found = before.or_else(around).or_else(behind).copied()?;
    same_base(view, &all[found.from], quantity).then_some(found)
}

/// 2024年比2022年增长20%: the values of the years that the claim itself names.
fn by_named_years(view: &View<'_>, claim: &Quantity) -> Option<Change> {
    let words = view.before(claim);
    let at = words.find(['比', '较'])?;
    let base = year_in(&words[at..])?;
    let now = view
        .quantities()
        .iter()
        .rev()
        .find(|value| value.is_amount() && value.span.end <= claim.span.start)?;
    let later = year_in(&words[..at]).or_else(|| year_of(view, now))?;
    let of = |year: i64| {
        let mut found = view.quantities().iter().enumerate().filter(|(_, value)| {
            (value.is_amount() || value.is_share())
                && value.span.end <= claim.span.start
                && year_of(view, value) == Some(year)
        });
        let (place, _) = found.next()?;
        found.next().is_none().then_some(place)
    };
    Some(Change {
        from: of(base)?,
        to: of(later)?,
    })
}

fn year_in(words: &str) -> Option<i64> {
    let lead = &words[..words.find('年')?];
    let digits = lead
        .len()
        .checked_sub(4)
        .and_then(|from| lead.get(from..))?;
    digits
        .parse()
        .ok()
        .filter(|year| (1900..2200).contains(year))
}

/// Whether the base that a claim names (比年初) is the time of the earlier value, when both name one.
fn same_base(view: &View<'_>, from: &Quantity, claim: &Quantity) -> bool {
    const BASES: &[&[&str]] = &[
        &["年初", "上年末", "上年底", "去年底", "去年末"],
        &["上年", "去年", "同期", "同比"],
        &["季度", "上季"],
        &["上半年", "月", "环比"],
    ];
    let group = |words: &str| BASES.iter().position(|base| has(words, base));
    let compared = view.before(claim);
    let named = has(compared, &["比", "较"])
        .then(|| group(compared))
        .flatten();
    let of_from = group(view.before(from));
    let monthly = month_of(view, from).is_some();
    let yearly = has(compared, &["同比", "上年", "去年"]);
    !(monthly && yearly) && (named.is_none() || of_from.is_none() || named == of_from)
}
