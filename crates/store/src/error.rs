//! What can go wrong in the store.

use thiserror::Error;

/// A failure while reading or writing.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Somebody else changed the row first.
    #[error("the {0} was changed by somebody else in the meantime")]
    Conflict(&'static str),
    /// A row that must be unique exists already.
    #[error("the {0} exists already")]
    Duplicate(&'static str),
    /// A row holds something that this version cannot read.
    #[error("column {column} holds {found:?}, which this version cannot read")]
    Unreadable {
        /// The column.
        column: String,
        /// What it holds.
        found: String,
    },
    /// The database refused or cannot be reached.
    #[error("while {doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// The engine's error.
        #[source]
        source: sqlx::Error,
    },
    /// The database was made by a newer or unknown version.
    #[error("while bringing the database to this version")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// A file beside the database could not be read or written.
    #[error("while {doing}")]
    File {
        /// What was being done.
        doing: &'static str,
        /// The system's error.
        #[source]
        source: std::io::Error,
    },
    /// The writer has stopped; the process must be started again.
    #[error("the writer has stopped")]
    Stopped,
    /// A planned failure of a test.
    #[error("planned failure of store call {0}")]
    Planned(u64),
}

impl StoreError {
    pub(crate) fn database(doing: &'static str) -> impl FnOnce(sqlx::Error) -> StoreError {
        move |source| StoreError::Database { doing, source }
    }

    pub(crate) fn file(doing: &'static str) -> impl FnOnce(std::io::Error) -> StoreError {
        move |source| StoreError::File { doing, source }
    }
}
