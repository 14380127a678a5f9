//! Stocks and flows: more new ones than there are; running totals below a single period.
//!
//! Opening, in, out and closing are judged in `balance`.

use super::subject::same_subject;
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity};
use crate::words::{has, printed};

/// Looks at the stocks and flows of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    for pair in view.quantities().windows(2) {
        let [first, second] = pair else { continue };
        let comparable = first.is_amount()
            && first.unit == second.unit
            && first.stretch == second.stretch
            && second.clause <= first.clause + 2;
        if comparable && first.unit.dimension != Dimension::Bare {
            remarks.extend(more_new(view, first, second).or_else(|| more_new(view, second, first)));
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
        && has(came, NEW)
        && !has(came, &["比", "较", "累计", "计划", "目标"]);
    let apart = has(
        view.words(),
        &[
            "退出", "注销", "减少", "迁出", "净", "淘汰", "目标", "计划", "力争", "等",
        ],
    );
    if !roles || apart || !same_subject(view, stock, new) {
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
    let (running, once) = (view.before(total), view.before(single));
    let roles = running.contains("累计")
        && !once.contains("累计")
        && (has(once, PERIOD) || once.contains('年'))
        && !has(running, &["今年以来累计", "其中", "本年累计", "今年累计"]);
    let apart = has(once, &["目标", "计划", "力争", "预计"])
        || has(running, &["目标", "计划", "力争", "预计"]);
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
