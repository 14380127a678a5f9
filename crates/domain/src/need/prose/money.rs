//! How much money there is, and where it comes from.

use super::text::Sentence;
use super::value::number_length;
use super::{Found, Proposed};
use crate::money::Currency;
use crate::written::{self, WrittenMoney};

/// Words before an amount that is there to be spent.
const SPENT: &[&str] = &[
    "预算",
    "经费",
    "资金",
    "投入",
    "总投资",
    "投资",
    "限价",
    "费用",
];
/// Words of sums that are past or earned, not there to be spent.
const OTHER: &[&str] = &[
    "收入",
    "利润",
    "产值",
    "销售",
    "税",
    "已投入",
    "累计",
    "成本",
    "每年",
    "支出",
    "损失",
    "近三年",
];
/// The amount stands so near behind the word, in characters.
const NEAR: usize = 12;
/// Where money comes from, and what it is called.
const SOURCES: &[&str] = &[
    "自筹",
    "财政",
    "专项资金",
    "技改资金",
    "年度预算",
    "采购预算",
    "政府采购",
    "科研经费",
    "自有资金",
    "列支",
    "列入",
];
const CALLED: &[&str] = &["资金", "经费", "预算", "费用", "列支"];
/// Ends of an amount, the longest first.
const UNITS: &[&str] = &["万元人民币", "亿元", "万元", "元", "亿", "万"];

pub(super) fn read(sentence: &Sentence<'_>, found: &mut Found<'_>) {
    for clause in sentence.clauses() {
        amount(&clause, found);
        let text = clause.as_str();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(SOURCES) && has(CALLED) {
            let quote = clause.range(0..text.len());
            let said = found.text.written(&quote).to_owned();
            found.add(Proposed::BudgetPath(said), quote);
        }
    }
}

/// The first amount near behind a word of spending; of a span the larger end.
fn amount(clause: &Sentence<'_>, found: &mut Found<'_>) {
    let text = clause.as_str();
    if OTHER.iter().any(|word| text.contains(word)) {
        return;
    }
    let words = SPENT
        .iter()
        .filter_map(|word| Some((text.find(word)?, word.len())));
    for (place, length) in words {
        let start = place + length;
        let near = text[start..]
            .char_indices()
            .map(|(at, _)| start + at)
            .take(NEAR);
        let mut numbers = near.filter_map(|at| Some((at, number_length(&text[at..])?)));
        let Some((at, _)) = numbers.next() else {
            continue;
        };
        if let Some((fen, length)) = fen(&text[at..]) {
            found.add(Proposed::Budget(fen), clause.range(place..at + length));
            return;
        }
    }
}

/// The amount at the beginning of a text in fen, and its length.
fn fen(text: &str) -> Option<(i64, usize)> {
    let mut start = 0;
    let mut length = digits(text)?;
    if let Some(second) = text[length..].strip_prefix(['-', '~', '至', '到'])
        && let Some(more) = digits(second)
    {
        start = text.len() - second.len();
        length = start + more;
    }
    let unit = UNITS
        .iter()
        .find(|unit| text[length..].starts_with(**unit))?;
    let yuan = if unit.contains('元') { "" } else { "元" };
    let amount = format!("{}{unit}{yuan}", &text[start..length]);
    let money = written::money(&amount).ok()?.value()?;
    let WrittenMoney::Amount {
        money,
        rounded: false,
        ..
    } = money
    else {
        return None;
    };
    (money.currency == Currency::Cny).then_some((money.amount_minor, length + unit.len()))
}

/// The digits that a text begins with.
fn digits(text: &str) -> Option<usize> {
    let end = text
        .find(|char: char| !matches!(char, '0'..='9' | '.' | ','))
        .unwrap_or(text.len());
    let length = text[..end].trim_end_matches(['.', ',']).len();
    (length > 0).then_some(length)
}
