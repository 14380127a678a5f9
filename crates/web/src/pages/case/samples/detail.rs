//! Samples of one case.

use jiff::civil::date;

use crate::chart::{
    Caption, Level, Line, LoopState, Picture, Point, Reached, Unit, line, loop_diagram,
};
use crate::form::Weight;
use crate::locale::Lang;
use crate::pages::case::{CaseView, Clock, Event, EvidenceRow, PartRow, Round};
use crate::pages::samples::{LONG_NAME, act, case_state, due, link, plain_act, say};
use crate::view::{Answer, Link, Mark, Tone};

fn loop_picture(lang: Lang, current: usize) -> Picture {
    let notes = ["2025-03-03", "2025-03-21", "第 3 轮试用", "", "", "", ""];
    let state = |index: usize| LoopState {
        label: case_state(lang, index).text,
        note: if index <= current {
            say(
                lang,
                notes[index],
                notes[index].trim_start_matches("第 3 轮试用"),
            )
        } else {
            String::new()
        },
        reached: match index {
            i if i < current => Reached::Passed,
            i if i == current => Reached::Current,
            _ => Reached::Ahead,
        },
    };
    let states: Vec<_> = (0..7).map(state).collect();
    let caption = Caption::new(
        "loop",
        lang.t("case-events"),
        case_state(lang, current).text,
    );
    loop_diagram(&caption, &states, &say(lang, "拒收退回", "refused"))
}

fn chart(lang: Lang) -> Picture {
    let point = |(number, value): (i64, i64)| Point {
        label: lang.tv("round-number", number.to_string()).into_owned(),
        value,
        href: Some(format!("#round-{number}")),
    };
    let level = |zh, en, value| {
        Some(Level {
            label: say(lang, zh, en),
            value,
        })
    };
    let series = Line {
        points: [(1, 784), (2, 916), (3, 933)].map(point).to_vec(),
        baseline: level("基线 62%", "Baseline 62%", 620),
        target: level("目标 90%", "Target 90%", 900),
        more_is_better: true,
        unit: Unit {
            suffix: "%".to_owned(),
            decimals: 1,
        },
    };
    let caption = Caption::new(
        "rounds",
        lang.t("case-rounds"),
        say(lang, "第 2 轮起达标", "On target since round 2"),
    );
    line(&caption, &series)
}

fn rounds(lang: Lang) -> Vec<Round> {
    let round = |number: i64, on, measured: Option<&str>, reached, note: (&str, &str)| Round {
        label: lang.tv("round-number", number.to_string()).into_owned(),
        on,
        measured: measured.map(str::to_owned),
        reached,
        note: say(lang, note.0, note.1),
        amount: (number == 1).then(|| lang.money(3_000_000)),
    };
    vec![
        round(
            1,
            date(2025, 4, 25),
            Some("78.4%"),
            Some(Answer::NotMet),
            ("浑水下误报偏多", "many false alarms"),
        ),
        round(
            2,
            date(2025, 5, 30),
            Some("91.6%"),
            Some(Answer::Met),
            ("更换声呐算法", "new sonar algorithm"),
        ),
        round(
            3,
            date(2025, 6, 23),
            Some("93.3%"),
            None,
            ("第三方复核中", "under independent review"),
        ),
    ]
}

fn events(lang: Lang) -> Vec<Event> {
    let rows = [
        (
            14,
            "登记第 3 轮结果 93.3%",
            "Round 3 recorded: 93.3%",
            "周临川 · 供给方",
            None,
        ),
        (
            9,
            "拒收：缺第三方复核",
            "Refused: no independent review",
            "林望舒 · 需求方",
            Some("请补充第三方复核报告后重新交付，指标本身已达到。"),
        ),
        (
            3,
            "交付第 2 轮成果",
            "Round 2 delivered",
            "周临川 · 供给方",
            None,
        ),
        (
            2,
            "接受邀请",
            "Invitation accepted",
            "周临川 · 供给方",
            None,
        ),
    ];
    let row =
        |(index, (day, zh, en, who, note)): (i64, (i8, &str, &str, &str, Option<&str>))| Event {
            at: date(2025, 7, day).at(16, 24, 0, 0),
            who: who.to_owned(),
            what: say(lang, zh, en),
            note: note.map(str::to_owned),
            entry: Link::new(
                format!("#{}", 48_211 - index * 9),
                "/ledger/case/cas_1#e48211",
            ),
        };
    (0..).zip(rows).map(row).collect()
}

