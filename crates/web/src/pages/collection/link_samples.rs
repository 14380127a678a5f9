//! Sample views of the pages behind a link. All firms, offices and values are invented.

use jiff::civil::date;

use super::samples::{answer, office, title, upload};
use super::{AnswerLine, LinkFirmsView, LinkFormView, LinkHead, LinkOverView, LinkReviewView};
use crate::form::{Control, Field, Fields};
use crate::locale::Lang;
use crate::pages::samples::{LONG_NAME, due, link, say};
use crate::view::{Mark, Tone};

fn head(lang: Lang) -> LinkHead {
    LinkHead {
        title: title(lang),
        asked_by: say(lang, "区科技创新局", "Science and Innovation Bureau"),
        explanation: vec![say(lang, "用于半年分析。", "For the half-year report.")],
        recipient: office(lang),
        due: Some(due(date(2025, 7, 25), 8)),
    }
}

/// The firms of an office.
pub(crate) fn link_firms(lang: Lang) -> Vec<(&'static str, LinkFirmsView)> {
    let row = |index: i64| {
        let stage = Mark::new(lang.t("stage-waiting"), Tone::Plain);
        let left = if index == 0 { "3" } else { "" };
        let name = if index == 1 {
            LONG_NAME
        } else {
            "某某科技有限公司"
        };
        (link(name), stage, left.to_owned())
    };
    let usual = LinkFirmsView {
        head: head(lang),
        sum: say(lang, "3 家企业，已填 1 家。", "1 of 3 firms."),
        rows: (0..3).map(row).collect(),
        by_sheet: Some((link(lang.t("workbook")), upload(lang))),
    };
    let signed = LinkFirmsView {
        by_sheet: None,
        ..usual.clone()
    };
    vec![("usual", usual), ("signed", signed)]
}

fn group(lang: Lang, place: i64, problem: Option<&str>) -> Fields {
    let unit = Control::Number("万元".to_owned());
    let value = Field::new(format!("value-{place}"), lang.t("link-change"), unit);
    let value = match problem {
        Some(problem) => value.problem(problem),
        None => value,
    };
    let decline = Field::new(
        format!("decline-{place}"),
        lang.t("link-decline"),
        Control::Tick,
    );
    Fields {
        title: say(lang, "销售收入 2024年", "Sales 2024"),
        lead: Some(say(
            lang,
            "现有数据：1,200万元（统计年报）",
            "On record: 12,000,000",
        )),
        fields: vec![value, decline],
    }
}

/// Usual, nothing asked, faulty.
pub(crate) fn link_form(lang: Lang) -> Vec<(&'static str, LinkFormView)> {
    let person = Field::new("person", lang.t("link-person"), Control::Line);
    let usual = LinkFormView {
        head: head(lang),
        firm: "某某科技有限公司".to_owned(),
        back: Some(link(lang.t("link-firms"))),
        action: "/c/0/firms/pty_1".to_owned(),
        asked: vec![group(lang, 1, None)],
        known: vec![group(lang, 2, None)],
        person: vec![Fields {
            title: lang.t("link-who").into_owned(),
            lead: None,
            fields: vec![person],
        }],
        before: Some(date(2025, 7, 12)),
        workbook: Some(link(lang.t("workbook"))),
    };
    let known = LinkFormView {
        asked: Vec::new(),
        before: None,
        back: None,
        workbook: None,
        ..usual.clone()
    };
    let faulty = LinkFormView {
        asked: vec![group(lang, 1, Some("数字无法识别"))],
        ..usual.clone()
    };
    vec![("usual", usual), ("known", known), ("faulty", faulty)]
}

/// Before handing in.
pub(crate) fn link_review(lang: Lang) -> Vec<(&'static str, LinkReviewView)> {
    let plain = |line: AnswerLine| AnswerLine {
        acts: Vec::new(),
        ..line
    };
    let usual = LinkReviewView {
        head: head(lang),
        firm: "某某科技有限公司".to_owned(),
        action: "/c/0/firms/pty_1".to_owned(),
        lines: (0..3).map(|index| plain(answer(lang, index))).collect(),
        carried: vec![("value-1".to_owned(), "1300".to_owned())],
    };
    vec![("usual", usual)]
}

/// Closed.
pub(crate) fn link_over(lang: Lang) -> Vec<(&'static str, LinkOverView)> {
    let values = [("title", "科技企业半年核对"), ("day", "2025-07-15")];
    let closed = LinkOverView {
        heading: lang.t("link-closed").into_owned(),
        text: lang.tw("link-closed-text", &values).into_owned(),
    };
    vec![("closed", closed)]
}
