//! Taking an action of the loop.

use super::open::{programme, visible_case};
use super::parts::{owner_of, parts_of};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::fact::FactBook;
use benfu_domain::id::CaseId;
use benfu_domain::programme::{Action, Attempt, Case, Programme, Refusal};
use benfu_rules::{Answer, compile};
use benfu_store::programme::CaseStepDraft;
use serde_json::json;

/// An action that somebody wants to take.
#[derive(Debug, Clone)]
pub struct ActOnCase {
    /// The case.
    pub id: CaseId,
    /// The version it was read at: an action on a case that has moved on is refused.
    pub version: i64,
    /// The action.
    pub action: Action,
    /// Why, or a remark.
    pub reason: String,
    /// Coded end, for actions that end the case.
    pub code: String,
}

/// Takes an action and returns the case as it then is.
///
/// # Errors
/// [`Failure::Invalid`] with the refusal; [`Failure::Conflict`] when the case has moved on.
pub async fn act_on_case(cx: &Cx, command: ActOnCase) -> Result<Case, Failure> {
    let case = visible_case(cx, command.id).await?;
    cx.authorise(Verb::Act, Area::Programme, &owner_of(&case))?;
    if command.version != case.version {
        return Err(Failure::Conflict(Problem::new(
            ProblemCode::ChangedMeanwhile,
        )));
    }
    let programme = programme(cx, &case.programme)?;
    let (evidence, measured) = on_file(cx, &case).await?;
    let parts = parts_of(cx, &case);
    let attempt = Attempt {
        action: command.action,
        parts: &parts,
        on: cx.today(),
        reason: &command.reason,
        code: &command.code,
        evidence: &evidence,
        measured,
        gate: gate(cx, &case, programme).await?,
    };
    let moved = case
        .decide(&attempt, programme, &cx.pack().calendar)
        .map_err(|refusal| refused(programme, &refusal))?;
    let next = Case {
        version: case.version + 1,
        ..moved.case
    };
    let mut write = cx
        .write(event(command.action), &case.id.to_string())
        .await?;
    write.tell(json!({
        "from": case.state.word(), "to": next.state.word(), "stage": next.stage, "part": moved.part.word(),
        "reason": command.reason, "code": command.code,
    }));
    write.save_case(&next);
    let step = CaseStepDraft {
        action: command.action,
        from: case.state,
        part: moved.part,
        on: cx.today(),
        reason: &command.reason,
        code: &command.code,
    };
    write.add_case_step(&next, &step);
    cx.save(write).await?;
    Ok(next)
}

/// Kinds of evidence on file for the present stage, and whether a measured round is on record.
async fn on_file(cx: &Cx, case: &Case) -> Result<(Vec<String>, bool), Failure> {
    let files = cx.store().evidence_of(&case.id.to_string()).await?;
    let kinds = files
        .into_iter()
        .filter(|file| file.stage == case.stage)
        .map(|file| file.kind);
    let records = cx.store().case_records(case.id).await?;
    let measured = records.iter().any(|row| row.record.measurement.is_some());
    Ok((kinds.collect(), measured))
}

/// The answer of the stage's gate rule about the supplier; met when there is none.
async fn gate(cx: &Cx, case: &Case, programme: &Programme) -> Result<Answer, Failure> {
    let Some(text) = programme
        .stage(&case.stage)
        .and_then(|stage| stage.gate.as_deref())
    else {
        return Ok(Answer::Met);
    };
    let dictionary = &cx.pack().dictionary;
    let rule = compile(&case.stage, text, dictionary)
        .map_err(|_| Failure::Bug(format!("the gate of stage {} does not compile", case.stage)))?;
    let supplier = cx
        .store()
        .party(case.sides.supplier)
        .await?
        .ok_or(Failure::NotFound)?;
    let facts = cx.store().facts_of(&[case.key, supplier.key]).await?;
    let statuses = cx.store().statuses_of(supplier.id).await?;
    let book = FactBook::new(cx.today(), vec![case.key, supplier.key])
        .with_facts(facts)
        .with_statuses(supplier.place().cloned(), statuses)
        .with_completeness(cx.store().completeness().await?);
    let outcome = rule.evaluate(&book, dictionary, cx.today());
    Ok(outcome.map_or(Answer::Unknown, |outcome| outcome.answer))
}

