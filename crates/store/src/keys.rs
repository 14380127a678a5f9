//! Dense integer keys, handed out from blocks that the database reserves.
//!
//! A block that a stopped process did not use up leaves a gap; keys are never used twice.

use crate::{Arg, Store, StoreError};
use benfu_domain::id::{EntryKey, SubjectKey};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Mutex;

/// How many keys a process takes at once for single acts.
const BLOCK: i64 = 256;

/// Which integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pool {
    /// Subjects of facts.
    Subject,
    /// Ledger entries.
    Entry,
    /// Sources of facts.
    Source,
    /// Concepts.
    Concept,
}

impl Pool {
    fn name(self) -> &'static str {
        match self {
            Pool::Subject => "subject",
            Pool::Entry => "entry",
            Pool::Source => "source",
            Pool::Concept => "concept",
        }
    }
}

#[derive(Default)]
pub(crate) struct Keys {
    blocks: Mutex<HashMap<Pool, Range<i64>>>,
}

impl Keys {
    fn take(&self, pool: Pool) -> Option<i64> {
        let mut blocks = self
            .blocks
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        blocks.get_mut(&pool)?.next()
    }

    fn refill(&self, pool: Pool, block: Range<i64>) {
        let mut blocks = self
            .blocks
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        blocks.insert(pool, block);
    }
}

impl Store {
    /// Reserves `count` consecutive keys, for imports.
    pub async fn reserve(&self, pool: Pool, count: i64) -> Result<Range<i64>, StoreError> {
        let sql = "UPDATE counter SET next = next + $1 WHERE name = $2 RETURNING next";
        let rows = self
            .run_aside(sql, vec![Arg::Int(count), pool.name().into()])
            .await?;
        let end = rows
            .first()
            .ok_or(StoreError::Conflict("key counter"))?
            .int("next")?;
        Ok(end - count..end)
    }

    pub(crate) async fn next_key(&self, pool: Pool) -> Result<i64, StoreError> {
        loop {
            if let Some(key) = self.keys.take(pool) {
                return Ok(key);
            }
            let block = self.reserve(pool, BLOCK).await?;
            self.keys.refill(pool, block);
        }
    }

    /// A fresh key for the next write's ledger entry.
    pub async fn next_entry(&self) -> Result<EntryKey, StoreError> {
        self.next_key(Pool::Entry).await.map(EntryKey)
    }

    /// A fresh key for a new subject of facts.
    pub async fn next_subject(&self) -> Result<SubjectKey, StoreError> {
        self.next_key(Pool::Subject).await.map(SubjectKey)
    }
}
