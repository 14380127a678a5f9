//! Sample views of collecting: usual, empty, closed, faulty. All firms, offices and values are invented.

use jiff::civil::date;

use super::{
    AnswerLine, CollectionsView, ConceptChoice, ConceptGroup, FormRow, FormView, HandOutView,
    OpenView, PlanView, RecipientRow, ReturnRow, ReturnView, RoundRow, RoundView, TimeChoice,
};
use crate::chart::{Caption, Part, Picture, Shade, state_bar};
use crate::form::{ActForm, Control, Field, Fields, Weight};
use crate::locale::Lang;
use crate::pages::RecordForm;
use crate::pages::samples::{LONG_NAME, due, link, plain_act, say};
use crate::view::{Entry, Link, Mark, Paging, Tone};

fn picture(lang: Lang, id: &str) -> Picture {
    let part = |label: &str, count, shade| Part {
        label: label.to_owned(),
        count,
        count_text: lang.int(count),
        shade,
        href: Some("/collections".to_owned()),
    };
    let parts = [
        part(&lang.t("stage-returned"), 6, Shade::Good),
        part(&lang.t("stage-waiting"), 4, Shade::First),
    ];
    let caption = Caption::new(id, lang.t("round-stages"), lang.t("round-stages-basis"));
    state_bar(&caption, &parts)
}

pub(super) fn title(lang: Lang) -> String {
    say(
        lang,
        "科技企业半年核对",
        "Half-year check of technology firms",
    )
}

pub(super) fn office(lang: Lang) -> String {
    say(lang, "海湾街道办", "Haiwan subdistrict office")
}