/// A refusal of the loop as a failure for people.
pub(super) fn refused(programme: &Programme, refusal: &Refusal) -> Failure {
    let code = match refusal {
        Refusal::NotInThisState(_) => ProblemCode::CaseNotInState,
        Refusal::NotYourPart(_) => ProblemCode::CaseNotYourPart,
        Refusal::OwnProposal => ProblemCode::CaseOwnProposal,
        Refusal::ReasonMissing => {
            return Failure::Invalid(vec![Problem::with_field(
                ProblemCode::ReasonMissing,
                "reason",
            )]);
        }
        Refusal::UnknownCode(_) => {
            return Failure::Invalid(vec![Problem::with_field(
                ProblemCode::CaseUnknownCode,
                "code",
            )]);
        }
        Refusal::NoMeasuredRound => ProblemCode::CaseNoRound,
        Refusal::EvidenceMissing(kinds) => return evidence_missing(programme, kinds),
        Refusal::StagesAhead(stages) => return stages_ahead(programme, stages),
        Refusal::GateNotMet => ProblemCode::CaseGateNotMet,
        Refusal::GateUnknown => ProblemCode::CaseGateUnknown,
        Refusal::Paused => ProblemCode::CasePaused,
        Refusal::NotPaused => ProblemCode::CaseNotPaused,
        Refusal::NoSuchStage => ProblemCode::CaseNoStage,
    };
    Failure::invalid(code)
}

fn evidence_missing(programme: &Programme, kinds: &[String]) -> Failure {
    let labels = programme.stages.iter().flat_map(|stage| &stage.evidence);
    let named: Vec<_> = labels
        .filter(|kind| kinds.contains(&kind.id))
        .map(|kind| &kind.label)
        .collect();
    let zh: Vec<&str> = named.iter().map(|label| label.zh.as_str()).collect();
    let en: Vec<&str> = named.iter().map(|label| label.en.as_str()).collect();
    let problem = Problem::with_field(ProblemCode::CaseEvidenceMissing, "evidence");
    Failure::Invalid(vec![problem.detail(zh.join("、"), en.join(", "))])
}

fn stages_ahead(programme: &Programme, ids: &[String]) -> Failure {
    let named: Vec<_> = ids
        .iter()
        .filter_map(|id| programme.stage(id))
        .map(|stage| &stage.label)
        .collect();
    let zh: Vec<&str> = named.iter().map(|label| label.zh.as_str()).collect();
    let en: Vec<&str> = named.iter().map(|label| label.en.as_str()).collect();
    Failure::Invalid(vec![
        Problem::new(ProblemCode::CaseStagesAhead).detail(zh.join("、"), en.join(", ")),
    ])
}

pub(crate) fn event(action: Action) -> &'static str {
    match action {
        Action::Submit => "case_submitted",
        Action::Return => "case_returned",
        Action::Agree => "case_agreed",
        Action::Decline => "case_declined",
        Action::Start => "case_started",
        Action::Record => "case_recorded",
        Action::Deliver => "result_delivered",
        Action::Refuse => "result_refused",
        Action::Accept => "result_accepted",
        Action::Adopt => "result_adopted",
        Action::Advance => "stage_advanced",
        Action::StepBack => "stage_stepped_back",
        Action::Pause => "case_paused",
        Action::Resume => "case_resumed",
        Action::Transfer => "case_transferred",
        Action::Withdraw => "case_withdrawn",
        Action::End => "case_ended",
    }
}
