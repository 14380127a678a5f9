//! Growth: a rate, a difference or a direction beside both values.
//!
//! Rates of a difference are judged in `gained`, percentages of percentages in `points`, several years in `chain`, 倍 and 番 in `multiple`.

use super::change::{Change, adjusted, changes, direction, reached};
use super::claimed::of_claim;
use super::subject::subject;
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Mark, Quantity, agrees};
use crate::words::{has, like, percent, printed, shared, suggested};
use benfu_rules::Exact;

/// Looks at every rate and difference of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let all = view.quantities();
    if all.len() < 2 {
        return;
    }
    let comparable = |claim: &Quantity| {
        !adjusted(&view.words().replace("名义", "")) || view.before(claim).starts_with("名义")
    };
    let changes = changes(view);
    for change in changes {
        if !adjusted(view.words()) {
            remarks.extend(turned(view, *change));
        }
    }
    for (index, claim) in all.iter().enumerate() {
        if !comparable(claim) {
            continue;
        }
        remarks.extend(rate(view, changes, index));
        remarks.extend(difference(view, changes, index));
    }
}

/// The words that say what a percentage does; nothing when it is a level or a yearly mean.
pub(super) fn claimed<'v>(view: &View<'v>, index: usize) -> Option<(&'v str, bool)> {
    let words = view.before(&view.quantities()[index]);
    let claim = &view.quantities()[index];
    let named = has(words, &["增长率", "增幅", "增速", "涨幅", "降幅", "减幅"]);
    if view.clause(claim).contains("年平均") {
        return None;
    }
    let level = reached(words) && !named
        || has(
            words,
            &[
                "年均",
                "月均",
                "占",
                "目标",
                "拉动",
                "贡献",
                "高于",
                "低于",
                "快于",
                "累计增长",
                "百分点",
                "力争",
                "预计",
                "预期",
                "计划",
            ],
        );
    let up = direction(words)?;
    (!level).then_some((words, up))
}

fn rate(view: &View<'_>, changes: &[Change], index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    if !claim.is_share() {
        return None;
    }
    let (_, up) = claimed(view, index)?;
    let change = of_claim(view, changes, index).filter(|change| amounts(view, *change))?;
    let (from, to) = ends(view, change);
    if speaks_of_other(view, claim, change) {
        return None;
    }
    judge(view, claim, up, (from, &from.band()?), (to, &to.band()?))
}

/// 营业额由1.5亿元升到3亿元,而客流量增加六成: the rate is of what the claim itself names.
pub(super) fn speaks_of_other(view: &View<'_>, claim: &Quantity, change: Change) -> bool {
    let own = subject(view, claim);
    let own: String = own
        .chars()
        .filter(|sign| !"而但只仅又比较率幅率其中近约这一再则并均去上年同期".contains(*sign))
        .collect();
    let (from, to) = ends(view, change);
    let about = |value: &Quantity| format!("{}{}", view.lead(value), view.after(value));
    own.chars().count() >= 3 && shared(&own, &about(from)) < 2 && shared(&own, &about(to)) < 2
}

fn amounts(view: &View<'_>, change: Change) -> bool {
    let (from, to) = ends(view, change);
    !from.is_share() && !to.is_share() && from.mark != Mark::Range && to.mark != Mark::Range
}

fn ends<'v>(view: &View<'v>, change: Change) -> (&'v Quantity, &'v Quantity) {
    (
        &view.quantities()[change.from],
        &view.quantities()[change.to],
    )
}

/// A rate against an earlier and a later band.
pub(super) fn judge(
    view: &View<'_>,
    claim: &Quantity,
    up: bool,
    from: (&Quantity, &Band),
    to: (&Quantity, &Band),
) -> Option<Remark> {
    let one = Band::exactly(Exact::ONE);
    let quotient = to.1.over(from.1)?;
    let grown = if up {
        quotient.minus(&one)?
    } else {
        one.minus(&quotient)?
    };
    if agrees(claim, &grown)? {
        return None;
    }
    let exact = quotient.middle()?.checked_sub(&Exact::ONE).ok()?;
    let fell = exact.is_negative();
    let size = exact.checked_abs().ok()?;
    let right = suggested(&size, claim);
    let (verb, english) = if fell {
        ("下降", "a fall of")
    } else {
        ("增长", "a rise of")
    };
    let span = view.place(from.0, claim).to(view.place(to.0, claim));
    let (from_text, to_text) = (printed(from.0), printed(to.0));
    let remark = Remark::error(
        Kind::Growth,
        span,
        format!("按文中两数计算应为{verb}{right}"),
        format!("the two values in the text make {english} {right}"),
        format!(
            "({to_text} - {from_text}) / {from_text} = {}",
            percent(&exact, 2)
        ),
    );
    // Where the direction is wrong too, another number alone does not mend the sentence.
    Some(if fell == up {
        remark
    } else {
        remark.corrected(claim.span, right)
    })
}

