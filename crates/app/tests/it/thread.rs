//! The thread: from a need's first words to a repeat purchase, as the people who do it.

use crate::steps::{act, draft, has_code, offer, published, round, step, tell, to_last_stage};
use benfu_app::fact::{Answered, AskFact, answer_question, ask_fact, question_form};
use benfu_app::matching::{explain, match_need, match_party};
use benfu_app::need::{NeedDraft, read_need, save_need};
use benfu_app::programme::{
    ActOnCase, CloseSelection, OpenCase, RecordOnCase, act_on_case, close_selection, open_case,
    read_case, record_on_case,
};
use benfu_app::{Failure, ProblemCode};
use benfu_domain::fact::Level;
use benfu_domain::id::OfferId;
use benfu_domain::need::{NeedAction, NeedState};
use benfu_domain::programme::{Action, Case, CaseRecord, CaseState, RecordKind};
use benfu_rules::Answer;
use benfu_testkit::World;

#[tokio::test]
async fn a_draft_needs_a_title_and_a_text_only_and_publication_needs_the_rest() {
    let world = World::new().await;
    let (owner, officer) = (world.cx("owner").await, world.cx("officer").await);
    let empty = NeedDraft {
        title: String::new(),
        ..draft()
    };
    assert!(has_code(
        save_need(&owner, empty).await,
        ProblemCode::TitleMissing
    ));
    let id = save_need(&owner, draft()).await.expect("a draft");
    step(&owner, id, NeedAction::HandIn)
        .await
        .expect("handed in");
    step(&officer, id, NeedAction::Screen)
        .await
        .expect("screened");
    assert!(has_code(
        step(&officer, id, NeedAction::Publish).await,
        ProblemCode::NeedNotReady
    ));
    let page = read_need(&owner, id).await.expect("the need");
    assert_eq!(
        page.missing.len(),
        8,
        "everything but the owner: {:?}",
        page.missing
    );
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a story is read from its beginning to its end"
)]
async fn an_offer_that_fails_is_last_and_one_that_is_silent_is_asked() {
    let world = World::new().await;
    let id = published(&world).await;
    let (good, bad) = (
        offer(&world, "supplier", "满水管道检测机器人").await,
        offer(&world, "rival", "管道巡检小车").await,
    );
    tell(&world, "supplier", good, "IP68", Level::Public).await;
    tell(&world, "rival", bad, "IP54", Level::Public).await;
    let silent = offer(&world, "rival", "排水管道爬行器").await;
    let owner = world.cx("owner").await;
    let matches = match_need(&owner, id, 50).await.expect("matches");
    let answer = |offer: OfferId| {
        let found = matches.ranked.iter().find(|ranked| {
            ranked
                .candidate
                .offer
                .as_ref()
                .is_some_and(|o| o.id == offer)
        });
        found.map(|ranked| ranked.judgement.answer)
    };
    assert_eq!(answer(good), Some(Answer::Met));
    assert_eq!(answer(bad), Some(Answer::NotMet));
    assert_eq!(answer(silent), Some(Answer::Unknown));
    let last = matches
        .ranked
        .last()
        .and_then(|ranked| ranked.candidate.offer.as_ref())
        .map(|offer| offer.id);
    assert_eq!(last, Some(bad), "failed ones come last");
    let asked = AskFact {
        need: id,
        party: world.party("rival"),
        offer: Some(silent),
        concepts: vec!["ingress_protection".to_owned()],
    };
    assert_eq!(ask_fact(&owner, asked.clone()).await.expect("asked"), 1);
    assert_eq!(
        ask_fact(&owner, asked).await.expect("asked again"),
        0,
        "nobody is asked twice"
    );
    let rival = world.cx("rival").await;
    let form = question_form(&rival).await.expect("a form");
    assert_eq!(form.len(), 1);
    let answer = Answered::Value {
        value: "IP68".to_owned(),
        period: String::new(),
        level: Level::MatchOnly,
    };
    answer_question(&rival, form[0].question.id, answer)
        .await
        .expect("answered");
    let matches = match_need(&owner, id, 50).await.expect("matches");
    let answered = matches.ranked.iter().find(|ranked| {
        ranked
            .candidate
            .offer
            .as_ref()
            .is_some_and(|o| o.id == silent)
    });
    let answered = answered.expect("still a candidate");
    assert_eq!(
        answered.judgement.answer,
        Answer::Met,
        "a match-only fact takes part"
    );
    let shown = format!("{:?}", explain(&owner, answered));
    assert!(
        !shown.contains("IP68,") && shown.contains("unseen: true"),
        "its value is not shown: {shown}"
    );
    let dossier = benfu_app::party::read_party(&rival, world.party("rival"))
        .await
        .expect("own dossier");
    assert!(
        !dossier.unseen.is_empty(),
        "its owner sees that it answered"
    );
}

