//! A group of writes: durable together, told after one fsync.
//!
//! Main types: [`Member`], `Group`. A group is written as its members come, and takes members for as long as the one
//! before it is on its way to the disk. Nearly every write holds. When one does not, all of the group is undone and
//! written again with a savepoint for each member, so that the one that fails takes nothing else with it: keeping what
//! undoes a single write costs a fifth of what the writer does.

use super::super::link::Link;
use super::{Aside, Job, Reply, Writer, in_full, not_durable, unsure};
use crate::ledger::Head;
use crate::{Committed, Row, StoreError, Write};
use std::time::Duration;

/// Writes that share one fsync at most.
const MOST: usize = 256;
/// How often a group looks for more members while the disk is busy: waking for each would cost more than it does.
const PAUSE: Duration = Duration::from_micros(100);

/// What can be part of a group, and who waits for it.
pub(in super::super) enum Member {
    /// Acts that hold together.
    Commit(Vec<Write>, Reply<Vec<Committed>>),
    Run(Aside),
}

/// What a member came to, before it is durable.
enum Outcome {
    Commit(Result<Vec<Committed>, StoreError>),
    Run(Result<Vec<Row>, StoreError>),
}

/// The members so far, and the ledger's end after them.
struct Group {
    members: Vec<(Member, Outcome)>,
    /// The place of the ledger's end before them.
    before: i64,
    head: Head,
    holds: bool,
}

impl Outcome {
    fn failure(&self) -> Option<&StoreError> {
        match self {
            Outcome::Commit(outcome) => outcome.as_ref().err(),
            Outcome::Run(outcome) => outcome.as_ref().err(),
        }
    }
}

impl Member {
    /// Tells who waits that this could not be tried; a caller that has gone away needs no answer.
    fn refuse(self, error: StoreError) {
        match self {
            Member::Commit(_, reply) => drop(reply.send(Err(error))),
            Member::Run(aside) => drop(aside.reply.send(Err(error))),
        }
    }

    fn tell(self, outcome: Outcome) {
        match (self, outcome) {
            (Member::Commit(_, reply), Outcome::Commit(outcome)) => drop(reply.send(outcome)),
            (Member::Run(aside), Outcome::Run(outcome)) => drop(aside.reply.send(outcome)),
            (member, _) => member.refuse(StoreError::Stopped),
        }
    }

    /// Does it; the head moves on with each entry.
    fn attempt(&self, writer: &Writer, head: &mut Head) -> Outcome {
        match self {
            Member::Commit(acts, _) => {
                let written = writer.write_all(head, acts);
                Outcome::Commit(written.map(|(after, committed)| {
                    *head = after;
                    committed
                }))
            }
            Member::Run(aside) => Outcome::Run(writer.link.rows(&aside.sql, &aside.args)),
        }
    }

    fn failed(&self, error: StoreError) -> Outcome {
        match self {
            Member::Commit(..) => Outcome::Commit(Err(error)),
            Member::Run(_) => Outcome::Run(Err(error)),
        }
    }
}

impl Group {
    fn new(head: Head) -> Group {
        Group {
            members: Vec::new(),
            before: head.seq,
            head,
            holds: true,
        }
    }

    fn add(&mut self, writer: &Writer, member: Member) {
        let outcome = member.attempt(writer, &mut self.head);
        self.holds = outcome.failure().is_none();
        self.members.push((member, outcome));
    }

    fn may_grow(&self) -> bool {
        self.holds && self.members.len() < MOST
    }

    fn refuse(self, error: impl Fn() -> StoreError) {
        for (member, _) in self.members {
            member.refuse(error());
        }
    }

    /// Tells everybody what came of it, now that the disk has it or nobody can say.
    fn tell(self, synced: Result<(), &str>) {
        match synced {
            Ok(()) => {
                for (member, outcome) in self.members {
                    member.tell(outcome);
                }
            }
            Err(reason) => self.refuse(|| unsure(reason)),
        }
    }
}

impl Writer {
    /// Writes one group; a job that cannot be part of one is handed back to come next.
    pub(super) fn group(&mut self, first: Member) -> Option<Job> {
        let mut group = match self.begin() {
            Ok(head) => Group::new(head),
            Err(error) => {
                first.refuse(error);
                return None;
            }
        };
        let set_aside = self.gather(&mut group, first);
        let ended = if group.holds {
            self.end_group(&group, None)
        } else {
            self.again(&mut group)
        };
        match ended {
            Ok(()) => self.syncing.hand_over(|synced| group.tell(synced)),
            Err(reason) => group.refuse(|| not_durable(&reason)),
        }
        set_aside
    }

    /// Members as they come, until one fails, none comes any more or a job comes that is none.
    fn gather(&mut self, group: &mut Group, first: Member) -> Option<Job> {
        group.add(self, first);
        while group.may_grow() {
            match self.next_while_syncing() {
                Some(Job::Member(member)) => group.add(self, member),
                other => return other,
            }
        }
        None
    }

    /// What waits, or what comes while the disk is busy.
    fn next_while_syncing(&mut self) -> Option<Job> {
        loop {
            let done = self.syncing.is_done();
            let waiting = self.next_at_once();
            if waiting.is_some() || done {
                return waiting;
            }
            self.syncing.wait_at_most(PAUSE);
        }
    }

    /// Undoes a group and writes it again, each member with a savepoint.
    fn again(&self, group: &mut Group) -> Result<(), String> {
        self.undo();
        group.head = self.begin().map_err(|error| in_full(&error))?;
        group.before = group.head.seq;
        let mut lost = None;
        for (member, outcome) in &mut group.members {
            if lost.is_none() {
                *outcome = self.guarded(member, &mut group.head, &mut lost);
            }
        }
        self.end_group(group, lost)
    }

    fn guarded(&self, member: &Member, head: &mut Head, lost: &mut Option<String>) -> Outcome {
        if let Err(error) = self.link.word("SAVEPOINT act", "setting a savepoint") {
            return member.failed(error);
        }
        let outcome = member.attempt(self, head);
        *lost = leave(&self.link, outcome.failure());
        outcome
    }

    fn end_group(&self, group: &Group, lost: Option<String>) -> Result<(), String> {
        let kept = match lost {
            None if group.head.seq == group.before => Ok(()),
            None => self.keep_head(&group.head).map_err(|error| in_full(&error)),
            Some(reason) => Err(reason),
        };
        self.end(kept.err())
    }
}

/// Leaves a savepoint. That fails only when the engine has given up the whole transaction; then it says why.
fn leave(link: &Link, failure: Option<&StoreError>) -> Option<String> {
    let undone = match failure {
        None => Ok(()),
        Some(_) => link.word("ROLLBACK TO act", "undoing a write"),
    };
    let left = undone.and_then(|()| link.word("RELEASE act", "leaving a savepoint"));
    left.err().map(|error| in_full(failure.unwrap_or(&error)))
}
