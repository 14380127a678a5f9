//! The embedded engine's only writer: it commits prepared writes in groups; each is acknowledged when its group is on
//! the disk (see `syncing`).
//!
//! Main type: [`Writer`], on a thread of its own: a group of writes is some hundred short statements, and none of
//! them is worth a change of threads. A write that fails takes nothing else of its group with it (see `group`). When
//! the engine gives up the whole transaction (a full disk), every write of the group is told so, and the next group
//! starts afresh. After a sync that failed it refuses all: what the disk holds then, nobody can tell.

mod group;
mod syncing;

use super::link::Link;
use crate::database::bulk::{BulkPart, BulkReply, dropped};
use crate::error::EngineError;
use crate::ledger::{Head, head_step};
use crate::{Arg, Committed, Row, Sql, StoreError, Write};
pub(super) use group::Member;
use std::error::Error as _;
use std::time::Duration;
pub(super) use syncing::Log;
use syncing::Syncing;
use tokio::runtime::Runtime;
use tokio::sync::{mpsc, oneshot};

/// The one ledger stream of an embedded database.
const STREAM: &str = "main";
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
    Member(Member),
    Bulk(mpsc::Receiver<BulkPart>, BulkReply),
    Close(oneshot::Sender<()>),
}

pub(super) struct Writer {
    link: Link,
    inbox: mpsc::Receiver<Job>,
    asides: mpsc::Receiver<Aside>,
    /// On which the thread waits for several things at once, while it has nothing to write.
    waiting: Runtime,
    syncing: Syncing,
}

fn not_durable(reason: &str) -> StoreError {
    given_up("making a group of writes durable", reason)
}

/// Neither yes nor no: the log may hold the writes or not, which is seen when the database is opened again.
fn unsure(reason: &str) -> StoreError {
    let reason = format!(
        "{reason}; whether these writes are kept is seen when the server is started again, until then it takes no more"
    );
    given_up("bringing a group of writes to the disk", &reason)
}

fn given_up(doing: &'static str, reason: &str) -> StoreError {
    StoreError::database(doing)(EngineError::GivenUp(reason.to_owned()))
}

fn in_full(error: &StoreError) -> String {
    error
        .source()
        .map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}

impl Writer {
    pub(super) fn new(
        link: Link,
        log: Log,
        inbox: mpsc::Receiver<Job>,
        asides: mpsc::Receiver<Aside>,
    ) -> std::io::Result<Writer> {
        let waiting = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()?;
        Ok(Writer {
            link,
            inbox,
            asides,
            waiting,
            syncing: Syncing::start(log)?,
        })
    }

    /// Gives it a thread, on which it writes until every handle on the store is gone, or one asks to close.
    pub(super) fn start(self) -> std::io::Result<()> {
        let thread = std::thread::Builder::new().name("benfu-writer".to_owned());
        thread.spawn(move || self.run()).map(drop)
    }

    fn run(mut self) {
        let mut set_aside = None;
        while let Some(job) = set_aside.take().or_else(|| self.next()) {
            match job {
                Job::Bulk(parts, reply) => self.bulk(parts, reply),
                Job::Close(reply) => return self.close(reply),
                Job::Member(first) => set_aside = self.group(first),
            }
        }
    }

    /// Lets go of the database before it tells that it has.
    fn close(self, reply: oneshot::Sender<()>) {
        self.syncing.settle();
        drop(self.link);
        drop(self.inbox);
        let _ = reply.send(());
    }

    fn next(&mut self) -> Option<Job> {
        if let Some(job) = self.next_at_once() {
            return Some(job);
        }
        let (inbox, asides) = (&mut self.inbox, &mut self.asides);
        self.waiting.block_on(async {
            tokio::select! {
                Some(job) = inbox.recv() => Some(job),
                Some(aside) = asides.recv() => Some(Job::Member(Member::Run(aside))),
                else => None,
            }
        })
    }

    fn next_at_once(&mut self) -> Option<Job> {
        self.inbox.try_recv().ok().or_else(|| {
            self.asides
                .try_recv()
                .ok()
                .map(Member::Run)
                .map(Job::Member)
        })
    }

    /// Begins a transaction that holds the write lock, and reads the ledger's head under it.
    fn begin(&self) -> Result<Head, StoreError> {
        if let Some(reason) = self.syncing.failure() {
            return Err(given_up("waiting for a disk that has failed", &reason));
        }
        self.link
            .word("BEGIN IMMEDIATE", "beginning a transaction")?;
        let head = self.link.head(STREAM);
        if head.is_err() {
            self.undo();
        }
        head
    }

