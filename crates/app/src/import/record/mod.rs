//! What one row says, once it has been read by its plan.
//!
//! Main types: [`Parsed`], [`Record`]. Nothing here knows the register: a record names parties, it does not find
//! them.

mod activity;
mod fact;
mod need;
mod offer;
mod party;
mod relation;
mod status;

pub(super) use activity::ActivityRecord;
pub(super) use fact::{FactCell, FactRecord};
pub(super) use need::NeedRecord;
pub(super) use offer::OfferRecord;
pub(super) use party::{ContactCell, PartyRecord, Whom};
pub(super) use relation::RelationRecord;
pub(super) use status::StatusRecord;

use super::ImportKind;
use super::cells::{Cells, Faults, shown};
use super::plan::Plan;
use benfu_office::table::Row;
use benfu_office::workbook::RejectedRow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// What a row says.
#[derive(Debug)]
pub(super) enum Record {
    Party(PartyRecord),
    Status(StatusRecord),
    Offer(OfferRecord),
    Need(NeedRecord),
    Activity(ActivityRecord),
    Relation(RelationRecord),
    Fact(FactRecord),
}

/// A row that can be taken, at least in part.
#[derive(Debug)]
pub(super) struct Parsed {
    /// The row as it was, for the case that it comes back.
    pub(super) row: Row,
    /// What it says.
    pub(super) record: Record,
    /// What is left out or should be known.
    pub(super) faults: Faults,
    /// A number that differs when the content differs.
    pub(super) content: u64,
}

/// Reads one row.
pub(super) fn parse(plan: &Plan, row: Row) -> Result<Parsed, RejectedRow> {
    let cells = Cells::new(plan, &row);
    let record = record(&cells);
    let faults = cells.into_faults();
    match record {
        Some(record) if faults.fatal.is_empty() => {
            let content = content(&row);
            Ok(Parsed {
                row,
                record,
                faults,
                content,
            })
        }
        _ => {
            let reasons = faults.fatal.into_iter().chain(faults.partial).collect();
            Err(RejectedRow {
                number: row.number,
                row: Some(row),
                reasons,
            })
        }
    }
}

fn record(cells: &Cells<'_>) -> Option<Record> {
    match cells.plan.kind {
        ImportKind::Party => party::read(cells).map(Record::Party),
        ImportKind::Status => status::read(cells).map(Record::Status),
        ImportKind::Offer => offer::read(cells).map(Record::Offer),
        ImportKind::Need => need::read(cells).map(Record::Need),
        ImportKind::Activity => activity::read(cells).map(Record::Activity),
        ImportKind::Relation => relation::read(cells).map(Record::Relation),
        ImportKind::Fact => fact::read(cells).map(Record::Fact),
    }
}

fn content(row: &Row) -> u64 {
    let mut hasher = DefaultHasher::new();
    for cell in row.cells() {
        shown(cell).hash(&mut hasher);
    }
    hasher.finish()
}
