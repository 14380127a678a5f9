//! Means: 场均, 户均, 人均, 年均 beside total and count; a mean outside its range.

use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Part, Quantity, agrees};
use crate::words::{has, like, printed, suggested};
use benfu_rules::Exact;

/// Looks at every mean of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if has(view.words(), &["加权"]) {
        return;
    }
    for index in 0..view.quantities().len() {
        let found = quotient(view, index)
            .or_else(|| outside_range(view, index))
            .or_else(|| of_list(view, index));
        remarks.extend(found);
    }
}

/// What a mean word divides by: the word, the units that are counted.
const DIVISORS: &[(&str, &[&str])] = &[
    ("场均", &["场", "场次", "次"]),
    ("平均每场", &["场", "场次"]),
    ("每场平均", &["场", "场次"]),
    ("单场平均", &["场"]),
    ("平均单场", &["场"]),
    ("户均", &["户", "家"]),
    ("家均", &["家"]),
    ("企均", &["家"]),
    ("平均每家", &["家"]),
    ("每家平均", &["家"]),
    ("每家企业平均", &["家"]),
    ("平均每户", &["户"]),
    ("每户平均", &["户"]),
    ("平均每人", &["人", "名", "人次", "位"]),
    ("每人平均", &["人", "名", "人次", "位"]),
    ("人均", &["人", "名", "人次", "位"]),
    ("件均", &["件"]),
    ("平均每件", &["件"]),
    ("每件平均", &["件"]),
    ("项均", &["项", "个"]),
    ("平均每项", &["项"]),
    ("每项平均", &["项"]),
    ("平均每个", &["个"]),
    ("每个项目平均", &["个"]),
    ("每个平均", &["个"]),
    ("单个项目平均", &["个"]),
    ("项目平均", &["个", "项"]),
    ("个均", &["个"]),
    ("笔均", &["笔"]),
    ("平均每笔", &["笔"]),
    ("每笔平均", &["笔"]),
    ("单笔平均", &["笔"]),
    ("单均", &["单"]),
    ("次均", &["次", "人次"]),
    ("平均每次", &["次"]),
    ("每次平均", &["次"]),
    ("期均", &["期"]),
    ("平均每期", &["期"]),
    ("每期平均", &["期"]),
    ("亩均", &["亩"]),
    ("平均每亩", &["亩"]),
    ("每亩平均", &["亩"]),
    ("地均", &["平方公里", "公顷", "亩"]),
    ("平均每平方公里", &["平方公里"]),
    ("台均", &["台", "台套"]),
    ("校均", &["所"]),
    ("村均", &["个"]),
    ("栋均", &["栋"]),
    ("平均每栋", &["栋"]),
    ("平均每台", &["台"]),
    ("平均每辆", &["辆"]),
    ("床均", &["床"]),
    ("班均", &["个", "班"]),
    ("月均", &["个月"]),
    ("平均每月", &["个月"]),
    ("每月平均", &["个月"]),
    ("日均", &["天", "日"]),
    ("平均每天", &["天", "日"]),
    ("每天平均", &["天", "日"]),
    ("年均", &["年"]),
    ("平均每年", &["年"]),
    ("每年平均", &["年"]),
    ("周均", &["周"]),
];

fn quotient(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let clause = view.clause(claim);
    let (word, units) = DIVISORS.iter().find(|(word, _)| clause.contains(word))?;
    let own = view.before(claim).contains(word)
        || clause.ends_with(view.before(claim)) && !between_has_number(view, claim, word);
    if !claim.is_amount()
        || !own
        || has(
            clause,
            &["增加", "增长", "提高", "目标", "高于", "低于", "超过全"],
        )
    {
        return None;
    }
    let (total, count) = total_and_count(view, index, word, units)?;
    let mean = total.band()?.over(&count.divisor?)?;
    if agrees(claim, &mean)? {
        return None;
    }
    remark(view, claim, total, &count, &mean, word)
}

/// Whether another quantity stands between the mean word and the claim.
fn between_has_number(view: &View<'_>, claim: &Quantity, word: &str) -> bool {
    let clause = view.clause(claim);
    clause
        .rfind(word)
        .is_some_and(|at| clause[at + word.len()..].contains(|c: char| c.is_ascii_digit()))
}

struct Count<'v> {
    quantity: Option<&'v Quantity>,
    divisor: Option<Band>,
    text: String,
}

fn total_and_count<'v>(
    view: &View<'v>,
    index: usize,
    word: &str,
    units: &[&str],
) -> Option<(&'v Quantity, Count<'v>)> {
    let all = view.quantities();
    let claim = &all[index];
    let counts =
        |count: &&Quantity| units.contains(&count.unit.word) && count.stretch == claim.stretch;
    let usable = |amount: &&Quantity| {
        !has(
            view.before(amount),
            &[
                "增加", "其中", "上年", "去年", "同期", "均", "每", "目标", "增长",
            ],
        )
    };
    let totals: Vec<&Quantity> = all[..index]
        .iter()
        .filter(|total| {
            total.is_amount()
                && fits(claim, total)
                && !units.contains(&total.unit.word)
                && usable(total)
                && total.stretch == claim.stretch
        })
        .collect();
    let found: Vec<&Quantity> = all[..index].iter().filter(counts).filter(usable).collect();
    let same_unit = totals.is_empty();
    let total = if same_unit {
        people_total(view, index, &found)?
    } else {
        *totals.last()?
    };
    let count = found
        .iter()
        .rev()
        .find(|count| count.span != total.span)
        .copied();
    let only = found
        .iter()
        .filter(|count| count.span != total.span)
        .count()
        <= 1
        && totals.len() <= 1;
    let count = counted(view, count, word)?;
    if !only && !borne_out(&totals, &found, claim) {
        return (totals.len() <= 2).then_some((total, count));
    }
    only.then_some((total, count))
}

