//! Bringing what was committed to the disk while the next group is written.
//!
//! Main type: [`Syncing`]. A commit puts its pages into the log, whole and in order, and does not wait for the disk. A
//! thread of its own waits for it and then tells the callers; so the disk and the writer work at the same time, and a
//! group that is being written meanwhile grows. The log keeps the order, so what the disk has is always a beginning of
//! what was committed.

use std::io;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Brings everything that was committed until now to the disk.
pub(in super::super) struct Log(Box<dyn FnMut() -> io::Result<()> + Send>);

/// What waits for the disk: it is told that all is well, or why nobody can say.
type Told = Box<dyn FnOnce(Result<(), &str>) + Send>;

/// The thread that waits for the disk, seen from the writer.
pub(super) struct Syncing(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// What was committed since the last sync began.
    waiting: Vec<Told>,
    going_on: bool,
    ending: bool,
    /// Why the first sync that failed did.
    failed: Option<String>,
}

impl State {
    fn is_done(&self) -> bool {
        self.waiting.is_empty() && !self.going_on
    }
}

impl Log {
    /// The log beside a database that is open; it stays the same file for as long.
    pub(in super::super) fn beside(database: &Path) -> io::Result<Log> {
        let mut name = database.as_os_str().to_owned();
        name.push("-wal");
        let file = std::fs::OpenOptions::new().write(true).open(name)?;
        Ok(Log::new(move || file.sync_data()))
    }

    pub(super) fn new(sync: impl FnMut() -> io::Result<()> + Send + 'static) -> Log {
        Log(Box::new(sync))
    }
}

impl Syncing {
    pub(super) fn start(log: Log) -> io::Result<Syncing> {
        let syncing = Syncing(Arc::default());
        let shared = Arc::clone(&syncing.0);
        let thread = std::thread::Builder::new().name("benfu-sync".to_owned());
        thread.spawn(move || shared.run(log))?;
        Ok(syncing)
    }

    /// Has the disk everything that was committed?
    pub(super) fn is_done(&self) -> bool {
        self.state().is_done()
    }

    /// Waits until the disk has everything, or for so long.
    pub(super) fn wait_at_most(&self, pause: Duration) {
        let changed = &self.0.changed;
        drop(changed.wait_timeout_while(self.state(), pause, |state| !state.is_done()));
    }

    /// Waits until the disk has everything.
    pub(super) fn settle(&self) {
        let changed = &self.0.changed;
        drop(changed.wait_while(self.state(), |state| !state.is_done()));
    }

    /// Why nothing more can be made durable. What a failed sync left on the disk cannot be told, and a later one that
    /// succeeds proves nothing about it, so the first failure is the end.
    pub(super) fn failure(&self) -> Option<String> {
        self.state().failed.clone()
    }

    /// Hands over what was just committed; it is told when the disk has it.
    pub(super) fn hand_over(&self, told: impl FnOnce(Result<(), &str>) + Send + 'static) {
        self.state().waiting.push(Box::new(told));
        self.0.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state()
    }
}

impl Drop for Syncing {
    fn drop(&mut self) {
        self.state().ending = true;
        self.0.changed.notify_all();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Until the writer is gone and all have been told.
    fn run(&self, mut log: Log) {
        while let Some(waiting) = self.next() {
            let failed = self.state().failed.clone();
            let failed = failed.or_else(|| (log.0)().err().map(|error| error.to_string()));
            let mut state = self.state();
            (state.going_on, state.failed) = (false, failed.clone());
            drop(state);
            self.changed.notify_all();
            for told in waiting {
                told(failed.as_deref().map_or(Ok(()), Err));
            }
        }
    }

    /// All that waits, as soon as something does.
    fn next(&self) -> Option<Vec<Told>> {
        let nothing = |state: &mut State| state.waiting.is_empty() && !state.ending;
        let waited = self.changed.wait_while(self.state(), nothing);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        let waiting = std::mem::take(&mut state.waiting);
        state.going_on = !waiting.is_empty();
        state.going_on.then_some(waiting)
    }
}
