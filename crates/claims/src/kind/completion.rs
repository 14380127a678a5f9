//! Completion of a plan: 目标200家, 完成150家, 完成率75%; 完成全年目标200亿元的75%; 超计划8%; 任务过半.
//!
//! Main items: [`is_plan`] and [`is_done`]. What is said of a plan without a number is judged in `plan`.

use super::rate::{FILLING, is_base, judge};
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Mark, Quantity, agrees};
use crate::words::{begins, ends, has, percent, printed, suggested, without_tail};
use benfu_rules::Exact;

/// Looks at every completion rate of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for index in 0..view.quantities().len() {
        let found = of_plan_named(view, index)
            .or_else(|| rate(view, index))
            .or_else(|| excess(view, index));
        remarks.extend(found);
    }
}

/// Words of a plan.
const PLAN: &[&str] = &[
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
    "规划建设",
    "核定",
    "要求",
    "年初确定",
    "年初安排",
    "年初提出",
    "原定",
];
/// Words of a plan behind its number: 30家的目标.
const PLAN_BEHIND: &[&str] = &[
    "的目标",
    "的年度目标",
    "的任务",
    "的年度任务",
    "的计划",
    "的年度计划",
    "的全年",
    "目标任务",
    "任务",
];
/// Words of a result.
const DONE: &[&str] = &[
    "完成", "实际", "实现", "支出", "到位", "执行", "拨付", "已", "达", "引进", "建成", "投资",
    "落实", "开工", "签约", "新增", "入库", "培育", "认定", "投放", "发放", "改造",
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
    "进度为",
    "完成比",
];

/// Whether an amount is what was planned.
pub(super) fn is_plan(view: &View<'_>, amount: &Quantity) -> bool {
    let words = view.before(amount);
    let result = has(words, &["实际完成", "实际", "已完成", "累计完成", "支出"])
        && !has(words, &["计划完成", "目标", "应完成"]);
    has(words, PLAN) && !result || begins(view.after(amount), PLAN_BEHIND)
}

/// Whether an amount is what came of a plan.
pub(super) fn is_done(view: &View<'_>, amount: &Quantity) -> bool {
    amount.is_amount() && has(view.before(amount), DONE) && !is_plan(view, amount)
}

/// 完成全年目标200亿元的75%.
fn of_plan_named(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let plan = index.checked_sub(1).map(|before| &all[before])?;
    let gap = view.between(plan, claim);
    let joined = gap.contains('的') && !gap.contains(['，', '；', '、']);
    if !claim.is_share() || !joined || !plan.is_amount() || !has(view.before(plan), PLAN) {
        return None;
    }
    let done = all[..index - 1].iter().rev().find(|done| {
        done.is_amount()
            && done.matches(plan)
            && is_base(view, done)
            && done.clause + 4 >= plan.clause
    })?;
    judge(view, claim, done, plan, Kind::Target)
}

fn rate(view: &View<'_>, index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    let words = without_tail(view.before(claim), FILLING);
    let of_plan = has(words, &["完成", "占", "达到", "为", "相当于"]) && ends(words, PLAN);
    let half = claim.coarse
        && claim.mark == Mark::Over
        && (words.ends_with('双') || has(words, &["任务", "目标", "计划"]));
    if !claim.is_share() || !(of_plan || half || ends(words, COMPLETION)) {
        return None;
    }
    let (plan, done) = plan_and_done(view, index)?;
    // A plan that was changed leaves two: 完成年初指标的105%,完成调整后指标的96.9%.
    let mut plans = view.quantities()[..index]
        .iter()
        .filter(|other| other.is_amount() && other.span != done.span && other.matches(done));
    let other = plans.any(|plan| {
        let ratio = done
            .band()
            .zip(plan.band())
            .and_then(|(done, plan)| done.over(&plan));
        ratio.and_then(|ratio| agrees(claim, &ratio)) == Some(true)
    });
    if other {
        return None;
    }
    judge(view, claim, done, plan, Kind::Target)
}

