//! What firms were told about policies, targets, and cases about policies.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{case, day, organisation_id, party_id};
use benfu_domain::policy::{NoticeAnswer, NoticeKind};
use benfu_domain::programme::{Action, Case, CaseState, Part};
use benfu_store::policy::{PolicyNotice, PolicyReading, PolicyTarget};
use benfu_store::programme::{CaseFilter, CaseStepDraft};
use benfu_store::{Page, StoreError};

on_both_engines!(
    a_firm_is_told_once_a_day_for_one_purpose,
    the_target_stated_last_counts,
    a_reading_is_kept_once_a_day_for_each_organisation,
    a_firm_has_one_open_case_of_a_programme_about_a_policy,
    submissions_are_dated_by_the_first_hand_over,
);

fn notice(number: u128, kind: NoticeKind, on: &str) -> PolicyNotice {
    PolicyNotice {
        party: party_id(number),
        policy: "hnte".to_owned(),
        edition: "2016".to_owned(),
        kind,
        on: day(on),
        answer: NoticeAnswer::Met,
        organisation: organisation_id(),
    }
}

async fn a_reading_is_kept_once_a_day_for_each_organisation(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    let reading = |number, policy: Option<&str>, on: &str| PolicyReading {
        party: party_id(number),
        policy: policy.map(str::to_owned),
        organisation: organisation_id(),
        on: day(on),
    };
    let kept = [
        reading(1, Some("hnte"), "2025-05-01"),
        reading(1, None, "2025-05-02"),
        reading(1, Some("hnte"), "2025-05-02"),
        reading(2, Some("hnte"), "2025-05-02"),
    ];
    for reading in kept.iter().chain(&kept) {
        bench
            .save(|write| {
                write.add_policy_reading(reading);
            })
            .await;
    }
    let of = async |limit| bench.store.policy_readings_of(party_id(1), limit).await;
    let latest_first = [kept[1].clone(), kept[2].clone(), kept[0].clone()];
    assert_eq!(of(10).await.unwrap(), latest_first);
    assert_eq!(of(1).await.unwrap(), latest_first[..1]);
    let has = async |reading| bench.store.has_policy_reading(&reading).await.unwrap();
    assert!(has(kept[1].clone()).await);
    assert!(!has(reading(1, None, "2025-05-01")).await);
}

async fn a_firm_is_told_once_a_day_for_one_purpose(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    let push = notice(1, NoticeKind::Push, "2025-05-01");
    let told = [
        push.clone(),
        notice(1, NoticeKind::Remind, "2025-05-01"),
        notice(2, NoticeKind::Push, "2025-05-02"),
        notice(1, NoticeKind::Push, "2025-06-03"),
    ];
    for notice in &told {
        bench
            .save(|write| {
                write.add_policy_notice(notice);
            })
            .await;
    }
    let twice = bench
        .try_save(|write| {
            write.add_policy_notice(&push);
        })
        .await;
    assert!(matches!(twice, Err(StoreError::Duplicate("policy_notice"))));
    let pushed = bench
        .store
        .told_of_policy(("hnte", "2016"), NoticeKind::Push)
        .await
        .unwrap();
    assert_eq!(
        pushed,
        [
            (party_id(1), day("2025-06-03")),
            (party_id(2), day("2025-05-02"))
        ]
    );
    let own = bench.store.policy_notices_of(party_id(1)).await.unwrap();
    assert_eq!(own.len(), 3);
    assert_eq!(own[0], told[3], "the latest first");
}

async fn the_target_stated_last_counts(bench: &Bench) {
    let target = |year, wanted, on: &str| PolicyTarget {
        policy: "hnte".to_owned(),
        region: "440306".parse().unwrap(),
        year,
        stated_on: day(on),
        wanted,
        source: "工作要点".to_owned(),
        account: "system".to_owned(),
    };
    for (year, wanted, on) in [
        (2024, 500, "2024-01-10"),
        (2025, 1_000, "2025-01-08"),
        (2025, 800, "2025-03-01"),
    ] {
        bench
            .save(|write| {
                write.add_policy_target(&target(year, wanted, on));
            })
            .await;
    }
    let region = "440306".parse().unwrap();
    let known = bench.store.policy_targets("hnte", &region).await.unwrap();
    let wanted: Vec<(i32, i64)> = known.iter().map(|row| (row.year, row.wanted)).collect();
    assert_eq!(wanted, [(2025, 800), (2024, 500)]);
    let elsewhere = "440307".parse().unwrap();
    assert_eq!(
        bench
            .store
            .policy_targets("hnte", &elsewhere)
            .await
            .unwrap(),
        []
    );
}

fn about(policy: &str, number: i64, firm: u128) -> Case {
    Case {
        policy: Some(policy.to_owned()),
        programme: "coaching".to_owned(),
        ..case(number, party_id(firm), party_id(firm))
    }
}

async fn a_firm_has_one_open_case_of_a_programme_about_a_policy(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    for row in [
        about("hnte", 30, 1),
        about("hnte", 31, 2),
        about("srdi_sme", 32, 1),
    ] {
        bench
            .save(|write| {
                write.save_case(&row);
            })
            .await;
    }
    let twice = bench
        .try_save(|write| {
            write.save_case(&about("hnte", 33, 1));
        })
        .await;
    assert!(matches!(twice, Err(StoreError::Duplicate("case_file"))));
    let filter = CaseFilter {
        policy: Some("hnte".to_owned()),
        ..CaseFilter::default()
    };
    let found = bench.store.cases(&filter, &Page::first(9)).await.unwrap();
    assert_eq!(found, [about("hnte", 31, 2), about("hnte", 30, 1)]);
    let of_needs = CaseFilter {
        about_policy: Some(false),
        ..CaseFilter::default()
    };
    assert_eq!(
        bench.store.cases(&of_needs, &Page::first(9)).await.unwrap(),
        []
    );
    let records = bench.store.track_records(&[party_id(1)]).await.unwrap();
    assert_eq!(records, [], "coaching says nothing of a supplier");
}

async fn submissions_are_dated_by_the_first_hand_over(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let row = Case {
        state: CaseState::Delivered,
        ..about("hnte", 30, 1)
    };
    let step = |on: &str| CaseStepDraft {
        action: Action::Deliver,
        from: CaseState::Underway,
        part: Part::Supplier,
        on: day(on),
        reason: "",
        code: "",
    };
    bench
        .save(|write| {
            write.save_case(&row);
            write.add_case_step(&row, &step("2025-03-02"));
            write.add_case_step(&row, &step("2025-04-09"));
        })
        .await;
    let found = bench.store.submissions_about("hnte").await.unwrap();
    assert_eq!(found, [(row.id, day("2025-03-02"))]);
    assert_eq!(bench.store.submissions_about("srdi_sme").await.unwrap(), []);
}
