//! What a share is about: the part and the whole that the words around it name.
//!
//! Main item: [`claim`]. Whether the two bear the share out is judged by the parent.

use super::{Claim, context};
use crate::kind::change::level as is_level;
use crate::kind::{View, named, whole};
use crate::read::{Mark, Quantity, Unit};
use crate::words::{begins, ends, has, shared, without_tail};

const CHANGE: &[&str] = &[
    "增长", "增幅", "增速", "下降", "降幅", "同比", "环比", "提高", "提升", "上升", "回落", "减少",
    "增加", "缩减", "涨", "降低", "加快", "下滑",
];

/// The claim that the share at an index makes, by the first reading that fits.
pub(super) fn claim<'v>(view: &View<'v>, index: usize) -> Option<Claim<'v>> {
    let read = respectively(view, index)
        .or_else(|| within_whole(view, index))
        .or_else(|| explicit_whole(view, index))
        .or_else(|| with_cue(view, index))
        .or_else(|| in_brackets(view, index))
        .or_else(|| with_part_behind(view, index))
        .or_else(|| in_apposition(view, index));
    let fits = |claim: &Claim<'_>| {
        let whole = claim.whole.as_ref();
        whole.is_some_and(|whole| claim.named || !whole::foreign(view, claim.base, whole))
    };
    match read {
        Some(claim) if fits(&claim) => Some(claim),
        other => context::claim(view, index).or(other),
    }
}

/// 大型60家、中小140家,占比分别为30%、70%.
fn respectively<'v>(view: &View<'v>, index: usize) -> Option<Claim<'v>> {
    let all = view.quantities();
    let linked = |at: usize| {
        matches!(
            view.between(&all[at - 1], &all[at]),
            "、" | "和" | "与" | "及"
        )
    };
    let first = (0..=index).rev().find(|&at| at == 0 || !linked(at))?;
    let words = view.before(&all[first]);
    let count = (first + 1..all.len())
        .take_while(|&at| linked(at) && all[at].is_share())
        .count()
        + 1;
    // 分别占21亿元总额的33%、34%、33%: the whole stands between.
    let before = first.checked_sub(1).map(|at| &all[at])?;
    let gap = view.between(before, &all[first]);
    let explicit =
        view.before(before).ends_with("分别占") && gap.contains('的') && before.is_amount();
    let end = first - usize::from(explicit);
    let begin = end.checked_sub(count)?;
    let parts = all.get(begin..end)?;
    let alike = parts
        .iter()
        .all(|part| part.is_amount() && part.unit == parts[0].unit);
    let near = parts
        .last()
        .is_some_and(|last| last.clause + 1 == all[first].clause);
    let cued = explicit || words.contains("分别") && words.contains('占');
    if count < 2 || !alike || !near || !cued {
        return None;
    }
    Some(Claim {
        share: &all[index],
        part: parts[index - first].clone(),
        whole: if explicit {
            Some(before.clone())
        } else {
            whole::find(view, begin, index)
        },
        base: "",
        named: explicit,
    })
}

/// 占全部300家的35%.
fn explicit_whole<'v>(view: &View<'v>, index: usize) -> Option<Claim<'v>> {
    let all = view.quantities();
    let share = &all[index];
    let whole = index.checked_sub(1).map(|before| &all[before])?;
    let gap = view.between(whole, share);
    let joined = gap.contains('的') && !gap.contains(['，', '；', '：', '、']) && !has(gap, CHANGE);
    let cued = has(view.before(whole), &["占", "相当于"]) && whole.is_amount();
    if !joined || !cued {
        return None;
    }
    let part = all[..index - 1]
        .iter()
        .rev()
        .find(|part| part.is_amount() && part.matches(whole) && part.clause + 2 >= whole.clause)?;
    Some(Claim {
        share,
        part: part.clone(),
        whole: Some(whole.clone()),
        base: "",
        named: true,
    })
}

