//! Means beside total and count: 场均, 每家, 人均, 每平方米, 月均.
//!
//! Means beside the values or the range they are of are judged in `spread`.

mod lone;
mod operands;

use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Part, Quantity, Unit, agrees_as_mean, unit};
use crate::words::{has, like, printed, suggested, without_tail};
use benfu_rules::Exact;
use operands::Operands;

/// Looks at every mean of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if has(view.words(), &["加权"]) {
        return;
    }
    for claim in view.quantities() {
        remarks.extend(quotient(view, claim).or_else(|| lone::quotient(view, claim)));
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
    /// 义务教育 in 义务教育生均支出; may be empty.
    whose: &'w str,
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
        let over = &rest[scale_word.len()..];
        let head = ["常住人口", "户籍人口", "人口"]
            .iter()
            .find(|head| over.starts_with(**head));
        let unit = unit::at_start(head.map_or(over, |_| "人"))?;
        let means = sign == "每" || has(words, &["平均"]);
        let until =
            at + sign.len() + scale_word.len() + head.map_or(unit.word.len(), |head| head.len());
        means.then_some((at, until, unit, scale))
    });
    let (from, until, unit, scale) = each.or_else(|| mean_word(words))?;
    let word = &words[from..until];
    let noun = without_tail(&words[until..], FILLING);
    Some(Per {
        whose: &words[..from],
        word,
        unit,
        scale,
        noun: noun
            .trim_start_matches("企业")
            .trim_start_matches("平均")
            .trim_start_matches("项目"),
    })
}

/// 0.39吨标准煤/万元: what the unit itself is over.
fn per_behind(words: &str) -> Option<Per<'_>> {
    let (noun, over) = words.split_once('/')?;
    let scale = SCALES.iter().find(|(word, _)| over.starts_with(word));
    let (scale_word, scale) = scale.copied().unwrap_or(("", 1));
    let unit = unit::at_start(&over[scale_word.len()..])?;
    (noun.chars().count() <= 4).then_some(Per {
        word: over,
        unit,
        scale,
        noun: "",
        whose: "",
    })
}

/// 场均, 户均: the sign before 均 is a unit or stands for one.
fn mean_word(words: &str) -> Option<(usize, usize, Unit, i128)> {
    if let Some(at) = words.find("亩产") {
        let end = at + "亩产".len();
        return Some((at, end, unit::at_start("亩")?, 1));
    }
    words.match_indices('均').find_map(|(at, sign)| {
        let before = words[..at].chars().next_back()?;
        let from = at - before.len_utf8();
        let counted = match before {
            '户' | '企' => "家",
            '生' | '师' => "人",
            '床' => "张",
            '班' | '镇' | '乡' | '县' | '区' | '村' => "个",
            '车' => "辆",
            '校' => "所",
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
    let per = per(view.before(claim)).or_else(|| per_behind(view.after(claim)))?;
    if !claim.is_amount() || has(&view.clause(claim).replace("增加值", ""), APART) {
        return None;
    }
    let Operands { totals, counts } = Operands::of(view, claim, &per);
    let total = *totals.last()?;
    let count = divisor(view, &per, counts.last().copied())?;
    let mean = total.band()?.over(&count.band)?;
    let fits = agrees_as_mean(claim, &mean)? || operands::borne_out(view, claim, &per);
    (totals.len() <= 2 && !fits).then(|| remark(view, (claim, total), &count, &mean, &per))?
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
    let place = [Some(total), count.quantity]
        .into_iter()
        .flatten()
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

/// A mean that does not say what it is over, against the total and the count.
fn remark_of(
    view: &View<'_>,
    claim: &Quantity,
    (total, count): (&Quantity, &Quantity),
    mean: &Band,
) -> Option<Remark> {
    let count = Divisor {
        quantity: Some(count),
        band: count.band()?,
        text: printed(count),
    };
    let per = Per {
        word: "平均数",
        unit: Unit::BARE,
        scale: 1,
        noun: "",
        whose: "",
    };
    remark(view, (claim, total), &count, mean, &per)
}
