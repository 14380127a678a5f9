//! What an offer asks of whoever needs it takes part in matching, both ways round, by open facts alone.

use crate::steps::{offer, published};
use benfu_app::Failure;
use benfu_app::fact::{About, FactDraft, RecordFacts, record_facts};
use benfu_app::matching::{Ranked, explain_conditions, match_need, match_party};
use benfu_app::offer::{OfferDraft, read_offer, save_offer};
use benfu_domain::fact::Level;
use benfu_domain::id::OfferId;
use benfu_domain::need::Constraint;
use benfu_rules::Answer;
use benfu_testkit::World;

const CAPITAL: &str = "registered_capital >= \"1000万元\"";

async fn ask(world: &World, id: OfferId, rule: &str) -> Result<OfferId, Failure> {
    let cx = world.cx("supplier").await;
    let before = read_offer(&cx, id).await?.offer;
    let draft = OfferDraft {
        id: Some(id),
        version: before.version,
        kind: before.kind,
        title: before.title,
        text: before.text,
        party: None,
        open: true,
        conditions: vec![Constraint {
            label: "只面向有一定规模的单位".to_owned(),
            rule: rule.to_owned(),
        }],
    };
    save_offer(&cx, draft).await
}

async fn capital(world: &World, value: &str, level: Level) {
    let owner = world.cx("owner").await;
    let fact = FactDraft {
        concept: "registered_capital".to_owned(),
        period: String::new(),
        value: value.to_owned(),
        level: Some(level),
        retract: false,
    };
    let command = RecordFacts {
        about: About::Party(world.party("owner")),
        facts: vec![fact],
        source: None,
    };
    record_facts(&owner, command).await.expect("a fact");
}

fn of(ranked: &[Ranked], id: OfferId) -> &Ranked {
    let same = |ranked: &&Ranked| {
        let offer = ranked.candidate.offer.as_ref();
        offer.is_some_and(|offer| offer.id == id)
    };
    ranked.iter().find(same).expect("a candidate")
}

#[tokio::test]
async fn an_offer_that_asks_too_much_comes_last_with_the_reason_and_an_open_one_stays() {
    let world = World::new().await;
    let need = published(&world).await;
    let choosy = offer(&world, "supplier", "满水管道检测机器人").await;
    let plain = offer(&world, "rival", "管道巡检小车").await;
    ask(&world, choosy, CAPITAL).await.expect("saved");
    let owner = world.cx("owner").await;
    let matches = match_need(&owner, need, 50).await.expect("matches");
    assert_eq!(
        of(&matches.ranked, choosy).conditions.answer,
        Answer::Unknown
    );
    assert!(
        !of(&matches.ranked, choosy).fails(),
        "what is not known refuses nobody"
    );

    capital(&world, "800万元", Level::Public).await;
    let matches = match_need(&owner, need, 50).await.expect("matches");
    let ranked = of(&matches.ranked, choosy);
    assert!(ranked.fails() && !of(&matches.ranked, plain).fails());
    let last = matches.ranked.last().expect("ranked");
    assert_eq!(last.candidate.hit.key, ranked.candidate.hit.key);
    let why = format!("{:?}", explain_conditions(&owner, ranked));
    assert!(why.contains("800") && why.contains("1,000"), "{why}");

    let supplier = world.cx("supplier").await;
    let needs = match_party(&supplier, world.party("supplier"), 50).await;
    let needs = needs.expect("needs").needs;
    let (_, back) = needs.iter().find(|(one, _)| one.id == need).expect("it");
    assert!(back.fails(), "the same seen from the other side");

    capital(&world, "2000万元", Level::Members).await;
    let matches = match_need(&owner, need, 50).await.expect("matches");
    assert_eq!(of(&matches.ranked, choosy).conditions.answer, Answer::Met);
}

#[tokio::test]
async fn what_the_asker_keeps_to_itself_answers_nothing() {
    let world = World::new().await;
    let need = published(&world).await;
    let choosy = offer(&world, "supplier", "满水管道检测机器人").await;
    ask(&world, choosy, CAPITAL).await.expect("saved");
    for level in [Level::MatchOnly, Level::Owner, Level::Parties] {
        capital(&world, "80万元", level).await;
        for login in ["owner", "officer"] {
            let cx = world.cx(login).await;
            let matches = match_need(&cx, need, 50).await.expect("matches");
            let ranked = of(&matches.ranked, choosy);
            assert_eq!(ranked.conditions.answer, Answer::Unknown, "{level:?}");
            let why = format!("{:?}", explain_conditions(&cx, ranked));
            assert!(!why.contains("80 万"), "{why}");
        }
    }
}

#[tokio::test]
async fn a_condition_that_is_no_rule_is_refused_and_the_next_version_replaces_the_last() {
    let world = World::new().await;
    let id = offer(&world, "supplier", "满水管道检测机器人").await;
    let refused = ask(&world, id, "registered_capital >").await;
    let Err(Failure::Invalid(problems)) = refused else {
        panic!("a broken rule: {refused:?}");
    };
    assert_eq!(problems[0].field, "conditions.0");
    ask(&world, id, CAPITAL).await.expect("saved");
    ask(&world, id, "resident == true")
        .await
        .expect("saved again");
    let cx = world.cx("supplier").await;
    let page = read_offer(&cx, id).await.expect("the offer");
    assert_eq!(page.conditions.len(), 1);
    assert_eq!(page.conditions[0].rule, "resident == true");
}
