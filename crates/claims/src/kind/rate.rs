//! Rates of two amounts: 完成率 against plan and result, 办结率, 出租率, 利润率, 研发投入强度.
//!
//! A rate is judged only when one of the two amounts bears its name (办结95件 for 办结率), or when plan and result
//! are both named.

use super::{Remark, Remarks, View, named, part};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, agrees};
use crate::words::{ends, has, percent, printed, suggested, tail, without_tail};
use benfu_rules::Exact;

/// Looks at every rate of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let all = view.quantities();
    for (index, claim) in all.iter().enumerate() {
        if claim.is_share() {
            let found = of_plan_named(view, index)
                .or_else(|| completion(view, index))
                .or_else(|| named_rate(view, index));
            remarks.extend(found);
        }
        remarks.extend(plot_ratio(view, index));
    }
}

/// Words of a plan.
pub(super) const PLAN: &[&str] = &[
    "调整为",
    "调整后",
    "目标",
    "计划",
    "任务",
    "预算",
    "预期",
    "指标",
    "年度安排",
    "应完成",
    "下达",
];
/// Words of a result.
pub(super) const DONE: &[&str] = &[
    "完成", "实际", "实现", "支出", "到位", "执行", "拨付", "已", "达", "引进", "建成", "投资",
    "落实", "开工", "签约",
];
const FILLING: &[&str] = &[
    "达到", "达", "为", "约", "是", "高达", "仅", "仅为", "只有", "已", "了", "均", "的",
];

/// A word that names the completion of a plan.
const COMPLETION: &[&str] = &[
    "完成率",
    "完成进度",
    "完成比例",
    "达成率",
    "完成度",
    "执行率",
    "执行进度",
    "支出进度",
    "投资进度",
    "达全年目标",
    "达年度目标",
];

/// 完成全年目标200亿元的75%.
fn of_plan_named(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let plan = index.checked_sub(1).map(|before| &all[before])?;
    let gap = view.between(plan, claim);
    let joined = gap.contains('的') && !gap.contains(['，', '；', '、']);
    if !joined || !plan.is_amount() || !has(view.before(plan), PLAN) {
        return None;
    }
    let done = all[..index - 1]
        .iter()
        .rev()
        .find(|done| done.is_amount() && done.matches(plan) && done.clause + 2 >= plan.clause)?;
    judge(view, claim, done, plan, Kind::Target)
}

fn completion(view: &View<'_>, index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    let words = without_tail(view.before(claim), FILLING);
    let of_plan = has(words, &["完成", "占", "达到"]) && crate::words::ends(words, PLAN);
    if !of_plan && !COMPLETION.iter().any(|cue| words.ends_with(cue)) {
        return None;
    }
    let (plan, done) = plan_and_done(view, index)?;
    judge(view, claim, done, plan, Kind::Target)
}

/// The plan and the result before a completion rate.
fn plan_and_done<'v>(view: &View<'v>, index: usize) -> Option<(&'v Quantity, &'v Quantity)> {
    let all = view.quantities();
    let near = |from: &&Quantity| from.is_amount() && from.stretch == all[index].stretch;
    let amounts: Vec<&Quantity> = all[..index].iter().filter(near).collect();
    let plan = amounts
        .iter()
        .rev()
        .find(|amount| has(view.before(amount), PLAN) && !is_result(view, amount));
    let Some(plan) = plan else {
        return in_previous(view, &amounts);
    };
    let fits =
        |done: &&&Quantity| done.span != plan.span && done.matches(plan) && is_base(view, done);
    let done = amounts
        .iter()
        .rev()
        .filter(fits)
        .find(|done| has(view.before(done), DONE) || view.before(done).is_empty());
    let done = done.or_else(|| amounts.iter().rev().find(fits));
    Some((plan, done?))
}

/// Whether the amount is a difference, a remainder or of another time.
fn is_increase(view: &View<'_>, amount: &Quantity) -> bool {
    has(
        view.before(amount),
        &[
            "增加", "减少", "上年", "去年", "同期", "超出", "还差", "剩余",
        ],
    )
}

/// Whether the amount can be what another is divided by.
fn is_base(view: &View<'_>, amount: &Quantity) -> bool {
    !is_increase(view, amount) && !view.before(amount).contains("其中")
}

