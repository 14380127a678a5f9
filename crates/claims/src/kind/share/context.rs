//! The part and the whole of a share by what the sentences around it count, where no word joins the three.
//!
//! Main item: [`claim`]. It answers only when the names fit and one whole is left; other readings are the parent's.

use super::Claim;
use crate::kind::change::level;
use crate::kind::{View, whole};
use crate::read::{Dimension, Mark, Quantity};
use crate::words::{akin, ends, has, shared, without_tail};
use std::cmp::Reverse;

/// Sentences back that the whole may stand.
const REACH: usize = 2;

/// 全县在园幼儿24000人。在公办园就读的已有15300人,公办园在园幼儿占比为56.3%.
pub(super) fn claim<'v>(view: &View<'v>, index: usize) -> Option<Claim<'v>> {
    let share = &view.quantities()[index];
    let (subject, base) = announced(view, share)?;
    if let Some(claim) = all_but(view, share, subject) {
        return Some(claim);
    }
    let core = whole::core_of(base);
    let part = part(view, index, subject)?;
    // 占参评总数的三分之一: where things are counted, the total of the text is the total.
    let counted =
        has(base, &["总数", "总量", "总户数", "总人数"]) && part.unit.dimension == Dimension::Count;
    let whole = whole_of(view, part, &core, share)
        .or_else(|| counted.then(|| whole_of(view, part, "", share))?)?;
    Some(Claim {
        share,
        part: part.clone(),
        whole: Some(whole.clone()),
        base: "",
        named: false,
    })
}

/// What has the share, and what it is taken of, when the words before the number say that it is a share.
fn announced<'v>(view: &View<'v>, share: &Quantity) -> Option<(&'v str, &'v str)> {
    if has(view.before(share), &["分别", "依次"]) {
        return None;
    }
    let words = without_tail(view.before(share), FILLING);
    if let Some((subject, base)) = words.rsplit_once('占') {
        let other = base.starts_with(['地', '用', '有']) || ends(subject, &["市场", "抢", "侵"]);
        return (!other && !has(base, COMPARED)).then_some((subject, base));
    }
    let subject = without_tail(words, &["比重", "比例", "份额"]);
    if subject.len() < words.len() {
        return (!has(subject, COMPARED)).then_some((subject, ""));
    }
    let predicate = share.coarse || share.mark != Mark::Plain;
    let rate = has(view.after(share), &["增长", "下降", "的增", "的降"]);
    let bare = without_tail(words, ADVERBS);
    let progress = ends(
        bare,
        &["进度", "任务", "工作量", "覆盖面", "数量", "人数", "户数"],
    ) && bare.chars().count() <= 6;
    (predicate && !rate && (bare.is_empty() || progress)).then_some(("", ""))
}

const COMPARED: &[&str] = &[
    "同比", "环比", "增长", "下降", "增幅", "增速", "降幅", "目标", "力争", "计划",
];

/// Words between the announcement and the number, a level that was reached by a change among them.
const FILLING: &[&str] = &[
    "达到",
    "达",
    "为",
    "约",
    "是",
    "高达",
    "仅",
    "只有",
    "已",
    "已经",
    "均",
    "也",
    "将",
    "分别",
    "在",
    "只",
    "了",
    "提高至",
    "提高到",
    "提升至",
    "提升到",
    "上升至",
    "上升到",
    "增至",
    "降至",
    "降到",
    "下降到",
    "扩大到",
    "攀升至",
    "稳定在",
    "保持在",
    "升至",
    "升到",
    "提至",
    "跃升至",
    "回升至",
];

const ADVERBS: &[&str] = &[
    "已经",
    "已",
    "也",
    "均",
    "都",
    "就",
    "仍",
    "即",
    "其中",
    "有",
    "约",
    "共",
    "竟",
    "全县",
    "全市",
    "全区",
    "可见",
    "这意味着",
    "这表明",
    "意味着",
    "也就是说",
    "换言之",
    "这样",
    "至此",
    "目前",
];

