//! The embedded engine's only writer: it commits prepared writes in groups and acknowledges each after the
//! group's fsync.
//!
//! Main type: [`Writer`], on a thread of its own: a group of writes is some hundred short statements, and none of
//! them is worth a change of threads. Each write in a group has a savepoint, so that one that fails takes nothing
//! else with it. When the engine gives up the whole transaction (a full disk, a failing device), every write of the
//! group is told so, and the next group starts afresh: the writer itself never stops over an error.

use super::link::Link;
use crate::database::bulk::{BulkPart, BulkReply, dropped};
use crate::error::EngineError;
use crate::ledger::Head;
use crate::{Arg, Committed, Row, Sql, StoreError, Write};
use std::error::Error as _;
use std::time::Duration;
use tokio::runtime::Runtime;
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
    Commit(Vec<Write>, Reply<Vec<Committed>>),
    Run(Aside),
    Bulk(mpsc::Receiver<BulkPart>, BulkReply),
    Close(oneshot::Sender<()>),
}

pub(super) struct Writer {
    link: Link,
    inbox: mpsc::Receiver<Job>,
    asides: mpsc::Receiver<Aside>,
    /// On which the thread waits for several things at once, while it has nothing to write.
    waiting: Runtime,
}

/// An outcome that waits for the group's fsync before it is told.
enum Told {
    Commit(Reply<Vec<Committed>>, Result<Vec<Committed>, StoreError>),
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
    given_up("making a group of writes durable", reason)
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
                job => set_aside = self.group(job),
            }
        }
    }

    /// Lets go of the database before it tells that it has.
    fn close(self, reply: oneshot::Sender<()>) {
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
                Some(aside) = asides.recv() => Some(Job::Run(aside)),
                else => None,
            }
        })
    }

    fn next_at_once(&mut self) -> Option<Job> {
        self.inbox
            .try_recv()
            .ok()
            .or_else(|| self.asides.try_recv().ok().map(Job::Run))
    }

    /// Writes one group; a job that cannot be part of one is handed back to come next.
    fn group(&mut self, first: Job) -> Option<Job> {
        let mut head = match self.begin() {
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
                Job::Commit(writes, reply) => {
                    let outcome = self.act(&mut head, &writes, &mut lost);
                    told.push(Told::Commit(reply, outcome));
                }
                Job::Run(aside) => {
                    let outcome = self.aside(&aside, &mut lost);
                    told.push(Told::Run(aside.reply, outcome));
                }
                other => set_aside = Some(other),
            }
            if told.len() < GROUP_MAX && set_aside.is_none() && lost.is_none() {
                next = self.next_at_once();
            }
        }
        let lost = self.end(lost).err();
        for outcome in told {
            outcome.tell(lost.as_deref());
        }
        set_aside
    }

    /// Begins a transaction that holds the write lock, and reads the ledger's head under it.
    fn begin(&self) -> Result<Head, StoreError> {
        self.link
            .word("BEGIN IMMEDIATE", "beginning a transaction")?;
        let head = self.link.head(STREAM);
        if head.is_err() {
            let _ = self.link.word("ROLLBACK", "undoing a transaction");
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
            // Fails when the engine has undone the transaction by itself.
            let _ = self.link.word("ROLLBACK", "undoing a transaction");
        }
        ended
    }

    /// Writes that hold together.
    fn act(
        &self,
        head: &mut Head,
        writes: &[Write],
        lost: &mut Option<String>,
    ) -> Result<Vec<Committed>, StoreError> {
        self.link.word("SAVEPOINT act", "setting a savepoint")?;
        let outcome = self.write_all(head, writes);
        *lost = self.leave(outcome.as_ref().err());
        let (after, committed) = outcome?;
        *head = after;
        Ok(committed)
    }

    fn aside(&self, aside: &Aside, lost: &mut Option<String>) -> Result<Vec<Row>, StoreError> {
        self.link.word("SAVEPOINT act", "setting a savepoint")?;
        let outcome = self.link.rows(&aside.sql, &aside.args);
        *lost = self.leave(outcome.as_ref().err());
        outcome
    }

    /// Leaves a savepoint. That fails only when the engine has given up the whole transaction; then it says why.
    fn leave(&self, failure: Option<&StoreError>) -> Option<String> {
        let undone = match failure {
            None => Ok(()),
            Some(_) => self.link.word("ROLLBACK TO act", "undoing a write"),
        };
        let left = undone.and_then(|()| self.link.word("RELEASE act", "leaving a savepoint"));
        left.err().map(|error| in_full(failure.unwrap_or(&error)))
    }

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
        let _ = reply.send(outcome);
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
                let _ = self.link.word("ROLLBACK", "undoing a transaction");
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
                    return self.write(head, &write).map(|(_, committed)| committed);
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

/// Tells one job that its group could not begin.
fn refuse(job: Job, error: StoreError) {
    match job {
        Job::Run(aside) => drop(aside.reply.send(Err(error))),
        Job::Commit(_, reply) => drop(reply.send(Err(error))),
        Job::Bulk(_, reply) => drop(reply.send(Err(error))),
        Job::Close(reply) => drop(reply.send(())),
    }
}

#[cfg(test)]
mod tests;
