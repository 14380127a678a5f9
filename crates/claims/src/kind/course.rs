//! Which way something went, said without a number beside both values: 利润1.86亿元（上年同期2.04亿元）,保持正增长.
//!
//! Rates and differences are judged in `growth`, unbroken series in `chain`.

use super::change::{Change, adjusted, changes};
use super::{Remark, Remarks, View};
use crate::band::Band;
use crate::finding::Kind;
use crate::read::Span;
use crate::words::{akin, has, printed};
use benfu_rules::Exact;

/// Looks at the clauses behind every change of a sentence.
pub(crate) fn check(view: &View<'_>, remarks: &mut Remarks) {
    if !has(view.words(), CUES) || adjusted(view.words()) {
        return;
    }
    for change in changes(view) {
        remarks.extend(said_behind(view, *change));
    }
}

const CUES: &[&str] = &[
    "增长", "上升", "提高", "增加", "下降", "减少", "回落", "下滑", "持平",
];

const RISES: &[&str] = &[
    "正增长",
    "实现增长",
    "保持增长",
    "稳步增长",
    "持续增长",
    "稳定增长",
    "较快增长",
    "快速增长",
    "有所增长",
    "有所增加",
    "有所上升",
    "有所提高",
    "有所提升",
    "明显增长",
    "明显增加",
    "明显上升",
    "大幅增长",
    "大幅上升",
    "大幅增加",
    "稳中有升",
    "增长态势",
    "上升态势",
    "略有增长",
    "略有上升",
    "略有增加",
    "小幅增长",
    "小幅上升",
];
const FALLS: &[&str] = &[
    "负增长",
    "有所下降",
    "有所减少",
    "有所回落",
    "有所下滑",
    "明显下降",
    "明显减少",
    "大幅下降",
    "大幅减少",
    "持续下降",
    "稳步下降",
    "略有下降",
    "略有减少",
    "略有回落",
    "小幅下降",
    "小幅回落",
    "下降态势",
    "出现下滑",
    "双下降",
];
const EVEN: &[&str] = &["持平"];

/// How the value went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Course {
    Up,
    Down,
    Even,
}

fn said(clause: &str) -> Option<Course> {
    let told = [
        (RISES, Course::Up),
        (FALLS, Course::Down),
        (EVEN, Course::Even),
    ];
    let mut found = told.iter().filter(|(words, _)| has(clause, words));
    let (_, course) = found.next()?;
    let single = found.next().is_none()
        && !has(
            clause,
            &[
                "由降转",
                "由负转",
                "由升转",
                "转为",
                "预计",
                "力争",
                "有望",
                "确保",
                "增速",
                "增幅",
                "降幅",
                "连续",
            ],
        );
    single.then_some(*course)
}

/// The next two clauses without a number of their own, up to the end of the stretch.
fn said_behind(view: &View<'_>, change: Change) -> Option<Remark> {
    let all = view.quantities();
    let (from, to) = (&all[change.from], &all[change.to]);
    let last = change.from.max(change.to);
    let until = all
        .get(last + 1)
        .map_or(view.sentence.span.end, |next| next.span.start);
    let behind = Span::new(all[last].span.end, until.max(all[last].span.end));
    let mut begin = behind.start;
    for clause in behind
        .of(view.text)
        .split_inclusive(['，', '；', '。'])
        .take(3)
    {
        let span = Span::new(begin, begin + clause.len());
        begin = span.end;
        let course = said(clause)
            .filter(|_| clause.ends_with(['，', '；', '。']) && is_of(view, change, clause));
        if let Some(course) = course {
            let wrong = went_otherwise(&from.band()?, &to.band()?, course)?;
            return wrong.then(|| remark(view, change, span));
        }
        if clause.ends_with('；') {
            break;
        }
    }
    None
}

/// Whether the clause speaks of the value: it names nothing of its own, or the same.
fn is_of(view: &View<'_>, change: Change, clause: &str) -> bool {
    let all = view.quantities();
    let named = format!(
        "{}{}",
        view.clause(&all[change.from]),
        view.clause(&all[change.to])
    );
    let told = RISES
        .iter()
        .chain(FALLS)
        .chain(EVEN)
        .filter_map(|word| clause.find(word))
        .min();
    let own = &clause[..told.unwrap_or(0)];
    let own: String = own
        .chars()
        .filter(|sign| !"实现保持呈总体仍均与上年去同期相比基本较较为现出了".contains(*sign))
        .collect();
    own.chars().count() < 2 || akin(&own, &named)
}

fn went_otherwise(from: &Band, to: &Band, course: Course) -> Option<bool> {
    Some(match course {
        Course::Up => to.high < from.low,
        Course::Down => to.low > from.high,
        Course::Even => {
            let ratio = to.over(from)?;
            let near = Band::around(Exact::ONE, Exact::ratio(1, 20).ok()?)?;
            !near.meets(&ratio)
        }
    })
}

fn remark(view: &View<'_>, change: Change, clause: Span) -> Remark {
    let all = view.quantities();
    let (from, to) = (&all[change.from], &all[change.to]);
    let (before, after) = (printed(from), printed(to));
    Remark::error(
        Kind::Growth,
        view.place(from, to).to(clause),
        format!("由{before}到{after},与文中所说的走势不符"),
        format!("from {before} to {after} is not the course that the text tells"),
        format!("{before} → {after}"),
    )
}
