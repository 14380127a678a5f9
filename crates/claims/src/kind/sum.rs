//! Sums in prose: parts then 共, what remains of a whole.
//!
//! A total before its parts is judged in `divided`.

use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, Span, agrees};
use crate::words::{and_so_on, begins, ends, has, like, printed, shared, suggested, without_tail};

/// Looks at every total of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let all = view.quantities();
    for (index, total) in all.iter().enumerate() {
        if !total.is_amount() {
            continue;
        }
        let found = parts_then_total(view, index)
            .or_else(|| of_previous(view, index))
            .or_else(|| remainder(view, index));
        remarks.extend(found);
    }
}

/// Whether the words before a number close a list of parts: 共, 合计, 三家合计投入, 共有楼宇, 总数为.
pub(super) fn closes(before: &str) -> bool {
    const TOGETHER: &[&str] = &[
        "合计",
        "总计",
        "共计",
        "总共",
        "一共",
        "合共",
        "相加",
        "加起来",
        "之和",
        "总和",
        "累计共",
    ];
    const AMOUNT: &[&str] = &["总数", "总额", "总量", "三项", "两项"];
    let bare = without_tail(before, &["为", "达到", "达", "是", "共"]);
    has(before, TOGETHER) || before.ends_with('共') || ends(bare, AMOUNT)
}

/// What is done together: 举办 of 全年共举办; not 共同, 共享, 共建.
fn together(before: &str) -> Option<&str> {
    let (lead, deed) = before.split_once(['共', '总'])?;
    let other = lead.ends_with(['公', '中', '总'])
        || deed.starts_with([
            '部', '体', '结', '会', '经', '理', '装', '包', '书', '工', '监',
        ])
        || deed.starts_with(['同', '享', '赢', '识', '性', '产', '青', '和', '用', '创'])
        || deed.starts_with('建') && !begins(deed, &["建成", "建设", "建有"]);
    (!other && lead.chars().count() <= 6 && deed.chars().count() <= 6).then_some(deed)
}

/// 分别为6.2亿元、7.1亿元、8.3亿元,三年累计投入21.6亿元: as many values as years.
fn of_years<'v>(view: &View<'v>, index: usize) -> Option<&'v str> {
    let all = view.quantities();
    let span = &all[index.checked_sub(1)?];
    let deed = view.before(&all[index]).strip_prefix("累计")?;
    let years = usize::try_from(span.value.to_whole()?).ok()?;
    let values = all[..index - 1].get((index - 1).checked_sub(years)?..)?;
    let listed = span.unit.word == "年"
        && years >= 2
        && values.iter().all(|value| value.unit == all[index].unit)
        && view.before(&values[0]).contains("分别");
    listed.then_some(deed)
}

/// What is done with money that comes from several sides.
const FUNDS: &[&str] = &[
    "安排", "配套", "自筹", "投入", "筹集", "下达", "拨付", "整合", "落实", "到位", "争取", "补助",
    "出资", "支持",
];

/// 举办8场,举办11场,共举办19场; or a plain list: the deed that is counted together is that of the parts.
fn one_deed(view: &View<'_>, parts: &[&Quantity], deed: &str) -> bool {
    let said = |part: &&Quantity| shared(deed, view.before(part)) >= 2;
    let kinds = has(deed, &["各类", "各级", "各种"]);
    let funded =
        |part: &&Quantity| part.unit.dimension == Dimension::Money && has(view.before(part), FUNDS);
    if parts.len() >= 3 && has(deed, FUNDS) && parts.iter().all(funded) {
        return true;
    }
    let listed = |pair: &[&Quantity]| {
        let gap = view.between(pair[0], pair[1]);
        gap.contains('、') && !gap.contains(['，', '；'])
    };
    kinds || parts.iter().all(said) || parts.windows(2).all(listed)
}

