//! Balances: opening, in, out, closing: 年初90家, 新增20家, 退出5家, 年末105家.
//!
//! Other relations of stocks and flows are judged in `stock` and `net`.

use super::subject::same_subject;
use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::{Quantity, agrees};
use crate::words::{has, printed, suggested};

/// Looks at the closing stocks of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    remarks.extend(balance(view));
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
    "进站",
    "入站",
    "入园",
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
    "注入",
    "收回",
    "拨入",
    "新收",
    "增加",
];
const LEAVING: &[&str] = &[
    "退出",
    "出站",
    "离站",
    "退库",
    "退园",
    "注销",
    "迁出",
    "减少",
    "淘汰",
    "离职",
    "转出",
    "取消",
    "摘牌",
    "出库",
    "调出",
    "清退",
    "退租",
    "流失",
    "办结",
    "毕业",
    "退休",
    "支出",
    "搬离",
    "报废",
    "出园",
    "关停",
    "撤销",
    "吊销",
    "核销",
    "处置",
    "消化",
    "搬迁",
    "外迁",
    "失效",
    "离园",
    "拨付",
    "退还",
    "使用",
    "结题",
    "终止",
    "到期",
    "未通过",
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
    "累计",
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
    if words.contains("净增") {
        return Some(Role::Net);
    }
    if has(words, OPENING) {
        let compared = has(words, &["较", "比"]);
        return (!compared).then_some(Role::Opening);
    }
    if has(words, LEAVING) {
        return Some(Role::Out);
    }
    if has(words, COMING) || is_new(words) {
        return Some(Role::In);
    }
    has(words, CLOSING).then_some(Role::Closing)
}

/// 新立项, 新备案; not the 新 of 专精特新, 高新 or 新材料.
fn is_new(words: &str) -> bool {
    words.match_indices('新').any(|(at, sign)| {
        !words[..at].ends_with(['特', '高', '创', '更', '最'])
            && !words[at + sign.len()..]
                .starts_with(['材', '能', '兴', '型', '一', '技', '质', '区', '产', '业'])
    })
}

/// What a quantity does in a balance.
struct Entry<'v> {
    role: Option<Role>,
    /// A stock of a named day, which opens what follows: 2023年末102家.
    dated: bool,
    quantity: &'v Quantity,
}

/// 年初90家,新增20家,退出5家,年末110家: nothing but flows between a stock, here or shortly before, and one here.
fn balance(view: &View<'_>) -> Option<Remark> {
    let mut line: Vec<Entry<'_>> = Vec::new();
    for near in view.window(REACH).take_while(accounted) {
        line.splice(0..0, entries(&near));
    }
    opening_first(&mut line);
    let closes = |at: &usize| {
        line[*at].role == Some(Role::Closing)
            && line[*at].quantity.span.start >= view.sentence.span.start
    };
    (0..line.len())
        .filter(closes)
        .find_map(|closing| closed(view, &line[..closing], line[closing].quantity))
}

/// 今年新备案460家,累计2280家,去年底1820家: an opening told last.
fn opening_first(line: &mut [Entry<'_>]) {
    let told_last = line
        .last()
        .is_some_and(|entry| entry.role == Some(Role::Opening));
    let closings = line
        .iter()
        .filter(|entry| entry.role == Some(Role::Closing))
        .count();
    if told_last && closings == 1 {
        line.rotate_right(1);
    }
}

fn closed(view: &View<'_>, line: &[Entry<'_>], close: &Quantity) -> Option<Remark> {
    let line: Vec<&Entry<'_>> = line
        .iter()
        .filter(|entry| entry.quantity.matches(close))
        .collect();
    let is_flow = |entry: &&&Entry<'_>| {
        matches!(entry.role, Some(Role::In | Role::Out | Role::Net))
            && entry.quantity.unit == close.unit
    };
    let flows = line.iter().rev().take_while(is_flow).count();
    let (before, flows) = line.split_at(line.len() - flows);
    let open = before.last()?;
    let opens = open.role == Some(Role::Opening) || open.role == Some(Role::Closing) && open.dated;
    let here = open.quantity.span.start >= view.sentence.span.start;
    let flows: Vec<(Option<Role>, &Quantity)> = flows
        .iter()
        .map(|entry| (entry.role, entry.quantity))
        .collect();
    let same = here || closes_only(view, close) || same_subject(view, open.quantity, close);
    (opens && same && !flows.is_empty()).then(|| judge(view, open.quantity, &flows, close))?
}

/// Whether the words of a closing say nothing but that it is one: 期末余额.
fn closes_only(view: &View<'_>, close: &Quantity) -> bool {
    let words = CLOSING
        .iter()
        .chain(&["余额", "账面", "总额"])
        .fold(view.before(close).to_owned(), |words, idle| {
            words.replace(idle, "")
        });
    words.chars().count() < 2 && view.after(close).is_empty()
}

/// Sentences back that an opening may stand.
const REACH: usize = 2;

/// Whether a sentence leaves nothing out of the account.
fn accounted(view: &View<'_>) -> bool {
    !has(
        view.words(),
        &["目标", "计划", "口径", "另", "其他", "等", "其中"],
    )
}

fn entries<'v>(view: &View<'v>) -> Vec<Entry<'v>> {
    let amounts = view
        .quantities()
        .iter()
        .filter(|quantity| quantity.is_amount());
    amounts
        .map(|quantity| Entry {
            role: role(view.before(quantity)),
            dated: has(view.before(quantity), &["末", "底", "截至", "截止"]),
            quantity,
        })
        .collect()
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
    let running = close.before.of(view.text).contains("累计");
    let complete = running || has_role(Role::Net) || has_role(Role::In) && has_role(Role::Out);
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
    Some(
        Remark::error(
            Kind::StockFlow,
            view.place(open, close),
            format!("按期初与进出推算应为{right},不是{}", printed(close)),
            format!(
                "opening and flows lead to {right}, not to {}",
                printed(close)
            ),
            format!("{written} = {right}"),
        )
        .corrected(close.span, right),
    )
}
