//! The subject keys that an import hands out, reserved a chunk at a time.

use benfu_domain::id::SubjectKey;
use benfu_store::{Pool, Store, StoreError};
use std::ops::Range;

/// Keys in hand.
#[derive(Default)]
pub(super) struct Keys {
    blocks: Vec<Range<i64>>,
    taken: Option<(i64, i64)>,
}

impl Keys {
    /// Makes sure that so many keys are in hand.
    pub(super) async fn ensure(&mut self, store: &Store, count: usize) -> Result<(), StoreError> {
        self.blocks.retain(|block| !block.is_empty());
        let in_hand: i64 = self
            .blocks
            .iter()
            .map(|block| block.end - block.start)
            .sum();
        let wanted = i64::try_from(count).unwrap_or(i64::MAX);
        if in_hand < wanted {
            self.blocks
                .push(store.reserve(Pool::Subject, wanted).await?);
        }
        Ok(())
    }

    /// The next key.
    pub(super) fn next(&mut self) -> SubjectKey {
        let key = self
            .blocks
            .iter_mut()
            .find_map(Iterator::next)
            .expect("a chunk reserves enough keys for its rows");
        let first = self.taken.map_or(key, |(first, _)| first.min(key));
        self.taken = Some((first, self.taken.map_or(key, |(_, last)| last.max(key))));
        SubjectKey(key)
    }

    /// The first and last key handed out.
    pub(super) fn taken(&self) -> Option<(i64, i64)> {
        self.taken
    }
}
