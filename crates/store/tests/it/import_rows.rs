//! What an import compares its rows with, and the rows it adds in bulk.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{day, need, offer, organisation_id, party, party_id, region};
use benfu_domain::id::{ActivityId, OrganisationId, PartyId};
use benfu_domain::need::NeedAction;
use benfu_domain::party::{Activity, Relation, RelationKind};
use benfu_store::Page;
use benfu_store::party::MergeReason;

on_both_engines!(
    parties_are_found_by_many_codes_and_names_at_once,
    rows_are_known_by_their_senders_numbers,
    relations_and_activities_are_found_for_comparison,
    pairs_are_proposed_once,
);

fn keys(parties: &[benfu_domain::party::Party]) -> Vec<i64> {
    parties.iter().map(|party| party.key.0).collect()
}

async fn parties_are_found_by_many_codes_and_names_at_once(bench: &Bench) {
    assert!(bench.store.register_is_empty().await.unwrap());
    bench.with_parties(&(1..=600).collect::<Vec<_>>()).await;
    assert!(!bench.store.register_is_empty().await.unwrap());
    let rows: Vec<_> = (1..=601).map(party).collect();
    let codes: Vec<&str> = rows
        .iter()
        .filter_map(|party| party.code.as_deref())
        .collect();
    assert_eq!(
        bench.store.parties_with_codes(&codes).await.unwrap().len(),
        600
    );
    let names = ["示例科技(深圳)有限公司7", "无此公司"];
    assert_eq!(keys(&bench.store.parties_named(&names).await.unwrap()), [7]);
}

async fn rows_are_known_by_their_senders_numbers(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let needs = [(need(20), "XQ-1".to_owned()), (need(21), String::new())];
    let offers = [
        (offer(10, party_id(1)), "XQ-1".to_owned()),
        (offer(11, party_id(1)), String::new()),
    ];
    bench
        .save(|write| {
            write
                .add_needs(&needs, NeedAction::HandIn, day("2025-06-30"))
                .add_offers(&offers);
        })
        .await;
    let store = &bench.store;
    let known = store
        .needs_known_as(organisation_id(), &["XQ-1", "", "XQ-2"])
        .await
        .unwrap();
    let told: Vec<_> = known
        .iter()
        .map(|row| (row.external_id.as_str(), row.id.clone()))
        .collect();
    assert_eq!(told, [("XQ-1", need(20).id.to_string())]);
    assert_eq!(known[0].title, need(20).title);
    assert_eq!(
        store
            .offers_known_as(organisation_id(), &["XQ-1"])
            .await
            .unwrap()
            .len(),
        1
    );
    let other = OrganisationId::from_bits(0xb);
    assert_eq!(
        store.offers_known_as(other, &["XQ-1"]).await.unwrap(),
        [],
        "numbers are each sender's own"
    );
    assert_eq!(store.need(need(20).id).await.unwrap(), Some(need(20)));
    assert_eq!(
        store.offer(offers[1].0.id).await.unwrap().as_ref(),
        Some(&offers[1].0)
    );
    assert_eq!(
        store.need_steps(need(21).id).await.unwrap()[0].action,
        NeedAction::HandIn
    );
}

async fn relations_and_activities_are_found_for_comparison(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    let (from_party, to_party) = (party_id(1), party_id(2));
    let relation = Relation {
        from_party,
        kind: RelationKind::Invests,
        to_party,
        from: None,
        until: None,
    };
    let activity = Activity {
        id: ActivityId::from_bits(1),
        kind: "visit".to_owned(),
        title: "走访".to_owned(),
        on: day("2025-05-01"),
        count: 1,
        organisation: organisation_id(),
        region: region("440305"),
    };
    let (relations, activities) = ([relation], [activity]);
    bench
        .save(|write| {
            write
                .add_relations(&relations, None)
                .add_activities(&activities, None);
        })
        .await;
    assert_eq!(
        bench
            .store
            .relations_from(&[from_party, to_party])
            .await
            .unwrap(),
        relations
    );
    assert_eq!(bench.store.relations_from(&[to_party]).await.unwrap(), []);
    assert_eq!(
        bench
            .store
            .activities_on(&[day("2025-05-01")])
            .await
            .unwrap(),
        activities
    );
    assert_eq!(
        bench
            .store
            .activities_on(&[day("2025-05-02")])
            .await
            .unwrap(),
        []
    );
}

async fn pairs_are_proposed_once(bench: &Bench) {
    bench.with_parties(&[1, 2, 3]).await;
    let pair = |kept: u128, other: u128, reason| -> (PartyId, PartyId, MergeReason) {
        (party_id(kept), party_id(other), reason)
    };
    bench
        .save(|write| {
            write.propose_merges(&[pair(1, 2, MergeReason::SameName)]);
        })
        .await;
    let again = [
        pair(1, 2, MergeReason::SameCode),
        pair(1, 3, MergeReason::SameCode),
    ];
    bench
        .save(|write| {
            write.propose_merges(&again);
        })
        .await;
    let open = bench.store.merge_proposals(&Page::first(10)).await.unwrap();
    let reasons: Vec<_> = open.iter().map(|proposal| proposal.reason).collect();
    assert_eq!(reasons, [MergeReason::SameName, MergeReason::SameCode]);
}
