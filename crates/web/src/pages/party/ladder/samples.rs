//! Samples of the ladder and of a policy explained.

use jiff::civil::{Date, date};

use super::{
    Because, CalendarDay, ChangeLine, ConditionRow, Drawn, Duty, FirmPolicyView, HeldTitle,
    LadderView, OfKind, Reachable, RemedyRow, ScoreRow, ScoreTable, Stated,
};
use crate::chart::{Caption, Rung, ladder as draw};
use crate::locale::Lang;
use crate::pages::samples::{LONG_NAME, due, link, say};
use crate::view::{Answer, Cited, Dated, Link, Mark, Tone};

fn cited(text: &str, unconfirmed: bool) -> Cited {
    Cited {
        text: text.to_owned(),
        unconfirmed,
    }
}

fn dated(on: Date, days_left: Option<i64>) -> Dated {
    Dated {
        on,
        due: days_left.map(|days_left| due(on, days_left)),
    }
}

fn drawn(lang: Lang) -> Drawn {
    let rung = |name: (&str, &str), standing: (&str, &str), tone, met, open| Rung {
        label: say(lang, name.0, name.1),
        standing: say(lang, standing.0, standing.1),
        tone,
        met,
        open,
        of: 9,
        href: Some("/firms/pty_1/policies/hnte".to_owned()),
    };
    let rungs = [
        rung(
            ("科技型中小企业", "Technology SME"),
            ("持有至 2025-12-31", "Held until 31 Dec 2025"),
            Tone::Good,
            9,
            0,
        ),
        rung(
            ("创新型中小企业评价", "Innovative SME"),
            ("条件已满足", "Conditions met"),
            Tone::Busy,
            9,
            0,
        ),
        rung(
            ("高新技术企业认定", "National high-tech enterprise"),
            ("差 1 项条件", "1 condition short"),
            Tone::Watch,
            8,
            0,
        ),
        rung(
            ("专精特新中小企业认定", "SRDI SME"),
            ("缺 3 项数据", "3 facts missing"),
            Tone::Open,
            5,
            4,
        ),
        rung(
            ("单项冠军", "Single-product champion"),
            ("差 4 项条件", "4 conditions short"),
            Tone::Plain,
            3,
            2,
        ),
    ];
    let title = say(lang, "资质认定", "Recognitions");
    let legend = ["legend-met", "legend-open", "legend-lacking"];
    let caption = Caption::new("ladder-sample", &title, "");
    Drawn {
        picture: draw(
            &caption,
            &legend.map(|key| lang.t(key).into_owned()),
            &rungs,
        ),
        title,
    }
}

fn of_kind(lang: Lang, name: &str, standing: Mark, reasons: &[(&str, &str)]) -> OfKind {
    OfKind {
        kind: say(lang, "资质认定", "Recognitions"),
        rows: vec![Reachable {
            policy: link(name),
            standing,
            reasons: reasons.iter().map(|(zh, en)| say(lang, zh, en)).collect(),
            note: say(lang, "另有 2 项条件待确认", "2 conditions cannot be told"),
        }],
    }
}

fn held(lang: Lang) -> HeldTitle {
    HeldTitle {
        policy: link("科技型中小企业评价"),
        until: Some(dated(date(2025, 12, 31), Some(116))),
        today: Mark::new(say(lang, "条件已满足", "Conditions met"), Tone::Busy),
        duties: vec![
            Duty {
                what: say(lang, "更新信息", "Update"),
                within: String::new(),
                by: Some(dated(date(2026, 3, 31), Some(171))),
                source: cited("评价办法 第十条", false),
            },
            Duty {
                what: say(lang, "重大变化报告", "Report of a major change"),
                within: say(lang, "发生后 3 个月内", "within 3 months of the event"),
                by: None,
                source: cited("评价办法 第十四条", true),
            },
        ],
    }
}

/// Usual, and a firm of which nothing is known.
pub(crate) fn ladder(lang: Lang) -> Vec<(&'static str, LadderView)> {
    let short = Mark::new(say(lang, "差 1 项条件", "1 condition short"), Tone::Watch);
    let open = Mark::new(say(lang, "缺 3 项数据", "3 facts missing"), Tone::Open);
    let far = Mark::new(say(lang, "差 4 项条件", "4 conditions short"), Tone::Plain);
    let usual = LadderView {
        firm: Link::new("蓝湾智能装备有限公司", "/firms/pty_1"),
        marks: vec![
            Mark::new(say(lang, "持有 1 项", "1 held"), Tone::Good),
            open.clone(),
        ],
        classes: vec![link("中型企业")],
        pictures: vec![drawn(lang)],
        held: vec![held(lang)],
        reach: vec![of_kind(
            lang,
            "高新技术企业认定",
            short,
            &[("科技人员占比达标", "Share of R&D staff")],
        )],
        open: vec![of_kind(
            lang,
            "专精特新中小企业认定",
            open,
            &[("2024 年研发费用", "R&D expense of 2024")],
        )],
        far: vec![of_kind(
            lang,
            "单项冠军",
            far,
            &[("市场份额", "Market share")],
        )],
        calendar: vec![CalendarDay {
            day: dated(date(2025, 12, 31), Some(116)),
            until: Some(date(2026, 1, 15)),
            what: say(lang, "到期", "Title ends"),
            policy: link("科技型中小企业评价"),
        }],
        fact_form: Some(Link::new(lang.t("fact-form"), "/firms/pty_1/facts")),
    };
    let bare = LadderView {
        firm: Link::new(LONG_NAME, "/firms/pty_2"),
        marks: Vec::new(),
        classes: Vec::new(),
        pictures: Vec::new(),
        held: Vec::new(),
        reach: Vec::new(),
        open: Vec::new(),
        far: Vec::new(),
        calendar: Vec::new(),
        fact_form: None,
    };
    vec![("usual", usual), ("bare", bare)]
}

