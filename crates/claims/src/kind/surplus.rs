//! What is left of one flow less another: 出口384.1亿元,进口127.5亿元,顺差256.6亿元; 迁入820户,迁出310户,净迁入510户.
//!
//! Opening and closing stocks are judged in `balance`, money left of a budget in `sum`.

use super::{Remark, Remarks, View, named};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Quantity, agrees};
use crate::words::{ends, has, printed, suggested, without_tail};

/// What is taken from what, what the rest is called, and words with which there are other flows.
struct Account {
    more: &'static [&'static str],
    less: &'static [&'static str],
    rest: &'static [&'static str],
    spoilt: &'static [&'static str],
}

const ACCOUNTS: &[Account] = &[
    Account {
        more: &["出口", "出口额", "出口总值"],
        less: &["进口", "进口额", "进口总值"],
        rest: &["顺差"],
        spoilt: &[],
    },
    Account {
        more: &["进口", "进口额", "进口总值"],
        less: &["出口", "出口额", "出口总值"],
        rest: &["逆差"],
        spoilt: &[],
    },
    Account {
        more: &["出生", "出生人口"],
        less: &["死亡", "死亡人口"],
        rest: &["自然增加", "自然增长", "净增人口", "自然增长人口"],
        spoilt: &[],
    },
    Account {
        more: &["迁入", "迁入人口"],
        less: &["迁出", "迁出人口"],
        rest: &["净迁入", "净迁入人口"],
        spoilt: &[],
    },
    Account {
        more: &["流入", "流入人口"],
        less: &["流出", "流出人口"],
        rest: &["净流入", "净流入人口"],
        spoilt: &[],
    },
    Account {
        more: &["资产"],
        less: &["负债"],
        rest: &["净资产", "所有者权益", "净资产总额"],
        spoilt: &["少数股东"],
    },
    Account {
        more: &["收入", "总收入", "收入合计"],
        less: &["支出", "总支出", "支出合计"],
        rest: &["当年结余", "当期结余", "本年结余", "收支结余"],
        spoilt: &[
            "上年", "结转", "调入", "返还", "上解", "滚存", "累计", "债", "补助",
        ],
    },
];

/// Words between a name and its number.
const FILLING: &[&str] = &["达到", "达", "为", "约", "是", "实现", "额"];

/// Looks at every rest of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if !view.words().contains(['差', '净', '余', '然', '益']) {
        return;
    }
    for claim in view.quantities() {
        remarks.extend(
            ACCOUNTS
                .iter()
                .find_map(|account| rest(view, claim, account)),
        );
    }
}

fn rest(view: &View<'_>, claim: &Quantity, account: &Account) -> Option<Remark> {
    let words = view.before(claim);
    let called = claim.is_amount() && ends(without_tail(words, FILLING), account.rest);
    // 对美顺差, 10月当月顺差: another rest than that of the flows told.
    let other = has(words, &["对", "当月", "其中", "上年", "去年", "目标"])
        || view.clause(claim) != words
        || dated_apart(view, claim);
    if !called || other || has(view.words(), account.spoilt) {
        return None;
    }
    let (more, less) = (
        flow(view, claim, account.more)?,
        flow(view, claim, account.less)?,
    );
    let left = more.band()?.minus(&less.band()?)?;
    (!agrees(claim, &left)?).then(|| remark(view, claim, (more, less), &left))?
}

/// Whether the claim is of a time of its own, told behind the flows.
fn dated_apart(view: &View<'_>, claim: &Quantity) -> bool {
    let own = |stamp: &crate::read::Stamp| {
        stamp.span.start >= claim.before.start && stamp.span.end <= claim.span.start
    };
    view.sentence.stamps.iter().any(own)
        && view
            .quantities()
            .first()
            .is_some_and(|first| first.span != claim.span)
}

/// The one amount called so, in the unit of the rest.
fn flow<'v>(view: &View<'v>, claim: &Quantity, names: &[&str]) -> Option<&'v Quantity> {
    let fits = |flow: &Quantity| {
        flow.span != claim.span
            && flow.unit == claim.unit
            && !has(
                flow.before.of(view.text),
                &[
                    "进出口",
                    "其中",
                    "对",
                    "净",
                    "当月",
                    "固定",
                    "流动",
                    "带息",
                    "有息",
                    "无形",
                ],
            )
    };
    names
        .iter()
        .find_map(|name| named::amount(view, name, fits))
}

fn remark(
    view: &View<'_>,
    claim: &Quantity,
    (more, less): (&Quantity, &Quantity),
    left: &Band,
) -> Option<Remark> {
    let (one, other, right) = (
        printed(more),
        printed(less),
        suggested(&left.middle()?, claim),
    );
    Some(
        Remark::error(
            Kind::Sum,
            view.place(more, claim).to(view.place(less, claim)),
            format!("{one}减{other}为{right},不是{}", printed(claim)),
            format!("{one} less {other} is {right}, not {}", printed(claim)),
            format!("{one} - {other} = {right}"),
        )
        .corrected(claim.span, right),
    )
}
