//! Checking the figures of a report that somebody brings: nothing of it is kept.
//!
//! Main type: [`CheckView`].

use axum::response::Response;
use benfu_app::Failure;
use benfu_app::claim::{Checked, Correction, Finding, Severity, annotate_report, check_report};
use benfu_app::office::evidence::MediaType;

use crate::chart::{Caption, Part, Picture, Shade, state_bar};
use crate::error_page::Problem;
use crate::form::{Control, Field, Fields};
use crate::locale::{Lang, count};
use crate::pages::case::file_response;
use crate::pages::{BROUGHT_ENDINGS, brought, field_fault};
use crate::server::{Posted, Signed, form_problems};
use crate::view::{Mark, Tone, page_template};

/// The form, and what was found in what it brought.
#[derive(Clone, Debug)]
pub struct CheckView {
    /// The file, or the text.
    pub groups: Vec<Fields>,
    /// What was found; nothing before something was brought.
    pub found: Option<Found>,
}

/// What a text contradicts in itself.
#[derive(Clone, Debug)]
pub struct Found {
    /// The file's name; the beginning of a pasted text.
    pub name: String,
    /// How many errors and how many questions; none when nothing was found.
    pub picture: Option<Picture>,
    /// In order of place.
    pub rows: Vec<FindingRow>,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct FindingRow {
    /// The line of the text, from 1.
    pub line: i64,
    /// Whether it is proven or open.
    pub severity: Mark,
    /// The words of the text.
    pub quote: String,
    /// What is wrong.
    pub explanation: String,
    /// The arithmetic, or what would settle it.
    pub grounds: String,
    /// What to write instead.
    pub advice: Option<String>,
}

page_template!(
    CheckView,
    "report/check.html",
    Some(Job::Reports),
    |_, lang| lang.t("check-title").into_owned()
);

impl CheckView {
    /// The problems of the form.
    pub fn problems(&self) -> Vec<(&str, &str)> {
        crate::form::problems(&self.groups)
    }
}

/// `GET /reports/check`.
pub(crate) async fn form(signed: Signed) -> Response {
    signed.page(&view(signed.lang, "", None))
}

/// `POST /reports/check`: the findings as a page, or a Word copy with comments.
pub(crate) async fn check(posted: Posted) -> Result<Response, Problem> {
    let (signed, text) = (&posted.signed, posted.text("text"));
    let lang = signed.lang;
    let Some(brought) = brought(&posted, &text) else {
        let mut empty = view(lang, "", None);
        field_fault(&mut empty.groups, "file", &lang.t("check-nothing"));
        return Ok(signed.faulty(&empty));
    };
    let name = brought.name.clone();
    let answer = if posted.text("give") == "word" {
        let copy = annotate_report(&signed.cx, brought).await;
        copy.map(|copy| word(lang, &name, copy))
    } else {
        let checked = check_report(&signed.cx, brought).await;
        checked.map(|checked| signed.page(&view(lang, &text, Some(found(lang, name, &checked)))))
    };
    match answer {
        Ok(answer) => Ok(answer),
        Err(Failure::Invalid(reasons)) => {
            let mut again = view(lang, &text, None);
            form_problems(&mut again.groups, &reasons, lang);
            Ok(signed.faulty(&again))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn word(lang: Lang, name: &str, copy: Vec<u8>) -> Response {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let name = format!("{stem}-{}.docx", lang.t("check-copy"));
    file_response(&name, MediaType::Docx.as_str(), copy)
}

fn view(lang: Lang, text: &str, found: Option<Found>) -> CheckView {
    let fields = vec![
        Field::new(
            "file",
            lang.t("col-file"),
            Control::File(BROUGHT_ENDINGS.to_owned()),
        )
        .hint(lang.t("check-file-hint")),
        Field::new("text", lang.t("check-text"), Control::Text(8)).value(text),
    ];
    CheckView {
        groups: vec![Fields {
            title: lang.t("check-bring").into_owned(),
            lead: None,
            fields,
        }],
        found,
    }
}

fn found(lang: Lang, name: String, checked: &Checked) -> Found {
    Found {
        name,
        picture: picture(lang, &checked.findings),
        rows: checked
            .findings
            .iter()
            .map(|finding| row(lang, &checked.text, finding))
            .collect(),
    }
}

fn picture(lang: Lang, findings: &[Finding]) -> Option<Picture> {
    let part = |severity: Severity, shade: Shade| {
        let same = findings.iter().filter(|one| one.severity == severity);
        let number = count(same.count());
        Part {
            label: severity_word(lang, severity),
            count: number,
            count_text: lang.int(number),
            shade,
            href: None,
        }
    };
    let parts = [
        part(Severity::Error, Shade::Bad),
        part(Severity::Question, Shade::Second),
    ];
    let caption = Caption::new(
        "check-found",
        lang.t("check-title"),
        lang.tn("check-count", count(findings.len())),
    );
    (!findings.is_empty()).then(|| state_bar(&caption, &parts))
}

fn severity_word(lang: Lang, severity: Severity) -> String {
    let key = match severity {
        Severity::Error => "check-error",
        Severity::Question => "check-question",
    };
    lang.t(key).into_owned()
}

fn row(lang: Lang, text: &str, finding: &Finding) -> FindingRow {
    let before = text.get(..finding.start).unwrap_or_default();
    let said = |zh: &str, en: &str| match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    };
    let tone = match finding.severity {
        Severity::Error => Tone::Bad,
        Severity::Question => Tone::Watch,
    };
    let advice = finding.suggestion.as_ref().map(Correction::explain);
    FindingRow {
        line: count(before.matches('\n').count() + 1),
        severity: Mark::new(severity_word(lang, finding.severity), tone),
        quote: finding.quote.replace(['\n', '\t'], " "),
        explanation: said(&finding.explain.zh, &finding.explain.en),
        grounds: finding
            .needs
            .clone()
            .unwrap_or_else(|| finding.computation.clone()),
        advice: advice.map(|advice| said(&advice.zh, &advice.en)),
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use super::{CheckView, found, view};
    use crate::locale::Lang;
    use benfu_app::claim::check_file;

    const REPORT: &str = "全区共有平台805个,其中市级以上642个,占比超80%。\n\
        上半年完成投资12.5亿元,同比增长25%,上年同期为11亿元。\n";

    /// Before something is brought, with findings, and with none.
    pub(crate) fn pages(lang: Lang) -> Vec<(&'static str, CheckView)> {
        let of = |text: &str| {
            let checked = check_file("report.txt", text.as_bytes().to_vec()).expect("a text");
            found(lang, "2025年上半年工作总结.docx".to_owned(), &checked)
        };
        vec![
            ("empty", view(lang, "", None)),
            ("usual", view(lang, REPORT, Some(of(REPORT)))),
            ("nothing", view(lang, "", Some(of("一切正常。")))),
        ]
    }
}
