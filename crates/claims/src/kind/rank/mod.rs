//! Places: 甲居第二, 乙最多, 最多的是丙, beside the listed values.
//!
//! Values with their names are read in `values`, lists that are said to be in order in `order`.

mod order;
mod values;

use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Line, Quantity, Span, numeral};
use crate::words::{and_so_on, ends, has, printed, without_tail};
use values::{Named, lists};

/// Looks at every place claimed in a sentence about values of this sentence or the one before.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let claims = if view
        .words()
        .contains(['第', '首', '末', '最', '次', '垫', '殿', '领'])
    {
        claims(view)
    } else {
        Vec::new()
    };
    if !claims.is_empty() {
        let lists = lists(view);
        remarks.extend(claims.iter().filter_map(|claim| judge(view, &lists, claim)));
    }
    remarks.extend(order::sorted(view));
    remarks.extend(order::apportioned(view));
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

impl Place {
    /// The number of a place counted from the highest.
    fn counted_down(self) -> Option<usize> {
        match self {
            Self::From(place) => Some(place),
            Self::Last(_) => None,
        }
    }
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
        .filter(|(_, c)| "，。；：（）".contains(*c))
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
    "数量",
    "数",
    "产值",
    "规模",
    "得分",
    "的",
    "占比",
    "增幅",
    "增速",
    "涨幅",
    "营收",
    "面积",
    "则",
    "以",
    "总量",
    "降幅",
    "收入",
    "行业",
    "平均住院日",
    "最",
];
const RATES: &[&str] = &["增幅", "增速", "涨幅", "降幅"];

const SUPERLATIVES: &[(&str, Place)] = &[
    ("最高", Place::From(1)),
    ("最多", Place::From(1)),
    ("最大", Place::From(1)),
    ("最快", Place::From(1)),
    ("最长", Place::From(1)),
    ("最重", Place::From(1)),
    ("最短", Place::Last(1)),
    ("最轻", Place::Last(1)),
    ("最低", Place::Last(1)),
    ("最少", Place::Last(1)),
    ("最小", Place::Last(1)),
    ("最慢", Place::Last(1)),
    ("次之", Place::From(2)),
    ("垫底", Place::Last(1)),
    ("殿后", Place::Last(1)),
    ("领跑", Place::From(1)),
];

fn claim(clause: &str, span: Span) -> Option<Claim<'_>> {
    let other = has(
        clause,
        &[
            "全市", "全省", "全国", "全球", "上年", "去年", "位于", "历史",
        ],
    );
    if other && !clause.starts_with("全区") {
        return None;
    }
    let made = |name, place, of_rate| Claim {
        name: bare(name),
        place,
        of_rate,
        span,
    };
    let ended = SUPERLATIVES
        .iter()
        .find_map(|(word, place)| Some((clause.strip_suffix(word)?, *place)));
    if let Some((name, place)) = ended {
        return Some(made(name, place, has(name, RATES)));
    }
    let turned = SUPERLATIVES.iter().find_map(|(word, place)| {
        let (lead, behind) = clause.split_once(word)?;
        let name = behind
            .strip_prefix("的是")
            .or_else(|| behind.strip_prefix("的为"))?;
        Some(made(name, *place, has(lead, RATES)))
    });
    turned.or_else(|| {
        let stands = STANDS
            .iter()
            .filter_map(|word| clause.find(word).map(|at| (at, *word)));
        let (at, stands) = stands.min_by_key(|(at, word)| (*at, usize::MAX - word.len()))?;
        let place = place_of(&clause[at + stands.len()..])?;
        Some(made(&clause[..at], place, has(clause, RATES)))
    })
}

/// The name without the set it is of (三个区中) and without what is measured.
fn bare(name: &str) -> &str {
    let name = without_tail(name, MEASURES);
    let name = name
        .split_once('中')
        .filter(|(set, own)| (1..=6).contains(&set.chars().count()) && !own.is_empty())
        .map_or(name, |(_, own)| own);
    without_tail(name.trim_start_matches("其中"), MEASURES)
}

