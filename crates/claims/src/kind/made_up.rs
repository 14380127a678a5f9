//! A whole told roughly, with all that it is made up of: 逾1亿元,由甲4210万元和乙5420万元构成.
//!
//! Wholes that are printed to the digit are judged in `sum`.

use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Mark, Quantity, agrees};
use crate::words::{and_so_on, begins, has, like, printed};
use benfu_rules::Exact;

/// Words before the first part that say the parts are all there is.
const FROM: &[&str] = &["分别来自", "分为", "分别由", "包括"];
/// Words before the first part, when others behind the last one close the list.
const BY: &[&str] = &["由", "包括", "来自"];
const CLOSED: &[&str] = &[
    "构成",
    "组成",
    "两部分",
    "三部分",
    "四部分",
    "共同出资",
    "拼盘",
];

/// Looks at every whole told roughly.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if and_so_on(view.words()) {
        return;
    }
    for index in 0..view.quantities().len() {
        remarks.extend(made_up(view, index));
    }
}

fn made_up(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let whole = &all[index];
    let rough = matches!(
        whole.mark,
        Mark::Over | Mark::AtLeast | Mark::Near | Mark::Below | Mark::AtMost
    );
    if !rough || !whole.is_amount() {
        return None;
    }
    let parts = parts(view, index)?;
    let mut sum = Band::exactly(Exact::ZERO);
    for part in parts {
        sum = sum.plus(&part.band()?)?;
    }
    if agrees(whole, &sum)? {
        return None;
    }
    let terms: Vec<String> = parts.iter().map(printed).collect();
    let (right, said) = (like(&sum.middle()?, whole), whole.span.of(view.text));
    Some(Remark::error(
        Kind::Approx,
        view.place(whole, whole),
        format!("各部分合计{right},与“{said}”不符"),
        format!("the parts come to {right}, which is not \"{said}\""),
        format!("{} = {right}", terms.join(" + ")),
    ))
}

/// The list behind a whole that says it is complete.
fn parts<'v>(view: &View<'v>, index: usize) -> Option<&'v [Quantity]> {
    let all = view.quantities();
    let (whole, behind) = (&all[index], &all[index + 1..]);
    let first = behind.first()?;
    let linked = |pair: &[Quantity]| {
        let gap = view.between(&pair[0], &pair[1]);
        has(gap, &["、", "和", "与", "及"])
            && !gap.contains(['，', '；'])
            && gap.chars().count() < 18
    };
    let more = behind.windows(2).take_while(|pair| linked(pair)).count();
    let parts = behind.get(..=more)?;
    let alike = |part: &Quantity| part.matches(whole) && part.is_plain() && part.is_amount();
    let lead = view.between(whole, first);
    let after = view.after(parts.last()?);
    let closed = has(lead, BY) && begins(after, CLOSED);
    if after.starts_with('等') {
        return None;
    }
    let complete = has(lead, FROM) && !lead.contains("其中") || closed;
    (parts.len() >= 2 && parts.iter().all(alike) && complete).then_some(parts)
}
