//! Samples of the ledger.

use jiff::civil::date;

use super::{EntryRow, LedgerView, Verification};
use crate::locale::Lang;
use crate::pages::samples::{LONG_NAME, link, say};
use crate::view::{Entry, Mark, Paging, Tone};

fn rows(lang: Lang, count: i64) -> Vec<EntryRow> {
    let events = [
        ("登记试用结果", "Trial result recorded", "C-2025-0112"),
        (
            "发布需求第 3 版",
            "Need published, version 3",
            "N-2025-0031",
        ),
        (
            "仅供匹配数据被使用",
            "Match-only fact used",
            "蓝湾智能装备有限公司",
        ),
        ("邀请供给方", "Supplier invited", "C-2025-0140"),
    ];
    let row = |(number, (zh, en, record)): (i64, (&str, &str, &str))| EntryRow {
        number,
        at: date(2025, 7, 14).at(16, 24, 0, 0),
        who: "周临川 · 蓝湾智能装备".to_owned(),
        what: link(say(lang, zh, en)),
        record: link(record),
        hash: format!("{:012x}", 0x0b4f_5f91_a3c7_i64 * number % 0xffff_ffff_ffff),
        erased: number % 7 == 0,
    };
    (0..count)
        .map(|n| 48_211 - n)
        .zip(events.into_iter().cycle())
        .map(row)
        .collect()
}

/// Whole, broken, of one record, empty.
pub(crate) fn ledger(lang: Lang) -> Vec<(&'static str, LedgerView)> {
    let whole = Verification {
        result: Mark::new(say(lang, "链完整", "Chain is whole"), Tone::Good),
        at: date(2025, 7, 15).at(3, 0, 0, 0),
        entries: 48_211,
        details: vec![
            Entry::new(say(lang, "链头", "Head"), "91a3c7d20b4f5fe88c…"),
            Entry::new(say(lang, "哈希套件", "Hash suite"), "SHA-256 · suite 1"),
        ],
        faults: Vec::new(),
    };
    let broken = Verification {
        result: Mark::new(say(lang, "链已损坏", "Chain is broken"), Tone::Bad),
        faults: vec![say(
            lang,
            "第 40,112 条：内容与承诺值不符（被改动）。请停止写入并从备份核对。",
            "Entry 40,112: payload does not match its commitment (edited). Stop writing and compare \
             with a backup.",
        )],
        ..whole.clone()
    };
    let paging = Paging {
        next: Some("/ledger?before=48161".to_owned()),
        ..Paging::default()
    };
    let view = |verification, count| LedgerView {
        record: None,
        verification,
        tools: true,
        filters: Vec::new(),
        rows: rows(lang, count),
        paging: paging.clone(),
    };
    let mut record = view(None, 3);
    record.record = Some(link(LONG_NAME));
    record.paging = Paging::default();
    let mut empty = view(None, 0);
    empty.paging = Paging::default();
    vec![
        ("usual", view(Some(whole), 50)),
        ("broken", view(Some(broken), 4)),
        ("record", record),
        ("empty", empty),
    ]
}
