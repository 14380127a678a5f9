//! Samples of the report pages.

use jiff::civil::date;

use super::{Chapter, ClaimRow, CountedRow, FigureRow, FigureRowsView, ReportView};
use crate::chart::{Caption, sparkline};
use crate::locale::Lang;
use crate::pages::case::samples::funnel_picture;
use crate::pages::samples::{LONG_NAME, link, say};
use crate::view::{FilterChoice, Link, Mark, Paging, Tone};

type FigureData<'a> = (&'a str, &'a str, &'a str, &'a str, String, String, [i64; 6]);

fn figures(lang: Lang) -> Vec<FigureRow> {
    let rows = [
        (
            "发布的需求",
            "Needs published",
            "期内首次发布的需求，撤回的除外",
            "Needs first published in the period, withdrawn ones left out",
            lang.int(90),
            lang.int(71),
            [31, 38, 52, 60, 71, 90],
        ),
        (
            "达成采用",
            "Adopted",
            "期内登记采用的对接",
            "Cases with adoption recorded in the period",
            lang.int(21),
            lang.int(14),
            [3, 5, 8, 9, 14, 21],
        ),
        (
            "采购金额",
            "Purchases",
            "期内登记的首次与再次采购合计",
            "First and repeat purchases recorded in the period",
            lang.money(12_000_000_000),
            lang.money(8_650_000_000),
            [20, 31, 44, 70, 86, 120],
        ),
        (
            "有效国高",
            "HNTE titles in force",
            "期末持有有效证书的企业",
            "Firms holding a valid title on the last day",
            lang.int(7_397),
            lang.int(7_012),
            [64, 66, 67, 69, 70, 74],
        ),
    ];
    let row =
        |(index, (zh, en, basis_zh, basis_en, value, before, course)): (usize, FigureData)| {
            let label = say(lang, zh, en);
            let caption = Caption::new(format!("course-{index}"), label.clone(), value);
            FigureRow {
                label,
                basis: say(lang, basis_zh, basis_en),
                course: Some(sparkline(&caption, &course)),
                value: Link::new(caption.description, "/reports/2025-h1/figures/published"),
                before: Some(before),
            }
        };
    rows.into_iter().enumerate().map(row).collect()
}

/// Usual and empty.
pub(crate) fn report(lang: Lang) -> Vec<(&'static str, ReportView)> {
    let periods = [
        ("2025 上半年", "2025 H1", true),
        ("2024 下半年", "2024 H2", false),
    ]
    .map(|(zh, en, chosen)| FilterChoice {
        link: Link::new(say(lang, zh, en), "/reports?period=2025-h1"),
        count: None,
        chosen,
    });
    let claim = |zh, en, finding: (&str, &str), tone| ClaimRow {
        text: say(lang, zh, en),
        finding: Mark::new(say(lang, finding.0, finding.1), tone),
    };
    let chapter = Chapter {
        title: say(lang, "一、供需对接", "1. Matching needs and suppliers"),
        pictures: vec![(
            lang.t("cases-funnel").into_owned(),
            funnel_picture(lang, "report-funnel"),
        )],
        figures: figures(lang),
        claims: vec![
            claim(
                "采用数同比增长 50%。",
                "Adoptions grew by 50 %.",
                ("相符：50.0%", "Agrees: 50.0%"),
                Tone::Good,
            ),
            claim(
                "超过 80% 的需求得到答复。",
                "Over 80 % of needs were answered.",
                ("不符：79.8%", "Does not agree: 79.8%"),
                Tone::Bad,
            ),
        ],
    };
    let usual = ReportView {
        title: say(
            lang,
            "滨海区产业创新 2025 年上半年报告",
            "Binhai District, industrial innovation, first half of 2025",
        ),
        periods: periods.to_vec(),
        from: date(2025, 1, 1),
        until: date(2025, 6, 30),
        as_of: date(2025, 7, 15),
        chapters: vec![chapter],
        word: Some("/reports/2025-h1/report.docx".to_owned()),
    };
    let empty = ReportView {
        chapters: Vec::new(),
        word: None,
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

/// Usual, many, empty.
pub(crate) fn rows(lang: Lang) -> Vec<(&'static str, FigureRowsView)> {
    let row = |index: i64| CountedRow {
        record: link(if index == 2 {
            LONG_NAME.to_owned()
        } else {
            format!("N-2025-{:04} 泵站无人值守巡检", 31 + index)
        }),
        cells: vec![
            "滨海水务集团".to_owned(),
            lang.date(date(2025, 3, 18)),
            lang.money(120_000_000 + index),
        ],
        evidence: Link::new(lang.int(2), "/cases/cas_1#evidence-title"),
        entries: Link::new("#40,112", "/ledger/need/ned_1"),
    };
    let view = |count: i64| FigureRowsView {
        report: Link::new(
            say(lang, "2025 年上半年报告", "Report, first half of 2025"),
            "/reports",
        ),
        label: say(lang, "发布的需求", "Needs published"),
        value: lang.int(count),
        basis: say(
            lang,
            "期内首次发布的需求，撤回的除外",
            "Needs first published in the period, withdrawn ones left out",
        ),
        as_of: date(2025, 7, 15),
        columns: [
            ("需求方", "Owner"),
            ("发布日", "Published"),
            ("预算", "Budget"),
        ]
        .map(|(zh, en)| say(lang, zh, en))
        .to_vec(),
        rows: (0..count).map(row).collect(),
        paging: Paging {
            total: Some(count),
            ..Paging::default()
        },
    };
    vec![("usual", view(6)), ("many", view(50)), ("empty", view(0))]
}
