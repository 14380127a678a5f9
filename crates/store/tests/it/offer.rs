//! Offers as rows: saved and read back, listed by party, by state and by page.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{offer, party_id};
use benfu_domain::id::SubjectKey;
use benfu_domain::need::Constraint;
use benfu_domain::offer::{Offer, OfferState};
use benfu_store::Page;
use std::collections::HashMap;

on_both_engines!(
    conditions_of_an_offer_are_replaced_as_a_whole,
    an_offer_reads_back_in_its_latest_version,
    offers_are_listed_by_state_and_owner,
);

async fn an_offer_reads_back_in_its_latest_version(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let row = offer(10, party_id(1));
    bench
        .save(|write| {
            write.save_offer(&row);
        })
        .await;
    assert_eq!(
        bench.store.offer(row.id).await.unwrap().as_ref(),
        Some(&row)
    );
    let withdrawn = Offer {
        state: OfferState::Withdrawn,
        version: 2,
        ..row
    };
    bench
        .save(|write| {
            write.save_offer(&withdrawn);
        })
        .await;
    assert_eq!(
        bench.store.offer(withdrawn.id).await.unwrap(),
        Some(withdrawn)
    );
    assert_eq!(
        bench.store.offer(offer(11, party_id(1)).id).await.unwrap(),
        None
    );
}

async fn conditions_of_an_offer_are_replaced_as_a_whole(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let (row, other) = (offer(10, party_id(1)), offer(11, party_id(1)));
    let condition = |label: &str, rule: &str| Constraint {
        label: label.to_owned(),
        rule: rule.to_owned(),
    };
    let first = [
        condition("规模", "employees >= 20"),
        condition("", "resident == true"),
    ];
    bench
        .save(|write| {
            write.save_offer(&row).save_offer_conditions(row.id, &first);
            write.save_offer(&other);
        })
        .await;
    let ids = [row.id, other.id];
    let kept = async || bench.store.offer_conditions(&ids).await.unwrap();
    assert_eq!(kept().await, HashMap::from([(row.id, first.to_vec())]));
    let next = Offer { version: 2, ..row };
    bench
        .save(|write| {
            write
                .save_offer(&next)
                .save_offer_conditions(next.id, &first[1..]);
        })
        .await;
    assert_eq!(
        kept().await,
        HashMap::from([(next.id, first[1..].to_vec())])
    );
}

async fn offers_are_listed_by_state_and_owner(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    let draft = Offer {
        state: OfferState::Draft,
        ..offer(12, party_id(1))
    };
    let rows = [offer(10, party_id(1)), offer(11, party_id(2)), draft];
    bench
        .save(|write| {
            for row in &rows {
                write.save_offer(row);
            }
        })
        .await;
    let store = &bench.store;
    assert_eq!(
        store.offers_of(party_id(1)).await.unwrap(),
        [rows[0].clone(), rows[2].clone()]
    );
    let keys = [SubjectKey(11), SubjectKey(99)];
    assert_eq!(store.offers_by_key(&keys).await.unwrap(), rows[1..2]);
    let open = async |page| store.offers(OfferState::Open, "4403", &page).await.unwrap();
    assert_eq!(
        open(Page::first(10)).await,
        [rows[1].clone(), rows[0].clone()]
    );
    assert_eq!(
        open(Page {
            after: rows[1].id.to_string(),
            limit: 10
        })
        .await,
        rows[..1]
    );
    assert_eq!(
        store
            .offers(OfferState::Open, "4401", &Page::first(10))
            .await
            .unwrap(),
        []
    );
}
