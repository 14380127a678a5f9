//! Rates of two amounts: 办结率, 出租率, 利润率, 研发投入强度.
//!
//! A rate is judged only when one of the two amounts bears its name (办结95件 for 办结率). Completion of plans is judged
//! in `completion`.

use super::{Remark, Remarks, View, named, part};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, agrees};
use crate::words::{ends, has, percent, printed, suggested, tail, without_tail};
use benfu_rules::Exact;

/// Looks at every rate of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let all = view.quantities();
    for (index, claim) in all.iter().enumerate() {
        if claim.is_share() {
            remarks.extend(named_rate(view, index));
        }
        remarks.extend(plot_ratio(view, index));
    }
}

/// Words between a name and its number.
pub(super) const FILLING: &[&str] = &[
    "达到", "达", "为", "约", "是", "高达", "仅", "仅为", "只有", "已", "了", "均", "的",
];

/// Whether the amount is a difference, a remainder or of another time.
fn is_increase(view: &View<'_>, amount: &Quantity) -> bool {
    has(
        view.before(amount),
        &[
            "增加", "减少", "上年", "去年", "同期", "超出", "还差", "剩余", "预算", "目标", "计划",
        ],
    )
}

/// Whether the amount can be what another is divided by.
pub(super) fn is_base(view: &View<'_>, amount: &Quantity) -> bool {
    !is_increase(view, amount) && !view.before(amount).contains("其中")
}

/// 用地5万平方米,建筑面积12.5万平方米,容积率2.5.
fn plot_ratio(view: &View<'_>, index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    let words = without_tail(view.before(claim), FILLING);
    if claim.unit.dimension != Dimension::Bare || !words.ends_with("容积率") {
        return None;
    }
    let area = |cues: &[&str]| {
        let mut found = view
            .quantities()
            .iter()
            .filter(|area| area.unit.dimension == Dimension::Area && has(view.before(area), cues));
        found.next().filter(|_| found.next().is_none())
    };
    let (built, plot) = (area(&["建筑", "计容"])?, area(&["用地", "占地", "地块"])?);
    let ratio = built.band()?.over(&plot.band()?)?;
    let half = Exact::ratio(1, if claim.decimals > 1 { 200 } else { 20 }).ok()?;
    if Band::around(claim.value, half)?.meets(&ratio) {
        return None;
    }
    judge(view, claim, built, plot, Kind::Ratio)
}

pub(super) fn judge(
    view: &View<'_>,
    claim: &Quantity,
    part: &Quantity,
    whole: &Quantity,
    kind: Kind,
) -> Option<Remark> {
    let ratio = part.band()?.over(&whole.band()?)?;
    if agrees(claim, &ratio)? {
        return None;
    }
    let exact = part.value.checked_div(&whole.value).ok()?;
    let place = view.place(part, claim).to(view.place(whole, claim));
    let (part_text, whole_text, right) = (printed(part), printed(whole), suggested(&exact, claim));
    Some(
        Remark::error(
            kind,
            place,
            format!("{part_text}与{whole_text}之比应为{right}"),
            format!("{part_text} against {whole_text} is {right}"),
            format!("{part_text} / {whole_text} = {}", percent(&exact, 2)),
        )
        .corrected(claim.span, right),
    )
}

/// Rates that are not quotients of two amounts of the sentence.
const OTHER_RATES: &[&str] = &[
    "增长率",
    "增速",
    "增长速度",
    "占有率",
    "覆盖率",
    "贡献率",
    "利率",
    "税率",
    "费率",
    "汇率",
    "失业率",
    "下降率",
    "同比",
    "复合增长率",
    "收益率",
    "年均",
    "自给率",
    "国产化率",
    "城镇化率",
    "数字化率",
    "绿化率",
    "智能化率",
    "电气化率",
    "市占率",
    "回报率",
    "周转率",
];