/// Usual, empty.
pub(crate) fn list(lang: Lang) -> Vec<(&'static str, CollectionsView)> {
    let row = |index: i64| RoundRow {
        round: link(if index == 1 {
            LONG_NAME.to_owned()
        } else {
            title(lang)
        }),
        sent_to: lang.t("sent-to-office").into_owned(),
        progress: "18 / 30".to_owned(),
        left_open: if index == 0 { "12" } else { "" }.to_owned(),
        due: (index != 2).then(|| due(date(2025, 7, 10), -3)),
        state: Mark::new(lang.t("round-late"), Tone::Bad),
    };
    let form = |index: i64| FormRow {
        form: link(title(lang)),
        policy: if index == 0 {
            String::new()
        } else {
            say(lang, "高新技术企业认定", "High-tech enterprise")
        },
        open: Some(link(lang.t("round-open"))),
        copy: Some(link(lang.t("form-copy"))),
    };
    let usual = CollectionsView {
        picture: Some(picture(lang, "rounds")),
        rounds: (0..3).map(row).collect(),
        forms: (0..2).map(form).collect(),
        create: Some(link(lang.t("form-new"))),
        paging: Paging::default(),
    };
    let empty = CollectionsView {
        picture: None,
        rounds: Vec::new(),
        forms: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

fn choice(lang: Lang, id: &str, ticked: bool) -> ConceptChoice {
    let time = |back: u8| TimeChoice {
        id: format!("ask-{id}-{back}"),
        value: format!("{id}:closed.{back}"),
        label: lang.t("asked-closed").into_owned(),
        ticked: ticked && back == 0,
    };
    ConceptChoice {
        label: say(lang, "销售收入", "Sales"),
        question: say(lang, "全年销售收入是多少？", "How much were its sales?"),
        times: (0..3).map(time).collect(),
    }
}

fn record(lang: Lang, problem: Option<&str>) -> RecordForm {
    let title = Field::new("title", lang.t("form-title"), Control::Line).required();
    let title = match problem {
        Some(problem) => title.problem(problem),
        None => title.value(self::title(lang)),
    };
    RecordForm {
        action: "/collections/forms/new".to_owned(),
        back: link(lang.t("job-collections")),
        version: 0,
        lead: lang.t("form-lead").into_owned(),
        groups: vec![Fields {
            title: lang.t("form-about").into_owned(),
            lead: None,
            fields: vec![title],
        }],
    }
}

/// Usual, new with a problem, for a reader.
pub(crate) fn form(lang: Lang) -> Vec<(&'static str, FormView)> {
    let usual = FormView {
        heading: title(lang),
        form: record(lang, None),
        chosen: vec![choice(lang, "sales", true)],
        words: String::new(),
        groups: vec![ConceptGroup {
            label: lang.t("kind-money").into_owned(),
            open: true,
            concepts: vec![choice(lang, "assets", false)],
        }],
        open: Some(link(lang.t("round-open"))),
        may_write: true,
    };
    let faulty = FormView {
        heading: lang.t("form-new").into_owned(),
        form: record(lang, Some("缺少标题")),
        chosen: Vec::new(),
        groups: Vec::new(),
        words: "xyz".to_owned(),
        open: None,
        ..usual.clone()
    };
    let reader = FormView {
        may_write: false,
        ..usual.clone()
    };
    vec![("usual", usual), ("faulty", faulty), ("reader", reader)]
}

/// Before and after the look.
pub(crate) fn open(lang: Lang) -> Vec<(&'static str, OpenView)> {
    let before = OpenView {
        sends: link(title(lang)),
        form: record(lang, None),
        offices: vec![("org_1".to_owned(), office(lang), true)],
        plan: None,
    };
    let plan = PlanView {
        sum: say(
            lang,
            "10 个采集对象，300 家企业。",
            "10 recipients, 300 firms.",
        ),
        due: Some(due(date(2025, 7, 25), 8)),
        recipients: vec![(office(lang), "30".to_owned())],
        more: Some(lang.tn("round-plan-more", 9).into_owned()),
        left_out: vec![("某某科技".to_owned(), lang.t("out-not-found").into_owned())],
        carried: vec![("form".to_owned(), "frm_1".to_owned())],
    };
    let after = OpenView {
        plan: Some(plan),
        ..before.clone()
    };
    vec![("before", before), ("after", after)]
}

pub(super) fn upload(lang: Lang) -> RecordForm {
    super::round::upload_form(lang, "/collections/rounds/rnd_1/returns".to_owned())
}

fn recipient(lang: Lang, index: i64) -> RecipientRow {
    RecipientRow {
        name: Link::new(
            if index == 1 {
                LONG_NAME.to_owned()
            } else {
                office(lang)
            },
            "",
        ),
        stage: Mark::new(lang.t("stage-late"), Tone::Bad),
        progress: "12 / 30".to_owned(),
        left_open: if index == 0 {
            String::new()
        } else {
            "5".to_owned()
        },
        link: lang.t("link-live").into_owned(),
        reminded: (index == 0).then(|| date(2025, 7, 12)),
        workbook: Some(link(lang.t("workbook"))),
        reminder: Some(link(lang.t("remind"))),
        acts: vec![plain_act(lang, "link", ("换新链接", "New link"))],
    }
}

/// Running with late offices, closed.
pub(crate) fn round(lang: Lang) -> Vec<(&'static str, RoundView)> {
    let close = ActForm {
        weight: Weight::Grave,
        ..plain_act(lang, "close", ("结束批次", "Close the round"))
    };
    let back = |index: i64| ReturnRow {
        from: link(office(lang)),
        channel: lang.t("channel-excel").into_owned(),
        on: Some(date(2025, 7, 9)),
        state: Mark::new(lang.t("return-read"), Tone::Watch),
        conflicts: if index == 0 { "2" } else { "" }.to_owned(),
    };
    let running = RoundView {
        title: title(lang),
        state: Mark::new(lang.t("round-late"), Tone::Bad),
        entries: vec![Entry::new(lang.t("round-runner"), "陈知行")],
        form: link(lang.t("round-form")),
        due: Some(due(date(2025, 7, 10), -3)),
        sum: say(lang, "30 家企业已收回 18 家", "18 of 30 firms answered for"),
        picture: Some(picture(lang, "stages")),
        bars: Some(picture(lang, "behind")),
        filters: Vec::new(),
        rows: (0..3).map(|index| recipient(lang, index)).collect(),
        returns: (0..2).map(back).collect(),
        workbook: Some(link(lang.t("round-workbook"))),
        reminder: Some(link(lang.t("round-remind"))),
        upload: Some(upload(lang)),
        acts: vec![close],
    };
    let closed = RoundView {
        state: Mark::new(lang.t("round-closed"), Tone::Plain),
        due: None,
        bars: None,
        rows: Vec::new(),
        returns: Vec::new(),
        reminder: None,
        upload: None,
        acts: Vec::new(),
        ..running.clone()
    };
    vec![("running", running), ("closed", closed)]
}

/// Links, and a reminder.
pub(crate) fn hand_out(lang: Lang) -> Vec<(&'static str, HandOutView)> {
    let address = "https://benfu.example/c/0123456789abcdef0123456789abcdef01234567";
    let links = HandOutView {
        heading: lang.t("links-heading").into_owned(),
        round: link(title(lang)),
        note: lang.t("links-note").into_owned(),
        text: format!("{}\n{address}", office(lang)),
        lines: 4,
        rows: vec![(office(lang), address.to_owned())],
        acts: Vec::new(),
    };
    let reminder = HandOutView {
        heading: lang.t("reminder-heading").into_owned(),
        note: lang.t("reminder-note").into_owned(),
        text: "【催报】科技企业半年核对\n1. 海湾街道办（还差 12 家企业）".to_owned(),
        rows: Vec::new(),
        acts: vec![super::round::remind_act(lang, "rnd_1", "")],
        ..links.clone()
    };
    vec![("links", links), ("reminder", reminder)]
}

pub(super) fn answer(lang: Lang, index: i64) -> AnswerLine {
    let (verdict, tone) = [
        ("verdict-conflict", Tone::Bad),
        ("verdict-new", Tone::Good),
        ("verdict-declined", Tone::Open),
    ][usize::try_from(index).unwrap_or(0) % 3];
    AnswerLine {
        firm: Link::new(
            if index == 1 {
                LONG_NAME
            } else {
                "某某科技有限公司"
            },
            "",
        ),
        item: say(lang, "销售收入 2024年", "Sales 2024"),
        was: (index != 1).then(|| ("1,200万元".to_owned(), "统计年报".to_owned())),
        given: "1,300万元".to_owned(),
        verdict: Mark::new(lang.t(verdict), tone),
        why: if index == 0 {
            lang.t("clash-better-source").into_owned()
        } else {
            String::new()
        },
        acts: if index == 0 {
            vec![plain_act(lang, "accept", ("采用填报", "Use the answer"))]
        } else {
            Vec::new()
        },
    }
}

/// To be taken, empty.
pub(crate) fn returned(lang: Lang) -> Vec<(&'static str, ReturnView)> {
    let usual = ReturnView {
        heading: office(lang),
        round: link(title(lang)),
        state: Mark::new(lang.t("return-read"), Tone::Watch),
        lead: lang.t("return-read-lead").into_owned(),
        picture: Some(picture(lang, "verdicts")),
        filters: Vec::new(),
        lines: (0..3).map(|index| answer(lang, index)).collect(),
        notes: vec![say(
            lang,
            "第 9 行不属于本批次",
            "row 9 is not of this round",
        )],
        unreadable: Some(link(lang.t("return-unreadable-file"))),
        acts: vec![plain_act(lang, "take", ("采纳", "Take it"))],
    };
    let empty = ReturnView {
        picture: None,
        lines: Vec::new(),
        notes: Vec::new(),
        unreadable: None,
        acts: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}
