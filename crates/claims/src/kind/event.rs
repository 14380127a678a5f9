//! The day of one event told twice: 于3月18日开工。该工程自4月18日开工以来.

use super::date::{Written, dates};
use super::{Remark, Remarks, View};
use crate::finding::Kind;
use crate::read::Span;
use crate::words::{has, tail};

/// Looks at every dated event of a sentence that points back at what was told of.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    let lead = view.words().chars().take(14).collect::<String>();
    if !has(&lead, &["该", "这一", "此", "上述"]) {
        return;
    }
    for (event, date) in events(view) {
        remarks.extend(told_before(view, event, &date));
    }
}

const EVENTS: &[&str] = &[
    "开工", "竣工", "投产", "启动", "成立", "挂牌", "开幕", "闭幕", "通车", "开园", "揭牌", "上线",
    "施行", "印发", "开业", "投用", "验收", "封顶",
];

/// Events named directly behind a day, with the day.
fn events<'v>(view: &View<'v>) -> Vec<(&'static str, Written)> {
    let behind = |date: &Written| -> &'v str {
        Span::new(date.span.end, view.sentence.span.end.max(date.span.end)).of(view.text)
    };
    let named = |date: Written| {
        let near: String = behind(&date)
            .chars()
            .take(6)
            .take_while(|sign| !"，。；、".contains(*sign))
            .collect();
        let event = EVENTS.iter().find(|event| near.contains(**event))?;
        date.day.map(|_| (*event, date))
    };
    dates(view).into_iter().filter_map(named).collect()
}

/// Sentences back that the event may have been told.
const REACH: usize = 2;

fn told_before(view: &View<'_>, event: &str, date: &Written) -> Option<Remark> {
    let mut told = view
        .earlier(REACH)
        .flat_map(|earlier| events(&earlier))
        .filter(|(other, _)| *other == event);
    let (_, first) = told.next()?;
    let lead = Span::new(view.sentence.span.start, date.span.start).of(view.text);
    let years = first
        .year
        .zip(date.year)
        .is_none_or(|(left, right)| left == right);
    let differs = (first.month, first.day) != (date.month, date.day) || !years;
    let again = has(tail(lead, 6), &["再", "二期", "重新"]);
    (told.next().is_none() && differs && !again).then(|| {
        let (before, here) = (first.span.of(view.text), date.span.of(view.text));
        Remark::error(
            Kind::Conflict,
            date.span,
            format!("“{event}”的日期前文写作{before},此处写作{here}"),
            format!("the day of one event is {before} earlier and {here} here"),
            format!("{before} ≠ {here}"),
        )
    })
}
