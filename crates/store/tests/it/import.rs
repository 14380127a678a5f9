//! Imports, and taking them back.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{
    case, day, fact, import, need, offer, organisation_id, party, party_id, region, source,
};
use benfu_domain::fact::{Observed, SourceKind};
use benfu_domain::id::{ImportId, SubjectKey};
use benfu_domain::party::Status;
use benfu_rules::{Exact, Value};
use benfu_store::import::ImportRow;
use benfu_store::party::{MergeReason, PartyHistory};
use benfu_store::{StoreError, Write};

on_both_engines!(
    an_import_is_found_by_id_file_and_organisation,
    the_same_file_twice_is_refused_while_the_first_is_in_force,
    a_withdrawn_import_leaves_none_of_its_rows,
    an_import_that_others_lean_on_says_so,
    withdrawing_restores_what_the_journal_said_before,
    imports_may_be_withdrawn_in_any_order,
    what_was_recorded_after_an_import_stands_when_it_is_withdrawn,
);

async fn saved(bench: &Bench, row: &ImportRow, fill: impl FnOnce(&mut Write)) -> ImportRow {
    bench
        .save(|write| {
            write.save_import(row);
            fill(write);
        })
        .await;
    bench.store.import(row.id).await.unwrap().unwrap()
}

async fn withdraw(bench: &Bench, row: &ImportRow, ms: i64) {
    bench
        .save(|write| {
            write.withdraw_import(row.id, row.entry, ms);
            write.save_import(&ImportRow {
                withdrawn: true,
                version: 2,
                ..row.clone()
            });
        })
        .await;
}

async fn an_import_is_found_by_id_file_and_organisation(bench: &Bench) {
    let row = saved(bench, &import(1, "abc"), |_| ()).await;
    assert_eq!(
        ImportRow {
            entry: 0,
            ..row.clone()
        },
        import(1, "abc")
    );
    let found = bench
        .store
        .import_of_file("abc", "party", organisation_id())
        .await
        .unwrap();
    assert_eq!(found.as_ref(), Some(&row));
    assert_eq!(
        bench
            .store
            .import_of_file("abc", "need", organisation_id())
            .await
            .unwrap(),
        None
    );
    let second = saved(bench, &import(2, "def"), |_| ()).await;
    assert_eq!(
        bench
            .store
            .imports(Some(organisation_id()), 10)
            .await
            .unwrap(),
        [second.clone(), row]
    );
    assert_eq!(bench.store.imports(None, 1).await.unwrap(), [second]);
    assert_eq!(
        bench.store.import_keys(import(1, "abc").id).await.unwrap(),
        Some((100, 199))
    );
}

async fn the_same_file_twice_is_refused_while_the_first_is_in_force(bench: &Bench) {
    let row = saved(bench, &import(1, "abc"), |_| ()).await;
    let twice = bench
        .try_save(|write| {
            write.save_import(&import(2, "abc"));
        })
        .await;
    assert!(
        matches!(twice, Err(StoreError::Duplicate("import"))),
        "{twice:?}"
    );
    withdraw(bench, &row, 1).await;
    assert_eq!(
        bench
            .store
            .import_of_file("abc", "party", organisation_id())
            .await
            .unwrap(),
        None
    );
    saved(bench, &import(3, "abc"), |_| ()).await;
}

fn status(holder: u128) -> (Status, benfu_domain::region::RegionCode) {
    let status = Status {
        party: party_id(holder),
        scheme: "hnte".to_owned(),
        level: String::new(),
        subject: String::new(),
        batch: String::new(),
        from: day("2024-12-01"),
        until: None,
        document: String::new(),
    };
    (status, region("440305"))
}

async fn a_withdrawn_import_leaves_none_of_its_rows(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let id = import(1, "abc").id;
    let row = saved(bench, &import(1, "abc"), |write| {
        write.add_parties(&[party(100), party(101)], Some(id));
        write.add_histories(&[(party_id(100), PartyHistory::default())]);
        write.add_statuses(&[status(100), status(1)], Some(id));
        write.propose_merge(party_id(1), party_id(101), MergeReason::SameName);
        write.save_offer(&benfu_domain::offer::Offer {
            import: Some(id),
            ..offer(110, party_id(100))
        });
        let need = benfu_domain::need::Need {
            import: Some(id),
            ..need(120)
        };
        write.save_need(&need).add_need_step(
            &need,
            benfu_domain::need::NeedAction::HandIn,
            day("2025-06-30"),
            "",
        );
    })
    .await;
    assert_eq!(bench.store.parties_of_import(id).await.unwrap().len(), 2);
    assert_eq!(bench.store.offers_of_import(id).await.unwrap().len(), 1);
    assert_eq!(bench.store.needs_of_import(id).await.unwrap().len(), 1);
    assert_eq!(in_use(bench, id).await, (0, 0));
    withdraw(bench, &row, 1).await;
    assert_eq!(bench.store.parties_of_import(id).await.unwrap(), []);
    assert_eq!(bench.store.offers_of_import(id).await.unwrap(), []);
    assert_eq!(bench.store.needs_of_import(id).await.unwrap(), []);
    assert_eq!(bench.store.statuses_of(party_id(1)).await.unwrap(), []);
    assert!(
        bench.store.party(party_id(1)).await.unwrap().is_some(),
        "what was there before stays"
    );
    assert!(bench.store.import(id).await.unwrap().unwrap().withdrawn);
}

/// Rows of others that lean on an import, and facts that others recorded about its rows.
async fn in_use(bench: &Bench, id: ImportId) -> (i64, i64) {
    (
        bench.store.import_leaned_on(id).await.unwrap(),
        bench.store.import_facts_of_others(id).await.unwrap(),
    )
}

