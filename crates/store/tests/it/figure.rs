//! Figures and the rows behind them.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{case, day, need, offer, organisation_id, party_id, region};
use benfu_domain::id::ActivityId;
use benfu_domain::indicator::{FigureRow, FigureValue, Measure, Population, Span, Window};
use benfu_domain::need::{Need, NeedAction, NeedState};
use benfu_domain::party::{Activity, Status};
use benfu_domain::programme::{Action, Case, CaseRecord, CaseState, End, Part, RecordKind};
use benfu_store::programme::CaseStepDraft;
use benfu_store::{Page, Write};

on_both_engines!(
    every_population_counts_exactly_the_rows_it_lists,
    as_of_and_within_answer_different_questions,
    a_title_lapses_unless_it_is_held_on,
    a_territory_bounds_every_figure,
    rows_behind_a_figure_are_paged,
);

fn within(first: &str, last: &str) -> Span {
    Span {
        first: day(first),
        last: day(last),
    }
}

fn status(
    holder: u128,
    from: &str,
    until: Option<&str>,
) -> (Status, benfu_domain::region::RegionCode) {
    let status = Status {
        party: party_id(holder),
        scheme: "hnte".to_owned(),
        level: "national".to_owned(),
        subject: String::new(),
        batch: "2024".to_owned(),
        from: day(from),
        until: until.map(day),
        document: String::new(),
    };
    (status, region("440305"))
}

fn record(on: &str, amount_fen: i64) -> CaseRecord {
    let kind = RecordKind::RepeatPurchase;
    CaseRecord {
        kind,
        on: day(on),
        text: "复购".to_owned(),
        measurement: None,
        amount_fen: Some(amount_fen),
        evidence: Vec::new(),
    }
}

/// A register with a little of everything.
async fn with_register(bench: &Bench) {
    bench.with_parties(&[1, 2, 3]).await;
    bench
        .save(|write| {
            let titles = [
                status(1, "2021-12-01", Some("2024-11-30")),
                status(1, "2024-12-01", None),
                status(2, "2025-03-01", None),
            ];
            write.add_statuses(&titles, None);
            write.save_offer(&offer(10, party_id(2)));
            let screened = Need {
                state: NeedState::Screened,
                ..need(20)
            };
            write.save_need(&screened);
            write.add_need_step(&need(20), NeedAction::HandIn, day("2025-03-01"), "");
            write.add_need_step(&screened, NeedAction::Screen, day("2025-04-01"), "");
            add_cases(write);
            write.add_activities(&[session()], None);
        })
        .await;
}

fn session() -> Activity {
    Activity {
        id: ActivityId::from_bits(1),
        kind: "matchmaking".to_owned(),
        title: "对接会".to_owned(),
        on: day("2025-05-01"),
        count: 12,
        organisation: organisation_id(),
        region: region("440305"),
    }
}

/// One case that is agreed, and one that ended well with two purchases after it.
fn add_cases(write: &mut Write) {
    let proposed = case(30, party_id(1), party_id(2));
    let agreed = Case {
        state: CaseState::Agreed,
        ..proposed.clone()
    };
    let end = End {
        code: "adopted".to_owned(),
        reason: "好".to_owned(),
        on: day("2025-06-01"),
    };
    let over = Case {
        state: CaseState::Ended,
        end: Some(end),
        ..case(31, party_id(1), party_id(3))
    };
    write.save_case(&agreed).save_case(&over);
    write.add_case_step(
        &proposed,
        &step(Action::Submit, CaseState::Proposed, "2025-05-06"),
    );
    write.add_case_step(
        &agreed,
        &step(Action::Agree, CaseState::Proposed, "2025-05-07"),
    );
    write.add_case_step(&over, &step(Action::End, CaseState::Adopted, "2025-06-01"));
    write.add_case_record(&over, &record("2025-06-10", 100));
    write.add_case_record(&over, &record("2025-06-11", 250));
}

fn step(action: Action, from: CaseState, on: &str) -> CaseStepDraft<'static> {
    CaseStepDraft {
        action,
        from,
        part: Part::Supplier,
        on: day(on),
        reason: "",
        code: "",
    }
}

/// A population, how it is measured, and the value and rows expected of the register in 2025-H1.
type Expected = (Population, Measure, i64, i64);

#[rustfmt::skip]
fn populations() -> Vec<Expected> {
    let titles = |levels| Population::Statuses { scheme: "hnte".to_owned(), levels };
    let needs = |programme: &str| Population::Needs { reached: NeedState::Screened, programme: programme.to_owned() };
    let cases = |reached, programme: &str| Population::Cases { reached, programme: programme.to_owned() };
    let purchases = || Population::Records { kind: RecordKind::RepeatPurchase };
    vec![
        (titles(Vec::new()),                                            Measure::Parties, 2, 2),
        (titles(vec!["other".to_owned()]),                              Measure::Rows,    0, 0),
        (needs(""),                                                     Measure::Rows,    1, 1),
        (needs("other"),                                                Measure::Rows,    0, 0),
        (cases(CaseState::Proposed, ""),                                Measure::Rows,    1, 1),
        (cases(CaseState::Agreed, "scenario"),                          Measure::Parties, 1, 1),
        (cases(CaseState::Ended, ""),                                   Measure::Rows,    1, 1),
        (Population::Ends { codes: vec!["adopted".to_owned()] },        Measure::Rows,    1, 1),
        (Population::Ends { codes: Vec::new() },                        Measure::Parties, 1, 1),
        (purchases(),                                                   Measure::Amount,  350, 2),
        (purchases(),                                                   Measure::Rows,    2, 2),
        (Population::Activities { kind: "matchmaking".to_owned() },     Measure::Counts,  12, 1),
        (Population::Offers,                                            Measure::Rows,    1, 1),
        (Population::Parties,                                           Measure::Rows,    3, 3),
    ]
}

