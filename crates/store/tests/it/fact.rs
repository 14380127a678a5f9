//! The journal: what is recorded, what stands of it, what was known when.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{day, fact, source};
use benfu_domain::fact::{Completeness, Level, Observed, SourceKind};
use benfu_domain::id::SubjectKey;
use benfu_rules::{Exact, Value};
use benfu_store::StoreError;
use benfu_store::fact::NewFact;

on_both_engines!(
    every_kind_of_value_reads_back_as_it_was_recorded,
    the_last_recorded_line_stands_and_the_journal_keeps_the_others,
    what_was_known_at_an_instant_can_be_asked_later,
    a_fact_recorded_twice_in_one_act_is_refused,
    a_line_that_another_act_has_taken_is_refused,
    one_act_makes_one_row_for_each_subject,
    a_later_act_stands_although_its_key_is_smaller,
    completeness_is_stated_with_its_source,
);

/// A source and the keys of two concepts.
async fn with_source(bench: &Bench) -> (i64, i64, i64) {
    let key = bench.store.next_source().await.unwrap();
    bench
        .save(|write| {
            write.add_source(key, &source(SourceKind::Declared));
        })
        .await;
    let keys = bench
        .store
        .concept_keys(&["sales", "ip_rating"])
        .await
        .unwrap();
    (key, keys["sales"], keys["ip_rating"])
}

fn number(value: i64) -> Observed {
    Observed::Value(Value::Number(Exact::whole(value.into())))
}

async fn every_kind_of_value_reads_back_as_it_was_recorded(bench: &Bench) {
    let (source, ..) = with_source(bench).await;
    let ratio =
        |numerator, denominator| Value::Number(Exact::ratio(numerator, denominator).unwrap());
    let observed = [
        Observed::Value(Value::Flag(true)),
        Observed::Value(ratio(-314, 100)),
        Observed::Value(ratio(1, 3)),
        Observed::Value(ratio(i128::from(i64::MAX) * 7, 1)),
        Observed::Value(ratio(i64::MIN.into(), 1)),
        Observed::Value(Value::Code("IP68".to_owned())),
        Observed::Value(Value::Codes(vec!["a".to_owned(), "b".to_owned()])),
        Observed::Value(Value::Codes(Vec::new())),
        Observed::Value(Value::Text("含 ' \" \\ 与换行\n的文字".to_owned())),
        Observed::Value(Value::Day(day("2024-02-29"))),
        Observed::None,
        Observed::NotApplicable,
    ];
    let ids: Vec<String> = (0..observed.len())
        .map(|number| format!("concept_{number:02}"))
        .collect();
    let names: Vec<&str> = ids.iter().map(String::as_str).collect();
    let keys = bench.store.concept_keys(&names).await.unwrap();
    let facts: Vec<NewFact> = ids
        .iter()
        .zip(&observed)
        .map(|(id, seen)| fact(1, keys[id], Some(seen.clone())))
        .collect();
    bench
        .save(|write| {
            write.record_facts(&facts, source, 1_000, true);
        })
        .await;
    let mut held = bench.store.facts_of(&[SubjectKey(1)]).await.unwrap();
    held.sort_by(|one, other| one.concept.cmp(&other.concept));
    let read: Vec<Observed> = held.iter().map(|fact| fact.observed.clone()).collect();
    assert_eq!(read, observed);
    assert!(
        held.iter()
            .all(|fact| fact.level == Level::Members && fact.source.title == "企业自报")
    );
}

async fn the_last_recorded_line_stands_and_the_journal_keeps_the_others(bench: &Bench) {
    let (source, sales, ip) = with_source(bench).await;
    let first = [
        fact(1, sales, Some(number(100))),
        fact(1, ip, Some(number(65))),
    ];
    bench
        .save(|write| {
            write.record_facts(&first, source, 1_000, true);
        })
        .await;
    let second = [
        fact(1, sales, Some(number(200))),
        fact(1, ip, None),
        fact(2, sales, Some(number(7))),
    ];
    bench
        .save(|write| {
            write.record_facts(&second, source, 2_000, false);
        })
        .await;
    let held = bench
        .store
        .facts_of(&[SubjectKey(1), SubjectKey(2), SubjectKey(3)])
        .await
        .unwrap();
    let held: Vec<_> = held
        .iter()
        .map(|fact| {
            (
                fact.subject.0,
                fact.concept.as_str(),
                Some(fact.observed.clone()),
            )
        })
        .collect();
    assert_eq!(
        held,
        [
            (1, "sales", Some(number(200))),
            (2, "sales", Some(number(7)))
        ]
    );
    let lines = bench.store.fact_lines(SubjectKey(1), 10).await.unwrap();
    let lines: Vec<_> = lines
        .iter()
        .map(|line| (line.recorded_ms, line.observed.clone()))
        .collect();
    assert_eq!(
        lines,
        [
            (2_000, Some(number(200))),
            (2_000, None),
            (1_000, Some(number(100))),
            (1_000, Some(number(65)))
        ]
    );
    bench
        .save(|write| {
            write.record_facts(&[fact(1, ip, Some(number(68)))], source, 3_000, false);
        })
        .await;
    assert_eq!(
        bench.store.facts_of(&[SubjectKey(1)]).await.unwrap().len(),
        2,
        "after a retraction it can be told again"
    );
}

