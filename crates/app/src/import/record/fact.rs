//! Facts in a row: one in each column of a concept, or one in a row of its own.

use super::party::{Whom, whom};
use crate::import::cells::{Cells, reason};
use benfu_domain::fact::{Concept, Level, Observed, SubjectKind, Unfit};
use benfu_domain::period::Period;
use benfu_office::workbook::Reason;
use std::sync::Arc;

/// One fact that a row states.
#[derive(Debug, Clone)]
pub(in crate::import) struct FactCell {
    /// Which column of facts it stands in; `None` when the row names the concept itself.
    pub(in crate::import) column: Option<usize>,
    pub(in crate::import) concept: Arc<str>,
    pub(in crate::import) period: Period,
    pub(in crate::import) observed: Observed,
    pub(in crate::import) level: Level,
}

/// A row of facts about a party that must be known.
#[derive(Debug)]
pub(in crate::import) struct FactRecord {
    pub(in crate::import) whom: Whom,
    pub(in crate::import) facts: Vec<FactCell>,
}

pub(super) fn read(cells: &Cells<'_>) -> Option<FactRecord> {
    let whom = whom(cells, "name", "code")?;
    let mut facts = fact_cells(cells);
    if cells.plan.column_of("concept").is_some() || cells.plan.column_of("value").is_some() {
        facts.extend(named_fact(cells));
    }
    Some(FactRecord { whom, facts })
}

fn unfit(header: &str, unfit: &Unfit) -> Reason {
    reason(
        format!("“{header}”:{}", unfit.zh),
        format!("'{header}': {}", unfit.en),
        (
            "请按说明改写;该行其余内容已导入",
            "write it as the message says; the rest of the row has been taken",
        ),
    )
}

/// The facts in the columns of concepts. A value that does not fit its concept is left out.
pub(super) fn fact_cells(cells: &Cells<'_>) -> Vec<FactCell> {
    let mut facts = Vec::new();
    for (place, column) in cells.plan.facts.iter().enumerate() {
        let text = cells.at(column.column);
        if text.is_empty() {
            continue;
        }
        match cells
            .plan
            .pack
            .dictionary
            .read_under(&column.concept, &text, &column.heading)
        {
            Ok(None) => {}
            Ok(Some(observed)) => facts.push(FactCell {
                column: Some(place),
                concept: Arc::clone(&column.id),
                period: column.period,
                observed,
                level: column.concept.level,
            }),
            Err(error) => cells.leave_out(unfit(&column.header, &error)),
        }
    }
    facts
}

/// The fact of a row that names its concept. Anything wrong with it rejects the row: there is nothing else in it.
fn named_fact(cells: &Cells<'_>) -> Option<FactCell> {
    let dictionary = &cells.plan.pack.dictionary;
    let header = cells.required_line("concept");
    let value = cells.text("value");
    let concept = dictionary
        .concepts
        .get(&header)
        .filter(|concept| concept.subject == SubjectKind::Party);
    let Some(concept) =
        concept.or_else(|| cells.plan.pack.concept_under(SubjectKind::Party, &header))
    else {
        cells.reject(reason(
            format!("数据字典里没有“{header}”"),
            format!("the dictionary has no item '{header}'"),
            ("请用数据字典中的名称", "use a name of the dictionary"),
        ));
        return None;
    };
    let period = period(cells, concept)?;
    let header = format!("{header}({})", cells.text("unit"));
    match dictionary.read(concept, &value, &header) {
        Ok(Some(observed)) => {
            let level = level(cells, concept)?;
            Some(FactCell {
                column: None,
                concept: Arc::from(concept.id.as_str()),
                period,
                observed,
                level,
            })
        }
        Ok(None) => {
            cells.lacks("value");
            None
        }
        Err(error) => {
            cells.reject(unfit(&header, &error));
            None
        }
    }
}

fn period(cells: &Cells<'_>, concept: &Concept) -> Option<Period> {
    let written = cells.period("period");
    match (concept.period, written) {
        (benfu_rules::Period::Timeless, written) => Some(written.unwrap_or(Period::Always)),
        (benfu_rules::Period::Yearly, Some(Period::Year(year))) => Some(Period::Year(year)),
        (benfu_rules::Period::Yearly, _) => {
            cells.reject(reason(
                format!("“{}”按年填报,期间应为年份", concept.label.zh),
                format!(
                    "'{}' is a yearly figure; its period is a year",
                    concept.label.en
                ),
                ("请写成 2024", "write 2024"),
            ));
            None
        }
    }
}

fn level(cells: &Cells<'_>, concept: &Concept) -> Option<Level> {
    if cells.line("level").is_empty() {
        return Some(concept.level);
    }
    let choices: Vec<&str> = Level::ALL.iter().map(|level| level.word()).collect();
    cells.word("level", &choices.join(", "), Level::from_word)
}
