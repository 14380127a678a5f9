//! Links, who may know of a round, and what a failing store leaves behind.

use super::streets::{Streets, sent_back};
use benfu_app::collection::{
    LinksFor, Over, Remind, Visited, close_round, hand_in, issue_links, open_round, read_return,
    read_round, receive_visitor_workbook, receive_workbook, remind, revoke_link, round_workbook,
    rounds_about, take_return, visit,
};
use benfu_app::{App, Failure, ProblemCode};
use benfu_domain::collection::{LinkState, SentTo, Verdict};
use benfu_testkit::assert_survives;

#[tokio::test]
async fn a_link_ends_when_it_is_revoked_replaced_or_the_round_is_closed() {
    let streets = Streets::build().await;
    let round = streets.round(SentTo::Firm).await;
    let first = streets.link(round, 0).await;
    streets.enter(&first.token).await;
    let only = Some(first.recipient.id);
    let fresh_links = true;
    let reminded = remind(&streets.officer, round, Remind { only, fresh_links }).await;
    let reminded = reminded.expect("reminded");
    let second = &reminded.tokens[&first.recipient.id];
    let gone = visit(streets.app(), &first.token).await;
    assert!(matches!(gone, Err(Failure::NotFound)), "replaced");
    streets.enter(second).await;
    let app = streets.app();
    let shared = issue_links(&streets.officer, round, LinksFor::One(first.recipient.id)).await;
    let third = shared.expect("a link").remove(0).token;
    revoke_link(&streets.officer, round, first.recipient.id)
        .await
        .expect("revoked");
    let over = visit(app, &third).await.expect("a page");
    assert!(matches!(over, Visited::Over(Over::Revoked)));
    let fourth = issue_links(&streets.officer, round, LinksFor::One(first.recipient.id)).await;
    let fourth = fourth.expect("a link").remove(0).token;
    let open = streets.enter(&fourth).await;
    close_round(&streets.officer, round).await.expect("closed");
    let over = visit(app, &fourth).await.expect("a page");
    assert!(matches!(over, Visited::Over(Over::Closed { .. })));
    let refused = close_round(&streets.officer, round).await;
    assert!(matches!(refused, Err(Failure::Invalid(_))), "{refused:?}");
    let unknown = visit(app, "0000").await;
    assert!(matches!(unknown, Err(Failure::NotFound)));
    drop(open);
}

#[tokio::test]
async fn a_link_sends_at_most_so_often_a_day_and_nothing_after_it_was_taken_back() {
    let streets = Streets::build().await;
    let round = streets.round(SentTo::Firm).await;
    let link = streets.link(round, 0).await;
    let visit = streets.enter(&link.token).await;
    for staff in 0..60 {
        let answers = streets.answers(0, &[(2, &staff.to_string())]);
        hand_in(&visit, &answers).await.expect("handed in");
    }
    let answers = streets.answers(0, &[(2, "61")]);
    let refused = hand_in(&visit, &answers).await;
    assert!(refused.is_err(), "the write itself counts");
    let visit = streets.enter(&link.token).await;
    let refused = hand_in(&visit, &answers).await;
    let Err(Failure::Invalid(problems)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(problems[0].code, ProblemCode::SentTooOften);
}

#[tokio::test]
async fn an_office_answers_for_its_own_firms_only_and_the_firm_sees_who_asked() {
    let streets = Streets::build().await;
    let round = streets.round(SentTo::Office).await;
    let links = issue_links(&streets.officer, round, LinksFor::Missing).await;
    let links = links.expect("links");
    let own = links.iter().find(|link| link.recipient.name == "甲街道办");
    let visit = streets.enter(&own.expect("a link").token).await;
    let out = round_workbook(&streets.officer, round, None)
        .await
        .expect("a workbook");
    let back = sent_back(
        &out,
        &[
            ("星河精密", "从业人员", "12"),
            ("海岳材料", "从业人员", "13"),
        ],
    );
    let got = receive_visitor_workbook(&visit, "收回.xlsx", back).await;
    let page = read_return(&streets.officer, got.expect("a return").id).await;
    let page = page.expect("the return");
    assert_eq!(
        page.count(Verdict::New),
        1,
        "the other street's firm is passed over"
    );
    assert!(page.back.notes.contains("不属于本批次或本填报单位"));
    let told = rounds_about(&streets.officer, streets.firms[0])
        .await
        .expect("rounds");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].asked.answering, "甲街道办");
    let rival = streets.world.cx("rival").await;
    let hidden = rounds_about(&rival, streets.firms[0]).await;
    assert!(matches!(hidden, Err(Failure::NotFound)));
}

#[tokio::test]
async fn who_may_not_know_of_a_round_finds_nothing() {
    let streets = Streets::build().await;
    let round = streets.round(SentTo::Firm).await;
    let supplier = streets.world.cx("supplier").await;
    let auditor = streets.world.cx("auditor").await;
    let hidden = read_round(&supplier, round).await;
    assert!(matches!(hidden, Err(Failure::NotFound)));
    assert!(read_round(&auditor, round).await.is_ok());
    let forbidden = close_round(&auditor, round).await;
    assert!(matches!(forbidden, Err(Failure::Forbidden)));
    let links = issue_links(&supplier, round, LinksFor::Missing).await;
    assert!(matches!(links, Err(Failure::NotFound)));
}

pub(super) async fn entries(app: &App) -> i64 {
    app.store.newest_act().await.expect("a place")
}

#[tokio::test]
async fn opening_a_round_survives_every_failing_store_call() {
    let streets = Streets::build().await;
    let form = streets.form().await;
    let place = entries(streets.app()).await;
    let calls = assert_survives(
        streets.app(),
        async || open_round(&streets.officer, streets.command(form, SentTo::Office)).await,
        async || entries(streets.app()).await == place,
    )
    .await;
    assert!(calls > 0);
}

#[tokio::test]
async fn handing_in_and_taking_survive_every_failing_store_call() {
    let streets = Streets::build().await;
    let round = streets.round(SentTo::Firm).await;
    let link = streets.link(round, 0).await;
    let visit = streets.enter(&link.token).await;
    let answers = streets.answers(0, &[(1, "1000"), (2, "12")]);
    let place = entries(streets.app()).await;
    assert_survives(
        streets.app(),
        async || hand_in(&visit, &answers).await,
        async || entries(streets.app()).await == place,
    )
    .await;
    let out = round_workbook(&streets.officer, round, None)
        .await
        .expect("a workbook");
    let back = sent_back(&out, &[("云帆电子", "从业人员", "12")]);
    let place = entries(streets.app()).await;
    assert_survives(
        streets.app(),
        async || receive_workbook(&streets.officer, round, "收回.xlsx", back.clone()).await,
        async || entries(streets.app()).await == place,
    )
    .await;
    let again = receive_workbook(&streets.officer, round, "收回.xlsx", back).await;
    let id = again.expect("the return").id;
    let place = entries(streets.app()).await;
    assert_survives(
        streets.app(),
        async || take_return(&streets.officer, id).await,
        async || entries(streets.app()).await == place,
    )
    .await;
    let found = read_round(&streets.officer, round)
        .await
        .expect("the round");
    let live = |state| {
        found
            .recipients
            .iter()
            .filter(|one| one.recipient.link == state)
            .count()
    };
    assert_eq!((live(LinkState::Live), found.progress().returned), (3, 2));
}
