//! Closing the selection of a need: one act that also ends every other open case with a coded answer.

use super::open::programme;
use crate::need::{need_refused, owner_of};
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Verb};
use benfu_domain::id::{CaseId, NeedId};
use benfu_domain::need::{NeedAction, NeedStep};
use benfu_domain::programme::{Action, Case, Part};
use benfu_store::programme::CaseStepDraft;
use serde_json::json;

/// The selection to be closed.
#[derive(Debug, Clone)]
pub struct CloseSelection {
    /// The need.
    pub need: NeedId,
    /// The cases that go on.
    pub selected: Vec<CaseId>,
    /// The answer to those that were not selected.
    pub answer: String,
}

/// Closes the selection; returns how many other cases ended with it.
///
/// # Errors
/// [`Failure::Invalid`] without an answer, or when a selected case is not an open case of the need.
pub async fn close_selection(cx: &Cx, command: CloseSelection) -> Result<usize, Failure> {
    let need = cx
        .store()
        .need(command.need)
        .await?
        .ok_or(Failure::NotFound)?;
    cx.authorise(Verb::Write, Area::Need, &owner_of(&need))?;
    Failure::unless_reason(&command.answer, "answer")?;
    let step = NeedStep {
        action: NeedAction::CloseSelection,
        on: cx.today(),
        reason: &command.answer,
        code: "",
        programme: programme(cx, &need.programme)?,
    };
    let mut next = need
        .decide(&step)
        .map_err(|refusal| need_refused(&refusal))?;
    next.version += 1;
    let cases = cx.store().cases_of_need(need.id).await?;
    check_selected(&command.selected, &cases)?;
    let ended = unselected(cx, &command, cases)?;
    let mut write = cx.write("selection_closed", &need.id.to_string()).await?;
    write.tell(json!({
        "selected": command.selected.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "ended": ended.iter().map(|(_, case)| case.id.to_string()).collect::<Vec<_>>(),
        "answer": command.answer,
    }));
    write.save_need(&next).add_need_step(
        &next,
        NeedAction::CloseSelection,
        cx.today(),
        &command.answer,
    );
    for (before, case) in &ended {
        let code = case
            .end
            .as_ref()
            .map(|end| end.code.as_str())
            .unwrap_or_default();
        write.save_case(case);
        let step = CaseStepDraft {
            action: Action::End,
            from: before.state,
            part: Part::Asker,
            on: cx.today(),
            reason: &command.answer,
            code,
        };
        write.add_case_step(case, &step);
    }
    cx.save(write).await?;
    Ok(ended.len())
}

fn check_selected(selected: &[CaseId], cases: &[Case]) -> Result<(), Failure> {
    let open = |id: &CaseId| {
        cases
            .iter()
            .any(|case| case.id == *id && case.end.is_none())
    };
    if selected.iter().all(open) {
        Ok(())
    } else {
        Err(Failure::NotFound)
    }
}

fn unselected(
    cx: &Cx,
    command: &CloseSelection,
    cases: Vec<Case>,
) -> Result<Vec<(Case, Case)>, Failure> {
    let mut ended = Vec::new();
    for case in cases
        .into_iter()
        .filter(|case| !command.selected.contains(&case.id))
    {
        let programme = programme(cx, &case.programme)?;
        let closed =
            case.close_unselected(programme, &command.answer, cx.today(), &cx.pack().calendar);
        ended.extend(closed.map(|closed| {
            (
                case.clone(),
                Case {
                    version: case.version + 1,
                    ..closed
                },
            )
        }));
    }
    Ok(ended)
}
