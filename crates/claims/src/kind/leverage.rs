//! How much one amount brings along: 资金池1.2亿元,撬动授信15.6亿元,放大倍数为13倍.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, agrees};
use crate::words::{ends, has, printed, suggested, without_tail};

/// What the number of times is called.
const NAMES: &[&str] = &[
    "放大倍数",
    "杠杆倍数",
    "撬动倍数",
    "放大效应",
    "带动倍数",
    "杠杆率",
    "放大",
    "放大了",
];
/// Words between the name and the number.
const FILLING: &[&str] = &["达到", "达", "为", "约", "约为", "是", "近"];
/// Words before what is brought along.
const BROUGHT: &[&str] = &["撬动", "带动", "拉动", "引导", "吸引", "放大"];

/// Looks at the one number of times of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for claim in view.quantities() {
        remarks.extend(leverage(view, claim));
    }
}

fn leverage(view: &View<'_>, claim: &Quantity) -> Option<Remark> {
    let name = without_tail(view.before(claim), FILLING);
    if claim.unit.dimension != Dimension::Times || !ends(name, NAMES) {
        return None;
    }
    let money = |amount: &&Quantity| {
        let told = amount.span.end <= claim.span.start && amount.is_plain();
        told && amount.unit.dimension == Dimension::Money
    };
    let amounts: Vec<&Quantity> = view.quantities().iter().filter(money).collect();
    let [first, second] = amounts[..] else {
        return None;
    };
    let brought = has(view.before(second), BROUGHT) && !has(view.before(first), BROUGHT);
    let times = second.band()?.over(&first.band()?)?;
    // With what was put in counted along, it is one more.
    let with_own = times.plus_one()?;
    // A whole told first, and the part of it that was put in, are not meant.
    let larger = second.value > first.value;
    if !brought || !larger || agrees(claim, &times)? || agrees(claim, &with_own)? {
        return None;
    }
    let (own, all) = (printed(first), printed(second));
    let right = suggested(&times.middle()?, claim);
    Some(
        Remark::error(
            Kind::Ratio,
            view.place(second, claim).to(claim.span),
            format!("{all}是{own}的{right}"),
            format!("{all} is {right} as much as {own}"),
            format!("{all} / {own} = {right}"),
        )
        .corrected(claim.span, right),
    )
}
