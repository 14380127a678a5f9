//! What an officer does with forms, rounds and returns leaves nothing behind when the store fails half-way.

use super::came_back;
use super::links::entries;
use super::streets::Streets;
use benfu_app::Failure;
use benfu_app::collection::{
    FormDraft, LinksFor, Remind, Settle, close_round, decide_answer, drop_return, issue_links,
    read_return, read_round, remind, revoke_link, save_form, take_return,
};
use benfu_domain::collection::{Asked, Decision, Item, LinkState, SentTo};
use benfu_domain::id::{RecipientId, RoundId};
use benfu_testkit::assert_survives;

/// Each failing call leaves the ledger as it was; the attempt that succeeds adds one entry.
async fn survives<T>(streets: &Streets, attempt: impl AsyncFnMut() -> Result<T, Failure>) {
    let place = entries(streets.app()).await;
    let unchanged = async || entries(streets.app()).await == place;
    let calls = assert_survives(streets.app(), attempt, unchanged).await;
    assert!(calls > 1, "it reads and it writes");
    assert_eq!(entries(streets.app()).await, place + 1);
}

async fn recipients(streets: &Streets, round: RoundId) -> Vec<(RecipientId, LinkState, bool)> {
    let page = read_round(&streets.officer, round)
        .await
        .expect("the round");
    let all = page.recipients.into_iter().map(|one| one.recipient);
    all.map(|one| (one.id, one.link, one.reminded_on.is_some()))
        .collect()
}

#[tokio::test]
async fn changing_a_form_survives_every_failing_store_call() {
    let streets = Streets::build().await;
    let id = streets.form().await;
    let change = async || {
        let draft = FormDraft {
            id: Some(id),
            version: 1,
            title: "另一个名称".to_owned(),
            items: vec![Item {
                concept: "sales".to_owned(),
                asked: Asked::ClosedYear(1),
            }],
            ..FormDraft::default()
        };
        save_form(&streets.officer, draft).await
    };
    survives(&streets, change).await;
    let form = streets.app().store.form(id).await.expect("reads");
    let form = form.expect("the form");
    assert_eq!((form.edition, form.items.len()), (2, 1));
}

#[tokio::test]
async fn links_are_given_out_and_taken_back_whole_or_not_at_all() {
    let streets = Streets::build().await;
    let round = streets.round(SentTo::Firm).await;
    let officer = &streets.officer;
    survives(&streets, async || {
        issue_links(officer, round, LinksFor::Missing).await
    })
    .await;
    let live = recipients(&streets, round).await;
    assert!(live.iter().all(|one| one.1 == LinkState::Live));
    let first = live[0].0;
    survives(&streets, async || revoke_link(officer, round, first).await).await;
    let states = recipients(&streets, round).await;
    let revoked = states.iter().filter(|one| one.1 == LinkState::Revoked);
    assert_eq!(revoked.map(|one| one.0).collect::<Vec<_>>(), [first]);
}

#[tokio::test]
async fn reminding_and_closing_survive_every_failing_store_call() {
    let streets = Streets::build().await;
    let round = streets.round(SentTo::Office).await;
    let officer = &streets.officer;
    let all = Remind {
        only: None,
        fresh_links: true,
    };
    survives(&streets, async || remind(officer, round, all).await).await;
    let reminded = recipients(&streets, round).await;
    assert!(reminded.iter().all(|one| one.1 == LinkState::Live && one.2));
    survives(&streets, async || close_round(officer, round).await).await;
    let page = read_round(officer, round).await.expect("the round");
    assert_eq!(page.round.closed_on, Some(officer.today()));
}

#[tokio::test]
async fn deciding_a_conflict_survives_every_failing_store_call() {
    let streets = Streets::build().await;
    let (_, id, _) = came_back(&streets).await;
    let officer = &streets.officer;
    take_return(officer, id).await.expect("taken");
    let page = read_return(officer, id).await.expect("the return");
    let mut rows = page.rows.iter();
    let waits = rows.find(|row| row.answer.decision == Decision::Waiting);
    let waits = waits.expect("a conflict");
    let settle = Settle {
        given_in: id,
        party: waits.party.id,
        ordinal: waits.answer.ordinal,
        take: true,
    };
    survives(&streets, async || decide_answer(officer, settle).await).await;
    let page = read_return(officer, id).await.expect("the return");
    assert_eq!(page.undecided(), 0);
}

#[tokio::test]
async fn dropping_a_return_survives_every_failing_store_call() {
    let streets = Streets::build().await;
    let (_, id, _) = came_back(&streets).await;
    let officer = &streets.officer;
    survives(&streets, async || drop_return(officer, id).await).await;
    let taken = take_return(officer, id).await;
    assert!(matches!(taken, Err(Failure::Invalid(_))), "{taken:?}");
}
