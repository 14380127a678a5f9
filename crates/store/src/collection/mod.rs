//! Forms, collection rounds, those they are sent to, and what comes back.
//!
//! Does not belong here: the facts that are recorded from a return (`fact`).

mod answer;
mod form;
mod recipient;
mod round;

pub use answer::AnswerRow;
pub use recipient::{AskedBy, RecipientProgress, SubjectRow};
pub use round::RoundProgress;

use crate::{Row, StoreError};
use benfu_domain::collection::Item;

fn read_item(row: &Row) -> Result<Item, StoreError> {
    Ok(Item {
        concept: row.text("concept")?,
        asked: row.parsed("asked", |text| text.parse().ok())?,
    })
}

fn months(row: &Row) -> Result<u32, StoreError> {
    let months = u32::try_from(row.int("fresh_months")?).ok();
    months.ok_or_else(|| StoreError::Unreadable {
        column: "fresh_months".to_owned(),
        found: "a number out of range".to_owned(),
    })
}