fn place_of(text: &str) -> Option<Place> {
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
    if text.ends_with("首位") && text.chars().count() <= 10 {
        return Some(Place::From(1));
    }
    // 五个片区之首
    let short = text.chars().count() <= 12;
    if short && text.ends_with("之首") {
        return Some(Place::From(1));
    }
    if short && text.ends_with("之末") {
        return Some(Place::Last(1));
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

/// Where fewer is better, or the order runs the other way.
const REVERSED: &[&str] = &[
    "从低到高",
    "由低到高",
    "升序",
    "能耗",
    "用时",
    "耗时",
    "越低越好",
    "越少越好",
    "越小越好",
    "越短越好",
    "逆指标",
    "负向",
];

fn judge(view: &View<'_>, lists: &[Vec<Named<'_>>], claim: &Claim<'_>) -> Option<Remark> {
    if claim.name.is_empty() || has(view.words(), REVERSED) {
        return None;
    }
    let of_unit = |list: &[Named<'_>], told: &Quantity| list[0].quantity.unit == told.unit;
    let told = own_value(view, claim).filter(|told| lists.iter().any(|list| of_unit(list, told)));
    let mut fitting = lists
        .iter()
        .filter(|list| told.is_none_or(|told| of_unit(list, told)));
    let (own, others) = fitting.find_map(|list| standing(list, claim, told))?;
    let above = others
        .iter()
        .filter(|other| other.quantity.value > own.quantity.value)
        .count();
    let below = others
        .iter()
        .filter(|other| other.quantity.value < own.quantity.value)
        .count();
    let even = others.len() - above - below;
    let (before, place) = match claim.place {
        Place::From(place) => (above, place),
        Place::Last(place) => (below, place),
    };
    let fits = (before + 1..=before + 1 + even).contains(&place);
    let open = and_so_on(view.words());
    (!fits && !open && place >= 1).then(|| {
        let all = others.iter().chain([&own]);
        let list: Vec<String> = all
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

/// The value that the claim itself gives: 云溪县以9.9%居首.
fn own_value<'v>(view: &View<'v>, claim: &Claim<'_>) -> Option<&'v Quantity> {
    let inside = |value: &&Quantity| {
        claim.span.start <= value.span.start && value.span.end <= claim.span.end
    };
    view.quantities().iter().find(inside)
}

/// What named things are, where a list gives the bare names.
const KINDS: &[&str] = &[
    "企业", "公司", "片区", "街道", "园区", "项目", "产业", "集团", "单位", "社区", "小组",
];

/// The one that the claim names in a list, and the others.
fn standing<'v>(
    list: &[Named<'v>],
    claim: &Claim<'v>,
    told: Option<&'v Quantity>,
) -> Option<(Named<'v>, Vec<Named<'v>>)> {
    let called = |value: &&Named<'v>| {
        let long = value.name.chars().count() >= 2;
        value.name.starts_with(claim.name)
            || ends(value.name, &[claim.name])
            || claim.name.ends_with(value.name)
            || long && claim.name.starts_with(value.name)
            || ends(claim.name, KINDS) && without_tail(claim.name, KINDS) == value.name
    };
    let inside = |value: &&Named<'v>| told.is_some_and(|told| told.span == value.quantity.span);
    let rates = !claim.of_rate || list[0].quantity.is_share();
    let mut named = list.iter().filter(|value| !inside(value)).filter(called);
    let own = match (told, named.next()) {
        (Some(quantity), _) => Named {
            name: claim.name,
            quantity,
        },
        (None, own) => own?.clone(),
    };
    let others: Vec<Named<'v>> = list
        .iter()
        .filter(|value| !inside(value) && !called(value))
        .cloned()
        .collect();
    (rates && named.next().is_none() && !others.is_empty()).then_some((own, others))
}
