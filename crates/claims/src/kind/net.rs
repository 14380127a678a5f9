//! Net changes beside both stocks: 上年末218家, 年内净增27家, 现有235家.
//!
//! Balances of inflow and outflow are judged in `stock`.

use super::flow::is_new;
use super::subject::subject;
use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Quantity, agrees};
use crate::words::{akin, ends, has, like, printed, shared, suggested};

/// Looks at every net change of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if !view.words().contains(['净', '比', '较']) {
        return;
    }
    for index in 0..view.quantities().len() {
        let found = net(view, index)
            .or_else(|| of_flows(view, index))
            .or_else(|| beyond_stock(view, index));
        remarks.extend(found);
    }
}

/// Sentences back that the opening stock may stand.
const REACH: usize = 3;

fn net(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let up = claims(view.before(claim))?;
    let now = index.checked_sub(1).map(|before| &all[before])?;
    let came = view.before(now);
    let held = now.is_amount()
        && !flows(came)
        && !opens(view, now, claim)
        && now.unit == claim.unit
        && claim.clause == now.clause + 1
        && !has(view.before(now), &["新增", "其中", "增", "减", "申报"]);
    if !held {
        return None;
    }
    let behind = || {
        all[index + 1..]
            .iter()
            .find(|other| opens(view, other, now))
    };
    let before = view.window(REACH).find_map(|near| {
        let opening = |other: &&Quantity| {
            other.span.start < now.span.start
                && opens(&near, other, now)
                && shared(view.before(now), &near.around(other)) >= 3
        };
        near.quantities().iter().find(opening)
    });
    let open = before.or_else(behind)?;
    let moved = now.band()?.minus(&open.band()?)?;
    let signed = if up {
        moved
    } else {
        open.band()?.minus(&now.band()?)?
    };
    if agrees(claim, &signed)? {
        return None;
    }
    let right = moved.middle()?;
    Some(Remark::error(
        Kind::StockFlow,
        view.place(now, claim),
        format!("期初{},两数相差{}", printed(open), suggested(&right, claim)),
        format!(
            "it began at {}; the difference is {}",
            printed(open),
            suggested(&right, claim)
        ),
        format!(
            "{} - {} = {}",
            printed(now),
            printed(open),
            like(&right, claim)
        ),
    ))
}

/// 在用860个,比上年末净增910个: a stock that grew by more than there is.
fn beyond_stock(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let (now, claim) = (&all[index.checked_sub(1)?], &all[index]);
    let up = claims(view.before(claim)) == Some(true);
    let held = now.is_amount() && now.unit == claim.unit && !flows(view.before(now));
    let near = claim.clause == now.clause + 1 && claim.stretch == now.stretch;
    let falls = has(
        view.before(now),
        &[
            "完成", "实现", "利润", "亏损", "其中", "目标", "计划", "任务",
        ],
    );
    let own = subject(view, claim);
    let same = own.chars().count() < 2 || akin(&own, view.before(now));
    (up && held && near && same && !falls && claim.band()?.low > now.band()?.high).then(|| {
        let (stock, more) = (printed(now), printed(claim));
        Remark::error(
            Kind::StockFlow,
            view.place(now, claim),
            format!("净增数{more}大于现有数{stock}"),
            format!("a net increase of {more} is more than the {stock} there are"),
            format!("{more} > {stock}"),
        )
    })
}

/// Whether the words speak of what came or went, which is no stock.
fn flows(words: &str) -> bool {
    has(words, FLOWS) || is_new(words)
}

/// Words of what came and went.
const FLOWS: &[&str] = &["引进", "退", "迁", "注销", "撤销", "毕业", "离职", "招录"];

/// 新引进68家,退租31家,净增37家.
fn of_flows(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let (came, went) = (all.get(index.checked_sub(2)?)?, all.get(index - 1)?);
    let claim = &all[index];
    let net = view.before(claim) == "净增" || view.before(claim) == "净增加";
    let same = came.is_amount() && came.unit == went.unit && went.unit == claim.unit;
    let near = claim.clause == went.clause + 1 && went.clause == came.clause + 1;
    let roles = has(view.before(came), &["新", "引进", "招录", "迁入"])
        && has(
            view.before(went),
            &["退", "迁出", "注销", "撤销", "毕业", "离职"],
        );
    let moved = came.band()?.minus(&went.band()?)?;
    if !(net && same && near && roles) || agrees(claim, &moved)? {
        return None;
    }
    let right = moved.middle()?;
    Some(
        Remark::error(
            Kind::StockFlow,
            view.place(came, claim),
            format!("新增与退出相抵为{}", suggested(&right, claim)),
            format!("what came less what went is {}", suggested(&right, claim)),
            format!(
                "{} - {} = {}",
                printed(came),
                printed(went),
                like(&right, claim)
            ),
        )
        .corrected(claim.span, suggested(&right, claim)),
    )
}

/// Whether the words claim a net change since the opening, and which way.
fn claims(words: &str) -> Option<bool> {
    let since = has(
        words,
        &[
            "较年初",
            "比年初",
            "较上年末",
            "比上年末",
            "较上年底",
            "比上年底",
            "较去年底",
            "比去年底",
        ],
    );
    let net = has(words, &["净增", "净减"]) && !has(words, &["同比", "较上年同期", "比上年同期"]);
    let up = ends(words, &["增加", "净增", "净增加", "增长", "新增"]);
    let down = ends(words, &["减少", "净减", "净减少"]);
    ((since || net) && up != down).then_some(up)
}

/// Whether a stock is one of the opening day.
fn opens(view: &View<'_>, other: &Quantity, now: &Quantity) -> bool {
    let first = view
        .quantities()
        .iter()
        .find(|quantity| quantity.is_amount());
    let lead = view.lead(other);
    // 截至2024年底，全区有268家: the day stands before the first amount of the sentence.
    let words = if first.is_some_and(|first| first.span == other.span) {
        lead
    } else {
        lead.rsplit(['，', '；']).next().unwrap_or(lead)
    };
    other.unit == now.unit
        && other.is_plain()
        && has(
            words,
            &[
                "年初",
                "上年末",
                "上年底",
                "去年底",
                "去年末",
                "年末",
                "年底",
            ],
        )
        && !has(words, &["较", "比", "新增", "其中", "目标", "计划", "力争"])
        && (view.sentence.span.start == 0 || !has(words, &["本年末", "今年底", "今年末"]))
}
