//! Plan and result: 目标200家, 完成150家, and whether the text says that the plan was reached.
//!
//! Completion rates are judged in `completion`.

use super::completion::{is_done, is_plan};
use super::subject::subject;
use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Mark, Quantity, Span};
use crate::words::{akin, has, printed, without};

/// Looks at every result of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if !view.words().contains(['超', '未', '完', '达', '低', '没']) {
        return;
    }
    for index in 0..view.quantities().len() {
        remarks.extend(against_plan(view, index).or_else(|| plan_named(view, index)));
    }
}

/// What a clause says of a plan: reached, or not.
fn verdict(clause: &str) -> Option<bool> {
    const REACHED: &[&str] = &[
        "超额完成",
        "超过目标",
        "超出目标",
        "超目标",
        "超计划",
        "提前完成",
        "超过计划",
        "全面完成",
        "圆满完成",
        "顺利完成",
        "如期完成",
        "完成全年目标",
        "完成目标任务",
        "超额实现",
        "圆满实现",
        "如期实现",
        "全面实现",
    ];
    const SHORT: &[&str] = &[
        "未完成",
        "未达目标",
        "低于目标",
        "未达到目标",
        "未达预期",
        "未达计划",
        "没有完成",
    ];
    let planned = has(clause, &["%", "将", "确保", "力争", "预计", "有望", "时序"]);
    let (reached, short) = (has(clause, REACHED), has(clause, SHORT));
    (!planned && (reached || short)).then_some(!short)
}

/// 目标200家, 完成150家, 超额完成.
fn against_plan(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let done = &all[index];
    let rest = view.rest(done);
    let begin = rest.find('，').map(|at| at + '，'.len_utf8())?;
    let clause = rest[begin..].split(['，', '。', '；']).next()?;
    let reached = verdict(clause)?;
    let whose = is_done(view, done);
    let earlier = &all[..index];
    let planned = |plan: &&Quantity| {
        is_plan(view, plan) && plan.unit == done.unit && plan.stretch == done.stretch
    };
    let here = earlier.iter().rev().find(planned);
    let plan = here.or_else(|| told_before(view, done))?;
    let alike = earlier
        .iter()
        .filter(|other| other.unit == done.unit)
        .count();
    let single = alike == usize::from(here.is_some());
    let wrong = missed(plan, done, reached)?;
    (whose && single && wrong && begin <= 30)
        .then(|| opposite(view, (plan, done), done.span.end + begin + clause.len()))
}

/// Whether the result is the opposite of what is said of the plan; 不高于32 is reached from above.
fn missed(plan: &Quantity, done: &Quantity, reached: bool) -> Option<bool> {
    let (result, wanted) = (done.band()?, plan.band()?);
    Some(match (plan.mark, reached) {
        (Mark::AtMost | Mark::Below, true) => result.low > plan.value,
        (Mark::AtMost | Mark::Below, false) => result.high <= plan.value,
        (_, true) => result.high < wanted.low,
        (Mark::AtLeast | Mark::Over, false) => result.low >= plan.value,
        (_, false) => result.low >= wanted.high,
    })
}

/// Sentences back that the plan may stand.
const REACH: usize = 2;

/// The only plan of the nearest sentence before that has one, of the same thing.
fn told_before<'v>(view: &View<'v>, done: &Quantity) -> Option<&'v Quantity> {
    let plans = |near: &View<'v>| -> Vec<&'v Quantity> {
        let planned = |plan: &&Quantity| plan.unit == done.unit && is_plan(near, plan);
        near.quantities().iter().filter(planned).collect()
    };
    let (near, found) = view
        .earlier(REACH)
        .map(|near| {
            let found = plans(&near);
            (near, found)
        })
        .find(|(_, found)| !found.is_empty())?;
    let [plan] = found.as_slice() else {
        return None;
    };
    let name = without(&subject(view, done), &["平均", "实际", "新增", "实测"]);
    let same = name.chars().count() < 2
        || akin(&name, &format!("{}{}", near.lead(plan), near.after(plan)));
    same.then_some(*plan)
}

fn opposite(view: &View<'_>, (plan, done): (&Quantity, &Quantity), end: usize) -> Remark {
    let (done_text, plan_text) = (printed(done), printed(plan));
    Remark::error(
        Kind::Target,
        Span::new(view.place(plan, done).start, end),
        format!("完成数{done_text}与目标{plan_text}相比,与文中所说的完成情况相反"),
        format!("{done_text} against a target of {plan_text} is the opposite of what is said"),
        format!("{done_text} / {plan_text}"),
    )
}

/// 完成15亿元,超额完成16亿元的年度任务: the plan stands in the claim.
fn plan_named(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let plan = &all[index];
    let done = index.checked_sub(1).map(|before| &all[before])?;
    let claimed = has(view.before(plan), &["超额完成", "超过"])
        && view.after(plan).starts_with('的')
        && has(view.after(plan), &["目标", "任务", "计划", "指标", "预算"]);
    let whose = is_done(view, done);
    let near = plan.clause == done.clause + 1 && plan.unit == done.unit && done.is_amount();
    let wrong = done.band()?.high < plan.band()?.low;
    (claimed && whose && near && wrong).then(|| opposite(view, (plan, done), plan.after.end))
}