/// 完成目标 before a number speaks of the result unless the plan follows.
fn is_result(view: &View<'_>, amount: &Quantity) -> bool {
    let words = view.before(amount);
    has(words, &["实际完成", "实际", "已完成", "累计完成", "支出"])
        && !has(words, &["计划完成", "目标", "应完成"])
}

fn in_previous<'v>(
    view: &View<'v>,
    amounts: &[&'v Quantity],
) -> Option<(&'v Quantity, &'v Quantity)> {
    let [done] = amounts else { return None };
    let previous = view.previous?;
    let mut plans = previous.quantities.iter().filter(|plan| {
        plan.is_amount() && plan.matches(done) && has(plan.before.of(view.text), PLAN)
    });
    let plan = plans.next()?;
    (plans.next().is_none() && has(view.before(done), DONE)).then_some((plan, done))
}

/// 用地5万平方米,建筑面积12.5万平方米,容积率2.5.
fn plot_ratio(view: &View<'_>, index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    let words = without_tail(view.before(claim), FILLING);
    if claim.unit.dimension != Dimension::Bare || !words.ends_with("容积率") {
        return None;
    }
    let area = |cues: &[&str]| {
        let mut found = view
            .quantities()
            .iter()
            .filter(|area| area.unit.dimension == Dimension::Area && has(view.before(area), cues));
        found.next().filter(|_| found.next().is_none())
    };
    let (built, plot) = (area(&["建筑", "计容"])?, area(&["用地", "占地", "地块"])?);
    let ratio = built.band()?.over(&plot.band()?)?;
    let half = Exact::ratio(1, if claim.decimals > 1 { 200 } else { 20 }).ok()?;
    if Band::around(claim.value, half)?.meets(&ratio) {
        return None;
    }
    judge(view, claim, built, plot, Kind::Ratio)
}

fn judge(
    view: &View<'_>,
    claim: &Quantity,
    part: &Quantity,
    whole: &Quantity,
    kind: Kind,
) -> Option<Remark> {
    let ratio = part.band()?.over(&whole.band()?)?;
    if agrees(claim, &ratio)? {
        return None;
    }
    let exact = part.value.checked_div(&whole.value).ok()?;
    let place = view.place(part, claim);
    let place = if whole.span.start >= view.sentence.span.start {
        place.to(view.place(whole, claim))
    } else {
        place
    };
    let (part_text, whole_text, right) = (printed(part), printed(whole), suggested(&exact, claim));
    Some(
        Remark::error(
            kind,
            place,
            format!("{part_text}与{whole_text}之比应为{right}"),
            format!("{part_text} against {whole_text} is {right}"),
            format!("{part_text} / {whole_text} = {}", percent(&exact, 2)),
        )
        .corrected(claim.span, right),
    )
}

/// Rates that are not quotients of two amounts of the sentence.
const OTHER_RATES: &[&str] = &[
    "增长率",
    "增速",
    "增长速度",
    "占有率",
    "覆盖率",
    "贡献率",
    "利率",
    "税率",
    "费率",
    "汇率",
    "失业率",
    "下降率",
    "同比",
    "复合增长率",
    "收益率",
    "年均",
    "自给率",
    "国产化率",
    "城镇化率",
    "数字化率",
    "绿化率",
    "智能化率",
    "电气化率",
    "市占率",
    "回报率",
    "周转率",
];

fn named_rate(view: &View<'_>, index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    let words = without_tail(view.before(claim), FILLING);
    let name = words
        .strip_suffix('率')
        .or_else(|| words.strip_suffix("强度"))
        .or_else(|| words.strip_suffix("投入占比"))?;
    let profit = ends(words, &["毛利率", "净利率"]);
    if !profit && ends(words, OTHER_RATES) || name.is_empty() {
        return None;
    }
    let (part, whole) = bearer(view, index, name)
        .or_else(|| in_set(view, index, name))
        .or_else(|| done_of_due(view, index, name))
        .or_else(|| out_of_any(view, index, name))?;
    let complement = Band::exactly(Exact::ONE).minus(&part.band()?.over(&whole.band()?)?)?;
    let negative = has(
        name,
        &[
            "空置", "闲置", "流失", "不良", "未", "降", "失", "亏损", "淘汰",
        ],
    );
    if negative && agrees(claim, &complement) == Some(true) {
        return None;
    }
    judge(view, claim, part, whole, Kind::Ratio)
}

