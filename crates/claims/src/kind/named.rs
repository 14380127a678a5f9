//! Amounts found by the name the text gives them: 营业收入 finds 营业收入20亿元, here or shortly before.
//!
//! Main items: [`amount`] and [`set`]. A name that fits two different amounts finds none.

use super::View;
use crate::read::Quantity;
use crate::words::{ends, has, without_tail};

/// Words between a name and its number.
const FILLING: &[&str] = &[
    "达到", "达", "为", "约", "是", "共", "有", "已", "分别", "完成", "实现", "总额", "总数",
    "总量", "合计", "总值",
];

/// How many sentences back a name reaches.
const REACH: usize = 2;

/// The one amount called so in this sentence, or in the nearest before it that has one.
pub(crate) fn amount<'v>(
    view: &View<'v>,
    name: &str,
    fits: impl Fn(&Quantity) -> bool,
) -> Option<&'v Quantity> {
    if name.chars().count() < 2 {
        return None;
    }
    only(view, |near| called(near, name, &fits))
}

/// The one amount whose words hold the name, as 水务板块投入4.8亿元 for 水务板块.
pub(crate) fn about<'v>(view: &View<'v>, name: &str) -> Option<&'v Quantity> {
    if name.chars().count() < 2 {
        return None;
    }
    only(view, |near| {
        let wanted =
            |quantity: &&Quantity| quantity.is_amount() && near.before(quantity).contains(name);
        near.quantities().iter().filter(wanted).collect()
    })
}

/// What the nearest sentence that has any has, when all are of one value.
fn only<'v>(
    view: &View<'v>,
    look: impl Fn(&View<'v>) -> Vec<&'v Quantity>,
) -> Option<&'v Quantity> {
    let found = view
        .window(REACH)
        .map(|near| look(&near))
        .find(|found| !found.is_empty())?;
    let first = *found.first()?;
    found
        .iter()
        .all(|other| other.value == first.value)
        .then_some(first)
}

/// The whole that 新签约企业中 names, when the clause before the part is such a name.
pub(crate) fn set<'v>(view: &View<'v>, part: &Quantity) -> Option<&'v Quantity> {
    let lead = view.lead(part);
    let clause = lead.trim_end_matches(|c| c != '，').trim_end_matches('，');
    let begin = clause
        .rfind(['，', '；', '：'])
        .map_or(0, |at| at + '，'.len_utf8());
    let name = clause[begin..]
        .strip_suffix('中')
        .or_else(|| clause[begin..].strip_suffix('里'))?;
    let name = name.trim_start_matches("其中").trim_start_matches('在');
    let name = name.split('的').next().unwrap_or(name);
    amount(view, name, |whole| {
        whole.span != part.span && whole.unit == part.unit
    })
}

fn called<'v>(view: &View<'v>, name: &str, fits: &impl Fn(&Quantity) -> bool) -> Vec<&'v Quantity> {
    let wanted = |quantity: &&Quantity| {
        quantity.is_amount() && fits(quantity) && is_called(view, quantity, name)
    };
    view.quantities().iter().filter(wanted).collect()
}

fn is_called(view: &View<'_>, quantity: &Quantity, name: &str) -> bool {
    let words = without_tail(view.before(quantity), FILLING);
    let other = has(
        words,
        &[
            "上年", "去年", "同期", "目标", "计划", "预算", "均", "每", "比", "较", "新增", "力争",
        ],
    );
    let bare = without_tail(words, &["支出", "投入", "规模", "数量", "面积"]);
    !other
        && (ends(words, &[name]) || ends(bare, &[name]) || view.after(quantity).starts_with(name))
}
