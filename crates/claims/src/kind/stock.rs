//! Stocks and flows: opening, in, out, closing; more new ones than there are; running totals.

use super::change::same_subject;
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, agrees};
use crate::words::{has, printed, suggested};

/// Looks at the stocks and flows of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    remarks.extend(balance(view));
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

const OPENING: &[&str] = &[
    "年初",
    "期初",
    "上年末",
    "上年底",
    "去年底",
    "去年末",
    "月初",
    "季初",
    "原有",
    "上年结转",
    "上期末",
    "上年年末",
    "去年年底",
    "上年结存",
    "期初结存",
    "年初结余",
    "上年结余",
    "上月末",
    "上季末",
];
const COMING: &[&str] = &[
    "新增",
    "引进",
    "入驻",
    "新设",
    "新认定",
    "新注册",
    "转入",
    "购入",
    "入库",
    "迁入",
    "补充",
    "招录",
    "新招",
    "调入",
    "新入",
    "新建",
    "加入",
    "招聘",
    "受理",
    "收入",
    "新登记",
    "吸纳",
    "新收",
    "增加",
];
const LEAVING: &[&str] = &[
    "退出", "注销", "迁出", "减少", "淘汰", "离职", "转出", "取消", "摘牌", "出库", "调出", "清退",
    "退租", "流失", "办结", "毕业", "退休", "支出", "搬离", "报废", "出园", "关停", "撤销", "吊销",
    "核销", "处置", "消化", "搬迁", "外迁", "失效", "离园",
];
const CLOSING: &[&str] = &[
    "年末",
    "期末",
    "年底",
    "目前",
    "现有",
    "月末",
    "季末",
    "截至",
    "实有",
    "结余",
    "结存",
    "在园",
    "在册",
    "尚有",
    "达到",
    "6月底",
    "期末结存",
    "库存",
    "现存",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opening,
    In,
    Out,
    Net,
    Closing,
}

fn role(words: &str) -> Option<Role> {
    if has(words, OPENING) {
        return Some(Role::Opening);
    }
    if words.contains("净增") {
        return Some(Role::Net);
    }
    if has(words, LEAVING) {
        return Some(Role::Out);
    }
    if has(words, COMING) {
        return Some(Role::In);
    }
    has(words, CLOSING).then_some(Role::Closing)
}

/// 年初90家,新增20家,退出5家,年末110家.
fn balance(view: &View<'_>) -> Option<Remark> {
    let all = view.quantities();
    let opening = all
        .iter()
        .position(|quantity| quantity.is_amount() && has(view.before(quantity), OPENING))?;
    let unit = all[opening].unit;
    let roles: Vec<(Option<Role>, &Quantity)> = all[opening..]
        .iter()
        .filter(|quantity| quantity.is_amount() && quantity.matches(&all[opening]))
        .map(|quantity| (role(view.before(quantity)), quantity))
        .collect();
    let closing = roles
        .iter()
        .position(|(role, _)| *role == Some(Role::Closing))?;
    let flows = roles.get(1..closing)?;
    let known = !flows.is_empty()
        && flows.iter().all(|(role, flow)| {
            matches!(role, Some(Role::In | Role::Out | Role::Net))
                && !has(view.before(flow), &["其中"])
                && flow.unit == unit
        });
    if !known || has(view.words(), &["目标", "计划", "口径", "另", "其他", "等"]) {
        return None;
    }
    let close = roles[closing].1;
    judge(view, &all[opening], flows, close)
}

fn judge(
    view: &View<'_>,
    open: &Quantity,
    flows: &[(Option<Role>, &Quantity)],
    close: &Quantity,
) -> Option<Remark> {
    let mut expected = open.band()?;
    let mut written = printed(open);
    for (role, flow) in flows {
        let leaves = *role == Some(Role::Out);
        expected = if leaves {
            expected.minus(&flow.band()?)?
        } else {
            expected.plus(&flow.band()?)?
        };
        written = format!(
            "{written} {} {}",
            if leaves { '-' } else { '+' },
            printed(flow)
        );
    }
    if agrees(close, &expected)? {
        return None;
    }
    let has_role = |wanted: Role| flows.iter().any(|(role, _)| *role == Some(wanted));
    let complete = has_role(Role::Net) || has_role(Role::In) && has_role(Role::Out);
    let beyond = if has_role(Role::Out) {
        close.band()?.high < expected.low
    } else {
        close.band()?.low > expected.high
    };
    let right = suggested(&expected.middle()?, close);
    if !complete && !beyond {
        return Some(Remark::question(
            Kind::StockFlow,
            view.place(open, close),
            format!("按文中进出推算为{right},与{}不同", printed(close)),
            format!(
                "the flows in the text lead to {right}, not to {}",
                printed(close)
            ),
            "文中未写的进出 / the flows that the text leaves out".to_owned(),
        ));
    }
    Some(Remark::error(
        Kind::StockFlow,
        view.place(open, close),
        format!("按期初与进出推算应为{right},不是{}", printed(close)),
        format!(
            "opening and flows lead to {right}, not to {}",
            printed(close)
        ),
        format!("{written} = {right}"),
    ))
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
