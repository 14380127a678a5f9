//! The same words with two values.

use super::mention::Mention;
use super::{disjoint, remark};
use crate::kind::Remarks;
use crate::words::has;

/// Looks at every group of mentions in the same words.
pub(super) fn restated(mentions: &[Mention<'_>], remarks: &mut Remarks) {
    let mut order: Vec<usize> = (0..mentions.len())
        .filter(|&index| usable(&mentions[index]))
        .collect();
    order.sort_by(|&left, &right| {
        mentions[left]
            .key
            .cmp(&mentions[right].key)
            .then(left.cmp(&right))
    });
    for group in order.chunk_by(|&left, &right| {
        mentions[left].key == mentions[right].key
            && mentions[left].quantity.unit == mentions[right].quantity.unit
    }) {
        if let [first, rest @ ..] = group
            && (1..=3).contains(&rest.len())
        {
            let first = &mentions[*first];
            let found = rest
                .iter()
                .map(|&other| &mentions[other])
                .find(|other| contradict(first, other));
            remarks.extend(found.map(|other| remark(first, other)));
        }
    }
}

fn usable(mention: &Mention<'_>) -> bool {
    let before = mention.before.replace("截至", "").replace("至今", "");
    let changes = has(
        &before,
        &[
            "增加", "减少", "比", "较", "均", "每", "超过", "最", "同比", "增至", "降至", "另",
            "分别", "由", "从", "至", "追加", "调整",
        ],
    );
    // 普通中学145所,在校学生16.8万人: what follows a number is of what that number counts.
    let own = mention.leads || mention.key.chars().count() >= 6;
    mention.key.chars().count() >= 4 && !mention.among && !changes && own
}

fn contradict(first: &Mention<'_>, second: &Mention<'_>) -> bool {
    let scoped = first
        .scope
        .zip(second.scope)
        .is_none_or(|(left, right)| left == right);
    let same_time = first.period == second.period
        || first.period.is_empty() != second.period.is_empty()
            && !has(
                &format!("{}{}", first.period, second.period),
                &[
                    "上年", "去年", "目标", "计划", "力争", "预计", "规划", "明年", "到20",
                ],
            );
    if first.planned != second.planned {
        return false;
    }
    let same_entity =
        first.entity.is_empty() || second.entity.is_empty() || first.entity == second.entity;
    // 1.5亿元的首期基金已投出0.8亿元: the words between two numbers are not said of both.
    let apart = first.quantity.after.end <= second.quantity.before.start;
    apart
        && scoped
        && same_time
        && same_entity
        && disjoint(first.quantity, second.quantity) == Some(true)
}
