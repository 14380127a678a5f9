//! Balances: opening, in, out, closing: 年初90家, 新增20家, 退出5家, 年末105家.
//!
//! Other relations of stocks and flows are judged in `stock` and `net`.

use super::flow::{CLOSING, COMING, EITHER, LEAVING, OPENING, is_new};
use super::subject::same_subject;
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Quantity, Span, agrees};
use crate::words::{and_so_on, has, printed, suggested};

/// Looks at the closing stocks of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if has(view.words(), CLOSING) {
        remarks.extend(balance(view));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opening,
    In,
    Out,
    Net,
    Closing,
}

/// What the words before an amount make it, of goods in store also what is made and sold; `context` reaches back to the
/// number before, where a time may be told.
fn role(words: &str, context: &str, stored: bool) -> Option<Role> {
    if stored && words.ends_with("生产") {
        return Some(Role::In);
    }
    if stored && has(words, &["销售", "售出", "出货"]) {
        return Some(Role::Out);
    }
    if has(words, &["净减", "净流出", "净迁出"]) {
        return Some(Role::Out);
    }
    if has(words, &["净增", "净迁入", "净流入"]) {
        return Some(Role::Net);
    }
    let compared = has(words, &["较", "比"]);
    if has(words, OPENING) {
        return (!compared).then_some(Role::Opening);
    }
    if has(words, LEAVING) && !has(words, &["未结", "未办结"]) {
        return Some(Role::Out);
    }
    if has(words, COMING) || is_new(words) {
        return Some(Role::In);
    }
    if has(context, OPENING) && !compared {
        return Some(Role::Opening);
    }
    has(words, CLOSING).then_some(Role::Closing)
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
    for near in view.window(REACH) {
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
        .filter(|entry| entry.quantity.matches(close) || counts_same(entry.quantity, close))
        .collect();
    let is_flow = |entry: &&&Entry<'_>| {
        matches!(entry.role, Some(Role::In | Role::Out | Role::Net) | None)
            && counts_same(entry.quantity, close)
    };
    let flows = line.iter().rev().take_while(is_flow).count();
    let (before, flows) = line.split_at(line.len() - flows);
    let open = before.last()?;
    let opens = open.role == Some(Role::Opening) || open.role == Some(Role::Closing) && open.dated;
    let here = open.quantity.span.start >= view.sentence.span.start;
    let between = Span::new(
        open.quantity.span.end,
        close.span.start.max(open.quantity.span.end),
    )
    .of(view.text);
    let unknown = flows.iter().filter(|entry| entry.role.is_none()).count();
    if !accounted(between) || unknown >= flows.len() {
        return None;
    }
    let flows: Vec<Flow<'_>> = flows
        .iter()
        .map(|entry| {
            let either = entry.role.is_none() || has(view.before(entry.quantity), EITHER);
            (entry.role, entry.quantity, either)
        })
        .collect();
    let same = here || closes_only(view, close) || same_subject(view, open.quantity, close);
    if !opens || !same || flows.is_empty() || by_other_signs(open.quantity, &flows, close)? {
        return None;
    }
    judge(view, open.quantity, &flows, close)
}

/// Whether the account comes out when 收回 and the like, which empty some stocks and fill others, go the other way.
fn by_other_signs(open: &Quantity, flows: &[Flow<'_>], close: &Quantity) -> Option<bool> {
    let free: Vec<usize> = (0..flows.len())
        .filter(|&at| flows[at].2)
        .take(MOST_FREE)
        .collect();
    for turned in 1..1_usize << free.len() {
        let mut flows = flows.to_vec();
        for (bit, &at) in free.iter().enumerate() {
            if turned & (1 << bit) != 0 {
                let out = flows[at].0 == Some(Role::Out);
                flows[at].0 = Some(if out { Role::In } else { Role::Out });
            }
        }
        if agrees(close, &expected(open, &flows)?)? {
            return Some(true);
        }
    }
    Some(false)
}

fn expected(open: &Quantity, flows: &[Flow<'_>]) -> Option<Band> {
    flows
        .iter()
        .try_fold(open.band()?, |value, (role, flow, _)| {
            if *role == Some(Role::Out) {
                value.minus(&flow.band()?)
            } else {
                value.plus(&flow.band()?)
            }
        })
}

/// Flows of either sign whose signs are all tried.
const MOST_FREE: usize = 4;

/// What a flow does, how much it is, and whether its word can mean the opposite as well.
type Flow<'v> = (Option<Role>, &'v Quantity, bool);

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

/// 人 and 人次 are one in the account of a house.
fn counts_same(left: &Quantity, right: &Quantity) -> bool {
    left.unit.dimension == right.unit.dimension
        && left.unit.word.trim_end_matches('次') == right.unit.word.trim_end_matches('次')
}

/// Sentences back that an opening may stand.
const REACH: usize = 2;

/// Whether the words between opening and closing leave nothing out of the account.
fn accounted(words: &str) -> bool {
    let words = words
        .replace("无其他", "")
        .replace("没有其他", "")
        .replace("无其它", "");
    !and_so_on(&words) && !has(&words, &["目标", "计划", "口径", "另", "其他", "其中"])
}

fn entries<'v>(view: &View<'v>) -> Vec<Entry<'v>> {
    let amounts = view
        .quantities()
        .iter()
        .filter(|quantity| quantity.is_amount());
    let stored = view.words().contains("库存");
    amounts
        .map(|quantity| Entry {
            role: role(view.before(quantity), view.since_last(quantity), stored),
            dated: has(view.since_last(quantity), &["末", "底", "截至", "截止"]),
            quantity,
        })
        .collect()
}

fn judge(view: &View<'_>, open: &Quantity, flows: &[Flow<'_>], close: &Quantity) -> Option<Remark> {
    let expected = expected(open, flows)?;
    let mut written = printed(open);
    for (role, flow, _) in flows {
        let leaves = *role == Some(Role::Out);
        written = format!(
            "{written} {} {}",
            if leaves { '-' } else { '+' },
            printed(flow)
        );
    }
    if agrees(close, &expected)? {
        return None;
    }
    let has_role = |wanted: Role| flows.iter().any(|(role, _, _)| *role == Some(wanted));
    let running = close.before.of(view.text).contains("累计");
    let either = flows.len() >= 2 && flows.iter().any(|(_, _, either)| *either);
    let complete =
        running || either || has_role(Role::Net) || has_role(Role::In) && has_role(Role::Out);
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
