//! What holds for every write: versions, duplicates, keys, groups, long transactions, planned failures.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{need, party, party_id};
use benfu_domain::need::{Need, NeedState};
use benfu_store::{Pool, StoreError};
use std::collections::BTreeSet;

on_both_engines!(
    a_stale_version_is_a_conflict_and_writes_nothing,
    the_same_row_twice_is_a_duplicate_and_writes_nothing,
    keys_are_never_given_out_twice,
    one_failing_write_takes_nothing_else_of_its_group_with_it,
    acts_that_hold_together_are_all_there_or_none,
    a_long_transaction_holds_together_under_one_entry,
    a_dropped_long_transaction_leaves_nothing,
    a_failing_part_of_a_long_transaction_leaves_nothing,
    keys_can_be_reserved_while_a_long_transaction_is_open,
    keys_reserved_beside_a_lost_long_transaction_stay_reserved,
    a_planned_failure_happens_once_and_is_counted,
    a_closed_store_refuses_writes_politely,
);

async fn a_stale_version_is_a_conflict_and_writes_nothing(bench: &Bench) {
    bench
        .save(|write| {
            write.save_need(&need(1));
        })
        .await;
    let mut first = need(1);
    (first.version, first.title) = (2, "先到".to_owned());
    let second = Need {
        title: "后到".to_owned(),
        ..first.clone()
    };
    bench
        .save(|write| {
            write.save_need(&first);
        })
        .await;
    let entries = bench.entries().await;
    let refused = bench
        .try_save(|write| {
            write.save_party(&party(9), None);
            write.save_need(&second);
        })
        .await;
    assert!(
        matches!(refused, Err(StoreError::Conflict("need"))),
        "{refused:?}"
    );
    assert_eq!(bench.store.need(first.id).await.unwrap(), Some(first));
    assert_eq!(bench.store.party(party_id(9)).await.unwrap(), None);
    assert_eq!(
        bench.entries().await,
        entries,
        "a refused write has no ledger entry"
    );
}

async fn the_same_row_twice_is_a_duplicate_and_writes_nothing(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let entries = bench.entries().await;
    let refused = bench
        .try_save(|write| {
            write.save_party(&party(2), None);
            write.save_party(&party(1), None);
        })
        .await;
    assert!(
        matches!(refused, Err(StoreError::Duplicate("party"))),
        "{refused:?}"
    );
    assert_eq!(bench.store.party(party_id(2)).await.unwrap(), None);
    assert_eq!(bench.entries().await, entries);
}

async fn keys_are_never_given_out_twice(bench: &Bench) {
    let mut given = BTreeSet::new();
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let store = bench.store.clone();
        asking.spawn(async move {
            let mut keys = Vec::new();
            for _ in 0..100 {
                keys.push(store.next_subject().await.unwrap().0);
            }
            keys
        });
    }
    for key in asking.join_all().await.into_iter().flatten() {
        assert!(given.insert(key), "{key} was given twice");
    }
    let block = bench.store.reserve(Pool::Subject, 1000).await.unwrap();
    assert_eq!(block.end - block.start, 1000);
    assert!(
        block.clone().all(|key| given.insert(key)),
        "a reserved block is new"
    );
    assert!(given.first() >= Some(&1));
    let (entry, source) = (
        bench.store.next_entry().await.unwrap(),
        bench.store.next_source().await.unwrap(),
    );
    assert!(entry.0 >= 1 && source >= 1);
}

async fn one_failing_write_takes_nothing_else_of_its_group_with_it(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let mut writes = tokio::task::JoinSet::new();
    for number in 2..=101 {
        // Every tenth write brings a party that is there already, after one that is new.
        let taken = number % 10 == 0;
        let mut write = bench.write("party_added", number).await;
        write.save_party(&party(number), None);
        if taken {
            write.save_party(&party(1), None);
        }
        let store = bench.store.clone();
        writes.spawn(async move { (number, taken, store.commit(write).await) });
    }
    let mut places = BTreeSet::new();
    while let Some(done) = writes.join_next().await {
        let (number, taken, outcome) = done.unwrap();
        assert_eq!(outcome.is_err(), taken, "{number}: {outcome:?}");
        let there = bench.store.party(party(number).id).await.unwrap().is_some();
        assert_eq!(there, !taken, "{number}");
        places.extend(outcome.ok().map(|committed| committed.seq));
    }
    assert_eq!(places.len(), 90);
    let report = bench.store.verify_ledger(&[]).await.unwrap();
    assert_eq!((report.entries, report.findings), (91, Vec::new()));
}

async fn acts_that_hold_together_are_all_there_or_none(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let acts = async |numbers: [i64; 3]| {
        let mut writes = Vec::new();
        for number in numbers {
            let mut write = bench.write("party_added", number).await;
            write.save_party(&party(number), None);
            writes.push(write);
        }
        bench.store.commit_together(writes).await
    };
    let refused = acts([2, 3, 1]).await;
    assert!(
        matches!(refused, Err(StoreError::Duplicate(_))),
        "{refused:?}"
    );
    assert_eq!(bench.store.party(party_id(2)).await.unwrap(), None);
    let held = acts([2, 3, 4]).await.unwrap();
    assert_eq!(held.len(), 3);
    let places: BTreeSet<i64> = held.iter().map(|committed| committed.seq).collect();
    assert_eq!(places.len(), 3, "an entry each");
    let report = bench.store.verify_ledger(&[]).await.unwrap();
    assert_eq!((report.entries, report.findings), (4, Vec::new()));
}

