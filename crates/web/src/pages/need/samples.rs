//! Samples of the need pages.

use jiff::civil::date;

use super::{
    CaseRef, Check, Constraint, MatchView, NeedFormView, NeedListView, NeedRow, NeedView, Ranked,
    ScorePart, VersionRow,
};
use crate::chart::{Caption, Part, Shade, state_bar};
use crate::form::{Choice, Control, Field, Fields, Weight};
use crate::locale::Lang;
use crate::pages::samples::{LONG_NAME, act, case_state, due, link, plain_act, say};
use crate::pages::{FilterGroup, ListHead, RecordForm};
use crate::view::{Answer, Entry, FilterChoice, Link, Mark, Paging, Passage, Tone};

/// States of a need with their counts.
const STATES: [(&str, &str, i64, Tone); 7] = [
    ("草稿", "Draft", 14, Tone::Plain),
    ("已征集", "Collected", 371, Tone::Open),
    ("已初审", "Screened", 22, Tone::Busy),
    ("已发布", "Published", 90, Tone::Good),
    ("对接中", "Matched", 38, Tone::Busy),
    ("已结束", "Closed", 41, Tone::Plain),
    ("已过期", "Expired", 12, Tone::Watch),
];

fn state(lang: Lang, index: usize) -> Mark {
    let (zh, en, _, tone) = STATES[index % STATES.len()];
    Mark::new(say(lang, zh, en), tone)
}

/// A head with filters by state.
pub(crate) fn head(lang: Lang, create: Option<Link>) -> ListHead {
    let choice = |(index, (zh, en, _, _)): (usize, (&str, &str, i64, Tone))| FilterChoice {
        link: Link::new(say(lang, zh, en), "/needs?state=published"),
        count: None,
        chosen: index == 3,
    };
    let states = STATES.into_iter().enumerate().map(choice).collect();
    let kinds = [
        ("应用场景", "Scenario"),
        ("技术需求", "Technical need"),
        ("揭榜挂帅", "Open challenge"),
    ]
    .map(|(zh, en)| FilterChoice {
        link: Link::new(say(lang, zh, en), "/needs?kind=scenario"),
        count: None,
        chosen: false,
    });
    let group = |zh, en, choices| FilterGroup {
        label: say(lang, zh, en),
        choices,
    };
    ListHead {
        carried: vec![("state".to_owned(), "published".to_owned())],
        filters: vec![
            group("状态", "State", states),
            group("类型", "Kind", kinds.to_vec()),
        ],
        create,
        ..ListHead::default()
    }
}

const TITLES: [(&str, &str); 6] = [
    ("水下管廊巡检机器人(能见度低于 0.3 米)", "滨海水务集团"),
    ("泵站无人值守巡检", "滨海水务集团"),
    (
        "锂电池极片涂布缺陷在线检测,漏检率低于万分之一",
        "海岳新能源股份公司",
    ),
    ("隧道渗漏水在线监测", "区轨道建设公司"),
    ("园区光储充协同调度", "望潮园区运营公司"),
    ("高湿环境下长寿命密封轴承国产化", "沧澜重工有限公司"),
];

fn rows(lang: Lang, count: usize) -> Vec<NeedRow> {
    let row = |(index, (title, owner)): (usize, (&str, &str))| NeedRow {
        code: format!("N-2025-{:04}", 31 + index),
        title: link(title),
        owner: owner.to_owned(),
        kind: say(lang, "应用场景", "Scenario"),
        state: state(lang, index + 3),
        missing: if index % 3 == 1 { 4 } else { 0 },
        cases: i64::try_from(index % 4).unwrap(),
        expires: (index % 2 == 0).then(|| due(date(2025, 9, 30), 54)),
        changed_on: date(2025, 7, 11),
    };
    TITLES
        .into_iter()
        .cycle()
        .take(count)
        .enumerate()
        .map(row)
        .collect()
}

