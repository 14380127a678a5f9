//! Samples of the case pages: the list here, one case and its questions beside.

mod detail;
mod dossier;
mod questions;

pub(crate) use detail::detail;
pub(crate) use dossier::dossier;
pub(crate) use questions::questions;

use jiff::civil::date;

use super::{CaseListView, CaseRow};
use crate::chart::{Bar, Caption, Picture, Step, bars, funnel};
use crate::locale::Lang;
use crate::pages::ListHead;
use crate::pages::need::samples::head;
use crate::pages::samples::{LONG_NAME, case_state, due, link, say};
use crate::view::Paging;

/// The funnel of the sample district.
pub(crate) fn funnel_picture(lang: Lang, id: &str) -> Picture {
    let steps = [
        ("已提出", "Proposed", 118),
        ("已约定", "Agreed", 74),
        ("进行中", "Underway", 61),
        ("已交付", "Delivered", 38),
        ("已验收", "Accepted", 29),
        ("已采用", "Adopted", 21),
        ("再次采购", "Bought again", 8),
    ];
    let before = |index: usize| if index == 0 { 0 } else { steps[index - 1].2 };
    let step = |(index, (zh, en, count)): (usize, (&str, &str, i64))| Step {
        label: say(lang, zh, en),
        count,
        count_text: lang.int(count),
        share_text: if index == 0 {
            String::new()
        } else {
            lang.percent(count, before(index))
        },
        href: Some("/reports/2025-h1/figures/funnel".to_owned()),
    };
    let steps: Vec<_> = steps.into_iter().enumerate().map(step).collect();
    let caption = Caption::new(id, lang.t("cases-funnel"), lang.tn("rows-count", 118));
    funnel(&caption, &steps)
}

fn ends_picture(lang: Lang) -> Picture {
    let ends = [
        ("已采用并采购", "Adopted and bought", 21),
        ("未达指标", "Target missed", 17),
        ("选择了他方", "Another was chosen", 31),
        ("预算取消", "Budget withdrawn", 4),
        ("供给方退出", "Supplier withdrew", 6),
    ];
    let bar = |(zh, en, value): (&str, &str, i64)| Bar {
        label: say(lang, zh, en),
        value,
        value_text: lang.int(value),
        target: None,
        href: Some("/cases?end=x".to_owned()),
    };
    bars(
        &Caption::new("case-ends", lang.t("cases-ends"), lang.tn("rows-count", 79)),
        &ends.map(bar),
    )
}

/// Usual, many with a long name, empty.
pub(crate) fn list(lang: Lang) -> Vec<(&'static str, CaseListView)> {
    let row = |index: usize| CaseRow {
        code: link(format!("C-2025-{:04}", 112 + index)),
        need: [
            "水下管廊巡检机器人",
            "锂电池极片涂布缺陷在线检测",
            "园区光储充协同调度",
        ][index % 3]
            .to_owned(),
        supplier: [
            "蓝湾智能装备有限公司",
            "明屿视觉科技公司",
            "沧澜检测技术公司",
        ][index % 3]
            .to_owned(),
        state: case_state(lang, index),
        stage: if index % 7 == 2 {
            say(lang, "第 2 轮试用", "trial round 2")
        } else {
            String::new()
        },
        turn: [
            say(lang, "需求方", "Asker"),
            say(lang, "供给方", "Supplier"),
        ][index % 2]
            .clone(),
        due: (index % 7 != 6)
            .then(|| due(date(2025, 7, 14), i64::try_from(index).unwrap() * 4 - 2)),
        opened_on: date(2025, 3, 3),
    };
    let view = |count| CaseListView {
        head: head(lang, None),
        picture: Some(funnel_picture(lang, "funnel")),
        ends: Some(ends_picture(lang)),
        rows: (0..count).map(row).collect(),
        paging: Paging {
            total: Some(118),
            next: Some("/cases?after=cas_9".to_owned()),
            previous: None,
        },
    };
    let mut many = view(50);
    (many.rows[1].need, many.rows[1].supplier) = (LONG_NAME.to_owned(), LONG_NAME.to_owned());
    let empty = CaseListView {
        head: ListHead::default(),
        picture: None,
        ends: None,
        rows: Vec::new(),
        paging: Paging::default(),
    };
    vec![("usual", view(8)), ("many", many), ("empty", empty)]
}
