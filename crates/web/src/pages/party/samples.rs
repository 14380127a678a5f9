//! Samples of the firm pages.

use jiff::civil::{Date, date};

use super::{
    AskedRound, Contact, FactRow, FactUse, FirmListView, FirmRow, FirmView, Held, StandingRead,
};
use crate::chart::{Caption, Picture, Span, Tile, Track, tiles, timeline};
use crate::form::Weight;
use crate::locale::Lang;
use crate::pages::ListHead;
use crate::pages::need::samples::{case_refs, head};
use crate::pages::samples::{LONG_NAME, act, link, say, today};
use crate::view::{Answer, Link, Mark, Paging, Tone};

fn map(lang: Lang) -> Picture {
    let places = [
        (0, 0, "云麓", 412),
        (1, 0, "青屿", 1_904),
        (2, 0, "临潮", 3_120),
        (0, 1, "西渚", 88),
        (1, 1, "中湾", 2_460),
        (2, 1, "东屿", 1_377),
        (1, 2, "南汐", 640),
        (2, 2, "望海", 0),
    ];
    let tile = |(column, row, label, value): (u8, u8, &str, i64)| Tile {
        column,
        row,
        label: label.to_owned(),
        value,
        value_text: lang.int(value),
        href: Some("/firms?street=x".to_owned()),
    };
    let caption = Caption::new(
        "firm-map",
        lang.t("firms-by-place"),
        lang.tn("rows-count", 10_001),
    );
    tiles(&caption, &places.map(tile))
}

/// Usual, many with a long name, empty.
pub(crate) fn list(lang: Lang) -> Vec<(&'static str, FirmListView)> {
    let firms = [
        (
            "蓝湾智能装备有限公司",
            Some("91440300MA5SAMPLE1"),
            "临潮街道",
        ),
        ("沧澜检测技术公司", Some("91440300MA5SAMPLE2"), "中湾街道"),
        ("明屿视觉科技公司", None, "青屿街道"),
        ("海岳新能源股份公司", Some("91440300MA5SAMPLE3"), "东屿街道"),
    ];
    let row = |(index, (name, code, place)): (usize, (&str, Option<&str>, &str))| FirmRow {
        name: link(name),
        code: code.map(str::to_owned),
        place: place.to_owned(),
        titles: [
            ("国高", "HNTE"),
            ("专精特新", "SRDI SME"),
            ("小巨人", "Little giant"),
        ]
        .into_iter()
        .take(index % 4)
        .map(|(zh, en)| say(lang, zh, en))
        .collect(),
    };
    let view = |count: usize| FirmListView {
        head: head(lang, None),
        picture: Some(map(lang)),
        rows: firms
            .into_iter()
            .cycle()
            .take(count)
            .enumerate()
            .map(row)
            .collect(),
        paging: Paging {
            total: Some(12_004),
            next: Some("/firms?after=pty_9".to_owned()),
            previous: Some("/firms".to_owned()),
        },
    };
    let mut many = view(50);
    many.rows[2].name = link(LONG_NAME);
    let empty = FirmListView {
        head: ListHead::default(),
        picture: None,
        rows: Vec::new(),
        paging: Paging::default(),
    };
    vec![("usual", view(8)), ("many", many), ("empty", empty)]
}

/// Facts of every kind: plain, corrected, hidden.
pub(crate) fn facts(lang: Lang) -> Vec<FactRow> {
    let public = || say(lang, "公开", "Public");
    let row = |concept: (&str, &str),
               period: &str,
               value: Option<String>,
               source: &str,
               level: String| FactRow {
        concept: say(lang, concept.0, concept.1),
        period: period.to_owned(),
        value,
        source: source.to_owned(),
        level,
        dated: Some(date(2025, 4, 18)),
    };
    let sales = row(
        ("营业收入", "Sales"),
        "2024",
        Some(lang.money(12_000_000_000)),
        "年度报表 2024",
        say(lang, "成员可见", "Members"),
    );
    vec![
        sales,
        row(
            ("研发费用", "R&D expense"),
            "2024",
            Some(lang.money(932_000_000)),
            "年度报表 2024",
            say(lang, "对接方可见", "Parties"),
        ),
        row(
            ("职工人数", "Employees"),
            "2024-12-31",
            Some("186".to_owned()),
            "企业填报",
            public(),
        ),
        row(
            ("防护等级", "Ingress protection"),
            "–",
            Some("IP68".to_owned()),
            "检测报告 2025-03",
            public(),
        ),
        row(
            ("整机成本", "Unit cost"),
            "2025",
            None,
            "企业填报",
            say(lang, "仅供匹配", "Match only"),
        ),
    ]
}

fn held(what: &str, from: Date, until: Option<Date>, source: &str) -> Held {
    Held {
        what: what.to_owned(),
        from: Some(from),
        until,
        source: source.to_owned(),
    }
}

