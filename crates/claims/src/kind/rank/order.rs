//! Values said to stand in an order: 由高到低依次为…, 分列第一和第三.

use super::values::{Named, lists, runs};
use super::{STANDS, place_of};
use crate::finding::Kind;
use crate::kind::{Remark, View};
use crate::read::{Quantity, Span};
use crate::words::{has, printed};

const DOWNWARDS: &[&str] = &[
    "由高到低",
    "从高到低",
    "由多到少",
    "从多到少",
    "从大到小",
    "由大到小",
];
const UPWARDS: &[&str] = &[
    "由低到高",
    "从低到高",
    "由少到多",
    "从少到多",
    "从小到大",
    "由小到大",
];

/// 由高到低依次为甲12、乙15; or names alone, whose values were told before.
pub(super) fn sorted(view: &View<'_>) -> Option<Remark> {
    let words = view.words();
    if !words.contains(['由', '从']) {
        return None;
    }
    let cue = |cues: &[&str]| {
        cues.iter()
            .filter_map(|cue| words.find(cue).map(|at| at + cue.len()))
            .min()
    };
    let (at, down) = match (cue(DOWNWARDS), cue(UPWARDS)) {
        (Some(at), None) => (at, true),
        (None, Some(at)) => (at, false),
        _ => return None,
    };
    let place = view.sentence.span.start + at;
    let values: Vec<Named<'_>> = runs(view)
        .into_iter()
        .max_by_key(|list| {
            list.iter()
                .filter(|value| value.quantity.span.start > place)
                .count()
        })?
        .into_iter()
        .filter(|value| value.quantity.span.start > place)
        .collect();
    let ordered = if values.len() >= 2 {
        values
    } else {
        by_name(view, &words[at..])?
    };
    let broken = ordered.windows(2).any(|pair| {
        let (first, second) = (&pair[0].quantity.value, &pair[1].quantity.value);
        if down { first < second } else { first > second }
    });
    let quantities = || ordered.iter().map(|value| value.quantity);
    let first = quantities().min_by_key(|value| value.span.start)?;
    let last = quantities().max_by_key(|value| value.span.start)?;
    let end = words[at..]
        .find(['，', '；', '。'])
        .map_or(words.len(), |length| at + length);
    broken.then(|| {
        let order: Vec<String> = quantities().map(printed).collect();
        Remark::error(
            Kind::Rank,
            view.place(first, last)
                .to(Span::new(place, view.sentence.span.start + end)),
            "所列数值不是这一顺序".to_owned(),
            "the listed values are not in this order".to_owned(),
            order.join(" → "),
        )
    })
}

/// 依次为民营企业、外资企业、国有企业: the values told before under these names, in the order of the names.
fn by_name<'v>(view: &View<'v>, behind: &'v str) -> Option<Vec<Named<'v>>> {
    let clause = behind.split(['，', '；', '。']).next()?;
    let clause = clause
        .trim_start_matches("排列")
        .trim_start_matches("依次")
        .trim_start_matches("分别")
        .trim_start_matches(['为', '是', '：']);
    let names: Vec<&str> = clause.split(['、', '和', '与']).collect();
    let lists = lists(view);
    let list = lists.iter().find(|list| list.len() == names.len())?;
    let found = names.iter().map(|name| {
        let mut called = list
            .iter()
            .filter(|value| name.chars().count() >= 2 && value.name.contains(*name));
        let value = called.next()?;
        called.next().is_none().then(|| value.clone())
    });
    found.collect()
}

/// 甲7397家居第二,乙6800家、丙5100家分列第一和第三: a larger value with a later place.
pub(super) fn apportioned(view: &View<'_>) -> Option<Remark> {
    let words = view.words();
    let all = view.quantities();
    let at = view.sentence.span.start + words.find("分列")?;
    let (before, behind) = (
        &words[..at - view.sentence.span.start],
        &words[at - view.sentence.span.start..],
    );
    let clause = behind.split(['，', '。', '；']).next()?;
    let places: Vec<usize> = clause
        .match_indices('第')
        .filter_map(|(at, _)| ordinal(&clause[at..]))
        .collect();
    let values: Vec<&Quantity> = all.iter().filter(|value| value.span.end <= at).collect();
    let listed = values.get(values.len().checked_sub(places.len())?..)?;
    let mut standing: Vec<(&Quantity, usize)> =
        listed.iter().copied().zip(places.iter().copied()).collect();
    let single = values
        .get(values.len().checked_sub(places.len() + 1)?)
        .copied();
    let own = single.and_then(|value| {
        let rest = view.rest(value).split('，').next()?;
        STANDS
            .iter()
            .any(|word| rest.contains(word))
            .then(|| ordinal(&rest[rest.find('第')?..]))?
    });
    standing.extend(single.zip(own));
    let same = standing.len() >= 2
        && standing
            .iter()
            .all(|(value, _)| value.unit == listed[0].unit && value.is_plain());
    let wrong = standing.iter().any(|(value, place)| {
        standing
            .iter()
            .any(|(other, after)| value.value > other.value && place > after)
    });
    (same && wrong && !has(before, &["从低到高", "由低到高", "能耗", "用时", "耗时"])).then(|| {
        let list: Vec<String> = standing
            .iter()
            .map(|(value, place)| format!("{} : {place}", printed(value)))
            .collect();
        Remark::error(
            Kind::Rank,
            Span::new(
                view.place(standing[standing.len() - 1].0, listed[0]).start,
                at + clause.len(),
            ),
            "位次与所列数值的大小不符".to_owned(),
            "the places do not follow the values listed".to_owned(),
            list.join(" "),
        )
    })
}

/// The number of 第三.
fn ordinal(text: &str) -> Option<usize> {
    place_of(text)?.counted_down()
}
