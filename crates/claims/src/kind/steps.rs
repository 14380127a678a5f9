//! A value carried on by rates: 2022年1500万元,2023年增长20%,2024年又增长5%,达到1890万元.
//!
//! Yearly means and rates that are only counted together are judged in `chain`.

use super::change::{adjusted, direction, reached};
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Quantity, agrees};
use crate::words::{has, printed, suggested};
use benfu_rules::Exact;

/// Looks at every value that rates lead to.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if view.quantities().len() < 3 || adjusted(view.words()) {
        return;
    }
    for index in 2..view.quantities().len() {
        remarks.extend(carried_on(view, index));
    }
}

fn carried_on(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let end = &all[index];
    let count = all[..index]
        .iter()
        .rev()
        .take_while(|rate| is_step(view, rate))
        .count();
    let begin = &all[index.checked_sub(count + 1)?];
    let rates = &all[index - count..index];
    let arrives = reached(view.before(end))
        && !has(view.before(end), &["目标", "计划", "预计", "力争", "占"]);
    let fits = end.is_amount()
        && begin.is_amount()
        && begin.unit == end.unit
        && begin.stretch == end.stretch;
    if count == 0 || !arrives || !fits || !begin.is_plain() {
        return None;
    }
    // A single rate may be that of the first value itself.
    let later = |rate: &Quantity| {
        has(
            view.before(rate),
            &["又", "再", "次年", "随后", "接着", "年增", "年又", "年再"],
        )
    };
    if !later(rates.last()?) {
        return None;
    }
    let value = rates.iter().try_fold(begin.band()?, |value, rate| {
        value.times(&factor(view, rate)?)
    })?;
    if agrees(end, &value)? {
        return None;
    }
    let right = suggested(&value.middle()?, end);
    let terms: Vec<String> = rates
        .iter()
        .map(|rate| format!("(1 {} {})", sign(view, rate), printed(rate)))
        .collect();
    let (first, last) = (printed(begin), printed(end));
    Some(
        Remark::error(
            Kind::Chain,
            view.place(begin, end),
            format!("由{first}按所列增长率推算应为{right},不是{last}"),
            format!("the rates lead from {first} to {right}, not to {last}"),
            format!("{first} × {} = {right}", terms.join(" × ")),
        )
        .corrected(end.span, right),
    )
}

/// A rate of one step: 2023年增长20%.
fn is_step(view: &View<'_>, rate: &Quantity) -> bool {
    let words = view.before(rate);
    rate.is_share()
        && rate.is_plain()
        && direction(words).is_some()
        && !reached(words)
        && !has(
            words,
            &["年均", "累计", "平均", "目标", "计划", "占", "率", "百分点"],
        )
}

fn factor(view: &View<'_>, rate: &Quantity) -> Option<Band> {
    if sign(view, rate) == '+' {
        return rate.band()?.plus_one();
    }
    Band::exactly(Exact::ONE).minus(&rate.band()?)
}

fn sign(view: &View<'_>, rate: &Quantity) -> char {
    if direction(view.before(rate)) == Some(true) {
        '+'
    } else {
        '-'
    }
}
