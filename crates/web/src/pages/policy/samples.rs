//! Sample views of policies: usual, empty, for readers without counts. All firms and numbers are invented.

use jiff::civil::date;

use super::{BulkRow, BulkView, MatrixLine, MatrixView, PipelineRow, PipelineView, TargetLines};
use super::{
    ConditionRow, Counts, FirmLine, Headline, MovedView, PolicyFirmsView, PolicyListView,
    PolicyRow, PolicyView, ThresholdRow,
};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::form::{ActForm, Control, Field, Weight};
use crate::locale::Lang;
use crate::pages::samples::{LONG_NAME, link, say};
use crate::view::{Cited, Mark, Paging, Term, Tone};

fn picture(lang: Lang, id: &str) -> Picture {
    let bar = |value: i64| Bar {
        label: say(lang, "研发投入强度达标", "R&D intensity"),
        value,
        value_text: lang.int(value),
        target: None,
        href: Some("/policies/hnte/firms".to_owned()),
    };
    let caption = Caption::new(id, lang.t("policy-idle-by"), lang.t("policy-idle-basis"));
    bars(&caption, &[bar(310), bar(42)])
}

fn row(lang: Lang, index: i64) -> PolicyRow {
    PolicyRow {
        policy: link(if index == 1 {
            LONG_NAME.to_owned()
        } else {
            say(lang, "高新技术企业认定", "High-tech enterprise")
        }),
        kind: lang.t("policy-kind-recognition").into_owned(),
        authority: say(lang, "某某部", "Some ministry"),
        document: if index == 2 {
            ""
        } else {
            "某发〔2016〕1号"
        }
        .to_owned(),
        unconfirmed: index == 1,
        benefit: if index == 2 {
            String::new()
        } else {
            say(lang, "减按 15% 征税", "Tax at 15 %")
        },
        counts: (index != 2).then(|| Counts {
            idle: link("310"),
            near: link("1,204"),
            unknown: link("6,000"),
            holders: link("7,397"),
        }),
    }
}

/// Usual, for a firm, empty.
pub(crate) fn list(lang: Lang) -> Vec<(&'static str, PolicyListView)> {
    let usual = PolicyListView {
        filters: Vec::new(),
        picture: Some(picture(lang, "idle")),
        matrix: Some(link(lang.t("policy-matrix"))),
        counted: true,
        rows: (0..4).map(|index| row(lang, index)).collect(),
    };
    let plain = |row: PolicyRow| PolicyRow {
        counts: None,
        ..row
    };
    let firm = PolicyListView {
        picture: None,
        counted: false,
        rows: usual.rows.iter().cloned().map(plain).collect(),
        ..usual.clone()
    };
    let empty = PolicyListView {
        rows: Vec::new(),
        ..firm.clone()
    };
    vec![("usual", usual), ("firm", firm), ("empty", empty)]
}

fn term(lang: Lang) -> Term {
    Term {
        label: lang.t("policy-validity").into_owned(),
        when: lang.tn("policy-months", 36).into_owned(),
        source: Cited {
            text: "第九条".to_owned(),
            unconfirmed: false,
        },
    }
}

/// With counts, with a trial that fails, without an edition.
pub(crate) fn detail(lang: Lang) -> Vec<(&'static str, PolicyView)> {
    let threshold = |name: &str, problem: Option<String>| ThresholdRow {
        name: name.to_owned(),
        label: say(lang, "最低研发占比", "Least R&D ratio"),
        value: "5%".to_owned(),
        written: "4%".to_owned(),
        problem,
    };
    let usual = PolicyView {
        name: say(lang, "高新技术企业认定", "High-tech enterprise"),
        here: "/policies/hnte".to_owned(),
        kind: lang.t("policy-kind-recognition").into_owned(),
        authority: say(lang, "某某部", "Some ministry"),
        document: Some("某某办法（某发〔2016〕1号）".to_owned()),
        in_force: lang.span(Some(date(2016, 1, 1)), None),
        unconfirmed: true,
        benefit: Some((
            say(lang, "减按 15% 征税", "Tax at 15 %"),
            "第二十八条".to_owned(),
        )),
        headlines: vec![
            Headline {
                label: lang.t("policy-idle").into_owned(),
                value: link("310"),
            },
            Headline {
                label: lang.t("policy-near").into_owned(),
                value: link("1,204"),
            },
        ],
        near_picture: Some(picture(lang, "near")),
        region_picture: Some(picture(lang, "regions")),
        conditions: vec![ConditionRow {
            label: say(lang, "研发投入强度达标", "R&D intensity"),
            source: "第十一条".to_owned(),
            not_met: "4,100".to_owned(),
            only_here: link("310"),
            unknown: "6,000".to_owned(),
        }],
        thresholds: vec![threshold("a", None)],
        moved: Some(MovedView {
            met: lang.tv("policy-would-meet", "420").into_owned(),
            entering: link(lang.tv("policy-entering", "110")),
            leaving: link(lang.tv("policy-leaving", "0")),
        }),
        terms: vec![term(lang)],
        coaching: Some(link(lang.t("policy-coaching"))),
        editions: vec!["旧办法（某发〔2008〕1号） 2008-01-01–2015-12-31".to_owned()],
    };
    let problem = PolicyView {
        thresholds: vec![threshold("a", Some(say(lang, "数字无法识别", "no number")))],
        moved: None,
        ..usual.clone()
    };
    let bare = PolicyView {
        document: None,
        benefit: None,
        headlines: Vec::new(),
        near_picture: None,
        region_picture: None,
        conditions: Vec::new(),
        thresholds: Vec::new(),
        terms: Vec::new(),
        ..problem.clone()
    };
    vec![("usual", usual), ("problem", problem), ("bare", bare)]
}

