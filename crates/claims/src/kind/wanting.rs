//! What is still wanting of a plan: 计划150家,已完成98家,距目标还差52家.

use super::completion::{is_done, is_plan};
use super::rate::is_base;
use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Quantity, agrees};
use crate::words::{ends, has, printed, suggested};

/// Words directly before what is wanting.
const WANTING: &[&str] = &[
    "还差",
    "尚差",
    "仍差",
    "还欠",
    "还需完成",
    "尚需完成",
    "缺口为",
    "尚余",
    "仍有差距",
    "差距为",
    "相差",
];
/// Words of a plan that is looked back at.
const PLAN: &[&str] = &["目标", "计划", "任务", "指标"];

/// Looks at every amount that is said to be wanting.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for claim in view.quantities() {
        remarks.extend(wanting(view, claim));
    }
}

fn wanting(view: &View<'_>, claim: &Quantity) -> Option<Remark> {
    let words = view.before(claim);
    let said = ends(words, WANTING) && has(view.clause(claim), PLAN);
    if !said || !claim.is_amount() || !claim.is_plain() {
        return None;
    }
    let before = |amount: &&Quantity| {
        amount.span.end <= claim.span.start && amount.is_plain() && amount.matches(claim)
    };
    let amounts: Vec<&Quantity> = view.quantities().iter().filter(before).collect();
    let mut plans = amounts.iter().filter(|amount| is_plan(view, amount));
    let mut results = amounts
        .iter()
        .filter(|amount| is_done(view, amount) && is_base(view, amount));
    let (plan, done) = (plans.next()?, results.next()?);
    let single = plans.next().is_none() && results.next().is_none();
    let left = plan.band()?.minus(&done.band()?)?;
    if !single || agrees(claim, &left)? {
        return None;
    }
    let (all, some) = (printed(plan), printed(done));
    let right = suggested(&left.middle()?, claim);
    Some(
        Remark::error(
            Kind::Target,
            view.place(done, claim).to(claim.span),
            format!("计划{all}减已完成{some}是{right}"),
            format!("{all} planned less {some} done is {right}"),
            format!("{all} - {some} = {right}"),
        )
        .corrected(claim.span, right),
    )
}