async fn what_was_known_at_an_instant_can_be_asked_later(bench: &Bench) {
    let (source, sales, _) = with_source(bench).await;
    for (ms, observed) in [
        (1_000, Some(number(1))),
        (2_000, None),
        (3_000, Some(number(3))),
    ] {
        bench
            .save(|write| {
                write.record_facts(&[fact(1, sales, observed)], source, ms, false);
            })
            .await;
    }
    for (ms, known) in [
        (999, None),
        (1_000, Some(number(1))),
        (2_500, None),
        (9_000, Some(number(3))),
    ] {
        let lines = bench.store.facts_as_known(SubjectKey(1), ms).await.unwrap();
        assert_eq!(
            lines.first().and_then(|line| line.observed.clone()),
            known,
            "at {ms}"
        );
    }
}

async fn a_fact_recorded_twice_in_one_act_is_refused(bench: &Bench) {
    let (source, sales, _) = with_source(bench).await;
    let twice = [
        fact(1, sales, Some(number(1))),
        fact(1, sales, Some(number(2))),
    ];
    for fresh in [true, false] {
        let refused = bench
            .try_save(|write| {
                write.record_facts(&twice, source, 1, fresh);
            })
            .await;
        assert!(
            matches!(refused, Err(StoreError::Duplicate("fact"))),
            "{refused:?}"
        );
    }
}

async fn a_line_that_another_act_has_taken_is_refused(bench: &Bench) {
    let (source, sales, ip) = with_source(bench).await;
    bench
        .save(|write| {
            write.record_facts(&[fact(1, sales, Some(number(1)))], source, 1_000, true);
        })
        .await;
    let refused = bench
        .try_save(|write| {
            write.record_facts(&[fact(1, ip, Some(number(2)))], source, 2_000, true);
        })
        .await;
    assert!(
        matches!(refused, Err(StoreError::Duplicate("fact"))),
        "{refused:?}"
    );
}

async fn one_act_makes_one_row_for_each_subject(bench: &Bench) {
    let (source, sales, ip) = with_source(bench).await;
    for ms in [1_000, 2_000] {
        let facts = [
            fact(2, sales, Some(number(3))),
            fact(1, ip, Some(number(ms))),
            fact(1, sales, Some(number(1))),
        ];
        bench
            .save(|write| {
                write.record_facts(&facts, source, ms, false);
            })
            .await;
    }
    let rows = bench
        .pairs("SELECT CAST(subject AS TEXT), CAST(line AS TEXT) FROM recording ORDER BY subject, line")
        .await;
    let rows: Vec<(&str, &str)> = rows
        .iter()
        .map(|(subject, line)| (subject.as_str(), line.as_str()))
        .collect();
    assert_eq!(rows, [("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")]);
    let held = bench
        .store
        .facts_about(&[SubjectKey(1)], &["ip_rating"])
        .await;
    let held: Vec<_> = held
        .unwrap()
        .into_iter()
        .map(|fact| fact.observed)
        .collect();
    assert_eq!(held, [number(2_000)]);
}

/// Keys come from blocks, so that acts of two processes are not committed in the order of their keys.
async fn a_later_act_stands_although_its_key_is_smaller(bench: &Bench) {
    let (source, sales, _) = with_source(bench).await;
    let mut later = bench.write("fact_corrected", "pty").await;
    bench
        .save(|write| {
            write.record_facts(&[fact(1, sales, Some(number(1)))], source, 1_000, false);
        })
        .await;
    later.record_facts(&[fact(1, sales, Some(number(2)))], source, 2_000, false);
    bench.store.commit(later).await.unwrap();
    let held = bench.store.facts_of(&[SubjectKey(1)]).await.unwrap();
    assert_eq!(Some(held[0].observed.clone()), Some(number(2)));
    let known = bench
        .store
        .facts_as_known(SubjectKey(1), 9_000)
        .await
        .unwrap();
    assert_eq!(
        (known.len(), known[0].observed.clone()),
        (1, Some(number(2))),
        "the journal agrees"
    );
}

async fn completeness_is_stated_with_its_source(bench: &Bench) {
    let (source_key, ..) = with_source(bench).await;
    let statement = Completeness {
        register: "hnte".to_owned(),
        territory: "4403".to_owned(),
        as_of: day("2025-06-30"),
        source: source(SourceKind::Declared),
    };
    bench
        .save(|write| {
            write.add_completeness(&statement, source_key);
        })
        .await;
    assert_eq!(bench.store.completeness().await.unwrap(), [statement]);
}
