//! Opening a database, reading from it, committing writes to it.

mod bulk;
mod migrations;
mod postgres;
mod sqlite;
mod statement;

use crate::fault::FaultPlan;
use crate::keys::Keys;
use crate::{Arg, Row, Sql, StoreError, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use bulk::Bulk;
pub(crate) use migrations::newest as newest_schema;
pub(crate) use sqlite::{FILE, Snapshot, Sqlite};

/// Where a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A directory that holds `benfu.db` and the evidence files.
    Directory(PathBuf),
    /// A `PostgreSQL` address, and the directory for evidence files.
    Postgres {
        /// `postgres://user@host/database`.
        url: String,
        /// Directory for evidence files and caches.
        directory: PathBuf,
    },
}

impl Place {
    /// The directory for evidence files and caches.
    pub fn directory(&self) -> &Path {
        match self {
            Place::Directory(directory) | Place::Postgres { directory, .. } => directory,
        }
    }
}

/// A write that is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The ledger stream.
    pub stream: String,
    /// The place of the entry in its stream.
    pub seq: i64,
    /// Hash of the entry, hexadecimal.
    pub hash: String,
}

/// An open database. Cheap to clone; all clones share one writer.
#[derive(Clone)]
pub struct Store {
    pub(crate) backend: Arc<Backend>,
    pub(crate) keys: Arc<Keys>,
    faults: FaultPlan,
    directory: Arc<Path>,
}

pub(crate) enum Backend {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Store {
    /// Opens the database and brings it to this version.
    ///
    /// # Errors
    /// [`StoreError::Database`] when it cannot be opened, [`StoreError::Migration`] when it was made by a newer
    /// version, [`StoreError::File`] when the directory cannot be made.
    pub async fn open(place: &Place) -> Result<Store, StoreError> {
        let directory = place.directory().to_owned();
        tokio::fs::create_dir_all(&directory)
            .await
            .map_err(StoreError::file("making the data directory"))?;
        let backend = match place {
            Place::Directory(directory) => Backend::Sqlite(sqlite::Sqlite::open(directory).await?),
            Place::Postgres { url, .. } => Backend::Postgres(postgres::Postgres::open(url).await?),
        };
        Ok(Store {
            backend: Arc::new(backend),
            keys: Arc::default(),
            faults: FaultPlan::default(),
            directory: directory.into(),
        })
    }

    /// Planned failures, for tests.
    pub fn faults(&self) -> &FaultPlan {
        &self.faults
    }

    /// The directory for evidence files and caches.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Is this the embedded database?
    pub fn embedded(&self) -> bool {
        matches!(*self.backend, Backend::Sqlite(_))
    }

    /// Makes a write durable: all of its statements and its ledger entry, or nothing.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] or [`StoreError::Duplicate`] when an expectation of the write does not hold.
    pub async fn commit(&self, write: Write) -> Result<Committed, StoreError> {
        let mut committed = self.commit_together(vec![write]).await?;
        committed.pop().ok_or(StoreError::Stopped)
    }

    /// Makes several acts durable, each with its own ledger entry: all of them, or none.
    ///
    /// # Errors
    /// Those of [`Store::commit`].
    pub async fn commit_together(&self, writes: Vec<Write>) -> Result<Vec<Committed>, StoreError> {
        self.faults.call()?;
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.commit(writes).await,
            Backend::Postgres(postgres) => postgres.commit(writes).await,
        }
    }

    /// Commits acts one after the other, each with its own ledger entry; on the embedded engine they share
    /// fsyncs. The first act that does not hold is told; acts before it stay, and so may later ones that do not
    /// rest on it.
    ///
    /// # Errors
    /// Those of [`Store::commit`].
    pub async fn commit_in_order(&self, writes: Vec<Write>) -> Result<Vec<Committed>, StoreError> {
        self.faults.call()?;
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.commit_in_order(writes).await,
            Backend::Postgres(postgres) => {
                let mut committed = Vec::new();
                for write in writes {
                    committed.extend(postgres.commit(vec![write]).await?);
                }
                Ok(committed)
            }
        }
    }

    /// Opens one long transaction, for imports: everything sent holds together or not at all.
    pub async fn bulk(&self) -> Result<Bulk, StoreError> {
        self.faults.call()?;
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.bulk().await,
            Backend::Postgres(postgres) => Ok(postgres.bulk()),
        }
    }

    /// Waits until every write on its way is durable, and lets go of the database. Later writes are refused.
    pub async fn close(&self) {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.close().await,
            Backend::Postgres(postgres) => postgres.close().await,
        }
    }

    pub(crate) async fn rows(
        &self,
        sql: impl Into<Sql>,
        args: &[Arg],
    ) -> Result<Vec<Row>, StoreError> {
        self.faults.call()?;
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.rows(&sql.into(), args).await,
            Backend::Postgres(postgres) => postgres.rows(&sql.into(), args).await,
        }
    }

    pub(crate) async fn row(
        &self,
        sql: impl Into<Sql>,
        args: &[Arg],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }

    /// Runs a statement that belongs to no act: sessions, jobs. Never a business row.
    pub(crate) async fn run(
        &self,
        sql: impl Into<Sql>,
        args: Vec<Arg>,
    ) -> Result<Vec<Row>, StoreError> {
        self.faults.call()?;
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.run(sql.into(), args).await,
            Backend::Postgres(postgres) => postgres.rows(&sql.into(), &args).await,
        }
    }

    /// The same for what a writer needs on its way: key blocks and concepts. It also works while a long
    /// transaction is open, and stays when that is undone.
    pub(crate) async fn run_aside(
        &self,
        sql: impl Into<Sql>,
        args: Vec<Arg>,
    ) -> Result<Vec<Row>, StoreError> {
        self.faults.call()?;
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.run_aside(sql.into(), args).await,
            Backend::Postgres(postgres) => postgres.rows(&sql.into(), &args).await,
        }
    }
}
