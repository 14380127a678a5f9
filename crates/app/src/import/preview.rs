//! How a file would be read, before anything is taken.

use super::columns::Target;
use super::plan::Plan;
use super::reader::{Chunk, Line, Reader};
use super::run::may_import_something;
use super::{ColumnUse, ImportFile, ImportKind, Remark};
use crate::{Cx, Failure};
use benfu_domain::access::Verb;
use benfu_domain::fact::Observed;
use benfu_domain::id::ImportId;
use benfu_office::table::Row;
use benfu_office::workbook::Reason;
use benfu_rules::{Labels as _, Language};
use std::sync::Arc;

/// Rows that are looked at.
const LOOKED_AT: usize = 1_000;
/// Rows that are shown.
const SHOWN: usize = 10;

/// A sheet of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewSheet {
    /// Its name.
    pub name: String,
    /// Does the workbook hide it?
    pub hidden: bool,
    /// Is it the one that would be read?
    pub read: bool,
}

/// A row as it would be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// Its number in the file.
    pub number: u64,
    /// What each column gives: facts as they would be recorded, other cells as written.
    pub values: Vec<String>,
    /// What is wrong with it.
    pub reasons: Vec<Reason>,
    /// Would nothing of it be taken?
    pub rejected: bool,
}

/// How a file would be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Its sheets.
    pub sheets: Vec<PreviewSheet>,
    /// What the rows are.
    pub kind: ImportKind,
    /// Was the kind recognised rather than said?
    pub recognised: bool,
    /// Every column, with what it is read as or why it is not.
    pub columns: Vec<ColumnUse>,
    /// Fields that no row can do without and that nobody gives.
    pub lacking: Vec<String>,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// How many rows were looked at.
    pub looked_at: usize,
    /// How many of them would come back as a whole.
    pub rejected: usize,
    /// How many of them would be taken without some of their values.
    pub partial: usize,
    /// What should be known about the rows looked at.
    pub remarks: Vec<Remark>,
    /// The import of this very file that is in force: another would have no effect.
    pub earlier: Option<ImportId>,
}

/// Says how a file would be read. Nothing is changed.
///
/// # Errors
/// As [`super::import_file`], but fields that are missing are listed rather than refused.
pub async fn preview_import(cx: &Cx, file: ImportFile) -> Result<Preview, Failure> {
    may_import_something(cx)?;
    let mut reader = Reader::start(file.name.clone(), file.content.clone(), file.sheet.clone());
    let opened = reader.opened().await?;
    let plan = Arc::new(Plan::new(&cx.app.pack, &opened, &file, &cx.actor.region)?);
    cx.authorise(Verb::Import, plan.kind.area(), &cx.own())?;
    let earlier = cx
        .store()
        .import_of_file(&opened.hash, plan.kind.word(), cx.actor.organisation)
        .await?;
    reader.go(&plan);
    let sheets = opened.sheets.iter().map(|sheet| PreviewSheet {
        name: sheet.name.clone(),
        hidden: sheet.is_hidden,
        read: sheet.name == opened.sheet,
    });
    let mut preview = Preview {
        sheets: sheets.collect(),
        kind: plan.kind,
        recognised: file.kind.is_none(),
        columns: plan.columns.clone(),
        lacking: plan.lacking.clone(),
        rows: Vec::new(),
        looked_at: 0,
        rejected: 0,
        partial: 0,
        remarks: Vec::new(),
        earlier: earlier.map(|row| row.id),
    };
    if let Chunk::Lines(lines) = reader.next().await? {
        lines
            .into_iter()
            .take(LOOKED_AT)
            .for_each(|line| preview.look_at(&plan, line));
    }
    Ok(preview)
}

impl Preview {
    fn look_at(&mut self, plan: &Plan, line: Line) {
        self.looked_at += 1;
        let shown = match line {
            Line::Rejected(row) => {
                self.rejected += 1;
                let values = row
                    .row
                    .as_ref()
                    .map(|row| values(plan, row))
                    .unwrap_or_default();
                PreviewRow {
                    number: row.number,
                    values,
                    reasons: row.reasons,
                    rejected: true,
                }
            }
            Line::Parsed(parsed) => {
                self.partial += usize::from(!parsed.faults.partial.is_empty());
                let row = Some(parsed.row.number);
                self.remarks
                    .extend(parsed.faults.remarks.into_iter().map(|(zh, en)| Remark {
                        row,
                        zh,
                        en,
                    }));
                let (number, values) = (parsed.row.number, values(plan, &parsed.row));
                PreviewRow {
                    number,
                    values,
                    reasons: parsed.faults.partial,
                    rejected: false,
                }
            }
        };
        if self.rows.len() < SHOWN {
            self.rows.push(shown);
        }
    }
}

fn values(plan: &Plan, row: &Row) -> Vec<String> {
    let columns = plan.columns.iter().enumerate();
    columns
        .map(|(place, column)| value(plan, column, &row.cell(place).to_text()))
        .collect()
}

/// A fact as it would be recorded; anything else as written.
fn value(plan: &Plan, column: &ColumnUse, text: &str) -> String {
    let Target::Fact { concept, .. } = &column.target else {
        return text.to_owned();
    };
    let dictionary = &plan.pack.dictionary;
    let concept = dictionary.concepts.get(concept);
    let read = concept.and_then(|concept| {
        Some((
            dictionary.read(concept, text, &column.header).ok()??,
            concept,
        ))
    });
    match read {
        Some((Observed::Value(value), concept)) => {
            dictionary.value(&value, &concept.kind, Language::Chinese)
        }
        Some((Observed::None | Observed::NotApplicable, _)) | None => text.to_owned(),
    }
}
