//! Every programme of the pack is walked from a need to a good end, and from a proposal to a refusal.

use crate::steps::{act, draft, round, step, terms};
use benfu_app::need::{NeedDraft, missing_parts, save_need};
use benfu_app::programme::{
    Attached, OpenCase, RecordOnCase, Upload, attach, open_case, read_case, read_dossier,
    record_on_case,
};
use benfu_app::{Cx, Failure};
use benfu_domain::id::{CaseId, NeedId};
use benfu_domain::need::{NeedAction, PublicationPart, Terms};
use benfu_domain::programme::{Action, CaseState, Programme};
use benfu_testkit::World;

/// Only what the programme asks for before publication.
fn asked(cx: &Cx, programme: &Programme) -> Terms {
    let (whole, none) = (terms(cx), Terms::default());
    let asks = |part| programme.publication.contains(&part);
    let text = |part, text: &str| {
        if asks(part) {
            text.to_owned()
        } else {
            String::new()
        }
    };
    Terms {
        metric: text(PublicationPart::Metric, &whole.metric),
        metric_unit: text(PublicationPart::Metric, &whole.metric_unit),
        baseline_milli: whole
            .baseline_milli
            .filter(|_| asks(PublicationPart::Baseline)),
        unconstrained: asks(PublicationPart::Constraints),
        owner_post: text(PublicationPart::OwnerPost, &whole.owner_post),
        budget_path: text(PublicationPart::BudgetPath, &whole.budget_path),
        acceptance_test: text(PublicationPart::AcceptanceTest, &whole.acceptance_test),
        starts_on: whole.starts_on.filter(|_| asks(PublicationPart::Dates)),
        ends_on: whole.ends_on.filter(|_| asks(PublicationPart::Dates)),
        if_it_works: text(PublicationPart::IfItWorks, &whole.if_it_works),
        ..none
    }
}

async fn published(world: &World, programme: &Programme) -> NeedId {
    let (owner, officer) = (world.cx("owner").await, world.cx("officer").await);
    let draft = NeedDraft {
        programme: programme.id.clone(),
        terms: asked(&owner, programme),
        ..draft()
    };
    let id = save_need(&owner, draft).await.expect("a draft");
    for (cx, action) in [
        (&owner, NeedAction::HandIn),
        (&officer, NeedAction::Screen),
        (&officer, NeedAction::Publish),
    ] {
        let moved = step(cx, id, action).await;
        assert!(moved.is_ok(), "{} {action:?}: {moved:?}", programme.id);
    }
    id
}

async fn opened(world: &World, need: NeedId) -> CaseId {
    let invited = OpenCase {
        need,
        supplier: Some(world.party("supplier")),
        offer: None,
        message: "请来洽谈".to_owned(),
    };
    let owner = world.cx("owner").await;
    open_case(&owner, invited).await.expect("invited")
}

/// Attaches what the present stage asks for.
async fn prove(cx: &Cx, id: CaseId, programme: &Programme) {
    let case = read_case(cx, id).await.expect("the case").card.case;
    let stage = programme.stage(&case.stage);
    for kind in stage
        .map(|stage| stage.evidence.clone())
        .unwrap_or_default()
    {
        let upload = Upload {
            to: Attached::Case(id),
            name: format!("{}.txt", kind.id),
            bytes: format!("{} {}", kind.id, case.version).into_bytes(),
            kind: kind.id,
        };
        attach(cx, upload).await.expect("evidence");
    }
}

/// The action that goes on from a state, and who takes it.
fn forward(state: CaseState) -> (&'static str, Action) {
    match state {
        CaseState::Proposed => ("supplier", Action::Agree),
        CaseState::Agreed => ("owner", Action::Start),
        CaseState::Underway => ("supplier", Action::Deliver),
        CaseState::Delivered => ("owner", Action::Accept),
        CaseState::Accepted => ("owner", Action::Adopt),
        CaseState::Adopted | CaseState::Ended => ("owner", Action::End),
    }
}

