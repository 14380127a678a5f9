//! Dense integer keys, handed out from blocks that the database reserves.
//!
//! A block that a stopped process did not use up leaves a gap; keys are never used twice.

use crate::{Arg, Store, StoreError};
use benfu_domain::id::{EntryKey, SubjectKey};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many keys a process takes at first.
const FIRST_BLOCK: i64 = 256;
/// Each next block is twice as long, up to this: a busy process seldom waits for the database, and a short one leaves a
/// small gap.
const LONGEST_BLOCK: i64 = 65_536;

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
    blocks: Mutex<HashMap<Pool, Block>>,
    /// Held by whoever reserves the next block, so that nobody else does meanwhile.
    reserving: tokio::sync::Mutex<()>,
}

struct Block {
    left: Range<i64>,
    length: i64,
}

impl Keys {
    fn blocks(&self) -> MutexGuard<'_, HashMap<Pool, Block>> {
        self.blocks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, pool: Pool) -> Option<i64> {
        self.blocks().get_mut(&pool)?.left.next()
    }

    fn length_of_next(&self, pool: Pool) -> i64 {
        let before = self.blocks().get(&pool).map(|block| block.length);
        before.map_or(FIRST_BLOCK, |length| (length * 2).min(LONGEST_BLOCK))
    }

    fn refill(&self, pool: Pool, left: Range<i64>) {
        let length = left.end - left.start;
        self.blocks().insert(pool, Block { left, length });
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
        if let Some(key) = self.keys.take(pool) {
            return Ok(key);
        }
        let _alone = self.keys.reserving.lock().await;
        loop {
            if let Some(key) = self.keys.take(pool) {
                return Ok(key);
            }
            let block = self.reserve(pool, self.keys.length_of_next(pool)).await?;
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