async fn a_long_transaction_holds_together_under_one_entry(bench: &Bench) {
    let mut write = bench.write("file_imported", "imp").await;
    let mut bulk = bench.store.bulk().await.unwrap();
    for number in 1..=20 {
        let parties: Vec<_> = (number * 100..number * 100 + 100).map(party).collect();
        write.add_parties(&parties, None);
        bulk.send(&mut write).await.unwrap();
    }
    assert_eq!(
        bench.store.party(party_id(100)).await.unwrap(),
        None,
        "nothing is seen before the end"
    );
    write.save_need(&need(1));
    write.tell(serde_json::json!({ "rows": 2000 }));
    let committed = bulk.finish(write).await.unwrap();
    assert_eq!(committed.seq, 1);
    assert!(bench.store.party(party_id(2099)).await.unwrap().is_some());
    assert!(bench.store.need(need(1).id).await.unwrap().is_some());
    assert_eq!(bench.entries().await, 1);
}

async fn a_dropped_long_transaction_leaves_nothing(bench: &Bench) {
    let mut write = bench.write("file_imported", "imp").await;
    let mut bulk = bench.store.bulk().await.unwrap();
    write.save_party(&party(1), None);
    bulk.send(&mut write).await.unwrap();
    drop(bulk);
    // The writer is free again: this waits for the transaction's end.
    bench
        .save(|write| {
            write.save_party(&party(2), None);
        })
        .await;
    assert_eq!(bench.store.party(party_id(1)).await.unwrap(), None);
    assert_eq!(bench.entries().await, 1);
}

async fn a_failing_part_of_a_long_transaction_leaves_nothing(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let mut write = bench.write("file_imported", "imp").await;
    let mut bulk = bench.store.bulk().await.unwrap();
    let mut told = None;
    for number in [2, 1, 3, 4, 5, 6, 7, 8, 9] {
        write.save_party(&party(number), None);
        told = told.or(bulk.send(&mut write).await.err());
    }
    let finished = bulk.finish(write).await.unwrap_err();
    let told = told.unwrap_or(finished);
    assert!(matches!(told, StoreError::Duplicate("party")), "{told:?}");
    assert_eq!(bench.store.party(party_id(2)).await.unwrap(), None);
    assert_eq!(bench.entries().await, 1);
}

async fn keys_can_be_reserved_while_a_long_transaction_is_open(bench: &Bench) {
    let mut write = bench.write("file_imported", "imp").await;
    let mut bulk = bench.store.bulk().await.unwrap();
    write.save_party(&party(1), None);
    bulk.send(&mut write).await.unwrap();
    let block = bench.store.reserve(Pool::Subject, 10_000).await.unwrap();
    let concepts = bench
        .store
        .concept_keys(&["sales", "ip_rating"])
        .await
        .unwrap();
    bulk.finish(write).await.unwrap();
    assert_eq!(
        bench.store.reserve(Pool::Subject, 1).await.unwrap().start,
        block.end
    );
    assert_eq!(
        bench
            .store
            .concept_keys(&["sales", "ip_rating"])
            .await
            .unwrap(),
        concepts
    );
}

async fn keys_reserved_beside_a_lost_long_transaction_stay_reserved(bench: &Bench) {
    let bulk = bench.store.bulk().await.unwrap();
    let block = bench.store.reserve(Pool::Subject, 10_000).await.unwrap();
    let concepts = bench.store.concept_keys(&["sales"]).await.unwrap();
    drop(bulk);
    assert!(bench.store.reserve(Pool::Subject, 1).await.unwrap().start >= block.end);
    assert_eq!(
        bench.store.concept_keys(&["sales"]).await.unwrap(),
        concepts
    );
}

async fn a_planned_failure_happens_once_and_is_counted(bench: &Bench) {
    bench.with_parties(&[1]).await;
    bench.store.faults().fail_at(2);
    assert!(bench.store.party(party_id(1)).await.is_ok());
    assert!(matches!(
        bench.store.party(party_id(1)).await,
        Err(StoreError::Planned(2))
    ));
    assert!(bench.store.party(party_id(1)).await.is_ok());
    assert_eq!(bench.store.faults().calls(), 3);
    bench.store.faults().fail_at(0);
    assert!(bench.store.party(party_id(1)).await.is_ok());
}

async fn a_closed_store_refuses_writes_politely(bench: &Bench) {
    let mut write = bench.write("need_saved", "ned").await;
    let mut next = need(1);
    next.state = NeedState::Draft;
    write.save_need(&next);
    bench.store.close().await;
    assert!(bench.store.commit(write).await.is_err());
    assert!(bench.store.need(next.id).await.is_err());
}
