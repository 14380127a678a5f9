//! Means beside total and count: 场均, 每家, 人均, 每平方米, 月均.
//!
//! Means beside the values or the range they are of are judged in `spread`.

use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Part, Quantity, Unit, agrees_as_mean, unit};
use crate::words::{has, like, printed, suggested, without_tail};
use benfu_rules::Exact;

/// Looks at every mean of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if has(view.words(), &["加权"]) {
        return;
    }
    for claim in view.quantities() {
        remarks.extend(quotient(view, claim));
    }
}

/// What a mean is taken over, and what is averaged.
struct Per<'w> {
    /// 场均, 每家.
    word: &'w str,
    unit: Unit,
    /// 10000 in 每万人.
    scale: i128,
    /// 产值 in 户均产值; may be empty.
    noun: &'w str,
}

/// How many units a mean may be over: 每万人, 每百家.
const SCALES: &[(&str, i128)] = &[
    ("万", 10_000),
    ("千", 1000),
    ("百", 100),
    ("亿", 100_000_000),
];

/// The mean that the words before a number announce.
fn per(words: &str) -> Option<Per<'_>> {
    let each = words.match_indices(['每', '单']).find_map(|(at, sign)| {
        let rest = &words[at + sign.len()..];
        let scale = SCALES.iter().find(|(word, _)| rest.starts_with(word));
        let (scale_word, scale) = scale.copied().unwrap_or(("", 1));
        let unit = unit::at_start(&rest[scale_word.len()..])?;
        let means = sign == "每" || has(words, &["平均"]);
        let until = at + sign.len() + scale_word.len() + unit.word.len();
        means.then_some((at, until, unit, scale))
    });
    let (from, until, unit, scale) = each.or_else(|| mean_word(words))?;
    let word = &words[from..until];
    let noun = without_tail(&words[until..], FILLING);
    Some(Per {
        word,
        unit,
        scale,
        noun: noun
            .trim_start_matches("企业")
            .trim_start_matches("平均")
            .trim_start_matches("项目"),
    })
}

/// 场均, 户均: the sign before 均 is a unit or stands for one.
fn mean_word(words: &str) -> Option<(usize, usize, Unit, i128)> {
    words.match_indices('均').find_map(|(at, sign)| {
        let before = words[..at].chars().next_back()?;
        let from = at - before.len_utf8();
        let counted = match before {
            '户' | '企' => "家",
            '校' => "所",
            '村' => "个",
            '地' => "平方公里",
            '月' => "个月",
            '日' => "天",
            _ => &words[from..at],
        };
        Some((from, at + sign.len(), unit::at_start(counted)?, 1))
    })
}

/// Words between what is averaged and the number.
const FILLING: &[&str] = &[
    "平均", "达到", "达", "为", "约", "了", "的", "是", "仅", "实现", "，",
];

/// Words that make a mean a change, a plan or a comparison.
const APART: &[&str] = &[
    "增加",
    "增长",
    "提高",
    "目标",
    "高于",
    "低于",
    "超过全",
    "节约",
    "减少",
];

fn quotient(view: &View<'_>, claim: &Quantity) -> Option<Remark> {
    let per = per(view.before(claim))?;
    if !claim.is_amount() || has(view.clause(claim), APART) {
        return None;
    }
    let counts = near(view, claim, |count| is_counted(&per, count));
    let mut totals = near(view, claim, |total| {
        fits(claim, total) && !is_counted(&per, total)
    });
    if totals.is_empty() {
        // 25人共120人次: the total is counted in what the mean is taken over.
        totals = near(view, claim, |total| fits(claim, total));
        totals.retain(|total| counts.iter().all(|count| count.span != total.span));
    }
    let named = |total: &&Quantity| total.before.of(view.text).contains(per.noun);
    if per.noun.chars().count() >= 2 && totals.iter().filter(|total| named(total)).count() == 1 {
        totals.retain(|total| named(total));
    }
    let total = *totals.last()?;
    let count = divisor(view, &per, counts.last().copied())?;
    let mean = total.band()?.over(&count.band)?;
    let several = totals.len() > 1 || counts.len() > 1;
    let open = several && (totals.len() > 2 || borne_out(&totals, &counts, claim));
    if agrees_as_mean(claim, &mean)? || open {
        return None;
    }
    remark(view, (claim, total), &count, &mean, &per)
}

