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
    #[error("{}", outdated(.0))]
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

fn outdated(error: &sqlx::migrate::MigrateError) -> String {
    match error {
        sqlx::migrate::MigrateError::VersionMissing(step) => format!(
            "the database was made by a newer version of Benfu (its schema has step {step}, which this program \
             does not know): start the newer version, or restore a backup into an empty directory; \
             数据库由较新版本的奔赴创建(结构第 {step} 步本程序不认识):请使用较新版本,或把备份恢复到空目录"
        ),
        _ => "while bringing the database to this version".to_owned(),
    }
}

impl StoreError {
    pub(crate) fn database(doing: &'static str) -> impl FnOnce(sqlx::Error) -> StoreError {
        move |source| StoreError::Database { doing, source }
    }

    pub(crate) fn file(doing: &'static str) -> impl FnOnce(std::io::Error) -> StoreError {
        move |source| StoreError::File { doing, source }
    }
}
