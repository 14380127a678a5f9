//! Sample views of the brokers' ledger: usual, empty, for a reader. All names are invented.

use jiff::civil::date;

use super::{
    BrokerRow, BrokerView, BrokersView, CreditRow, InterestRow, LeadRow, LeadView, LeadsView,
    LedgerFormView,
};
use crate::form::{Control, Field, Fields};
use crate::locale::Lang;
use crate::pages::RecordForm;
use crate::pages::samples::{LONG_NAME, due, link, plain_act, say};
use crate::view::{Entry, Mark, Paging, Tone};

fn person(lang: Lang) -> String {
    say(lang, "甲经理", "Broker A")
}

/// Usual, empty.
pub(crate) fn brokers(lang: Lang) -> Vec<(&'static str, BrokersView)> {
    let row = |index: i64| BrokerRow {
        broker: link(person(lang)),
        under: if index == 1 {
            LONG_NAME.to_owned()
        } else {
            say(lang, "智能装备", "Equipment")
        },
        certificate: match index {
            0 => Mark::new(lang.t("certificate-unknown"), Tone::Open),
            1 => Mark::new(lang.tv("certificate-lapsed", "高级"), Tone::Bad),
            _ => Mark::new(lang.t("certificate-senior"), Tone::Good),
        },
        until: (index > 0).then(|| due(date(2025, 7, 10), -3)),
        open: if index == 0 { "" } else { "4" }.to_owned(),
        won: "2".to_owned(),
        credit: ["1.5", "", "0.7"].map(str::to_owned),
        interests: if index == 2 { "1" } else { "" }.to_owned(),
    };
    let usual = BrokersView {
        picture: None,
        rows: (0..3).map(row).collect(),
        create: Some(link(lang.t("broker-new"))),
    };
    let empty = BrokersView {
        rows: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

fn lead_row(lang: Lang, index: u8) -> LeadRow {
    LeadRow {
        lead: link(if index == 1 {
            LONG_NAME.to_owned()
        } else {
            say(
                lang,
                "汛期前普查管网",
                "Pipe survey before the flood season",
            )
        }),
        party: if index == 2 {
            String::new()
        } else {
            say(lang, "滨海水务", "Binhai Water")
        },
        standing: Mark::new(lang.t("lead-shaped"), Tone::Busy),
        brokers: person(lang),
        next: if index == 2 {
            String::new()
        } else {
            say(lang, "约现场踏勘", "Visit the site")
        },
        due: (index != 2).then(|| due(date(2025, 7, 10), -3)),
        found_on: Some(date(2025, 6, 1)),
    }
}

/// Usual, empty.
pub(crate) fn leads(lang: Lang) -> Vec<(&'static str, LeadsView)> {
    let usual = LeadsView {
        picture: None,
        filters: Vec::new(),
        rows: (0..3).map(|index| lead_row(lang, index)).collect(),
        create: Some(link(lang.t("lead-new"))),
        register: link(lang.t("brokers")),
        paging: Paging::default(),
    };
    let empty = LeadsView {
        rows: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

/// Usual, without anything.
pub(crate) fn broker(lang: Lang) -> Vec<(&'static str, BrokerView)> {
    let usual = BrokerView {
        name: person(lang),
        certificate: Mark::new(lang.t("certificate-senior"), Tone::Good),
        sum: lang
            .tw("broker-sum", &[("open", "3"), ("won", "2")])
            .into_owned(),
        entries: vec![Entry::new(lang.t("certificate-number"), "JL-0007")],
        until: Some(due(date(2025, 9, 10), 57)),
        picture: None,
        leads: (0..2).map(|index| lead_row(lang, index)).collect(),
        interests: vec![InterestRow {
            party: link(LONG_NAME),
            kind: lang.t("interest-adviser").into_owned(),
            note: say(lang, "兼任顾问", "Part-time adviser"),
            span: "2025-01-01 –".to_owned(),
            state: Mark::new(lang.t("interest-runs"), Tone::Watch),
        }],
        edit: Some(link(lang.t("broker-edit"))),
        acts: vec![plain_act(lang, "interest", ("申报利益关系", "Declare"))],
    };
    let empty = BrokerView {
        until: None,
        leads: Vec::new(),
        interests: Vec::new(),
        edit: None,
        acts: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

/// Usual, for a reader.
pub(crate) fn lead(lang: Lang) -> Vec<(&'static str, LeadView)> {
    let credit = |index: u8| CreditRow {
        part: lang.t("credit-found").into_owned(),
        broker: link(person(lang)),
        share: "62.5%".to_owned(),
        fee: if index == 0 { "1.2 万元" } else { "" }.to_owned(),
        disclosed: if index == 1 {
            say(lang, "已书面告知双方", "Told in writing")
        } else {
            String::new()
        },
        acts: vec![plain_act(lang, "uncredit", ("撤回", "Take back"))],
    };
    let usual = LeadView {
        title: say(lang, "汛期前普查管网", "Pipe survey"),
        standing: Mark::new(lang.t("lead-open"), Tone::Open),
        next: say(lang, "约现场踏勘", "Visit the site"),
        due: Some(due(date(2025, 7, 10), -3)),
        text: vec![say(lang, "走访时了解到。", "Heard on a visit.")],
        entries: vec![Entry::new(lang.t("lead-found-by"), person(lang))],
        links: vec![link(lang.t("need"))],
        picture: None,
        credits: (0..2).map(credit).collect(),
        edit: Some(link(lang.t("lead-edit"))),
        acts: vec![plain_act(lang, "shape", ("整理成需求", "Make a need"))],
    };
    let reader = LeadView {
        next: String::new(),
        due: None,
        text: Vec::new(),
        links: Vec::new(),
        credits: Vec::new(),
        edit: None,
        acts: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("reader", reader)]
}

/// Usual, with a problem.
pub(crate) fn form(lang: Lang) -> Vec<(&'static str, LedgerFormView)> {
    let view = |problem: Option<&str>| {
        let field = Field::new("title", lang.t("lead-title"), Control::Line).required();
        LedgerFormView {
            heading: lang.t("lead-new").into_owned(),
            form: RecordForm {
                action: "/leads/new".to_owned(),
                back: link(lang.t("job-leads")),
                version: 0,
                lead: lang.t("lead-form-lead").into_owned(),
                groups: vec![Fields {
                    title: lang.t("lead").into_owned(),
                    lead: None,
                    fields: vec![match problem {
                        Some(problem) => field.problem(problem),
                        None => field,
                    }],
                }],
            },
        }
    };
    vec![("usual", view(None)), ("faulty", view(Some("缺少标题")))]
}
