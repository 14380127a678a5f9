//! What samples of all pages share: a frame, made-up names, and the list of all rendered pages.
//!
//! All organisations, people and numbers here are invented.

use jiff::civil::{Date, date};

use crate::error_page::{ErrorView, ProblemKind};
use crate::form::{ActForm, Choice, Control, Field, Weight};
use crate::frame::{Frame, Job, JobLink, Notice, NoticeKind, Person};
use crate::locale::Lang;
use crate::view::{Due, Link, Mark, Tone, View};

/// The text of one language.
pub(crate) fn say(lang: Lang, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// The day samples reckon with.
pub(crate) fn today() -> Date {
    date(2025, 7, 15)
}

/// A due date with working days left.
pub(crate) fn due(on: Date, days_left: i64) -> Due {
    Due {
        on,
        days_left,
        provisional: on.year() > 2026,
    }
}

/// A name long enough to break a careless layout.
pub(crate) const LONG_NAME: &str = "某某市滨海新区深远海智能装备与极端环境可靠性检测技术\
    联合创新研究院（有限合伙）第一分院附属中试基地管理运营服务有限责任公司";

/// States of a case, in order, with their tones.
pub(crate) fn case_state(lang: Lang, state: usize) -> Mark {
    let states = [
        ("已提出", "Proposed", Tone::Plain),
        ("已约定", "Agreed", Tone::Busy),
        ("进行中", "Underway", Tone::Busy),
        ("已交付", "Delivered", Tone::Watch),
        ("已验收", "Accepted", Tone::Good),
        ("已采用", "Adopted", Tone::Good),
        ("已结束", "Ended", Tone::Plain),
    ];
    let (zh, en, tone) = states[state % states.len()];
    Mark::new(say(lang, zh, en), tone)
}

/// An act with a reason and a note.
pub(crate) fn act(lang: Lang, name: &str, label: (&str, &str), weight: Weight) -> ActForm {
    let reasons = vec![
        Choice::new("met", say(lang, "达到约定指标", "Agreed target reached")),
        Choice::new("late", say(lang, "逾期未交付", "Not delivered in time")),
    ];
    ActForm {
        href: format!("/cases/cas_1/acts/{name}"),
        label: say(lang, label.0, label.1),
        effect: say(
            lang,
            "写入台账并通知各方，之后不能改动，只能追加。",
            "Writes to the ledger and tells all parties; it can be added to, not changed.",
        ),
        weight,
        version: 7,
        fields: vec![
            Field::new(
                format!("{name}-reason"),
                say(lang, "原因", "Reason"),
                Control::Select(reasons),
            )
            .required(),
            Field::new(
                format!("{name}-note"),
                say(lang, "说明", "Note"),
                Control::Text(3),
            )
            .hint(say(
                lang,
                "对方会看到这段文字。",
                "The other side will read this.",
            )),
        ],
    }
}

/// An act that asks for nothing.
pub(crate) fn plain_act(lang: Lang, name: &str, label: (&str, &str)) -> ActForm {
    ActForm {
        fields: Vec::new(),
        ..act(lang, name, label, Weight::Other)
    }
}

/// The frame of a signed-in district officer.
pub(crate) fn frame(lang: Lang, here: &str, job: Option<Job>) -> Frame {
    let waiting = |job| match job {
        Job::Home => Some(7),
        Job::Needs => Some(3),
        Job::Cases => Some(12),
        _ => None,
    };
    let jobs = Job::ALL
        .map(|job| JobLink {
            job,
            waiting: waiting(job),
        })
        .to_vec();
    let notice = (job == Some(Job::Cases)).then(|| Notice {
        kind: NoticeKind::Done,
        text: say(
            lang,
            "第 2 轮结果已登记。",
            "The result of round 2 was recorded.",
        ),
    });
    Frame {
        operator: say(
            lang,
            "滨海区产业创新服务中心",
            "Binhai District Innovation Office",
        ),
        today: Some(today()),
        person: Some(Person {
            name: "陈知行".to_owned(),
            organisation: say(lang, "区科技创新局", "Science and Innovation Bureau"),
            role: say(lang, "区级经办", "District officer"),
        }),
        jobs,
        form_token: "sample-token".to_owned(),
        notice,
        ..Frame::public(lang, here)
    }
}

/// A page rendered from a sample.
pub(crate) struct Rendered {
    pub(crate) name: String,
    pub(crate) lang: Lang,
    pub(crate) html: String,
}

fn add<V: View>(out: &mut Vec<Rendered>, lang: Lang, page: &str, views: Vec<(&str, V)>) {
    for (sample, view) in views {
        let name = format!("{page}-{sample}");
        let frame = if page == "sign-in" {
            Frame::public(lang, "/sign-in")
        } else {
            frame(lang, "/needs?state=published", V::JOB)
        };
        let html = view
            .render(&frame)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        out.push(Rendered { name, lang, html });
    }
}

/// Every page × sample in one language.
pub(crate) fn all(lang: Lang) -> Vec<Rendered> {
    use super::{access, case, home, import, ledger, need, offer, party, policy, report};
    let mut out = Vec::new();
    add(&mut out, lang, "sign-in", access::samples::sign_in(lang));
    add(&mut out, lang, "accounts", access::samples::accounts(lang));
    add(&mut out, lang, "roles", access::samples::roles(lang));
    add(&mut out, lang, "home", home::samples::home(lang));
    add(&mut out, lang, "needs", need::samples::list(lang));
    add(&mut out, lang, "need", need::samples::detail(lang));
    add(&mut out, lang, "need-form", need::samples::form(lang));
    add(&mut out, lang, "matches", need::samples::matches(lang));
    add(&mut out, lang, "offers", offer::samples::list(lang));
    add(&mut out, lang, "describe", need::samples::described(lang));
    add(&mut out, lang, "offer", offer::samples::detail(lang));
    add(&mut out, lang, "offer-form", offer::samples::form(lang));
    add(&mut out, lang, "firms", party::samples::list(lang));
    add(&mut out, lang, "firm", party::samples::detail(lang));
    add(&mut out, lang, "policies", policy::samples::list(lang));
    add(&mut out, lang, "policy", policy::samples::detail(lang));
    add(&mut out, lang, "policy-firms", policy::samples::firms(lang));
    add(&mut out, lang, "policy-bulk", policy::samples::bulk(lang));
    add(
        &mut out,
        lang,
        "policy-coaching",
        policy::samples::pipeline(lang),
    );
    add(
        &mut out,
        lang,
        "policy-matrix",
        policy::samples::matrix(lang),
    );
    add(
        &mut out,
        lang,
        "ladder",
        party::ladder::samples::ladder(lang),
    );
    add(
        &mut out,
        lang,
        "firm-policy",
        party::ladder::samples::policy(lang),
    );
    add_collection(&mut out, lang);
    add_gatherings(&mut out, lang);
    add_brokerage(&mut out, lang);
    add_ranking(&mut out, lang);
    add(&mut out, lang, "cases", case::samples::list(lang));
    add(&mut out, lang, "case", case::samples::detail(lang));
    add(&mut out, lang, "dossier", case::samples::dossier(lang));
    add(&mut out, lang, "questions", case::samples::questions(lang));
    add(&mut out, lang, "report", report::samples::report(lang));
    add(&mut out, lang, "report-check", report::check_samples(lang));
    add(&mut out, lang, "figure-rows", report::samples::rows(lang));
    add(&mut out, lang, "imports", import::samples::list(lang));
    add(&mut out, lang, "mapping", import::samples::mapping(lang));
    add(&mut out, lang, "import", import::samples::result(lang));
    add(&mut out, lang, "ledger", ledger::samples::ledger(lang));
    add(&mut out, lang, "error", errors(lang));
    out
}

fn add_collection(out: &mut Vec<Rendered>, lang: Lang) {
    use super::collection::{link_samples, samples};
    add(out, lang, "collections", samples::list(lang));
    add(out, lang, "form", samples::form(lang));
    add(out, lang, "round-open", samples::open(lang));
    add(out, lang, "round", samples::round(lang));
    add(out, lang, "hand-out", samples::hand_out(lang));
    add(out, lang, "return", samples::returned(lang));
    add(out, lang, "link-firms", link_samples::link_firms(lang));
    add(out, lang, "link-form", link_samples::link_form(lang));
    add(out, lang, "link-review", link_samples::link_review(lang));
    add(out, lang, "link-over", link_samples::link_over(lang));
}

fn add_gatherings(out: &mut Vec<Rendered>, lang: Lang) {
    use super::gathering::samples;
    add(out, lang, "gatherings", samples::list(lang));
    add(out, lang, "gathering-form", samples::form(lang));
    add(out, lang, "gathering", samples::detail(lang));
    add(out, lang, "gathering-bring", samples::bring(lang));
    add(out, lang, "wishes", samples::wishes(lang));
    add(out, lang, "sheets", samples::sheets(lang));
}

fn add_ranking(out: &mut Vec<Rendered>, lang: Lang) {
    use super::ranking::samples;
    add(out, lang, "rankings", samples::rankings(lang));
}

fn add_brokerage(out: &mut Vec<Rendered>, lang: Lang) {
    use super::brokerage::samples;
    add(out, lang, "brokers", samples::brokers(lang));
    add(out, lang, "broker", samples::broker(lang));
    add(out, lang, "leads", samples::leads(lang));
    add(out, lang, "lead", samples::lead(lang));
    add(out, lang, "ledger-form", samples::form(lang));
}

fn errors(lang: Lang) -> Vec<(&'static str, ErrorView)> {
    let detail = say(
        lang,
        "需求 N-2025-0031 已有第 4 版。",
        "Need N-2025-0031 is at version 4.",
    );
    let view = |kind: ProblemKind| {
        let detail = (kind == ProblemKind::Conflict).then(|| detail.clone());
        let reasons = match kind {
            ProblemKind::Invalid => {
                vec![["need.not_ready", "metric", "fill it in"].map(str::to_owned)]
            }
            _ => Vec::new(),
        };
        let view = ErrorView {
            kind,
            detail,
            reasons,
            back: Some("/needs".to_owned()),
        };
        (kind.code(), view)
    };
    ProblemKind::ALL.map(view).to_vec()
}

/// A link to nowhere in particular.
pub(crate) fn link(text: impl Into<String>) -> Link {
    Link::new(text, "/needs/ned_1")
}
