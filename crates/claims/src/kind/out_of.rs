//! Shares told by example: 1000户中满意的870户,每十户中有九户以上满意.

use super::{Remark, Remarks, View, number_line};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::{Mark, agrees, numeral};
use crate::words::{percent, printed};
use benfu_rules::Exact;

/// Looks at every number counted out of a small set.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if view.words().contains('每') {
        for index in 2..view.quantities().len() {
            remarks.extend(by_example(view, index));
        }
    }
}

/// The number that 每十户中有 counts out of.
fn set(words: &str, unit: &str) -> Option<Exact> {
    let rest = &words[words.rfind('每')? + '每'.len_utf8()..];
    let line = number_line(rest);
    let number = numeral::words(&line, 0).or_else(|| numeral::digits(&line, 0))?;
    let behind = line.rest(number.end).strip_prefix(unit)?;
    let inside = behind.contains('中') || behind.contains('里') || behind.ends_with("就有");
    inside.then_some(number.value)
}

fn by_example(view: &View<'_>, index: usize) -> Option<Remark> {
    let all = view.quantities();
    let claim = &all[index];
    let of = set(view.before(claim), claim.unit.word)?;
    let mut told = all[..index]
        .iter()
        .rev()
        .filter(|amount| amount.unit == claim.unit && amount.mark != Mark::Range);
    let (part, whole) = (told.next()?, told.next()?);
    let share = part
        .band()?
        .over(&whole.band()?)?
        .times(&Band::exactly(of))?;
    // One of a small set stands for everything that rounds to it.
    let half = Exact::ratio(1, 2).ok()?;
    let fits = if claim.is_plain() {
        Band::around(claim.value, half)?.meets(&share)
    } else {
        agrees(claim, &share)?
    };
    let ratio = part.value.checked_div(&whole.value).ok()?;
    let (left, right) = (printed(part), printed(whole));
    (!fits && part.value <= whole.value && told.next().is_none()).then(|| {
        Remark::error(
            Kind::Fraction,
            view.place(whole, claim),
            format!("{left}占{right}的{}", percent(&ratio, 2)),
            format!("{left} of {right} is {}", percent(&ratio, 2)),
            format!("{left} / {right} = {}", percent(&ratio, 2)),
        )
    })
}
