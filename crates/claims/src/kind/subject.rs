//! What a quantity counts, by the words around it, and whether two count the same.
//!
//! Main items: [`subject`] and [`same_subject`].

use super::View;
use super::change::{DOWN, UP};
use crate::read::Quantity;
use crate::words::shared;

/// Whether the second value is of what the first is of: it names nothing of its own, or the same.
pub(crate) fn same_subject(view: &View<'_>, first: &Quantity, second: &Quantity) -> bool {
    let (left, right) = (subject(view, first), subject(view, second));
    left.chars().count() < 2 || right.chars().count() < 2 || shared(&left, &right) >= 2
}

const IDLE: &[&str] = &[
    "2020",
    "上年同期",
    "去年同期",
    "上年",
    "去年",
    "今年",
    "本年",
    "同期",
    "年度",
    "年",
    "月",
    "分别",
    "达到",
    "达",
    "为",
    "仅",
    "的",
    "全年",
    "上半年",
    "下半年",
    "年初",
    "年末",
    "实现",
    "完成",
    "共",
    "则",
    "新增",
    "净增",
    "新认定",
    "新引进",
    "累计",
    "增至",
    "增加到",
    "提高到",
    "是",
    "有",
    "目前",
    "已",
    "约",
    "只有",
    "末",
    "底",
    "至",
    "到",
    "同",
    "现有",
    "由",
    "从",
    "比",
    "较",
    "全区",
    "全市",
];

/// The words of a quantity that name what it counts.
pub(crate) fn subject(view: &View<'_>, quantity: &Quantity) -> String {
    let mut words = view.around(quantity);
    words.retain(|c| !c.is_ascii_digit() && !"—-~（）".contains(c));
    for idle in IDLE.iter().chain(UP).chain(DOWN) {
        words = words.replace(idle, "");
    }
    words
}
