//! Rows of a recognition list: a party and the status it holds.

use super::party::{PartyRecord, whom};
use crate::import::cells::{Cells, reason};
use benfu_domain::Day;
use benfu_domain::fact::Scheme;
use benfu_domain::party::PartyKind;

/// A party and the status it holds.
#[derive(Debug)]
pub(in crate::import) struct StatusRecord {
    pub(in crate::import) party: PartyRecord,
    pub(in crate::import) scheme: String,
    pub(in crate::import) level: String,
    pub(in crate::import) subject: String,
    pub(in crate::import) batch: String,
    pub(in crate::import) from: Day,
    pub(in crate::import) until: Option<Day>,
    pub(in crate::import) document: String,
}

pub(super) fn read(cells: &Cells<'_>) -> Option<StatusRecord> {
    let whom = whom(cells, "name", "code")?;
    let scheme = scheme(cells)?;
    let level = level(cells, scheme);
    let (from, until) = dates(cells)?;
    let party = PartyRecord {
        whom,
        kind: PartyKind::Organisation,
        former: Vec::new(),
        address: String::new(),
        introduction: String::new(),
        contact: None,
        facts: super::fact::fact_cells(cells),
    };
    Some(StatusRecord {
        party,
        scheme: scheme.id.clone(),
        level: level?,
        subject: cells.line("subject"),
        batch: cells.line("batch"),
        from,
        until,
        document: cells.line("document"),
    })
}

fn scheme<'p>(cells: &Cells<'p>) -> Option<&'p Scheme> {
    let schemes = &cells.plan.pack.dictionary.schemes;
    let choices: Vec<&str> = schemes
        .values()
        .map(|scheme| scheme.label.zh.as_str())
        .take(20)
        .collect();
    let named = |scheme: &&Scheme, text: &str| {
        let names = [&scheme.id, &scheme.label.zh, &scheme.label.en];
        names
            .into_iter()
            .chain(&scheme.synonyms)
            .any(|name| name.eq_ignore_ascii_case(text))
    };
    if cells.line("scheme").is_empty() {
        cells.lacks("scheme");
        return None;
    }
    cells.word("scheme", &choices.join("、"), |text| {
        schemes.values().find(|scheme| named(scheme, text))
    })
}

/// The level's id; empty for schemes without levels and for rows that name none.
fn level(cells: &Cells<'_>, scheme: &Scheme) -> Option<String> {
    if cells.line("level").is_empty() {
        return Some(String::new());
    }
    let choices: Vec<&str> = scheme
        .levels
        .iter()
        .map(|(_, label)| label.zh.as_str())
        .collect();
    cells.word("level", &choices.join("、"), |text| {
        let named = |level: &&(String, benfu_domain::Label)| {
            [&level.0, &level.1.zh, &level.1.en]
                .into_iter()
                .any(|name| name.eq_ignore_ascii_case(text))
        };
        scheme.levels.iter().find(named).map(|(id, _)| id.clone())
    })
}

/// From and until. A status without a first day cannot be counted on any date, so its row comes back.
fn dates(cells: &Cells<'_>) -> Option<(Day, Option<Day>)> {
    let Some(from) = cells.first_day("from") else {
        cells.lacks("from");
        return None;
    };
    let until = cells.last_day("until");
    if until.is_some_and(|until| until < from) {
        cells.reject(reason(
            "有效期的止日早于起日".to_owned(),
            "the last day is before the first".to_owned(),
            ("请核对起止日期", "compare the two dates"),
        ));
        return None;
    }
    Some((from, until))
}
