//! How many of the listed values lie above a mark: 甲8、乙11、丙9,超过10的有1个.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Dimension, Mark, Quantity, Span};
use crate::words::{has, printed};

/// Looks at every mark that values are counted by.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for index in 0..view.quantities().len() {
        remarks.extend(above_mark(view, index));
    }
}

/// 甲8、乙11、丙9,超过10的有2个.
fn above_mark(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let (mark, claim) = (&all[index], all.get(index + 1)?);
    let gap = view.between(mark, claim);
    let counted = has(
        gap,
        &[
            "的有",
            "的共",
            "的为",
            "的企业有",
            "的街道有",
            "的园区有",
            "的地区有",
            "的区有",
            "的达",
            "的项目有",
            "的产业有",
            "的部门有",
            "的单位有",
            "的共有",
        ],
    );
    if !counted
        || gap.chars().count() > 8
        || gap.contains('，')
        || claim.unit.dimension != Dimension::Count
    {
        return None;
    }
    let mut values: Vec<&Quantity> = Vec::new();
    for value in all[..index].iter().rev() {
        let listed =
            value.matches(mark) && value.is_plain() && (value.is_amount() || value.is_share());
        if !listed {
            break;
        }
        values.push(value);
    }
    let open = has(view.lead(mark), &["等"]) || values.len() < 2;
    let above: fn(&Quantity, &Quantity) -> bool = match mark.mark {
        Mark::Over => |value, mark| value.value > mark.value,
        Mark::AtLeast => |value, mark| value.value >= mark.value,
        Mark::Below => |value, mark| value.value < mark.value,
        _ => return None,
    };
    let count = values.iter().filter(|value| above(value, mark)).count();
    let said = usize::try_from(claim.value.to_whole()?).ok()?;
    (!open && count != said && claim.is_plain()).then(|| {
        let first = values.last().map_or(mark.span, |first| first.before);
        Remark::error(
            Kind::Count,
            Span::new(first.start, claim.span.end),
            format!("所列数值中符合的有{count}个,不是{}", printed(claim)),
            format!("{count} of the listed values qualify, not {said}"),
            format!("{count} ≠ {said}"),
        )
    })
}
