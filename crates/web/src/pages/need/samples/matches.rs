//! Samples of the match page.

use jiff::civil::date;

use super::{TITLES, state};
use crate::form::Weight;
use crate::locale::Lang;
use crate::pages::need::{Check, MatchView, Ranked, ScorePart};
use crate::pages::samples::{LONG_NAME, act, link, plain_act, say};
use crate::view::{Answer, Passage};

fn check(lang: Lang, text: (&str, &str), answer: Answer, asked: &str, has: Option<&str>) -> Check {
    let has = has.map_or_else(|| lang.t("unknown").into_owned(), str::to_owned);
    Check {
        text: say(lang, text.0, text.1),
        answer,
        why: vec![format!("{has} {asked}")],
        unseen: answer == Answer::Met,
        of_offer: false,
    }
}

/// Four constraints, the first of which holds or not.
fn checks(lang: Lang, enduring: bool) -> Vec<Check> {
    let (endurance, has) = if enduring {
        (Answer::Met, "300 min")
    } else {
        (Answer::NotMet, "180 min")
    };
    vec![
        check(
            lang,
            ("单次续航", "Endurance"),
            endurance,
            "≥ 240 min",
            Some(has),
        ),
        check(
            lang,
            ("相对湿度", "Humidity"),
            Answer::CannotTell,
            "100%",
            None,
        ),
        check(
            lang,
            ("防护等级", "Ingress protection"),
            Answer::Met,
            "≥ IP68",
            Some("IP68"),
        ),
        check(
            lang,
            ("成熟度", "Maturity"),
            Answer::Met,
            "≥ TRL 7",
            Some("TRL 8"),
        ),
    ]
}

fn passage() -> Passage {
    Passage {
        parts: vec![
            ("用于".to_owned(), false),
            ("水下管廊".to_owned(), true),
            ("及箱涵，声呐与光学融合，可在".to_owned(), false),
            ("能见度".to_owned(), true),
            ("不足 0.2 米时识别裂缝".to_owned(), false),
        ],
    }
}

fn ranked(lang: Lang, place: i64, names: (&str, &str), score: i64) -> Ranked {
    let part = |(zh, en, permille)| ScorePart {
        label: say(lang, zh, en),
        permille,
    };
    Ranked {
        place,
        offer: link(names.0),
        supplier: link(names.1),
        score_permille: score,
        parts: [
            ("文本", "Text", score / 2),
            ("同类业绩", "References", score / 4),
            ("成熟度", "Maturity", score / 5),
        ]
        .map(part)
        .to_vec(),
        reasons_for: vec![
            say(
                lang,
                "两个同类管廊项目，均已验收",
                "Two accepted projects in similar tunnels",
            ),
            say(
                lang,
                "同区企业，24 小时内可到场",
                "Same district, on site within 24 hours",
            ),
        ],
        reasons_against: vec![say(
            lang,
            "交付周期 90 天，接近上限",
            "90 days to deliver, close to the limit",
        )],
        checks: checks(lang, place > 0),
        passages: vec![passage()],
        case: (place == 2).then(|| link("C-2025-0112")),
        invite: (place == 1).then(|| act(lang, "invite", ("邀请对接", "Invite"), Weight::Main)),
        ask: (place > 0).then(|| {
            plain_act(
                lang,
                &format!("ask-{place}"),
                ("询问待确认项", "Ask what is unknown"),
            )
        }),
    }
}

/// Usual, many, nothing passes.
pub(crate) fn matches(lang: Lang) -> Vec<(&'static str, MatchView)> {
    let usual = MatchView {
        need: link(TITLES[0].0),
        code: "N-2025-0031".to_owned(),
        state: state(lang, 3),
        version: 3,
        at: date(2025, 7, 15).at(9, 30, 0, 0),
        considered: 400,
        ranked: vec![
            ranked(
                lang,
                1,
                ("浑水环境声光融合巡检机器人 BW-3", "蓝湾智能装备有限公司"),
                846,
            ),
            ranked(lang, 2, ("管廊多传感检测平台", "沧澜检测技术公司"), 712),
        ],
        failed: vec![ranked(lang, 0, ("水面无人船巡检系统", LONG_NAME), 655)],
        failed_total: 27,
        broken: vec![say(lang, "旧约束", "Old constraint")],
        ranking: link(lang.t("ranking-of-pack")),
        without_meaning: Some(say(
            lang,
            "语义相似度还在准备，本次按词和字排序。",
            "Likeness of meaning is being prepared; ranked by words and characters.",
        )),
        ask_why: true,
        more: None,
    };
    let mut many = usual.clone();
    many.ranked = (2..22)
        .map(|place| {
            let mut item = ranked(lang, place, (LONG_NAME, LONG_NAME), 900 - place * 20);
            item.case = None;
            item
        })
        .collect();
    many.more = Some("/needs/ned_1/matches?after=20".to_owned());
    let none = MatchView {
        ranked: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("many", many), ("none", none)]
}