/// 增至 where the value falls, 降至 where it rises.
fn turned(view: &View<'_>, change: Change) -> Option<Remark> {
    let (from, to) = ends(view, change);
    if change.from > change.to {
        return None;
    }
    let gap = view.between(from, to);
    let rises = has(
        gap,
        &[
            "增至",
            "增加至",
            "增加到",
            "增长到",
            "增长至",
            "提高到",
            "提高至",
            "提升到",
            "提升至",
            "上升到",
            "上升至",
            "升至",
            "升到",
            "扩大到",
            "扩大至",
            "攀升至",
        ],
    );
    let falls = has(
        gap,
        &[
            "降至",
            "降到",
            "下降到",
            "下降至",
            "减少到",
            "减少至",
            "减至",
            "降低到",
            "降低至",
            "压缩到",
            "压缩至",
            "缩短到",
            "缩短至",
            "压减到",
            "压减至",
            "回落到",
            "回落至",
        ],
    );
    let (low, high) = (from.band()?, to.band()?);
    let wrong = rises && high.high < low.low || falls && high.low > low.high;
    (wrong && rises != falls && !has(gap, &["排名", "位次"])).then(|| {
        let (from_text, to_text) = (printed(from), printed(to));
        Remark::error(
            Kind::Growth,
            view.place(from, to),
            format!("由{from_text}到{to_text},变化方向与所用的词相反"),
            format!("from {from_text} to {to_text} is the opposite of what the word says"),
            format!("{from_text} → {to_text}"),
        )
    })
}

const DIFFERENCES: &[&str] = &[
    "增加",
    "净增",
    "减少",
    "增长",
    "下降",
    "提高",
    "净减",
    "降低",
    "提升",
    "上升",
    "压减",
    "缩短",
    "节约",
    "节省",
    "净增加",
    "多设",
    "多建",
    "多签约",
    "多引进",
    "多认定",
    "多",
    "少",
    "增加了",
    "减少了",
    "扩大",
];

/// 由80家增至100家,增加25家.
fn difference(view: &View<'_>, changes: &[Change], index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    let words = view.before(claim);
    let measured = claim.is_amount() || claim.unit.dimension == Dimension::Time;
    let more = words
        .chars()
        .rev()
        .nth(1)
        .is_some_and(|sign| "多少".contains(sign));
    if !measured || !(more || crate::words::ends(words, DIFFERENCES)) {
        return None;
    }
    let change = of_claim(view, changes, index)?;
    let (from, to) = ends(view, change);
    let own =
        change.from != index && change.to != index && amounts(view, change) && claim.matches(to);
    if !own || claim.unit != to.unit {
        return None;
    }
    let moved = to.band()?.minus(&from.band()?)?;
    let up = direction(words)?;
    let claimed = if up {
        moved
    } else {
        Band::exactly(Exact::ZERO).minus(&moved)?
    };
    if agrees(claim, &claimed)? {
        return None;
    }
    let right = moved.middle()?.checked_abs().ok()?;
    Some(
        Remark::error(
            Kind::Growth,
            view.place(from, claim).to(view.place(to, claim)),
            format!(
                "两数相差{},不是{}",
                suggested(&right, claim),
                printed(claim)
            ),
            format!(
                "the two values differ by {}, not by {}",
                suggested(&right, claim),
                printed(claim)
            ),
            format!(
                "{} - {} = {}",
                printed(to),
                printed(from),
                like(&moved.middle()?, to)
            ),
        )
        .corrected(claim.span, suggested(&right, claim)),
    )
}