fn statuses(lang: Lang) -> Vec<Held> {
    vec![
        held(
            &say(lang, "高新技术企业", "National high-tech enterprise"),
            date(2024, 12, 3),
            Some(date(2027, 12, 2)),
            "第三批",
        ),
        held(
            &say(lang, "高新技术企业", "National high-tech enterprise"),
            date(2021, 12, 10),
            Some(date(2024, 12, 9)),
            "第二批",
        ),
        held(
            &say(lang, "专精特新中小企业", "SRDI SME"),
            date(2023, 7, 1),
            Some(date(2026, 6, 30)),
            "第五批",
        ),
        held(
            &say(lang, "创新型中小企业", "Innovative SME"),
            date(2022, 11, 1),
            Some(date(2025, 10, 31)),
            "第一批",
        ),
    ]
}

fn status_picture(lang: Lang) -> Picture {
    let mut tracks: Vec<Track> = Vec::new();
    for status in statuses(lang) {
        let span = Span {
            from: status.from.unwrap_or(today()),
            until: status.until,
            label: status.source.clone(),
            in_force: status.until.is_none_or(|until| until >= today()),
            href: None,
        };
        match tracks.iter_mut().find(|track| track.label == status.what) {
            Some(track) => track.spans.push(span),
            None => tracks.push(Track {
                label: status.what,
                spans: vec![span],
            }),
        }
    }
    let caption = Caption::new(
        "status-line",
        lang.t("statuses"),
        lang.tn("statuses-rows", 4),
    );
    timeline(&caption, (today(), &lang.date(today())), &tracks)
}

fn fact_use(lang: Lang) -> FactUse {
    FactUse {
        on: date(2025, 7, 15),
        answer: Answer::Met,
        concept: say(lang, "整机成本（仅供匹配）", "Unit cost (match only)"),
        purpose: link("N-2025-0031 · 3"),
    }
}

fn standing_read(lang: Lang) -> StandingRead {
    StandingRead {
        policy: link(say(lang, "高新技术企业认定", "High-tech enterprise")),
        reader: say(lang, "区科技创新局", "Science and Innovation Bureau"),
        on: date(2025, 7, 14),
    }
}

fn asked_round(lang: Lang) -> AskedRound {
    AskedRound {
        on: date(2025, 7, 1),
        purpose: link(say(lang, "科技企业半年核对", "Half-year check")),
        asked_by: say(lang, "区科技创新局", "Science and Innovation Bureau"),
        answering: say(lang, "海湾街道办 · 已答复", "Haiwan office · answered"),
    }
}

fn places() -> Vec<Held> {
    vec![
        held("滨海区临潮街道", date(2020, 1, 1), None, "登记"),
        held(
            "西渚街道",
            date(2016, 5, 9),
            Some(date(2019, 12, 31)),
            "登记",
        ),
    ]
}

/// Usual and bare.
pub(crate) fn detail(lang: Lang) -> Vec<(&'static str, FirmView)> {
    let usual = FirmView {
        id: "pty_1".to_owned(),
        name: "蓝湾智能装备有限公司".to_owned(),
        code: Some("91440300MA5SAMPLE1".to_owned()),
        identity: Mark::new(say(lang, "身份已确认", "Identity confirmed"), Tone::Good),
        place: say(lang, "滨海区 · 临潮街道", "Binhai · Linchao"),
        names: vec![
            held("蓝湾智能装备有限公司", date(2022, 3, 1), None, "登记"),
            held(
                "蓝湾机械有限公司",
                date(2016, 5, 9),
                Some(date(2022, 2, 28)),
                "登记",
            ),
        ],
        places: places(),
        contacts: Some(vec![Contact {
            name: "周临川".to_owned(),
            post: say(lang, "市场总监", "Head of sales"),
            telephone: "000-0000-0000".to_owned(),
            from: Some(date(2023, 1, 1)),
            until: None,
        }]),
        facts: facts(lang),
        known: Some(date(2025, 6, 30)),
        about: vec!["水下与高湿环境巡检装备。".to_owned()],
        relations: vec![link("滨海智能装备创新联合体")],
        links: vec![Link::new(lang.t("edit"), "/firms/pty_1/edit")],
        status_picture: Some(status_picture(lang)),
        statuses: statuses(lang),
        offers: vec![link("浑水环境声光融合巡检机器人 BW-3")],
        needs: vec![link("高湿环境下长寿命密封轴承国产化")],
        cases: case_refs(lang),
        uses: Some(vec![fact_use(lang)]),
        readings: vec![standing_read(lang)],
        asked: Some(vec![asked_round(lang)]),
        acts: vec![act(
            lang,
            "ask",
            ("询问数据项", "Ask for facts"),
            Weight::Main,
        )],
    };
    let bare = FirmView {
        name: LONG_NAME.to_owned(),
        code: None,
        identity: Mark::new(
            say(lang, "身份待确认", "Identity not confirmed"),
            Tone::Open,
        ),
        contacts: Some(Vec::new()),
        facts: Vec::new(),
        status_picture: None,
        statuses: Vec::new(),
        offers: Vec::new(),
        needs: Vec::new(),
        cases: Vec::new(),
        uses: None,
        readings: Vec::new(),
        asked: None,
        acts: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("bare", bare)]
}
