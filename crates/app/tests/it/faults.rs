//! The n-th store call of each use case fails, for n = 1, 2, …; nothing is left behind, and then it succeeds.

use benfu_app::need::{MoveNeed, NeedDraft, move_need, read_need, save_need};
use benfu_app::offer::{OfferDraft, save_offer};
use benfu_app::programme::{OpenCase, open_case};
use benfu_app::store::Page;
use benfu_app::store::need::NeedFilter;
use benfu_app::{App, Failure};
use benfu_domain::need::{NeedAction, NeedState, Terms};
use benfu_testkit::{World, assert_survives};

fn draft() -> NeedDraft {
    NeedDraft {
        programme: "scenario".to_owned(),
        title: "电力巡检无人机".to_owned(),
        text: "山区线路人工巡检困难,需要无人机自主巡检".to_owned(),
        ..NeedDraft::default()
    }
}

async fn needs(app: &App) -> usize {
    app.store
        .needs(&NeedFilter::default(), &Page::first(100))
        .await
        .expect("needs")
        .len()
}

async fn entries(app: &App) -> i64 {
    app.store.newest_act().await.expect("a place")
}

#[tokio::test]
async fn writing_a_need_survives_every_failing_store_call() {
    let world = World::new().await;
    let owner = world.cx("owner").await;
    let (before, place) = (needs(&world.app).await, entries(&world.app).await);
    let calls = assert_survives(
        &world.app,
        async || save_need(&owner, draft()).await,
        async || needs(&world.app).await == before && entries(&world.app).await == place,
    )
    .await;
    assert!(calls > 0, "the plan must have failed at least one call");
    assert_eq!(needs(&world.app).await, before + 1);
}

#[tokio::test]
async fn moving_a_need_survives_every_failing_store_call() {
    let world = World::new().await;
    let owner = world.cx("owner").await;
    let id = save_need(&owner, draft()).await.expect("a draft");
    let hand_in = || MoveNeed {
        id,
        action: NeedAction::HandIn,
        reason: String::new(),
        code: String::new(),
    };
    assert_survives(
        &world.app,
        async || move_need(&owner, hand_in()).await,
        async || {
            read_need(&owner, id)
                .await
                .is_ok_and(|page| page.need.state == NeedState::Draft)
        },
    )
    .await;
    assert_eq!(
        read_need(&owner, id).await.expect("the need").need.state,
        NeedState::Collected
    );
}

#[tokio::test]
async fn opening_a_case_survives_every_failing_store_call() {
    let world = World::new().await;
    let (owner, officer) = (world.cx("owner").await, world.cx("officer").await);
    let terms = Terms {
        metric: "单日巡检里程".to_owned(),
        metric_unit: "km".to_owned(),
        baseline_milli: Some(8_000),
        unconstrained: true,
        owner_post: "运检部主管".to_owned(),
        budget_path: "成本列支".to_owned(),
        acceptance_test: "连续十天巡检".to_owned(),
        starts_on: Some(owner.today()),
        ends_on: owner.today().plus_days(90),
        if_it_works: "推广到全部线路".to_owned(),
        ..Terms::default()
    };
    let id = save_need(&owner, NeedDraft { terms, ..draft() })
        .await
        .expect("a draft");
    for (cx, action) in [
        (&owner, NeedAction::HandIn),
        (&officer, NeedAction::Screen),
        (&officer, NeedAction::Publish),
    ] {
        let command = MoveNeed {
            id,
            action,
            reason: String::new(),
            code: String::new(),
        };
        move_need(cx, command).await.expect("a step");
    }
    let open = || OpenCase {
        need: id,
        supplier: Some(world.party("supplier")),
        offer: None,
        message: String::new(),
    };
    let place = entries(&world.app).await;
    assert_survives(
        &world.app,
        async || open_case(&owner, open()).await,
        async || entries(&world.app).await == place,
    )
    .await;
    assert_eq!(
        world
            .app
            .store
            .cases_of_need(id)
            .await
            .expect("cases")
            .len(),
        1
    );
}

#[tokio::test]
async fn saving_an_offer_survives_every_failing_store_call() {
    let world = World::new().await;
    let supplier = world.cx("supplier").await;
    let draft = || OfferDraft {
        kind: "technology".to_owned(),
        title: "长航时无人机".to_owned(),
        text: "续航两小时".to_owned(),
        open: true,
        ..OfferDraft::default()
    };
    let place = entries(&world.app).await;
    let survive = async || -> Result<_, Failure> { save_offer(&supplier, draft()).await };
    assert_survives(&world.app, survive, async || {
        entries(&world.app).await == place
    })
    .await;
    assert_eq!(
        world
            .app
            .store
            .offers_of(world.party("supplier"))
            .await
            .expect("offers")
            .len(),
        1
    );
}
