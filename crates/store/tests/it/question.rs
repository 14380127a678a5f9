//! Questions about missing facts, and the log of match-only answers.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{day, need, offer, organisation_id, party_id, region};
use benfu_domain::id::{QuestionId, SubjectKey};
use benfu_store::StoreError;
use benfu_store::fact::{QuestionRow, QuestionState, UnseenAnswer};

on_both_engines!(
    a_question_is_asked_once_and_settled_by_the_answer,
    questions_that_are_overdue_are_listed_by_urgency,
    an_unseen_answer_is_logged_once_for_each_published_version,
);

fn question(number: u128, subject: i64, due_on: Option<&str>) -> QuestionRow {
    QuestionRow {
        id: QuestionId::from_bits(number),
        party: party_id(1),
        subject: SubjectKey(subject),
        offer: Some(offer(10, party_id(1)).id),
        concept: "ip_rating".to_owned(),
        need: Some(need(20).id),
        state: QuestionState::Open,
        asked_on: day("2025-06-01"),
        due_on: due_on.map(day),
        organisation: organisation_id(),
        region: region("440305"),
        version: 1,
    }
}

async fn a_question_is_asked_once_and_settled_by_the_answer(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let asked = question(1, 10, Some("2025-06-10"));
    let of_another_need = QuestionRow {
        need: Some(need(21).id),
        ..question(2, 10, None)
    };
    bench
        .save(|write| {
            write.save_question(&asked).save_question(&of_another_need);
        })
        .await;
    assert_eq!(
        bench.store.question(asked.id).await.unwrap(),
        Some(asked.clone())
    );
    assert_eq!(
        bench.store.open_questions(party_id(1)).await.unwrap(),
        [asked.clone(), of_another_need.clone()]
    );
    assert_eq!(
        bench.store.questions_of_need(need(20).id).await.unwrap(),
        std::slice::from_ref(&asked)
    );
    let again = bench
        .try_save(|write| {
            write.save_question(&QuestionRow {
                id: QuestionId::from_bits(3),
                ..asked.clone()
            });
        })
        .await;
    assert!(
        matches!(again, Err(StoreError::Duplicate("question"))),
        "{again:?}"
    );
    let declined = QuestionRow {
        state: QuestionState::Declined,
        version: 2,
        ..asked.clone()
    };
    bench
        .save(|write| {
            write.save_question(&declined);
        })
        .await;
    bench
        .save(|write| {
            write.settle_questions(SubjectKey(10), "ip_rating");
        })
        .await;
    assert_eq!(bench.store.open_questions(party_id(1)).await.unwrap(), []);
    assert_eq!(
        bench.store.question(asked.id).await.unwrap(),
        Some(declined),
        "a declined one stays declined"
    );
    let settled = bench
        .store
        .question(of_another_need.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (settled.state, settled.version),
        (QuestionState::Answered, 2)
    );
}

async fn questions_that_are_overdue_are_listed_by_urgency(bench: &Bench) {
    bench.with_parties(&[1]).await;
    let asked = [
        question(1, 10, Some("2025-06-20")),
        question(2, 11, Some("2025-06-10")),
        question(3, 12, None),
    ];
    bench
        .save(|write| {
            for question in &asked {
                write.save_question(question);
            }
        })
        .await;
    let overdue = |on| {
        bench
            .store
            .overdue_questions(organisation_id(), day(on), 10)
    };
    assert_eq!(overdue("2025-06-10").await.unwrap(), []);
    assert_eq!(
        overdue("2025-07-01").await.unwrap(),
        [asked[1].clone(), asked[0].clone()]
    );
}

async fn an_unseen_answer_is_logged_once_for_each_published_version(bench: &Bench) {
    let answer = |subject, need_version, on: &str, met| UnseenAnswer {
        subject: SubjectKey(subject),
        concept: "load".to_owned(),
        need: need(20).id,
        need_version,
        on: day(on),
        met,
    };
    let first = [
        answer(1, 1, "2025-06-01", true),
        answer(2, 1, "2025-06-01", false),
    ];
    bench
        .save(|write| {
            write.log_unseen(&first);
        })
        .await;
    let second = [
        answer(1, 1, "2025-06-05", false),
        answer(1, 2, "2025-06-05", false),
    ];
    bench
        .save(|write| {
            write.log_unseen(&second);
        })
        .await;
    let logged = bench.store.unseen_answers(&[SubjectKey(1)]).await.unwrap();
    assert_eq!(logged, [second[1].clone(), first[0].clone()]);
    assert_eq!(bench.store.unseen_answers(&[]).await.unwrap(), []);
}
