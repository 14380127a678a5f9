//! What a quantity counts, by the words around it, and whether two count the same.
//!
//! Main items: [`subject`] and [`same_subject`].

use super::View;
use super::change::{DOWN, UP};
use crate::read::Quantity;
use crate::words::{shared, without};

/// Whether the second value is of what the first is of: it names nothing of its own, or the same.
pub(crate) fn same_subject(view: &View<'_>, first: &Quantity, second: &Quantity) -> bool {
    let (left, right) = (subject(view, first), subject(view, second));
    let short = |name: &str| name.chars().count() < 2;
    // 新认定省级技术中心14家,上年认定11家: the verb alone names nothing new.
    let verb_only = || view.around(first).contains(&right) || view.around(second).contains(&left);
    short(&left) || short(&right) || shared(&left, &right) >= 2 || verb_only()
}

/// Longer words come before those that they hold.
const IDLE: &[&str] = &[
    "这一数字",
    "这个数字",
    "该数字",
    "上一年",
    "2020",
    "上年同期",
    "去年同期",
    "前三季度",
    "累计完成",
    "上半年",
    "下半年",
    "新认定",
    "新引进",
    "增加到",
    "提高到",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "上季度",
    "本季度",
    "增长到",
    "减少到",
    "下降到",
    "增加至",
    "上升到",
    "上年",
    "去年",
    "今年",
    "本年",
    "同期",
    "年度",
    "分别",
    "达到",
    "全年",
    "年初",
    "年末",
    "实现",
    "完成",
    "新增",
    "净增",
    "累计",
    "增至",
    "目前",
    "只有",
    "现有",
    "全区",
    "全市",
    "当年",
    "相比",
    "对比",
    "与",
    "季度",
    "本月",
    "上月",
    "当月",
    "月末",
    "年底",
    "月底",
    "期末",
    "期初",
    "此时",
    "当时",
    "现在",
    "如今",
    "变成",
    "升至",
    "降至",
    "一度",
    "突破",
    "超过",
    "我市",
    "我区",
    "我县",
    "全县",
    "全省",
    "已经",
    "共计",
    "合计",
    "而",
    "只有",
    "年",
    "月",
    "达",
    "为",
    "仅",
    "的",
    "共",
    "则",
    "是",
    "有",
    "已",
    "约",
    "末",
    "底",
    "至",
    "到",
    "同",
    "由",
    "从",
    "比",
    "较",
    "就",
    "却",
    "也",
    "还",
    "了",
];

/// The words of a quantity that name what it counts.
pub(crate) fn subject(view: &View<'_>, quantity: &Quantity) -> String {
    let mut words = view.around(quantity);
    words.retain(|c| !c.is_ascii_digit() && !"—-~（）".contains(c));
    let words = without(&words, IDLE);
    without(&without(&words, UP), DOWN)
}
