//! What can go wrong in the index, and what the caller has to do about it.
//!
//! Main types: [`SearchError`], [`RebuildCause`].

use std::io;
use std::path::PathBuf;

use crate::analysis::LexiconError;
use crate::meaning::EmbedError;

/// An error of the search index.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index on disk is of no use; build it again from the store, into
    /// [`Index::recreate`](crate::Index::recreate).
    #[error("the search index in {dir} must be rebuilt from the store: {cause}")]
    MustRebuild {
        /// Where the index lies.
        dir: PathBuf,
        /// Why it is of no use.
        cause: RebuildCause,
    },
    /// Another process, or another index of this one, writes to the same directory.
    #[error("the search index is being written by another process: stop it or wait for its end")]
    WriterBusy,
    /// A change older than what the index has seen; nothing was changed.
    #[error("changes up to ledger entry {given} reached an index that has seen {seen}")]
    StaleStamp {
        /// The stamp of the refused changes.
        given: u64,
        /// The stamp of the index.
        seen: u64,
    },
    /// The domain words or synonyms are not usable.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The vectors that were asked for are not to be had.
    #[error(transparent)]
    Embeddings(#[from] EmbedError),
    /// Taking the results failed.
    #[error("writing the ranking failed: {0}")]
    Output(#[source] io::Error),
    /// The directory cannot be made, read or cleared.
    #[error("the search directory {dir} cannot be used: {source}")]
    Directory {
        /// The directory.
        dir: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The full-text engine failed, for instance because the disk is full.
    #[error("the full-text engine failed: {0}")]
    Engine(#[source] tantivy::TantivyError),
}

/// Why an index on disk cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RebuildCause {
    /// It cannot be opened: a file is missing, cut off or written by another engine version.
    #[error("it cannot be read ({0})")]
    Unreadable(String),
    /// Files whose checksum is wrong.
    #[error("damaged files: {}", .0.join(", "))]
    Damaged(Vec<String>),
    /// It was made by another version of this program or with other domain words.
    #[error("it was built by another version or with other domain words")]
    OtherVersion,
}

impl SearchError {
    /// The stable code under which the error is explained to people.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MustRebuild { .. } => "search.must_rebuild",
            Self::WriterBusy => "search.writer_busy",
            Self::StaleStamp { .. } => "search.stale_stamp",
            Self::Lexicon(_) => "search.lexicon",
            Self::Embeddings(error) => error.code(),
            Self::Output(_) => "search.output",
            Self::Directory { .. } => "search.directory",
            Self::Engine(_) => "search.engine",
        }
    }
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(..) => Self::WriterBusy,
            other => Self::Engine(other),
        }
    }
}

impl From<io::Error> for SearchError {
    fn from(error: io::Error) -> Self {
        Self::Engine(error.into())
    }
}