fn named_rate(view: &View<'_>, index: usize) -> Option<Remark> {
    let claim = &view.quantities()[index];
    let words = without_tail(view.before(claim), FILLING);
    let name = words
        .strip_suffix('率')
        .or_else(|| words.strip_suffix("强度"))
        .or_else(|| words.strip_suffix("投入占比"))
        .or_else(|| {
            words
                .strip_suffix('面')
                .filter(|name| !name.ends_with(['方', '全', '层']))
        })?;
    let profit = ends(words, &["毛利率", "净利率"]);
    if !profit && ends(words, OTHER_RATES) || name.is_empty() {
        return None;
    }
    let (part, whole) = bearer(view, index, name)
        .or_else(|| in_set(view, index, name))
        .or_else(|| done_of_due(view, index, name))
        .or_else(|| out_of_any(view, index, name))
        .or_else(|| out_of_told(view, index, name))?;
    if without_carried(view, index, part, whole) == Some(true) || made_otherwise(view, claim, part)
    {
        return None;
    }
    let complement = Band::exactly(Exact::ONE).minus(&part.band()?.over(&whole.band()?)?)?;
    let negative = has(
        name,
        &[
            "空置", "闲置", "流失", "不良", "未", "降", "失", "亏损", "淘汰",
        ],
    );
    if negative && agrees(claim, &complement) == Some(true) {
        return None;
    }
    judge(view, claim, part, whole, Kind::Ratio)
}

/// Whether some other amount of the sentences around makes the rate.
fn made_otherwise(view: &View<'_>, claim: &Quantity, part: &Quantity) -> bool {
    let mut around = view
        .window(2)
        .flat_map(|near| near.quantities())
        .filter(|other| other.is_amount() && other.span != part.span && other.matches(part));
    around.any(|other| {
        let ratio = part
            .band()
            .zip(other.band())
            .and_then(|(part, other)| part.over(&other));
        ratio.and_then(|ratio| agrees(claim, &ratio)) == Some(true)
    })
}

/// 审结655件（含上年结转52件）,当期审结率97.3%: whether the rate is of what is left without the amount in brackets.
fn without_carried(
    view: &View<'_>,
    index: usize,
    part: &Quantity,
    whole: &Quantity,
) -> Option<bool> {
    let all = view.quantities();
    let inner = all[..index].iter().find(|inner| {
        inner.bracket > part.bracket
            && inner.unit == part.unit
            && has(view.before(inner), &["含", "其中", "包括", "不含"])
    })?;
    let claim = &all[index];
    let less = part.band()?.minus(&inner.band()?)?.over(&whole.band()?)?;
    let base = part.band()?.over(&whole.band()?.minus(&inner.band()?)?)?;
    Some(agrees(claim, &less)? || agrees(claim, &base)?)
}

/// 通过的事项中,已拨付907件,兑付率90%: the only amount of the sentence, out of a set named before.
fn in_set<'v>(view: &View<'v>, index: usize, name: &str) -> Option<(&'v Quantity, &'v Quantity)> {
    let mut amounts = view.quantities()[..index]
        .iter()
        .filter(|amount| amount.is_amount());
    let part = amounts.next()?;
    let akin = tail(name, 2)
        .chars()
        .any(|sign| view.before(part).contains(sign));
    let alone = amounts.next().is_none();
    (alone && akin).then(|| named::set(view, part).map(|whole| (part, whole)))?
}

/// Words for a case that is dealt with.
const SETTLED: &[&str] = &[
    "完成", "销号", "办结", "整改", "落实", "兑现", "解决", "化解",
];

/// 应收2000万元,实收1840万元,收缴率92%: just what was due and what was done, the rate named after the deed.
fn done_of_due<'v>(
    view: &View<'v>,
    index: usize,
    name: &str,
) -> Option<(&'v Quantity, &'v Quantity)> {
    let stretch = view.quantities()[index].stretch;
    let amounts: Vec<&Quantity> = view.quantities()[..index]
        .iter()
        .filter(|amount| amount.is_amount() && amount.stretch == stretch)
        .collect();
    let [due, done] = amounts.as_slice() else {
        return None;
    };
    let words = view.before(done);
    let settled = has(name, SETTLED)
        && has(words, SETTLED)
        && has(view.before(due), &["共", "总", "应", "列"]);
    let deed = settled || tail(name, 2).chars().any(|sign| words.contains(sign));
    let said =
        settled || has(words, &["已", "实"]) && has(view.before(due), &["应", "可", "总", "计划"]);
    let other = has(name, &["空", "未", "欠", "闲"]) || !is_base(view, due);
    (deed && said && !other && due.unit == done.unit).then_some((done, due))
}

