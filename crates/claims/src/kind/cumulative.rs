//! Running totals that fall: 1—6月120亿元, 1—8月110亿元.

use super::change::adjusted;
use super::subject::same_subject;
use super::{Remark, Remarks, View, number_line};
use crate::finding::Kind;
use crate::read::{Part, Quantity, numeral};
use crate::words::{has, printed};

/// Looks at running totals of one year in a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if adjusted(view.words()) {
        return;
    }
    let dated: Vec<(i64, &Quantity)> = view
        .quantities()
        .iter()
        .filter(|quantity| quantity.is_amount())
        .filter_map(|quantity| Some((running_until(view, quantity)?, quantity)))
        .collect();
    for pair in dated.windows(2) {
        let [(early, first), (late, second)] = pair else {
            continue;
        };
        if first.unit == second.unit && early != late && same_subject(view, first, second) {
            let (before, after) = if early < late {
                (first, second)
            } else {
                (second, first)
            };
            remarks.extend(falls(view, before, after));
        }
    }
}

/// The month up to which a total of the year runs, when the words say so.
fn running_until(view: &View<'_>, quantity: &Quantity) -> Option<i64> {
    let words = view.before(quantity);
    let apart = has(
        words,
        &[
            "上年", "去年", "同期", "目标", "计划", "预计", "其中", "均", "比", "结余", "余额",
            "净",
        ],
    );
    if apart {
        return None;
    }
    let ranged = view.sentence.stamps.iter().find(|stamp| {
        stamp.part == Part::Month
            && stamp.from == Some(1)
            && stamp.span.start >= quantity.before.start
            && stamp.span.end <= quantity.span.start
    });
    if let Some(stamp) = ranged {
        return Some(stamp.value);
    }
    let closing = view.sentence.stamps.iter().find(|stamp| {
        stamp.part == Part::Month
            && stamp.span.start >= quantity.before.start
            && stamp.span.end <= quantity.span.start
    });
    if let Some(stamp) = closing
        && words.contains("累计")
        && has(words, &["截至", "底", "末", "到"])
    {
        return Some(stamp.value);
    }
    // 前八个月累计.
    let months = words.split_once('前').and_then(|(_, rest)| {
        let line = number_line(rest);
        let number = numeral::words(&line, 0).or_else(|| numeral::digits(&line, 0))?;
        line.rest(number.end)
            .starts_with("个月")
            .then(|| number.value.to_whole())?
    });
    if let Some(months) = months.and_then(|months| i64::try_from(months).ok()) {
        return Some(months);
    }
    let named: &[(&str, i64)] = &[("前三季度", 9), ("上半年", 6), ("一季度", 3), ("全年", 12)];
    named
        .iter()
        .find(|(word, _)| words.contains(word))
        .map(|&(_, until)| until)
}

fn falls(view: &View<'_>, before: &Quantity, after: &Quantity) -> Option<Remark> {
    let (low, high) = (before.band()?, after.band()?);
    (high.high < low.low).then(|| {
        let (earlier, later) = (printed(before), printed(after));
        Remark::error(
            Kind::Cumulative,
            view.place(before, after),
            format!("累计数由{earlier}减到{later},累计数不会减少"),
            format!("the running total falls from {earlier} to {later}"),
            format!("{earlier} > {later}"),
        )
    })
}
