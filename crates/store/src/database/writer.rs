//! The embedded engine's only writer: it commits prepared writes in groups and acknowledges each after the
//! group's fsync.
//!
//! Main type: [`Writer`]. Each write in a group has a savepoint, so that one that fails takes nothing else with
//! it. When the engine gives up the whole transaction (a full disk, a failing device), every write of the group
//! is told so, and the next group starts afresh: the writer itself never stops over an error.

use super::bulk::{BulkPart, BulkReply, dropped};
use super::link::Link;
use crate::ledger::Head;
use crate::{Arg, Committed, Row, Sql, StoreError, Write};
use sqlx::{Connection as _, Executor as _, SqliteConnection};
use std::error::Error as _;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// The one ledger stream of an embedded database.
const STREAM: &str = "main";
/// Writes that share one fsync at most.
const GROUP_MAX: usize = 256;
/// How long a long transaction may leave the writer waiting for its next part.
const STALL: Duration = Duration::from_mins(1);

pub(super) type Reply<T> = oneshot::Sender<Result<T, StoreError>>;

/// A statement that belongs to no act.
pub(super) struct Aside {
    pub(super) sql: Sql,
    pub(super) args: Vec<Arg>,
    pub(super) reply: Reply<Vec<Row>>,
}

pub(super) enum Job {
    Commit(Box<Write>, Reply<Committed>),
    Run(Aside),
    Bulk(mpsc::Receiver<BulkPart>, BulkReply),
    Close(oneshot::Sender<()>),
}

pub(super) struct Writer {
    connection: SqliteConnection,
    inbox: mpsc::Receiver<Job>,
    asides: mpsc::Receiver<Aside>,
}

/// An outcome that waits for the group's fsync before it is told.
enum Told {
    Commit(Reply<Committed>, Result<Committed, StoreError>),
    Run(Reply<Vec<Row>>, Result<Vec<Row>, StoreError>),
}

impl Told {
    /// Tells it; a caller that has gone away needs no answer.
    fn tell(self, lost: Option<&str>) {
        match (self, lost) {
            (Told::Commit(reply, outcome), None) => drop(reply.send(outcome)),
            (Told::Run(reply, outcome), None) => drop(reply.send(outcome)),
            (Told::Commit(reply, _), Some(reason)) => drop(reply.send(Err(not_durable(reason)))),
            (Told::Run(reply, _), Some(reason)) => drop(reply.send(Err(not_durable(reason)))),
        }
    }
}

fn not_durable(reason: &str) -> StoreError {
    StoreError::database("making a group of writes durable")(sqlx::Error::Protocol(
        reason.to_owned(),
    ))
}

fn in_full(error: &StoreError) -> String {
    error
        .source()
        .map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}

impl Writer {
    pub(super) fn new(
        connection: SqliteConnection,
        inbox: mpsc::Receiver<Job>,
        asides: mpsc::Receiver<Aside>,
    ) -> Writer {
        Writer {
            connection,
            inbox,
            asides,
        }
    }

    /// Writes until every handle on the store is gone, or one asks to close.
    pub(super) async fn run(mut self) {
        let mut set_aside = None;
        loop {
            let job = match set_aside.take() {
                Some(job) => job,
                None => match self.next().await {
                    Some(job) => job,
                    None => break,
                },
            };
            match job {
                Job::Bulk(parts, reply) => self.bulk(parts, reply).await,
                Job::Close(reply) => return self.close(reply).await,
                job => set_aside = self.group(job).await,
            }
        }
        let _ = self.connection.close().await;
    }

    async fn close(self, reply: oneshot::Sender<()>) {
        let _ = self.connection.close().await;
        drop(self.inbox);
        let _ = reply.send(());
    }

    async fn next(&mut self) -> Option<Job> {
        tokio::select! {
            Some(job) = self.inbox.recv() => Some(job),
            Some(aside) = self.asides.recv() => Some(Job::Run(aside)),
            else => None,
        }
    }

    fn next_at_once(&mut self) -> Option<Job> {
        self.inbox
            .try_recv()
            .ok()
            .or_else(|| self.asides.try_recv().ok().map(Job::Run))
    }

    /// Writes one group; a job that cannot be part of one is handed back to come next.
    async fn group(&mut self, first: Job) -> Option<Job> {
        let mut head = match self.begin().await {
            Ok(head) => head,
            Err(error) => {
                refuse(first, error);
                return None;
            }
        };
        let (mut told, mut lost) = (Vec::new(), None);
        let mut next = Some(first);
        let mut set_aside = None;
        while let Some(job) = next.take() {
            match job {
                Job::Commit(write, reply) => {
                    let outcome = self.act(&mut head, &write, &mut lost).await;
                    told.push(Told::Commit(reply, outcome));
                }
                Job::Run(aside) => {
                    let outcome = self.aside(&aside, &mut lost).await;
                    told.push(Told::Run(aside.reply, outcome));
                }
                other => set_aside = Some(other),
            }
            if told.len() < GROUP_MAX && set_aside.is_none() && lost.is_none() {
                next = self.next_at_once();
            }
        }
        let lost = self.end(lost).await.err();
        for outcome in told {
            outcome.tell(lost.as_deref());
        }
        set_aside
    }

    /// Begins a transaction that holds the write lock, and reads the ledger's head under it.
    async fn begin(&mut self) -> Result<Head, StoreError> {
        self.word("BEGIN IMMEDIATE", "beginning a transaction")
            .await?;
        let head = Link::Sqlite(&mut self.connection).head(STREAM).await;
        if head.is_err() {
            let _ = self.word("ROLLBACK", "undoing a transaction").await;
        }
        head
    }

