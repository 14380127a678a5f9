//! Changing a party by hand, and deciding whether two parties are one.

use super::owner_of;
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::id::PartyId;
use benfu_domain::party::credit_code::{CheckDigit, CreditCode};
use benfu_domain::party::{Identity, Party, PartyKind, PartyName, Place};
use benfu_domain::region::RegionCode;
use benfu_store::Page;
use benfu_store::party::{MergeProposal, MergeReason, PartyHistory};
use serde_json::json;

/// What somebody wrote about a party.
#[derive(Debug, Clone)]
pub struct PartyDraft {
    /// The party to change; a new one when `None`.
    pub id: Option<PartyId>,
    /// The version it was read at, when it is changed.
    pub version: i64,
    /// Present name; another than before makes the old one a former name.
    pub name: String,
    /// Unified social credit code; may be empty.
    pub code: String,
    /// Where it is registered; another than before is a move, dated today.
    pub region: RegionCode,
    /// Address as written.
    pub address: String,
    /// What it does.
    pub introduction: String,
}

/// Saves a new party, or changes one; name and place keep their histories.
///
/// # Errors
/// [`Failure::Invalid`] without a name, or with a code or region that cannot be read.
pub async fn save_party(cx: &Cx, draft: PartyDraft) -> Result<PartyId, Failure> {
    if let Some(earlier) = cx.earlier_id().await? {
        return Ok(earlier);
    }
    let (code, identity) = read_draft(cx, &draft)?;
    match draft.id {
        None => create(cx, draft, code, identity).await,
        Some(id) => change(cx, id, draft, code, identity).await,
    }
}

fn read_draft(cx: &Cx, draft: &PartyDraft) -> Result<(Option<String>, Identity), Failure> {
    let mut problems = Vec::new();
    if draft.name.trim().is_empty() {
        problems.push(Problem::with_field(ProblemCode::PartyNameMissing, "name"));
    }
    if cx.pack().regions.get(&draft.region).is_none() {
        problems.push(Problem::with_field(ProblemCode::RegionUnknown, "region"));
    }
    let read = read_code(&draft.code);
    if let Err(problem) = &read {
        problems.push(problem.clone());
    }
    Failure::unless_empty(problems)?;
    read.map_err(|problem| Failure::Invalid(vec![problem]))
}

/// A code and how sure the identity is; a wrong check character is kept with a warning, since real codes with
/// wrong ones exist.
fn read_code(text: &str) -> Result<(Option<String>, Identity), Problem> {
    if text.trim().is_empty() {
        return Ok((None, Identity::Unconfirmed));
    }
    match CreditCode::parse(text) {
        Ok((code, CheckDigit::Right)) => Ok((Some(code.as_str().to_owned()), Identity::Confirmed)),
        Ok((code, CheckDigit::Wrong { .. })) => {
            Ok((Some(code.as_str().to_owned()), Identity::CodeDoubtful))
        }
        Err(error) => Err(
            Problem::with_field(ProblemCode::CreditCodeUnreadable, "code")
                .detail(error.zh(), error.to_string()),
        ),
    }
}

async fn create(
    cx: &Cx,
    draft: PartyDraft,
    code: Option<String>,
    identity: Identity,
) -> Result<PartyId, Failure> {
    let id = PartyId::from_bits(cx.app.mint());
    let party = Party {
        id,
        key: cx.store().next_subject().await?,
        kind: PartyKind::Organisation,
        identity,
        code,
        name: draft.name.trim().to_owned(),
        region: draft.region,
        located: true,
        introduction: draft.introduction.trim().to_owned(),
        organisation: cx.actor.organisation,
        version: 1,
    };
    cx.authorise(Verb::Write, Area::Party, &owner_of(&party))?;
    let alike = alike(cx, &party).await?;
    let mut write = cx.write("party_added", &id.to_string()).await?;
    write.tell(
        json!({ "name": party.name, "code": party.code, "region": party.region.to_string() }),
    );
    write.save_party(&party, None);
    let places = place_told(&party.region, &draft.address);
    let history = PartyHistory {
        places: places.into_iter().collect(),
        ..PartyHistory::default()
    };
    write.add_histories(&[(id, history)]);
    for (other, reason) in alike {
        write.propose_merge(other, id, reason);
    }
    cx.save(write).await?;
    Ok(id)
}

/// Parties that may be the same one: equal codes, or equal names in the same region.
async fn alike(cx: &Cx, party: &Party) -> Result<Vec<(PartyId, MergeReason)>, Failure> {
    let mut alike = Vec::new();
    if let Some(code) = &party.code {
        let same = cx.store().parties_by_code(code).await?;
        alike.extend(
            same.into_iter()
                .map(|other| (other.id, MergeReason::SameCode)),
        );
    }
    let same = cx
        .store()
        .parties_by_name(&party.name, &party.region.to_string())
        .await?;
    for other in same {
        if !alike.iter().any(|(id, _)| *id == other.id) {
            alike.push((other.id, MergeReason::SameName));
        }
    }
    Ok(alike)
}

