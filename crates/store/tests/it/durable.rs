//! What is acknowledged stays: over closing, beside other processes, under load.

use crate::bench::{Bench, act, on_both_engines};
use crate::sample::{party, party_id};
use benfu_store::{Pool, Store, Write};
use std::collections::BTreeSet;

on_both_engines!(
    what_was_acknowledged_is_there_after_opening_again,
    two_processes_may_write_to_one_database,
    a_long_transaction_of_one_process_lets_the_other_wait,
);

async fn what_was_acknowledged_is_there_after_opening_again(bench: &Bench) {
    bench.with_parties(&[1, 2, 3]).await;
    let heads = bench.store.ledger_heads().await.unwrap();
    bench.store.close().await;
    let again = Store::open(&bench.place).await.unwrap();
    assert_eq!(again.ledger_heads().await.unwrap(), heads);
    assert!(again.party(party_id(3)).await.unwrap().is_some());
    assert_eq!(again.verify_ledger(&heads).await.unwrap().findings, []);
    again.close().await;
}

/// The engines do not know whether two connections belong to one process or to two.
async fn two_processes_may_write_to_one_database(bench: &Bench) {
    let other = Store::open(&bench.place).await.unwrap();
    let mut writing = tokio::task::JoinSet::new();
    for number in 1..=60 {
        let store = if number % 2 == 0 {
            bench.store.clone()
        } else {
            other.clone()
        };
        writing.spawn(async move {
            let mut write =
                Write::new(store.next_entry().await.unwrap(), act("party_added", "pty"));
            write.save_party(&party(number), None);
            let key = write.entry.0;
            (key, store.commit(write).await.unwrap().seq)
        });
    }
    let done = writing.join_all().await;
    let keys: BTreeSet<i64> = done.iter().map(|(key, _)| *key).collect();
    let places: BTreeSet<i64> = done.iter().map(|(_, seq)| *seq).collect();
    assert_eq!(
        (keys.len(), places),
        (60, (1..=60).collect()),
        "no key and no place is given out twice"
    );
    let report = other.verify_ledger(&[]).await.unwrap();
    assert_eq!((report.entries, report.findings), (60, Vec::new()));
    other.close().await;
}

async fn a_long_transaction_of_one_process_lets_the_other_wait(bench: &Bench) {
    let other = Store::open(&bench.place).await.unwrap();
    // Keys of both are at hand, so that only the writes themselves meet.
    let (mut long, mut short) = (
        bench.write("file_imported", "imp").await,
        bench.write("party_added", "pty").await,
    );
    other.reserve(Pool::Entry, 1).await.unwrap();
    let mut bulk = other.bulk().await.unwrap();
    long.save_party(&party(1), None);
    bulk.send(&mut long).await.unwrap();
    let store = bench.store.clone();
    short.save_party(&party(2), None);
    let waiting = tokio::spawn(async move { store.commit(short).await });
    long.save_party(&party(3), None);
    bulk.finish(long).await.unwrap();
    waiting.await.unwrap().unwrap();
    let report = bench.store.verify_ledger(&[]).await.unwrap();
    assert_eq!((report.entries, report.findings), (2, Vec::new()));
    other.close().await;
}
