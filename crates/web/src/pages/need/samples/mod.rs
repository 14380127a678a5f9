//! Samples of the need pages: list and detail here, form and match page beside.

mod described;
mod form;
mod matches;

pub(crate) use described::described;
pub(crate) use form::{form, record_form};
pub(crate) use matches::matches;

use jiff::civil::date;

use super::{CaseRef, Constraint, NeedListView, NeedRow, NeedView, VersionRow};
use crate::chart::{Caption, Part, Shade, state_bar};
use crate::form::Weight;
use crate::locale::Lang;
use crate::pages::samples::{LONG_NAME, act, case_state, due, link, plain_act, say};
use crate::pages::{FilterGroup, ListHead};
use crate::view::{Entry, FilterChoice, Link, Mark, Paging, Tone};

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

pub(crate) fn state(lang: Lang, index: usize) -> Mark {
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

pub(crate) const TITLES: [(&str, &str); 6] = [
    ("水下管廊巡检机器人（能见度低于 0.3 米）", "滨海水务集团"),
    ("泵站无人值守巡检", "滨海水务集团"),
    (
        "锂电池极片涂布缺陷在线检测，漏检率低于万分之一",
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
        expires: (index % 2 == 0).then(|| due(date(2025, 9, 30), 54)),
        opened_on: date(2025, 7, 11),
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
        ("指标", "Metric", "缺陷识别率（%）"),
        ("基线", "Baseline", "人工巡检 62.0%"),
        ("目标", "Target", "≥ 90.0%"),
        ("负责人", "Owner", "林望舒（智慧水务部）"),
        (
            "验收方法",
            "Acceptance test",
            "三段管廊各 500 米，第三方复核",
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
            "直接采购 6 台，纳入 2026 年框架协议",
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
        number: (number > 1).then_some(number),
        at: date(2025, 5, 28).at(10, 12, 0, 0),
        who: "林望舒".to_owned(),
        what: say(lang, zh, en),
        note: String::new(),
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
            "本集团现有综合管廊 38 公里，其中 11 公里长期积水，能见度低于 0.3 米，目前靠停水后人工巡检，\
             每季度一次，缺陷识别率约六成。"
                .to_owned(),
            "希望以水下机器人替代人工，在不停水条件下完成裂缝、渗漏和支架锈蚀的识别与定位。".to_owned(),
        ],
        fields: fields(lang, true),
        constraints: constraints(lang),
        cases: case_refs(lang),
        versions: versions(lang),
        files: vec![link("现场照片.pdf")],
        may_edit: true,
        may_match: true,
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