fn borne_out(totals: &[&Quantity], counts: &[&Quantity], claim: &Quantity) -> bool {
    let mut pairs = totals
        .iter()
        .flat_map(|total| counts.iter().map(move |count| (total, count)));
    pairs.any(|(total, count)| {
        let mean = total
            .band()
            .zip(count.band())
            .and_then(|(total, count)| total.over(&count));
        mean.is_some_and(|mean| agrees(claim, &mean) == Some(true))
    })
}

/// 5场共500人次: the total of people when the mean is of people too.
fn people_total<'v>(view: &View<'v>, index: usize, counts: &[&Quantity]) -> Option<&'v Quantity> {
    let all = view.quantities();
    let claim = &all[index];
    all[..index].iter().rev().find(|total| {
        total.is_amount()
            && fits(claim, total)
            && counts.iter().all(|count| count.span != total.span)
    })
}

/// 人次 and 人 are both numbers of people; a mean without unit takes any total.
fn fits(claim: &Quantity, total: &Quantity) -> bool {
    let people = |quantity: &Quantity| matches!(quantity.unit.word, "人" | "人次" | "名" | "位");
    claim.matches(total) && total.unit.dimension != Dimension::Bare
        || people(claim) && people(total)
}

/// The divisor: a written count, or the months of a half-year or the years of a span.
fn counted<'v>(view: &View<'v>, count: Option<&'v Quantity>, word: &str) -> Option<Count<'v>> {
    if let Some(quantity) = count {
        let scaled = if matches!(quantity.unit.word, "平方公里" | "公顷" | "亩") {
            quantity.unit.factor()
        } else {
            Exact::ONE
        };
        let divisor = quantity.band()?.over(&Band::exactly(scaled));
        return Some(Count {
            quantity: Some(quantity),
            divisor,
            text: printed(quantity),
        });
    }
    let number = if word.contains('月') {
        months(view)?
    } else {
        return None;
    };
    Some(Count {
        quantity: None,
        divisor: Some(Band::exactly(Exact::whole(i128::from(number)))),
        text: format!("{number}个月"),
    })
}

fn months(view: &View<'_>) -> Option<i64> {
    let words = view.words();
    let ranged = view
        .sentence
        .stamps
        .iter()
        .find(|stamp| stamp.part == Part::Month && stamp.from.is_some());
    if let Some(stamp) = ranged {
        return Some(stamp.value - stamp.from? + 1).filter(|months| (1..=12).contains(months));
    }
    let named: &[(&str, i64)] = &[
        ("上半年", 6),
        ("下半年", 6),
        ("前三季度", 9),
        ("一季度", 3),
        ("全年", 12),
    ];
    let mut found = named.iter().filter(|(word, _)| words.contains(word));
    let (_, months) = found.next()?;
    found.next().is_none().then_some(*months)
}

fn remark(
    view: &View<'_>,
    claim: &Quantity,
    total: &Quantity,
    count: &Count<'_>,
    mean: &Band,
    word: &str,
) -> Option<Remark> {
    let exact = mean.middle()?;
    let kind = if word.contains('人') || word.contains('亩') || word.contains('地') {
        Kind::PerCapita
    } else {
        Kind::Average
    };
    let place = view.place(total, claim);
    let place = count
        .quantity
        .map_or(place, |count| place.to(view.place(count, claim)));
    let right = suggested(&exact, claim);
    Some(Remark::error(
        kind,
        place,
        format!("{word}应为{right},不是{}", printed(claim)),
        format!("the mean is {right}, not {}", printed(claim)),
        format!(
            "{} / {} = {}",
            printed(total),
            count.text,
            like(&exact, claim)
        ),
    ))
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
        all.iter().find(|bound| {
            bound.span != mean.span
                && bound.matches(mean)
                && bound.unit == mean.unit
                && has(view.before(bound), cues)
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

/// 三项得分分别为80、85、90分,平均86分.
fn of_list(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let mean = &all[index];
    let words = view.before(mean);
    if !has(words, &["平均", "均值"]) || has(words, &["增", "每"]) || mean.is_share() {
        return None;
    }
    let mut parts: Vec<&Quantity> = Vec::new();
    for part in all[..index].iter().rev() {
        let listed = part.is_amount() && part.unit == mean.unit && part.stretch == mean.stretch;
        let linked = parts.last().is_none_or(|next| {
            view.between(part, next).contains('、') && view.between(part, next).chars().count() < 14
        });
        if !listed || !linked {
            break;
        }
        parts.push(part);
    }
    if parts.len() < 2 || has(view.words(), &["等"]) {
        return None;
    }
    let mut sum = Band::exactly(Exact::ZERO);
    for part in &parts {
        sum = sum.plus(&part.band()?)?;
    }
    let count = Exact::whole(i128::try_from(parts.len()).ok()?);
    let value = sum.over(&Band::exactly(count))?;
    if agrees(mean, &value)? {
        return None;
    }
    let exact = value.middle()?;
    let terms: Vec<String> = parts.iter().rev().map(|part| printed(part)).collect();
    Some(Remark::error(
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
    ))
}
