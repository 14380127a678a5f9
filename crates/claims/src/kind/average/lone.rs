//! Means that do not say what they are over: 签约项目12个,总投资86.4亿元,平均投资7.2亿元; 平均单体规模; 单船均载.
//!
//! They are judged only where the sentence has one total and one count.

use super::remark_of;
use crate::kind::change::is_difference;
use crate::kind::{Remark, View};
use crate::read::{Dimension, Quantity, agrees_as_mean};
use crate::words::{ends, has, shared, without_tail};

/// Words of a mean over nothing that is named.
const MEANS: &[&str] = &[
    "平均", "单体", "单笔", "单个", "单宗", "单船", "单店", "单场", "户均",
];
/// Means over time or over another set, changes and comparisons.
const OTHER: &[&str] = &[
    "每",
    "年平均",
    "月平均",
    "日平均",
    "季平均",
    "全国",
    "全省",
    "全市",
    "全县",
    "全区",
    "水平",
    "高于",
    "低于",
    "增",
    "减",
    "提高",
    "下降",
    "加权",
    "最",
    "其中",
    "目标",
    "计划",
    "工资",
    "年龄",
    "上年",
    "去年",
    "超过",
    "不低于",
];
const FILLING: &[&str] = &["达到", "达", "为", "约", "是", "仅", "近", "的"];

/// The claim that such a mean makes against the only total and the only count before it.
pub(super) fn quotient(view: &View<'_>, claim: &Quantity) -> Option<Remark> {
    let words = without_tail(view.before(claim), FILLING);
    let said = has(words, MEANS) && !has(view.clause(claim), OTHER);
    if !said || !claim.is_amount() || claim.unit.dimension == Dimension::Bare {
        return None;
    }
    let told = |amount: &&Quantity| {
        amount.span.end <= claim.span.start
            && amount.is_amount()
            && amount.stretch == claim.stretch
            && amount.unit.dimension != Dimension::Bare
    };
    let amounts: Vec<&Quantity> = view.quantities().iter().filter(told).collect();
    let [first, second] = amounts.as_slice() else {
        return None;
    };
    let counts = |amount: &Quantity| amount.unit.dimension == Dimension::Count;
    let (total, count) = match (first.matches(claim), second.matches(claim)) {
        (true, false) if counts(second) => (*first, *second),
        (false, true) if counts(first) => (*second, *first),
        _ => return None,
    };
    let level = [total, count]
        .iter()
        .all(|amount| !is_difference(view, amount) && !apart(view.before(amount)));
    let near = claim.clause <= second.clause + 2;
    if !level || !near || !of_total(view, words, total) || total.value <= claim.value {
        return None;
    }
    let mean = total.band()?.over(&count.band()?)?;
    (!agrees_as_mean(claim, &mean)?).then(|| remark_of(view, claim, (total, count), &mean))?
}

fn apart(words: &str) -> bool {
    has(
        words,
        &[
            "其中", "上年", "去年", "同期", "目标", "计划", "均", "每", "最", "超", "以上",
        ],
    )
}

/// Whether what is averaged is what the total is of: 平均投资 of 总投资; nothing named is of any.
fn of_total(view: &View<'_>, words: &str, total: &Quantity) -> bool {
    let noun = MEANS
        .iter()
        .fold(words.to_owned(), |noun, mean| noun.replace(mean, ""));
    let noun: String = noun
        .chars()
        .filter(|sign| !"均项目企业".contains(*sign))
        .collect();
    let noun = without_tail(&noun, &["规模", "金额", "额"]).to_owned();
    let about = format!("{}{}", view.before(total), view.after(total));
    noun.chars().count() < 2 || shared(&noun, &about) >= 2 || ends(&noun, &["载"])
}