/// One step forward: to the next stage of the state, else to the next state, else to the good end.
async fn go_on(world: &World, id: CaseId, programme: &Programme) -> Result<CaseState, Failure> {
    let owner = world.cx("owner").await;
    prove(&owner, id, programme).await;
    if let Ok(case) = act(&owner, id, Action::Advance, "", "").await {
        return Ok(case.state);
    }
    let case = read_case(&owner, id).await?.card.case;
    let asks_rounds = programme.stages.iter().any(|stage| stage.asks_rounds);
    if case.state == CaseState::Underway && asks_rounds {
        let record = round(world, 21_000);
        record_on_case(&owner, RecordOnCase { id, record }).await?;
    }
    let last = programme.landing(case.state) == case.state
        && CaseState::ALL
            .iter()
            .filter(|next| **next > case.state && **next != CaseState::Ended)
            .all(|next| programme.skips.contains(next));
    let (who, action) = if last {
        ("owner", Action::End)
    } else {
        forward(case.state)
    };
    let good = programme.end_codes.iter().find(|code| code.success);
    let code = good.map(|code| code.id.as_str()).unwrap_or_default();
    let code = if action == Action::End { code } else { "" };
    let moved = act(&world.cx(who).await, id, action, "按约定完成", code).await?;
    Ok(moved.state)
}

fn about_needs(world: &World) -> Vec<Programme> {
    let programmes = world.app.pack.programmes.values();
    programmes
        .filter(|programme| !programme.about_policy)
        .cloned()
        .collect()
}

#[tokio::test]
async fn every_programme_goes_from_a_need_to_a_good_end_with_a_whole_file() {
    let world = World::new().await;
    let programmes = about_needs(&world);
    assert!(programmes.len() >= 24, "{}", programmes.len());
    for programme in &programmes {
        let need = published(&world, programme).await;
        let id = opened(&world, need).await;
        let mut steps = 0;
        loop {
            let state = go_on(&world, id, programme).await;
            let state = state.unwrap_or_else(|error| panic!("{}: {error:?}", programme.id));
            steps += 1;
            assert!(steps < 40, "{} goes round in circles", programme.id);
            if state == CaseState::Ended {
                break;
            }
        }
        let owner = world.cx("owner").await;
        let file = read_dossier(&owner, id).await.expect("its file");
        let lacking: Vec<_> = file
            .lacking
            .iter()
            .filter(|lack| **lack != benfu_domain::programme::Lack::Effect)
            .collect();
        let unasked = !programme
            .stages
            .iter()
            .any(|stage| !stage.evidence.is_empty());
        assert!(
            lacking.is_empty() || unasked,
            "{}: {lacking:?}",
            programme.id
        );
    }
}

#[tokio::test]
async fn a_programme_asks_before_publication_for_what_its_file_lists() {
    let world = World::new().await;
    let owner = world.cx("owner").await;
    for programme in &about_needs(&world) {
        let draft = NeedDraft {
            programme: programme.id.clone(),
            ..draft()
        };
        let id = save_need(&owner, draft).await.expect("a draft");
        let need = owner.app.store.need(id).await.expect("read");
        let lacking = missing_parts(&owner, &need.expect("the need"));
        let asked: Vec<PublicationPart> = programme
            .publication
            .iter()
            .copied()
            .filter(|part| *part != PublicationPart::Owner)
            .collect();
        assert_eq!(lacking, asked, "{}", programme.id);
    }
}

#[tokio::test]
async fn every_programme_lets_the_other_side_refuse_with_each_of_its_codes() {
    let world = World::new().await;
    let supplier = world.cx("supplier").await;
    for programme in &about_needs(&world) {
        let need = published(&world, programme).await;
        for code in &programme.end_codes {
            let id = opened(&world, need).await;
            let ended = act(&supplier, id, Action::Decline, "不承接", &code.id).await;
            let ended = ended.unwrap_or_else(|error| panic!("{}: {error:?}", programme.id));
            assert_eq!(ended.end.map(|end| end.code), Some(code.id.clone()));
        }
    }
}
