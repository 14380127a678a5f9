//! Steps of the thread that several tests take: a published need, an offer with facts, actions with evidence.

use benfu_app::fact::{About, FactDraft, RecordFacts, record_facts};
use benfu_app::need::{MoveNeed, NeedDraft, move_need, save_need};
use benfu_app::offer::{OfferDraft, save_offer};
use benfu_app::programme::{ActOnCase, Attached, Upload, act_on_case, attach, read_case};
use benfu_app::{Cx, Failure, ProblemCode};
use benfu_domain::fact::Level;
use benfu_domain::id::{CaseId, NeedId, OfferId};
use benfu_domain::need::{Constraint, NeedAction, NeedState, Terms};
use benfu_domain::programme::{Action, Case, CaseRecord, Measurement, RecordKind};
use benfu_testkit::World;

const TITLE: &str = "排水管网检测机器人";
const TEXT: &str = "老旧排水管网内部潮湿、淤积,人工下井检测危险。需要能在满水管道内连续作业、识别裂缝和渗漏点的检测机器人。";

pub(crate) fn draft() -> NeedDraft {
    let (title, text) = (TITLE.to_owned(), TEXT.to_owned());
    NeedDraft {
        programme: "scenario".to_owned(),
        title,
        text,
        ..NeedDraft::default()
    }
}

pub(crate) fn terms(cx: &Cx) -> Terms {
    Terms {
        metric: "每公里检出渗漏点".to_owned(),
        metric_unit: "处".to_owned(),
        baseline_milli: Some(12_000),
        target_milli: Some(20_000),
        constraints: vec![Constraint {
            label: "防护等级".to_owned(),
            rule: "ingress_protection >= \"IP68\"".to_owned(),
        }],
        unconstrained: false,
        owner_post: "管网运营部副经理".to_owned(),
        budget_path: "年度科技创新专项".to_owned(),
        budget_fen: Some(80_000_000),
        acceptance_test: "在两公里试验段与人工检测结果逐点比对".to_owned(),
        starts_on: Some(cx.today()),
        ends_on: cx.today().plus_days(180),
        place: None,
        if_it_works: "纳入年度采购目录".to_owned(),
    }
}

pub(crate) async fn step(cx: &Cx, id: NeedId, action: NeedAction) -> Result<NeedState, Failure> {
    let command = MoveNeed {
        id,
        action,
        reason: "请补充".to_owned(),
        code: String::new(),
    };
    move_need(cx, command).await.map(|need| need.state)
}

/// A need that the owner has written and the officer has screened and published.
pub(crate) async fn published(world: &World) -> NeedId {
    let (owner, officer) = (world.cx("owner").await, world.cx("officer").await);
    let id = save_need(
        &owner,
        NeedDraft {
            terms: terms(&owner),
            ..draft()
        },
    )
    .await
    .expect("a draft");
    step(&owner, id, NeedAction::HandIn)
        .await
        .expect("handed in");
    step(&officer, id, NeedAction::Screen)
        .await
        .expect("screened");
    step(&officer, id, NeedAction::Publish)
        .await
        .expect("published");
    id
}

pub(crate) async fn offer(world: &World, login: &str, title: &str) -> OfferId {
    let cx = world.cx(login).await;
    let text = format!("{title},用于排水管道检测,可识别裂缝与渗漏,适合潮湿满水环境");
    let draft = OfferDraft {
        title: title.to_owned(),
        text,
        kind: "technology".to_owned(),
        open: true,
        ..OfferDraft::default()
    };
    save_offer(&cx, draft).await.expect("an offer")
}

pub(crate) async fn tell(world: &World, login: &str, about: OfferId, value: &str, level: Level) {
    let fact = FactDraft {
        concept: "ingress_protection".to_owned(),
        period: String::new(),
        value: value.to_owned(),
        level: Some(level),
        retract: false,
    };
    let command = RecordFacts {
        about: About::Offer(about),
        facts: vec![fact],
        source: None,
    };
    record_facts(&world.cx(login).await, command)
        .await
        .expect("a fact");
}

pub(crate) async fn act(
    cx: &Cx,
    id: CaseId,
    action: Action,
    reason: &str,
    code: &str,
) -> Result<Case, Failure> {
    let version = read_case(cx, id).await?.card.case.version;
    act_on_case(
        cx,
        ActOnCase {
            id,
            version,
            action,
            reason: reason.to_owned(),
            code: code.to_owned(),
        },
    )
    .await
}

/// Attaches what the present stage asks for.
pub(crate) async fn prove(cx: &Cx, id: CaseId) {
    let case = read_case(cx, id).await.expect("the case").card.case;
    let stage = cx.pack().programmes["scenario"].stage(&case.stage).cloned();
    for kind in stage.map(|stage| stage.evidence).unwrap_or_default() {
        let bytes = format!("{} {}", kind.id, case.version).into_bytes();
        let name = format!("{}.txt", kind.id);
        attach(
            cx,
            Upload {
                to: Attached::Case(id),
                kind: kind.id,
                name,
                bytes,
            },
        )
        .await
        .expect("evidence");
    }
}

/// Goes to the last stage of the present state, proving each one left.
pub(crate) async fn to_last_stage(cx: &Cx, id: CaseId) {
    loop {
        prove(cx, id).await;
        if act(cx, id, Action::Advance, "", "").await.is_err() {
            return;
        }
    }
}

pub(crate) fn round(world: &World, measured_milli: i64) -> CaseRecord {
    let measurement = Measurement {
        metric: "每公里检出渗漏点".to_owned(),
        unit: "处".to_owned(),
        baseline_milli: Some(12_000),
        measured_milli,
    };
    CaseRecord {
        kind: RecordKind::Round,
        on: world.app.clock.today(),
        text: "试验段第一轮".to_owned(),
        measurement: Some(measurement),
        amount_fen: None,
        evidence: Vec::new(),
    }
}

pub(crate) fn has_code(outcome: Result<impl Sized, Failure>, code: ProblemCode) -> bool {
    matches!(outcome, Err(Failure::Invalid(problems)) if problems.iter().any(|problem| problem.code == code))
}