fn parts_then_total(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let total = &all[index];
    let deed = together(view.before(total)).or_else(|| of_years(view, index));
    let closed = closes(view.before(total));
    // 进企业和农村合计11场 counts what it names itself.
    let own = closed
        && ["和", "与", "及", "、"]
            .iter()
            .any(|joint| view.before(total).find(joint).is_some_and(|at| at > 0));
    if own || !closed && deed.is_none() || !total.is_plain() {
        return None;
    }
    let parts = run_before(view, index);
    if parts.len() < 2 || open_list(view, parts[0], total) || is_stock(view, &parts, total) {
        return None;
    }
    if !closed && !deed.is_some_and(|deed| one_deed(view, &parts, deed)) {
        return None;
    }
    // 北部12亿元,南部10亿元,全区共30亿元: the two need not be all there is.
    let wider = parts.len() == 2
        && has(
            view.before(total),
            &["全区", "全市", "全县", "全省", "全国", "全镇", "全系统"],
        );
    if wider && sum_of(&parts)?.high < total.band()?.low {
        return None;
    }
    // A shorter list just before the total may be what is summed.
    let fits = (0..parts.len() - 1).any(|from| adds_up(&parts[from..], total) != Some(false));
    if fits {
        return None;
    }
    remark(view, &parts, total)
}

/// 现有7397家,新增312家,总数达1905家: what is new is part of a stock, not a summand.
fn is_stock(view: &View<'_>, parts: &[&Quantity], total: &Quantity) -> bool {
    let new = |part: &&Quantity| has(view.before(part), &["新增", "新认定", "新引进", "新培育"]);
    let some = parts.iter().any(new);
    some && !parts.iter().all(new) && has(view.before(total), &["总数", "总量", "总额", "达"])
}

/// Three things in the sentence before, 三类合计263家 in this one.
fn of_previous(view: &View<'_>, index: usize) -> Option<Remark> {
    let total = &view.quantities()[index];
    let lead = view.lead(total);
    let line = crate::read::Line::of(lead, 0);
    let said = crate::read::numeral::words(&line, 0)?.value.to_whole()?;
    let counted =
        has(view.before(total), &["合计", "共计", "总计", "总共"]) && lead.chars().count() <= 12;
    let parts: Vec<&Quantity> = view
        .previous?
        .quantities
        .iter()
        .filter(|part| part.is_amount() && part.bracket == 0 && part.matches(total))
        .collect();
    let all = usize::try_from(said).ok()? == parts.len() && parts.len() >= 2;
    if !counted || !all || adds_up(&parts, total)? {
        return None;
    }
    remark(view, &parts, total)
}

/// The fitting amounts directly before a total, shares and rates between them left out.
fn run_before<'v>(view: &View<'v>, index: usize) -> Vec<&'v Quantity> {
    let all = view.quantities();
    let total = &all[index];
    let mut parts = Vec::new();
    for at in (0..index).rev() {
        let part = &all[at];
        let aside = begins(view.before(part), &["带动", "撬动", "拉动", "引导", "吸引"]);
        if !part.is_amount() || aside {
            continue;
        }
        let stops = !fits(view, part, total)
            || closes(view.before(part))
            || is_whole(view, part)
            || compares(view, part);
        if stops {
            if part.in_words && !part.matches(total) {
                continue;
            }
            break;
        }
        parts.push(part);
        if has(view.before(part), &["其中"]) {
            break;
        }
    }
    parts.reverse();
    parts
}

/// Things counted in different words (9个、3所) add up when the total is just 共 … 个.
fn fits(view: &View<'_>, part: &Quantity, total: &Quantity) -> bool {
    let counted =
        part.unit.dimension == Dimension::Count && matches!(total.unit.word, "个" | "家" | "项");
    part.matches(total)
        || counted
            && closes(view.before(total))
            && view.before(total).chars().count() <= 4
            && view.rest(part).starts_with(['、', '，'])
            && part.clause + 1 >= total.clause
}

fn is_whole(view: &View<'_>, part: &Quantity) -> bool {
    has(
        view.before(part),
        &["共", "总投", "总数", "总额", "总面积", "目标", "计划"],
    ) || view.rest(part).starts_with("，其中")
}

pub(super) fn compares(view: &View<'_>, part: &Quantity) -> bool {
    has(
        view.before(part),
        &[
            "上年",
            "去年",
            "同期",
            "比",
            "较",
            "增至",
            "增加到",
            "均",
            "每",
            "年初",
            "净增",
            "目标",
        ],
    )
}

