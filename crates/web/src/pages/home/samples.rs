//! Samples of the home page.

use jiff::civil::date;

use super::{Happening, HomeView, Task};
use crate::chart::{Caption, Part, Shade, state_bar};
use crate::locale::Lang;
use crate::pages::samples::{LONG_NAME, due, link, say};
use crate::view::Link;

fn tasks(lang: Lang) -> Vec<Task> {
    let rows = [
        (
            "确认验收第 3 轮试用结果",
            "Accept or refuse trial round 3",
            "水下管廊巡检机器人 · C-2025-0112",
            "蓝湾智能装备有限公司",
            Some(due(date(2025, 7, 9), -4)),
        ),
        (
            "答复补充询问（3 项）",
            "Answer three questions",
            "高湿环境密封轴承 · C-2025-0131",
            "滨海水务集团",
            Some(due(date(2025, 7, 11), -2)),
        ),
        (
            "审核需求能否发布",
            "Screen a need for publication",
            "隧道渗漏水在线监测 · N-2025-0087",
            "区轨道建设公司",
            Some(due(date(2025, 7, 15), 0)),
        ),
        (
            "登记试用测量值",
            "Record a measured value",
            "锂电池极片缺陷检测 · C-2025-0098",
            "海岳新能源股份公司",
            Some(due(date(2025, 7, 18), 3)),
        ),
        (
            "确认合同与预算来源",
            "Confirm contract and budget line",
            "园区光储协同调度 · C-2025-0120",
            "望潮园区运营公司",
            Some(due(date(2025, 7, 29), 10)),
        ),
        (
            "三个月后复购回访",
            "Ask about repeat purchase after three months",
            "桥梁缆索无损检测 · C-2024-0077",
            "沧澜检测技术公司",
            Some(due(date(2027, 1, 12), 370)),
        ),
        (
            "核对可能重复的企业（5 对）",
            "Check five pairs of possibly equal firms",
            "2025 年科技型企业名单",
            "导入",
            None,
        ),
    ];
    let task = |(zh, en, about, waiting, due): (&str, &str, &str, &str, _)| Task {
        what: link(say(lang, zh, en)),
        about: about.to_owned(),
        waiting: waiting.to_owned(),
        due,
    };
    rows.into_iter().map(task).collect()
}

fn recent(lang: Lang) -> Vec<Happening> {
    let rows = [
        (
            14,
            16,
            "登记第 2 轮试用结果：识别率 91.6%",
            "Round 2 recorded: 91.6% recognised",
            "蓝湾智能装备",
        ),
        (
            14,
            10,
            "发布需求“泵站无人值守巡检”",
            "Published “unattended pump station rounds”",
            "滨海水务集团",
        ),
        (
            11,
            15,
            "结束对接：未达指标（有答复）",
            "Ended a case: target missed (answered)",
            "区轨道建设公司",
        ),
        (
            10,
            9,
            "导入 412 家企业，退回 6 行",
            "Imported 412 firms, 6 rows refused",
            "陈知行",
        ),
    ];
    let row = |(day, hour, zh, en, who): (i8, i8, &str, &str, &str)| Happening {
        at: date(2025, 7, day).at(hour, 24, 0, 0),
        who: who.to_owned(),
        what: link(say(lang, zh, en)),
    };
    rows.into_iter().map(row).collect()
}

/// Usual, empty, and many rows with long names.
pub(crate) fn home(lang: Lang) -> Vec<(&'static str, HomeView)> {
    let states = [
        ("已提出", "Proposed", 11, Shade::First),
        ("已约定", "Agreed", 8, Shade::Second),
        ("进行中", "Underway", 17, Shade::Third),
        ("已交付", "Delivered", 6, Shade::Fourth),
        ("已验收", "Accepted", 4, Shade::Fifth),
        ("已采用", "Adopted", 9, Shade::Good),
        ("已结束", "Ended", 23, Shade::Over),
    ];
    let part = |(zh, en, count, shade): (&str, &str, i64, Shade)| Part {
        shade,
        label: say(lang, zh, en),
        count,
        count_text: lang.int(count),
        href: Some("/cases?state=underway".to_owned()),
    };
    let parts: Vec<_> = states.into_iter().map(part).collect();
    let caption = Caption::new("my-cases", lang.t("home-cases"), lang.tn("rows-count", 78));
    let usual = HomeView {
        tasks: tasks(lang),
        overdue: 2,
        total: 7,
        more: None,
        picture: Some(state_bar(&caption, &parts)),
        others: Vec::new(),
        recent: recent(lang),
        own: vec![
            Link::new(lang.t("firm-dossier"), "/firms/pty_1"),
            Link::new(lang.t("ladder"), "/firms/pty_1/ladder"),
        ],
        told: vec![link(lang.t("home-told"))],
        qualified: vec![link(lang.t("home-qualified"))],
        near: vec![link(lang.t("home-near"))],
        first_steps: Vec::new(),
    };
    let mut many = usual.clone();
    many.tasks = tasks(lang).into_iter().cycle().take(40).collect();
    many.tasks[1].waiting = LONG_NAME.to_owned();
    many.tasks[2].what = link(LONG_NAME);
    (many.overdue, many.total, many.more) = (12, 1_240, Some("/?all=yes".to_owned()));
    let empty = HomeView {
        tasks: Vec::new(),
        overdue: 0,
        total: 0,
        more: None,
        picture: None,
        others: Vec::new(),
        recent: Vec::new(),
        own: Vec::new(),
        told: Vec::new(),
        qualified: Vec::new(),
        near: Vec::new(),
        first_steps: vec![
            link(say(lang, "登记一条需求", "Enter a need")),
            link(say(
                lang,
                "从 Excel 导入企业名单",
                "Import a list of firms from Excel",
            )),
            link(say(lang, "查看已发布的需求", "Look at published needs")),
        ],
    };
    vec![("usual", usual), ("many", many), ("empty", empty)]
}
