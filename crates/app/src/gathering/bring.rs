//! Who takes part: an organiser brings needs and suppliers, a firm joins by itself.

use super::{allowed, organised, whole::Whole};
use crate::need::{is_open, visible_need};
use crate::party::{Unfound, find_named};
use crate::{Cx, Failure, ProblemCode};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::gathering::{GatheringAction, Participant};
use benfu_domain::id::{GatheringId, NeedId, ParticipantId, PartyId};
use benfu_domain::need::Need;
use benfu_store::gathering::BroughtNeed;
use serde_json::json;
use std::collections::BTreeSet;

/// The most parties that take part.
const MOST: usize = 1_000;

/// What is brought.
#[derive(Debug, Clone, Default)]
pub struct Bring {
    /// Open needs; their askers take part with them.
    pub needs: Vec<NeedId>,
    /// How many suppliers each of these takes in an assignment.
    pub places: i64,
    /// Suppliers.
    pub suppliers: Vec<PartyId>,
    /// Suppliers by name or code, one a line.
    pub names: String,
}

/// What became of it.
#[derive(Debug, Clone, Default)]
pub struct Brought {
    /// How many more take part.
    pub parties: usize,
    /// How many needs were brought.
    pub needs: usize,
    /// Names that are nobody's, or several parties'.
    pub unfound: Vec<(String, Unfound)>,
}

/// Brings needs and suppliers.
///
/// # Errors
/// [`Failure::Invalid`] when a need is not open or has no asker, or when too many would take part.
pub async fn bring(cx: &Cx, id: GatheringId, command: Bring) -> Result<Brought, Failure> {
    let whole = organised(cx, id, GatheringAction::Bring).await?;
    let needs = open_needs(cx, &command.needs).await?;
    let (named, unfound) = find_named(cx, &command.names, MOST).await?;
    let chosen = command.suppliers.iter().copied();
    let askers = needs.iter().filter_map(|need| need.party);
    let parties = chosen
        .chain(named.iter().map(|party| party.id))
        .chain(askers)
        .collect();
    let places = command.places.clamp(1, 1_000);
    let mut brought = brought(cx, &whole, parties, &needs, places).await?;
    brought.unfound = unfound;
    Ok(brought)
}

/// The actor's own firm takes part, with these of its needs.
///
/// # Errors
/// As [`bring`]; [`Failure::Forbidden`] for those who act for no firm.
pub async fn join(cx: &Cx, id: GatheringId, needs: Vec<NeedId>) -> Result<Brought, Failure> {
    let whole = Whole::read(cx, id).await?;
    let own = cx.actor.party.ok_or(Failure::Forbidden)?;
    let owner = Owner {
        parties: vec![own],
        ..whole.owner()
    };
    cx.authorise(Verb::Act, Area::Gathering, &owner)?;
    allowed(cx, &whole, GatheringAction::Bring, false)?;
    let needs = open_needs(cx, &needs).await?;
    if needs.iter().any(|need| need.party != Some(own)) {
        return Err(Failure::NotFound);
    }
    brought(cx, &whole, [own].into(), &needs, 1).await
}

async fn open_needs(cx: &Cx, ids: &[NeedId]) -> Result<Vec<Need>, Failure> {
    let mut needs = Vec::with_capacity(ids.len());
    for id in ids {
        let need = visible_need(cx, *id).await?;
        if !is_open(&need) || need.party.is_none() {
            return Err(Failure::invalid(ProblemCode::NeedNotOpen));
        }
        needs.push(need);
    }
    Ok(needs)
}

/// Saves those who are new, and those who had dropped out and come again.
async fn brought(
    cx: &Cx,
    whole: &Whole,
    parties: BTreeSet<PartyId>,
    needs: &[Need],
    places: i64,
) -> Result<Brought, Failure> {
    let id = whole.gathering.id;
    let coming: Vec<Participant> = parties
        .iter()
        .filter_map(|party| coming(cx, whole, *party))
        .collect();
    if whole.present().count() + coming.len() > MOST {
        return Err(Failure::invalid(ProblemCode::GatheringFull));
    }
    check_known(cx, &coming).await?;
    let rows: Vec<BroughtNeed> = needs
        .iter()
        .map(|need| BroughtNeed {
            need: need.id,
            places,
        })
        .collect();
    if coming.is_empty() && rows.is_empty() {
        return Ok(Brought::default());
    }
    let mut write = cx.write("gathering_joined", &id.to_string()).await?;
    write.tell(json!({
        "parties": coming.iter().map(|one| one.party.to_string()).collect::<Vec<_>>(),
        "needs": rows.iter().map(|one| one.need.to_string()).collect::<Vec<_>>(),
    }));
    for one in &coming {
        write.save_participant(one);
    }
    write.bring_needs(id, &rows);
    cx.save(write).await?;
    Ok(Brought {
        parties: coming.len(),
        needs: rows.len(),
        unfound: Vec::new(),
    })
}

fn coming(cx: &Cx, whole: &Whole, party: PartyId) -> Option<Participant> {
    match whole.participant(party) {
        None => {
            let id = ParticipantId::from_bits(cx.app.mint());
            Some(Participant::new(id, whole.gathering.id, party))
        }
        Some(one) if one.left.is_some() => Some(Participant {
            left: None,
            version: one.version + 1,
            ..one.clone()
        }),
        Some(_) => None,
    }
}

async fn check_known(cx: &Cx, coming: &[Participant]) -> Result<(), Failure> {
    for one in coming {
        cx.store()
            .party(one.party)
            .await?
            .ok_or(Failure::NotFound)?;
    }
    Ok(())
}
