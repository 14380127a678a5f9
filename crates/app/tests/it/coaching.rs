//! Firms behind a policy taken in hand: told, reminded, assigned, coached to a result, set against a target.

use crate::policies::{POLICY, one_qualifies, tally};
use benfu_app::policy::{
    BulkAct, BulkDone, ChosenFirms, CoachChoice, LeftOut, PipelineAsked, Planned, RowsOf,
    StateTarget, carry_out_bulk, coaches, export_firms, preview_bulk, read_matrix,
    read_own_benefits, read_pipeline, state_target,
};
use benfu_app::programme::{ActOnCase, act_on_case};
use benfu_app::{Cx, Failure};
use benfu_domain::policy::{NoticeKind, Outlook};
use benfu_domain::programme::Action;
use benfu_testkit::{World, assert_survives};
use std::collections::{BTreeMap, BTreeSet};

fn idle() -> ChosenFirms {
    ChosenFirms {
        policy: POLICY.to_owned(),
        of: RowsOf::Idle,
        region: String::new(),
        assumed: BTreeMap::new(),
        ticked: BTreeSet::new(),
    }
}

fn asked() -> PipelineAsked {
    PipelineAsked {
        limit: 50,
        ..PipelineAsked::default()
    }
}

/// The bureau itself takes the firm.
async fn to_the_bureau(officer: &Cx) -> BulkAct {
    let known = coaches(officer).await.expect("coaches");
    let own = known
        .iter()
        .find(|coach| coach.id == officer.actor.organisation);
    BulkAct::Assign(CoachChoice::Organisation(own.expect("the bureau").id))
}

const ONE: BulkDone = BulkDone {
    done: 1,
    left_out: 0,
};
const LEFT: BulkDone = BulkDone {
    done: 0,
    left_out: 1,
};

#[tokio::test]
async fn a_firm_is_told_once_that_it_qualifies_and_sees_it_at_home() {
    let (world, officer) = one_qualifies().await;
    let supplier = world.cx("supplier").await;
    let own = read_own_benefits(&supplier).await.expect("reads");
    let own = own.expect("a firm");
    assert!(own.qualified.iter().any(|rung| rung.policy == POLICY));
    assert!(own.told.is_empty());
    let before = world.app.store.newest_act().await.expect("a place");
    let done = carry_out_bulk(&officer, &idle(), BulkAct::Push).await;
    assert_eq!(done.expect("told"), ONE);
    let after = world.app.store.newest_act().await.expect("a place");
    assert_eq!(after, before + 1, "one entry for the one firm");
    let again = carry_out_bulk(&officer, &idle(), BulkAct::Push).await;
    assert_eq!(again.expect("nothing"), LEFT);
    assert_eq!(world.app.store.newest_act().await.expect("a place"), after);
    let own = read_own_benefits(&supplier).await.expect("reads");
    let told = own.expect("a firm").told;
    assert_eq!((told.len(), told[0].kind), (1, NoticeKind::Push));
    let preview = preview_bulk(&officer, &idle(), BulkAct::Push).await;
    let line = &preview.expect("a preview").lines[0];
    assert_eq!(line.plan, Err(LeftOut::Told(officer.today())));
}

#[tokio::test]
async fn a_reminder_is_kept_once_a_day_and_says_what_was_found() {
    let (world, officer) = one_qualifies().await;
    let chosen = ChosenFirms {
        of: RowsOf::Unknown,
        ..idle()
    };
    let done = carry_out_bulk(&officer, &chosen, BulkAct::Remind).await;
    assert_eq!(done.expect("reminded").done, 2);
    let again = carry_out_bulk(&officer, &chosen, BulkAct::Remind).await;
    assert_eq!(again.expect("nothing").done, 0);
    let push = preview_bulk(&officer, &chosen, BulkAct::Push).await;
    for line in push.expect("a preview").lines {
        assert_eq!(line.plan, Err(LeftOut::NotNear), "it cannot be told");
    }
    let told = world
        .app
        .store
        .policy_notices_of(world.party("owner"))
        .await
        .expect("notices");
    assert!(told.iter().all(|notice| notice.kind == NoticeKind::Remind));
}