/// 通过的事项中,已拨付907件,兑付率90%: the only amount of the sentence, out of a set named before.
fn in_set<'v>(view: &View<'v>, index: usize, name: &str) -> Option<(&'v Quantity, &'v Quantity)> {
    let mut amounts = view.quantities()[..index]
        .iter()
        .filter(|amount| amount.is_amount());
    let part = amounts.next()?;
    let akin = tail(name, 2)
        .chars()
        .any(|sign| view.before(part).contains(sign));
    let alone = amounts.next().is_none();
    (alone && akin).then(|| named::set(view, part).map(|whole| (part, whole)))?
}

/// 应收2000万元,实收1840万元,收缴率92%: just what was due and what was done, the rate named after the deed.
fn done_of_due<'v>(
    view: &View<'v>,
    index: usize,
    name: &str,
) -> Option<(&'v Quantity, &'v Quantity)> {
    let stretch = view.quantities()[index].stretch;
    let amounts: Vec<&Quantity> = view.quantities()[..index]
        .iter()
        .filter(|amount| amount.is_amount() && amount.stretch == stretch)
        .collect();
    let [due, done] = amounts.as_slice() else {
        return None;
    };
    let words = view.before(done);
    let deed = tail(name, 2).chars().any(|sign| words.contains(sign));
    let said = has(words, &["已", "实"]) && has(view.before(due), &["应", "可", "总", "计划"]);
    let other = has(name, &["空", "未", "欠", "闲"]) || !is_base(view, due);
    (deed && said && !other && due.unit == done.unit).then_some((done, due))
}

/// 回收180份。其中满意的162份,满意率90%: of all the amounts of the sentence before, none makes the rate.
fn out_of_any<'v>(
    view: &View<'v>,
    index: usize,
    name: &str,
) -> Option<(&'v Quantity, &'v Quantity)> {
    let claim = &view.quantities()[index];
    let part = view.quantities().first()?;
    let own = index == 1 && view.before(part).contains(tail(name, 2));
    if !own || !view.words().starts_with("其中") {
        return None;
    }
    let wholes: Vec<&Quantity> = view
        .previous?
        .quantities
        .iter()
        .filter(|whole| whole.unit == part.unit && whole.value >= part.value)
        .collect();
    let makes = |whole: &&Quantity| {
        let ratio = part.band()?.over(&whole.band()?)?;
        agrees(claim, &ratio)
    };
    let none = wholes.iter().all(|whole| makes(whole) == Some(false));
    wholes.last().filter(|_| none).map(|whole| (part, *whole))
}

/// The amount that bears the rate's name, and the other one that it is divided by.
fn bearer<'v>(view: &View<'v>, index: usize, name: &str) -> Option<(&'v Quantity, &'v Quantity)> {
    let all = view.quantities();
    let stem = tail(without_tail(name, &["投入"]), 2);
    let near = |amount: &&Quantity| {
        amount.is_amount()
            && amount.unit.dimension != Dimension::Bare
            && amount.stretch == all[index].stretch
            && amount.clause + 6 >= all[index].clause
    };
    let amounts: Vec<&Quantity> = all[..index].iter().filter(near).collect();
    let part = amounts
        .iter()
        .rev()
        .find(|amount| has(&view.around(amount), &[stem]))?;
    let fits =
        |whole: &&&Quantity| whole.span != part.span && whole.matches(part) && is_base(view, whole);
    if is_increase(view, part) {
        return None;
    }
    let mut wholes = amounts.iter().filter(fits);
    let Some(whole) = wholes.next() else {
        return part::source(view, part, stem).map(|whole| (*part, whole));
    };
    (wholes.next().is_none() && base_of(view, name, whole)).then_some((part, whole))
}

/// Intensity and profit are of revenue or output, liabilities of assets; other rates take what is there.
fn base_of(view: &View<'_>, name: &str, whole: &Quantity) -> bool {
    let words = view.around(whole);
    match name {
        _ if has(name, &["研发", "R&D", "投入"]) => has(
            &words,
            &[
                "收入",
                "营收",
                "销售",
                "产值",
                "GDP",
                "生产总值",
                "支出",
                "主营",
            ],
        ),
        _ if has(name, &["利润", "毛利", "净利"]) => has(&words, &["收入", "营收", "销售"]),
        _ if has(name, &["负债"]) => has(&words, &["资产"]),
        _ if has(name, &["能耗", "排放"]) => false,
        _ => true,
    }
}
