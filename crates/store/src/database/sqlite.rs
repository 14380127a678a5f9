//! The embedded engine: many readers and one writer task (see `writer`).
//!
//! Journal in WAL mode with `synchronous = FULL`: a commit returns only when the log is on the disk, so an
//! acknowledged write survives loss of power; with `NORMAL` it would survive only the end of the process.
//! Several processes may have one directory open: each group of writes takes the write lock, then reads the
//! ledger's head, so their entries never interleave; who waits for the lock longer than [`PATIENCE`] is told so.

use super::bulk::{Bulk, channels};
use super::link::Link;
use super::writer::{Aside, Job, Writer};
use crate::{Arg, Committed, Row, Sql, StoreError, Write};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use std::path::Path;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// Name of the database inside the data directory.
pub(crate) const FILE: &str = "benfu.db";
/// Name of the file whose lock lets one process at a time bring the schema up to date.
const LOCK: &str = "benfu.lock";
/// Writes that may wait before callers are held back.
const QUEUE_MAX: usize = 1024;
/// How long a write waits for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(30);
/// Connections for reading.
const READERS: u32 = 4;

pub(crate) struct Sqlite {
    readers: SqlitePool,
    jobs: mpsc::Sender<Job>,
    asides: mpsc::Sender<Aside>,
}

fn options(directory: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(directory.join(FILE))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("cache_size", "-65536")
        .pragma("secure_delete", "on")
        .statement_cache_capacity(512)
}

impl Sqlite {
    pub(super) async fn open(directory: &Path) -> Result<Sqlite, StoreError> {
        let opening = || StoreError::database("opening the database");
        let options = options(directory);
        let lock = schema_lock(directory).await?;
        let mut connection = options.connect().await.map_err(opening())?;
        super::migrations::EMBEDDED
            .run(&mut connection)
            .await
            .map_err(StoreError::Migration)?;
        drop(lock);
        let readers = SqlitePoolOptions::new().max_connections(READERS);
        let readers = readers
            .connect_with(options.read_only(true))
            .await
            .map_err(opening())?;
        let (jobs, asides) = start_writer(connection);
        Ok(Sqlite {
            readers,
            jobs,
            asides,
        })
    }

    pub(super) async fn rows(&self, sql: &Sql, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        let link = self.readers.acquire().await;
        let mut link = link.map_err(StoreError::database("reaching the database"))?;
        Link::Sqlite(&mut link).rows(sql, args).await
    }

    pub(super) async fn commit(&self, write: Write) -> Result<Committed, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Commit(Box::new(write), reply)).await?;
        answer.await.unwrap_or(Err(StoreError::Stopped))
    }

    /// Hands over all writes before it waits for the first answer. On the embedded engine an act that fails
    /// takes nothing else with it, so later ones that do not rest on it may hold.
    pub(super) async fn commit_in_order(
        &self,
        writes: Vec<Write>,
    ) -> Result<Vec<Committed>, StoreError> {
        let mut answers = Vec::with_capacity(writes.len());
        for write in writes {
            let (reply, answer) = oneshot::channel();
            self.send(Job::Commit(Box::new(write), reply)).await?;
            answers.push(answer);
        }
        let mut committed = Vec::with_capacity(answers.len());
        for answer in answers {
            committed.push(answer.await.unwrap_or(Err(StoreError::Stopped))?);
        }
        Ok(committed)
    }

    pub(super) async fn run(&self, sql: Sql, args: Vec<Arg>) -> Result<Vec<Row>, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Run(Aside { sql, args, reply })).await?;
        answer.await.unwrap_or(Err(StoreError::Stopped))
    }

    /// A statement that may also run while a long transaction is open, in its company.
    pub(super) async fn run_aside(&self, sql: Sql, args: Vec<Arg>) -> Result<Vec<Row>, StoreError> {
        let (reply, answer) = oneshot::channel();
        let sent = self.asides.send(Aside { sql, args, reply }).await;
        sent.map_err(|_| StoreError::Stopped)?;
        answer.await.unwrap_or(Err(StoreError::Stopped))
    }

    pub(super) async fn bulk(&self) -> Result<Bulk, StoreError> {
        let (bulk, parts, reply) = channels();
        self.send(Job::Bulk(parts, reply)).await?;
        Ok(bulk)
    }

    pub(super) async fn close(&self) {
        let (reply, closed) = oneshot::channel();
        if self.send(Job::Close(reply)).await.is_ok() {
            let _ = closed.await;
        }
        self.readers.close().await;
    }

    async fn send(&self, job: Job) -> Result<(), StoreError> {
        self.jobs.send(job).await.map_err(|_| StoreError::Stopped)
    }
}

fn start_writer(connection: SqliteConnection) -> (mpsc::Sender<Job>, mpsc::Sender<Aside>) {
    let (jobs, inbox) = mpsc::channel(QUEUE_MAX);
    let (asides, asked) = mpsc::channel(QUEUE_MAX);
    tokio::spawn(Writer::new(connection, inbox, asked).run());
    (jobs, asides)
}

/// Holds the lock under which the schema is brought up to date; dropping the file lets it go.
async fn schema_lock(directory: &Path) -> Result<std::fs::File, StoreError> {
    let path = directory.join(LOCK);
    let locked = tokio::task::spawn_blocking(move || {
        let file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)?;
        file.lock()?;
        Ok(file)
    });
    let locked = locked
        .await
        .unwrap_or_else(|error| Err(std::io::Error::other(error)));
    locked.map_err(StoreError::file("locking the data directory"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_connection_syncs_at_each_commit_and_checks_references() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut link = options(folder.path()).connect().await.expect("a database");
        for (pragma, value) in [
            ("synchronous", "2"),
            ("journal_mode", "wal"),
            ("foreign_keys", "1"),
        ] {
            let sql = format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}");
            let found: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                .fetch_one(&mut link)
                .await
                .expect(pragma);
            assert_eq!(found, value, "{pragma}");
        }
    }
}
