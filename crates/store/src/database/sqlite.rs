//! The embedded engine: many readers, one writer task that commits prepared writes in groups.
//!
//! A write is acknowledged after the group's fsync. Each write in a group has a savepoint, so that one that
//! fails takes nothing else with it.

use super::connection::connection;
use super::{Bulk, BulkPart};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use std::path::Path;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

connection!(SqliteConnection, SqliteArguments, Row::Sqlite);

/// The one ledger stream of an embedded database.
const STREAM: &str = "main";
/// Writes that share one fsync at most.
const GROUP_MAX: usize = 256;
/// Writes that may wait before callers are held back.
const QUEUE_MAX: usize = 1024;
/// Parts of a long transaction that may wait before the sender is held back.
const PARTS_MAX: usize = 4;

type Reply<T> = oneshot::Sender<Result<T, StoreError>>;

enum Job {
    Commit(Box<Write>, Reply<Committed>),
    Run(String, Vec<Arg>, Reply<Vec<Row>>),
    Bulk(mpsc::Receiver<BulkPart>, Reply<Committed>),
}

pub(crate) struct Sqlite {
    readers: SqlitePool,
    writer: mpsc::Sender<Job>,
}

impl Sqlite {
    pub(super) async fn open(directory: &Path) -> Result<Sqlite, StoreError> {
        let opening = || StoreError::database("opening the database");
        let options = SqliteConnectOptions::new()
            .filename(directory.join("benfu.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("cache_size", "-65536")
            .pragma("secure_delete", "on")
            .statement_cache_capacity(512);
        let mut connection = options.connect().await.map_err(opening())?;
        sqlx::migrate!("./migrations").run(&mut connection).await.map_err(StoreError::Migration)?;
        let readers = SqlitePoolOptions::new().max_connections(4);
        let readers = readers.connect_with(options.read_only(true)).await.map_err(opening())?;
        let (writer, inbox) = mpsc::channel(QUEUE_MAX);
        tokio::spawn(write_in_groups(connection, inbox));
        Ok(Sqlite { readers, writer })
    }

    pub(super) async fn rows(&self, sql: &str, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        fetch(&self.readers, sql, args).await
    }

    pub(super) async fn commit(&self, write: Write) -> Result<Committed, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Commit(Box::new(write), reply)).await?;
        answer.await.unwrap_or(Err(StoreError::Stopped))
    }

    pub(super) async fn run(&self, sql: &str, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Run(sql.to_owned(), args.to_vec(), reply)).await?;
        answer.await.unwrap_or(Err(StoreError::Stopped))
    }

    pub(super) async fn bulk(&self) -> Result<Bulk, StoreError> {
        let (parts, received) = mpsc::channel(PARTS_MAX);
        let (reply, outcome) = oneshot::channel();
        self.send(Job::Bulk(received, reply)).await?;
        Ok(Bulk { parts, outcome })
    }

    async fn send(&self, job: Job) -> Result<(), StoreError> {
        self.writer.send(job).await.map_err(|_| StoreError::Stopped)
    }
}

/// An outcome that waits for the group's fsync before it is told.
enum Told {
    Commit(Reply<Committed>, Result<Committed, StoreError>),
    Run(Reply<Vec<Row>>, Result<Vec<Row>, StoreError>),
}

async fn write_in_groups(mut connection: SqliteConnection, mut inbox: mpsc::Receiver<Job>) {
    let mut waiting: Option<Job> = None;
    loop {
        let first = match waiting.take() {
            Some(job) => job,
            None => match inbox.recv().await {
                Some(job) => job,
                None => break,
            },
        };
        waiting = match first {
            Job::Bulk(parts, reply) => {
                write_bulk(&mut connection, parts, reply).await;
                None
            }
            job => write_group(&mut connection, job, &mut inbox).await,
        };
    }
    let _ = connection.close().await;
}