fn conditions(lang: Lang) -> Vec<ConditionRow> {
    let because = |depth, answer: Answer, zh: &str, en: &str| Because {
        depth,
        tone: answer.tone(),
        text: say(lang, zh, en),
        brief: if depth == 1 {
            say(lang, "缺：件数", "lacking: number")
        } else {
            String::new()
        },
    };
    vec![
        ConditionRow {
            name: say(lang, "科技人员占比达标", "Share of R&D staff"),
            tags: Vec::new(),
            answer: Answer::NotMet,
            because: vec![because(
                0,
                Answer::NotMet,
                "科技人员占比 8%，要求不低于 10%，未达到",
                "Share of R&D staff 8 %, required at least 10 %: not met",
            )],
            folded: None,
            source: Some(cited("认定办法 第十一条（四）", false)),
        },
        ConditionRow {
            name: say(lang, "拥有知识产权", "Owns rights"),
            tags: vec![say(lang, "至少 1 项", "at least 1")],
            answer: Answer::CannotTell,
            because: vec![
                because(
                    0,
                    Answer::CannotTell,
                    "Ⅰ类：无法判断",
                    "Class I: cannot tell",
                ),
                because(1, Answer::CannotTell, "件数未知", "number unknown"),
            ],
            folded: Some(say(lang, "Ⅰ类：无法判断", "Class I: cannot tell")),
            source: Some(cited("认定办法 第十一条（二）", true)),
        },
    ]
}

fn score(lang: Lang) -> ScoreTable {
    let row = |block, name: (&str, &str), points: &str, most: &str| ScoreRow {
        block,
        name: say(lang, name.0, name.1),
        points: points.to_owned(),
        most: most.to_owned(),
        own_mark: block.then(|| (say(lang, "单项须不低于 10 分", "at least 10"), Answer::Met)),
        because: vec![Because {
            depth: 0,
            tone: Tone::Good,
            text: say(lang, "20 分：三年平均 4 项", "20 points: 4 a year"),
            brief: String::new(),
        }],
    };
    ScoreTable {
        name: say(lang, "评价得分", "Score"),
        total: say(
            lang,
            "56–64 分（满分 100 分），须不低于 60 分",
            "56–64 of 100 points, at least 60 required",
        ),
        answer: Answer::CannotTell,
        rows: vec![
            row(true, ("创新能力", "Innovation"), "36–44", "60"),
            row(false, ("研发费用", "R&D expense"), "20", "30"),
        ],
    }
}

fn remedies(lang: Lang) -> Vec<RemedyRow> {
    vec![RemedyRow {
        changes: vec![ChangeLine {
            text: say(
                lang,
                "2024 年科技人员 由 12 人增至 15 人",
                "R&D staff of 2024 rises from 12 to 15",
            ),
            when: say(lang, "最早 2026-01-01", "from 1 Jan 2026"),
        }],
        gives: Mark::new(lang.t("then-met"), Tone::Good),
    }]
}

/// Not met with reasons, and met with nothing to say.
pub(crate) fn policy(lang: Lang) -> Vec<(&'static str, FirmPolicyView)> {
    let stated = |zh: &str, en: &str| Stated {
        text: say(lang, zh, en),
        source: cited("认定管理办法 国科发火〔2016〕32号", true),
    };
    let usual = FirmPolicyView {
        firm: Link::new("蓝湾智能装备有限公司", "/firms/pty_1"),
        ladder: Link::new(lang.t("ladder"), "/firms/pty_1/ladder"),
        name: say(lang, "高新技术企业认定", "National high-tech enterprise"),
        kind: say(lang, "资质认定", "Recognitions"),
        authority: say(lang, "科技部", "Ministry of Science and Technology"),
        held: Some(Mark::new(say(lang, "持有", "Held"), Tone::Good)),
        standing: Mark::new(say(lang, "差 1 项条件", "1 condition short"), Tone::Watch),
        unconfirmed: true,
        benefit: Some(stated("减按 15% 的税率", "Tax at 15 %")),
        edition: stated("适用 2016-01-01 –", "In force 1 Jan 2016 –"),
        terms: vec![stated("有效期 36 个月", "Valid for 36 months")],
        missing: vec![
            Link::new(
                say(lang, "2024 年研发费用", "R&D expense of 2024"),
                "/firms/pty_1/facts#rd_expense",
            ),
            Link::new(say(lang, "失信名单", "List of dishonest firms"), ""),
        ],
        judgement: true,
        remedies: Some(remedies(lang)),
        conditions: conditions(lang),
        scores: vec![score(lang)],
        fact_form: Some(Link::new(lang.t("fact-form"), "/firms/pty_1/facts")),
    };
    let bare = FirmPolicyView {
        held: None,
        unconfirmed: false,
        benefit: None,
        terms: Vec::new(),
        missing: Vec::new(),
        judgement: false,
        remedies: Some(Vec::new()),
        scores: Vec::new(),
        fact_form: None,
        ..usual.clone()
    };
    vec![("usual", usual), ("bare", bare)]
}
