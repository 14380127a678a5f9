//! The ledger of brokers, driven as the people who keep it.

use crate::steps::{act, has_code, offer, published};
use benfu_app::brokerage::{
    BrokerDraft, CreditDraft, InterestDraft, LeadDraft, declare_interest, drop_lead, follow_lead,
    give_credit, lead_of_case, list_brokers, list_leads, read_broker, read_lead, save_broker,
    save_lead, shape_lead,
};
use benfu_app::programme::{OpenCase, open_case};
use benfu_app::{Failure, Page, ProblemCode};
use benfu_domain::brokerage::{CreditPart, Holding, LeadStanding};
use benfu_domain::id::{BrokerId, LeadId};
use benfu_domain::need::NeedState;
use benfu_domain::programme::Action;
use benfu_testkit::World;

fn broker(name: &str, until: &str) -> BrokerDraft {
    BrokerDraft {
        name: name.to_owned(),
        fields: "智能装备".to_owned(),
        level: "intermediate".to_owned(),
        number: "JL-01".to_owned(),
        until: until.to_owned(),
        ..BrokerDraft::default()
    }
}

async fn registered(world: &World, name: &str, until: &str) -> BrokerId {
    let officer = world.cx("officer").await;
    save_broker(&officer, broker(name, until))
        .await
        .expect("registered")
}

async fn lead(world: &World, found_by: BrokerId, party: &str) -> LeadId {
    let draft = LeadDraft {
        title: "管网检测设想".to_owned(),
        text: "走访时了解到,汛期前要普查一遍".to_owned(),
        party: party.to_owned(),
        found_by: Some(found_by),
        next: "约现场踏勘".to_owned(),
        next_on: "2025-07-05".to_owned(),
        ..LeadDraft::default()
    };
    save_lead(&world.cx("officer").await, draft)
        .await
        .expect("written down")
}

fn share(broker: BrokerId, part: CreditPart, percent: &str) -> CreditDraft {
    CreditDraft {
        broker,
        part,
        percent: percent.to_owned(),
        fee: String::new(),
        disclosed: String::new(),
    }
}

#[tokio::test]
async fn a_lead_becomes_a_need_and_the_work_is_credited() {
    let world = World::new().await;
    let officer = world.cx("officer").await;
    let (one, two) = (
        registered(&world, "甲经理", "2026-06-30").await,
        registered(&world, "乙经理", "2025-07-31").await,
    );
    let id = lead(&world, one, "测试区水务有限公司").await;
    let need = shape_lead(&officer, id, "scenario", Some(two))
        .await
        .expect("shaped");
    let made = benfu_app::need::read_need(&officer, need)
        .await
        .expect("a draft");
    assert_eq!(made.need.state, NeedState::Draft);
    assert_eq!(made.need.party, Some(world.party("owner")));
    let again = shape_lead(&officer, id, "scenario", Some(two)).await;
    assert!(has_code(again, ProblemCode::LeadWrongState));

    give_credit(&officer, id, share(one, CreditPart::Shaped, "30"))
        .await
        .expect_err("the part is given away already");
    give_credit(&officer, id, share(two, CreditPart::Shaped, "70"))
        .await
        .expect("less");
    let fee = CreditDraft {
        fee: "1.2万元".to_owned(),
        ..share(one, CreditPart::Shaped, "30")
    };
    give_credit(&officer, id, fee).await.expect("shared");
    let page = read_lead(&officer, id).await.expect("the lead");
    assert_eq!(page.card.standing, LeadStanding::Shaped);
    let shares: Vec<u16> = page
        .card
        .credits
        .iter()
        .map(|credit| credit.permille)
        .collect();
    assert_eq!(shares.len(), 3);
    assert_eq!(shares.iter().sum::<u16>(), 2_000);

    let list = list_brokers(&officer).await.expect("the register");
    let of = |id| {
        list.brokers
            .iter()
            .find(|card| card.broker.id == id)
            .unwrap()
    };
    assert_eq!((of(one).open, of(one).fees_fen), (1, 1_200_000));
    assert_eq!(of(one).holding, Holding::Valid);
    assert_eq!(of(two).holding, Holding::Lapsing);
    assert_eq!(of(two).credit, [0, 0, 0], "credit counts when it was won");
}

#[tokio::test]
async fn a_lead_is_won_with_its_case() {
    let world = World::new().await;
    let officer = world.cx("officer").await;
    let one = registered(&world, "甲经理", "").await;
    let need = published(&world).await;
    offer(&world, "supplier", "满水管道检测机器人").await;
    let command = OpenCase {
        need,
        supplier: Some(world.party("supplier")),
        offer: None,
        message: "请来对接".to_owned(),
    };
    let case = open_case(&world.cx("owner").await, command)
        .await
        .expect("a case");
    let id = lead(&world, one, "").await;
    follow_lead(&officer, id, case).await.expect("tied");
    assert!(has_code(
        drop_lead(&officer, id, "没有预算").await,
        ProblemCode::LeadWrongState
    ));
    let shown = lead_of_case(&officer, case)
        .await
        .unwrap()
        .expect("known on the case");
    assert_eq!(shown.standing, LeadStanding::Followed);
    act(&officer, case, Action::End, "预算未落实", "withdrawn")
        .await
        .expect("ended");
    let list = list_leads(&officer, None, &Page::first(10)).await.unwrap();
    assert_eq!(list.leads[0].standing, LeadStanding::Lost);
    assert_eq!(read_broker(&officer, one).await.unwrap().card.open, 0);
}

#[tokio::test]
async fn an_interest_that_is_not_told_stops_the_credit() {
    let world = World::new().await;
    let officer = world.cx("officer").await;
    let one = registered(&world, "甲经理", "").await;
    let tie = InterestDraft {
        party: "测试区水务有限公司".to_owned(),
        kind: "adviser".to_owned(),
        note: "兼任技术顾问".to_owned(),
        ..InterestDraft::default()
    };
    declare_interest(&officer, one, tie)
        .await
        .expect("declared");
    let id = lead(
        &world,
        registered(&world, "乙经理", "").await,
        "测试区水务有限公司",
    )
    .await;
    let silent = give_credit(&officer, id, share(one, CreditPart::Closed, "100")).await;
    assert!(has_code(silent, ProblemCode::BrokerInterest));
    let told = CreditDraft {
        disclosed: "已书面告知双方".to_owned(),
        ..share(one, CreditPart::Closed, "100")
    };
    give_credit(&officer, id, told).await.expect("told");
}

#[tokio::test]
async fn firms_know_nothing_of_it_and_bad_input_is_said_at_once() {
    let world = World::new().await;
    let (officer, owner) = (world.cx("officer").await, world.cx("owner").await);
    let one = registered(&world, "甲经理", "").await;
    let id = lead(&world, one, "").await;
    assert!(matches!(
        read_lead(&owner, id).await,
        Err(Failure::NotFound)
    ));
    assert!(matches!(list_brokers(&owner).await, Err(Failure::NotFound)));
    let wrong = LeadDraft {
        title: String::new(),
        party: "没有这家公司".to_owned(),
        next_on: "下周".to_owned(),
        ..LeadDraft::default()
    };
    let Err(Failure::Invalid(problems)) = save_lead(&officer, wrong).await else {
        panic!("nothing of it can be used");
    };
    let fields: Vec<&str> = problems.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["title", "party", "next_on", "found_by"]);
}
