//! Cases with their steps and records.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{case, day, need, offer, organisation_id, party_id};
use benfu_domain::calendar::Deadline;
use benfu_domain::programme::{
    Action, Case, CaseRecord, CaseState, Clock, End, Measurement, Part, RecordKind,
};
use benfu_store::programme::{CaseFilter, CaseStepDraft};
use benfu_store::{Page, StoreError};

on_both_engines!(
    a_case_reads_back_in_every_part,
    a_need_has_one_open_case_for_a_supplier_and_an_offer,
    steps_and_records_are_kept_in_order,
    cases_are_listed_for_their_parties_and_by_urgency,
    counts_and_track_records_tell_good_ends_from_others,
);

fn ended(code: &str, case: Case) -> Case {
    let end = End {
        code: code.to_owned(),
        reason: "已答复".to_owned(),
        on: day("2025-06-30"),
    };
    Case {
        state: CaseState::Ended,
        end: Some(end),
        stage: String::new(),
        clock: Clock::default(),
        ..case
    }
}

async fn a_case_reads_back_in_every_part(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    bench
        .save(|write| {
            write.save_offer(&offer(10, party_id(2)));
        })
        .await;
    let mut row = case(30, party_id(1), party_id(2));
    row.need = Some(need(20).id);
    row.offer = Some(offer(10, party_id(2)).id);
    row.clock.paused_on = Some(day("2025-05-08"));
    bench
        .save(|write| {
            write.save_case(&row);
        })
        .await;
    assert_eq!(bench.store.case(row.id).await.unwrap(), Some(row.clone()));
    let next = Case {
        version: 2,
        farthest: CaseState::Delivered,
        ..ended("not_suitable", row)
    };
    bench
        .save(|write| {
            write.save_case(&next);
        })
        .await;
    assert_eq!(
        bench.store.case(next.id).await.unwrap().as_ref(),
        Some(&next)
    );
    assert_eq!(
        bench.store.cases_of_need(need(20).id).await.unwrap(),
        [next]
    );
}

async fn a_need_has_one_open_case_for_a_supplier_and_an_offer(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    let of_need = |number| Case {
        need: Some(need(20).id),
        ..case(number, party_id(1), party_id(2))
    };
    bench
        .save(|write| {
            write.save_case(&of_need(30));
        })
        .await;
    let twice = bench
        .try_save(|write| {
            write.save_case(&of_need(31));
        })
        .await;
    assert!(
        matches!(twice, Err(StoreError::Duplicate("case_file"))),
        "a double click: {twice:?}"
    );
    let over = Case {
        version: 2,
        ..ended("withdrawn", of_need(30))
    };
    bench
        .save(|write| {
            write.save_case(&over);
        })
        .await;
    bench
        .save(|write| {
            write.save_case(&of_need(31));
        })
        .await;
    let free = |number| case(number, party_id(1), party_id(2));
    bench
        .save(|write| {
            write.save_case(&free(32)).save_case(&free(33));
        })
        .await;
}

async fn steps_and_records_are_kept_in_order(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    let row = Case {
        state: CaseState::Agreed,
        ..case(30, party_id(1), party_id(2))
    };
    let step = |action, from, reason| CaseStepDraft {
        action,
        from,
        part: Part::Supplier,
        on: day("2025-05-07"),
        reason,
        code: "",
    };
    let measurement = Measurement {
        metric: "漏点".to_owned(),
        unit: "个".to_owned(),
        baseline_milli: None,
        measured_milli: 800,
    };
    let record = |kind, measurement, amount_fen| CaseRecord {
        kind,
        on: day("2025-05-10"),
        text: "第一轮".to_owned(),
        measurement,
        amount_fen,
        evidence: Vec::new(),
    };
    let records = [
        record(RecordKind::Round, Some(measurement), None),
        record(RecordKind::RepeatPurchase, None, Some(5_000_000)),
    ];
    bench
        .save(|write| {
            write.save_case(&row);
            write.add_case_step(&row, &step(Action::Agree, CaseState::Proposed, "愿意"));
            write.add_case_step(&row, &step(Action::Record, CaseState::Agreed, ""));
            write
                .add_case_record(&row, &records[0])
                .add_case_record(&row, &records[1]);
        })
        .await;
    let steps = bench.store.case_steps(row.id).await.unwrap();
    assert_eq!(
        (steps[0].action, steps[0].from, steps[0].to),
        (Action::Agree, CaseState::Proposed, CaseState::Agreed)
    );
    assert_eq!(
        (steps.len(), steps[1].action, steps[0].reason.as_str()),
        (2, Action::Record, "愿意")
    );
    let kept = bench.store.case_records(row.id).await.unwrap();
    assert_eq!(
        kept.iter()
            .map(|kept| kept.record.clone())
            .collect::<Vec<_>>(),
        records
    );
    let mut third = bench.write("case_recorded", 9).await;
    third.add_case_record(&row, &records[1]);
    let entry = third.entry;
    bench.store.commit(third).await.unwrap();
    let place = bench.store.case_record_of(row.id, entry).await.unwrap();
    assert_eq!(place, Some(3), "numbered in the transaction");
}