    /// Commits, unless the transaction was lost on the way.
    fn end(&self, lost: Option<String>) -> Result<(), String> {
        let ended = match lost {
            None => self
                .link
                .word("COMMIT", "committing")
                .map_err(|error| in_full(&error)),
            Some(reason) => Err(reason),
        };
        if ended.is_err() {
            self.undo();
        }
        ended
    }

    /// Undoes the transaction; that fails only when the engine has undone it by itself.
    fn undo(&self) {
        let _ = self.link.word("ROLLBACK", "undoing a transaction");
    }

    /// Remembers the ledger's end, once for all that the transaction adds to it.
    fn keep_head(&self, head: &Head) -> Result<(), StoreError> {
        self.link.steps(&[head_step(STREAM, head)])
    }

    /// Acts that hold together.
    fn write_all(
        &self,
        head: &Head,
        writes: &[Write],
    ) -> Result<(Head, Vec<Committed>), StoreError> {
        let (mut head, mut all) = (head.clone(), Vec::with_capacity(writes.len()));
        for write in writes {
            let (after, committed) = self.write(&head, write)?;
            head = after;
            all.push(committed);
        }
        Ok((head, all))
    }

    fn write(&self, head: &Head, write: &Write) -> Result<(Head, Committed), StoreError> {
        self.link.steps(&write.steps)?;
        self.link.append(STREAM, head, write)
    }

    fn bulk(&mut self, mut parts: mpsc::Receiver<BulkPart>, reply: BulkReply) {
        let mut company = Vec::new();
        let outcome = self.bulk_outcome(&mut parts, &mut company);
        if outcome.is_err() {
            self.repeat(&company);
        }
        parts.close();
        // A caller that has gone away needs no answer.
        match outcome {
            Err(error) => drop(reply.send(Err(error))),
            Ok(committed) => self.syncing.hand_over(|synced| {
                drop(reply.send(synced.map(|()| committed).map_err(unsure)));
            }),
        }
    }

    fn bulk_outcome(
        &mut self,
        parts: &mut mpsc::Receiver<BulkPart>,
        company: &mut Vec<(Sql, Vec<Arg>)>,
    ) -> Result<Committed, StoreError> {
        let head = self.begin()?;
        match self.bulk_parts(&head, parts, company) {
            Ok(committed) => match self.end(None) {
                Ok(()) => Ok(committed),
                Err(reason) => Err(not_durable(&reason)),
            },
            Err(error) => {
                self.undo();
                Err(error)
            }
        }
    }

    /// Parts until the last one. Keys that are asked for meanwhile are reserved in the same transaction.
    fn bulk_parts(
        &mut self,
        head: &Head,
        parts: &mut mpsc::Receiver<BulkPart>,
        company: &mut Vec<(Sql, Vec<Arg>)>,
    ) -> Result<Committed, StoreError> {
        loop {
            match self.next_of_bulk(parts)? {
                Next::Part(BulkPart::Steps(steps)) => self.link.steps(&steps)?,
                Next::Part(BulkPart::Finish(write)) => {
                    let (head, committed) = self.write(head, &write)?;
                    return self.keep_head(&head).map(|()| committed);
                }
                Next::Aside(aside) => {
                    let outcome = self.link.rows(&aside.sql, &aside.args);
                    company.push((aside.sql, aside.args));
                    let _ = aside.reply.send(outcome);
                }
            }
        }
    }

    fn next_of_bulk(&mut self, parts: &mut mpsc::Receiver<BulkPart>) -> Result<Next, StoreError> {
        let asides = &mut self.asides;
        self.waiting.block_on(async {
            tokio::select! {
                part = parts.recv() => part.map(Next::Part).ok_or_else(dropped),
                Some(aside) = asides.recv() => Ok(Next::Aside(aside)),
                () = tokio::time::sleep(STALL) => Err(stalled()),
            }
        })
    }

    /// Does again what went down with a long transaction: its answers are in use already.
    fn repeat(&self, company: &[(Sql, Vec<Arg>)]) {
        if company.is_empty() {
            return;
        }
        let mut lost = self.begin().err().map(|error| in_full(&error));
        if lost.is_none() {
            for (sql, args) in company {
                let again = self.link.rows(sql, args);
                lost = lost.or(again.err().map(|error| in_full(&error)));
            }
            lost = self.end(lost).err();
        }
        if let Some(reason) = lost {
            tracing::error!(reason, "reserved keys could not be kept");
        }
    }
}

/// What a long transaction goes on with.
enum Next {
    Part(BulkPart),
    Aside(Aside),
}

fn stalled() -> StoreError {
    let reason = "no part came for a minute; a commit must not be awaited between the parts";
    given_up("waiting for the next part of a long transaction", reason)
}

#[cfg(test)]
mod tests;