/// 省外游客38.6万人次,在100万人次的接待总量中占近四成.
fn within_whole<'v>(view: &View<'v>, index: usize) -> Option<Claim<'v>> {
    let all = view.quantities();
    let share = &all[index];
    let whole = &all[index.checked_sub(1)?];
    let gap = view.between(whole, share);
    let cued = ends(view.before(whole), &["在", "从", "在全部", "在总共"]);
    let inside = gap.contains("中占") || gap.contains('中') && gap.ends_with('占');
    let part = all[..index - 1]
        .iter()
        .rev()
        .find(|part| part.is_amount() && part.matches(whole))?;
    let near = !gap.contains(['，', '；']) && part.clause + 2 >= whole.clause;
    (cued && inside && near && whole.is_amount()).then(|| Claim {
        share,
        part: part.clone(),
        whole: Some(whole.clone()),
        base: "",
        named: true,
    })
}

/// 占比35%, 占总数的四分之一, 比重达三成.
fn with_cue<'v>(view: &View<'v>, index: usize) -> Option<Claim<'v>> {
    let share = &view.quantities()[index];
    let words = without_tail(view.before(share), FILLING);
    let (subject, base) = if let Some(at) = words.rfind('占') {
        (&words[..at], &words[at + '占'.len_utf8()..])
    } else {
        let subject = without_tail(words, &["比重", "比例", "份额"]);
        (subject.len() < words.len()).then_some((subject, ""))?
    };
    if has(base, CHANGE) || ends(subject, &["市场", "抢", "侵"]) || base.starts_with("有率") {
        return None;
    }
    let core = whole::core_of(base);
    let Some(at) = part_of(view, index, subject) else {
        return both_named(view, index, subject, &core).or_else(|| {
            core.is_empty()
                .then(|| of_breakdown(view, index, subject))?
        });
    };
    let part = &view.quantities()[at];
    // 硕士以上 counts more than the 硕士 of the list.
    let cumulative = ends(subject, &["以上", "以下", "以内"]);
    if cumulative && !has(&view.around(part), &["以上", "以下", "以内"]) {
        return None;
    }
    let own = SCOPES.iter().find_map(|scope| core.strip_prefix(scope));
    let fits = |whole: &Quantity| is_whole_of(view, part, whole);
    let by_name = named::amount(view, &core, fits)
        .or_else(|| named::amount(view, own?, fits))
        .or_else(|| core.is_empty().then(|| named::set(view, part))?);
    Some(Claim {
        share,
        part: part.clone(),
        named: by_name.is_some() || core.is_empty() && whole::in_set(view, at),
        whole: by_name.cloned().or_else(|| whole::find(view, at, index)),
        base,
    })
}

/// 从级别看,省级14个、市级20个。省级平台占比35%: the part stands in a list before, its whole before that.
fn of_breakdown<'v>(view: &View<'v>, index: usize, subject: &str) -> Option<Claim<'v>> {
    let list = view.earlier(2).find(whole::breaks_down)?;
    let mut parts = list.quantities().iter().enumerate().filter(|(_, part)| {
        let name = list.before(part);
        part.is_amount() && name.chars().count() >= 2 && subject.starts_with(name)
    });
    let (at, part) = parts.next()?;
    let whole = whole::in_previous(&list, at)?;
    parts.next().is_none().then_some(Claim {
        share: &view.quantities()[index],
        part: part.clone(),
        whole: Some(whole),
        base: "",
        named: true,
    })
}

/// Whose total it is when a text is about one body: 集团研发投入 is the 研发投入 of the text.
const SCOPES: &[&str] = &["集团", "公司", "园区", "全区", "全年", "当年"];

/// What a share of the part can be taken of: an amount of its unit that is not counted out of another itself.
fn is_whole_of(view: &View<'_>, part: &Quantity, whole: &Quantity) -> bool {
    let here = view.sentence.span.start <= whole.span.start;
    let among = here && view.lead(whole).contains("其中");
    whole.span != part.span && whole.matches(part) && !among
}

/// 研发费用占营业收入的比重为9%,营业收入20亿元,研发费用1.8亿元: both named, wherever they stand.
fn both_named<'v>(view: &View<'v>, index: usize, subject: &str, core: &str) -> Option<Claim<'v>> {
    let part = named::amount(view, subject, |_| true).or_else(|| named::about(view, subject))?;
    let is_whole = |whole: &Quantity| whole.span != part.span && whole.matches(part);
    let bare = SCOPES.iter().find_map(|scope| core.strip_prefix(scope));
    let whole =
        named::amount(view, core, is_whole).or_else(|| named::amount(view, bare?, is_whole))?;
    Some(Claim {
        share: &view.quantities()[index],
        part: part.clone(),
        whole: Some(whole.clone()),
        base: "",
        named: true,
    })
}

