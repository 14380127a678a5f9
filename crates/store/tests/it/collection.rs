//! Forms, rounds, recipients and returns.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{day, organisation_id, party_id, region};
use benfu_domain::calendar::Deadline;
use benfu_domain::collection::{
    Asked, Channel, Clash, Decision, Form, Item, Judged, LinkState, Progress, Recipient, Return,
    ReturnState, Round, SentTo, Verdict,
};
use benfu_domain::fact::Observed;
use benfu_domain::id::{AccountId, FormId, RecipientId, ReturnId, RoundId};
use benfu_domain::period::Period;
use benfu_rules::{Exact, Value};
use benfu_store::collection::{AnswerRow, SubjectRow};
use benfu_store::{Page, StoreError};

on_both_engines!(
    a_form_keeps_its_editions_and_a_round_the_one_it_sent,
    progress_counts_the_firms_that_are_answered_for,
    a_link_is_found_by_its_hash_alone,
    the_same_workbook_comes_back_to_a_round_once,
    answers_read_back_and_a_conflict_is_decided_once,
    a_merged_party_keeps_its_place_in_a_round,
    a_live_link_sends_so_often_a_day_and_no_other_does,
    an_open_round_asks_whom_it_was_sent_to,
);

fn item(concept: &str, asked: Asked) -> Item {
    Item {
        concept: concept.to_owned(),
        asked,
    }
}

fn form() -> Form {
    Form {
        id: FormId::from_bits(1),
        title: "科技型企业季度表".to_owned(),
        explanation: "用于季度运行分析".to_owned(),
        policy: Some("hnte".to_owned()),
        fresh_months: 12,
        edition: 1,
        items: vec![
            item("sales", Asked::ClosedYear(0)),
            item("staff", Asked::Latest),
            item("sales", Asked::During(Period::Year(2021))),
        ],
        organisation: organisation_id(),
        region: region("440305"),
        version: 1,
    }
}

fn round() -> Round {
    let form = form();
    Round {
        id: RoundId::from_bits(7),
        form: form.id,
        edition: 1,
        title: form.title,
        explanation: form.explanation,
        policy: form.policy,
        fresh_months: form.fresh_months,
        items: form.items,
        sent_to: SentTo::Office,
        opened_on: day("2025-07-01"),
        opened_ms: 1_751_328_000_000,
        due: Deadline {
            on: day("2025-07-15"),
            provisional: false,
        },
        closed_on: None,
        runner: AccountId::from_bits(3),
        organisation: organisation_id(),
        region: region("440305"),
        version: 1,
    }
}

fn recipient(number: u128, name: &str) -> Recipient {
    Recipient::named(RecipientId::from_bits(number), round().id, name)
}

fn subject(party: u128, recipient: u128) -> SubjectRow {
    SubjectRow {
        round: round().id,
        party: party_id(party),
        recipient: RecipientId::from_bits(recipient),
        returned_on: None,
        left_open: 0,
    }
}

fn back(number: u128, file_hash: Option<&str>) -> Return {
    Return {
        id: ReturnId::from_bits(number),
        round: round().id,
        recipient: Some(RecipientId::from_bits(1)),
        channel: Channel::Excel,
        file_hash: file_hash.map(str::to_owned),
        file_name: "填报.xlsx".to_owned(),
        filled_by: "某某".to_owned(),
        notes: "第9行不属于本批次\trow 9 is not of this round".to_owned(),
        state: ReturnState::Read,
        received_on: day("2025-07-10"),
        version: 1,
    }
}

fn answer(given_in: u128, party: u128, ordinal: i64) -> AnswerRow {
    AnswerRow {
        given_in: ReturnId::from_bits(given_in),
        party: party_id(party),
        ordinal,
        judged: Judged {
            verdict: Verdict::Conflict,
            clash: Some(Clash::BetterSource),
        },
        written: "3.14".to_owned(),
        observed: Exact::ratio(314, 100)
            .ok()
            .map(|exact| Observed::Value(Value::Number(exact))),
        was: Some(Observed::None),
        was_source: Some("统计年报".to_owned()),
        decision: Decision::Waiting,
    }
}

