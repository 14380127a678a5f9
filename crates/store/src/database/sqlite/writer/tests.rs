//! The writer when its engine fails it.

use super::*;
use crate::Act;
use crate::write::Expect;
use benfu_domain::id::EntryKey;
use rusqlite::OpenFlags;
use std::path::Path;

/// A writer on a database in memory that may grow by so many pages, with its inboxes; it does not run yet.
fn made(pages: i64) -> (Writer, mpsc::Sender<Job>, mpsc::Sender<Aside>) {
    made_on(pages, Log::new(|| Ok(())))
}

/// The same on a disk of the test's own.
fn made_on(pages: i64, log: Log) -> (Writer, mpsc::Sender<Job>, mpsc::Sender<Aside>) {
    let mut link =
        Link::open(Path::new(":memory:"), OpenFlags::default(), "").expect("memory is there");
    link.take_steps(&crate::database::migrations::EMBEDDED)
        .expect("the schema fits a new database");
    let used = link.rows("PRAGMA page_count", &[]).expect("pages");
    let most = used[0].int("page_count").expect("pages") + pages;
    link.rows(&format!("PRAGMA max_page_count = {most}"), &[])
        .expect("a limit");
    let (jobs, inbox) = mpsc::channel(16);
    let (asides, asked) = mpsc::channel(16);
    let writer = Writer::new(link, log, inbox, asked).expect("a writer");
    (writer, jobs, asides)
}

fn started(pages: i64) -> (mpsc::Sender<Job>, mpsc::Sender<Aside>) {
    let (writer, jobs, asides) = made(pages);
    writer.start().expect("a thread");
    (jobs, asides)
}

/// A write of one statement that puts a text into the settings.
fn write(key: i64, sql: &'static str, text: String) -> Write {
    let act = Act {
        action: "setting_set",
        subject: "setting".to_owned(),
        organisation: "org".to_owned(),
        account: "acc".to_owned(),
        at: "2025-07-01T08:00:00.000Z".to_owned(),
    };
    let mut write = Write::new(EntryKey(key), act);
    write.step(sql, vec![text.into()], Expect::Any);
    write
}

fn setting(key: i64, text: String) -> Write {
    write(
        key,
        "INSERT INTO setting (name, value) VALUES ($1, $1)",
        text,
    )
}

type Answer = oneshot::Receiver<Result<Vec<Committed>, StoreError>>;

/// Hands a write in without waiting for it.
async fn sent(jobs: &mpsc::Sender<Job>, write: Write) -> Answer {
    let (reply, answer) = oneshot::channel();
    jobs.send(Job::Member(Member::Commit(vec![write], reply)))
        .await
        .expect("the writer listens");
    answer
}

async fn settings(jobs: &mpsc::Sender<Job>) -> i64 {
    let (reply, answer) = oneshot::channel();
    let sql = "SELECT count(*) AS count FROM setting".into();
    jobs.send(Job::Member(Member::Run(Aside {
        sql,
        args: Vec::new(),
        reply,
    })))
    .await
    .expect("the writer listens");
    let rows = answer
        .await
        .expect("the writer answers")
        .expect("the table is there");
    rows[0].int("count").expect("a count")
}

#[tokio::test]
async fn a_full_disk_fails_one_write_and_the_next_one_succeeds() {
    let (jobs, _asides) = started(40);
    let small = sent(&jobs, setting(1, "a".repeat(100)))
        .await
        .await
        .expect("an answer");
    assert_eq!(small.expect("room for a small one")[0].seq, 1);
    let large = sent(&jobs, setting(2, "b".repeat(4_000_000)))
        .await
        .await
        .expect("an answer");
    let told = in_full(&large.expect_err("no room for a large one"));
    assert!(told.contains("full"), "{told}");
    let after = sent(&jobs, setting(3, "c".repeat(100)))
        .await
        .await
        .expect("an answer");
    assert_eq!(
        after.expect("room again")[0].seq,
        2,
        "the lost one left no entry"
    );
    assert_eq!(settings(&jobs).await, 2);
}

#[tokio::test]
async fn when_the_engine_gives_up_a_group_every_write_of_it_is_told() {
    let (writer, jobs, _asides) = made(1_000);
    // Handed in before the writer runs, so that they make one group.
    let first = sent(&jobs, setting(1, "first".to_owned())).await;
    let giving_up = "INSERT OR ROLLBACK INTO setting (name, value) VALUES ($1, $1)";
    let lost = sent(&jobs, write(2, giving_up, "first".to_owned())).await;
    let after = sent(&jobs, setting(3, "after".to_owned())).await;
    writer.start().expect("a thread");
    assert!(
        first.await.expect("an answer").is_err(),
        "it went down with its group"
    );
    assert!(lost.await.expect("an answer").is_err());
    assert_eq!(
        after
            .await
            .expect("an answer")
            .expect("the next group is whole")[0]
            .seq,
        1
    );
    assert_eq!(settings(&jobs).await, 1);
}

