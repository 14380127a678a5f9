//! Opening a database, reading from it, committing writes to it.

mod connection;
mod postgres;
mod sqlite;

use crate::fault::FaultPlan;
use crate::keys::Keys;
use crate::{Arg, Row, StoreError, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    directory: PathBuf,
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
        tokio::fs::create_dir_all(&directory).await.map_err(StoreError::file("making the data directory"))?;
        let backend = match place {
            Place::Directory(directory) => Backend::Sqlite(sqlite::Sqlite::open(directory).await?),
            Place::Postgres { url, .. } => Backend::Postgres(postgres::Postgres::open(url).await?),
        };
        Ok(Store {
            backend: Arc::new(backend),
            keys: Arc::default(),
            faults: FaultPlan::default(),
            directory,
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
        self.faults.call()?;
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.commit(write).await,
            Backend::Postgres(postgres) => postgres.commit(write).await,
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

    pub(crate) async fn rows(&self, sql: &str, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        self.faults.call()?;
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.rows(sql, args).await,
            Backend::Postgres(postgres) => postgres.rows(sql, args).await,
        }
    }

    pub(crate) async fn row(&self, sql: &str, args: &[Arg]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }

    /// Runs a statement that belongs to no act: sessions, key blocks, jobs. Never a business row.
    pub(crate) async fn run(&self, sql: &str, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        self.faults.call()?;
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.run(sql, args).await,
            Backend::Postgres(postgres) => postgres.rows(sql, args).await,
        }
    }
}

/// A part of a long transaction on its way to the writer.
pub(crate) enum BulkPart {
    Steps(Vec<crate::Step>),
    Finish(Box<Write>),
}

/// One long transaction. Dropping it without [`Bulk::finish`] undoes everything.
pub struct Bulk {
    pub(crate) parts: tokio::sync::mpsc::Sender<BulkPart>,
    pub(crate) outcome: tokio::sync::oneshot::Receiver<Result<Committed, StoreError>>,
}

impl Bulk {
    /// Sends the statements collected in `write` so far and empties it; waits when the writer is behind, so
    /// that memory stays bounded.
    ///
    /// # Errors
    /// The failure of an earlier part; nothing is kept then.
    pub async fn send(&mut self, write: &mut Write) -> Result<(), StoreError> {
        let steps = std::mem::take(&mut write.steps);
        if self.parts.send(BulkPart::Steps(steps)).await.is_ok() {
            return Ok(());
        }
        match (&mut self.outcome).await {
            Ok(Err(error)) => Err(error),
            _ => Err(StoreError::Stopped),
        }
    }

    /// Sends the rest of `write`, seals its ledger entry and makes all parts durable.
    ///
    /// # Errors
    /// The first failure of any part; nothing is kept then.
    pub async fn finish(self, write: Write) -> Result<Committed, StoreError> {
        // A closed channel means an earlier part failed; the outcome says why.
        let _ = self.parts.send(BulkPart::Finish(Box::new(write))).await;
        self.outcome.await.unwrap_or(Err(StoreError::Stopped))
    }
}