#[tokio::test]
async fn a_coached_firm_is_no_longer_idle_and_is_followed_to_its_result() {
    let (_world, officer) = one_qualifies().await;
    let act = to_the_bureau(&officer).await;
    let preview = preview_bulk(&officer, &idle(), act).await.expect("preview");
    assert!(matches!(
        preview.lines[0].plan,
        Ok(Planned::Coaching { .. })
    ));
    let done = carry_out_bulk(&officer, &idle(), act).await;
    assert_eq!(done.expect("assigned"), ONE);
    let tally = tally(&officer).await.expect("counts");
    assert_eq!((tally.met, tally.idle), (1, 0));
    let pipeline = read_pipeline(&officer, POLICY, &asked()).await;
    let pipeline = pipeline.expect("a pipeline");
    assert_eq!((pipeline.total, pipeline.stages[0].open), (1, 1));
    let line = &pipeline.coverage[0];
    assert_eq!((line.coached, line.candidates()), (1, 1));
    let mut case = pipeline.rows[0].case.clone();
    for action in [
        Action::Agree,
        Action::Start,
        Action::Deliver,
        Action::Accept,
        Action::End,
    ] {
        let command = ActOnCase {
            id: case.id,
            version: case.version,
            action,
            reason: "依公示".to_owned(),
            code: "passed".to_owned(),
        };
        let taken = act_on_case(&officer, command).await;
        case = taken.unwrap_or_else(|refused| panic!("{}: {refused:?}", action.word()));
    }
    let pipeline = read_pipeline(&officer, POLICY, &asked()).await;
    let pipeline = pipeline.expect("a pipeline");
    assert_eq!(pipeline.ends, [("passed".to_owned(), 1)]);
    let cohort = &pipeline.cohorts[0];
    assert_eq!(
        (cohort.submitted, cohort.rate.passed, cohort.rate.decided),
        (1, 1, 1)
    );
    assert!(pipeline.loads.is_empty());
}

#[tokio::test]
async fn a_firm_with_an_open_coaching_is_left_out_and_named() {
    let (_world, officer) = one_qualifies().await;
    let act = to_the_bureau(&officer).await;
    carry_out_bulk(&officer, &idle(), act)
        .await
        .expect("assigned");
    let all = ChosenFirms {
        ticked: BTreeSet::new(),
        of: RowsOf::Unknown,
        ..idle()
    };
    let to_streets = BulkAct::Assign(CoachChoice::StreetOffices);
    let preview = preview_bulk(&officer, &all, to_streets).await;
    for line in preview.expect("a preview").lines {
        assert_eq!(
            line.plan,
            Err(LeftOut::NoOffice),
            "the world has no streets"
        );
    }
    let again = carry_out_bulk(&officer, &idle(), act).await;
    assert_eq!(again.expect("nothing").done, 0, "it is idle no longer");
}

#[tokio::test]
async fn a_target_is_set_against_those_who_could_fill_it() {
    let (_world, officer) = one_qualifies().await;
    let none = read_pipeline(&officer, POLICY, &asked()).await;
    assert!(none.expect("a pipeline").target.is_none());
    let state = |wanted| StateTarget {
        policy: POLICY.to_owned(),
        year: officer.today().year(),
        wanted,
        source: "年度工作要点".to_owned(),
    };
    state_target(&officer, state(9)).await.expect("stated");
    state_target(&officer, state(1)).await.expect("stated anew");
    let pipeline = read_pipeline(&officer, POLICY, &asked()).await;
    let target = pipeline.expect("a pipeline").target.expect("a target");
    assert_eq!((target.target.wanted, target.prospect.idle), (1, 1));
    assert_eq!(target.prospect.outlook(), Outlook::WithIdle { applying: 1 });
    let refused = state_target(&officer, state(0)).await;
    assert!(matches!(refused, Err(Failure::Invalid(problems)) if problems.len() == 1));
}

#[tokio::test]
async fn the_matrix_counts_what_its_cells_open() {
    let (_world, officer) = one_qualifies().await;
    let matrix = read_matrix(&officer).await.expect("a matrix");
    let row = matrix.rows.iter().find(|row| row.policy == POLICY);
    let cells = &row.expect("the policy").cells;
    assert_eq!(cells.len(), matrix.regions.len());
    let idle: usize = cells.iter().map(|tally| tally.idle).sum();
    let firms: usize = cells.iter().map(|tally| tally.firms).sum();
    assert_eq!((idle, firms), (1, 3));
}

