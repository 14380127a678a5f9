//! Needs with their constraints and steps.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{day, need, organisation_id, party_id, region};
use benfu_domain::id::{ImportId, OrganisationId, SubjectKey};
use benfu_domain::need::{Constraint, Need, NeedAction, NeedState, Terms};
use benfu_store::Page;
use benfu_store::need::NeedFilter;

on_both_engines!(
    a_need_reads_back_with_its_terms,
    published_constraints_stay_when_the_working_text_changes,
    steps_are_numbered_in_the_order_they_were_taken,
    lists_show_own_needs_and_published_ones_of_others,
    needs_that_lapse_soon_are_listed_by_urgency,
    acts_are_followed_from_a_place,
);

async fn a_need_reads_back_with_its_terms(bench: &Bench) {
    let mut row = need(1);
    row.party = Some(party_id(5));
    row.import = Some(ImportId::from_bits(6));
    row.terms = Terms {
        metric: "每公里漏点数".to_owned(),
        metric_unit: "个/km".to_owned(),
        target_milli: Some(-500),
        unconstrained: true,
        owner_post: "总工".to_owned(),
        budget_path: "年度预算".to_owned(),
        budget_fen: Some(12_345_678_900),
        acceptance_test: "试运行30天".to_owned(),
        starts_on: Some(day("2025-09-01")),
        ends_on: Some(day("2025-12-01")),
        if_it_works: "全市推广".to_owned(),
        ..row.terms
    };
    bench
        .save(|write| {
            write.save_need(&row);
        })
        .await;
    assert_eq!(bench.store.need(row.id).await.unwrap().as_ref(), Some(&row));
    let without = Need {
        terms: Terms {
            constraints: Vec::new(),
            ..row.terms.clone()
        },
        ..row.clone()
    };
    assert_eq!(
        bench.store.needs_by_key(&[SubjectKey(1)]).await.unwrap(),
        [without]
    );
    assert_eq!(bench.store.need(need(2).id).await.unwrap(), None);
}

async fn published_constraints_stay_when_the_working_text_changes(bench: &Bench) {
    let mut row = need(1);
    let as_published = row.terms.constraints.clone();
    row.published_version = 1;
    bench
        .save(|write| {
            write.save_need(&row).keep_published_constraints(&row);
        })
        .await;
    row.version = 2;
    row.terms.constraints = vec![Constraint {
        label: String::new(),
        rule: "maturity >= 7".to_owned(),
    }];
    bench
        .save(|write| {
            write.save_need(&row);
        })
        .await;
    assert_eq!(
        bench.store.constraints(row.id, 1).await.unwrap(),
        as_published
    );
    assert_eq!(
        bench.store.constraints(row.id, 0).await.unwrap(),
        row.terms.constraints
    );
    assert_eq!(bench.store.constraints(row.id, 2).await.unwrap(), []);
}

async fn steps_are_numbered_in_the_order_they_were_taken(bench: &Bench) {
    let mut row = need(1);
    bench
        .save(|write| {
            write
                .save_need(&row)
                .add_need_step(&row, NeedAction::HandIn, day("2025-03-01"), "");
        })
        .await;
    (row.state, row.version) = (NeedState::Screened, 2);
    bench
        .save(|write| {
            write.save_need(&row).add_need_step(
                &row,
                NeedAction::Screen,
                day("2025-03-05"),
                "清楚",
            );
        })
        .await;
    let steps = bench.store.need_steps(row.id).await.unwrap();
    let told: Vec<_> = steps
        .iter()
        .map(|step| (step.action, step.state, step.reason.as_str()))
        .collect();
    let expected = [
        (NeedAction::HandIn, NeedState::Collected, ""),
        (NeedAction::Screen, NeedState::Screened, "清楚"),
    ];
    assert_eq!(told, expected);
    assert_eq!(
        (steps[1].on, steps[1].account.as_str()),
        (day("2025-03-05"), "acc_test")
    );
    assert!(
        bench.store.entry(steps[1].entry).await.unwrap().is_some(),
        "a step leads to its ledger entry"
    );
}

async fn lists_show_own_needs_and_published_ones_of_others(bench: &Bench) {
    let other = OrganisationId::from_bits(0xb);
    let with = |number, state, organisation, at: &str| Need {
        state,
        organisation,
        region: region(at),
        ..need(number)
    };
    let rows = [
        with(1, NeedState::Draft, organisation_id(), "440305"),
        with(2, NeedState::Draft, other, "440305"),
        with(3, NeedState::Published, other, "440106"),
        with(4, NeedState::Closed, organisation_id(), "440305"),
    ];
    bench
        .save(|write| {
            for row in &rows {
                write.save_need(row);
            }
        })
        .await;
    let filter = NeedFilter {
        organisation: Some(organisation_id().to_string()),
        region: "4403".to_owned(),
        published_too: true,
        states: vec![NeedState::Draft, NeedState::Published],
    };
    let ids = |needs: &[Need]| needs.iter().map(|need| need.key.0).collect::<Vec<_>>();
    assert_eq!(
        ids(&bench.store.needs(&filter, &Page::first(10)).await.unwrap()),
        [3, 1]
    );
    let counts = bench.store.need_counts(&filter).await.unwrap();
    assert_eq!(counts, [(NeedState::Draft, 1), (NeedState::Published, 1)]);
    let everything = NeedFilter::default();
    assert_eq!(
        ids(&bench
            .store
            .needs(&everything, &Page::first(3))
            .await
            .unwrap()),
        [4, 3, 2]
    );
    let rest = Page {
        after: rows[1].id.to_string(),
        limit: 3,
    };
    assert_eq!(
        ids(&bench.store.needs(&everything, &rest).await.unwrap()),
        [1]
    );
}

async fn needs_that_lapse_soon_are_listed_by_urgency(bench: &Bench) {
    let until = |number, state, on: &str| Need {
        state,
        expires_on: Some(day(on)),
        ..need(number)
    };
    let rows = [
        until(1, NeedState::Published, "2025-08-01"),
        until(2, NeedState::Published, "2025-07-10"),
        until(3, NeedState::Published, "2025-12-31"),
        until(4, NeedState::Draft, "2025-07-01"),
    ];
    bench
        .save(|write| {
            for row in &rows {
                write.save_need(row);
            }
        })
        .await;
    let soon = bench
        .store
        .needs_expiring(day("2025-08-01"), "4403", 10)
        .await
        .unwrap();
    assert_eq!(
        soon.iter().map(|need| need.key.0).collect::<Vec<_>>(),
        [2, 1]
    );
}

async fn acts_are_followed_from_a_place(bench: &Bench) {
    assert_eq!(bench.store.newest_act().await.unwrap(), 0);
    for number in 1..=3 {
        let mut write = bench.write("need_saved", need(number).id).await;
        write.save_need(&need(number));
        bench.store.commit(write).await.unwrap();
    }
    let acts = bench.store.acts_after(0, 2).await.unwrap();
    assert_eq!(acts[0].subject, need(1).id.to_string());
    let newest = bench.store.newest_act().await.unwrap();
    assert!(newest >= acts.last().unwrap().place);
    let rest = bench.store.acts_after(acts[1].place, 100).await.unwrap();
    assert!(
        rest.iter()
            .any(|act| act.subject == need(3).id.to_string() && act.place == newest)
    );
}