/// Usual, many rows with a long name, nothing yet, nothing matches.
pub(crate) fn list(lang: Lang) -> Vec<(&'static str, NeedListView)> {
    let shades = [
        Shade::First,
        Shade::Second,
        Shade::Third,
        Shade::Fourth,
        Shade::Fifth,
        Shade::Over,
        Shade::Lapsed,
    ];
    let part = |((zh, en, count, _), shade): ((&str, &str, i64, Tone), Shade)| Part {
        shade,
        label: say(lang, zh, en),
        count,
        count_text: lang.int(count),
        href: Some("/needs?state=published".to_owned()),
    };
    let parts: Vec<_> = STATES.into_iter().zip(shades).map(part).collect();
    let caption = Caption::new(
        "needs-by-state",
        lang.t("job-needs"),
        lang.tn("rows-count", 588),
    );
    let create = Link::new(lang.t("need-new"), "/needs/new");
    let view = |count| NeedListView {
        head: head(lang, Some(create.clone())),
        picture: Some(state_bar(&caption, &parts)),
        rows: rows(lang, count),
        paging: Paging {
            next: Some("/needs?after=ned_9".to_owned()),
            previous: None,
            total: Some(90),
        },
    };
    let mut many = view(50);
    many.rows[3].title = link(LONG_NAME);
    many.rows[3].owner = LONG_NAME.to_owned();
    let empty = NeedListView {
        head: ListHead {
            create: Some(create.clone()),
            ..ListHead::default()
        },
        picture: None,
        rows: Vec::new(),
        paging: Paging::default(),
    };
    let mut narrowed = view(0);
    (narrowed.head.narrowed, narrowed.head.words) = (true, "<量子>&\"".to_owned());
    narrowed.paging = Paging::default();
    vec![
        ("usual", view(6)),
        ("many", many),
        ("empty", empty),
        ("narrowed", narrowed),
    ]
}

fn fields(lang: Lang, complete: bool) -> Vec<Entry> {
    let given = [
        ("指标", "Metric", "缺陷识别率(%)"),
        ("基线", "Baseline", "人工巡检 62.0%"),
        ("目标", "Target", "≥ 90.0%"),
        ("负责人", "Owner", "林望舒(智慧水务部)"),
        (
            "验收方法",
            "Acceptance test",
            "三段管廊各 500 米,第三方复核",
        ),
        ("时间", "Dates", "2025-06-01 – 2025-11-30"),
    ];
    let mut entries: Vec<_> = given
        .into_iter()
        .map(|(zh, en, value)| Entry::new(say(lang, zh, en), value))
        .collect();
    let late = [
        ("预算来源", "Budget path", "2025 年技改预算 TZ-07,120 万元"),
        (
            "成功之后",
            "If it works",
            "直接采购 6 台,纳入 2026 年框架协议",
        ),
    ];
    for (zh, en, value) in late {
        let label = say(lang, zh, en);
        entries.push(if complete {
            Entry::new(label, value)
        } else {
            Entry::missing(label)
        });
    }
    entries
}

fn constraints(lang: Lang) -> Vec<Constraint> {
    let rows = [
        (
            "防护等级达到 IP68",
            "Ingress protection of at least IP68",
            "ingress_protection >= ip(\"IP68\")",
            [14, 31, 9],
        ),
        (
            "相对湿度 100% 下可连续工作",
            "Works continuously at 100 % relative humidity",
            "humidity_max >= 1000",
            [22, 11, 21],
        ),
        (
            "单次续航不少于 4 小时",
            "At least 4 hours on one charge",
            "endurance_minutes >= 240",
            [17, 19, 18],
        ),
        (
            "技术成熟度不低于 7 级",
            "Maturity level 7 or more",
            "trl >= 7",
            [30, 20, 4],
        ),
    ];
    let row = |(zh, en, rule, counts): (&str, &str, &str, _)| Constraint {
        text: say(lang, zh, en),
        rule: rule.to_owned(),
        counts: Some(counts),
    };
    rows.into_iter().map(row).collect()
}

