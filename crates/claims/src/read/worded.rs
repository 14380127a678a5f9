//! Numbers in Chinese words: 百分之三十, 四分之一, 六成五, 过半, 三个街道.
//!
//! Main item: [`in_words`]. The value of the numerals themselves is read in `numeral`.

use super::amount::Read;
use super::line::Line;
use super::mark::{self, Mark};
use super::numeral::{self, Numeral};
use super::scan::Scanned;
use super::unit::{self, Dimension, Unit};
use benfu_rules::Exact;

/// Numbers in words; the end when there is one here.
pub(super) fn in_words(line: &Line<'_>, at: usize, into: &mut Scanned) -> Option<usize> {
    if let Some(end) = per_hundred(line, at, into) {
        return Some(end);
    }
    if line.at(at) == '半' {
        return half(line, at, into);
    }
    let number = numeral::words(line, at)?;
    let rest = line.rest(number.end);
    if rest.starts_with("分之") {
        return fraction(line, at, &number, into);
    }
    if rest.starts_with('半') && line.at(at) == '一' && !rest.starts_with("半年") {
        let mut read = Read::fraction(at, number.end + 1, Exact::ratio(1, 2).ok()?);
        read.take_mark(line);
        return Some(read.push(line, into));
    }
    if rest.starts_with('成') {
        return tenths(line, at, &number, into);
    }
    word_amount(line, at, &number, into).or(Some(number.end))
}

fn per_hundred(line: &Line<'_>, at: usize, into: &mut Scanned) -> Option<usize> {
    if line.at(at + 1) != '分' {
        return None;
    }
    let rest = line.rest(at);
    let below = match rest {
        _ if rest.starts_with("百分之") => 100,
        _ if rest.starts_with("千分之") => 1000,
        _ => return None,
    };
    let number = numeral::words(line, at + 3).or_else(|| numeral::digits(line, at + 3))?;
    let mut read = Read::number(line, at, &number);
    read.end = number.end;
    read.scale = (1, "");
    read.mark = None;
    read.unit = Unit::PERCENT;
    if below == 1000 {
        read.numeral.value = mark::part(&read.numeral.value, 1, 10)?;
        read.numeral.step = mark::part(&read.numeral.step, 1, 10)?;
    }
    read.take_mark(line);
    Some(read.push(line, into))
}

/// 过半, 近半, 超半数; not 上半年 or 半导体.
fn half(line: &Line<'_>, at: usize, into: &mut Scanned) -> Option<usize> {
    let rest = line.rest(at + 1);
    let counted = rest.starts_with('数');
    let marked =
        "过近超".contains(line.before(at)) && !rest.starts_with(['年', '小', '月', '导', '个']);
    if !counted && !marked {
        return None;
    }
    let end = at + 1 + usize::from(counted);
    let over = line.before(at) == '过';
    let mut read = Read::fraction(at - usize::from(over), end, Exact::ratio(1, 2).ok()?);
    read.mark = over.then_some(Mark::Over);
    Some(read.push(line, into))
}

fn fraction(line: &Line<'_>, at: usize, below: &Numeral, into: &mut Scanned) -> Option<usize> {
    let above = numeral::words(line, below.end + 2)?;
    let value = above.value.checked_div(&below.value).ok()?;
    if value >= Exact::ONE {
        return Some(above.end);
    }
    let mut read = Read::fraction(at, above.end, value);
    read.take_mark(line);
    Some(read.push(line, into))
}

/// 三成, 六成五, 八成半.
fn tenths(line: &Line<'_>, at: usize, number: &Numeral, into: &mut Scanned) -> Option<usize> {
    unit::at_start(line.rest(number.end))?;
    let mut read = Read::number(line, at, number);
    let more = numeral::digit_word(line.at(read.end)).or((line.at(read.end) == '半').then_some(5));
    if read.mark.is_none()
        && let Some(more) = more
    {
        let tenth = Exact::ratio(more, 10).ok()?;
        read.numeral.value = read.numeral.value.checked_add(&tenth).ok()?;
        read.numeral.step = mark::part(&read.numeral.step, 1, 10)?;
        read.end += 1;
    }
    Some(read.push(line, into))
}

/// Words before a number that make it no count: 第三, 双百, 每一, “三个一批”.
const NO_COUNT_BEFORE: &str = "第初双数几每某“‘《闰统唯同另这那任万";

/// Units that words number rather than count: 二期, 三组.
const ORDINALS: &[&str] = &[
    "期", "组", "级", "层", "班", "部", "批", "类", "种", "股", "轮", "届", "道", "门", "对", "节",
    "车", "块",
];

fn word_amount(line: &Line<'_>, at: usize, number: &Numeral, into: &mut Scanned) -> Option<usize> {
    if NO_COUNT_BEFORE.contains(line.before(at)) {
        return None;
    }
    let read = Read::number(line, at, number);
    let small = number.value <= Exact::ONE;
    let idle = small && !matches!(read.unit.dimension, Dimension::Times | Dimension::Other);
    let ordinal = line.at(at) == '二' && number.value == Exact::whole(2)
        || ORDINALS.contains(&read.unit.word);
    // 逾万人 is a number; 百家争鸣 and 亿元项目 are names.
    let marked = mark::before(line.until(at)).is_some();
    let round_word = "百千万亿".contains(line.at(at))
        && match read.unit.dimension {
            Dimension::Count | Dimension::Money => !marked,
            _ => false,
        };
    if read.unit.dimension == Dimension::Bare || idle || ordinal || round_word {
        return None;
    }
    Some(read.push(line, into))
}