#[tokio::test]
async fn what_is_taken_out_says_what_to_bring_and_is_on_record() {
    let (world, officer) = one_qualifies().await;
    let chosen = ChosenFirms {
        of: RowsOf::Unknown,
        ..idle()
    };
    let before = world.app.store.newest_act().await.expect("a place");
    let firms = export_firms(&officer, &chosen).await.expect("rows");
    assert_eq!(firms.len(), 2);
    assert!(firms.iter().all(|firm| !firm.missing.is_empty()));
    let newest = world.app.store.newest_act().await.expect("a place");
    assert_eq!(newest, before + 2, "an entry for each firm");
    for exported in &firms {
        let entries = world
            .app
            .store
            .entries_of(&exported.firm.id.to_string(), 1)
            .await;
        let entries = entries.expect("entries");
        assert_eq!(entries[0].header.action, "firm_exported");
    }
}

#[tokio::test]
async fn firms_are_taken_out_all_or_none() {
    let (world, officer) = one_qualifies().await;
    let chosen = ChosenFirms {
        of: RowsOf::Unknown,
        ..idle()
    };
    let place = world.app.store.newest_act().await.expect("a place");
    let calls = assert_survives(
        &world.app,
        async || export_firms(&officer, &chosen).await,
        async || world.app.store.newest_act().await.expect("a place") == place,
    )
    .await;
    assert!(calls > 2, "reading and writing each failed once");
}

#[tokio::test]
async fn a_firm_may_do_none_of_this() {
    let (world, officer) = one_qualifies().await;
    let supplier = world.cx("supplier").await;
    let act = to_the_bureau(&officer).await;
    for act in [act, BulkAct::Push, BulkAct::Remind] {
        let refused = carry_out_bulk(&supplier, &idle(), act).await;
        assert!(matches!(refused, Err(Failure::NotFound)));
    }
    assert!(matches!(
        export_firms(&supplier, &idle()).await,
        Err(Failure::NotFound)
    ));
    assert!(matches!(
        read_matrix(&supplier).await,
        Err(Failure::NotFound)
    ));
    let pipeline = read_pipeline(&supplier, POLICY, &asked()).await;
    assert!(matches!(pipeline, Err(Failure::NotFound)));
    let state = StateTarget {
        policy: POLICY.to_owned(),
        year: 2025,
        wanted: 1,
        source: "x".to_owned(),
    };
    assert!(matches!(
        state_target(&supplier, state).await,
        Err(Failure::Forbidden)
    ));
}

#[tokio::test]
async fn assigning_survives_every_failing_store_call() {
    let (world, officer) = one_qualifies().await;
    let act = to_the_bureau(&officer).await;
    survives(&world, &officer, act).await;
}

#[tokio::test]
async fn telling_survives_every_failing_store_call() {
    let (world, officer) = one_qualifies().await;
    survives(&world, &officer, BulkAct::Push).await;
}

async fn survives(world: &World, officer: &Cx, act: BulkAct) {
    let place = world.app.store.newest_act().await.expect("a place");
    let calls = assert_survives(
        &world.app,
        async || carry_out_bulk(officer, &idle(), act).await,
        async || world.app.store.newest_act().await.expect("a place") == place,
    )
    .await;
    assert!(calls > 0, "the plan must have failed at least one call");
    assert_eq!(
        world.app.store.newest_act().await.expect("a place"),
        place + 1
    );
}

#[tokio::test]
async fn stating_a_target_survives_every_failing_store_call() {
    let (world, officer) = one_qualifies().await;
    let place = world.app.store.newest_act().await.expect("a place");
    let state = || StateTarget {
        policy: POLICY.to_owned(),
        year: officer.today().year(),
        wanted: 5,
        source: "年度工作要点".to_owned(),
    };
    assert_survives(
        &world.app,
        async || state_target(&officer, state()).await,
        async || world.app.store.newest_act().await.expect("a place") == place,
    )
    .await;
    assert_eq!(
        world.app.store.newest_act().await.expect("a place"),
        place + 1
    );
}
