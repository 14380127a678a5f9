//! A matchmaking day from the first wish to the end of its cases, and an assignment; driven as the people who do it.

use crate::steps::{act, has_code, offer, published};
use benfu_app::gathering::{
    Bring, GatheringDraft, GatheringPage, PartDraft, bring, cancel_gathering, close_gathering,
    join, leave, list_gatherings, plan_gathering, read_gathering, read_wishes, save_gathering,
    save_part, save_wishes, settle_meetings,
};
use benfu_app::{Failure, Page, ProblemCode};
use benfu_domain::gathering::{
    Aim, GatheringKind, GatheringState, MeetingState, Pair, Settled, Strength,
};
use benfu_domain::id::{GatheringId, NeedId};
use benfu_domain::programme::{Action, CaseState};
use benfu_testkit::World;

fn draft(kind: GatheringKind) -> GatheringDraft {
    GatheringDraft {
        id: None,
        version: 0,
        kind,
        aim: Aim::Stable,
        title: "技术荟·管网专场".to_owned(),
        place: "创新中心一楼".to_owned(),
        held_on: "2025-06-30".to_owned(),
        wishes_until: "2025-06-30".to_owned(),
        programme: "meeting_pair".to_owned(),
        hours: ("09:00".to_owned(), "10:00".to_owned()),
        slot_minutes: "20".to_owned(),
        tables: "2".to_owned(),
        breaks: String::new(),
    }
}

/// A gathering with one need, to which the two suppliers come by themselves.
async fn gathered(world: &World, kind: GatheringKind) -> (GatheringId, NeedId) {
    let officer = world.cx("officer").await;
    let need = published(world).await;
    let id = save_gathering(&officer, draft(kind)).await.expect("made");
    let command = Bring {
        needs: vec![need],
        places: 1,
        ..Bring::default()
    };
    bring(&officer, id, command).await.expect("brought");
    for login in ["supplier", "rival"] {
        offer(world, login, "满水管道检测机器人").await;
        join(&world.cx(login).await, id, Vec::new())
            .await
            .expect("joined");
    }
    (id, need)
}

async fn says(world: &World, id: GatheringId, need: NeedId, login: &str, about: &str, how: u8) {
    let pair = Pair {
        need,
        supplier: world.party(about),
    };
    let said = vec![(pair, Strength::new(how))];
    save_wishes(&world.cx(login).await, id, world.party(login), said)
        .await
        .expect("said");
}

/// Both suppliers and the owner want each other; the owner wants `supplier` more.
async fn mutual(world: &World, id: GatheringId, need: NeedId) {
    says(world, id, need, "owner", "supplier", 3).await;
    says(world, id, need, "owner", "rival", 1).await;
    says(world, id, need, "supplier", "supplier", 2).await;
    says(world, id, need, "rival", "rival", 2).await;
}

async fn seen(world: &World, login: &str, id: GatheringId) -> GatheringPage {
    let page = read_gathering(&world.cx(login).await, id).await;
    page.expect("it is running, so everybody may see it")
}

#[tokio::test]
async fn a_day_runs_from_wishes_to_the_end_of_its_cases() {
    let world = World::new().await;
    let officer = world.cx("officer").await;
    let (id, need) = gathered(&world, GatheringKind::Day).await;
    assert!(has_code(
        plan_gathering(&officer, id).await,
        ProblemCode::NothingMutual
    ));
    mutual(&world, id, need).await;
    assert_eq!(plan_gathering(&officer, id).await.expect("planned"), 2);

    let page = seen(&world, "officer", id).await;
    assert_eq!(page.gathering.planned, Some((8_000, 8_000)));
    let slots: Vec<u16> = page
        .meetings
        .iter()
        .filter_map(|one| Some(one.meeting.at?.0))
        .collect();
    assert_eq!(slots, [1, 2], "the owner is at one table at a time");

    let ids: Vec<_> = page.meetings.iter().map(|one| one.meeting.id).collect();
    let outcome = vec![
        (ids[0], Settled::Held),
        (ids[1], Settled::Missed("对方临时出差".to_owned())),
    ];
    assert_eq!(
        settle_meetings(&officer, id, outcome)
            .await
            .expect("settled"),
        1
    );
    assert!(has_code(
        close_gathering(&officer, id).await,
        ProblemCode::MeetingCasesOpen
    ));
    let page = seen(&world, "officer", id).await;
    let case = page.meetings[0].case.clone().expect("a case follows");
    assert_eq!(case.programme, "meeting_pair");
    assert_eq!(case.state, CaseState::Proposed);

    act(&officer, case.id, Action::End, "价格未谈成", "price")
        .await
        .expect("ended");
    close_gathering(&officer, id).await.expect("closed");
    let list = list_gatherings(&officer, &Page::first(10)).await.unwrap();
    let row = &list.gatherings[0];
    assert_eq!(row.gathering.state, GatheringState::Closed);
    assert_eq!((row.held, row.missed, row.ended), (1, 1, 1));
}