/// 计划新建充电桩500个,实际建成540个,超目标12%; or 12个百分点.
fn excess(view: &View<'_>, index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    let words = view.before(claim);
    let points = claim.unit.dimension == Dimension::Points;
    let over = has(
        words,
        &[
            "超目标",
            "超计划",
            "超额完成",
            "超出目标",
            "超出计划",
            "超年度",
            "超全年",
            "超过目标",
            "超过计划",
            "超进度",
        ],
    );
    let under = has(
        words,
        &["低于目标", "低于计划", "未达目标", "少于计划", "欠"],
    ) && has(words, PLAN);
    if !(points || claim.is_share()) || over == under || has(words, &["时间进度", "序时"]) {
        return None;
    }
    let (plan, done) = plan_and_done(view, index)?;
    let ratio = done.band()?.over(&plan.band()?)?;
    let one = Band::exactly(Exact::ONE);
    let beyond = if over {
        ratio.minus(&one)?
    } else {
        one.minus(&ratio)?
    };
    // 超额完成108% is said of the whole, too.
    if agrees(claim, &beyond)? || agrees(claim, &ratio)? {
        return None;
    }
    let right = beyond.middle()?;
    let said = if points {
        format!("{}个百分点", percent(&right, 1).trim_end_matches('%'))
    } else {
        suggested(&right, claim)
    };
    let (plan_text, done_text) = (printed(plan), printed(done));
    Some(
        Remark::error(
            Kind::Target,
            view.place(done, claim).to(view.place(plan, claim)),
            format!("{done_text}与计划{plan_text}相差{}", percent(&right, 2)),
            format!(
                "{done_text} is off the plan of {plan_text} by {}",
                percent(&right, 2)
            ),
            format!("{done_text} / {plan_text} - 1"),
        )
        .corrected(claim.span, said),
    )
}

/// The plan and the result before a completion rate.
fn plan_and_done<'v>(view: &View<'v>, index: usize) -> Option<(&'v Quantity, &'v Quantity)> {
    let all = view.quantities();
    let near = |from: &&Quantity| from.is_amount() && from.stretch == all[index].stretch;
    let amounts: Vec<&Quantity> = all[..index].iter().filter(near).collect();
    let plan = amounts.iter().rev().find(|amount| is_plan(view, amount));
    let Some(plan) = plan else {
        return told_before(view, &amounts);
    };
    let fits =
        |done: &&&Quantity| done.span != plan.span && done.matches(plan) && is_base(view, done);
    let done = amounts
        .iter()
        .rev()
        .filter(fits)
        .find(|done| has(view.before(done), DONE) || view.before(done).is_empty());
    let done = done.or_else(|| amounts.iter().rev().find(fits));
    // 成交额52.8亿元,增长20%；全年目标96亿元,上半年完成目标的55%: the result heads the sentence.
    let heads = || {
        let first = all.iter().find(|amount| amount.is_amount())?;
        (first.matches(plan)
            && first.span != plan.span
            && is_base(view, first)
            && !is_plan(view, first))
        .then_some(first)
    };
    Some((plan, done.copied().or_else(heads)?))
}

/// Sentences back that the plan may stand.
const REACH: usize = 2;

/// The only plan of the sentences before in the unit of the one result of this one.
fn told_before<'v>(
    view: &View<'v>,
    amounts: &[&'v Quantity],
) -> Option<(&'v Quantity, &'v Quantity)> {
    view.earlier(REACH).find_map(|earlier| {
        let mut plans = earlier
            .quantities()
            .iter()
            .filter(|plan| plan.is_amount() && is_plan(&earlier, plan));
        let plan = plans.next()?;
        let mut results = amounts
            .iter()
            .filter(|done| done.matches(plan) && is_base(view, done));
        let done = results.next()?;
        (plans.next().is_none() && results.next().is_none()).then_some((plan, *done))
    })
}