    /// Commits, unless the transaction was lost on the way.
    async fn end(&mut self, lost: Option<String>) -> Result<(), String> {
        let ended = match lost {
            None => self
                .word("COMMIT", "committing")
                .await
                .map_err(|error| in_full(&error)),
            Some(reason) => Err(reason),
        };
        if ended.is_err() {
            // Fails when the engine has undone the transaction by itself.
            let _ = self.word("ROLLBACK", "undoing a transaction").await;
        }
        ended
    }

    async fn word(&mut self, sql: &'static str, doing: &'static str) -> Result<(), StoreError> {
        self.connection
            .execute(sql)
            .await
            .map(drop)
            .map_err(StoreError::database(doing))
    }

    async fn act(
        &mut self,
        head: &mut Head,
        write: &Write,
        lost: &mut Option<String>,
    ) -> Result<Committed, StoreError> {
        self.word("SAVEPOINT act", "setting a savepoint").await?;
        let outcome = self.write(head, write).await;
        *lost = self.leave(outcome.as_ref().err()).await;
        let (after, committed) = outcome?;
        *head = after;
        Ok(committed)
    }

    async fn aside(
        &mut self,
        aside: &Aside,
        lost: &mut Option<String>,
    ) -> Result<Vec<Row>, StoreError> {
        self.word("SAVEPOINT act", "setting a savepoint").await?;
        let outcome = Link::Sqlite(&mut self.connection)
            .rows(&aside.sql, &aside.args)
            .await;
        *lost = self.leave(outcome.as_ref().err()).await;
        outcome
    }

    /// Leaves a savepoint. That fails only when the engine has given up the whole transaction; then it says why.
    async fn leave(&mut self, failure: Option<&StoreError>) -> Option<String> {
        let word = if failure.is_none() {
            "RELEASE act"
        } else {
            "ROLLBACK TO act; RELEASE act"
        };
        let left = self.word(word, "leaving a savepoint").await;
        left.err().map(|error| in_full(failure.unwrap_or(&error)))
    }

    async fn write(&mut self, head: &Head, write: &Write) -> Result<(Head, Committed), StoreError> {
        let mut link = Link::Sqlite(&mut self.connection);
        link.steps(&write.steps).await?;
        link.append(STREAM, head, write).await
    }

    async fn bulk(&mut self, mut parts: mpsc::Receiver<BulkPart>, reply: BulkReply) {
        let mut company = Vec::new();
        let outcome = self.bulk_outcome(&mut parts, &mut company).await;
        if outcome.is_err() {
            self.repeat(company).await;
        }
        parts.close();
        let _ = reply.send(outcome);
    }

    async fn bulk_outcome(
        &mut self,
        parts: &mut mpsc::Receiver<BulkPart>,
        company: &mut Vec<(Sql, Vec<Arg>)>,
    ) -> Result<Committed, StoreError> {
        let head = self.begin().await?;
        match self.bulk_parts(&head, parts, company).await {
            Ok(committed) => match self.end(None).await {
                Ok(()) => Ok(committed),
                Err(reason) => Err(not_durable(&reason)),
            },
            Err(error) => {
                let _ = self.word("ROLLBACK", "undoing a transaction").await;
                Err(error)
            }
        }
    }

    /// Parts until the last one. Keys that are asked for meanwhile are reserved in the same transaction.
    async fn bulk_parts(
        &mut self,
        head: &Head,
        parts: &mut mpsc::Receiver<BulkPart>,
        company: &mut Vec<(Sql, Vec<Arg>)>,
    ) -> Result<Committed, StoreError> {
        loop {
            tokio::select! {
                part = parts.recv() => match part {
                    None => return Err(dropped()),
                    Some(BulkPart::Steps(steps)) => Link::Sqlite(&mut self.connection).steps(&steps).await?,
                    Some(BulkPart::Finish(write)) => {
                        return self.write(head, &write).await.map(|(_, committed)| committed);
                    }
                },
                Some(aside) = self.asides.recv() => {
                    let outcome = Link::Sqlite(&mut self.connection).rows(&aside.sql, &aside.args).await;
                    company.push((aside.sql, aside.args));
                    let _ = aside.reply.send(outcome);
                }
                () = tokio::time::sleep(STALL) => return Err(stalled()),
            }
        }
    }

    /// Does again what went down with a long transaction: its answers are in use already.
    async fn repeat(&mut self, company: Vec<(Sql, Vec<Arg>)>) {
        if company.is_empty() {
            return;
        }
        let mut lost = self.begin().await.err().map(|error| in_full(&error));
        if lost.is_none() {
            for (sql, args) in &company {
                let again = Link::Sqlite(&mut self.connection).rows(sql, args).await;
                lost = lost.or(again.err().map(|error| in_full(&error)));
            }
            lost = self.end(lost).await.err();
        }
        if let Some(reason) = lost {
            tracing::error!(reason, "reserved keys could not be kept");
        }
    }
}

fn stalled() -> StoreError {
    let reason = "no part came for a minute; a commit must not be awaited between the parts";
    StoreError::database("waiting for the next part of a long transaction")(sqlx::Error::Protocol(
        reason.to_owned(),
    ))
}

/// Tells one job that its group could not begin.
fn refuse(job: Job, error: StoreError) {
    match job {
        Job::Run(aside) => drop(aside.reply.send(Err(error))),
        Job::Commit(_, reply) | Job::Bulk(_, reply) => drop(reply.send(Err(error))),
        Job::Close(reply) => drop(reply.send(())),
    }
}

#[cfg(test)]
mod tests;