fn clocks(lang: Lang) -> Vec<Clock> {
    vec![
        Clock {
            label: say(lang, "验收或拒收", "Accept or refuse"),
            from: date(2025, 7, 3),
            days: 5,
            due: due(date(2025, 7, 10), -3),
            state: Mark::new(say(lang, "计时中", "Running"), Tone::Busy),
        },
        Clock {
            label: say(lang, "复购回访", "Ask about repeat purchase"),
            from: date(2025, 7, 3),
            days: 375,
            due: due(date(2027, 1, 12), 372),
            state: Mark::new(say(lang, "未开始", "Not started"), Tone::Plain),
        },
    ]
}

fn evidence(lang: Lang) -> Vec<EvidenceRow> {
    let file = |(name, zh, en, size): (&str, &str, &str, &str)| EvidenceRow {
        file: Link::new(name, "/evidence/evd_1"),
        about: say(lang, zh, en),
        size: size.to_owned(),
        who: "周临川".to_owned(),
        on: date(2025, 7, 14),
        digest: "91a3c7d20b4f".to_owned(),
    };
    vec![
        file((
            "第3轮巡检记录.xlsx",
            "逐段识别记录",
            "Findings by section",
            "1.8 MB",
        )),
        file((
            "第三方复核报告.pdf",
            "复核结论",
            "Independent review",
            "4.2 MB",
        )),
    ]
}

fn parts(lang: Lang) -> Vec<PartRow> {
    let part = |(zh, en, organisation): (&str, &str, &str)| PartRow {
        part: say(lang, zh, en),
        organisation: link(organisation),
        own: zh == "需求方",
    };
    [
        ("需求方", "Asker", "滨海水务集团"),
        ("供给方", "Supplier", "蓝湾智能装备有限公司"),
        ("督办方", "Supervisor", "区科技创新局"),
    ]
    .map(part)
    .to_vec()
}

/// Underway with everything, just proposed, ended.
pub(crate) fn detail(lang: Lang) -> Vec<(&'static str, CaseView)> {
    let usual = CaseView {
        id: "cas_1".to_owned(),
        code: "C-2025-0112".to_owned(),
        need: link("水下管廊巡检机器人（能见度低于 0.3 米）"),
        offer: Some(link("浑水环境声光融合巡检机器人 BW-3")),
        programme: say(
            lang,
            "应用场景 · 规则 1.2（2025-03-03）",
            "Scenario · rules 1.2 (3 Mar 2025)",
        ),
        state: case_state(lang, 2),
        standing: say(
            lang,
            "第 3 轮试用结果待需求方验收或拒收。",
            "Round 3 waits for the asker to accept or refuse.",
        ),
        ended: None,
        loop_picture: loop_picture(lang, 2),
        chart: Some(chart(lang)),
        rounds: rounds(lang),
        clocks: clocks(lang),
        evidence: evidence(lang),
        parts: parts(lang),
        events: events(lang),
        acts: vec![
            act(lang, "accept", ("验收", "Accept"), Weight::Main),
            act(lang, "refuse", ("拒收", "Refuse"), Weight::Other),
            plain_act(lang, "pause", ("暂停计时", "Pause the clock")),
            act(lang, "end", ("结束对接", "End the case"), Weight::Grave),
        ],
    };
    let proposed = CaseView {
        need: link(LONG_NAME),
        state: case_state(lang, 0),
        loop_picture: loop_picture(lang, 0),
        chart: None,
        rounds: Vec::new(),
        evidence: Vec::new(),
        clocks: Vec::new(),
        ..usual.clone()
    };
    let ended = CaseView {
        state: case_state(lang, 6),
        ended: Some(say(
            lang,
            "已采用并采购 6 台。",
            "Adopted; six units bought.",
        )),
        standing: String::new(),
        loop_picture: loop_picture(lang, 6),
        acts: Vec::new(),
        ..usual.clone()
    };
    vec![("usual", usual), ("proposed", proposed), ("ended", ended)]
}
