//! What can go wrong in the store.

use rusqlite::ffi;
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
        source: EngineError,
    },
    /// The database was made by a newer or unknown version, or could not be brought to this one.
    #[error(transparent)]
    Migration(#[from] MigrationError),
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

/// What an engine said.
#[derive(Debug, Error)]
pub enum EngineError {
    /// The embedded engine.
    #[error(transparent)]
    Embedded(#[from] rusqlite::Error),
    /// The shared engine.
    #[error(transparent)]
    Shared(#[from] sqlx::Error),
    /// A transaction was given up; in words.
    #[error("{0}")]
    GivenUp(String),
}

impl EngineError {
    /// Did a row meet an existing one that it must not meet?
    pub(crate) fn is_unique_violation(&self) -> bool {
        match self {
            EngineError::Embedded(error) => error.sqlite_error().is_some_and(|error| {
                matches!(
                    error.extended_code,
                    ffi::SQLITE_CONSTRAINT_UNIQUE
                        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                        | ffi::SQLITE_CONSTRAINT_ROWID
                )
            }),
            EngineError::Shared(sqlx::Error::Database(error)) => error.is_unique_violation(),
            EngineError::Shared(_) | EngineError::GivenUp(_) => false,
        }
    }
}

/// Why a database could not be brought to this version.
#[derive(Debug, Error)]
pub enum MigrationError {
    /// It has taken a step that this program does not know.
    #[error(
        "the database was made by a newer version of Benfu (its schema has step {0}, which this program \
         does not know): start the newer version, or restore a backup into an empty directory; \
         数据库由较新版本的奔赴创建(结构第 {0} 步本程序不认识):请使用较新版本,或把备份恢复到空目录"
    )]
    Newer(i64),
    /// It has taken a step whose text was another one then.
    #[error(
        "step {0} of the database's schema is not the one that this program holds: start the version that made the \
         database, or restore a backup into an empty directory; \
         数据库结构第 {0} 步与本程序中的不一致:请使用创建该数据库的版本,或把备份恢复到空目录"
    )]
    Changed(i64),
    /// The engine refused a step or cannot be reached.
    #[error("while bringing the database to this version")]
    Engine(#[source] EngineError),
    /// The shared engine's steps could not be taken for another reason.
    #[error("while bringing the database to this version")]
    Steps(#[source] sqlx::migrate::MigrateError),
}

impl From<sqlx::migrate::MigrateError> for MigrationError {
    fn from(error: sqlx::migrate::MigrateError) -> MigrationError {
        match error {
            sqlx::migrate::MigrateError::VersionMissing(step) => MigrationError::Newer(step),
            sqlx::migrate::MigrateError::VersionMismatch(step) => MigrationError::Changed(step),
            other => MigrationError::Steps(other),
        }
    }
}

impl From<rusqlite::Error> for MigrationError {
    fn from(error: rusqlite::Error) -> MigrationError {
        MigrationError::Engine(error.into())
    }
}

impl StoreError {
    pub(crate) fn database<E: Into<EngineError>>(
        doing: &'static str,
    ) -> impl FnOnce(E) -> StoreError {
        move |source| StoreError::Database {
            doing,
            source: source.into(),
        }
    }

    pub(crate) fn file(doing: &'static str) -> impl FnOnce(std::io::Error) -> StoreError {
        move |source| StoreError::File { doing, source }
    }
}
