//! Samples of the questions to a supplier.

use jiff::civil::date;

use crate::form::{Choice, Control, Field, Fields};
use crate::locale::Lang;
use crate::pages::RecordForm;
use crate::pages::case::QuestionsView;
use crate::pages::samples::{due, link, say};
use crate::view::{Entry, Link};

fn fields(lang: Lang, faulty: bool) -> Vec<Field> {
    let mut humidity = Field::new(
        "humidity",
        say(
            lang,
            "可连续工作的最高相对湿度",
            "Highest humidity for continuous work",
        ),
        Control::Number("%".to_owned()),
    )
    .hint(say(
        lang,
        "需求要求 100%。可在检测报告中找到。",
        "100 % is asked for. See your test report.",
    ))
    .required();
    if faulty {
        humidity = humidity.value("120").problem(say(
            lang,
            "相对湿度不超过 100%。",
            "Humidity cannot exceed 100 %.",
        ));
    }
    let levels = ["public", "members", "parties", "match_only"]
        .into_iter()
        .zip([
            lang.t("level-public"),
            lang.t("level-members"),
            lang.t("level-parties"),
            lang.t("level-match-only"),
        ]);
    let levels = levels
        .map(|(value, label)| Choice::new(value, label))
        .collect();
    vec![
        humidity,
        Field::new(
            "humidity-level",
            lang.t("col-level"),
            Control::Radio(levels),
        )
        .value("parties")
        .required(),
    ]
}

/// Open questions, and answered wrongly.
pub(crate) fn questions(lang: Lang) -> Vec<(&'static str, QuestionsView)> {
    let view = |faulty: bool| {
        let group = Fields {
            title: say(lang, "第 1 项", "Question 1"),
            lead: None,
            fields: fields(lang, faulty),
        };
        QuestionsView {
            firm: link("蓝湾智能装备有限公司"),
            due: Some(due(date(2025, 7, 18), 3)),
            form: RecordForm {
                action: "/questions/qst_1".to_owned(),
                back: Link::new(say(lang, "稍后再答", "Answer later"), "/"),
                version: 1,
                lead: say(
                    lang,
                    "答一次，以后同样的问题不再问。",
                    "Answer once; the same is not asked again.",
                ),
                groups: vec![group],
            },
            known: vec![Entry::new(
                say(lang, "防护等级", "Ingress protection"),
                "IP68",
            )],
        }
    };
    vec![("usual", view(false)), ("faulty", view(true))]
}