#[tokio::test]
async fn when_somebody_drops_out_the_others_stay_where_they_are() {
    let world = World::new().await;
    let officer = world.cx("officer").await;
    let (id, need) = gathered(&world, GatheringKind::Day).await;
    mutual(&world, id, need).await;
    plan_gathering(&officer, id).await.expect("planned");
    let before = seen(&world, "officer", id).await;
    let kept = before
        .meetings
        .iter()
        .find(|one| one.meeting.pair.supplier == world.party("rival"))
        .expect("the rival meets");

    let supplier = world.cx("supplier").await;
    let own = world.party("supplier");
    assert!(has_code(
        leave(&supplier, id, own, " ").await,
        ProblemCode::ReasonMissing
    ));
    leave(&supplier, id, own, "设备送检").await.expect("left");
    let after = seen(&world, "officer", id).await;
    let state = |party| {
        let of = |one: &&benfu_app::gathering::PairShown| one.meeting.pair.supplier == party;
        after.meetings.iter().find(of).expect("still on record")
    };
    assert_eq!(state(own).meeting.state, MeetingState::Cancelled);
    assert_eq!(state(own).meeting.reason, "设备送检");
    let stays = &state(world.party("rival")).meeting;
    assert_eq!(stays.at, kept.meeting.at);
    assert_eq!(stays.version, 1, "what stays is not written again");

    join(&supplier, id, Vec::new()).await.expect("came back");
    assert_eq!(plan_gathering(&officer, id).await.expect("planned"), 2);
}

#[tokio::test]
async fn an_assignment_gives_the_place_to_whom_both_sides_want_most_and_tells_the_other_why() {
    let world = World::new().await;
    let officer = world.cx("officer").await;
    let (id, need) = gathered(&world, GatheringKind::Assignment).await;
    mutual(&world, id, need).await;
    assert_eq!(plan_gathering(&officer, id).await.expect("planned"), 1);
    let page = seen(&world, "officer", id).await;
    assert_eq!(page.meetings.len(), 1);
    assert_eq!(
        page.meetings[0].meeting.pair.supplier,
        world.party("supplier")
    );
    let (party, why) = &page.left_over[0];
    assert_eq!(*party, world.party("rival"));
    assert!(why.zh.contains("名额已满"), "{}", why.zh);
}

#[tokio::test]
async fn nobody_sees_what_others_said_and_nobody_speaks_for_them() {
    let world = World::new().await;
    let (id, need) = gathered(&world, GatheringKind::Day).await;
    says(&world, id, need, "owner", "supplier", 3).await;
    let (supplier, rival) = (world.cx("supplier").await, world.party("rival"));
    let own = read_wishes(&supplier, id, world.party("supplier")).await;
    let own = own.expect("its own page");
    assert_eq!(own.choices.len(), 1);
    assert_eq!(own.choices[0].answered, None, "nobody answers to please");
    let others = read_wishes(&supplier, id, rival).await;
    assert!(matches!(others, Err(Failure::NotFound)));
    let pair = Pair {
        need,
        supplier: rival,
    };
    let said = vec![(pair, Strength::new(1))];
    let foreign = save_wishes(&supplier, id, world.party("supplier"), said).await;
    assert!(matches!(foreign, Err(Failure::NotFound)));

    let page = seen(&world, "supplier", id).await;
    let counts = page.parties.iter().filter(|one| one.said.is_some()).count();
    assert_eq!(counts, 1, "one's own alone");
    let officer = world.cx("officer").await;
    let all = read_wishes(&officer, id, world.party("supplier")).await;
    assert_eq!(all.unwrap().choices[0].answered, Some(Strength::MOST));
    assert!(matches!(
        plan_gathering(&supplier, id).await,
        Err(Failure::Forbidden)
    ));
}

#[tokio::test]
async fn a_host_keeps_its_table_and_is_away_when_it_says() {
    let world = World::new().await;
    let officer = world.cx("officer").await;
    let (id, need) = gathered(&world, GatheringKind::Day).await;
    mutual(&world, id, need).await;
    let owner = world.party("owner");
    let part = PartDraft {
        version: 1,
        table: "2".to_owned(),
        away: "1".to_owned(),
        most: "1".to_owned(),
    };
    let wrong = PartDraft {
        away: "9".to_owned(),
        ..part.clone()
    };
    assert!(has_code(
        save_part(&officer, id, owner, wrong).await,
        ProblemCode::NumberUnreadable
    ));
    save_part(&world.cx("owner").await, id, owner, part)
        .await
        .expect("its own part");
    assert_eq!(plan_gathering(&officer, id).await.expect("planned"), 1);
    let page = seen(&world, "owner", id).await;
    assert_eq!(page.meetings[0].meeting.at, Some((2, 2)));
    assert_eq!(page.unmet.len(), 1);
    assert!(page.unmet[0].1.zh.contains("场次上限"));
}

#[tokio::test]
async fn what_cannot_be_used_is_said_all_at_once() {
    let world = World::new().await;
    let officer = world.cx("officer").await;
    let wrong = GatheringDraft {
        title: " ".to_owned(),
        held_on: "六月".to_owned(),
        programme: "nothing".to_owned(),
        hours: ("9".to_owned(), "10:00".to_owned()),
        ..draft(GatheringKind::Day)
    };
    let Err(Failure::Invalid(problems)) = save_gathering(&officer, wrong).await else {
        panic!("nothing of it can be used");
    };
    let fields: Vec<&str> = problems.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["title", "programme", "held_on", "begins"]);

    let id = save_gathering(&officer, draft(GatheringKind::Day)).await;
    let id = id.expect("made");
    let unknown = Bring {
        names: "测试区灵动机器人有限公司\n没有这家公司".to_owned(),
        ..Bring::default()
    };
    let brought = bring(&officer, id, unknown).await.expect("the good one");
    assert_eq!(brought.parties, 1);
    assert_eq!(brought.unfound[0].0, "没有这家公司");
    cancel_gathering(&officer, id, "场地取消")
        .await
        .expect("off");
    assert!(has_code(
        plan_gathering(&officer, id).await,
        ProblemCode::GatheringWrongState
    ));
    let rival = world.cx("rival").await;
    assert!(matches!(
        read_gathering(&rival, id).await,
        Err(Failure::NotFound)
    ));
}
