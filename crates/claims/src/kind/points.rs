//! Percentage points and per cent: 占比由30%升至36% is 6个百分点, not 6%.

use super::change::{Change, DOWN, UP, adjusted, changes, direction, reached};
use super::claimed::of_claim;
use super::growth::speaks_of_other;
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, agrees};
use crate::words::{decimal, ends, has, percent, printed, without_tail};
use benfu_rules::Exact;

/// Looks at every difference of two percentages and every 百分点 of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let all = view.quantities();
    let any = all
        .iter()
        .any(|claim| claim.is_share() || claim.unit.dimension == Dimension::Points);
    if !any || adjusted(view.words()) {
        return;
    }
    let changes = changes(view);
    for (index, claim) in all.iter().enumerate() {
        let found = between_shares(view, changes, index)
            .or_else(|| base_behind(view, index))
            .or_else(|| against_named(view, index))
            .or_else(|| points_of_an_amount(view, changes, index))
            .or_else(|| share_in_points(view, index));
        remarks.extend(found);
        if claim.is_share() {
            remarks.extend(open(view, index));
        }
    }
}

fn between_shares(view: &View<'_>, changes: &[Change], index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let words = view.before(claim);
    let points = claim.unit.dimension == Dimension::Points;
    if !(points || claim.is_share())
        || reached(words)
        || has(
            words,
            &["高于", "低于", "快于", "目标", "占", "分别", "年均", "月均"],
        )
    {
        return None;
    }
    let up = direction(words)?;
    // 三年合计提高5.3个百分点 is between the first and the last.
    let change = if has(view.clause(claim), &["合计", "累计", "共提高", "总计"]) {
        widest(changes)?
    } else {
        of_claim(view, changes, index)?
    };
    if change.from == index || change.to == index {
        return None;
    }
    let (from, to) = (&all[change.from], &all[change.to]);
    // 分别下降3.1%、2.6%、3.4%,三年累计下降8.8%: rates are not levels.
    let rates = !points && direction(view.before(from)).is_some() && !reached(view.before(from));
    if !from.is_share() || !to.is_share() || rates || speaks_of_other(view, claim, change) {
        return None;
    }
    let zero = Band::exactly(Exact::ZERO);
    let moved = to.band()?.minus(&from.band()?)?;
    let moved = if up { moved } else { zero.minus(&moved)? };
    let fits = agrees(claim, &moved)?;
    if points {
        return (!fits).then(|| wrong(view, (from, to), claim, &moved))?;
    }
    let relative = moved.over(&from.band()?)?;
    // The very difference, printed as per cent: the relative change must then bear it out as printed.
    let difference = to.value.checked_sub(&from.value).ok()?;
    let relative = if claim.value == difference.checked_abs().ok()? {
        Band::exactly(
            difference
                .checked_div(&from.value)
                .ok()?
                .checked_abs()
                .ok()?,
        )
    } else {
        relative
    };
    (!agrees(claim, &relative)?).then(|| wrong(view, (from, to), claim, &moved))?
}

/// From the first value to the last of a chain of changes.
fn widest(changes: &[Change]) -> Option<Change> {
    let (first, last) = (changes.first()?, changes.last()?);
    let chained = changes.windows(2).all(|pair| pair[0].to == pair[1].from);
    chained.then_some(Change {
        from: first.from,
        to: last.to,
    })
}

/// 增长8.6%,全市平均为6.2%,高出全市平均2.4个百分点: the base is told under the name it is compared by.
fn against_named(view: &View<'_>, index: usize) -> Option<Remark> {
    const VERBS: &[(&str, bool)] = &[
        ("高于", true),
        ("高出", true),
        ("快于", true),
        ("低于", false),
        ("慢于", false),
        ("低出", false),
    ];
    let all = view.quantities();
    let claim = &all[index];
    let words = view.before(claim);
    let compared = || {
        let (_, rest) = words.split_once(['较', '比'])?;
        [("高", true), ("快", true), ("低", false), ("慢", false)]
            .iter()
            .find_map(|(verb, above)| Some((rest.strip_suffix(verb)?, *above)))
    };
    let (name, above) = VERBS
        .iter()
        .find_map(|(verb, above)| Some((words.split_once(verb)?.1, *above)))
        .or_else(compared)?;
    let name = without_tail(name, &["水平", "增速", "约", "的"]);
    let shares = || {
        all.iter()
            .filter(|share| share.is_share() && share.stretch == claim.stretch)
    };
    let mut bases = shares().filter(|share| {
        let words = view.before(share).trim_start_matches('而');
        words.starts_with(name) && !words.contains('占')
    });
    let from = bases
        .next()
        .filter(|_| claim.unit.dimension == Dimension::Points && name.chars().count() >= 2)?;
    let to = shares()
        .rev()
        .find(|share| share.span != from.span && share.span.end <= claim.span.start)?;
    let near = bases.next().is_none() && claim.clause.abs_diff(to.clause.max(from.clause)) <= 1;
    let (high, low) = if above { (to, from) } else { (from, to) };
    let moved = high.band()?.minus(&low.band()?)?;
    (near && !agrees(claim, &moved)?).then(|| wrong(view, (low, high), claim, &moved))?
}

