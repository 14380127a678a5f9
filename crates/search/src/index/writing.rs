//! Changing the index: small changes, and the whole built anew.
//!
//! Everything given in one call becomes visible at once, together with its stamp, or not at all.

use std::collections::HashSet;
use std::sync::atomic::Ordering;
use std::sync::{MutexGuard, PoisonError};
use std::thread::available_parallelism;

use tantivy::indexer::NoMergePolicy;
use tantivy::{IndexWriter, TantivyDocument};

use super::Index;
use crate::error::SearchError;
use crate::profile::{Change, Profile};
use crate::seal::Seal;

/// The engine's writer of our documents.
pub(super) type Writer = IndexWriter<TantivyDocument>;

/// Memory of the writer for small changes, in bytes; the engine asks for at least 15 MB.
const CHANGE_BYTES: usize = 32_000_000;
/// Memory of each thread that builds the whole, in bytes.
const BUILD_BYTES: usize = 96_000_000;
/// More threads than this make more segments than they save time.
const MOST_BUILD_THREADS: usize = 8;

impl Index {
    /// Takes over changes in their order; they are findable when this returns. `stamp` is the
    /// ledger sequence up to which the index is complete afterwards.
    ///
    /// # Errors
    /// [`SearchError::StaleStamp`] when the index has seen more than `stamp`;
    /// [`SearchError::WriterBusy`] when another process writes. Nothing is changed then.
    pub fn apply(
        &self,
        changes: impl IntoIterator<Item = Change>,
        stamp: u64,
    ) -> Result<(), SearchError> {
        let mut slot = self.writer_slot();
        let mut writer = self.take_writer(&mut slot)?;
        let seen = self.stamp();
        if stamp < seen {
            *slot = Some(writer);
            return Err(SearchError::StaleStamp { given: stamp, seen });
        }
        for change in changes {
            self.enter(&writer, change)?;
        }
        self.commit(&mut writer, stamp)?;
        *slot = Some(writer);
        Ok(())
    }

    /// Builds the index anew from all profiles; of two with the same key the later one counts.
    /// Searches see the old content until this returns.
    ///
    /// # Errors
    /// As [`Index::apply`], but any stamp is taken.
    pub fn rebuild(
        &self,
        profiles: impl IntoIterator<Item = Profile>,
        stamp: u64,
    ) -> Result<(), SearchError> {
        let mut slot = self.writer_slot();
        drop(slot.take());
        let mut writer = self.builder()?;
        writer.delete_all_documents()?;
        self.enter_all(&writer, profiles)?;
        self.commit(&mut writer, stamp)?;
        Ok(writer.wait_merging_threads()?)
    }

    /// Takes over profiles whose keys it never had, as they come, and keeps them when `stamp`, asked after the last
    /// one, gives the ledger sequence up to which the index is complete then. Searches see nothing of them before.
    ///
    /// # Errors
    /// As [`Index::apply`].
    pub fn add_as_they_come(
        &self,
        profiles: impl IntoIterator<Item = Profile>,
        stamp: impl FnOnce() -> Option<u64>,
    ) -> Result<(), SearchError> {
        let mut slot = self.writer_slot();
        drop(slot.take());
        let mut writer = self.builder()?;
        // The writer of the next change merges what is small; meanwhile it would only be in the way.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        self.refresh()?;
        for profile in profiles {
            writer.add_document(self.fields.document(&profile))?;
        }
        let Some(given) = stamp() else {
            writer.rollback()?;
            return Ok(());
        };
        let seen = self.stamp();
        if given < seen {
            writer.rollback()?;
            return Err(SearchError::StaleStamp { given, seen });
        }
        self.commit(&mut writer, given)
    }

    /// A writer for very many profiles.
    fn builder(&self) -> Result<Writer, SearchError> {
        let threads = build_threads();
        Ok(self
            .engine
            .writer_with_num_threads(threads, threads * BUILD_BYTES)?)
    }

    /// A failed change drops the writer, and with it whatever was not committed; so what the lock
    /// guards is sound even after a panic of another thread.
    fn writer_slot(&self) -> MutexGuard<'_, Option<Writer>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The writer kept from the last change, or a new one; another process may have written
    /// before, so what it has seen is read first.
    fn take_writer(&self, slot: &mut Option<Writer>) -> Result<Writer, SearchError> {
        if let Some(writer) = slot.take() {
            return Ok(writer);
        }
        let writer = self.engine.writer_with_num_threads(1, CHANGE_BYTES)?;
        self.refresh()?;
        Ok(writer)
    }

    fn enter(&self, writer: &Writer, change: Change) -> Result<(), SearchError> {
        match change {
            Change::Remove(key) => {
                writer.delete_term(self.fields.key_term(key));
            }
            Change::Put(profile) => {
                writer.delete_term(self.fields.key_term(profile.key));
                writer.add_document(self.fields.document(&profile))?;
            }
        }
        Ok(())
    }

    /// Looking each key up would cost more than the rest: only a repeated one is deleted first.
    fn enter_all(
        &self,
        writer: &Writer,
        profiles: impl IntoIterator<Item = Profile>,
    ) -> Result<(), SearchError> {
        let mut seen = HashSet::new();
        for profile in profiles {
            if !seen.insert(profile.key) {
                writer.delete_term(self.fields.key_term(profile.key));
            }
            writer.add_document(self.fields.document(&profile))?;
        }
        Ok(())
    }

    fn commit(&self, writer: &mut Writer, stamp: u64) -> Result<(), SearchError> {
        let seal = Seal {
            analyzer: self.analyzer.fingerprint(),
            stamp,
        };
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&seal.to_text());
        prepared.commit()?;
        self.reader.reload()?;
        self.stamp.store(stamp, Ordering::Release);
        Ok(())
    }
}

fn build_threads() -> usize {
    available_parallelism()
        .map_or(1, usize::from)
        .min(MOST_BUILD_THREADS)
}
