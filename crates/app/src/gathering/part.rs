//! What somebody who takes part asks for itself, and dropping out.

use super::plan::{changed, in_force, planned};
use super::{allowed, whole::Whole};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::gathering::{GatheringAction, GatheringState, Participant};
use benfu_domain::id::{GatheringId, PartyId};
use serde_json::json;

/// What somebody asks for itself, as it is written.
#[derive(Debug, Clone, Default)]
pub struct PartDraft {
    /// The version that was seen.
    pub version: i64,
    /// The table that is kept for it; empty for none.
    pub table: String,
    /// Slots in which it cannot meet, numbers apart by blanks.
    pub away: String,
    /// The most meetings it takes; empty for any number.
    pub most: String,
}

/// Says which table is kept for somebody, when it cannot meet, and how many meetings it takes.
///
/// # Errors
/// [`Failure::Invalid`] with what cannot be read; [`Failure::NotFound`] when it takes no part.
pub async fn save_part(
    cx: &Cx,
    id: GatheringId,
    party: PartyId,
    draft: PartDraft,
) -> Result<(), Failure> {
    let (whole, before) = own_part(cx, id, party, GatheringAction::Bring).await?;
    let hours = &whole.gathering.hours;
    let slots = u16::try_from(hours.slots().len()).unwrap_or(u16::MAX);
    let mut problems = Vec::new();
    let mut number = |text: &str, field: &str, most: u16| {
        let text = text.trim();
        let read: Option<u16> = text.parse().ok().filter(|read| (1..=most).contains(read));
        if read.is_none() && !text.is_empty() {
            let problem = Problem::with_field(ProblemCode::NumberUnreadable, field);
            problems.push(problem.detail(format!("1 至 {most}"), format!("1 to {most}")));
        }
        read
    };
    let table = number(&draft.table, "table", hours.tables);
    let most = number(&draft.most, "most", slots);
    let away = Participant::read_away(&draft.away)
        .filter(|away| away.iter().all(|slot| (1..=slots).contains(slot)));
    if away.is_none() {
        let problem = Problem::with_field(ProblemCode::NumberUnreadable, "away");
        problems.push(problem.detail(format!("1 至 {slots}"), format!("1 to {slots}")));
    }
    Failure::unless_empty(problems)?;
    let next = Participant {
        table,
        most,
        away: away.unwrap_or_default(),
        version: draft.version + 1,
        ..before
    };
    let mut write = cx.write("gathering_part_changed", &id.to_string()).await?;
    write.tell(json!({ "party": party.to_string(), "table": table, "most": most, "away": next.away_written() }));
    write.save_participant(&next);
    cx.save(write).await?;
    Ok(())
}

/// Takes somebody out, with a reason. When meetings are set already, those of the others stay where they are, and what
/// became free is filled.
///
/// # Errors
/// [`Failure::Invalid`] without a reason; [`Failure::NotFound`] when it takes no part.
pub async fn leave(cx: &Cx, id: GatheringId, party: PartyId, reason: &str) -> Result<(), Failure> {
    let (mut whole, before) = own_part(cx, id, party, GatheringAction::Plan).await?;
    let reason = Failure::unless_reason(reason, "reason")?;
    let gone = Participant {
        left: Some((cx.today(), reason.to_owned())),
        version: before.version + 1,
        ..before
    };
    for one in whole
        .participants
        .iter_mut()
        .filter(|one| one.party == party)
    {
        *one = gone.clone();
    }
    let mut write = cx.write("gathering_left", &id.to_string()).await?;
    write.tell(json!({ "party": party.to_string(), "reason": reason }));
    write.save_participant(&gone);
    if whole.gathering.state == GatheringState::Planned {
        let (whole, plan) = planned(whole).await?;
        write.save_gathering(&in_force(&whole.gathering, &plan));
        for meeting in changed(cx, &whole, &plan, reason) {
            write.save_meeting(&meeting);
        }
    }
    cx.save(write).await?;
    Ok(())
}

/// The part of one party, for its own people and for the organiser.
pub(super) async fn own_part(
    cx: &Cx,
    id: GatheringId,
    party: PartyId,
    action: GatheringAction,
) -> Result<(Whole, Participant), Failure> {
    let whole = Whole::read(cx, id).await?;
    let organiser = cx.may(Verb::Write, Area::Gathering, &whole.owner());
    if !organiser {
        if cx.actor.party != Some(party) {
            return Err(Failure::NotFound);
        }
        let owner = Owner {
            parties: vec![party],
            ..whole.owner()
        };
        cx.authorise(Verb::Act, Area::Gathering, &owner)?;
    }
    allowed(cx, &whole, action, organiser)?;
    let part = whole.present().find(|one| one.party == party).cloned();
    let part = part.ok_or(Failure::NotFound)?;
    Ok((whole, part))
}
