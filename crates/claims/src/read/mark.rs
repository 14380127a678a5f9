//! Marks around a number: 约, 近, 超, 突破, 不足, 左右, 以上, 余.
//!
//! Main type: [`Mark`], and [`agrees`], the one place that says when a computed value bears out a printed one.

use super::quantity::Quantity;
use crate::band::Band;
use benfu_rules::Exact;

/// What is said about a number beside its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The number as printed, rounded to its digits.
    Plain,
    /// 超, 逾, 余, 多: above.
    Over,
    /// 突破, 达到…以上, 不少于: above or equal.
    AtLeast,
    /// 近, 接近, 将近: below, by a tenth at most.
    Near,
    /// 约, 左右: within three per cent.
    About,
    /// 不足, 不到: below.
    Below,
    /// 以内, 不超过: below or equal.
    AtMost,
    /// A range: 10—15.
    Range,
}

const BEFORE: &[(&str, Mark)] = &[
    ("不超过", Mark::AtMost),
    ("未超过", Mark::AtMost),
    ("不高于", Mark::AtMost),
    ("至多", Mark::AtMost),
    ("最多", Mark::AtMost),
    ("不低于", Mark::AtLeast),
    ("不少于", Mark::AtLeast),
    ("至少", Mark::AtLeast),
    ("已突破", Mark::AtLeast),
    ("突破", Mark::AtLeast),
    ("跨越", Mark::AtLeast),
    ("跨上", Mark::AtLeast),
    ("迈上", Mark::AtLeast),
    ("站上", Mark::AtLeast),
    ("未突破", Mark::Below),
    ("不足", Mark::Below),
    ("不到", Mark::Below),
    ("未达到", Mark::Below),
    ("未达", Mark::Below),
    ("未满", Mark::Below),
    ("不满", Mark::Below),
    ("低于", Mark::Below),
    ("少于", Mark::Below),
    ("超过了", Mark::Over),
    ("超过", Mark::Over),
    ("超出", Mark::Over),
    ("高于", Mark::Over),
    ("多于", Mark::Over),
    ("大于", Mark::Over),
    ("已超", Mark::Over),
    ("超", Mark::Over),
    ("逾", Mark::Over),
    ("接近", Mark::Near),
    ("将近", Mark::Near),
    ("逼近", Mark::Near),
    ("近", Mark::Near),
    ("大约", Mark::About),
    ("约为", Mark::About),
    ("约", Mark::About),
    ("大致", Mark::About),
];

const AFTER: &[(&str, Mark)] = &[
    ("及以上", Mark::AtLeast),
    ("以上", Mark::AtLeast),
    ("以下", Mark::Below),
    ("以内", Mark::AtMost),
    ("之内", Mark::AtMost),
    ("左右", Mark::About),
    ("上下", Mark::About),
    ("有余", Mark::Over),
    ("出头", Mark::Over),
    ("多", Mark::Over),
    ("余", Mark::Over),
];

/// The mark at the end of the text before a number, with its length in bytes.
pub(crate) fn before(text: &str) -> Option<(Mark, usize)> {
    let (word, mark) = BEFORE.iter().find(|(word, _)| text.ends_with(word))?;
    let rest = &text[..text.len() - word.len()];
    if ends_other_word(rest, word) {
        return None;
    }
    let negated = *mark == Mark::AtLeast && (rest.ends_with('未') || rest.ends_with("没有"));
    Some((if negated { Mark::Below } else { *mark }, word.len()))
}

/// Ends of words that are no marks: 签约, 履约, 附近, 技术突破.
fn ends_other_word(rest: &str, mark: &str) -> bool {
    let last = rest.chars().next_back().unwrap_or('\0');
    match mark {
        "约" => "签履合节条预制续集违公特契邀缔爽租相守".contains(last),
        "近" => "最附临邻就靠亲".contains(last),
        "超" => "赶反英高中".contains(last),
        "突破" => [
            "技术", "攻关", "取得", "重大", "关键", "零的", "原创", "成果",
        ]
        .iter()
        .any(|word| rest.ends_with(word)),
        _ => false,
    }
}

/// The mark at the beginning of the text behind a unit, with its length in bytes.
pub(crate) fn after(text: &str) -> Option<(Mark, usize)> {
    let (word, mark) = AFTER.iter().find(|(word, _)| text.starts_with(word))?;
    let more = &text[word.len()..];
    // 3家多元化企业, 20家余杭企业: the next word begins here.
    let begins_word = match *word {
        "多" => more.starts_with(['元', '个', '家', '种', '措', '方', '层', '项', '功', '式']),
        "余" => more.starts_with(['杭', '姚', '热', '额']),
        _ => false,
    };
    (!begins_word).then_some((*mark, word.len()))
}

/// Whether a computed band can be what the quantity says; nothing when the arithmetic has no answer.
pub(crate) fn agrees(claim: &Quantity, computed: &Band) -> Option<bool> {
    let value = &claim.value;
    Some(match claim.mark {
        Mark::Plain => claim.rounding()?.meets(computed),
        Mark::Over => computed.high > *value,
        Mark::AtLeast => computed.high >= *value,
        Mark::Near => computed.low < *value && computed.high >= part(value, 9, 10)?,
        Mark::About => {
            let (low, high) = (part(value, 97, 100)?, part(value, 103, 100)?);
            computed.high >= low && computed.low <= high
        }
        Mark::Below => computed.low < *value,
        Mark::AtMost => computed.low <= *value,
        Mark::Range => true,
    })
}

/// Whether a computed mean can be what the quantity says: a mean is rounded even where what it is of is counted.
pub(crate) fn agrees_as_mean(claim: &Quantity, computed: &Band) -> Option<bool> {
    if claim.mark != Mark::Plain {
        return agrees(claim, computed);
    }
    let half = part(&claim.step, 1, 2)?;
    Some(Band::around(claim.value, half)?.meets(computed))
}

/// A fraction of a value.
pub(crate) fn part(value: &Exact, numerator: i128, denominator: i128) -> Option<Exact> {
    value
        .checked_mul(&Exact::ratio(numerator, denominator).ok()?)
        .ok()
}
