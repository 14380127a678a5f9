//! Which two values a change is between: 由…增至…, two years, 上年 beside 今年, 比上年的….
//!
//! Main item: [`Change`]. Rates, differences and multiples of the change are judged by their own kinds.

use super::View;
use super::dated::{month_of, window_of, year_of};
use super::subject::same_subject;
use crate::read::{Dimension, Quantity};
use crate::words::{ends, has, present};

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
    present(words, ADJUSTED).any(|word| {
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
    let last = |cues: &[&str]| {
        present(words, cues)
            .filter_map(|cue| words.rfind(cue))
            .max()
    };
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
    "上一年",
    "上个月",
    "上年度",
    "年前",
    "当时",
    "彼时",
    "那时",
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
    "如今",
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

/// Whether words are of an earlier time.
pub(super) fn is_earlier(words: &str) -> bool {
    has(words, PAST) || has(words, OPENING)
}

/// Whether words are of the present.
pub(super) fn is_now(words: &str) -> bool {
    has(words, NOW)
}

/// Every change of a sentence, in the order of the later value.
pub(crate) fn changes<'c>(view: &'c View<'_>) -> &'c [Change] {
    view.changes.get_or_init(|| all_changes(view))
}

fn all_changes(view: &View<'_>) -> Vec<Change> {
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
    let change = has(words, &["增幅", "降幅", "涨幅", "减幅"])
        && !words.contains(['由', '从', '至', '到'])
        && quantity.is_share();
    let rate = quantity.is_share() && ends(words, &["增长", "下降"]);
    if change {
        return false;
    }
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
    // 一季度和去年同期分别为7.3%、5.6%: the list names its times, of which only years are read.
    if view.before(first).contains("分别") {
        return None;
    }
    let (left, right) = (era(view, first), era(view, second));
    // What came or went in a period is no later value of a stock.
    let flow = has(
        view.before(first),
        &["新", "退", "迁", "注销", "毕业", "净"],
    );
    let later_flow = has(
        view.before(second),
        &["新增", "新收", "结案", "办结", "注销", "退出"],
    );
    if flow && has(view.before(second), OPENING) || later_flow && has(view.before(first), OPENING) {
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
    let reaches = has(gap, LATER)
        || gap
            .strip_suffix('为')
            .is_some_and(|verb| ends(verb, UP) || ends(verb, DOWN) || verb.ends_with('变'));
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