/// Writes one group; a long transaction met on the way is handed back to come next.
async fn write_group(connection: &mut SqliteConnection, first: Job, inbox: &mut mpsc::Receiver<Job>) -> Option<Job> {
    let begun = begin(connection).await;
    let mut head = match begun {
        Ok(()) => read_head(connection, STREAM, "").await,
        Err(error) => Err(error),
    };
    let mut told = Vec::new();
    let mut next = Some(first);
    let mut set_aside = None;
    while let Some(job) = next.take() {
        match job {
            Job::Commit(write, reply) => told.push(Told::Commit(reply, commit_one(connection, &mut head, &write).await)),
            Job::Run(sql, args, reply) => told.push(Told::Run(reply, fetch(&mut *connection, &sql, &args).await)),
            bulk @ Job::Bulk(..) => {
                set_aside = Some(bulk);
                break;
            }
        }
        if told.len() < GROUP_MAX {
            next = inbox.try_recv().ok();
        }
    }
    let durable = end(connection, "COMMIT").await;
    tell(told, durable.is_ok());
    set_aside
}

fn tell(told: Vec<Told>, durable: bool) {
    for outcome in told {
        // A caller that has gone away needs no answer.
        match outcome {
            Told::Commit(reply, result) => drop(reply.send(if durable { result } else { Err(StoreError::Stopped) })),
            Told::Run(reply, result) => drop(reply.send(if durable { result } else { Err(StoreError::Stopped) })),
        }
    }
}

async fn begin(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    connection.execute("BEGIN IMMEDIATE").await.map_err(StoreError::database("beginning a transaction"))?;
    Ok(())
}

async fn end(connection: &mut SqliteConnection, word: &'static str) -> Result<(), StoreError> {
    let ended = connection.execute(word).await;
    if ended.is_err() {
        let _ = connection.execute("ROLLBACK").await;
    }
    ended.map(drop).map_err(StoreError::database("ending a transaction"))
}

async fn commit_one(
    connection: &mut SqliteConnection,
    head: &mut Result<Head, StoreError>,
    write: &Write,
) -> Result<Committed, StoreError> {
    let Ok(before) = head.as_ref() else { return Err(StoreError::Stopped) };
    connection.execute("SAVEPOINT act").await.map_err(StoreError::database("setting a savepoint"))?;
    let outcome = write_one(connection, before, write).await;
    let word = if outcome.is_ok() { "RELEASE act" } else { "ROLLBACK TO act; RELEASE act" };
    connection.execute(word).await.map_err(StoreError::database("leaving a savepoint"))?;
    let (after, committed) = outcome?;
    *head = Ok(after);
    Ok(committed)
}

async fn write_one(connection: &mut SqliteConnection, head: &Head, write: &Write) -> Result<(Head, Committed), StoreError> {
    execute_all(connection, &write.steps).await?;
    append(connection, STREAM, head, write).await
}

async fn write_bulk(connection: &mut SqliteConnection, mut parts: mpsc::Receiver<BulkPart>, reply: Reply<Committed>) {
    let outcome = match begin(connection).await {
        Ok(()) => write_parts(connection, &mut parts).await,
        Err(error) => Err(error),
    };
    let outcome = match outcome {
        Ok(committed) => end(connection, "COMMIT").await.map(|()| committed),
        Err(error) => {
            let _ = end(connection, "ROLLBACK").await;
            Err(error)
        }
    };
    parts.close();
    let _ = reply.send(outcome);
}

async fn write_parts(connection: &mut SqliteConnection, parts: &mut mpsc::Receiver<BulkPart>) -> Result<Committed, StoreError> {
    while let Some(part) = parts.recv().await {
        match part {
            BulkPart::Steps(steps) => execute_all(connection, &steps).await?,
            BulkPart::Finish(write) => {
                let head = read_head(connection, STREAM, "").await?;
                return write_one(connection, &head, &write).await.map(|(_, committed)| committed);
            }
        }
    }
    Err(StoreError::Stopped)
}