/// References to cases, shared with offers and firms.
pub(crate) fn case_refs(lang: Lang) -> Vec<CaseRef> {
    let row = |(index, with): (usize, &str)| CaseRef {
        case: link(format!("C-2025-0{}", 112 + index * 9)),
        with: with.to_owned(),
        state: case_state(lang, index + 1),
        due: (index != 1).then(|| due(date(2025, 7, 9), -4)),
    };
    ["蓝湾智能装备有限公司", "沧澜检测技术公司", LONG_NAME]
        .into_iter()
        .enumerate()
        .map(row)
        .collect()
}

fn versions(lang: Lang) -> Vec<VersionRow> {
    let row = |(number, zh, en): (i64, &str, &str)| VersionRow {
        number,
        at: date(2025, 5, 28).at(10, 12, 0, 0),
        who: "林望舒".to_owned(),
        what: say(lang, zh, en),
    };
    [
        (3, "续航由 3 小时改为 4 小时", "Endurance from 3 to 4 hours"),
        (2, "补充验收方法", "Acceptance test added"),
        (1, "首次保存", "First saved"),
    ]
    .map(row)
    .to_vec()
}

/// Published with cases; an imported one that lacks much; a bare draft with a long title.
pub(crate) fn detail(lang: Lang) -> Vec<(&'static str, NeedView)> {
    let usual = NeedView {
        id: "ned_1".to_owned(),
        code: "N-2025-0031".to_owned(),
        title: TITLES[0].0.to_owned(),
        kind: say(lang, "应用场景", "Scenario"),
        state: state(lang, 3),
        owner: link(TITLES[0].1),
        expires: Some(due(date(2025, 9, 30), 54)),
        text: vec![
            "本集团现有综合管廊 38 公里,其中 11 公里长期积水,能见度低于 0.3 米,目前靠停水后人工巡检,\
             每季度一次,缺陷识别率约六成。"
                .to_owned(),
            "希望以水下机器人替代人工,在不停水条件下完成裂缝、渗漏和支架锈蚀的识别与定位。".to_owned(),
        ],
        fields: fields(lang, true),
        constraints: constraints(lang),
        cases: case_refs(lang),
        versions: versions(lang),
        may_edit: true,
        acts: vec![
            act(lang, "close", ("结束遴选", "Close selection"), Weight::Other),
            plain_act(lang, "renew", ("续期 90 天", "Renew for 90 days")),
            act(lang, "withdraw", ("撤回", "Withdraw"), Weight::Grave),
        ],
    };
    let mut collected = usual.clone();
    collected.state = state(lang, 1);
    collected.fields = fields(lang, false);
    (collected.cases, collected.acts) = (Vec::new(), Vec::new());
    let bare = NeedView {
        title: LONG_NAME.to_owned(),
        state: state(lang, 0),
        fields: fields(lang, false),
        constraints: Vec::new(),
        text: vec!["待补充。".to_owned()],
        expires: None,
        ..collected.clone()
    };
    vec![("usual", usual), ("collected", collected), ("bare", bare)]
}

