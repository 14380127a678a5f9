//! Statuses, relations, activities and merges.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{case, day, need, offer, organisation_id, party, party_id, region};
use benfu_domain::id::ActivityId;
use benfu_domain::indicator::{FigureValue, Measure, Population, Span, Window};
use benfu_domain::party::{Activity, Identity, Party, Relation, RelationKind, Status};
use benfu_store::party::{MergeReason, PartyFilter};
use benfu_store::{Page, StoreError};

on_both_engines!(
    statuses_come_by_scheme_and_hold_on_days,
    relations_are_seen_from_both_sides,
    activities_are_counted,
    a_merge_moves_what_the_other_had_and_is_decided_once,
);

fn status(holder: u128, scheme: &str, from: &str, until: Option<&str>) -> Status {
    Status {
        party: party_id(holder),
        scheme: scheme.to_owned(),
        level: "national".to_owned(),
        subject: String::new(),
        batch: "第一批".to_owned(),
        from: day(from),
        until: until.map(day),
        document: "某某〔2024〕1号".to_owned(),
    }
}

async fn statuses_come_by_scheme_and_hold_on_days(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    let held = [
        status(1, "hnte", "2021-12-01", Some("2024-11-30")),
        status(1, "hnte", "2024-12-01", None),
        status(1, "little_giant", "2024-07-01", Some("2027-06-30")),
        status(2, "hnte", "2021-12-01", Some("2024-11-30")),
    ];
    let rows: Vec<_> = held
        .iter()
        .map(|status| (status.clone(), region("440305")))
        .collect();
    bench
        .save(|write| {
            write.add_statuses(&rows, None);
        })
        .await;
    assert_eq!(
        bench.store.statuses_of(party_id(1)).await.unwrap(),
        held[..3]
    );
    assert_eq!(
        bench
            .store
            .statuses_of_all(&[party_id(1), party_id(2)])
            .await
            .unwrap(),
        held
    );
    assert_eq!(holders_on(bench, "2024-11-30").await, [party(1), party(2)]);
    assert_eq!(holders_on(bench, "2025-06-30").await, [party(1)]);
    let again = bench
        .try_save(|write| {
            write.add_statuses(&rows[..1], None);
        })
        .await;
    assert!(
        matches!(again, Err(StoreError::Duplicate("party_status"))),
        "{again:?}"
    );
}

async fn holders_on(bench: &Bench, on: &str) -> Vec<Party> {
    let filter = PartyFilter {
        scheme: Some(("hnte".to_owned(), day(on))),
        ..PartyFilter::default()
    };
    bench
        .store
        .parties(&filter, &Page::first(10))
        .await
        .unwrap()
}

async fn relations_are_seen_from_both_sides(bench: &Bench) {
    bench.with_parties(&[1, 2, 3]).await;
    let relation = |from, kind, to| Relation {
        from_party: party_id(from),
        kind,
        to_party: party_id(to),
        from: Some(day("2020-01-01")),
        until: None,
    };
    let relations = [
        relation(1, RelationKind::Owns, 2),
        relation(3, RelationKind::Supplies, 1),
    ];
    bench
        .save(|write| {
            write.add_relations(&relations, None);
        })
        .await;
    assert_eq!(
        bench.store.relations_of(party_id(1)).await.unwrap(),
        relations
    );
    assert_eq!(
        bench.store.relations_of(party_id(2)).await.unwrap(),
        relations[..1]
    );
}

async fn activities_are_counted(bench: &Bench) {
    let activity = |number, on: &str, count| Activity {
        id: ActivityId::from_bits(number),
        kind: "matchmaking".to_owned(),
        title: "对接会".to_owned(),
        on: day(on),
        count,
        organisation: organisation_id(),
        region: region("440305"),
    };
    let held = [
        activity(1, "2025-02-01", 30),
        activity(2, "2025-06-30", 12),
        activity(3, "2025-07-01", 99),
    ];
    bench
        .save(|write| {
            write.add_activities(&held, None);
        })
        .await;
    let population = Population::Activities {
        kind: "matchmaking".to_owned(),
    };
    let half = Span {
        first: day("2025-01-01"),
        last: day("2025-06-30"),
    };
    let counted = bench
        .store
        .measure(&population, Measure::Counts, Window::Within, half, "4403")
        .await
        .unwrap();
    assert_eq!(counted, (FigureValue::Whole(42), 2));
}

async fn a_merge_moves_what_the_other_had_and_is_decided_once(bench: &Bench) {
    bench.with_parties(&[1, 2, 3]).await;
    let (kept, other) = (party_id(1), party_id(2));
    let mut asked = need(20);
    asked.party = Some(other);
    bench
        .save(|write| {
            write.propose_merge(kept, other, MergeReason::SameName);
            write.propose_merge(kept, other, MergeReason::SameCode);
            write.save_offer(&offer(10, other));
            write.save_need(&asked);
            write.save_case(&case(30, party_id(3), other));
            write.add_statuses(
                &[
                    (status(1, "hnte", "2024-12-01", None), region("440305")),
                    (status(2, "hnte", "2024-12-01", None), region("440305")),
                    (status(2, "hnte", "2021-12-01", None), region("440305")),
                ],
                None,
            );
        })
        .await;
    let open = bench.store.merge_proposals(&Page::first(10)).await.unwrap();
    assert_eq!(
        (open.len(), open[0].reason),
        (1, MergeReason::SameName),
        "proposed once"
    );
    let decide = |write: &mut benfu_store::Write| {
        write
            .decide_merge(kept, other, "merged")
            .merge_party(kept, other);
    };
    bench.save(decide).await;
    assert_eq!(
        bench.store.merge_proposals(&Page::first(10)).await.unwrap(),
        []
    );
    assert_eq!(
        bench.store.party(other).await.unwrap().unwrap().identity,
        Identity::Merged
    );
    assert_eq!(bench.store.offers_of(kept).await.unwrap()[0].version, 2);
    assert_eq!(
        bench.store.need(asked.id).await.unwrap().unwrap().party,
        Some(kept)
    );
    assert_eq!(
        bench
            .store
            .case(case(30, kept, kept).id)
            .await
            .unwrap()
            .unwrap()
            .sides
            .supplier,
        kept
    );
    assert_eq!(
        bench.store.statuses_of(kept).await.unwrap().len(),
        2,
        "an equal title is not held twice"
    );
    let again = bench.try_save(decide).await;
    assert!(
        matches!(again, Err(StoreError::Conflict("merge proposal"))),
        "{again:?}"
    );
}
