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
        let limit = Page::first(limit).bounded();
        let (sql, args) = if self.embedded() {
            let sql = "SELECT seq AS place, subject FROM ledger_entry \
                       WHERE stream = 'main' AND seq > $1 ORDER BY seq LIMIT $2";
            (sql, [place.into(), limit.into()])
        } else {
            let sql = "SELECT key AS place, subject FROM ledger_entry WHERE key > $1 ORDER BY key LIMIT $2";
            (
                sql,
                [
                    place.saturating_sub(LOOK_BACK).into(),
                    (limit + LOOK_BACK).into(),
                ],
            )
        };
        let rows = self.rows(sql, &args).await?;
        rows.iter()
            .map(|row| {
                Ok(ActAfter {
                    place: row.int("place")?,
                    subject: row.text("subject")?,
                })
            })
            .collect()
    }

    /// The place of the newest act.
    pub async fn newest_act(&self) -> Result<i64, StoreError> {
        let sql = if self.embedded() {
            "SELECT COALESCE(MAX(seq), 0) AS place FROM ledger_entry WHERE stream = 'main'"
        } else {
            "SELECT COALESCE(MAX(key), 0) AS place FROM ledger_entry"
        };
        let row = self.row(sql, &[]).await?;
        row.map_or(Ok(0), |row| row.int("place"))
    }
}