/// Usual, empty.
pub(crate) fn firms(lang: Lang) -> Vec<(&'static str, PolicyFirmsView)> {
    let line = |index: i64| FirmLine {
        id: format!("pty_{index}"),
        firm: link(if index == 1 {
            LONG_NAME
        } else {
            "某某科技有限公司"
        }),
        place: say(lang, "海湾街道", "Haiwan"),
        missed: if index == 0 {
            String::new()
        } else {
            say(lang, "研发投入强度达标", "R&D intensity")
        },
        open: if index == 2 {
            String::new()
        } else {
            say(lang, "企业创新能力评价", "Innovation capability")
        },
        until: (index == 0).then(|| date(2026, 11, 30)),
    };
    let usual = PolicyFirmsView {
        policy: link(say(lang, "高新技术企业认定", "High-tech enterprise")),
        heading: lang.t("policy-near").into_owned(),
        filters: Vec::new(),
        gaps: Some(picture(lang, "gaps")),
        places: Some(picture(lang, "places")),
        acts: vec![link(lang.t("bulk-assign")), link(lang.t("bulk-export"))],
        hidden: vec![("of".to_owned(), "near".to_owned())],
        rows: (0..5).map(line).collect(),
        paging: Paging {
            total: Some(5),
            ..Paging::default()
        },
    };
    let empty = PolicyFirmsView {
        rows: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

/// With something to write, with nothing.
pub(crate) fn bulk(lang: Lang) -> Vec<(&'static str, BulkView)> {
    let row = |index: i64| BulkRow {
        firm: link(if index == 1 {
            LONG_NAME
        } else {
            "某某科技有限公司"
        }),
        place: say(lang, "海湾街道", "Haiwan"),
        plan: if index == 2 {
            Mark::new(lang.t("left-coached"), Tone::Plain)
        } else {
            Mark::new(lang.tv("plan-coaching", "海湾街道"), Tone::Good)
        },
        text: say(lang, "请补充数据。", "Please supply facts."),
    };
    let usual = BulkView {
        policy: link(say(lang, "高新技术企业认定", "High-tech enterprise")),
        heading: lang.t("bulk-assign").into_owned(),
        lead: lang.t("bulk-assign-lead").into_owned(),
        counts: lang
            .tw(
                "bulk-counts",
                &[("planned", "2"), ("left", "1"), ("beyond", "0")],
            )
            .into_owned(),
        href: "/policies/hnte/acts/assign".to_owned(),
        hidden: vec![("of".to_owned(), "idle".to_owned())],
        button: Some(lang.t("bulk-assign").into_owned()),
        choices: Vec::new(),
        back: link(lang.t("bulk-back")),
        rows: (0..3).map(row).collect(),
    };
    let empty = BulkView {
        button: None,
        rows: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

/// Usual, empty.
pub(crate) fn pipeline(lang: Lang) -> Vec<(&'static str, PipelineView)> {
    let five = |text: &str| [text, "9", "5", "7", "71%"].map(ToOwned::to_owned);
    let [period, submitted, passed, decided, rate] = five("2025 H1");
    let row = PipelineRow {
        firm: link(LONG_NAME),
        place: say(lang, "海湾街道", "Haiwan"),
        stage: say(lang, "已上门", "Visited"),
        coach: say(lang, "海湾街道办事处", "Haiwan office"),
        due: None,
    };
    let usual = PipelineView {
        policy: link(say(lang, "高新技术企业认定", "High-tech enterprise")),
        target: Some(TargetLines {
            sentence: lang.t("target-none").into_owned(),
            by_rate: Some(lang.tw("target-by-rate", &[("extra", "9")]).into_owned()),
            source: "某某工作要点 · 2025-01-02".to_owned(),
            picture: picture(lang, "target"),
        }),
        state: Some(ActForm {
            href: "/policies/hnte/acts/target".to_owned(),
            label: lang.t("target-state").into_owned(),
            effect: lang.t("target-state-effect").into_owned(),
            weight: Weight::Other,
            version: 0,
            fields: vec![Field::new("wanted", lang.t("target-wanted"), Control::Line)],
        }),
        stages: Some(picture(lang, "stages")),
        ends: vec![(say(lang, "已通过", "passed"), "5".to_owned())],
        coverage: vec![(
            say(lang, "海湾街道", "Haiwan"),
            link("3"),
            link("8"),
            link("21"),
            "9%".to_owned(),
        )],
        cohorts: vec![(period, submitted, passed, decided, rate)],
        loads: vec![(
            link(say(lang, "海湾街道办事处", "Haiwan office")),
            "3".to_owned(),
            "1".to_owned(),
        )],
        filters: Vec::new(),
        rows: vec![row],
        more: link(lang.t("pipeline-assign")),
        paging: Paging::default(),
    };
    let empty = PipelineView {
        target: None,
        state: None,
        stages: None,
        ends: Vec::new(),
        coverage: Vec::new(),
        cohorts: Vec::new(),
        loads: Vec::new(),
        rows: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

/// Usual, empty.
pub(crate) fn matrix(lang: Lang) -> Vec<(&'static str, MatrixView)> {
    let usual = MatrixView {
        filters: Vec::new(),
        picture: Some(picture(lang, "where")),
        regions: vec![
            say(lang, "海湾街道", "Haiwan"),
            say(lang, "山前街道", "Shanqian"),
        ],
        rows: vec![MatrixLine {
            policy: link(say(lang, "高新技术企业认定", "High-tech enterprise")),
            cells: vec![(link("31"), "shade-5"), (link("4"), "shade-1")],
        }],
    };
    let empty = MatrixView {
        rows: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}
