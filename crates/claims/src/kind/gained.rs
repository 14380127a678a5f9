//! Rates of what was gained or lost: 余额5120亿元。较年初增加360亿元,增幅7.6%; 完成92.8亿元,减收6.4亿元,下降6.5%.
//!
//! Rates between two values that are both told are judged in `growth`.

use super::change::{adjusted, direction, is_difference};
use super::growth::{claimed, judge};
use super::{Remark, Remarks, View};
use crate::read::Quantity;
use crate::words::{begins, ends, has, like, printed};

/// Looks at every rate beside a difference.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if adjusted(view.words()) {
        return;
    }
    for index in 1..view.quantities().len() {
        remarks.extend(rate(view, index));
    }
}

/// Words of a difference.
const DIFFERENCES: &[&str] = &[
    "增加",
    "净增",
    "减少",
    "增长",
    "下降",
    "提高",
    "净减",
    "降低",
    "上升",
    "增加了",
    "减少了",
    "净增加",
    "净减少",
    "减收",
    "增收",
    "增支",
    "减支",
    "多收",
    "少收",
    "增利",
    "减利",
    "压减",
    "扩大",
    "缩减",
    "回落",
    "增",
    "减",
    "多",
    "少",
];
/// Words of a difference of differences.
const SECOND: &[&str] = &[
    "多增", "少增", "多减", "少减", "其中", "目标", "计划", "拉动",
];

fn rate(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let (_, up) = claim.is_share().then(|| claimed(view, index))??;
    let moved = &all[index - 1];
    let (words, own) = (view.before(moved), view.before(claim));
    let compared = &[
        "比", "较", "净", "减收", "增收", "增支", "减支", "增利", "减利",
    ];
    let differs = moved.is_amount()
        && moved.is_plain()
        && ends(words, DIFFERENCES)
        && !has(words, SECOND)
        && (has(words, compared) || has(own, compared));
    let near = claim.clause == moved.clause + 1
        && claim.stretch == moved.stretch
        && went(words) == Some(up)
        && bases_agree(words, own);
    if !differs || !near || names_its_own(view, claim) {
        return None;
    }
    let now = here(view, index - 1, moved).or_else(|| told_before(view, index - 1, moved))?;
    let (level, difference) = (now.band()?, moved.band()?);
    let from = if up {
        level.minus(&difference)?
    } else {
        level.plus(&difference)?
    };
    judge(view, claim, up, (moved, &from), (now, &level)).map(|mut remark| {
        let base = from
            .middle()
            .map_or_else(|| "?".to_owned(), |base| like(&base, now));
        remark.computation = format!("{} / {base}", printed(moved));
        remark
    })
}

/// Which way the words of a difference say it went.
fn went(words: &str) -> Option<bool> {
    if ends(words, &["增收", "增支", "增利", "增"]) {
        return Some(true);
    }
    direction(words)
}

/// Whether the rate is said of a thing that it names itself: 增加12亿元,贷款增长8%.
fn names_its_own(view: &View<'_>, claim: &Quantity) -> bool {
    let words = view.before(claim);
    let verb = DIFFERENCES
        .iter()
        .chain(&["增幅", "降幅", "增速", "涨幅", "同比", "较", "比"])
        .filter_map(|verb| words.find(verb))
        .min();
    words[..verb.unwrap_or(0)].chars().count() >= 2
}

/// Times that a change can be counted from.
const BASES: &[&[&str]] = &[
    &["年初", "上年末", "上年底", "去年底", "去年末"],
    &["同比", "上年同期", "去年同期", "上年", "去年"],
    &["环比", "上月", "上季"],
];

/// Whether two changes are not counted from different times: 比年初增加…,同比增长….
fn bases_agree(left: &str, right: &str) -> bool {
    let base = |words: &str| BASES.iter().position(|base| has(words, base));
    base(left)
        .zip(base(right))
        .is_none_or(|(left, right)| left == right)
}

/// The level directly before the difference.
fn here<'v>(view: &View<'v>, moved: usize, difference: &Quantity) -> Option<&'v Quantity> {
    let now = &view.quantities()[moved.checked_sub(1)?];
    (is_level(view, now, difference)
        && now.clause + 1 == difference.clause
        && now.stretch == difference.stretch)
        .then_some(now)
}

/// The only level of the sentence before, when this one begins with the difference.
fn told_before<'v>(view: &View<'v>, moved: usize, difference: &Quantity) -> Option<&'v Quantity> {
    let begun = moved == 0 && begins(view.lead(difference), &["比", "较", "同比", "环比", "净"]);
    let near = view.earlier(1).next().filter(|_| begun)?;
    let mut levels = near
        .quantities()
        .iter()
        .filter(|now| now.unit == difference.unit);
    let now = levels.next()?;
    (levels.next().is_none() && is_level(&near, now, difference)).then_some(now)
}

fn is_level(view: &View<'_>, now: &Quantity, difference: &Quantity) -> bool {
    let apart = has(
        view.before(now),
        &[
            "其中", "目标", "计划", "上年", "去年", "同期", "占", "均", "每",
        ],
    );
    now.is_amount() && now.unit == difference.unit && !apart && !is_difference(view, now)
}
