//! Parties, histories, statuses, relations, activities, merges.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{day, party, party_id, region};
use benfu_domain::id::SubjectKey;
use benfu_domain::party::{Contact, Identity, Party, PartyName, Place};
use benfu_store::Page;
use benfu_store::party::{PartyFilter, PartyHistory, name_key};

on_both_engines!(
    a_party_reads_back_as_it_was_saved,
    parties_are_found_by_id_key_code_and_name,
    lists_are_filtered,
    lists_are_paged_within_bounds,
    histories_keep_former_names_and_hide_contacts_from_those_who_may_not,
);

#[test]
fn equal_names_have_one_key_whatever_the_brackets_and_spaces() {
    assert_eq!(
        name_key("示例 科技（深圳）ABC"),
        name_key("示例科技(深圳)abc")
    );
    assert_ne!(name_key("示例科技(深圳)"), name_key("示例科技(广州)"));
}

async fn a_party_reads_back_as_it_was_saved(bench: &Bench) {
    let mut row = party(1);
    row.code = None;
    row.identity = Identity::Unconfirmed;
    bench
        .save(|write| {
            write.save_party(&row, None);
        })
        .await;
    assert_eq!(
        bench.store.party(row.id).await.unwrap().as_ref(),
        Some(&row)
    );
    let next = Party {
        code: party(1).code,
        identity: Identity::CodeDoubtful,
        version: 2,
        ..row
    };
    bench
        .save(|write| {
            write.save_party(&next, None);
        })
        .await;
    assert_eq!(bench.store.party(next.id).await.unwrap(), Some(next));
    assert_eq!(bench.store.party(party_id(99)).await.unwrap(), None);
}

async fn parties_are_found_by_id_key_code_and_name(bench: &Bench) {
    let numbers: Vec<i64> = (1..=1_203).collect();
    bench.with_parties(&numbers).await;
    let ids: Vec<_> = numbers.iter().map(|number| party(*number).id).collect();
    assert_eq!(
        bench.store.parties_by_id(&ids).await.unwrap().len(),
        1_203,
        "more than one list holds"
    );
    assert_eq!(bench.store.parties_by_id(&[]).await.unwrap(), []);
    assert_eq!(
        bench
            .store
            .parties_by_key(&[SubjectKey(2), SubjectKey(7)])
            .await
            .unwrap(),
        [party(2), party(7)]
    );
    assert_eq!(
        bench
            .store
            .parties_by_code(party(3).code.as_deref().unwrap())
            .await
            .unwrap(),
        [party(3)]
    );
    assert_eq!(
        bench
            .store
            .parties_by_name("示例科技(深圳)有限公司5", "4403")
            .await
            .unwrap(),
        [party(5)]
    );
    assert_eq!(
        bench
            .store
            .parties_by_name("示例科技(深圳)有限公司5", "4401")
            .await
            .unwrap(),
        []
    );
}

async fn lists_are_filtered(bench: &Bench) {
    bench.with_parties(&[3, 110, 1_100]).await;
    let store = &bench.store;
    let list = async |filter: PartyFilter| store.parties(&filter, &Page::first(10)).await.unwrap();
    let any = PartyFilter::default();
    let named = PartyFilter {
        name: "有限公司110".to_owned(),
        ..any.clone()
    };
    assert_eq!(list(named).await, [party(110), party(1_100)]);
    let wild = PartyFilter {
        region: "%".to_owned(),
        name: "%_".to_owned(),
        ..any.clone()
    };
    assert_eq!(list(wild).await.len(), 3, "wildcards mean nothing");
    let only = PartyFilter {
        only: Some(party_id(3)),
        region: "440305".to_owned(),
        ..any.clone()
    };
    assert_eq!(list(only).await, [party(3)]);
    let elsewhere = PartyFilter {
        region: "4401".to_owned(),
        ..any
    };
    assert_eq!(list(elsewhere).await, []);
    assert_eq!(
        store.party_counts("44").await.unwrap(),
        [(region("440305"), 3)]
    );
}

async fn lists_are_paged_within_bounds(bench: &Bench) {
    bench.with_parties(&(1..=1_100).collect::<Vec<_>>()).await;
    let merged = Party {
        identity: Identity::Merged,
        ..party(2_000)
    };
    bench
        .save(|write| {
            write.save_party(&merged, None);
        })
        .await;
    let (store, all) = (&bench.store, PartyFilter::default());
    let first = store.parties(&all, &Page::first(1_000_000)).await.unwrap();
    assert_eq!(first.len(), 1_000, "no list is longer than a page");
    let rest = Page {
        after: first[999].id.to_string(),
        limit: 1_000,
    };
    let last = store.parties(&all, &rest).await.unwrap();
    assert_eq!(last.len(), 100, "merged ones are left out");
    assert_eq!(store.party_identities(&rest).await.unwrap(), last);
    assert_eq!(
        store.parties(&all, &Page::first(-5)).await.unwrap().len(),
        1
    );
}

async fn histories_keep_former_names_and_hide_contacts_from_those_who_may_not(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    let name = |name: &str, from, until| PartyName {
        name: name.to_owned(),
        from,
        until,
    };
    let place = |code: &str, from, until| Place {
        region: region(code),
        address: "科技路1号".to_owned(),
        from,
        until,
    };
    let moved = Some(day("2024-01-01"));
    let mut history = PartyHistory {
        names: vec![
            name("旧名", None, Some(day("2023-12-31"))),
            name("新名", moved, None),
        ],
        places: vec![
            place("440304", None, Some(day("2023-12-31"))),
            place("440305", moved, None),
        ],
        contacts: vec![Contact {
            name: "李某".to_owned(),
            post: "经理".to_owned(),
            telephone: "0755-1".to_owned(),
            from: None,
            until: None,
        }],
    };
    bench
        .save(|write| {
            write.add_histories(&[(party_id(1), history.clone())]);
        })
        .await;
    assert_eq!(
        bench.store.party_history(party_id(1), true).await.unwrap(),
        history
    );
    let open = bench.store.party_history(party_id(1), false).await.unwrap();
    assert_eq!((open.contacts.len(), open.names.len()), (0, 2));
    history
        .names
        .push(name("再新名", Some(day("2025-01-01")), None));
    history.contacts.clear();
    bench
        .save(|write| {
            write.replace_history(party_id(1), &history);
        })
        .await;
    assert_eq!(
        bench.store.party_history(party_id(1), true).await.unwrap(),
        history
    );
    assert_eq!(
        bench.store.party_history(party_id(2), true).await.unwrap(),
        PartyHistory::default()
    );
}
