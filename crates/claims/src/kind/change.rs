//! Which two values a change is between: 由…增至…, two years, 上年 beside 今年, 比上年的….
//!
//! Main item: [`Change`]. Rates, differences and multiples of the change are judged by their own kinds.

use super::View;
use super::subject::same_subject;
use crate::read::{Dimension, Part, Quantity, Stamp};
use crate::words::{ends, has};

/// An earlier value and a later one of the same thing, by index in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// Words that make a change one that the two values do not prove.
const ADJUSTED: &[&str] = &[
    "可比价",
    "不变价",
    "名义",
    "实际增长",
    "实际增速",
    "同口径",
    "可比口径",
    "同比口径",
    "口径调整",
    "调整后",
    "剔除",
    "扣除",
    "两年平均",
    "可比",
    "不含",
    "还原",
    "并表",
    "重述",
    "季调",
    "折算",
];

/// Whether the sentence compares otherwise than the printed values do; 加计扣除 is a tax deduction.
pub(crate) fn adjusted(words: &str) -> bool {
    ADJUSTED.iter().any(|word| {
        words
            .match_indices(word)
            .any(|(at, _)| !words[..at].ends_with("加计"))
    })
}

pub(crate) const UP: &[&str] = &[
    "增长", "增加", "上升", "提高", "提升", "增幅", "扩大", "上涨", "增速", "多", "涨", "攀升",
    "净增", "加快", "升高", "延长", "回升", "反弹", "回升", "反弹",
];
pub(crate) const DOWN: &[&str] = &[
    "下降", "减少", "降低", "回落", "缩减", "下滑", "降幅", "压缩", "缩短", "减幅", "少", "下跌",
    "降", "压减", "减", "放缓", "收窄",
];

/// Which way the words say it went; the last word counts.
pub(crate) fn direction(words: &str) -> Option<bool> {
    let last = |cues: &[&str]| cues.iter().filter_map(|cue| words.rfind(cue)).max();
    match (last(UP), last(DOWN)) {
        (None, None) => None,
        (up, down) => Some(up > down),
    }
}

const LATER: &[&str] = &[
    "至",
    "到",
    "调整为",
    "变为",
    "增为",
    "成为",
    "发展为",
    "扩大为",
];
const PAST: &[&str] = &[
    "上年",
    "去年",
    "同期",
    "前年",
    "上期",
    "上季",
    "上月",
    "上半年末",
];
const OPENING: &[&str] = &[
    "年初",
    "期初",
    "上年末",
    "上年底",
    "去年底",
    "去年末",
    "原来",
    "原有",
    "改造前",
    "整改前",
    "此前",
    "试点前",
    "实施前",
];
const NOW: &[&str] = &[
    "今年",
    "本年",
    "当年",
    "本期",
    "目前",
    "现在",
    "年末",
    "期末",
    "年底",
    "现有",
    "改造后",
    "整改后",
    "试点后",
    "实施后",
    "本季",
    "本月",
];

/// Every change of a sentence, in the order of the later value.
pub(crate) fn changes(view: &View<'_>) -> Vec<Change> {
    let all = view.quantities();
    let mut found = Vec::new();
    for to in 0..all.len() {
        let earlier = (0..to)
            .rev()
            .filter(|&from| comparable(view, &all[from], &all[to]));
        let before = earlier
            .take(2)
            .enumerate()
            .find_map(|(skipped, from)| between(view, from, to, skipped == 0));
        found.extend(before);
    }
    found
}

/// Whether the words before a number do not make it a difference: 增至100家 is a level, 增加20家 is none; 增长8% is the
/// level of a rate.
pub(crate) fn level(view: &View<'_>, quantity: &Quantity) -> bool {
    let words = view.before(quantity);
    let rate = quantity.is_share() && ends(words, &["增长", "下降"]);
    let compared = has(
        words,
        &["比上年", "比去年", "较上年", "较去年", "比年初", "较年初"],
    ) && direction(words).is_some()
        && !reached(words);
    rate || !compared && !ends(words, UP) && !ends(words, DOWN)
}

/// Whether the number says by how much something changed (净增12家), not what it is.
pub(crate) fn is_difference(view: &View<'_>, quantity: &Quantity) -> bool {
    quantity.is_amount() && !level(view, quantity)
}

fn comparable(view: &View<'_>, left: &Quantity, right: &Quantity) -> bool {
    let amounts = left.is_amount() && right.is_amount() || left.is_share() && right.is_share();
    let spans = left.unit.dimension == Dimension::Time && left.unit == right.unit;
    (amounts || spans)
        && level(view, left)
        && level(view, right)
        && left.matches(right)
        && left.stretch == right.stretch
        && right.clause <= left.clause + 4
}

