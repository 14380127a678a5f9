//! Samples of the form of a need.

use super::TITLES;
use crate::form::{Choice, Control, Field, Fields};
use crate::locale::Lang;
use crate::pages::RecordForm;
use crate::pages::need::NeedFormView;
use crate::pages::samples::say;
use crate::view::Link;

fn publishing_fields(lang: Lang, faulty: bool) -> Vec<Field> {
    let mut metric = Field::new("metric", say(lang, "指标", "Metric"), Control::Line).hint(say(
        lang,
        "可测量的一个量，如“缺陷识别率”。",
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
            "请填写指标，或先保存为草稿。",
            "Give a metric, or save as draft.",
        ));
        budget = budget.value("一百二").problem(say(
            lang,
            "请填写数字，如 120。",
            "Enter a number, such as 120.",
        ));
    }
    let kinds = vec![Choice::new("scenario", say(lang, "应用场景", "Scenario"))];
    let levels = vec![
        Choice::new("public", lang.t("level-public")),
        Choice::new("members", lang.t("level-members")),
    ];
    vec![
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
    ]
}

/// A form of two groups, with or without problems.
pub(crate) fn record_form(lang: Lang, faulty: bool) -> RecordForm {
    let enough = vec![
        Field::new("title", say(lang, "标题", "Title"), Control::Line)
            .required()
            .value(TITLES[1].0),
        Field::new("text", say(lang, "描述", "Text"), Control::Text(6)).required(),
    ];
    let group = |zh, en, lead: Option<String>, fields| Fields {
        title: say(lang, zh, en),
        lead,
        fields,
    };
    let later = say(lang, "现在可以空着。", "May be left empty now.");
    RecordForm {
        action: "/needs/ned_1/acts/save".to_owned(),
        back: Link::new(say(lang, "不保存，返回", "Back without saving"), "/needs"),
        version: 3,
        lead: say(
            lang,
            "只填标题和描述就能保存和匹配。",
            "A title and a text are enough to save and to match.",
        ),
        groups: vec![
            group("先说清楚要什么", "What is needed", None, enough),
            group(
                "发布时需要",
                "Needed to publish",
                Some(later),
                publishing_fields(lang, faulty),
            ),
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
