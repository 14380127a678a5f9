//! Approximations beside the exact value: 近500家（512家）, 480家,超过500家; and comparisons with another value.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::mark::part;
use crate::read::{Dimension, Mark, Quantity, agrees};
use crate::words::{akin, begins, has, printed};

/// Looks at neighbouring quantities of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for index in 2..view.quantities().len() {
        remarks.extend(of_total(view, index));
    }
    for pair in view.quantities().windows(2) {
        let [first, second] = pair else { continue };
        if first.matches(second)
            || same_thing(first, second)
            || first.is_share() && second.is_share()
        {
            remarks.extend(same_value(view, first, second));
            remarks.extend(compared(view, first, second));
        }
    }
}

/// 产值960亿元,比上年的800亿元增长20%,总量超1000亿元: the total that a mark is about heads the sentence.
fn of_total(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let marked = &all[index];
    let words = view.before(marked);
    let bare = [
        "总量",
        "总额",
        "总规模",
        "规模",
        "首次",
        "历史性",
        "已",
        "成功",
        "一举",
    ]
    .iter()
    .fold(words.to_owned(), |words, idle| words.replace(idle, ""));
    let heads = all.iter().find(|amount| amount.is_amount())?;
    let apart = |value: &Quantity| {
        has(
            view.lead(value),
            &[
                "上年", "去年", "同期", "目标", "计划", "力争", "预计", "其中", "新增", "净增",
            ],
        )
    };
    let said = said(marked.mark)
        && bare.is_empty()
        && !words.is_empty()
        && view.after(marked).chars().count() <= 2;
    let near =
        part(&heads.value, 17, 20)? <= marked.value && marked.value <= part(&heads.value, 23, 20)?;
    let same = heads.span != marked.span
        && heads.unit == marked.unit
        && heads.stretch == marked.stretch
        && heads.is_plain();
    if !said || !near || !same || apart(heads) || agrees(marked, &heads.rounding()?)? {
        return None;
    }
    let (exact, about) = (printed(heads), marked.span.of(view.text));
    Some(
        Remark::error(
            Kind::Approx,
            view.place(heads, marked),
            format!("实数为{exact},不能写作“{about}”"),
            format!("the exact value {exact} is not \"{about}\""),
            format!("{exact} : {about}"),
        )
        .corrected(marked.span, exact),
    )
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
    let differs = has(view.before(plain), &["净增", "增加", "减少"])
        || has(view.before(marked), &["净增", "增加", "减少"]);
    let flow = differs
        || named && view.before(plain).contains('新') && !view.before(marked).contains('新');
    let same = || {
        linked(view, first, second)
            || actual(view, first, second)
            || said_again(view, marked, plain)
    };
    if plain.coarse || flow || !same() {
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
    if in_brackets(gap, noun) && second.bracket > first.bracket {
        return true;
    }
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

/// 人 and 人次 count the same where one is said to be the other.
fn same_thing(first: &Quantity, second: &Quantity) -> bool {
    let thing = |quantity: &Quantity| match quantity.unit.word {
        "名" | "位" => "人",
        word => word.trim_end_matches('次'),
    };
    let counted =
        first.unit.dimension == Dimension::Count && second.unit.dimension == Dimension::Count;
    counted && thing(first) == thing(second)
}

/// 3126名求职者达成意向,近3000名求职者的…: two figures near each other of the same things, one exact, one not.
fn said_again(view: &View<'_>, marked: &Quantity, plain: &Quantity) -> bool {
    let gap = marked.clause.abs_diff(plain.clause);
    let near = part(&plain.value, 17, 20)
        .zip(part(&plain.value, 23, 20))
        .is_some_and(|(low, high)| low <= marked.value && marked.value <= high);
    let apart = |quantity: &Quantity| {
        let words = view.clause(quantity);
        has(
            words,
            &[
                "上年", "去年", "同期", "目标", "计划", "力争", "其中", "比", "较", "每", "均",
                "报名", "邀请", "申报", "拟", "另", "预计", "增长", "下降", "新增",
            ],
        )
    };
    if gap > 2
        || gap == 0
        || !near
        || marked.stretch != plain.stretch
        || apart(marked)
        || apart(plain)
    {
        return false;
    }
    let (noun, other) = (view.after(marked), view.after(plain));
    let named = noun.chars().count() >= 2;
    if plain.is_share() {
        let heads = view.before(marked).is_empty() && marked.coarse;
        return heads && akin(noun.trim_start_matches('的'), view.lead(plain));
    }
    let same_noun = named && other.chars().take(2).eq(noun.chars().take(2));
    // A part cannot be above the whole: what is said to be more than the exact count is the count itself.
    let more = matches!(marked.mark, Mark::Over | Mark::AtLeast) && marked.value > plain.value;
    let unnamed = other.is_empty()
        && (!named || marked.span.start < plain.span.start || plain.unit.word == "人次");
    same_noun && (more || view.before(marked).is_empty()) || more && unnamed
}

/// 约400家（台账精确数为437家）: what brackets at once add is the number itself, unless they say what else it is.
fn in_brackets(gap: &str, noun: &str) -> bool {
    let words = gap
        .strip_prefix(noun)
        .and_then(|rest| rest.strip_prefix('（'));
    let other = &[
        "其中",
        "四舍五入",
        "合计",
        "含",
        "上年",
        "去年",
        "同期",
        "占",
        "新增",
        "目标",
        "计划",
        "不包括",
        "另",
        "比",
        "较",
        "均",
        "每",
    ];
    words.is_some_and(|words| {
        words.chars().count() <= 10 && !words.contains('，') && !has(words, other)
    })
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
    // 低于目标0.8立方米 says by how much.
    let by = part(&first.value, 1, 2)? > second.value;
    if by || !(above || below) || !other || !near || !level || first.mark == Mark::Range {
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
