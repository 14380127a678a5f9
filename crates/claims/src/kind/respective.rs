//! Values given one for each name: 三个街道分别为5、7家 leaves one without.

use super::count::counter;
use super::{Remark, View};
use crate::finding::Kind;
use crate::read::{Dimension, Line, Quantity, Span};
use crate::words::{and_so_on, has};

/// 三个街道分别为5、7家: as many values as names.
pub(super) fn respectively(view: &View<'_>) -> Option<Remark> {
    let words = view.words();
    let at = words.find("分别")?;
    let absolute = view.sentence.span.start + at;
    let all = view.quantities();
    let first = all.iter().position(|value| {
        value.span.start > absolute && !matches!(value.unit.dimension, Dimension::Time)
    })?;
    let near = Span::new(absolute, all[first].span.start).of(view.text);
    if near.chars().count() > 16 || near.contains(['，', '。', '；']) {
        return None;
    }
    let run = value_run(view, first);
    let (names, begin) = names_before(view, at)?;
    if run.len() < 2 || run.len() == names {
        return None;
    }
    let last = run.last()?;
    Some(Remark::error(
        Kind::Count,
        Span::new(view.sentence.span.start + begin, last.span.end),
        format!("“分别”前有{names}项,后面给出{}个数", run.len()),
        format!("{names} things are named, {} values are given", run.len()),
        format!("{names} ≠ {}", run.len()),
    ))
}

fn value_run<'v>(view: &View<'v>, first: usize) -> Vec<&'v Quantity> {
    let all = view.quantities();
    let mut run = vec![&all[first]];
    for value in &all[first + 1..] {
        let Some(last) = run.last() else { break };
        let gap = view.between(last, value);
        let linked =
            matches!(gap, "、" | "和" | "与" | "及" | "以及" | "，") && value.unit == last.unit;
        if !linked {
            break;
        }
        run.push(value);
    }
    run
}

/// How many things 分别 is about: the number given with them, or the names listed.
fn names_before(view: &View<'_>, at: usize) -> Option<(usize, usize)> {
    let words = &view.words()[..at];
    let clause = words.rfind(['，', '。', '；', '：', '）']).map_or(0, |at| {
        at + words[at..].chars().next().map_or(0, char::len_utf8)
    });
    let lead = &words[clause..];
    let line = Line::of(lead, clause);
    let counted = (0..line.len())
        .filter_map(|at| counter(&line, at).map(|(number, _)| (number, line.offset(at))))
        .next_back();
    if let Some((number, begin)) = counted {
        return usize::try_from(number).ok().map(|number| (number, begin));
    }
    let commas = lead.matches('、').count();
    let tail = lead.rsplit('、').next()?;
    let spoiled =
        and_so_on(lead) || has(lead, &["其中", "（"]) || lead.chars().any(|c| c.is_ascii_digit());
    let joined = ["和", "与", "及"]
        .iter()
        .filter(|joint| tail.contains(**joint))
        .count()
        .min(1);
    (commas + joined > 0 && !spoiled).then_some((commas + joined + 1, clause))
}