/// A form of two groups, with or without problems.
pub(crate) fn record_form(lang: Lang, faulty: bool) -> RecordForm {
    let mut metric = Field::new("metric", say(lang, "指标", "Metric"), Control::Line).hint(say(
        lang,
        "可测量的一个量,如“缺陷识别率”。",
        "One thing that can be measured.",
    ));
    let mut budget = Field::new(
        "budget",
        say(lang, "预算", "Budget"),
        Control::Number(say(lang, "万元", "CNY 10k")),
    )
    .value("120");
    if faulty {
        metric = metric.problem(say(
            lang,
            "请填写指标,或先保存为草稿。",
            "Give a metric, or save as draft.",
        ));
        budget = budget.value("一百二").problem(say(
            lang,
            "请填写数字,如 120。",
            "Enter a number, such as 120.",
        ));
    }
    let kinds = vec![Choice::new("scenario", say(lang, "应用场景", "Scenario"))];
    let levels = vec![
        Choice::new("public", lang.t("level-public")),
        Choice::new("members", lang.t("level-members")),
    ];
    let enough = vec![
        Field::new("title", say(lang, "标题", "Title"), Control::Line)
            .required()
            .value(TITLES[1].0),
        Field::new("text", say(lang, "描述", "Text"), Control::Text(6)).required(),
    ];
    let more = vec![
        Field::new("kind", say(lang, "类型", "Kind"), Control::Select(kinds)).value("scenario"),
        metric,
        budget,
        Field::new("ends", say(lang, "截止", "Ends"), Control::Day).value("2025-11-30"),
        Field::new(
            "level",
            say(lang, "公开范围", "Disclosure"),
            Control::Radio(levels),
        )
        .value("members"),
        Field::new(
            "site",
            say(lang, "可以到现场查看", "Site visits are possible"),
            Control::Tick,
        )
        .value("yes"),
    ];
    let group = |zh, en, lead: Option<String>, fields| Fields {
        title: say(lang, zh, en),
        lead,
        fields,
    };
    let later = say(lang, "现在可以空着。", "May be left empty now.");
    RecordForm {
        action: "/needs/ned_1/acts/save".to_owned(),
        back: Link::new(say(lang, "不保存,返回", "Back without saving"), "/needs"),
        version: 3,
        lead: say(
            lang,
            "只填标题和描述就能保存和匹配。",
            "A title and a text are enough to save and to match.",
        ),
        groups: vec![
            group("先说清楚要什么", "What is needed", None, enough),
            group("发布时需要", "Needed to publish", Some(later), more),
        ],
    }
}

/// New, and existing with problems.
pub(crate) fn form(lang: Lang) -> Vec<(&'static str, NeedFormView)> {
    vec![
        (
            "new",
            NeedFormView {
                existing: None,
                form: record_form(lang, false),
            },
        ),
        (
            "faulty",
            NeedFormView {
                existing: Some(TITLES[1].0.to_owned()),
                form: record_form(lang, true),
            },
        ),
    ]
}

fn check(lang: Lang, text: (&str, &str), answer: Answer, asked: &str, has: Option<&str>) -> Check {
    let source = match answer {
        Answer::Met => say(lang, "检测报告 2025-03", "Test report, March 2025"),
        Answer::NotMet => say(lang, "产品手册 2024", "Product sheet, 2024"),
        Answer::CannotTell => String::new(),
    };
    Check {
        text: say(lang, text.0, text.1),
        answer,
        asked: asked.to_owned(),
        has: has.map(str::to_owned),
        source: (!source.is_empty()).then_some(source),
    }
}

fn ranked(lang: Lang, place: i64, names: (&str, &str), score: i64) -> Ranked {
    let endurance = if place == 0 {
        Answer::NotMet
    } else {
        Answer::Met
    };
    let passage = Passage {
        parts: vec![
            ("用于".to_owned(), false),
            ("水下管廊".to_owned(), true),
            ("及箱涵,声呐与光学融合,可在".to_owned(), false),
            ("能见度".to_owned(), true),
            ("不足 0.2 米时识别裂缝".to_owned(), false),
        ],
    };
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
                "两个同类管廊项目,均已验收",
                "Two accepted projects in similar tunnels",
            ),
            say(
                lang,
                "同区企业,24 小时内可到场",
                "Same district, on site within 24 hours",
            ),
        ],
        reasons_against: vec![say(
            lang,
            "交付周期 90 天,接近上限",
            "90 days to deliver, close to the limit",
        )],
        checks: vec![
            check(
                lang,
                ("单次续航", "Endurance"),
                endurance,
                "≥ 240 min",
                Some(if place == 0 { "180 min" } else { "300 min" }),
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
        ],
        passages: vec![passage],
        case: (place == 2).then(|| (link("C-2025-0112"), case_state(lang, 2))),
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
