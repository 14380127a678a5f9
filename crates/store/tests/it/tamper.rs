//! Whatever is changed in the ledger's tables is found: a property over random tampering.

use crate::bench::Bench;
use benfu_store::Store;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::Connection;

const ENTRIES: i64 = 8;

/// One change by somebody who has the database but cannot break the hash.
fn tampering() -> impl Strategy<Value = String> {
    let seq = 1..=ENTRIES;
    let columns = [
        "key",
        "recorded_at",
        "organisation",
        "account",
        "action",
        "subject",
        "suite",
        "commitments",
        "previous",
        "hash",
    ];
    let column = prop::sample::select(columns.to_vec());
    prop_oneof![
        (seq.clone(), column).prop_map(|(seq, column)| {
            let value = if column == "key" { "key + 1000" } else { "substr('x' || CAST(key AS TEXT) || account, 1, 9)" };
            format!("UPDATE ledger_entry SET {column} = {value} WHERE seq = {seq}")
        }),
        seq.clone().prop_map(|seq| format!("DELETE FROM ledger_entry WHERE seq = {seq}")),
        (seq.clone(), 1..4_i64).prop_map(|(seq, by)| format!("UPDATE ledger_entry SET seq = seq + {ENTRIES} * {by} WHERE seq = {seq}")),
        (seq.clone(), 1..ENTRIES).prop_map(|(seq, step)| {
            let other = (seq - 1 + step) % ENTRIES + 1;
            format!(
                "UPDATE ledger_entry SET seq = -1 WHERE seq = {seq}; UPDATE ledger_entry SET seq = {seq} WHERE seq = {other}; \
                 UPDATE ledger_entry SET seq = {other} WHERE seq = -1"
            )
        }),
        (seq.clone(), "[a-z]{1,8}").prop_map(|(seq, text)| {
            format!("UPDATE ledger_payload SET body = '{text}' WHERE entry = (SELECT key FROM ledger_entry WHERE seq = {seq})")
        }),
        (seq.clone(), seq).prop_filter_map("another entry's payload", |(seq, other)| {
            (seq != other).then(|| format!(
                "UPDATE ledger_payload SET salt = (SELECT p.salt FROM ledger_payload p JOIN ledger_entry e ON e.key = p.entry WHERE e.seq = {other}) \
                 WHERE entry = (SELECT key FROM ledger_entry WHERE seq = {seq})"
            ))
        }),
        (0..ENTRIES).prop_map(|seq| format!("UPDATE ledger_head SET seq = {seq}")),
    ]
}

async fn tampered(store: &Store, link: &Connection, sql: &str) -> usize {
    link.execute_batch(&format!("SAVEPOINT untouched; {sql}; RELEASE untouched"))
        .unwrap();
    let found = store.verify_ledger(&[]).await.unwrap().findings.len();
    let back = "DELETE FROM ledger_payload; DELETE FROM ledger_entry; DELETE FROM ledger_head; \
                INSERT INTO ledger_entry SELECT * FROM kept_entry; INSERT INTO ledger_payload SELECT * FROM kept_payload; \
                INSERT INTO ledger_head SELECT * FROM kept_head";
    link.execute_batch(back).unwrap();
    found
}

#[test]
fn no_change_to_the_ledger_goes_unnoticed() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let (bench, link) = runtime.block_on(async {
        let bench = Bench::sqlite().await;
        for number in 0..ENTRIES {
            let mut write = bench.write("need_saved", number).await;
            write.tell(serde_json::json!({ "number": number }));
            bench.store.commit(write).await.unwrap();
        }
        let link = Connection::open(bench.store.directory().join("benfu.db")).unwrap();
        let kept = "PRAGMA foreign_keys = off; CREATE TABLE kept_entry AS SELECT * FROM ledger_entry; \
                    CREATE TABLE kept_payload AS SELECT * FROM ledger_payload; CREATE TABLE kept_head AS SELECT * FROM ledger_head";
        link.execute_batch(kept).unwrap();
        (bench, link)
    });
    let config = Config {
        cases: 200,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&tampering(), |sql| {
            let found = runtime.block_on(tampered(&bench.store, &link, &sql));
            prop_assert!(found > 0, "{sql}");
            Ok(())
        })
        .unwrap();
    assert_eq!(
        runtime.block_on(bench.entries()),
        ENTRIES.unsigned_abs(),
        "and what was put back verifies"
    );
}