/// Two offices, three firms.
async fn opened(bench: &Bench) {
    bench.with_parties(&[1, 2, 3]).await;
    bench
        .save(|write| {
            write.save_form(&form());
        })
        .await;
    bench
        .save(|write| {
            let recipients = [recipient(1, "甲街道"), recipient(2, "乙街道")];
            let subjects = [subject(1, 1), subject(2, 1), subject(3, 2)];
            write
                .save_round(&round())
                .add_recipients(&recipients)
                .add_subjects(&subjects);
        })
        .await;
}

async fn a_form_keeps_its_editions_and_a_round_the_one_it_sent(bench: &Bench) {
    opened(bench).await;
    let next = Form {
        edition: 2,
        items: vec![item("staff", Asked::Latest)],
        version: 2,
        ..form()
    };
    bench
        .save(|write| {
            write.save_form(&next);
        })
        .await;
    assert_eq!(bench.store.form(next.id).await.unwrap(), Some(next.clone()));
    let kept = bench.store.round(round().id).await.unwrap();
    assert_eq!(kept, Some(round()), "a round goes on asking what it asked");
    let listed = bench.store.forms("440305", &Page::first(5)).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(
        bench.store.forms("4403059", &Page::first(5)).await.unwrap(),
        []
    );
    let stale = bench
        .try_save(|write| {
            write.save_form(&Form {
                title: "另一版".to_owned(),
                edition: 3,
                ..next.clone()
            });
        })
        .await;
    assert!(matches!(stale, Err(StoreError::Conflict(_))), "{stale:?}");
}

async fn progress_counts_the_firms_that_are_answered_for(bench: &Bench) {
    opened(bench).await;
    bench
        .save(|write| {
            write.mark_returned((round().id, party_id(1)), day("2025-07-09"), 2);
        })
        .await;
    let found = bench.store.recipients_of(round().id).await.unwrap();
    let counts: Vec<_> = found
        .iter()
        .map(|one| (one.recipient.name.as_str(), one.progress))
        .collect();
    let progress = |asked, returned, left_open| Progress {
        asked,
        returned,
        left_open,
    };
    assert!(
        counts.contains(&("甲街道", progress(2, 1, 2))),
        "{counts:?}"
    );
    assert!(
        counts.contains(&("乙街道", progress(1, 0, 0))),
        "{counts:?}"
    );
    let rounds = bench.store.rounds("4403", &Page::first(5)).await.unwrap();
    assert_eq!(rounds.len(), 1);
    assert_eq!(rounds[0].progress, progress(3, 1, 2));
    let due = rounds[0].round.due.on;
    let overdue = async |region, day| bench.store.rounds_overdue(region, day, 5).await.unwrap();
    assert_eq!(overdue("4403", due).await, [], "not on its last day");
    let after = due.plus_months(1).unwrap();
    assert_eq!(overdue("4403", after).await, rounds);
    assert_eq!(overdue("4404", after).await, []);
    let subjects = bench.store.subjects_of(round().id).await.unwrap();
    assert_eq!(subjects[0].returned_on, Some(day("2025-07-09")));
    let asked = bench.store.rounds_about(party_id(3)).await.unwrap();
    assert_eq!((asked.len(), asked[0].answering.as_str()), (1, "乙街道"));
}

async fn a_link_is_found_by_its_hash_alone(bench: &Bench) {
    opened(bench).await;
    let linked = Recipient {
        link: LinkState::Live,
        token_hash: Some("abc".to_owned()),
        version: 2,
        ..recipient(1, "甲街道")
    };
    bench
        .save(|write| {
            write.save_recipient(&linked);
        })
        .await;
    let found = bench.store.recipient_of_token("abc").await.unwrap();
    assert_eq!(found, Some(linked.clone()));
    assert_eq!(bench.store.recipient_of_token("").await.unwrap(), None);
    assert_eq!(
        bench.store.recipient(linked.id).await.unwrap(),
        Some(linked)
    );
}

async fn the_same_workbook_comes_back_to_a_round_once(bench: &Bench) {
    opened(bench).await;
    bench
        .save(|write| {
            write
                .save_return(&back(1, Some("hash")))
                .save_return(&back(2, None))
                .save_return(&back(3, None));
        })
        .await;
    let first = back(1, Some("hash"));
    let found = bench.store.collection_return(first.id).await.unwrap();
    assert_eq!(found, Some(first), "with the notes on what was left out");
    let again = bench
        .try_save(|write| {
            write.save_return(&back(4, Some("hash")));
        })
        .await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    assert_eq!(bench.store.returns_of(round().id).await.unwrap().len(), 3);
}

