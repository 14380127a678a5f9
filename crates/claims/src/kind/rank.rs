//! Places: 甲居第二, 乙最多, beside the listed values.

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Line, Quantity, Span, numeral};
use crate::words::{ends, has, printed, without_tail};

/// Looks at every place claimed in a sentence about values of this sentence or the one before.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let values = listed(view);
    if values.len() >= 2 {
        remarks.extend(
            claims(view)
                .iter()
                .filter_map(|claim| judge(view, &values, claim)),
        );
    }
    remarks.extend(sorted(view));
    remarks.extend(apportioned(view));
}

/// A named value.
struct Named<'v> {
    name: &'v str,
    quantity: &'v Quantity,
}

/// The longest list of named values of one unit, in this sentence or the one before.
fn listed<'v>(view: &View<'v>) -> Vec<Named<'v>> {
    let here = runs(view, view.quantities());
    if here.len() >= 2 {
        return here;
    }
    view.previous
        .map_or_else(Vec::new, |previous| runs(view, &previous.quantities))
}

fn runs<'v>(view: &View<'v>, quantities: &'v [Quantity]) -> Vec<Named<'v>> {
    let mut best: Vec<Named<'v>> = Vec::new();
    for first in 0..quantities.len() {
        let run = run_from(view, &quantities[first..]);
        if run.len() > best.len() {
            best = run;
        }
    }
    best
}

/// The named values of the first one's unit; values of another unit between them are passed over.
fn run_from<'v>(view: &View<'v>, quantities: &'v [Quantity]) -> Vec<Named<'v>> {
    let mut run: Vec<Named<'v>> = Vec::new();
    for quantity in quantities.iter().take(40) {
        let Some(last) = run
            .last()
            .map_or(quantities.first(), |last| Some(last.quantity))
        else {
            break;
        };
        if quantity.unit != last.unit {
            continue;
        }
        let name = name_of(view.before(quantity));
        let usable = quantity.is_plain()
            && (quantity.is_amount() || quantity.is_share())
            && !name.is_empty();
        if !usable || quantity.clause > last.clause + 1 {
            break;
        }
        run.push(Named { name, quantity });
    }
    run
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
];

fn name_of(before: &str) -> &str {
    without_tail(before, FILLING).trim_start_matches(['和', '与', '及'])
}

/// A place that a name is said to hold.
struct Claim<'v> {
    name: &'v str,
    place: Place,
    /// It speaks of rates, not of amounts.
    of_rate: bool,
    span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Counted from the highest, from 1.
    From(usize),
    /// Counted from the lowest, from 1.
    Last(usize),
}

const STANDS: &[&str] = &[
    "位居",
    "位列",
    "排名",
    "排在",
    "居于",
    "列居",
    "名列",
    "居",
    "列",
    "排",
    "位次为",
    "排位",
];

/// Every clause that claims a place.
fn claims<'v>(view: &View<'v>) -> Vec<Claim<'v>> {
    let words = view.words();
    let mut found = Vec::new();
    let mut begin = 0;
    for (at, sign) in words
        .char_indices()
        .filter(|(_, c)| "，。；：、（）".contains(*c))
        .chain([(words.len(), '。')])
    {
        let clause = &words[begin.min(at)..at];
        let span = Span::new(
            view.sentence.span.start + begin.min(at),
            view.sentence.span.start + at,
        );
        found.extend(claim(clause, span));
        begin = at + if at < words.len() { sign.len_utf8() } else { 0 };
    }
    found
}

/// What is measured, behind the name.
const MEASURES: &[&str] = &[
    "数量", "数", "产值", "规模", "得分", "的", "占比", "增幅", "增速", "涨幅", "营收", "面积",
    "则", "以",
];
const RATES: &[&str] = &["增幅", "增速", "涨幅"];

fn claim(clause: &str, span: Span) -> Option<Claim<'_>> {
    if has(
        clause,
        &["全市", "全省", "全国", "全球", "上年", "去年", "位于"],
    ) && !clause.starts_with("全区")
    {
        return None;
    }
    let superlative: &[(&str, Place)] = &[
        ("最高", Place::From(1)),
        ("最多", Place::From(1)),
        ("最大", Place::From(1)),
        ("最快", Place::From(1)),
        ("最低", Place::Last(1)),
        ("最少", Place::Last(1)),
        ("最小", Place::Last(1)),
    ];
    if let Some((name, place)) = superlative
        .iter()
        .find_map(|(word, place)| clause.strip_suffix(word).map(|name| (name, *place)))
    {
        return Some(Claim {
            name: without_tail(name, MEASURES),
            place,
            of_rate: has(name, RATES),
            span,
        });
    }
    let (at, stands) = STANDS
        .iter()
        .filter_map(|word| clause.find(word).map(|at| (at, *word)))
        .min_by_key(|(at, word)| (*at, usize::MAX - word.len()))?;
    let place = place(&clause[at + stands.len()..])?;
    let name = without_tail(&clause[..at], MEASURES);
    Some(Claim {
        name,
        place,
        of_rate: has(clause, RATES),
        span,
    })
}

