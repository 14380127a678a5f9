//! Means beside what they are of: 最高90分, 最低70分, 平均95分; 分别为80、85、90分, 平均86分.

use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Quantity, agrees_as_mean};
use crate::words::{and_so_on, has, like, printed, suggested};
use benfu_rules::Exact;

/// Looks at every mean of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if has(view.words(), &["加权"]) {
        return;
    }
    for index in 0..view.quantities().len() {
        let found = outside_range(view, index)
            .or_else(|| of_list(view, index))
            .or_else(|| of_rates(view, index));
        remarks.extend(found);
    }
}

/// 最高90分,最低70分,平均95分.
fn outside_range(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let mean = &all[index];
    if !has(
        view.before(mean),
        &["平均", "均值", "均分", "人均", "户均", "场均"],
    ) {
        return None;
    }
    let bound = |cues: &[&str]| {
        view.window(1).find_map(|near| {
            near.quantities().iter().find(|bound| {
                bound.span != mean.span
                    && bound.unit == mean.unit
                    && has(near.since_last(bound), cues)
            })
        })
    };
    let high = bound(&["最高", "最多", "最大", "最长"]);
    let low = bound(&["最低", "最少", "最小", "最短"]);
    let value = mean.band()?;
    let above = high.filter(|high| high.band().is_some_and(|band| value.low > band.high));
    let below = low.filter(|low| low.band().is_some_and(|band| value.high < band.low));
    let bound = above.or(below)?;
    Some(Remark::error(
        Kind::Average,
        view.place(bound, mean),
        format!("平均数{}不在最高与最低之间", printed(mean)),
        format!(
            "the mean {} is not between the highest and the lowest",
            printed(mean)
        ),
        format!("{} : {}", printed(bound), printed(mean)),
    ))
}

fn is_mean(view: &View<'_>, mean: &Quantity) -> bool {
    let words = view.before(mean);
    let named = has(
        words,
        &[
            "平均", "均值", "月均", "季均", "年均", "日均", "场均", "班均",
        ],
    );
    named && !has(words, &["增", "每"])
}

/// The list that ends before a quantity, from its end on.
fn listed<'v>(view: &View<'v>, index: usize) -> Vec<&'v Quantity> {
    let all = view.quantities();
    let mean = &all[index];
    let mut parts: Vec<&Quantity> = Vec::new();
    for part in all[..index].iter().rev() {
        let alike = part.unit == mean.unit && part.stretch == mean.stretch;
        let linked = parts.last().is_none_or(|next| {
            let gap = view.between(part, next);
            gap.contains('、') && gap.chars().count() < 14 || matches!(gap, "和" | "与" | "及")
        });
        if !alike || !linked {
            break;
        }
        parts.push(part);
    }
    parts
}

/// 满意度分别为94.2%、95.6%和93.8%,平均97.1%: rates may be weighed, but their mean lies among them.
fn of_rates(view: &View<'_>, index: usize) -> Option<Remark> {
    let mean = &view.quantities()[index];
    if !mean.is_share() || !is_mean(view, mean) || and_so_on(view.words()) {
        return None;
    }
    let parts = listed(view, index);
    let bands: Option<Vec<Band>> = parts.iter().map(|part| part.band()).collect();
    let bands = bands.filter(|bands| bands.len() >= 3)?;
    let value = mean.band()?;
    let below = bands.iter().all(|band| value.high < band.low);
    let above = bands.iter().all(|band| value.low > band.high);
    (below || above).then(|| {
        let terms: Vec<String> = parts.iter().rev().map(|part| printed(part)).collect();
        Remark::error(
            Kind::Average,
            view.place(parts[parts.len() - 1], mean),
            format!("平均数{}不在所列各数之间", printed(mean)),
            format!("the mean {} is not among what is listed", printed(mean)),
            format!("{} : {}", terms.join(", "), printed(mean)),
        )
    })
}

/// 三项得分分别为80、85、90分,平均86分.
fn of_list(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let mean = &all[index];
    if !is_mean(view, mean) || mean.is_share() {
        return None;
    }
    let parts = listed(view, index);
    if parts.len() < 2 || and_so_on(view.words()) {
        return None;
    }
    let mut sum = Band::exactly(Exact::ZERO);
    for part in &parts {
        sum = sum.plus(&part.band()?)?;
    }
    let count = Exact::whole(i128::try_from(parts.len()).ok()?);
    let value = sum.over(&Band::exactly(count))?;
    if agrees_as_mean(mean, &value)? {
        return None;
    }
    let exact = value.middle()?;
    let terms: Vec<String> = parts.iter().rev().map(|part| printed(part)).collect();
    Some(
        Remark::error(
            Kind::Average,
            view.place(parts.last()?, mean),
            format!("平均数应为{}", suggested(&exact, mean)),
            format!("the mean is {}", suggested(&exact, mean)),
            format!(
                "({}) / {} = {}",
                terms.join(" + "),
                parts.len(),
                like(&exact, mean)
            ),
        )
        .corrected(mean.span, suggested(&exact, mean)),
    )
}
