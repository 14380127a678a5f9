//! Brokers, their interests, leads and credits.

use crate::bench::{Bench, on_both_engines};
use crate::sample::{case, day, need, organisation_id, party_id, region};
use benfu_domain::brokerage::{
    Broker, Certificate, CertificateLevel, Credit, CreditPart, Interest, InterestKind, Lead,
};
use benfu_domain::id::{AccountId, BrokerId, LeadId};
use benfu_domain::programme::{CaseState, End};
use benfu_store::Page;
use benfu_store::brokerage::LeadRow;

on_both_engines!(
    a_broker_reads_back_and_is_found_by_its_account,
    an_interest_may_get_an_end,
    a_lead_tells_where_its_case_stands,
    a_share_is_replaced_and_taken_back,
    a_merged_party_keeps_its_leads_and_interests,
);

fn broker() -> Broker {
    Broker {
        id: BrokerId::from_bits(1),
        name: "某经理".to_owned(),
        account: Some(AccountId::from_bits(5)),
        fields: "智能装备、低空".to_owned(),
        certificate: Some(Certificate {
            level: CertificateLevel::Senior,
            number: "JL-0007".to_owned(),
            until: Some(day("2026-05-31")),
        }),
        left_on: None,
        organisation: organisation_id(),
        region: region("440305"),
        version: 1,
    }
}

fn interest() -> Interest {
    Interest {
        broker: broker().id,
        party: party_id(2),
        kind: InterestKind::Adviser,
        note: "技术顾问".to_owned(),
        from: day("2025-01-01"),
        until: None,
    }
}

fn lead() -> Lead {
    Lead {
        id: LeadId::from_bits(1),
        title: "管廊巡检".to_owned(),
        text: "走访时听说".to_owned(),
        party: Some(party_id(1)),
        found_by: broker().id,
        found_on: day("2025-03-01"),
        next: "约现场".to_owned(),
        next_on: Some(day("2025-03-08")),
        need: None,
        case: None,
        dropped: None,
        organisation: organisation_id(),
        region: region("440305"),
        version: 1,
    }
}

fn credit(permille: u16) -> Credit {
    Credit {
        lead: lead().id,
        broker: broker().id,
        part: CreditPart::Found,
        permille,
        fee_fen: Some(1_200_000),
        disclosed: String::new(),
        on: day("2025-03-01"),
    }
}

async fn written(bench: &Bench) {
    bench.with_parties(&[1, 2]).await;
    bench
        .save(|write| {
            write
                .save_broker(&broker())
                .put_interest(&interest())
                .save_lead(&lead());
        })
        .await;
}

async fn a_broker_reads_back_and_is_found_by_its_account(bench: &Bench) {
    written(bench).await;
    let store = &bench.store;
    assert_eq!(store.broker(broker().id).await.unwrap(), Some(broker()));
    let account = AccountId::from_bits(5);
    let found = store.broker_of_account(account).await.unwrap();
    assert_eq!(found, Some(broker()));
    let plain = Broker {
        account: None,
        certificate: None,
        left_on: Some(day("2025-06-01")),
        version: 2,
        ..broker()
    };
    bench
        .save(|write| {
            write.save_broker(&plain);
        })
        .await;
    let all = store.brokers("4403", &Page::first(10)).await.unwrap();
    assert_eq!(all, [plain]);
    assert_eq!(store.broker_of_account(account).await.unwrap(), None);
}

async fn an_interest_may_get_an_end(bench: &Bench) {
    written(bench).await;
    let ended = Interest {
        until: Some(day("2025-06-30")),
        ..interest()
    };
    bench
        .save(|write| {
            write.put_interest(&ended);
        })
        .await;
    let found = bench.store.interests_of(&[broker().id]).await.unwrap();
    assert_eq!(found, [ended]);
}

async fn a_lead_tells_where_its_case_stands(bench: &Bench) {
    written(bench).await;
    let mut followed = case(1, party_id(1), party_id(2));
    followed.state = CaseState::Ended;
    followed.end = Some(End {
        code: "adopted".to_owned(),
        reason: "已采购".to_owned(),
        on: day("2025-07-01"),
    });
    let tied = Lead {
        need: Some(need(1).id),
        case: Some(followed.id),
        version: 2,
        ..lead()
    };
    bench
        .save(|write| {
            write.save_case(&followed);
            write.save_need(&need(1)).save_lead(&tied);
        })
        .await;
    let ended = (
        "scenario".to_owned(),
        CaseState::Ended,
        "adopted".to_owned(),
    );
    let row = LeadRow {
        lead: tied,
        case: Some(ended),
    };
    let store = &bench.store;
    assert_eq!(store.lead(lead().id).await.unwrap(), Some(row.clone()));
    let of_case = store.lead_of_case(followed.id).await.unwrap();
    assert_eq!(of_case, Some(row.clone()));
    let listed = store.leads("44", None, &Page::first(10)).await.unwrap();
    assert_eq!(listed, [row]);
}

async fn a_share_is_replaced_and_taken_back(bench: &Bench) {
    written(bench).await;
    for permille in [1_000, 400] {
        bench
            .save(|write| {
                write.put_credit(&credit(permille));
            })
            .await;
    }
    let found = bench.store.credits_of(&[lead().id]).await.unwrap();
    assert_eq!(found, [credit(400)]);
    let page = Page::first(10);
    let own = bench.store.leads("44", Some(broker().id), &page);
    assert_eq!(own.await.unwrap().len(), 1);
    bench
        .save(|write| {
            write.drop_credit(&credit(400));
        })
        .await;
    assert_eq!(bench.store.credits_of(&[lead().id]).await.unwrap(), []);
    let own = bench.store.leads("44", Some(broker().id), &page);
    assert_eq!(own.await.unwrap(), [], "no part in it any more");
}

async fn a_merged_party_keeps_its_leads_and_interests(bench: &Bench) {
    written(bench).await;
    bench.with_parties(&[4]).await;
    for other in [1, 2] {
        bench
            .save(|write| {
                write.merge_party(party_id(4), party_id(other));
            })
            .await;
    }
    let found = bench.store.lead(lead().id).await.unwrap().unwrap();
    assert_eq!(found.lead.party, Some(party_id(4)));
    let interests = bench.store.interests_of(&[broker().id]).await.unwrap();
    assert_eq!(interests[0].party, party_id(4));
}