async fn change(
    cx: &Cx,
    id: PartyId,
    draft: PartyDraft,
    code: Option<String>,
    identity: Identity,
) -> Result<PartyId, Failure> {
    let party = cx.store().party(id).await?.ok_or(Failure::NotFound)?;
    cx.authorise(Verb::Write, Area::Party, &owner_of(&party))?;
    if draft.version != party.version {
        return Err(Failure::Conflict(Problem::new(
            ProblemCode::ChangedMeanwhile,
        )));
    }
    let mut history = cx.store().party_history(id, true).await?;
    rename(&mut history, &party, &draft, cx.today());
    relocate(&mut history, &party, &draft, cx.today());
    let next = Party {
        identity,
        code,
        name: draft.name.trim().to_owned(),
        region: draft.region,
        located: true,
        introduction: draft.introduction.trim().to_owned(),
        version: party.version + 1,
        ..party
    };
    let mut write = cx.write("party_changed", &id.to_string()).await?;
    write.tell(json!({ "name": next.name, "code": next.code, "region": next.region.to_string() }));
    write.save_party(&next, None).replace_history(id, &history);
    cx.save(write).await?;
    Ok(id)
}

/// A place that a history has to tell. The region alone says no more than the party's own row.
pub(crate) fn place_told(region: &RegionCode, address: &str) -> Option<Place> {
    (!address.trim().is_empty()).then(|| undated(region, address))
}

fn undated(region: &RegionCode, address: &str) -> Place {
    Place {
        region: region.clone(),
        address: address.to_owned(),
        from: None,
        until: None,
    }
}

fn rename(history: &mut PartyHistory, party: &Party, draft: &PartyDraft, today: benfu_domain::Day) {
    let name = draft.name.trim();
    if name == party.name {
        return;
    }
    if history.names.is_empty() {
        history.names.push(PartyName {
            name: party.name.clone(),
            from: None,
            until: None,
        });
    }
    if let Some(present) = history
        .names
        .iter_mut()
        .rev()
        .find(|known| known.until.is_none())
    {
        present.until = today.plus_days(-1);
    }
    history.names.push(PartyName {
        name: name.to_owned(),
        from: Some(today),
        until: None,
    });
}

fn relocate(
    history: &mut PartyHistory,
    party: &Party,
    draft: &PartyDraft,
    today: benfu_domain::Day,
) {
    if history.places.is_empty() && party.located && draft.region != party.region {
        history.places.push(undated(&party.region, ""));
    }
    let present = history
        .places
        .iter_mut()
        .rev()
        .find(|place| place.until.is_none());
    let same = present
        .as_ref()
        .is_some_and(|place| place.address == draft.address);
    if draft.region == party.region && (same || draft.address.trim().is_empty()) {
        return;
    }
    if let Some(present) = present {
        present.until = today.plus_days(-1);
    }
    let place = Place {
        region: draft.region.clone(),
        address: draft.address.clone(),
        from: Some(today),
        until: None,
    };
    history.places.push(place);
}

/// What a person decided about two parties that look like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeDecision {
    /// They are one: the other is merged into the kept one.
    Same,
    /// They are two.
    Different,
}

/// Open merge proposals in the actor's reach.
pub async fn list_merges(
    cx: &Cx,
    page: &Page,
) -> Result<Vec<(MergeProposal, Party, Party)>, Failure> {
    cx.actor
        .widest(Verb::Write, Area::Party)
        .ok_or(Failure::NotFound)?;
    let mut listed = Vec::new();
    for proposal in cx.store().merge_proposals(page).await? {
        let pair = (
            cx.store().party(proposal.kept).await?,
            cx.store().party(proposal.other).await?,
        );
        let (Some(kept), Some(other)) = pair else {
            continue;
        };
        if cx.may(Verb::Write, Area::Party, &owner_of(&kept))
            && cx.may(Verb::Write, Area::Party, &owner_of(&other))
        {
            listed.push((proposal, kept, other));
        }
    }
    Ok(listed)
}

/// Decides a merge proposal.
///
/// # Errors
/// [`Failure::Conflict`] when somebody has decided it before.
pub async fn decide_merge(
    cx: &Cx,
    kept: PartyId,
    other: PartyId,
    decision: MergeDecision,
) -> Result<(), Failure> {
    let parties = (
        cx.store().party(kept).await?,
        cx.store().party(other).await?,
    );
    let (Some(kept_party), Some(other_party)) = parties else {
        return Err(Failure::NotFound);
    };
    cx.authorise(Verb::Write, Area::Party, &owner_of(&kept_party))?;
    cx.authorise(Verb::Write, Area::Party, &owner_of(&other_party))?;
    let mut write = cx.write("merge_decided", &kept.to_string()).await?;
    let word = if decision == MergeDecision::Same {
        "merged"
    } else {
        "different"
    };
    write.tell(json!({ "other": other.to_string(), "decision": word }));
    write.decide_merge(kept, other, word);
    if decision == MergeDecision::Same {
        write.merge_party(kept, other);
    }
    cx.save(write).await?;
    Ok(())
}
