//! Proportions written as 1：8 beside the two amounts.

use super::{Remark, Remarks, View, number_line};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Dimension, Quantity, Span, numeral};
use crate::words::{decimal, has, printed};
use benfu_rules::Exact;

/// Looks at the proportions of a sentence that holds just two amounts of money or area.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let cues = &[
        "撬动", "放大", "比例", "配比", "带动", "之比", "比为", "杠杆", "配套",
    ];
    if has(view.words(), cues) {
        remarks.extend(of_two(view));
    }
}

fn of_two(view: &View<'_>) -> Option<Remark> {
    let amounts: Vec<&Quantity> = view
        .quantities()
        .iter()
        .filter(|quantity| matches!(quantity.unit.dimension, Dimension::Money | Dimension::Area))
        .collect();
    let [first, second] = amounts.as_slice() else {
        return None;
    };
    let (left, right, span) = written(view)?;
    let near =
        !first.value.is_zero() && first.matches(second) && !left.is_zero() && !right.is_zero();
    if !near || !first.is_plain() || !second.is_plain() {
        return None;
    }
    let quotient = second.band()?.over(&first.band()?)?;
    let inverse = first.band()?.over(&second.band()?)?;
    let says = |above: &Exact, below: &Exact| {
        let value = above.checked_div(below).ok()?;
        Band::around(value, Exact::ratio(1, 20).ok()?.checked_mul(&value).ok()?)
    };
    let (forward, backward) = (says(&right, &left)?, says(&left, &right)?);
    if forward.meets(&quotient) || backward.meets(&quotient) || forward.meets(&inverse) {
        return None;
    }
    let exact = decimal(&second.value.checked_div(&first.value).ok()?, 2);
    Some(Remark::error(
        Kind::Ratio,
        view.place(first, second).to(span),
        format!("{}与{}之比是1：{exact}", printed(first), printed(second)),
        format!("{} to {} is 1 : {exact}", printed(first), printed(second)),
        format!("{} / {} = {exact}", printed(second), printed(first)),
    ))
}

/// The one a：b of the sentence.
fn written(view: &View<'_>) -> Option<(Exact, Exact, Span)> {
    let words = view.words();
    let mut signs = words.match_indices(['：', '∶']).filter(|(at, sign)| {
        words[..*at].ends_with(|c: char| c.is_ascii_digit())
            && words[at + sign.len()..].starts_with(|c: char| c.is_ascii_digit())
    });
    let (at, sign) = signs.next()?;
    if signs.next().is_some() {
        return None;
    }
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let left = words[..at].rfind(|c| !digits(c)).map_or(0, |from| {
        from + words[from..].chars().next().map_or(0, char::len_utf8)
    });
    let behind = &words[at + sign.len()..];
    let right = numeral::digits(&number_line(behind), 0)?;
    let start = view.sentence.span.start;
    let length = behind
        .chars()
        .take(right.end)
        .map(char::len_utf8)
        .sum::<usize>();
    Some((
        numeral::digits(&number_line(&words[left..at]), 0)?.value,
        right.value,
        Span::new(start + left, start + at + sign.len() + length),
    ))
}
