//! Structures written as a proportion: 三次产业结构为8.2∶44.6∶47.2, whose members make one hundred.
//!
//! Lists of percentages are judged in `budget`, proportions of two amounts in `proportion`.

use super::{Remark, Remarks, View, number_line};
use crate::finding::Kind;
use crate::read::{Span, numeral};
use crate::words::{decimal, has, tail};
use benfu_rules::Exact;

/// Looks at every proportion of three or more numbers of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let words = view.words();
    if !words.contains(['：', '∶']) || !has(words, &["结构", "比重", "构成", "占比", "比例"])
    {
        return;
    }
    let mut from = 0;
    while let Some(at) = words[from..].find(|sign: char| sign.is_ascii_digit()) {
        let begin = from + at;
        let run = words[begin..]
            .find(|sign: char| !sign.is_ascii_digit() && !".：∶".contains(sign))
            .map_or(words.len(), |length| begin + length);
        remarks.extend(judge(view, begin, run));
        from = run.max(begin + 1);
    }
}

fn judge(view: &View<'_>, begin: usize, end: usize) -> Option<Remark> {
    let written = view.words()[begin..end].trim_end_matches(['：', '∶', '.']);
    let members: Vec<&str> = written.split(['：', '∶']).collect();
    let lead = tail(&view.words()[..begin], 16);
    if members.len() < 3 || !has(lead, &["结构", "比重", "构成", "占比", "比例"]) {
        return None;
    }
    let (mut sum, mut room) = (Exact::ZERO, Exact::ZERO);
    for member in &members {
        let number = numeral::digits(&number_line(member), 0)?;
        sum = sum.checked_add(&number.value).ok()?;
        room = room
            .checked_add(&number.step.checked_div(&Exact::whole(2)).ok()?)
            .ok()?;
    }
    let off = sum
        .checked_sub(&Exact::whole(100))
        .ok()?
        .checked_abs()
        .ok()?;
    // 5∶3∶2 is a proportion of small numbers, not of hundredths.
    let hundredths = off < Exact::whole(25);
    let start = view.sentence.span.start;
    (hundredths && off > room).then(|| {
        let sum = decimal(&sum, 2);
        Remark::error(
            Kind::Budget,
            Span::new(start + begin, start + begin + written.len()),
            format!("各部分合计{sum},不是100"),
            format!("the members make {sum}, not 100"),
            format!("{} = {sum}", members.join(" + ")),
        )
    })
}
