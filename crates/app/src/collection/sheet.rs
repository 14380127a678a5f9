//! The workbook that goes out: one row for each firm, one column for each concept, what is on record filled in.

use super::ask::{AskedFirm, AskedLine};
use super::sheet_cells::{cell, column, header};
use crate::{Cx, Failure};
use benfu_domain::collection::{Presence, Round};
use benfu_domain::id::{PartyId, RoundId};
use benfu_domain::period::Period;
use benfu_office::workbook::{Column, SheetContent, Value, Workbook};

/// Header of the hidden column by which a row is known again, wherever it was sorted to.
const IDENTITY: &str = "行标识（请勿修改）";

/// What identifies a row: the round and the firm.
pub(super) fn row_identity(round: RoundId, party: PartyId) -> String {
    format!("{round}/{party}")
}

/// Reads it back.
pub(super) fn read_identity(text: &str) -> Option<(RoundId, PartyId)> {
    let (round, party) = text.trim().split_once('/')?;
    Some((round.parse().ok()?, party.parse().ok()?))
}

/// The header of each line of a round, all different. The same for who writes and who reads.
pub(super) fn headers(cx: &Cx, round: &Round) -> Vec<(i64, String)> {
    let mut headers: Vec<(i64, String)> = Vec::new();
    for (ordinal, item) in (1..).zip(&round.items) {
        let Some(concept) = cx.pack().dictionary.concepts.get(&item.concept) else {
            continue;
        };
        let mut text = header(concept, item.asked.period(round.opened_on));
        if headers.iter().any(|(_, other)| *other == text) {
            text = format!("{ordinal} {text}");
        }
        headers.push((ordinal, text));
    }
    headers
}

/// The workbook of these firms, each with who answers for it.
pub(crate) fn workbook(
    cx: &Cx,
    round: &Round,
    firms: &[(AskedFirm, String)],
) -> Result<Vec<u8>, Failure> {
    let headers = headers(cx, round);
    let content = SheetContent {
        name: "填报".to_owned(),
        columns: columns(cx, round, &headers),
        rows: firms
            .iter()
            .map(|(firm, answering)| row(cx, round, firm, answering))
            .collect(),
    };
    let mut workbook = Workbook::new();
    let done = workbook
        .add(&content)
        .and_then(|()| workbook.add(&guide(round)))
        .and_then(|()| workbook.finish());
    done.map_err(|error| Failure::Bug(error.to_string()))
}

fn columns(cx: &Cx, round: &Round, headers: &[(i64, String)]) -> Vec<Column> {
    let dictionary = &cx.pack().dictionary;
    let about = ["企业名称", "统一社会信用代码", "所在区域", "填报单位"];
    let asked = headers.iter().filter_map(|(ordinal, text)| {
        let place = usize::try_from(ordinal - 1).ok()?;
        let concept = dictionary.concepts.get(&round.items.get(place)?.concept)?;
        Some(column(dictionary, concept, text.clone()))
    });
    std::iter::once(Column::new(IDENTITY).hidden())
        .chain(about.into_iter().map(Column::new))
        .chain(asked)
        .collect()
}

fn row(cx: &Cx, round: &Round, firm: &AskedFirm, answering: &str) -> Vec<Value<'static>> {
    let party = &firm.party;
    let place = cx.pack().regions.get(&party.region);
    let place = place.map_or_else(|| party.region.to_string(), |region| region.zh.clone());
    let about = [
        Value::Verbatim(row_identity(round.id, party.id).into()),
        Value::text(party.name.clone()),
        Value::text(party.code.clone().unwrap_or_default()),
        Value::text(place),
        Value::text(answering.to_owned()),
    ];
    let asked = firm.lines.iter().map(|line| answer_cell(cx, line));
    about.into_iter().chain(asked).collect()
}

fn answer_cell(cx: &Cx, line: &AskedLine) -> Value<'static> {
    match (&line.held, line.presence) {
        (Some(held), _) => cell(&cx.pack().dictionary, &line.concept, &held.observed),
        (None, Presence::Gap | Presence::Confirm) => Value::Wanted,
        (None, Presence::Fresh | Presence::Unneeded) => Value::Empty,
    }
}

fn guide(round: &Round) -> SheetContent<'static> {
    let due = Period::Day(round.due.on).zh();
    let lines = [
        ("采集批次", round.title.clone()),
        ("说明", round.explanation.clone()),
        ("截止日期", due),
        ("已有数据", "已预填，核对即可；有变化的直接改。".to_owned()),
        (
            "需要补的",
            "黄色单元格是缺的数据；空白且不着色的不影响结果，可以不填。".to_owned(),
        ),
        (
            "怎样算答复",
            "没有填“无”，不涉及填“不适用”，不便提供填“不公开”；空着不算零。".to_owned(),
        ),
        (
            "排序和筛选",
            "可以排序、筛选、增删列；请勿改动隐藏的行标识列和表头文字。".to_owned(),
        ),
    ];
    let row = |(what, text): (&'static str, String)| vec![Value::text(what), Value::text(text)];
    SheetContent {
        name: "说明".to_owned(),
        columns: ["事项", "内容"].into_iter().map(Column::new).collect(),
        rows: lines.into_iter().map(row).collect(),
    }
}