fn between(view: &View<'_>, from: usize, to: usize, next: bool) -> Option<Change> {
    let forward = Change { from, to };
    let backward = Change { from: to, to: from };
    let (first, second) = (&view.quantities()[from], &view.quantities()[to]);
    if next && rises_to(view, first, second) {
        return Some(forward);
    }
    if compared_with(view, first, second) {
        return Some(backward);
    }
    if let Some(in_order) = by_years(view, first, second) {
        return Some(if in_order { forward } else { backward });
    }
    if let Some(in_order) = by_months(view, first, second) {
        return Some(if in_order { forward } else { backward });
    }
    let (left, right) = (era(view, first), era(view, second));
    // What came or went in a period is no later value of a stock.
    let flow = has(
        view.before(first),
        &["新", "退", "迁", "注销", "毕业", "净"],
    );
    if flow && has(view.before(second), OPENING) {
        return None;
    }
    match (left, right) {
        (Some(Era::Past), Some(Era::Now) | None) => {
            same_subject(view, first, second).then_some(forward)
        }
        (Some(Era::Now) | None, Some(Era::Past)) => {
            same_subject(view, first, second).then_some(backward)
        }
        _ => None,
    }
}

/// 由80亿元增至100亿元.
fn rises_to(view: &View<'_>, first: &Quantity, second: &Quantity) -> bool {
    let gap = view.between(first, second);
    let begins = has(view.clause(first), &["由", "从", "自"]);
    let reaches = has(gap, LATER);
    begins && reaches && !gap.contains(['；', '、']) && gap.chars().count() <= 24
}

/// 100亿元,比上年的80亿元增长.
fn compared_with(view: &View<'_>, first: &Quantity, second: &Quantity) -> bool {
    let words = view.before(second);
    let base = (words.starts_with('比')
        || words.starts_with('较')
        || words.starts_with("相比")
        || words.starts_with("同比"))
        && has(
            words,
            &["上年", "去年", "同期", "年初", "上期", "前", "年的"],
        )
        && direction(words.trim_start_matches(['比', '较'])).is_none();
    base && has(
        view.after(second),
        &["增", "降", "减", "提", "上", "下", "多", "少"],
    ) && first.clause < second.clause
}

/// Whether the years named before the two are in order; nothing when there are not two years one after the other.
fn by_years(view: &View<'_>, first: &Quantity, second: &Quantity) -> Option<bool> {
    let (left, right) = (year_of(view, first)?, year_of(view, second)?);
    let windows = (window_of(view, first), window_of(view, second));
    if left == right || windows.0 != windows.1 || !same_subject(view, first, second) {
        return None;
    }
    Some(left < right)
}

/// Whether the single months named before the two, of no written year, are in order.
fn by_months(view: &View<'_>, first: &Quantity, second: &Quantity) -> Option<bool> {
    let dated = year_of(view, first).is_some() || year_of(view, second).is_some();
    let (left, right) = (month_of(view, first)?, month_of(view, second)?);
    (!dated && left != right && same_subject(view, first, second)).then_some(left < right)
}

/// The single month written in the words before a quantity that is no running total.
fn month_of(view: &View<'_>, quantity: &Quantity) -> Option<i64> {
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
    let clause_start = quantity.span.start - view.clause(quantity).len().min(quantity.span.start);
    let stamp = view.sentence.stamps.iter().rev().find(|stamp| {
        stamp.part == Part::Year
            && stamp.span.end <= quantity.span.start
            && stamp.span.start >= clause_start.min(quantity.before.start)
    })?;
    Some(stamp.value)
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Era {
    Past,
    Now,
}

fn era(view: &View<'_>, quantity: &Quantity) -> Option<Era> {
    let words = view.before(quantity);
    if has(
        words,
        &[
            "比上年",
            "较上年",
            "比去年",
            "较去年",
            "比年初",
            "较年初",
            "比同期",
            "同比",
            "较同期",
        ],
    ) {
        return None;
    }
    if has(words, PAST) || has(words, OPENING) {
        return Some(Era::Past);
    }
    has(words, NOW).then_some(Era::Now)
}

/// Whether a number behind these words is a value reached, not a change.
pub(crate) fn reached(words: &str) -> bool {
    ends(words, &["至", "到", "为", "达", "至约", "到约", "达到"])
}

/// The change that a claim at an index is about: the nearest before it, or one that follows at once.
pub(crate) fn of_claim(view: &View<'_>, changes: &[Change], claim: usize) -> Option<Change> {
    let all = view.quantities();
    let quantity = &all[claim];
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
            change.from.min(change.to) == claim + 1
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
