//! Opening a case: a supplier is invited, or comes forward. Ranking never opens one.

use super::parts::owner_of;
use crate::need::{owner_of as owner_of_need, visible_need};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::id::{CaseId, NeedId, OfferId, PartyId};
use benfu_domain::need::{Need, NeedState};
use benfu_domain::programme::{Action, Case, CaseState, Matter, Opening, Part, Programme, Sides};
use benfu_store::programme::CaseStepDraft;
use serde_json::json;

/// A pairing to be opened.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// The need.
    pub need: NeedId,
    /// The supplier; the actor's own party when `None` (coming forward).
    pub supplier: Option<PartyId>,
    /// The offer, if one was named.
    pub offer: Option<OfferId>,
    /// A word to the other side.
    pub message: String,
}

/// Opens a case and returns its id.
///
/// # Errors
/// [`Failure::Invalid`] unless the need is published; [`Failure::Conflict`] when the supplier has an open case.
pub async fn open_case(cx: &Cx, command: OpenCase) -> Result<CaseId, Failure> {
    if let Some(earlier) = cx.earlier_id().await? {
        return Ok(earlier);
    }
    let need = visible_need(cx, command.need).await?;
    let (supplier, proposed_by) = proposer(cx, &need, command.supplier)?;
    check_offer(cx, command.offer, supplier).await?;
    check_open(cx, &need, supplier).await?;
    let new = NewCase {
        programme: &need.programme,
        supplier,
        offer: command.offer,
        proposed_by,
    };
    let case = case_between(cx, &need, new).await?;
    let action = if proposed_by == Part::Asker {
        "supplier_invited"
    } else {
        "supplier_came_forward"
    };
    let mut write = cx.write(action, &case.id.to_string()).await?;
    write.tell(json!({ "need": need.id.to_string(), "supplier": supplier.to_string(), "message": command.message }));
    write.save_case(&case);
    let step = CaseStepDraft {
        action: Action::Submit,
        from: CaseState::Proposed,
        part: proposed_by,
        on: cx.today(),
        reason: &command.message,
        code: "",
    };
    write.add_case_step(&case, &step);
    match cx.save(write).await {
        Err(Failure::Conflict(_)) => Err(Failure::Conflict(Problem::new(ProblemCode::CaseExists))),
        saved => saved.map(|_| case.id),
    }
}

/// The supplier and who proposes: whoever may match the need invites; a firm comes forward for itself.
fn proposer(cx: &Cx, need: &Need, supplier: Option<PartyId>) -> Result<(PartyId, Part), Failure> {
    if let Some(supplier) = supplier.filter(|party| cx.actor.party != Some(*party)) {
        cx.authorise(Verb::Match, Area::Need, &owner_of_need(need))?;
        return Ok((supplier, Part::Asker));
    }
    let own = cx.actor.party.ok_or(Failure::Forbidden)?;
    cx.authorise(Verb::Act, Area::Programme, &cx.own())?;
    Ok((own, Part::Supplier))
}

async fn check_offer(cx: &Cx, offer: Option<OfferId>, supplier: PartyId) -> Result<(), Failure> {
    let Some(offer) = offer else { return Ok(()) };
    let offer = crate::offer::visible_offer(cx, offer).await?;
    if offer.party == supplier {
        Ok(())
    } else {
        Err(Failure::NotFound)
    }
}

async fn check_open(cx: &Cx, need: &Need, supplier: PartyId) -> Result<(), Failure> {
    let asker = need.party.filter(|party| *party != supplier);
    if need.state != NeedState::Published || asker.is_none() {
        return Err(Failure::invalid(ProblemCode::NeedNotOpen));
    }
    cx.store().party(supplier).await?.ok_or(Failure::NotFound)?;
    let cases = cx.store().cases_of_need(need.id).await?;
    let open = cases
        .iter()
        .any(|case| case.sides.supplier == supplier && case.end.is_none());
    if open {
        Err(Failure::Conflict(Problem::new(ProblemCode::CaseExists)))
    } else {
        Ok(())
    }
}

/// What a case between a need's asker and a supplier begins with.
pub(crate) struct NewCase<'a> {
    /// The programme that it follows.
    pub(crate) programme: &'a str,
    /// The supplier.
    pub(crate) supplier: PartyId,
    /// The offer, if one was named.
    pub(crate) offer: Option<OfferId>,
    /// Who proposes.
    pub(crate) proposed_by: Part,
}

/// A case at the first stage of its programme; not saved yet.
pub(crate) async fn case_between(cx: &Cx, need: &Need, new: NewCase<'_>) -> Result<Case, Failure> {
    let programme = programme(cx, new.programme)?;
    let asker = need
        .party
        .ok_or_else(|| Failure::invalid(ProblemCode::NeedNotOpen))?;
    let opening = Opening {
        id: CaseId::from_bits(cx.app.mint()),
        key: cx.store().next_subject().await?,
        pack_version: &cx.pack().version,
        matter: Matter::Need {
            need: need.id,
            version: need.published_version,
            offer: new.offer,
        },
        sides: Sides {
            asker,
            supplier: new.supplier,
            proposed_by: new.proposed_by,
        },
        organisation: need.organisation,
        region: need.region.clone(),
    };
    Ok(Case::opened(
        opening,
        programme,
        cx.today(),
        &cx.pack().calendar,
    ))
}

/// The programme with this id.
pub(super) fn programme<'a>(cx: &'a Cx, id: &str) -> Result<&'a Programme, Failure> {
    cx.pack()
        .programmes
        .get(id)
        .ok_or_else(|| Failure::Bug(format!("the packs have no programme {id}")))
}

/// The case, if the actor may know of it.
pub(crate) async fn visible_case(cx: &Cx, id: CaseId) -> Result<Case, Failure> {
    let case = cx.store().case(id).await?.ok_or(Failure::NotFound)?;
    cx.authorise(Verb::Read, Area::Programme, &owner_of(&case))?;
    Ok(case)
}
