//! Opening a coaching case.

use crate::policy::FirmRow;
use crate::{Cx, Failure};
use benfu_domain::id::{CaseId, OrganisationId};
use benfu_domain::programme::{Action, Case, CaseState, Matter, Opening, Part, Sides};
use benfu_store::Write;
use benfu_store::programme::CaseStepDraft;
use serde_json::json;

/// The write that opens a coaching of a firm towards a policy, kept by `coach`, who is asked to take it on.
pub(in crate::policy) async fn new_coaching(
    cx: &Cx,
    (policy, edition): (&str, &str),
    firm: &FirmRow,
    coach: OrganisationId,
) -> Result<Write, Failure> {
    let programme = cx
        .pack()
        .coaching()
        .ok_or_else(|| Failure::Bug("the packs have no programme about policies".to_owned()))?;
    let opening = Opening {
        id: CaseId::from_bits(cx.app.mint()),
        key: cx.store().next_subject().await?,
        pack_version: &cx.pack().version,
        matter: Matter::Policy(policy.to_owned()),
        sides: Sides {
            asker: firm.id,
            supplier: firm.id,
            proposed_by: Part::Asker,
        },
        organisation: coach,
        region: firm.region.clone(),
    };
    let case = Case::opened(opening, programme, cx.today(), &cx.pack().calendar);
    let mut write = cx.write("coaching_assigned", &case.id.to_string()).await?;
    write.tell(json!({
        "policy": policy, "edition": edition, "firm": firm.id.to_string(), "coach": coach.to_string(),
        "answer": firm.answer.word(), "missed": firm.missed, "open": firm.open,
    }));
    write.save_case(&case);
    let step = CaseStepDraft {
        action: Action::Submit,
        from: CaseState::Proposed,
        part: Part::Asker,
        on: cx.today(),
        reason: "",
        code: "",
    };
    write.add_case_step(&case, &step);
    Ok(write)
}
