//! Following the ledger: which things were written about after a place. Caches of the store live from it.

use crate::{Page, Store, StoreError};

/// How far a reader of the shared engine looks back: acts committed out of the order of their keys.
const LOOK_BACK: i64 = 2_048;

/// One act that a follower has not seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActAfter {
    /// The place to go on from: the sequence on the embedded engine, the entry's key on the shared one.
    pub place: i64,
    /// Id of the thing the act was about.
    pub subject: String,
}

impl Store {
    /// Acts after a place, in order. The embedded engine gives each act once; the shared one, whose nodes
    /// commit at the same time, gives recent acts again, so a follower must be able to see one twice.
    pub async fn acts_after(&self, place: i64, limit: i64) -> Result<Vec<ActAfter>, StoreError> {
        let (column, place) = if self.embedded() { ("seq", place) } else { ("key", place - LOOK_BACK) };
        let sql = format!("SELECT {column} AS place, subject FROM ledger_entry WHERE {column} > $1 ORDER BY {column} LIMIT $2");
        let limit = if self.embedded() { limit } else { limit + LOOK_BACK };
        let rows = self.rows(&sql, &[place.into(), limit.clamp(1, Page::MOST + LOOK_BACK).into()]).await?;
        rows.iter().map(|row| Ok(ActAfter { place: row.int("place")?, subject: row.text("subject")? })).collect()
    }

    /// The place of the newest act.
    pub async fn newest_act(&self) -> Result<i64, StoreError> {
        let column = if self.embedded() { "seq" } else { "key" };
        let row = self.row(&format!("SELECT COALESCE(MAX({column}), 0) AS place FROM ledger_entry"), &[]).await?;
        row.map_or(Ok(0), |row| row.int("place"))
    }
}