async fn answers_read_back_and_a_conflict_is_decided_once(bench: &Bench) {
    opened(bench).await;
    let answers = [answer(1, 1, 1), answer(1, 1, 2), answer(1, 2, 1)];
    bench
        .save(|write| {
            write
                .save_return(&back(1, None))
                .put_answers(back(1, None).id, &answers);
        })
        .await;
    let id = back(1, None).id;
    assert_eq!(bench.store.answers_in(id).await.unwrap(), answers);
    let parties = bench.store.parties_answered(id).await.unwrap();
    assert_eq!(parties, [party_id(1), party_id(2)]);
    assert_eq!(bench.store.conflicts_of(round().id).await.unwrap(), []);
    let taken = Return {
        state: ReturnState::Taken,
        version: 2,
        ..back(1, None)
    };
    bench
        .save(|write| {
            write.save_return(&taken).put_answers(id, &answers[1..]);
        })
        .await;
    let waiting = bench.store.conflicts_of(round().id).await.unwrap();
    assert_eq!(waiting, [(id, 2)]);
    let place = (id, party_id(2), 1);
    bench
        .save(|write| {
            write.decide_answer(place, Decision::Kept);
        })
        .await;
    let again = bench
        .try_save(|write| {
            write.decide_answer(place, Decision::Taken);
        })
        .await;
    assert!(matches!(again, Err(StoreError::Conflict(_))), "{again:?}");
    assert_eq!(
        bench.store.conflicts_of(round().id).await.unwrap(),
        [(id, 1)]
    );
}

async fn a_merged_party_keeps_its_place_in_a_round(bench: &Bench) {
    opened(bench).await;
    bench.with_parties(&[4]).await;
    bench
        .save(|write| {
            write.merge_party(party_id(4), party_id(3));
        })
        .await;
    let asked = bench.store.rounds_about(party_id(4)).await.unwrap();
    assert_eq!(asked.len(), 1);
}

/// Recipient 1 is the first party, with a live link.
async fn linked(bench: &Bench) -> Recipient {
    opened(bench).await;
    let linked = Recipient {
        party: Some(party_id(1)),
        link: LinkState::Live,
        token_hash: Some("abc".to_owned()),
        version: 2,
        ..recipient(1, "甲街道")
    };
    bench
        .save(|write| {
            write.save_recipient(&linked);
        })
        .await;
    linked
}

async fn a_live_link_sends_so_often_a_day_and_no_other_does(bench: &Bench) {
    let linked = linked(bench).await;
    let send = async |on: &str| {
        let sent = bench.try_save(|write| {
            write.count_sending(linked.id, day(on), 2);
        });
        sent.await.is_ok()
    };
    assert!(send("2025-07-09").await && send("2025-07-09").await);
    assert!(!send("2025-07-09").await, "twice is as often as it may");
    assert!(send("2025-07-10").await, "another day is counted anew");
    let now = bench.store.recipient(linked.id).await.unwrap().unwrap();
    assert_eq!(
        (now.sendings_on, now.sendings),
        (Some(day("2025-07-10")), 1)
    );
    bench
        .save(|write| {
            write.save_recipient(&Recipient {
                link: LinkState::Revoked,
                version: 3,
                ..now.clone()
            });
        })
        .await;
    assert!(!send("2025-07-11").await, "a revoked link sends nothing");
}

async fn an_open_round_asks_whom_it_was_sent_to(bench: &Bench) {
    linked(bench).await;
    let asking = async |party: u128| {
        let found = bench
            .store
            .rounds_asking(Some(party_id(party)), organisation_id());
        found.await.unwrap()
    };
    let [own] = asking(1).await.try_into().unwrap();
    assert_eq!((own.round.id, own.progress.asked), (round().id, 2));
    assert_eq!(asking(2).await, [], "an office answers for it");
    bench
        .save(|write| {
            write.save_round(&Round {
                closed_on: Some(day("2025-07-16")),
                version: 2,
                ..round()
            });
        })
        .await;
    assert_eq!(asking(1).await, [], "a closed round asks nobody");
}
