//! The embedded engine: many readers (see `readers`) and one writer on a thread of its own (see `writer`).
//!
//! Journal in WAL mode: a commit appends to the log, and a write is acknowledged when the log is on the disk, so that it
//! survives loss of power. The engine itself would wait for the disk at each commit (`synchronous = FULL`); the writer
//! waits beside it instead, and writes on meanwhile.
//! Several processes may have one directory open: each group of writes takes the write lock, then reads the
//! ledger's head, so their entries never interleave; who waits for the lock longer than [`PATIENCE`] is told so.

mod link;
mod readers;
mod snapshot;
mod steps;
mod writer;

use super::bulk::{Bulk, channels};
use crate::{Arg, Committed, Row, Sql, StoreError, Write};
use link::Link;
use readers::Readers;
use rusqlite::OpenFlags;
use std::path::Path;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use writer::{Aside, Job, Log, Member, Writer};

pub(crate) use snapshot::Snapshot;

/// Name of the database inside the data directory.
pub(crate) const FILE: &str = "benfu.db";
/// Name of the file whose lock lets one process at a time bring the schema up to date.
const LOCK: &str = "benfu.lock";
/// Writes that may wait before callers are held back.
const QUEUE_MAX: usize = 1024;
/// How long a write waits for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(30);
/// What the writing connection is given. What it keeps to undo one act of a group stays in memory: in a file, each act
/// would write every page that it changes twice more. The log is brought into the database's file every 16 MB: pages that
/// many groups change are then copied once for all of them.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = on; \
                        PRAGMA cache_size = -65536; PRAGMA secure_delete = on; PRAGMA temp_store = MEMORY; \
                        PRAGMA wal_autocheckpoint = 4000";

pub(crate) struct Sqlite {
    readers: Readers,
    jobs: mpsc::Sender<Job>,
    asides: mpsc::Sender<Aside>,
}

impl Sqlite {
    pub(super) async fn open(directory: &Path) -> Result<Sqlite, StoreError> {
        let directory = directory.to_owned();
        on_a_thread_that_may_block(move || Sqlite::open_at_once(&directory)).await
    }

    fn open_at_once(directory: &Path) -> Result<Sqlite, StoreError> {
        let opening = || StoreError::database("opening the database");
        let lock =
            schema_lock(directory).map_err(StoreError::file("locking the data directory"))?;
        let mut link = open_for_writing(directory).map_err(opening())?;
        link.take_steps(&super::migrations::EMBEDDED)?;
        drop(lock);
        let readers = Readers::open(directory).map_err(opening())?;
        let (jobs, inbox) = mpsc::channel(QUEUE_MAX);
        let (asides, asked) = mpsc::channel(QUEUE_MAX);
        let log = Log::beside(&directory.join(FILE));
        let started = log.and_then(|log| Writer::new(link, log, inbox, asked)?.start());
        started.map_err(StoreError::file("starting the writer"))?;
        Ok(Sqlite {
            readers,
            jobs,
            asides,
        })
    }

    pub(super) async fn rows(&self, sql: &Sql, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        self.readers.rows(sql, args).await
    }

    /// Copies the database as it is now into a new file while writes go on.
    pub(crate) async fn copy_to(&self, file: String) -> Result<Snapshot, StoreError> {
        let copy = move |link: &Link| {
            link.rows("VACUUM INTO $1", &[file.as_str().into()])?;
            Snapshot::of_file(Path::new(&file))
        };
        self.readers.patiently(copy).await
    }

    /// All of these writes, or none.
    pub(super) async fn commit(&self, writes: Vec<Write>) -> Result<Vec<Committed>, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Member(Member::Commit(writes, reply)))
            .await?;
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
            self.send(Job::Member(Member::Commit(vec![write], reply)))
                .await?;
            answers.push(answer);
        }
        let mut committed = Vec::with_capacity(answers.len());
        for answer in answers {
            committed.extend(answer.await.unwrap_or(Err(StoreError::Stopped))?);
        }
        Ok(committed)
    }

    pub(super) async fn run(&self, sql: Sql, args: Vec<Arg>) -> Result<Vec<Row>, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Member(Member::Run(Aside { sql, args, reply })))
            .await?;
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

    /// The writer goes last: the last connection to a database brings its log into its file.
    pub(super) async fn close(&self) {
        self.readers.close().await;
        let (reply, closed) = oneshot::channel();
        if self.send(Job::Close(reply)).await.is_ok() {
            let _ = closed.await;
        }
    }

    async fn send(&self, job: Job) -> Result<(), StoreError> {
        self.jobs.send(job).await.map_err(|_| StoreError::Stopped)
    }
}

fn open_for_writing(directory: &Path) -> Result<Link, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Link::open(&directory.join(FILE), flags, SETTINGS)
}

async fn on_a_thread_that_may_block<T: Send + 'static>(
    call: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let called = tokio::task::spawn_blocking(call).await;
    called.unwrap_or(Err(StoreError::Stopped))
}

/// Holds the lock under which the schema is brought up to date; dropping the file lets it go.
fn schema_lock(directory: &Path) -> std::io::Result<std::fs::File> {
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(directory.join(LOCK))?;
    file.lock()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_writing_connection_keeps_a_log_checks_references_and_erases() {
        let folder = tempfile::tempdir().expect("a folder");
        let link = open_for_writing(folder.path()).expect("a database");
        for (pragma, value) in [
            ("synchronous", "1"),
            ("journal_mode", "wal"),
            ("foreign_keys", "1"),
            ("secure_delete", "1"),
        ] {
            let sql = format!("SELECT CAST({pragma} AS TEXT) AS value FROM pragma_{pragma}");
            let rows = link.rows(&sql, &[]).expect(pragma);
            assert_eq!(rows[0].text("value").expect(pragma), value, "{pragma}");
        }
    }
}