/// The fitting amounts before the claim, else behind it, else in the sentence before.
fn near<'v>(
    view: &View<'v>,
    claim: &Quantity,
    fits: impl Fn(&Quantity) -> bool,
) -> Vec<&'v Quantity> {
    let usable = |amount: &&Quantity| {
        amount.span != claim.span && fits(amount) && !is_other(amount.before.of(view.text))
    };
    let here = view.quantities().iter().filter(usable);
    let (before, behind): (Vec<&Quantity>, Vec<&Quantity>) = here
        .filter(|amount| amount.stretch == claim.stretch)
        .partition(|amount| amount.span.start < claim.span.start);
    if !before.is_empty() {
        return before;
    }
    let distinct = |amount: &&Quantity| {
        usable(amount) && !matches!(amount.unit.word, "家" | "户" | "个" | "项" | "人")
    };
    let earlier = || {
        view.earlier(3)
            .map(|near| near.quantities().iter().filter(distinct).collect())
            .find(|found: &Vec<&Quantity>| !found.is_empty())
            .unwrap_or_default()
    };
    if behind.is_empty() { earlier() } else { behind }
}

/// Amounts of another time, of a part, or means themselves.
fn is_other(words: &str) -> bool {
    has(
        words,
        &[
            "增加", "其中", "上年", "去年", "同期", "均", "每", "目标", "增长",
        ],
    )
}

/// Whether the quantity counts what the mean is taken over.
fn is_counted(per: &Per<'_>, count: &Quantity) -> bool {
    if per.unit.dimension != Dimension::Count {
        return count.unit.dimension == per.unit.dimension && count.unit.matches(&per.unit);
    }
    let group: &[&str] = match per.unit.word {
        "户" | "家" => &["户", "家"],
        "场" | "场次" => &["场", "场次", "次"],
        "项" | "个" => &["项", "个"],
        "人" | "名" | "位" => &["人", "名", "人次", "位"],
        "次" => &["次", "人次"],
        "台" => &["台", "台套"],
        "批" => &["批", "批次"],
        own => return count.unit.word == own,
    };
    group.contains(&count.unit.word)
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
        mean.is_some_and(|mean| agrees_as_mean(claim, &mean) == Some(true))
    })
}

/// 人次 and 人 are both numbers of people; a mean without unit takes any total.
fn fits(claim: &Quantity, total: &Quantity) -> bool {
    let people = |quantity: &Quantity| matches!(quantity.unit.word, "人" | "人次" | "名" | "位");
    claim.matches(total) && total.unit.dimension != Dimension::Bare
        || people(claim) && people(total)
}

struct Divisor<'v> {
    quantity: Option<&'v Quantity>,
    band: Band,
    text: String,
}

/// A written count in the unit of the mean, or the months of a half-year.
fn divisor<'v>(view: &View<'v>, per: &Per<'_>, count: Option<&'v Quantity>) -> Option<Divisor<'v>> {
    if let Some(quantity) = count {
        return Some(Divisor {
            quantity: Some(quantity),
            band: quantity
                .band()?
                .over(&Band::exactly(per.unit.factor()))?
                .over(&Band::exactly(Exact::whole(per.scale)))?,
            text: printed(quantity),
        });
    }
    let number = (per.unit.word == "个月").then(|| months(view))??;
    Some(Divisor {
        quantity: None,
        band: Band::exactly(Exact::whole(i128::from(number))),
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
    (claim, total): (&Quantity, &Quantity),
    count: &Divisor<'_>,
    mean: &Band,
    per: &Per<'_>,
) -> Option<Remark> {
    let exact = mean.middle()?;
    let capita = matches!(per.unit.word, "人" | "亩") || per.unit.dimension == Dimension::Area;
    let kind = if capita {
        Kind::PerCapita
    } else {
        Kind::Average
    };
    let here = |operand: &Quantity| operand.span.start >= view.sentence.span.start;
    let place = [Some(total), count.quantity]
        .into_iter()
        .flatten()
        .filter(|operand| here(operand))
        .fold(view.place(claim, claim), |place, operand| {
            place.to(view.place(operand, claim))
        });
    let right = suggested(&exact, claim);
    Some(
        Remark::error(
            kind,
            place,
            format!("{}应为{right},不是{}", per.word, printed(claim)),
            format!("the mean is {right}, not {}", printed(claim)),
            format!(
                "{} / {} = {}",
                printed(total),
                count.text,
                like(&exact, claim)
            ),
        )
        .corrected(claim.span, right),
    )
}
