//! Samples of the report pages.

use jiff::civil::date;

use super::{CountedRow, FigureLine, FigureRowsView, Part, Piece, ReportView, RowLine};
use crate::chart::{Caption, Step, funnel};
use crate::locale::Lang;
use crate::pages::samples::{LONG_NAME, link, say};
use crate::view::{FilterChoice, Link, Paging};

fn steps(lang: Lang) -> Part {
    let step = |(zh, en, count): (&str, &str, i64)| Step {
        label: say(lang, zh, en),
        count,
        count_text: lang.int(count),
        share_text: lang.percent(count, 184_i64),
        href: Some("/cases?state=agreed".to_owned()),
    };
    let steps = [
        ("已提出", "Proposed", 184),
        ("已约定", "Agreed", 96),
        ("已采用", "Adopted", 11),
    ]
    .map(step);
    let caption = Caption::new(
        "report-funnel",
        lang.t("cases-funnel"),
        lang.tn("rows-count", 184),
    );
    Part::Funnel(funnel(&caption, &steps))
}

/// Filled, and a period without figures.
pub(crate) fn report(lang: Lang) -> Vec<(&'static str, ReportView)> {
    let text = |zh, en| Piece::Text(say(lang, zh, en));
    let figure =
        |value: &str| Piece::Figure(Link::new(value, "/reports/2025-H1/figures/needs_published"));
    let period = |name: &str, chosen| FilterChoice {
        link: Link::new(name, "/reports?period=2025-H1"),
        count: None,
        chosen,
    };
    let usual = ReportView {
        title: say(lang, "2025 年上半年工作情况", "Report, first half of 2025"),
        periods: vec![period("2025-H1", true), period("2024-H2", false)],
        as_of: date(2025, 6, 30),
        filled_on: date(2025, 7, 15),
        parts: vec![
            Part::Heading(1, vec![text("一、供需对接", "1. Matching")]),
            Part::Paragraph(vec![
                text("发布场景 ", "Published "),
                figure("90"),
                text("；原因：", "; because of "),
                Piece::Write(say(lang, "主要做法", "what was done")),
            ]),
            Part::Heading(2, vec![text("（一）重点", "Highlights")]),
            Part::Item(vec![figure("11"), text(" 项投入使用", " in use")]),
            Part::Rows(
                Link::new(
                    say(lang, "投入使用", "In use"),
                    "/reports/2025-H1/figures/adopted",
                ),
                vec![RowLine {
                    record: link(LONG_NAME),
                    note: "adopted".to_owned(),
                    on: Some(date(2025, 5, 6)),
                }],
            ),
            Part::Figures(vec![FigureLine {
                label: say(lang, "发布的需求", "Needs published"),
                basis: say(lang, "期内首次发布", "First published in the period"),
                value: link("90"),
                rows: 90,
            }]),
            steps(lang),
        ],
        word: Some("/reports/2025-H1/report.docx".to_owned()),
    };
    let empty = ReportView {
        parts: Vec::new(),
        word: None,
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

/// Usual, many, empty.
pub(crate) fn rows(lang: Lang) -> Vec<(&'static str, FigureRowsView)> {
    let row = |index: i64| CountedRow {
        record: link(if index == 2 {
            LONG_NAME
        } else {
            "泵站无人值守巡检"
        }),
        note: say(lang, "已发布", "published"),
        on: (index != 1).then(|| date(2025, 3, 18)),
        adds: lang.int(1),
        entry: Link::new("#40112", "/ledger/entries/40112"),
        entries: Link::new(lang.t("job-ledger"), "/ledger/need/ned_1"),
    };
    let view = |count: i64| FigureRowsView {
        report: link("2025-H1"),
        label: say(lang, "发布的需求", "Needs published"),
        value: lang.int(count),
        basis: say(
            lang,
            "期内首次发布的需求",
            "Needs first published in the period",
        ),
        as_of: date(2025, 6, 30),
        course: None,
        rows: (0..count).map(row).collect(),
        paging: Paging {
            total: Some(count),
            ..Paging::default()
        },
    };
    vec![("usual", view(6)), ("many", view(50)), ("empty", view(0))]
}
