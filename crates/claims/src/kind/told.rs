//! Changes told in the sentence before and named in this one: 上一年2.80万户；今年3.36万户。两年相比,增幅为20%.
//!
//! Changes against a base that this sentence names are judged in `across`.

use super::change::{adjusted, direction, is_earlier, is_now, reached};
use super::subject::{same_subject, subject};
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, agrees};
use crate::words::{akin, has, like, percent, printed};
use benfu_rules::Exact;

/// Looks at every rate and multiple of a sentence that holds no value of its own.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let levels = view
        .quantities()
        .iter()
        .filter(|value| value.is_amount() && !is_difference(view, value));
    if levels.count() > 0 || adjusted(view.words()) {
        return;
    }
    let claims = view
        .quantities()
        .iter()
        .filter(|claim| claim.is_share() || claim.unit.dimension == Dimension::Times);
    for claim in claims {
        remarks.extend(judge(view, claim));
    }
}

fn is_difference(view: &View<'_>, value: &Quantity) -> bool {
    direction(view.before(value)).is_some() && !reached(view.before(value))
}

/// The one earlier and the one later value of the sentence before.
fn pair<'v>(near: &View<'v>) -> Option<(&'v Quantity, &'v Quantity)> {
    let amounts: Vec<&Quantity> = near
        .quantities()
        .iter()
        .filter(|value| value.is_amount() && !is_difference(near, value))
        .collect();
    let [first, second] = amounts.as_slice() else {
        return None;
    };
    let (early, late) = (near.since_last(first), near.since_last(second));
    let timed = (is_earlier(early) || early.contains('年'))
        && (is_now(late) || is_earlier(early) || late.contains('年'));
    let ordered = timed
        && !is_earlier(late)
        && first.unit == second.unit
        && first.is_plain()
        && second.is_plain();
    (ordered && (same_subject(near, first, second) || has(late, &["数字", "这一"])))
        .then_some((*first, *second))
}

fn judge(view: &View<'_>, claim: &Quantity) -> Option<Remark> {
    let words = view.before(claim);
    let up = direction(words)?;
    let other = reached(words) && !has(words, &["增幅", "增速", "降幅", "增长率"])
        || has(
            words,
            &[
                "占",
                "年均",
                "月均",
                "目标",
                "高于",
                "低于",
                "比全",
                "累计增长",
            ],
        );
    let near = view.earlier(1).next()?;
    let (from, to) = pair(&near)?;
    let own = subject(view, claim);
    let about = format!("{}{}", near.words(), near.after(to));
    if other || own.chars().count() >= 2 && !akin(&own, &about) {
        return None;
    }
    let one = Band::exactly(Exact::ONE);
    let quotient = to.band()?.over(&from.band()?)?;
    let grown = if up {
        quotient.minus(&one)?
    } else {
        one.minus(&quotient)?
    };
    if agrees(claim, &grown)? {
        return None;
    }
    let exact = grown.middle()?;
    let (kind, right) = if claim.is_share() {
        (Kind::Growth, percent(&exact, 2))
    } else {
        (Kind::Multiple, like(&exact, claim))
    };
    let (from_text, to_text) = (printed(from), printed(to));
    Some(
        Remark::error(
            kind,
            view.place(from, claim),
            format!("前文由{from_text}到{to_text},变化是{right}"),
            format!("from {from_text} to {to_text}, as told before, the change is {right}"),
            format!("({to_text} - {from_text}) / {from_text} = {right}"),
        )
        .corrected(claim.span, right),
    )
}