async fn every_population_counts_exactly_the_rows_it_lists(bench: &Bench) {
    with_register(bench).await;
    let span = within("2025-01-01", "2025-06-30");
    for (population, measure, value, rows) in populations() {
        let measured = bench
            .store
            .measure(&population, measure, Window::AsOf, span, "44")
            .await
            .unwrap();
        assert_eq!(
            measured,
            (FigureValue::Whole(value), rows),
            "{population:?}"
        );
        let listed = bench
            .store
            .figure_rows(
                (&population, measure, Window::AsOf),
                span,
                "44",
                &Page::first(100),
            )
            .await
            .unwrap();
        assert_eq!(i64::try_from(listed.len()).unwrap(), rows, "{population:?}");
        if matches!(measure, Measure::Amount | Measure::Counts) {
            assert_eq!(
                listed.iter().map(|row| row.adds).sum::<i64>(),
                value,
                "{population:?}"
            );
        }
        for row in listed {
            assert!(
                bench.store.entry(row.entry).await.unwrap().is_some(),
                "each row leads to its entry"
            );
        }
    }
}

async fn a_title_lapses_unless_it_is_held_on(bench: &Bench) {
    with_register(bench).await;
    bench
        .save(|write| {
            let held_on = [
                status(3, "2022-01-01", Some("2024-12-31")),
                status(3, "2024-06-01", Some("2027-05-31")),
            ];
            write.add_statuses(&held_on, None);
        })
        .await;
    let lapsing = async |last, months, level: &str| {
        let titles = Population::Lapsing {
            scheme: "hnte".to_owned(),
            levels: vec![level.to_owned()],
            months,
        };
        let what = (&titles, Measure::Parties, Window::AsOf);
        let span = within("2024-01-01", last);
        let (value, rows) = bench
            .store
            .measure(what.0, what.1, what.2, span, "")
            .await
            .unwrap();
        let page = Page::first(10);
        let listed = bench
            .store
            .figure_rows(what, span, "", &page)
            .await
            .unwrap();
        assert_eq!(
            (value, rows),
            (
                FigureValue::Whole(rows),
                i64::try_from(listed.len()).unwrap()
            )
        );
        listed
    };
    let [one] = lapsing("2024-06-30", 6, "national")
        .await
        .try_into()
        .unwrap();
    assert_eq!(
        (one.id, one.on),
        (party_id(1).to_string(), Some(day("2024-11-30")))
    );
    assert_eq!(lapsing("2024-06-30", 4, "national").await, []);
    assert_eq!(lapsing("2024-06-30", 6, "other").await, []);
    assert_eq!(lapsing("2024-12-31", 6, "national").await, [], "it lapsed");
    assert_eq!(
        lapsing("2026-12-31", 6, "national").await.len(),
        1,
        "the later title"
    );
}

async fn as_of_and_within_answer_different_questions(bench: &Bench) {
    with_register(bench).await;
    let titles = Population::Statuses {
        scheme: "hnte".to_owned(),
        levels: Vec::new(),
    };
    let count = async |window, span| {
        bench
            .store
            .measure(&titles, Measure::Rows, window, span, "")
            .await
            .unwrap()
            .1
    };
    assert_eq!(
        count(Window::AsOf, within("2024-01-01", "2024-06-30")).await,
        1
    );
    assert_eq!(
        count(Window::AsOf, within("2025-01-01", "2025-06-30")).await,
        2
    );
    assert_eq!(
        count(Window::Within, within("2025-01-01", "2025-06-30")).await,
        1
    );
    let collected = Population::Needs {
        reached: NeedState::Collected,
        programme: String::new(),
    };
    let collected = async |window, span| {
        bench
            .store
            .measure(&collected, Measure::Rows, window, span, "")
            .await
            .unwrap()
            .1
    };
    assert_eq!(
        collected(Window::Within, within("2025-03-01", "2025-03-31")).await,
        1
    );
    assert_eq!(
        collected(Window::Within, within("2025-04-01", "2025-04-30")).await,
        0
    );
}

async fn a_territory_bounds_every_figure(bench: &Bench) {
    with_register(bench).await;
    let span = within("2025-01-01", "2025-06-30");
    for (population, measure, ..) in populations() {
        let elsewhere = bench
            .store
            .measure(&population, measure, Window::AsOf, span, "4401")
            .await
            .unwrap();
        assert_eq!(elsewhere, (FigureValue::Whole(0), 0), "{population:?}");
    }
}

async fn rows_behind_a_figure_are_paged(bench: &Bench) {
    with_register(bench).await;
    let span = within("2025-01-01", "2025-06-30");
    let what = (&Population::Parties, Measure::Rows, Window::AsOf);
    let first = bench
        .store
        .figure_rows(what, span, "", &Page::first(2))
        .await
        .unwrap();
    let after = Page {
        after: first[1].key.clone(),
        limit: 2,
    };
    let rest = bench
        .store
        .figure_rows(what, span, "", &after)
        .await
        .unwrap();
    let ids: Vec<&str> = first
        .iter()
        .chain(&rest)
        .map(|row: &FigureRow| row.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [party_id(1), party_id(2), party_id(3)].map(|id| id.to_string())
    );
    assert_eq!(rest[0].record, "party");
}
