//! How many of the listed values lie above a mark: 甲8、乙11、丙9,超过10的有1个; 有2个区增速高于8%.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Dimension, Mark, Quantity, Span};
use crate::words::{and_so_on, ends, printed};

/// Looks at every mark that values are counted by.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for pair in 1..view.quantities().len() {
        let found = mark_then_count(view, pair).or_else(|| count_then_mark(view, pair));
        remarks.extend(found);
    }
}

/// 超过10的有2个.
fn mark_then_count(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let (mark, claim) = (&all[index - 1], &all[index]);
    let gap = view.between(mark, claim);
    let counted = gap.starts_with('的')
        && ends(gap, &["有", "共", "为", "达"])
        && gap.chars().count() <= 8
        && !gap.contains('，');
    counted.then(|| judge(view, index - 1, mark, claim))?
}

/// 有4个片区增速高于8%.
fn count_then_mark(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let (claim, mark) = (&all[index - 1], &all[index]);
    let gap = view.between(claim, mark);
    let heads = view.before(claim).is_empty()
        || ends(view.before(claim), &["有", "其中", "仅", "只有", "共"]);
    let counted =
        heads && !gap.is_empty() && gap.chars().count() <= 12 && !gap.contains(['，', '的', '、']);
    counted.then(|| judge(view, index - 1, mark, claim))?
}

/// The values listed before a place against the mark, and their number against the claim.
fn judge(view: &View<'_>, before: usize, mark: &Quantity, claim: &Quantity) -> Option<Remark> {
    let listed = |value: &&Quantity| {
        value.matches(mark) && value.is_plain() && (value.is_amount() || value.is_share())
    };
    let mut values: Vec<&Quantity> = view.quantities()[..before]
        .iter()
        .rev()
        .take_while(listed)
        .collect();
    if values.is_empty() {
        let told = view
            .previous
            .map_or(&[][..], |previous| &previous.quantities);
        values = told.iter().rev().filter(listed).collect();
    }
    let open = and_so_on(view.lead(mark)) || values.len() < 2;
    let above: fn(&Quantity, &Quantity) -> bool = match mark.mark {
        Mark::Over => |value, mark| value.value > mark.value,
        Mark::AtLeast => |value, mark| value.value >= mark.value,
        Mark::Below => |value, mark| value.value < mark.value,
        _ => return None,
    };
    let count = values.iter().filter(|value| above(value, mark)).count();
    let said = usize::try_from(claim.value.to_whole()?).ok()?;
    let counts = claim.unit.dimension == Dimension::Count && claim.is_plain();
    (!open && count != said && counts).then(|| {
        let first = values.last().map_or(mark.span, |first| first.before);
        Remark::error(
            Kind::Count,
            Span::new(first.start, claim.span.end.max(mark.span.end)),
            format!("所列数值中符合的有{count}个,不是{}", printed(claim)),
            format!("{count} of the listed values qualify, not {said}"),
            format!("{count} ≠ {said}"),
        )
    })
}