fn due(number: i64, asker: u128, on: &str, provisional: bool) -> Case {
    let due = Deadline {
        on: day(on),
        provisional,
    };
    let clock = Clock {
        due: Some(due),
        paused_on: None,
    };
    Case {
        clock,
        ..case(number, party_id(asker), party_id(2))
    }
}

async fn cases_are_listed_for_their_parties_and_by_urgency(bench: &Bench) {
    bench.with_parties(&[1, 2, 3]).await;
    let rows = [
        due(30, 1, "2025-06-20", false),
        due(31, 3, "2025-06-10", false),
        due(32, 1, "2025-06-01", true),
        ended("done", case(33, party_id(1), party_id(2))),
    ];
    bench
        .save(|write| {
            for row in &rows {
                write.save_case(row);
            }
        })
        .await;
    let keys = |cases: &[Case]| cases.iter().map(|case| case.key.0).collect::<Vec<_>>();
    let (store, page) = (&bench.store, Page::first(3));
    let any = CaseFilter::default();
    let of_party = CaseFilter {
        party: Some(party_id(3)),
        ..any.clone()
    };
    assert_eq!(keys(&store.cases(&of_party, &page).await.unwrap()), [31]);
    let own = CaseFilter {
        organisation: Some(organisation_id().to_string()),
        ..of_party
    };
    assert_eq!(keys(&store.cases(&own, &page).await.unwrap()), [33, 32, 31]);
    let over = CaseFilter {
        states: vec![CaseState::Ended],
        ..any.clone()
    };
    assert_eq!(keys(&store.cases(&over, &page).await.unwrap()), [33]);
    assert_eq!(
        keys(&store.cases_by_urgency(&any, 10).await.unwrap()),
        [32, 31, 30]
    );
    let overdue = CaseFilter {
        due_before: Some(day("2025-07-01")),
        ..any
    };
    let overdue = store.cases_by_urgency(&overdue, 10).await.unwrap();
    assert_eq!(keys(&overdue), [31, 30], "a provisional day lapses nothing");
}

async fn counts_and_track_records_tell_good_ends_from_others(bench: &Bench) {
    bench.with_parties(&[1, 2, 3]).await;
    let reached = |number, farthest, supplier| Case {
        farthest,
        ..case(number, party_id(1), party_id(supplier))
    };
    let rows = [
        ended("adopted", reached(30, CaseState::Adopted, 2)),
        ended("not_suitable", reached(31, CaseState::Underway, 2)),
        reached(32, CaseState::Proposed, 2),
        ended("lapsed", reached(33, CaseState::Proposed, 3)),
    ];
    bench
        .save(|write| {
            for row in &rows {
                write.save_case(row);
            }
        })
        .await;
    let records = bench
        .store
        .track_records(&[party_id(2), party_id(3), party_id(1)])
        .await
        .unwrap();
    assert_eq!(records, [(party_id(2), 1, 1), (party_id(3), 0, 1)]);
    assert_eq!(bench.store.track_records(&[]).await.unwrap(), []);
    let mut counts = bench
        .store
        .case_counts(&CaseFilter::default())
        .await
        .unwrap();
    counts.sort();
    let end = CaseState::Ended;
    let expected = [
        (CaseState::Proposed, CaseState::Proposed, 1),
        (end, CaseState::Proposed, 1),
        (end, CaseState::Underway, 1),
        (end, CaseState::Adopted, 1),
    ];
    assert_eq!(counts, expected);
}
