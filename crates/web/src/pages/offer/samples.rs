//! Samples of the offer pages.

use super::{OfferFormView, OfferListView, OfferRow, OfferView, SuitingNeed};
use crate::chart::{Bar, Caption, Picture, bars};
use crate::form::Weight;
use crate::locale::Lang;
use crate::pages::ListHead;
use crate::pages::need::samples::{case_refs, head, record_form};
use crate::pages::party::samples::facts;
use crate::pages::samples::{LONG_NAME, act, link, say};
use crate::view::{Link, Mark, Paging, Tone};

fn by_kind(lang: Lang) -> Picture {
    let bar = |(zh, en, value): (&str, &str, i64)| Bar {
        label: say(lang, zh, en),
        value,
        value_text: lang.int(value),
        target: None,
        href: Some("/offers?kind=technology".to_owned()),
    };
    let kinds = [
        ("技术", "Technology", 243),
        ("能力", "Capability", 88),
        ("中试平台", "Pilot line", 41),
        ("空间", "Space", 28),
    ];
    bars(
        &Caption::new(
            "offers-by-kind",
            lang.t("job-offers"),
            lang.tn("rows-count", 400),
        ),
        &kinds.map(bar),
    )
}

/// Usual, many with a long name, empty.
pub(crate) fn list(lang: Lang) -> Vec<(&'static str, OfferListView)> {
    let titles = [
        (
            "浑水环境声光融合巡检机器人 BW-3",
            "蓝湾智能装备有限公司",
            Some("TRL 8"),
        ),
        ("管廊多传感检测平台", "沧澜检测技术公司", Some("TRL 7")),
        ("极片缺陷高速视觉检测头", "明屿视觉科技公司", None),
        ("百级净化间共享中试线", "望潮园区运营公司", Some("TRL 9")),
    ];
    let row = |(title, owner, maturity): (&str, &str, Option<&str>)| OfferRow {
        title: link(title),
        owner: owner.to_owned(),
        kind: say(lang, "技术", "Technology"),
        place: maturity.unwrap_or("临潮街道").to_owned(),
        state: Mark::new(say(lang, "在架", "Open"), Tone::Good),
    };
    let rows = |count| titles.into_iter().cycle().take(count).map(row).collect();
    let picture = by_kind(lang);
    let create = Link::new(lang.t("offer-new"), "/offers/new");
    let view = |count| OfferListView {
        head: head(lang, Some(create.clone())),
        picture: Some(picture.clone()),
        rows: rows(count),
        paging: Paging {
            total: Some(400),
            next: Some("/offers?after=off_9".to_owned()),
            previous: None,
        },
    };
    let mut many: OfferListView = view(50);
    (many.rows[1].title, many.rows[1].owner) = (link(LONG_NAME), LONG_NAME.to_owned());
    let head = ListHead {
        create: Some(create.clone()),
        ..ListHead::default()
    };
    let empty = OfferListView {
        head,
        picture: None,
        rows: Vec::new(),
        paging: Paging::default(),
    };
    vec![("usual", view(4)), ("many", many), ("empty", empty)]
}

/// Usual and bare.
pub(crate) fn detail(lang: Lang) -> Vec<(&'static str, OfferView)> {
    let need = |(title, score, unknown): (&str, i64, i64)| SuitingNeed {
        need: link(title),
        owner: "滨海水务集团".to_owned(),
        score_permille: score,
        reason: say(lang, "同类业绩两项", "Two similar references"),
        unknown,
    };
    let usual = OfferView {
        id: "off_1".to_owned(),
        title: "浑水环境声光融合巡检机器人 BW-3".to_owned(),
        kind: say(lang, "技术", "Technology"),
        state: Mark::new(say(lang, "在架", "Open"), Tone::Good),
        owner: link("蓝湾智能装备有限公司"),
        text: vec![
            "用于水下管廊及箱涵，声呐与光学融合，可在能见度不足 0.2 米时识别裂缝。".to_owned(),
        ],
        facts: facts(lang),
        conditions: vec![(
            say(
                lang,
                "只投国家高新技术企业",
                "Only national high-tech enterprises",
            ),
            "has_status(\"hnte\")".to_owned(),
        )],
        suits: [
            ("水下管廊巡检机器人（能见度低于 0.3 米）", 846, 1),
            ("泵站无人值守巡检", 604, 0),
        ]
        .map(need)
        .to_vec(),
        cases: case_refs(lang),
        links: vec![link("事实")],
        may_edit: true,
        acts: vec![act(
            lang,
            "rest",
            ("下架", "Take off the list"),
            Weight::Grave,
        )],
    };
    let bare = OfferView {
        title: LONG_NAME.to_owned(),
        owner: link(LONG_NAME),
        text: Vec::new(),
        facts: Vec::new(),
        conditions: Vec::new(),
        suits: Vec::new(),
        cases: Vec::new(),
        may_edit: false,
        acts: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("bare", bare)]
}

/// New, and existing with problems.
pub(crate) fn form(lang: Lang) -> Vec<(&'static str, OfferFormView)> {
    let existing = Some("管廊多传感检测平台".to_owned());
    vec![
        (
            "new",
            OfferFormView {
                existing: None,
                form: record_form(lang, false),
            },
        ),
        (
            "faulty",
            OfferFormView {
                existing,
                form: record_form(lang, true),
            },
        ),
    ]
}