/// 增长11.2%,比一季度提高2.5个百分点,一季度为9.7%: the base follows under the name it is compared by.
fn base_behind(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let (to, from) = (all.get(index.checked_sub(1)?)?, all.get(index + 1)?);
    let words = view.before(claim);
    let at = words.find(['比', '较'])? + '比'.len_utf8();
    let verb = UP
        .iter()
        .chain(DOWN)
        .filter_map(|verb| words[at..].find(verb))
        .min()?;
    let name = &words[at..at + verb];
    let near = from.clause == claim.clause + 1 && to.clause + 1 == claim.clause;
    let same = name.chars().count() >= 2 && view.before(from).starts_with(name);
    let grows = |level: &Quantity| direction(view.before(level));
    let both = claim.unit.dimension == Dimension::Points
        && to.is_share()
        && from.is_share()
        && (grows(from).is_none() || grows(from) == grows(to));
    if !near || !same || !both {
        return None;
    }
    let moved = to.band()?.minus(&from.band()?)?;
    let zero = Band::exactly(Exact::ZERO);
    let moved = if direction(words)? {
        moved
    } else {
        zero.minus(&moved)?
    };
    (!agrees(claim, &moved)?).then(|| wrong(view, (from, to), claim, &moved))?
}

fn wrong(
    view: &View<'_>,
    (from, to): (&Quantity, &Quantity),
    claim: &Quantity,
    moved: &Band,
) -> Option<Remark> {
    let points = moved.middle()?.checked_mul(&Exact::whole(100)).ok()?;
    let right = decimal(&points, 2);
    let (from_text, to_text) = (percent(&from.value, 2), percent(&to.value, 2));
    Some(
        Remark::error(
            Kind::Points,
            view.place(from, claim).to(view.place(to, claim)),
            format!(
                "由{from_text}到{to_text}相差{right}个百分点,文中写作{}",
                printed(claim)
            ),
            format!(
                "from {from_text} to {to_text} is {right} percentage points; the text says {}",
                printed(claim)
            ),
            format!("{to_text} - {from_text} = {right}"),
        )
        .corrected(claim.span, format!("{right}个百分点")),
    )
}

const RATES: &[&str] = &[
    "率",
    "占比",
    "比重",
    "增速",
    "增幅",
    "份额",
    "强度",
    "比例",
    "快于",
    "高于",
    "低于",
    "增长贡献",
    "拉动",
    "指数",
    "密度",
    "幅度",
    "利润率",
    "水平",
    "降幅",
    "度",
];

/// 营业收入120亿元,增长5个百分点.
fn points_of_an_amount(view: &View<'_>, changes: &[Change], index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let words = view.before(claim);
    let grown = ends(
        words,
        &[
            "增长",
            "增长了",
            "增加",
            "下降",
            "减少",
            "下降了",
            "减少了",
            "增加了",
            "同比增长约",
        ],
    );
    if claim.unit.dimension != Dimension::Points || !grown || has(view.clause(claim), RATES) {
        return None;
    }
    let of = match of_claim(view, changes, index) {
        Some(change) => &all[change.from.max(change.to)],
        None => index.checked_sub(1).map(|before| &all[before])?,
    };
    let near = of.is_amount()
        && claim.clause <= of.clause + 1
        && of.stretch == claim.stretch
        && of.bracket == claim.bracket;
    let measured = of.unit.dimension != Dimension::Bare
        && !has(view.between(of, claim), RATES)
        && !has(view.clause(of), &["率", "占比", "比重"]);
    (near && measured).then(|| {
        Remark::error(
            Kind::Points,
            view.place(of, claim),
            "数量的增减应当用%表示,百分点只用于两个百分数之差".to_owned(),
            "an amount changes by per cent; percentage points are differences of percentages"
                .to_owned(),
            format!("{} → {}", printed(of), printed(claim)),
        )
    })
}

/// 占全部投资的69.5个百分点: a share is no difference of two.
fn share_in_points(view: &View<'_>, index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    let words = view.before(claim);
    let level = words.rfind('占').is_some_and(|at| {
        !has(
            &words[at..],
            &[
                "比上", "较", "提", "升", "降", "增", "减", "高", "低", "回落", "快", "慢",
            ],
        )
    });
    (claim.unit.dimension == Dimension::Points && level).then(|| {
        Remark::error(
            Kind::Points,
            view.place(claim, claim),
            "占比应当用%表示,百分点只用于两个百分数之差".to_owned(),
            "a share is given in per cent; percentage points are differences of percentages"
                .to_owned(),
            printed(claim),
        )
    })
}

/// 占比36%,比上年提高6%: points or per cent cannot be told.
fn open(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let level = index.checked_sub(1).map(|before| &all[before])?;
    let words = view.before(claim);
    let rate = level.is_share()
        && has(view.before(level), &["占比", "比重", "率", "占"])
        && claim.clause == level.clause + 1;
    let grown = ends(
        words,
        &["提高", "提升", "上升", "下降", "降低", "回落", "增加"],
    ) && direction(words).is_some();
    (rate && grown).then(|| {
        Remark::question(
            Kind::Points,
            view.place(level, claim),
            "百分数的变化写作%,看不出是百分点还是相对变化".to_owned(),
            "a change of a percentage is written in per cent: points or a relative change?"
                .to_owned(),
            "上一期的百分数 / the earlier percentage".to_owned(),
        )
    })
}