#[tokio::test]
async fn a_write_that_fails_takes_nothing_else_of_its_group_with_it_and_nothing_counts_twice() {
    let (writer, jobs, _asides) = made(1_000);
    let (reply, reserved) = oneshot::channel();
    let sql = "UPDATE counter SET next = next + 5 WHERE name = 'entry' RETURNING next".into();
    let args = Vec::new();
    let aside = Job::Member(Member::Run(Aside { sql, args, reply }));
    jobs.send(aside).await.expect("the writer listens");
    let first = sent(&jobs, setting(1, "first".to_owned())).await;
    let again = sent(&jobs, setting(2, "first".to_owned())).await;
    let other = sent(&jobs, setting(3, "other".to_owned())).await;
    writer.start().expect("a thread");
    let reserved = reserved.await.expect("an answer").expect("a counter");
    assert_eq!(reserved[0].int("next").expect("a number"), 6);
    assert_eq!(first.await.expect("an answer").expect("it holds")[0].seq, 1);
    assert!(again.await.expect("an answer").is_err());
    assert_eq!(other.await.expect("an answer").expect("it holds")[0].seq, 2);
    assert_eq!(settings(&jobs).await, 2);
    assert_eq!(kept_end(&jobs).await, 2, "that of the last entry");
}

/// The place of the ledger's end as it is kept.
async fn kept_end(jobs: &mpsc::Sender<Job>) -> i64 {
    let (reply, answer) = oneshot::channel();
    let sql = "SELECT seq FROM ledger_head WHERE stream = 'main'".into();
    let args = Vec::new();
    let aside = Job::Member(Member::Run(Aside { sql, args, reply }));
    jobs.send(aside).await.expect("the writer listens");
    let rows = answer.await.expect("the writer answers");
    rows.expect("the table is there")[0]
        .int("seq")
        .expect("a number")
}

#[tokio::test]
async fn a_lost_long_transaction_frees_the_writer() {
    let (jobs, _asides) = started(1_000);
    let (bulk, parts, reply) = crate::database::bulk::channels();
    jobs.send(Job::Bulk(parts, reply))
        .await
        .expect("the writer listens");
    drop(bulk);
    let next = sent(&jobs, setting(1, "next".to_owned()))
        .await
        .await
        .expect("an answer");
    assert_eq!(next.expect("the writer is free")[0].seq, 1);
}

/// A disk that tells when it is asked to sync, and does so when it is let.
fn disk() -> (
    Log,
    std::sync::mpsc::Receiver<()>,
    std::sync::mpsc::Sender<std::io::Result<()>>,
) {
    let (asked, asks) = std::sync::mpsc::channel();
    let (lets, wait) = std::sync::mpsc::channel();
    let log = Log::new(move || {
        asked.send(()).expect("the test listens");
        wait.recv().expect("the test lets it")
    });
    (log, asks, lets)
}

#[tokio::test]
async fn nobody_is_told_before_the_disk_has_it_and_others_write_meanwhile() {
    let (log, asks, lets) = disk();
    let (writer, jobs, _asides) = made_on(1_000, log);
    writer.start().expect("a thread");
    let mut first = sent(&jobs, setting(1, "first".to_owned())).await;
    asks.recv().expect("the first group is on its way");
    let mut second = sent(&jobs, setting(2, "second".to_owned())).await;
    let mut third = sent(&jobs, setting(3, "third".to_owned())).await;
    assert!(first.try_recv().is_err(), "the disk has nothing yet");
    lets.send(Ok(())).expect("the disk waits");
    asks.recv().expect("the group that grew meanwhile");
    assert_eq!(first.await.expect("an answer").expect("it holds")[0].seq, 1);
    assert!(second.try_recv().is_err(), "the disk has only the first");
    assert!(third.try_recv().is_err(), "the disk has only the first");
    drop(lets.send(Ok(())));
    drop(lets.send(Ok(())));
    assert_eq!(
        second.await.expect("an answer").expect("it holds")[0].seq,
        2
    );
    assert_eq!(third.await.expect("an answer").expect("it holds")[0].seq, 3);
}

#[tokio::test]
async fn after_a_disk_that_failed_nothing_is_acknowledged_any_more() {
    let (log, _asks, lets) = disk();
    let (writer, jobs, _asides) = made_on(1_000, log);
    writer.start().expect("a thread");
    let failing = std::io::Error::other("the device is gone");
    lets.send(Err(failing)).expect("the disk waits");
    lets.send(Ok(())).expect("the disk waits");
    let first = sent(&jobs, setting(1, "first".to_owned())).await;
    let told = in_full(&first.await.expect("an answer").expect_err("nobody knows"));
    assert!(told.contains("the device is gone"), "{told}");
    let later = sent(&jobs, setting(2, "later".to_owned())).await;
    let told = in_full(&later.await.expect("an answer").expect_err("no more"));
    assert!(told.contains("the device is gone"), "{told}");
}

#[tokio::test]
async fn a_long_transaction_is_acknowledged_when_the_disk_has_it() {
    let (log, asks, lets) = disk();
    let (writer, jobs, _asides) = made_on(1_000, log);
    writer.start().expect("a thread");
    let (mut bulk, parts, reply) = crate::database::bulk::channels();
    jobs.send(Job::Bulk(parts, reply))
        .await
        .expect("the writer listens");
    let mut import = setting(1, "many".to_owned());
    bulk.send(&mut import).await.expect("a part");
    let finished = tokio::spawn(bulk.finish(import));
    let asked = tokio::task::spawn_blocking(move || asks.recv());
    asked.await.expect("a thread").expect("it is on its way");
    assert!(!finished.is_finished(), "the disk has nothing yet");
    lets.send(Ok(())).expect("the disk waits");
    let committed = finished.await.expect("a task").expect("it holds");
    assert_eq!(committed.seq, 1);
}