#[tokio::test]
async fn a_firm_finds_the_needs_that_suit_it() {
    let world = World::new().await;
    let id = published(&world).await;
    offer(&world, "supplier", "满水管道检测机器人").await;
    let supplier = world.cx("supplier").await;
    let matches = match_party(&supplier, world.party("supplier"), 10)
        .await
        .expect("matches");
    assert_eq!(matches.needs.first().map(|(need, _)| need.id), Some(id));
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a story is read from its beginning to its end"
)]
async fn a_need_is_followed_to_a_repeat_purchase_and_everybody_else_gets_an_answer() {
    let world = World::new().await;
    let id = published(&world).await;
    let offer = offer(&world, "supplier", "满水管道检测机器人").await;
    let (owner, supplier, rival) = (
        world.cx("owner").await,
        world.cx("supplier").await,
        world.cx("rival").await,
    );
    let invited = OpenCase {
        need: id,
        supplier: Some(world.party("supplier")),
        offer: Some(offer),
        message: "请来洽谈".to_owned(),
    };
    let case = open_case(&owner, invited.clone()).await.expect("invited");
    assert!(
        matches!(open_case(&owner, invited).await, Err(Failure::Conflict(_))),
        "one open case for a pair"
    );
    let forward = OpenCase {
        need: id,
        supplier: None,
        offer: None,
        message: "我们也能做".to_owned(),
    };
    let other = open_case(&rival, forward).await.expect("came forward");

    assert!(
        act(&owner, case, Action::Agree, "", "").await.is_err(),
        "nobody agrees with their own proposal"
    );
    act(&supplier, case, Action::Agree, "", "")
        .await
        .expect("agreed");
    assert!(
        has_code(
            act(&owner, case, Action::Start, "", "").await,
            ProblemCode::CaseStagesAhead
        ),
        "signing comes first"
    );
    to_last_stage(&owner, case).await;
    act(&owner, case, Action::Start, "", "")
        .await
        .expect("started");
    to_last_stage(&supplier, case).await;
    assert!(has_code(
        act(&supplier, case, Action::Deliver, "", "").await,
        ProblemCode::CaseNoRound
    ));
    record_on_case(
        &supplier,
        RecordOnCase {
            id: case,
            record: round(&world, 17_500),
        },
    )
    .await
    .expect("a round");
    act(&supplier, case, Action::Deliver, "", "")
        .await
        .expect("delivered");
    act(&owner, case, Action::Refuse, "漏检两处", "")
        .await
        .expect("refused once");
    record_on_case(
        &supplier,
        RecordOnCase {
            id: case,
            record: round(&world, 21_000),
        },
    )
    .await
    .expect("another round");
    to_last_stage(&supplier, case).await;
    act(&supplier, case, Action::Deliver, "", "")
        .await
        .expect("delivered again");

    let selection = CloseSelection {
        need: id,
        selected: vec![case],
        answer: "已选定其他方案".to_owned(),
    };
    assert_eq!(close_selection(&owner, selection).await.expect("closed"), 1);
    let ended = read_case(&rival, other)
        .await
        .expect("the rival sees its case")
        .card
        .case;
    assert_eq!(
        ended.end.map(|end| (end.code, end.reason)),
        Some(("not_selected".to_owned(), "已选定其他方案".to_owned()))
    );

    to_last_stage(&owner, case).await;
    act(&owner, case, Action::Accept, "", "")
        .await
        .expect("accepted");
    to_last_stage(&owner, case).await;
    let adopted = act(&owner, case, Action::Adopt, "", "")
        .await
        .expect("adopted");
    assert_eq!(adopted.farthest, CaseState::Adopted);
    let success = owner.pack().programmes["scenario"]
        .end_codes
        .iter()
        .find(|code| code.success)
        .map(|code| code.id.clone());
    act(
        &owner,
        case,
        Action::End,
        "已纳入采购目录",
        &success.expect("a good end"),
    )
    .await
    .expect("ended");
    let purchase = CaseRecord {
        kind: RecordKind::RepeatPurchase,
        text: "再采购两台".to_owned(),
        measurement: None,
        amount_fen: Some(160_000_000),
        ..round(&world, 0)
    };
    let places = record_on_case(
        &owner,
        RecordOnCase {
            id: case,
            record: purchase,
        },
    )
    .await;
    assert!(
        places.is_ok(),
        "a repeat purchase is a record on an ended case: {places:?}"
    );
    let report = world
        .app
        .store
        .verify_ledger(&[])
        .await
        .expect("the ledger can be read");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

#[tokio::test]
async fn who_may_not_know_that_a_thing_exists_is_told_that_there_is_none() {
    let world = World::new().await;
    let owner = world.cx("owner").await;
    let id = save_need(&owner, draft()).await.expect("a draft");
    let supplier = world.cx("supplier").await;
    assert!(matches!(
        read_need(&supplier, id).await,
        Err(Failure::NotFound)
    ));
    assert!(matches!(
        step(&supplier, id, NeedAction::HandIn).await,
        Err(Failure::NotFound)
    ));
    assert!(matches!(
        step(&owner, id, NeedAction::HandIn).await,
        Ok(NeedState::Collected)
    ));
    assert!(matches!(
        step(&owner, id, NeedAction::Screen).await,
        Err(Failure::Forbidden)
    ));
}

#[tokio::test]
async fn two_people_at_once_have_one_effect_and_one_is_told() {
    let world = World::new().await;
    let id = published(&world).await;
    let (owner, supplier) = (world.cx("owner").await, world.cx("supplier").await);
    let open = OpenCase {
        need: id,
        supplier: Some(world.party("supplier")),
        offer: None,
        message: String::new(),
    };
    let case = open_case(&owner, open).await.expect("invited");
    let agree = || {
        let command = ActOnCase {
            id: case,
            version: 1,
            action: Action::Agree,
            reason: String::new(),
            code: String::new(),
        };
        act_on_case(&supplier, command)
    };
    let (one, two) = tokio::join!(agree(), agree());
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
    let told = |outcome: &Result<Case, Failure>| matches!(outcome, Err(Failure::Conflict(_)));
    assert!(told(&one) || told(&two));
}

#[tokio::test]
async fn a_repeated_request_has_one_effect() {
    let world = World::new().await;
    let mut owner = world.cx("owner").await;
    owner.request_key = Some("one-click".to_owned());
    let first = save_need(&owner, draft()).await.expect("a draft");
    assert_eq!(
        save_need(&owner, draft()).await.expect("the same draft"),
        first
    );
}

#[tokio::test]
async fn a_published_need_that_nobody_renewed_expires_by_itself() {
    let world = World::new().await;
    let id = published(&world).await;
    let kept = benfu_app::upkeep::keep_house(&world.app)
        .await
        .expect("kept");
    assert_eq!(kept.expired, 0, "it has not run out yet");
    let mut later = world.app.clone();
    later.clock =
        benfu_app::Clock::standing_on("2026-03-31".parse().expect("a day")).expect("a clock");
    assert_eq!(
        benfu_app::upkeep::keep_house(&later)
            .await
            .expect("kept")
            .expired,
        1
    );
    let page = read_need(&world.cx("owner").await, id)
        .await
        .expect("the need");
    assert_eq!(page.need.state, NeedState::Expired);
    assert_eq!(
        page.need.terms.constraints.len(),
        1,
        "its constraints are still there"
    );
}
