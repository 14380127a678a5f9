//! Reading from the embedded engine: a few connections that only read, lent one call at a time.
//!
//! Main type: [`Readers`]. Most reads take microseconds, far less than handing them to another thread and waiting for
//! the answer would; so a read runs at once on the caller's thread, and when it is not over after [`AT_ONCE`] the
//! engine breaks it off and it runs again on a thread that may block. It changes nothing, so twice is as good as once.

use super::link::Link;
use super::{FILE, PATIENCE};
use crate::{Arg, Row, Sql, StoreError};
use rusqlite::{ErrorCode, OpenFlags};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Connections for reading.
const COUNT: u32 = 4;
/// How long a read may hold the caller's thread, on which others wait to go on.
const AT_ONCE: Duration = Duration::from_micros(300);
/// Steps of the engine's machine between two looks at the clock, some microseconds of them.
const STEPS_BETWEEN_LOOKS: i32 = 500;
/// What a reading connection is given.
const SETTINGS: &str = "PRAGMA cache_size = -65536";

pub(super) struct Readers {
    idle: Arc<Mutex<Vec<Reader>>>,
    free: Arc<Semaphore>,
}

/// A connection, and until when its statement must be over.
struct Reader {
    link: Link,
    deadline: Arc<Mutex<Option<Instant>>>,
}

/// A connection that goes back when it is dropped.
struct Lent {
    reader: Option<Reader>,
    idle: Arc<Mutex<Vec<Reader>>>,
    _permit: OwnedSemaphorePermit,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Readers {
    pub(super) fn open(directory: &Path) -> Result<Readers, rusqlite::Error> {
        let readers = (0..COUNT).map(|_| Reader::open(&directory.join(FILE)));
        let idle = readers.collect::<Result<Vec<_>, _>>()?;
        Ok(Readers {
            free: Arc::new(Semaphore::new(idle.len())),
            idle: Arc::new(Mutex::new(idle)),
        })
    }

    /// The rows of a statement that only reads.
    pub(super) async fn rows(&self, sql: &Sql, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        let lent = self.lend().await?;
        if let Some(outcome) = lent.at_once(|link| link.fetch(sql, args)) {
            return outcome.map_err(StoreError::database("reading"));
        }
        let (sql, args) = (sql.clone(), args.to_vec());
        lent.patiently(move |link| link.rows(&sql, &args)).await
    }

    /// Does something that takes long with a connection.
    pub(super) async fn patiently<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Link) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.lend().await?.patiently(call).await
    }

    /// Waits until nobody reads and lets go of every connection.
    pub(super) async fn close(&self) {
        let all = self.free.acquire_many(COUNT).await;
        self.free.close();
        locked(&self.idle).clear();
        drop(all);
    }

    async fn lend(&self) -> Result<Lent, StoreError> {
        let permit = Arc::clone(&self.free).acquire_owned().await;
        let permit = permit.map_err(|_| StoreError::Stopped)?;
        Ok(Lent {
            reader: locked(&self.idle).pop(),
            idle: Arc::clone(&self.idle),
            _permit: permit,
        })
    }
}

impl Reader {
    fn open(file: &Path) -> Result<Reader, rusqlite::Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let link = Link::open(file, flags, SETTINGS)?;
        let deadline = Arc::new(Mutex::new(None));
        let until = Arc::clone(&deadline);
        link.ask_whether_to_stop(STEPS_BETWEEN_LOOKS, move || {
            locked(&until).is_some_and(|until| Instant::now() >= until)
        })?;
        Ok(Reader { link, deadline })
    }

    fn limited(&self, most: Option<Duration>) -> Result<(), rusqlite::Error> {
        *locked(&self.deadline) = most.map(|most| Instant::now() + most);
        self.link
            .wait_at_most(most.map_or(PATIENCE, |_| Duration::ZERO))
    }
}

impl Lent {
    /// Calls on this thread; nothing comes back when the call was broken off or met another process.
    fn at_once<T>(
        &self,
        call: impl FnOnce(&Link) -> Result<T, rusqlite::Error>,
    ) -> Option<Result<T, rusqlite::Error>> {
        let reader = self.reader.as_ref()?;
        let outcome = reader
            .limited(Some(AT_ONCE))
            .and_then(|()| call(&reader.link));
        match outcome
            .as_ref()
            .err()
            .and_then(rusqlite::Error::sqlite_error_code)
        {
            Some(ErrorCode::OperationInterrupted | ErrorCode::DatabaseBusy) => None,
            _ => Some(outcome),
        }
    }

    /// Calls on a thread that may block.
    async fn patiently<T: Send + 'static>(
        self,
        call: impl FnOnce(&Link) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let called = tokio::task::spawn_blocking(move || {
            let reader = self.reader.as_ref().ok_or(StoreError::Stopped)?;
            let freed = reader.limited(None);
            freed.map_err(StoreError::database("reading"))?;
            call(&reader.link)
        });
        called.await.unwrap_or(Err(StoreError::Stopped))
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        locked(&self.idle).extend(self.reader.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts for far longer than a read may hold the caller's thread.
    const LONG: &str = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) \
                        SELECT count(*) AS count FROM n WHERE i >= $1";

    fn readers(folder: &Path) -> Readers {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let made = Link::open(&folder.join(FILE), flags, "CREATE TABLE t (a TEXT)");
        drop(made.expect("a database"));
        Readers::open(folder).expect("readers")
    }

    #[tokio::test]
    async fn a_long_read_is_broken_off_on_the_callers_thread_and_finished_on_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let readers = readers(folder.path());
        let lent = readers.lend().await.expect("a connection");
        let broken_off = lent.at_once(|link| link.fetch(LONG, &[1.into()]));
        assert!(broken_off.is_none());
        drop(lent);
        let rows = readers.rows(&LONG.into(), &[1.into()]).await.expect("rows");
        assert_eq!(rows[0].int("count").expect("a count"), 200_000);
        let short = readers.rows(&"SELECT 7 AS seven".into(), &[]).await;
        assert_eq!(short.expect("rows")[0].int("seven").expect("seven"), 7);
    }

    #[tokio::test]
    async fn more_reads_than_connections_take_turns_and_none_follows_the_closing() {
        let folder = tempfile::tempdir().expect("a folder");
        let readers = Arc::new(readers(folder.path()));
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..COUNT * 3 {
            let readers = Arc::clone(&readers);
            tasks.spawn(async move { readers.rows(&LONG.into(), &[1.into()]).await.is_ok() });
        }
        assert!(tasks.join_all().await.into_iter().all(|well| well));
        readers.close().await;
        let late = readers.rows(&"SELECT 7 AS seven".into(), &[]).await;
        assert!(matches!(late, Err(StoreError::Stopped)));
    }

    #[tokio::test]
    async fn a_reader_cannot_write() {
        let folder = tempfile::tempdir().expect("a folder");
        let readers = readers(folder.path());
        let sql = "INSERT INTO t (a) VALUES ($1)".into();
        assert!(readers.rows(&sql, &["a".into()]).await.is_err());
    }
}
