//! Intensities: 研发经费投入62.3亿元,生产总值2870亿元,投入强度2.17%; 能耗2.4万吨标准煤,营业收入16亿元,万元营收能耗0.15吨.

use super::{Remark, Remarks, View, named, rate};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, agrees_as_mean};
use crate::words::{ends, has, like, printed, suggested, without_tail};
use benfu_rules::Exact;

/// Looks at every intensity of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if !has(view.words(), &["强度", "万元", "单位"]) {
        return;
    }
    for claim in view.quantities() {
        remarks.extend(of_spending(view, claim).or_else(|| of_use(view, claim)));
    }
}

const FILLING: &[&str] = &[
    "达到",
    "达",
    "为",
    "约",
    "是",
    "高达",
    "仅为",
    "仅",
    "降为",
    "降至",
    "下降到",
    "提高到",
    "升至",
    "下降至",
    "提升至",
    "提高至",
    "消耗",
    "的",
];
/// What research spending is called, and what it is set against.
const SPENT: &[&str] = &["研究与试验发展", "R&D", "研发", "科技经费"];
const AGAINST: &[&str] = &[
    "地区生产总值",
    "GDP",
    "生产总值",
    "营业收入",
    "主营业务收入",
    "营收",
    "销售收入",
];

/// 投入强度 beside the spending and what it is set against.
fn of_spending(view: &View<'_>, claim: &Quantity) -> Option<Remark> {
    let name = without_tail(view.before(claim), FILLING);
    let said = claim.is_share() && ends(name, &["投入强度", "经费强度", "研发强度"]);
    let other = has(
        view.before(claim),
        &["上年", "去年", "全国", "全省", "全市", "目标", "比", "较"],
    );
    if !said || other {
        return None;
    }
    let spent = only(view, claim, SPENT)?;
    let against = only(view, claim, AGAINST)?;
    let apart = spent.span != against.span && spent.matches(against);
    apart.then(|| rate::judge(view, claim, spent, against, Kind::Ratio))?
}

/// The one amount of money of the sentence, or of the one before, that bears one of the names.
fn only<'v>(view: &View<'v>, claim: &Quantity, names: &[&str]) -> Option<&'v Quantity> {
    let reach = usize::from(view.sentence.stamps.is_empty());
    view.window(reach).find_map(|near| {
        let bears = |amount: &&Quantity| {
            let words = near.since_last(amount);
            amount.unit.dimension == Dimension::Money
                && amount.unit.word == "元"
                && amount.span != claim.span
                && has(words, names)
                && !has(
                    words,
                    &[
                        "上年",
                        "去年",
                        "同期比",
                        "增加",
                        "减少",
                        "其中",
                        "目标",
                        "均",
                        "基础",
                    ],
                )
        };
        let mut found = near.quantities().iter().filter(bears);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    })
}

/// What is used, by the dimension it is told in.
const USED: &[&str] = &[
    "能耗",
    "能源消费",
    "水耗",
    "用水",
    "电耗",
    "用电",
    "碳排放",
    "排放",
];

/// 万元产值能耗 beside all that was used and the money it was used for.
fn of_use(view: &View<'_>, claim: &Quantity) -> Option<Remark> {
    let words = without_tail(view.before(claim), FILLING);
    let (lead, behind) = words.split_once("万元")?;
    let used = USED.iter().find(|used| behind.ends_with(**used))?;
    let base = behind.strip_suffix(used)?;
    let base = without_tail(base, &["综合"]);
    if !lead.is_empty() || !claim.is_amount() || base.chars().count() < 2 {
        return None;
    }
    let fits = |amount: &Quantity| {
        amount.span.end <= claim.span.start && amount.unit.dimension == Dimension::Money
    };
    let money = match base {
        "营收" => named::amount(view, "营业收入", fits),
        "GDP" => named::amount(view, "生产总值", fits),
        base => named::amount(view, base, fits),
    }?;
    let mut all = view.window(1).flat_map(|near| {
        let of_use = |total: &&Quantity| {
            total.span.end <= claim.span.start
                && total.unit.dimension == claim.unit.dimension
                && total.value > claim.value
        };
        near.quantities().iter().filter(of_use).collect::<Vec<_>>()
    });
    let total = all.next()?;
    let ten_thousand = Band::exactly(Exact::whole(10_000));
    let mean = total.band()?.over(&money.band()?.over(&ten_thousand)?)?;
    if all.next().is_some() || agrees_as_mean(claim, &mean)? {
        return None;
    }
    let (used, earned) = (printed(total), printed(money));
    let right = suggested(&mean.middle()?, claim);
    Some(
        Remark::error(
            Kind::Ratio,
            view.place(total, claim).to(view.place(money, claim)),
            format!("{used}除以{earned},每万元为{right}"),
            format!("{used} over {earned} is {right} for every 10,000 yuan"),
            format!("{used} / {earned} = {}", like(&mean.middle()?, claim)),
        )
        .corrected(claim.span, right),
    )
}
