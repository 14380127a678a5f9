//! Sample views of gatherings: usual, empty, for a supplier, faulty. All names are invented.

use jiff::civil::date;

use super::{
    BringView, GatheringFormView, GatheringRow, GatheringView, GatheringsView, MeetingRow,
    NeedChoice, PartyRow, Sheet, SheetsView, UnmetRow, WishRow, WishesView,
};
use crate::chart::{Caption, Cell, Picture, Shade, grid};
use crate::form::{Control, Field, Fields};
use crate::locale::Lang;
use crate::pages::RecordForm;
use crate::pages::samples::{LONG_NAME, link, plain_act, say};
use crate::view::{Entry, Mark, Paging, Tone};

fn title(lang: Lang) -> String {
    say(lang, "技术荟·管网专场", "Matchmaking day on pipe networks")
}

fn need(lang: Lang) -> String {
    say(lang, "满水管道检测", "Inspection of flooded pipes")
}

/// Usual, empty.
pub(crate) fn list(lang: Lang) -> Vec<(&'static str, GatheringsView)> {
    let row = |index: i64| GatheringRow {
        gathering: link(if index == 1 {
            LONG_NAME.to_owned()
        } else {
            title(lang)
        }),
        under: lang.t("gathering-kind-day").into_owned(),
        held_on: Some(date(2025, 6, 20)),
        participants: "24".to_owned(),
        held: if index == 0 { "" } else { "31 / 36" }.to_owned(),
        ended: if index == 2 { "31 / 31" } else { "" }.to_owned(),
        state: Mark::new(lang.t("gathering-open"), Tone::Busy),
    };
    let usual = GatheringsView {
        picture: None,
        rows: (0..3).map(row).collect(),
        create: Some(link(lang.t("gathering-new"))),
        paging: Paging::default(),
    };
    let empty = GatheringsView {
        rows: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

fn record(lang: Lang, problem: Option<&str>) -> RecordForm {
    let title = Field::new("title", lang.t("gathering-title"), Control::Line).required();
    let title = match problem {
        Some(problem) => title.problem(problem),
        None => title.value(self::title(lang)),
    };
    RecordForm {
        action: "/gatherings/new".to_owned(),
        back: link(lang.t("job-gatherings")),
        version: 0,
        lead: lang.t("gathering-form-lead").into_owned(),
        groups: vec![Fields {
            title: lang.t("gathering-about").into_owned(),
            lead: None,
            fields: vec![title],
        }],
    }
}

/// Usual, with a problem.
pub(crate) fn form(lang: Lang) -> Vec<(&'static str, GatheringFormView)> {
    let view = |problem| GatheringFormView {
        heading: lang.t("gathering-new").into_owned(),
        form: record(lang, problem),
    };
    vec![("usual", view(None)), ("faulty", view(Some("缺少标题")))]
}

fn timetable(lang: Lang) -> Picture {
    let cell = |column: usize, row: usize, shade| Cell {
        column,
        row,
        lines: [
            say(lang, "滨海水务", "Binhai Water"),
            say(lang, "蓝湾装备", "Lanwan"),
        ],
        state: lang.t("meeting-planned").into_owned(),
        shade,
        href: Some("#mtg_1".to_owned()),
    };
    let caption = Caption::new(
        "timetable",
        lang.t("gathering-timetable"),
        lang.t("gathering-timetable-basis"),
    );
    let tables: Vec<String> = (1..=4)
        .map(|table| lang.tn("gathering-table", table).into_owned())
        .collect();
    let slots = ["09:00–09:20", "09:20–09:40"].map(str::to_owned);
    let cells = [
        cell(0, 0, Shade::Good),
        cell(1, 0, Shade::Lapsed),
        cell(1, 1, Shade::First),
    ];
    grid(&caption, &tables, &slots, &cells)
}

fn meeting(lang: Lang, index: u8) -> MeetingRow {
    let (key, tone) = match index {
        0 => ("meeting-held", Tone::Good),
        1 => ("meeting-missed", Tone::Bad),
        _ => ("meeting-planned", Tone::Busy),
    };
    MeetingRow {
        id: format!("mtg_{index}"),
        at: "09:00–09:20".to_owned(),
        need: link(need(lang)),
        asker: say(lang, "滨海水务", "Binhai Water"),
        supplier: link(if index == 1 {
            LONG_NAME.to_owned()
        } else {
            say(lang, "蓝湾装备", "Lanwan")
        }),
        state: Mark::new(lang.t(key), tone),
        reason: if index == 1 {
            say(lang, "对方临时出差", "Called away")
        } else {
            String::new()
        },
        case: (index == 0).then(|| {
            let mark = Mark::new(say(lang, "会后洽谈", "Talks"), Tone::Busy);
            (link(lang.t("gathering-case")), mark)
        }),
        waits: index == 2,
    }
}

/// For the organiser, empty, for a supplier.
pub(crate) fn detail(lang: Lang) -> Vec<(&'static str, GatheringView)> {
    let party = |index: u8| PartyRow {
        party: link(say(lang, "蓝湾装备", "Lanwan")),
        brings: if index == 0 {
            need(lang)
        } else {
            lang.t("gathering-as-supplier").into_owned()
        },
        said: Some(["3", "2", "2", "1"].map(str::to_owned)),
        note: lang.tn("gathering-host", 3).into_owned(),
        wishes: Some(link(lang.t("gathering-wishes"))),
    };
    let usual = GatheringView {
        title: title(lang),
        state: Mark::new(lang.t("gathering-planned"), Tone::Watch),
        sum: lang.t("gathering-sum-cancelled").into_owned(),
        entries: vec![Entry::new(
            lang.t("gathering-place"),
            say(lang, "创新中心", "Centre"),
        )],
        funnel: None,
        grid: Some(timetable(lang)),
        meetings: (0..3).map(|index| meeting(lang, index)).collect(),
        settle: Some("/gatherings/gth_1/acts/settle".to_owned()),
        unmet: vec![UnmetRow {
            who: need(lang),
            why: say(lang, "没有双方都有空的时段", "No common slot"),
        }],
        parties: (0..2).map(party).collect(),
        counts: true,
        links: vec![link(lang.t("gathering-bring"))],
        acts: vec![plain_act(lang, "plan", ("重新排定", "Set anew"))],
    };
    let empty = GatheringView {
        grid: None,
        meetings: Vec::new(),
        settle: None,
        unmet: Vec::new(),
        parties: Vec::new(),
        ..usual.clone()
    };
    let supplier = GatheringView {
        counts: false,
        settle: None,
        meetings: vec![meeting(lang, 0)],
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty), ("supplier", supplier)]
}

/// Usual, after names that nobody has.
pub(crate) fn bring(lang: Lang) -> Vec<(&'static str, BringView)> {
    let choice = |index: u8| NeedChoice {
        id: format!("ned_{index}"),
        title: need(lang),
        asker: say(lang, "滨海水务", "Binhai Water"),
        brought: index == 0,
    };
    let usual = BringView {
        gathering: link(title(lang)),
        form: record(lang, None),
        needs: (0..3).map(choice).collect(),
        unfound: Vec::new(),
        done: None,
    };
    let unfound = BringView {
        needs: Vec::new(),
        unfound: vec![(LONG_NAME.to_owned(), lang.t("out-not-found").into_owned())],
        done: Some(lang.tv("gathering-brought", "2").into_owned()),
        ..usual.clone()
    };
    vec![("usual", usual), ("unfound", unfound)]
}

/// For the organiser, empty.
pub(crate) fn wishes(lang: Lang) -> Vec<(&'static str, WishesView)> {
    let row = |index: u8| WishRow {
        name: format!("wish-ned_{index}-pty_1"),
        need: link(need(lang)),
        other: if index == 1 {
            LONG_NAME.to_owned()
        } else {
            say(lang, "滨海水务", "Binhai Water")
        },
        side: lang.t("wish-own-need").into_owned(),
        suits: (index > 0).then(|| Mark::new(lang.tn("wish-suits", 82), Tone::Good)),
        answered: if index == 0 {
            String::new()
        } else {
            lang.t("wish-much").into_owned()
        },
        said: if index == 0 { "" } else { "3" }.to_owned(),
    };
    let strengths = [("", "wish-none"), ("3", "wish-most"), ("0", "wish-no")];
    let strengths = strengths.map(|(value, key)| (value.to_owned(), lang.t(key).into_owned()));
    let usual = WishesView {
        heading: lang
            .tv("wishes-of", say(lang, "蓝湾装备", "Lanwan"))
            .into_owned(),
        gathering: link(title(lang)),
        lead: lang.t("wishes-lead-day").into_owned(),
        action: "/gatherings/gth_1/wishes/pty_1".to_owned(),
        rows: (0..3).map(row).collect(),
        strengths: strengths.to_vec(),
        answers: true,
        newcomers: vec![(
            "pty_9".to_owned(),
            LONG_NAME.to_owned(),
            lang.tn("wish-suits", 71).into_owned(),
        )],
        bring: "/gatherings/gth_1/bring".to_owned(),
        acts: vec![plain_act(lang, "leave", ("退出活动", "Drop out"))],
    };
    let empty = WishesView {
        rows: Vec::new(),
        newcomers: Vec::new(),
        answers: false,
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}

/// Usual, empty.
pub(crate) fn sheets(lang: Lang) -> Vec<(&'static str, SheetsView)> {
    let sheet = |heading: String| Sheet {
        heading,
        under: lang.tn("gathering-meetings", 1).into_owned(),
        rows: vec![[
            "09:00–09:20".to_owned(),
            lang.tn("gathering-table", 3).into_owned(),
            LONG_NAME.to_owned(),
            need(lang),
        ]],
    };
    let usual = SheetsView {
        gathering: link(title(lang)),
        lead: "2025-06-20".to_owned(),
        parties: vec![sheet(say(lang, "蓝湾装备", "Lanwan"))],
        tables: vec![sheet(lang.tn("gathering-table", 3).into_owned())],
    };
    let empty = SheetsView {
        parties: Vec::new(),
        tables: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("empty", empty)]
}