/// 车辆2150辆,除473辆天然气车外,均为新能源车辆,新能源车辆占比78%: the part is what is left.
fn all_but<'v>(view: &View<'v>, share: &'v Quantity, subject: &str) -> Option<Claim<'v>> {
    let mut before = view
        .quantities()
        .iter()
        .rev()
        .filter(|one| one.span.end <= share.span.start);
    let except =
        before.find(|one| one.is_amount() && ends(view.before(one), &["除", "除了", "除去"]))?;
    let whole = before.find(|whole| whole.unit == except.unit && whole.value > except.value)?;
    let behind = view.between(except, share);
    let rest = &behind[behind.find("外")?..];
    let all =
        has(rest, &["均", "都", "全部", "其余"]) && akin(subject, &rest[..rest.rfind(subject)?]);
    let mut part = whole.clone();
    part.value = whole.value.checked_sub(&except.value).ok()?;
    all.then(|| Claim {
        share,
        part,
        whole: Some(whole.clone()),
        base: "",
        named: true,
    })
}

/// The nearest amount of the sentence before the share that its subject names; without a subject the nearest at all.
fn part<'v>(view: &View<'v>, index: usize, subject: &str) -> Option<&'v Quantity> {
    let all = view.quantities();
    let subject = without_tail(
        subject,
        &[
            "数量", "数", "的", "金额", "规模", "其", "这一", "均", "合计",
        ],
    );
    let usable =
        |at: usize| all[at].is_amount() && level(view, &all[at]) && !is_past(view.before(&all[at]));
    if subject.chars().count() < 2 {
        let at = (0..index).rev().find(|&at| usable(at))?;
        let near = all[at].clause + 3 >= all[index].clause && all[at].stretch == all[index].stretch;
        return near.then_some(&all[at]);
    }
    let words = |at: usize| format!("{}{}", view.since_last(&all[at]), view.after(&all[at]));
    let told = (0..index)
        .rev()
        .filter(|&at| usable(at) && akin(subject, &words(at)));
    let best = told.min_by_key(|&at| Reverse(shared(subject, &words(at))))?;
    Some(&all[best])
}

/// The one larger amount told before the part that the base names, or the one that there is.
fn whole_of<'v>(
    view: &View<'v>,
    part: &Quantity,
    core: &str,
    share: &Quantity,
) -> Option<&'v Quantity> {
    let called = core.chars().count() >= 2;
    let until = share.span.start;
    for near in view.window(REACH) {
        let fits = |other: &&Quantity| {
            let words = format!("{}{}", near.lead(other), near.after(other));
            other.span != part.span
                && other.span.end <= until
                && other.unit == part.unit
                && other.value >= part.value
                && level(&near, other)
                && !is_past(near.before(other))
                && !near.lead(other).contains("其中")
                && !has_own_share(&near, other)
                && (!called || akin(core, &words) || words.contains(core))
        };
        let found: Vec<&Quantity> = near.quantities().iter().filter(fits).collect();
        let total = |other: &&Quantity| has(near.before(other), whole::TOTAL);
        match found.as_slice() {
            [] => {}
            [only] => return Some(only),
            several => {
                let mut totals = several.iter().copied().filter(total);
                let single = totals.next().filter(|_| totals.next().is_none());
                return single.or_else(|| several.last().copied());
            }
        }
    }
    None
}

/// 企业自筹11.2亿元,占85.5%: a part itself.
fn has_own_share(view: &View<'_>, amount: &Quantity) -> bool {
    let mut behind = view
        .quantities()
        .iter()
        .filter(|next| next.span.start > amount.span.start);
    behind.next().is_some_and(|next| {
        next.is_share() && next.clause <= amount.clause + 1 && view.before(next).contains('占')
    })
}

/// Amounts of another time or of a plan.
fn is_past(words: &str) -> bool {
    has(
        words,
        &[
            "上年", "去年", "同期", "前年", "目标", "计划", "力争", "预计", "年初", "比", "较",
        ],
    )
}