async fn an_import_that_others_lean_on_says_so(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let id = import(1, "abc").id;
    let row = saved(bench, &import(1, "abc"), |write| {
        write.add_parties(&[party(100)], Some(id));
    })
    .await;
    bench
        .save(|write| {
            write.save_case(&case(30, party_id(1), party_id(100)));
            write.save_offer(&offer(31, party_id(100)));
            write.add_statuses(&[status(100)], None);
        })
        .await;
    assert_eq!(in_use(bench, id).await, (3, 0));
    let (source, concept) = with_source(bench).await;
    bench
        .save(|write| {
            let said = fact(100, concept, Some(number(7)));
            write.record_facts(&[said], source, 1, true);
        })
        .await;
    assert_eq!(in_use(bench, id).await, (3, 1), "and a fact of others");
    let other = import(2, "def");
    let other = saved(bench, &other, |write| {
        let said = fact(100, concept, Some(number(8)));
        write.record_facts(&[said], source, 2, false);
    })
    .await;
    assert_eq!(in_use(bench, id).await, (3, 2));
    withdraw(bench, &other, 3).await;
    assert_eq!(
        in_use(bench, id).await,
        (3, 1),
        "what was withdrawn leans on nothing"
    );
    let refused = bench
        .try_save(|write| {
            write.withdraw_import(id, row.entry, 1);
        })
        .await;
    assert!(
        refused.is_err(),
        "the database itself refuses to cut a case's supplier away"
    );
    assert!(bench.store.party(party_id(100)).await.unwrap().is_some());
}

/// A source and a concept for facts.
async fn with_source(bench: &Bench) -> (i64, i64) {
    let key = bench.store.next_source().await.unwrap();
    bench
        .save(|write| {
            write.add_source(key, &source(SourceKind::Imported));
        })
        .await;
    (
        key,
        bench.store.concept_keys(&["sales"]).await.unwrap()["sales"],
    )
}

fn number(value: i64) -> Observed {
    Observed::Value(Value::Number(Exact::whole(value.into())))
}

/// What is held now, which must be what the journal says was known last.
async fn held(bench: &Bench) -> Option<Observed> {
    let held = bench.store.facts_of(&[SubjectKey(1)]).await.unwrap();
    let now = held.first().map(|fact| fact.observed.clone());
    let known = bench
        .store
        .facts_as_known(SubjectKey(1), i64::MAX)
        .await
        .unwrap();
    assert_eq!(
        known.first().and_then(|line| line.observed.clone()),
        now,
        "journal and current agree"
    );
    now
}

async fn imported(bench: &Bench, order: u128, value: i64, keys: (i64, i64)) -> ImportRow {
    let (source, concept) = keys;
    let ms = i64::try_from(order).unwrap() * 1_000;
    let row = import(order, &format!("file {order}"));
    saved(bench, &row, |write| {
        write.record_facts(&[fact(1, concept, Some(number(value)))], source, ms, false);
    })
    .await
}

async fn withdrawing_restores_what_the_journal_said_before(bench: &Bench) {
    let (source, concept) = with_source(bench).await;
    bench
        .save(|write| {
            write.record_facts(&[fact(1, concept, Some(number(10)))], source, 500, true);
        })
        .await;
    let row = imported(bench, 1, 11, (source, concept)).await;
    assert_eq!(held(bench).await, Some(number(11)));
    withdraw(bench, &row, 9_000).await;
    assert_eq!(held(bench).await, Some(number(10)));
    let then = bench
        .store
        .facts_as_known(SubjectKey(1), 5_000)
        .await
        .unwrap();
    assert_eq!(
        then[0].observed,
        Some(number(11)),
        "history is not rewritten"
    );
    let lines = bench.store.fact_lines(SubjectKey(1), 10).await.unwrap();
    let lines: Vec<_> = lines
        .iter()
        .map(|line| (line.recorded_ms, line.withdrawn_ms))
        .collect();
    assert_eq!(lines, [(1_000, Some(9_000)), (500, None)]);
}

async fn imports_may_be_withdrawn_in_any_order(bench: &Bench) {
    let (source, concept) = with_source(bench).await;
    let orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];
    for (round, order) in (0_u128..).zip(orders) {
        let mut rows = Vec::new();
        for nth in 0..3 {
            rows.push(
                imported(
                    bench,
                    1 + round * 10 + nth,
                    i64::try_from(nth).unwrap(),
                    (source, concept),
                )
                .await,
            );
        }
        let mut in_force = vec![0_usize, 1, 2];
        for which in order {
            withdraw(bench, &rows[which], 1_000_000).await;
            in_force.retain(|other| *other != which);
            let expected = in_force
                .last()
                .map(|last| number(i64::try_from(*last).unwrap()));
            assert_eq!(
                held(bench).await,
                expected,
                "order {order:?}, withdrawn {which}"
            );
        }
    }
}

async fn what_was_recorded_after_an_import_stands_when_it_is_withdrawn(bench: &Bench) {
    let (source, concept) = with_source(bench).await;
    let row = imported(bench, 1, 11, (source, concept)).await;
    bench
        .save(|write| {
            write.record_facts(&[fact(1, concept, Some(number(12)))], source, 2_000, false);
        })
        .await;
    withdraw(bench, &row, 9_000).await;
    assert_eq!(held(bench).await, Some(number(12)));
    let twice = bench
        .try_save(|write| {
            write.withdraw_import(row.id, row.entry, 9_001);
        })
        .await;
    assert!(
        matches!(twice, Err(StoreError::Duplicate("withdrawal"))),
        "{twice:?}"
    );
}