/// A list that says it is not complete, or whose members overlap.
pub(super) fn open_list(view: &View<'_>, first: &Quantity, last: &Quantity) -> bool {
    let words = Span::new(first.before.start, last.span.start).of(view.text);
    let more = view.rest(last);
    if and_so_on(&more.chars().take(6).collect::<String>()) {
        return true;
    }
    if has(view.lead(first), &["剔除", "去重", "重复计", "扣除"]) {
        return true;
    }
    and_so_on(words)
        || has(
            words,
            &[
                "若干", "重复", "交叉", "重叠", "去重", "剔除", "扣除", "兼", "若干",
            ],
        )
        || begins(more, &["以上", "（剔除", "（去重", "（扣除", "（含"])
        || has(more, &["重复", "交叉", "去重", "剔除", "扣除"])
}

pub(super) fn adds_up(parts: &[&Quantity], total: &Quantity) -> Option<bool> {
    agrees(total, &sum_of(parts)?)
}

pub(super) fn sum_of(parts: &[&Quantity]) -> Option<Band> {
    let mut sum = Band::exactly(benfu_rules::Exact::ZERO);
    for part in parts {
        sum = sum.plus(&part.band()?)?;
    }
    Some(sum)
}

pub(super) fn remark(view: &View<'_>, parts: &[&Quantity], total: &Quantity) -> Option<Remark> {
    let sum = sum_of(parts)?.middle()?;
    let terms: Vec<String> = parts.iter().map(|part| printed(part)).collect();
    let (written, right) = (printed(total), suggested(&sum, total));
    let (first, last) = (parts.first()?, parts.last()?);
    let place = view.place(first, last).to(view.place(total, total));
    Some(
        Remark::error(
            Kind::Sum,
            place,
            format!("各项相加与总数{written}不符,应为{right}"),
            format!("the parts do not add up to {written}; they make {right}"),
            format!("{} = {}", terms.join(" + "), like(&sum, total)),
        )
        .corrected(total.span, right),
    )
}

/// 总预算100万元,已支出60万元,剩余50万元.
fn remainder(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let rest = &all[index];
    let cue = &[
        "剩余", "结余", "尚余", "还剩", "余下", "其余", "尚有", "剩下", "还余",
    ];
    if !has(view.before(rest), cue)
        || and_so_on(view.words())
        || has(view.words(), &["新增", "追加", "结转"])
    {
        return None;
    }
    let fitting: Vec<&Quantity> = all[..index]
        .iter()
        .filter(|other| other.is_amount())
        .collect();
    let from = fitting
        .iter()
        .rposition(|other| !other.matches(rest))
        .map_or(0, |at| at + 1);
    let [whole, listed @ ..] = fitting.get(from..)? else {
        return None;
    };
    let done: Vec<&Quantity> = listed
        .iter()
        .filter(|part| view.before(part).contains('已'))
        .copied()
        .collect();
    let all_of_them = whole
        .band()?
        .minus(&sum_of(listed)?)
        .and_then(|left| agrees(rest, &left));
    let parts = if done.is_empty() {
        listed
    } else {
        done.as_slice()
    };
    if all_of_them == Some(true) {
        return None;
    }
    if parts.is_empty() || parts.iter().any(|part| compares(view, part)) {
        return None;
    }
    let left = whole.band()?.minus(&sum_of(parts)?)?;
    if agrees(rest, &left)? {
        return None;
    }
    let right = left.middle()?;
    let (whole_text, written) = (printed(whole), printed(rest));
    let terms: Vec<String> = parts.iter().map(|part| printed(part)).collect();
    Some(
        Remark::error(
            Kind::Sum,
            view.place(whole, rest),
            format!("剩余{written}与前文不符,应为{}", suggested(&right, rest)),
            format!(
                "what remains is not {written} but {}",
                suggested(&right, rest)
            ),
            format!(
                "{whole_text} - {} = {}",
                terms.join(" - "),
                like(&right, rest)
            ),
        )
        .corrected(rest.span, suggested(&right, rest)),
    )
}