/// Words between 占比 and the number.
const FILLING: &[&str] = &[
    "达到", "达", "为", "约", "是", "高达", "仅", "仅为", "只有", "已", "已经", "均", "也", "将",
    "分别", "在", "只", "了",
];

/// The amount whose share is given: the nearest before it, or the one that the subject names.
fn part_of(view: &View<'_>, index: usize, subject: &str) -> Option<usize> {
    let all = view.quantities();
    let share = &all[index];
    let subject = without_tail(
        subject,
        &[
            "数量", "数", "的", "金额", "规模", "其", "，", "均", "已", "共", "约", "合计", "总计",
        ],
    );
    let near = |part: &Quantity| {
        part.is_amount() && part.clause + 2 >= share.clause && part.stretch == share.stretch
    };
    if subject.chars().count() < 2 || begins(subject, &["该", "上述", "两者", "这"]) {
        let level = |&part: &usize| all[part].is_amount() && is_level(view, &all[part]);
        let part = (0..index).rev().find(level)?;
        return near(&all[part]).then_some(part);
    }
    let common = |part: usize| shared(subject, &view.around(&all[part]));
    let told = (0..index).rev().filter(|&part| {
        let length = subject.chars().count();
        all[part].is_amount()
            && all[part].stretch == share.stretch
            && common(part) >= length.min(2)
            && common(part) * 2 >= length
    });
    told.min_by_key(|&part| std::cmp::Reverse(common(part)))
}

/// 120家中,65家在主城区,接近一半.
fn in_apposition<'v>(view: &View<'v>, index: usize) -> Option<Claim<'v>> {
    let all = view.quantities();
    let share = &all[index];
    let part = index.checked_sub(1).map(|before| &all[before])?;
    let predicate = view.after(share);
    let said_again = predicate.chars().count() >= 3 && shared(predicate, view.lead(part)) >= 3;
    let alone = view.before(share).is_empty()
        && (predicate.is_empty() || said_again)
        && share.bracket == part.bracket;
    let near = part.is_amount() && share.clause <= part.clause + 2 && part.stretch == share.stretch;
    if !alone
        || !near
        || !(share.coarse || share.mark != Mark::Plain)
        || has(view.between(part, share), CHANGE)
    {
        return None;
    }
    Some(Claim {
        share,
        part: part.clone(),
        whole: whole::find(view, index - 1, index),
        base: "",
        named: false,
    })
}

/// 省级90家（35%）, 省级90家（占35%）.
fn in_brackets<'v>(view: &View<'v>, index: usize) -> Option<Claim<'v>> {
    let all = view.quantities();
    let share = &all[index];
    let part = index.checked_sub(1).map(|before| &all[before])?;
    let gap = view.between(part, share);
    let bare =
        gap.ends_with('（') && view.rest(share).starts_with('）') && share.unit == Unit::PERCENT;
    let direct = gap.chars().count() <= 6 && !has(gap, CHANGE);
    if !bare || !direct || !part.is_amount() || part.bracket >= share.bracket {
        return None;
    }
    let whole = whole::before_among(view, index - 1)?;
    Some(Claim {
        share,
        part: part.clone(),
        whole: Some(whole),
        base: "",
        named: false,
    })
}

/// 300家平台中,有35%(90家)为省级.
fn with_part_behind<'v>(view: &View<'v>, index: usize) -> Option<Claim<'v>> {
    let all = view.quantities();
    let share = &all[index];
    let part = all.get(index + 1)?;
    let gap = view.between(share, part);
    let bracketed =
        matches!(gap, "（" | "（即" | "（共" | "，即" | "，共" | "（计") && part.is_amount();
    if !bracketed || has(view.before(share), CHANGE) {
        return None;
    }
    let whole = all[..index].iter().rev().find(|whole| {
        let words = view.between(whole, share);
        whole.is_amount() && whole.matches(part) && has(words, &["中", "其中", "里"])
    })?;
    Some(Claim {
        share,
        part: part.clone(),
        whole: Some(whole.clone()),
        base: "",
        named: false,
    })
}
