//! One value in two units: 3000万元即0.3亿元, 1平方公里（1500亩）.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Dimension, Mark, Quantity, agrees};
use crate::words::{ends, printed, suggested};

/// Looks at neighbouring quantities of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for pair in view.quantities().windows(2) {
        let [first, second] = pair else { continue };
        remarks.extend(converted(view, first, second));
    }
}

const SAME: &[&str] = &[
    "即",
    "合",
    "折合",
    "约合",
    "相当于",
    "也就是",
    "折",
    "折算为",
    "换算为",
    "等于",
    "=",
    "折合约",
    "合计为",
    "约等于",
    "也即",
    "（",
    "换算成",
    "折算成",
    "折合成",
    "合约",
];

fn converted(view: &View<'_>, first: &Quantity, second: &Quantity) -> Option<Remark> {
    let gap = view.between(first, second).trim_end_matches("约");
    let short = gap.chars().count() <= 8 + view.after(first).chars().count();
    let written = first.unit.word != second.unit.word || first.scale_word != second.scale_word;
    let same = first.unit.dimension == second.unit.dimension
        && first.matches(second)
        && first.unit.dimension != Dimension::Count;
    let counted = first.unit.dimension == Dimension::Count
        && first.unit == second.unit
        && first.scale_word != second.scale_word;
    if !ends(gap, SAME) || !short || !written || !(same || counted) || !first.is_amount() {
        return None;
    }
    let value = first.band()?;
    let near = fits(second, &value)? || fits(first, &second.band()?)?;
    if near {
        return None;
    }
    let (left, right) = (printed(first), suggested(&first.value, second));
    Some(
        Remark::error(
            Kind::Unit,
            view.place(first, second),
            format!("{left}换算后应为{right},不是{}", printed(second)),
            format!("{left} is {right}, not {}", printed(second)),
            format!("{left} = {right}"),
        )
        .corrected(second.span, right.clone()),
    )
}

/// Land is converted with rounded factors (666.7平方米), so half a per cent is let pass.
fn fits(claim: &Quantity, value: &crate::band::Band) -> Option<bool> {
    if agrees(claim, value)? || claim.mark == Mark::Range {
        return Some(true);
    }
    let loose = claim.unit.dimension == Dimension::Area;
    let room = crate::read::mark::part(&claim.value, 1, 200)?;
    let around = crate::band::Band::around(claim.value, room)?;
    Some(loose && around.meets(value))
}
