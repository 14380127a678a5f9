//! Named values: 甲12家、乙15家; 甲、乙、丙分别为12家、15家、9家.
//!
//! Main items: [`Named`], [`runs`] and [`lists`]. Which place a name is said to hold is read by the parent.

use crate::kind::View;
use crate::read::{Dimension, Quantity};
use crate::words::without_tail;

/// A value with the name it is given.
#[derive(Clone)]
pub(super) struct Named<'v> {
    pub(super) name: &'v str,
    pub(super) quantity: &'v Quantity,
}

/// Sentences back that values may be listed.
const REACH: usize = 2;

/// Every list of at least two named values, of this sentence first.
pub(super) fn lists<'v>(view: &View<'v>) -> Vec<Vec<Named<'v>>> {
    view.window(REACH)
        .flat_map(|near| {
            let mut found: Vec<Vec<Named<'v>>> = respectively(&near).into_iter().collect();
            found.extend(runs(&near));
            found
        })
        .filter(|list| list.len() >= 2)
        .collect()
}

/// The values of each unit that have names of their own, as far as they stand near each other.
pub(super) fn runs<'v>(view: &View<'v>) -> Vec<Vec<Named<'v>>> {
    let mut found: Vec<Vec<Named<'v>>> = Vec::new();
    for quantity in view.quantities() {
        let name = name_of(view.before(quantity));
        let usable = quantity.is_plain() && is_ranked(quantity) && !name.is_empty();
        let alike = |list: &&mut Vec<Named<'v>>| {
            list.last()
                .is_some_and(|last| last.quantity.unit == quantity.unit)
        };
        match found.iter_mut().rev().find(alike) {
            Some(list) if usable && follows(list, quantity) => list.push(Named { name, quantity }),
            _ if usable => found.push(vec![Named { name, quantity }]),
            _ => {}
        }
    }
    found
}

/// Whether a value stands in the clause behind the last one of a list, or as far off as the values of the list do.
fn follows(list: &[Named<'_>], quantity: &Quantity) -> bool {
    let clause = |at: usize| list.get(at).map_or(0, |named| named.quantity.clause);
    let pitch = if list.len() > 1 {
        clause(1) - clause(0)
    } else {
        2
    };
    quantity.clause <= clause(list.len() - 1) + pitch.max(1)
}

fn is_ranked(quantity: &Quantity) -> bool {
    quantity.is_amount()
        || matches!(
            quantity.unit.dimension,
            Dimension::Share | Dimension::Points
        )
        || quantity.unit.dimension == Dimension::Time
}

/// 甲、乙、丙分别实现12亿元、15亿元和9亿元.
fn respectively<'v>(view: &View<'v>) -> Option<Vec<Named<'v>>> {
    let words = view.words();
    let cue = words.find("分别").or_else(|| words.find("依次"))?;
    let start = view.sentence.span.start + cue;
    let all = view.quantities();
    let first = all
        .iter()
        .position(|value| value.span.start > start && is_ranked(value))?;
    let linked = |pair: &[Quantity]| {
        matches!(
            view.between(&pair[0], &pair[1]),
            "、" | "和" | "与" | "及" | "以及" | "，"
        ) && pair[0].unit == pair[1].unit
    };
    let count = 1 + all[first..]
        .windows(2)
        .take_while(|pair| linked(pair))
        .count();
    let lead = words[..cue].rsplit(['，', '。', '；', '：', '（']).next()?;
    let names: Vec<&str> = lead
        .split(['、', '和', '与', '及'])
        .map(without_count)
        .filter(|name| !name.is_empty())
        .collect();
    let given = names.iter().zip(&all[first..first + count]);
    (names.len() == count && count >= 2).then(|| {
        given
            .map(|(name, quantity)| Named {
                name: name_of(name),
                quantity,
            })
            .collect()
    })
}

/// 丁四家龙头企业: the name before how many of what they are.
fn without_count(name: &str) -> &str {
    let counted = name.char_indices().skip(1).find(|(at, number)| {
        let behind = name[at + number.len_utf8()..].chars().next();
        "两二三四五六七八九十".contains(*number)
            && behind.is_some_and(|unit| "家个项类名所县区镇".contains(unit))
    });
    counted.map_or(name, |(at, _)| &name[..at])
}

const FILLING: &[&str] = &[
    "达到",
    "达",
    "为",
    "完成",
    "实现",
    "共",
    "有",
    "得",
    "引进",
    "新增",
    "分别",
    "约",
    "的",
    "增长",
    "完成产值",
    "产值",
    "签约",
    "营收",
    "得分",
    "申请",
    "专利",
    "下降",
    "降",
    "升",
    "上升",
    "以",
    "是",
];

pub(super) fn name_of(before: &str) -> &str {
    let name = without_tail(before, FILLING).trim_start_matches("其中");
    name.trim_start_matches(['和', '与', '及', '而'])
}