fn place(text: &str) -> Option<Place> {
    let text = text.trim_start_matches(['在', '于', '各', '区', '为']);
    let words: &[(&str, Place)] = &[
        ("首位", Place::From(1)),
        ("榜首", Place::From(1)),
        ("首", Place::From(1)),
        ("次席", Place::From(2)),
        ("末位", Place::Last(1)),
        ("最后", Place::Last(1)),
        ("末", Place::Last(1)),
    ];
    if let Some((_, place)) = words.iter().find(|(word, _)| text.starts_with(word)) {
        return Some(*place);
    }
    let (rest, last) = text
        .strip_prefix("倒数第")
        .map(|rest| (rest, true))
        .or_else(|| text.strip_prefix('第').map(|rest| (rest, false)))?;
    let line = Line::of(rest, 0);
    let number = numeral::words(&line, 0).or_else(|| numeral::digits(&line, 0))?;
    let number = usize::try_from(number.value.to_whole()?).ok()?;
    Some(if last {
        Place::Last(number)
    } else {
        Place::From(number)
    })
}

fn judge(view: &View<'_>, values: &[Named<'_>], claim: &Claim<'_>) -> Option<Remark> {
    if claim.name.chars().count() == 0
        || has(
            view.words(),
            &["从低到高", "由低到高", "升序", "能耗", "用时", "耗时"],
        )
    {
        return None;
    }
    let bare = claim.name.trim_start_matches("其中");
    let mut named = values.iter().filter(|value| {
        value.name.starts_with(bare)
            || ends(value.name, &[bare])
            || bare.ends_with(value.name)
            || value.name.chars().count() >= 2 && bare.starts_with(value.name)
    });
    let own = named.next()?;
    if claim.of_rate && !own.quantity.is_share() {
        return None;
    }
    if named.next().is_some()
        || claim.span.start <= own.quantity.span.start && own.quantity.span.start < claim.span.end
    {
        return None;
    }
    let above = values
        .iter()
        .filter(|other| other.quantity.value > own.quantity.value)
        .count();
    let below = values
        .iter()
        .filter(|other| other.quantity.value < own.quantity.value)
        .count();
    let even = values.len() - above - below - 1;
    let (before, place) = match claim.place {
        Place::From(place) => (above, place),
        Place::Last(place) => (below, place),
    };
    let fits = (before + 1..=before + 1 + even).contains(&place);
    let open = has(view.words(), &["等"]);
    (!fits && !open && place >= 1).then(|| {
        let list: Vec<String> = values
            .iter()
            .map(|value| format!("{}{}", value.name, printed(value.quantity)))
            .collect();
        Remark::error(
            Kind::Rank,
            claim.span,
            format!("按所列数值,{}应为第{}", own.name, above + 1),
            format!("by the values listed it comes in place {}", above + 1),
            list.join(" "),
        )
    })
}

/// 由高到低依次为甲12、乙15.
fn sorted(view: &View<'_>) -> Option<Remark> {
    let words = view.words();
    let down = has(
        words,
        &[
            "由高到低",
            "从高到低",
            "由多到少",
            "从多到少",
            "从大到小",
            "由大到小",
        ],
    );
    let up = has(
        words,
        &["由低到高", "从低到高", "由少到多", "从小到大", "由小到大"],
    );
    let values = runs(view, view.quantities());
    if down == up || values.len() < 2 {
        return None;
    }
    let broken = values.windows(2).any(|pair| {
        let (first, second) = (&pair[0].quantity.value, &pair[1].quantity.value);
        if down { first < second } else { first > second }
    });
    let (first, last) = (values.first()?.quantity, values.last()?.quantity);
    broken.then(|| {
        let order: Vec<String> = values.iter().map(|value| printed(value.quantity)).collect();
        Remark::error(
            Kind::Rank,
            view.place(first, last),
            "所列数值不是这一顺序".to_owned(),
            "the listed values are not in this order".to_owned(),
            order.join(" → "),
        )
    })
}

/// 甲7397家居第二,乙6800家、丙5100家分列第一和第三: a larger value with a later place.
fn apportioned(view: &View<'_>) -> Option<Remark> {
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
    match place(text)? {
        Place::From(place) => Some(place),
        Place::Last(_) => None,
    }
}
