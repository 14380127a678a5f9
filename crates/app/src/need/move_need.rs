//! The steps of a need's life.

use super::owner_of;
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::id::NeedId;
use benfu_domain::need::{Need, NeedAction, NeedRefusal, NeedStep};
use serde_json::json;

/// A step that somebody wants to take.
#[derive(Debug, Clone)]
pub struct MoveNeed {
    /// The need.
    pub id: NeedId,
    /// The step.
    pub action: NeedAction,
    /// Why.
    pub reason: String,
    /// The coded end, to close.
    pub code: String,
}

/// Takes a step. Closing the selection is [`crate::programme::close_selection`]; revising is
/// [`super::save_need`].
///
/// # Errors
/// [`Failure::Invalid`] with what is missing; [`Failure::Forbidden`] when the step is for another to take.
pub async fn move_need(cx: &Cx, command: MoveNeed) -> Result<Need, Failure> {
    let need = cx
        .store()
        .need(command.id)
        .await?
        .ok_or(Failure::NotFound)?;
    cx.authorise(verb_for(command.action), Area::Need, &owner_of(&need))?;
    let step = step(cx, &need, &command)?;
    let mut next = need.decide(&step).map_err(|refusal| refused(&refusal))?;
    next.version += 1;
    let mut write = cx
        .write(event(command.action), &need.id.to_string())
        .await?;
    write.tell(json!({ "from": need.state.word(), "to": next.state.word(), "reason": command.reason, "code": command.code }));
    write
        .save_need(&next)
        .add_need_step(&next, command.action, cx.today(), &command.reason);
    if command.action == NeedAction::Publish {
        write.keep_published_constraints(&next);
    }
    cx.save(write).await?;
    Ok(next)
}

/// The next published version of a need whose terms were changed after publication.
pub(super) fn revised(cx: &Cx, need: &Need) -> Result<Need, Failure> {
    let command = MoveNeed {
        id: need.id,
        action: NeedAction::Revise,
        reason: String::new(),
        code: String::new(),
    };
    let step = step(cx, need, &command)?;
    need.decide(&step).map_err(|refusal| refused(&refusal))
}

fn step<'a>(cx: &'a Cx, need: &Need, command: &'a MoveNeed) -> Result<NeedStep<'a>, Failure> {
    let programme = cx.pack().programmes.get(&need.programme);
    let programme =
        programme.ok_or_else(|| Failure::Bug(format!("no programme {}", need.programme)))?;
    if command.action == NeedAction::Close && programme.end_code(&command.code).is_none() {
        return Err(Failure::Invalid(vec![Problem::with_field(
            ProblemCode::CaseUnknownCode,
            "code",
        )]));
    }
    Ok(NeedStep {
        action: command.action,
        on: cx.today(),
        reason: &command.reason,
        code: &command.code,
        programme,
    })
}

/// Which permission a step asks for.
pub(super) fn verb_for(action: NeedAction) -> Verb {
    match action {
        NeedAction::Return | NeedAction::Screen => Verb::Screen,
        NeedAction::Publish => Verb::Publish,
        NeedAction::HandIn
        | NeedAction::CloseSelection
        | NeedAction::Close
        | NeedAction::Expire
        | NeedAction::Renew
        | NeedAction::Withdraw
        | NeedAction::Revise => Verb::Write,
    }
}

pub(crate) fn event(action: NeedAction) -> &'static str {
    match action {
        NeedAction::HandIn => "need_handed_in",
        NeedAction::Return => "need_returned",
        NeedAction::Screen => "need_screened",
        NeedAction::Publish => "need_published",
        NeedAction::CloseSelection => "selection_closed",
        NeedAction::Close => "need_closed",
        NeedAction::Expire => "need_expired",
        NeedAction::Renew => "need_renewed",
        NeedAction::Withdraw => "need_withdrawn",
        NeedAction::Revise => "need_revised",
    }
}

/// A refusal of the domain as a failure for people.
pub fn refused(refusal: &NeedRefusal) -> Failure {
    match refusal {
        NeedRefusal::NotInThisState(_) => Failure::invalid(ProblemCode::NeedWrongState),
        NeedRefusal::ReasonMissing => Failure::Invalid(vec![Problem::with_field(
            ProblemCode::ReasonMissing,
            "reason",
        )]),
        NeedRefusal::CodeMissing => {
            Failure::Invalid(vec![Problem::with_field(ProblemCode::CodeMissing, "code")])
        }
        NeedRefusal::NotDue => Failure::invalid(ProblemCode::NotDue),
        NeedRefusal::NotReady(parts) => {
            let problem = |label: benfu_domain::Label, field: &str| {
                Problem::with_field(ProblemCode::NeedNotReady, field).detail(label.zh, label.en)
            };
            Failure::Invalid(
                parts
                    .iter()
                    .map(|part| problem(part.label(), part.word()))
                    .collect(),
            )
        }
    }
}
