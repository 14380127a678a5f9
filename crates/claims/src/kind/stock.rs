//! Stocks and flows: more new ones than there are; running totals below a single period.
//!
//! Opening, in, out and closing are judged in `balance`.

use super::dated::year_of;
use super::flow::is_new;
use super::subject::same_subject;
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity};
use crate::words::{and_so_on, has, like, printed};
use benfu_rules::Exact;

/// Looks at the stocks and flows of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if !view.words().contains(['新', '净', '累']) {
        return;
    }
    let amounts: Vec<&Quantity> = view
        .quantities()
        .iter()
        .filter(|amount| amount.is_amount())
        .collect();
    for index in 2..amounts.len() {
        remarks.extend(less_than_listed(view, &amounts[..index], amounts[index]));
    }
    for pair in amounts.windows(2) {
        let [first, second] = *pair else { continue };
        let comparable =
            first.is_amount() && first.unit == second.unit && second.clause <= first.clause + 3;
        if comparable && first.unit.dimension != Dimension::Bare {
            let near = first.stretch == second.stretch;
            if near {
                remarks.extend(
                    more_new(view, first, second).or_else(|| more_new(view, second, first)),
                );
            }
            remarks.extend(
                less_in_total(view, first, second).or_else(|| less_in_total(view, second, first)),
            );
        }
    }
}

const NEW: &[&str] = &[
    "新增",
    "净增",
    "新认定",
    "新引进",
    "新培育",
    "新入驻",
    "新建",
    "新设",
    "新注册",
    "新获批",
    "新登记",
];
const STOCK: &[&str] = &[
    "现有",
    "共有",
    "总数",
    "总量",
    "存量",
    "保有",
    "拥有",
    "总数达",
    "累计",
    "总户数",
    "达到",
    "总规模",
    "在库",
    "在册",
];

/// 现有高企100家,今年新增120家.
fn more_new(view: &View<'_>, stock: &Quantity, new: &Quantity) -> Option<Remark> {
    let (held, came) = (view.before(stock), view.before(new));
    let roles = has(held, STOCK)
        && !has(held, NEW)
        && (has(came, NEW) || is_new(came))
        && !has(came, &["比", "较", "累计", "计划", "目标"]);
    let apart = has(
        view.words(),
        &[
            "退出", "注销", "减少", "迁出", "净", "淘汰", "目标", "计划", "力争",
        ],
    );
    if !roles || apart || and_so_on(view.words()) || !same_subject(view, stock, new) {
        return None;
    }
    let (whole, part) = (stock.band()?, new.band()?);
    (part.low > whole.high).then(|| {
        let (held, came) = (printed(stock), printed(new));
        Remark::error(
            Kind::StockFlow,
            view.place(stock, new),
            format!("新增数{came}大于总数{held}"),
            format!("{came} are new, yet there are only {held}"),
            format!("{came} > {held}"),
        )
    })
}

/// 2023年420件,2024年510件,2023年以来累计890件: less than the years listed make together.
fn less_than_listed(view: &View<'_>, earlier: &[&Quantity], total: &Quantity) -> Option<Remark> {
    let words = view.before(total);
    let running =
        words.contains("累计") && !has(words, &["目标", "计划", "其中", "今年累计", "本年累计"]);
    let mut years: Vec<i64> = Vec::new();
    let mut sum = Band::exactly(Exact::ZERO);
    for part in earlier.iter().rev() {
        let year = year_of(view, part);
        let listed = part.unit == total.unit
            && part.stretch == total.stretch
            && !has(view.before(part), &["累计", "目标", "计划", "其中"]);
        let Some(year) = year.filter(|year| listed && !years.contains(year)) else {
            break;
        };
        years.push(year);
        sum = sum.plus(&part.band()?)?;
    }
    let first = earlier.get(earlier.len() - years.len())?;
    // 两年累计640起 is just what the two years listed make.
    let counted = view
        .quantities()
        .iter()
        .rev()
        .find(|span| span.span.end <= total.span.start);
    let all_of_them = counted.is_some_and(|span| {
        span.unit.word == "年" && span.value.to_whole() == i128::try_from(years.len()).ok()
    });
    let low = total.band()?.high < sum.low;
    let high = all_of_them && total.band()?.low > sum.high;
    (running && years.len() >= 2 && (low || high)).then(|| {
        let (written, right) = (printed(total), like(&sum.low, total));
        Remark::error(
            Kind::Cumulative,
            view.place(first, total),
            format!("累计数{written}与所列各年之和{right}不符"),
            format!("the running total {written} is not {right}, which the listed years make"),
            format!("{written} ≠ {right}"),
        )
    })
}

const PERIOD: &[&str] = &[
    "今年",
    "本年",
    "当年",
    "年内",
    "上半年",
    "全年",
    "前三季度",
    "一季度",
    "本月",
    "当月",
    "本季",
    "年新增",
    "月新增",
    "一年",
    "新增",
];

/// 今年60项,累计55项.
fn less_in_total(view: &View<'_>, total: &Quantity, single: &Quantity) -> Option<Remark> {
    let (running, once) = (view.before(total), view.since_last(single));
    // 创建示范村12个,累计达到7个: the total names nothing of its own and follows at once.
    let idle = ["累计", "达到", "达", "总数", "为", "已", "共", "有"]
        .iter()
        .fold(running.to_owned(), |words, idle| words.replace(idle, ""));
    let directly = total.clause == single.clause + 1
        && idle.is_empty()
        && total.span.start > single.span.start;
    let roles = running.contains("累计")
        && !once.contains("累计")
        && (has(once, PERIOD) || once.contains('年') || directly)
        && !has(running, &["今年以来累计", "其中", "本年累计", "今年累计"]);
    let apart = has(
        once,
        &[
            "目标",
            "计划",
            "力争",
            "预计",
            "增长到",
            "增加到",
            "增至",
            "由",
            "从",
        ],
    ) || has(running, &["目标", "计划", "力争", "预计"]);
    if !roles || apart || !same_subject(view, total, single) {
        return None;
    }
    let (whole, part): (Band, Band) = (total.band()?, single.band()?);
    (part.low > whole.high).then(|| {
        let (total_text, once_text) = (printed(total), printed(single));
        Remark::error(
            Kind::Cumulative,
            view.place(total, single),
            format!("累计数{total_text}小于当期数{once_text}"),
            format!("the running total {total_text} is below the single period's {once_text}"),
            format!("{total_text} < {once_text}"),
        )
    })
}