/// 回收180份。其中满意的162份,满意率90%: of all the amounts of the sentence before, none makes the rate.
fn out_of_any<'v>(
    view: &View<'v>,
    index: usize,
    name: &str,
) -> Option<(&'v Quantity, &'v Quantity)> {
    let claim = &view.quantities()[index];
    let part = view.quantities().first()?;
    let own = index == 1 && view.before(part).contains(tail(name, 2));
    if !own || !view.words().starts_with("其中") {
        return None;
    }
    let wholes: Vec<&Quantity> = view
        .previous?
        .quantities
        .iter()
        .filter(|whole| whole.unit == part.unit && whole.value >= part.value)
        .collect();
    let makes = |whole: &&Quantity| {
        let ratio = part.band()?.over(&whole.band()?)?;
        agrees(claim, &ratio)
    };
    let none = wholes.iter().all(|whole| makes(whole) == Some(false));
    wholes.last().filter(|_| none).map(|whole| (part, *whole))
}

/// 派发工单1280件。截至11月底已办结1216件,办结率95%: the only larger amount of the unit in the sentences before.
fn out_of_told<'v>(
    view: &View<'v>,
    index: usize,
    name: &str,
) -> Option<(&'v Quantity, &'v Quantity)> {
    let claim = &view.quantities()[index];
    let part = view.quantities()[..index]
        .iter()
        .rev()
        .find(|part| part.is_amount())?;
    let borne = view.around(part).contains(tail(name, 2))
        && is_base(view, part)
        && part.clause + 1 >= claim.clause;
    let wholes = |near: &View<'v>| -> Vec<&'v Quantity> {
        let fits = |whole: &&Quantity| {
            whole.unit == part.unit && whole.value >= part.value && is_base(near, whole)
        };
        near.quantities().iter().filter(fits).collect()
    };
    let alone = view.quantities()[..index]
        .iter()
        .filter(|other| other.unit == part.unit)
        .count()
        == 1;
    let told = view
        .earlier(2)
        .map(|near| wholes(&near))
        .find(|found| !found.is_empty())?;
    let [whole] = told.as_slice() else {
        return None;
    };
    let counted = part.unit.dimension == Dimension::Count;
    (borne && alone && counted).then_some((part, whole))
}

/// The amount that bears the rate's name, and the other one that it is divided by.
fn bearer<'v>(view: &View<'v>, index: usize, name: &str) -> Option<(&'v Quantity, &'v Quantity)> {
    let all = view.quantities();
    let stem = tail(without_tail(name, &["投入"]), 2);
    let near = |amount: &&Quantity| {
        amount.is_amount()
            && amount.unit.dimension != Dimension::Bare
            && amount.stretch == all[index].stretch
            && amount.clause + 6 >= all[index].clause
    };
    let amounts: Vec<&Quantity> = all[..index].iter().filter(near).collect();
    let part = *amounts
        .iter()
        .rev()
        .find(|amount| has(&view.around(amount), &[stem]))?;
    if is_increase(view, part) {
        return None;
    }
    if let Some(whole) = in_brackets_behind(view, index).filter(|whole| whole.matches(part)) {
        return Some((part, whole));
    }
    let mut wholes = amounts
        .into_iter()
        .filter(|whole| whole.span != part.span && whole.matches(part) && is_base(view, whole));
    let Some(whole) = wholes.next() else {
        return part::source(view, part, stem).map(|whole| (part, whole));
    };
    (wholes.next().is_none() && base_of(view, name, whole)).then_some((part, whole))
}

/// 集采金额21.5亿元,集采率86%（同期采购总额25亿元）: the whole stands in brackets behind the rate.
fn in_brackets_behind<'v>(view: &View<'v>, index: usize) -> Option<&'v Quantity> {
    let all = view.quantities();
    let whole = all.get(index + 1)?;
    let inside = whole.bracket > all[index].bracket
        && view.between(&all[index], whole).starts_with('（')
        && has(view.before(whole), &["总", "全部", "应"]);
    inside.then_some(whole)
}

/// Intensity and profit are of revenue or output, liabilities of assets; other rates take what is there.
fn base_of(view: &View<'_>, name: &str, whole: &Quantity) -> bool {
    let words = view.around(whole);
    match name {
        _ if has(name, &["研发", "R&D", "投入"]) => has(
            &words,
            &[
                "收入",
                "营收",
                "销售",
                "产值",
                "GDP",
                "生产总值",
                "支出",
                "主营",
            ],
        ),
        _ if name.contains("成本") && name.contains("利润") => words.contains("成本"),
        _ if has(name, &["利润", "毛利", "净利"]) => has(&words, &["收入", "营收", "销售"]),
        _ if has(name, &["负债"]) => has(&words, &["资产"]),
        _ if has(name, &["能耗", "排放"]) => false,
        _ => true,
    }
}
