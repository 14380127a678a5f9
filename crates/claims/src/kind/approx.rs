//! Approximations beside the exact value: 近500家（512家）, 480家,超过500家; and comparisons with another value.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Mark, Quantity, agrees};
use crate::words::{begins, has, printed};

/// Looks at neighbouring quantities of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for pair in view.quantities().windows(2) {
        let [first, second] = pair else { continue };
        if first.matches(second) || first.is_share() && second.is_share() {
            remarks.extend(same_value(view, first, second));
            remarks.extend(compared(view, first, second));
        }
    }
}

/// Words that may stand between two figures of one and the same thing.
const LINKS: &[&str] = &[
    "实际",
    "达到",
    "达",
    "为",
    "共计",
    "共",
    "即",
    "总数",
    "总量",
    "总额",
    "首次",
    "历史性",
    "成功",
    "一举",
    "已",
    "仍",
    "规模",
    "顺利",
    "大关",
    "数量",
    "准确",
    "具体",
    "其中",
    "合计",
    "，",
    "（",
    "：",
    "、",
    "的",
    "是",
    "目前",
    "在册",
    "累计",
    "现",
    "数",
    "就",
    "全年",
    "年末",
    "关口",
    "台阶",
    "强",
    "总",
    "精确",
    "有",
    "在",
    "占比",
    "比重",
    "占",
    "比例",
];

fn same_value(view: &View<'_>, first: &Quantity, second: &Quantity) -> Option<Remark> {
    let (marked, plain) = match (first.mark, second.mark) {
        (Mark::Plain, mark) if said(mark) => (second, first),
        (mark, Mark::Plain) if said(mark) => (first, second),
        _ => return None,
    };
    let named = !view.before(marked).is_empty();
    let flow = named && view.before(plain).contains('新') && !view.before(marked).contains('新');
    if plain.coarse || flow || !(linked(view, first, second) || actual(view, first, second)) {
        return None;
    }
    if agrees(marked, &plain.rounding()?)? {
        return None;
    }
    let (exact, about) = (printed(plain), marked.span.of(view.text));
    Some(
        Remark::error(
            Kind::Approx,
            view.place(first, second),
            format!("实数为{exact},不能写作“{about}”"),
            format!("the exact value {exact} is not \"{about}\""),
            format!("{exact} : {about}"),
        )
        .corrected(marked.span, exact.clone()),
    )
}

const fn said(mark: Mark) -> bool {
    !matches!(mark, Mark::Plain | Mark::Range)
}

/// Whether nothing between the two names another thing.
fn linked(view: &View<'_>, first: &Quantity, second: &Quantity) -> bool {
    let gap = view.between(first, second);
    let noun = view.after(first);
    if !gap.contains(['，', '（', '：'])
        || gap.chars().count() > 24
        || has(gap, &["其中", "；", "、", "目标", "上年", "去年"])
    {
        return false;
    }
    let mut rest = gap.strip_prefix(noun).unwrap_or(gap).to_owned();
    for link in LINKS {
        rest = rest.replace(link, "");
    }
    let behind = view.after(second);
    let own = behind.chars().count() >= 2
        && !noun.contains(behind)
        && !has(behind, &["大关", "关口", "台阶", "规模"])
        && !view.before(first).ends_with(behind);
    rest.is_empty() && !own && first.bracket <= second.bracket
}

/// 近600家企业参加,实际签到612家: the second says outright that it is the true number of the first.
fn actual(view: &View<'_>, first: &Quantity, second: &Quantity) -> bool {
    let (gap, words) = (view.between(first, second), view.before(second));
    let planned = has(
        view.clause(first),
        &[
            "计划", "目标", "任务", "预计", "拟", "原定", "邀请", "报名", "申报", "要求", "需",
        ],
    );
    let named = begins(words, &["实际", "最终实际", "经统计", "经核实", "确切"]);
    let near = second.clause == first.clause + 1 && gap.chars().count() <= 16;
    let thing = view.after(second);
    let same =
        first.unit == second.unit && (thing.is_empty() || view.around(first).contains(thing));
    named && near && same && !planned && !has(words, &["到位", "支出"])
}

/// 完成80亿元,超过上年同期的100亿元.
fn compared(view: &View<'_>, first: &Quantity, second: &Quantity) -> Option<Remark> {
    let words = view.before(second);
    let above = words.starts_with("超过")
        || words.starts_with("高于")
        || words.starts_with("多于")
        || words.starts_with("超出")
        || words.starts_with("高出");
    let below = words.starts_with("低于")
        || words.starts_with("少于")
        || words.starts_with("未达到")
        || words.starts_with("不及")
        || words.starts_with("未达");
    let other = has(
        words,
        &[
            "目标", "计划", "任务", "预期", "上年", "去年", "同期", "平均", "标准", "预算", "前年",
            "上期",
        ],
    );
    let near = second.clause == first.clause + 1 && view.between(first, second).contains('，');
    let level = view.after(second).is_empty()
        || view.after(second).starts_with('的')
        || view.after(second) == view.after(first);
    if !(above || below) || !other || !near || !level || first.mark == Mark::Range {
        return None;
    }
    let (value, base) = (first.band()?, second.band()?);
    let wrong = above && value.high < base.low || below && value.low > base.high;
    wrong.then(|| {
        let (left, right) = (printed(first), printed(second));
        Remark::error(
            Kind::Target,
            view.place(first, second),
            format!("{left}与{right}的大小关系与文中所说相反"),
            format!("{left} against {right} is the opposite of what the text says"),
            format!("{left} : {right}"),
        )
    })
}
