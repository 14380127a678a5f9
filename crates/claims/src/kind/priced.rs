//! What a number of things costs: 采购设备20套,单价3.5万元,总价70万元.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, agrees};
use crate::words::{ends, printed, suggested, without_tail};

const EACH: &[&str] = &["单价", "每台价格", "每套价格", "均价"];
const ALL: &[&str] = &["总价", "总价款", "总金额", "合同总额", "总费用", "总造价"];
const FILLING: &[&str] = &["为", "约", "达", "共", "是", "计", "均为"];

/// Looks at every price of all in a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for claim in view.quantities() {
        remarks.extend(priced(view, claim));
    }
}

fn priced(view: &View<'_>, claim: &Quantity) -> Option<Remark> {
    let named = |amount: &Quantity, names| {
        let money = amount.unit.dimension == Dimension::Money && amount.is_plain();
        money && ends(without_tail(view.before(amount), FILLING), names)
    };
    if !named(claim, ALL) {
        return None;
    }
    let before = || {
        view.quantities()
            .iter()
            .filter(|one| one.span.end <= claim.span.start)
    };
    let mut prices = before().filter(|amount| named(amount, EACH));
    let (price, None) = (prices.next()?, prices.next()) else {
        return None;
    };
    let mut counts =
        before().filter(|one| one.unit.dimension == Dimension::Count && one.is_plain());
    let (count, None) = (counts.next()?, counts.next()) else {
        return None;
    };
    let all = price.band()?.times(&count.band()?)?;
    if agrees(claim, &all)? {
        return None;
    }
    let (each, things, right) = (
        printed(price),
        printed(count),
        suggested(&all.middle()?, claim),
    );
    Some(
        Remark::error(
            Kind::Unit,
            view.place(count, claim).to(claim.span),
            format!("{things}、单价{each},总价是{right}"),
            format!("{things} at {each} come to {right}"),
            format!("{things} × {each} = {right}"),
        )
        .corrected(claim.span, right),
    )
}
