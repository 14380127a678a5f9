//! Writing leads down, and changing what was written.

use super::brokers::{day, named};
use super::{check_interests, lead_for};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::brokerage::{Credit, CreditPart, Lead, WHOLE};
use benfu_domain::id::{BrokerId, LeadId};
use serde_json::json;

/// A lead as it is written.
#[derive(Debug, Clone, Default)]
pub struct LeadDraft {
    /// The lead that is changed; a new one when `None`.
    pub id: Option<LeadId>,
    /// The version that was seen.
    pub version: i64,
    /// What it is called.
    pub title: String,
    /// What was heard.
    pub text: String,
    /// Whose it would be, by name or code; empty when not known.
    pub party: String,
    /// Who heard of it; the actor's own broker when `None`.
    pub found_by: Option<BrokerId>,
    /// What is done next.
    pub next: String,
    /// By when.
    pub next_on: String,
}

/// Writes a lead down, or changes one. Whoever found it is credited with having found it.
///
/// # Errors
/// [`Failure::Invalid`] with everything that cannot be used; [`Failure::Conflict`] when somebody else changed it.
pub async fn save_lead(cx: &Cx, draft: LeadDraft) -> Result<LeadId, Failure> {
    if let Some(earlier) = cx.earlier_id().await? {
        return Ok(earlier);
    }
    let mut before = None;
    if let Some(id) = draft.id {
        before = Some(lead_for(cx, id, Verb::Write).await?.lead);
    } else {
        cx.authorise(Verb::Write, Area::Brokerage, &cx.own())?;
    }
    let lead = written(cx, &draft, before).await?;
    let fresh = lead.version == 1;
    let action = if fresh { "lead_found" } else { "lead_changed" };
    let mut write = cx.write(action, &lead.id.to_string()).await?;
    write.tell(json!({ "title": lead.title, "next": lead.next }));
    write.save_lead(&lead);
    if fresh {
        let credit = Credit {
            lead: lead.id,
            broker: lead.found_by,
            part: CreditPart::Found,
            permille: WHOLE,
            fee_fen: None,
            disclosed: String::new(),
            on: cx.today(),
        };
        check_interests(cx, &lead, std::slice::from_ref(&credit)).await?;
        write.put_credit(&credit);
    } else {
        let standing = cx.store().credits_of(&[lead.id]).await?;
        check_interests(cx, &lead, &standing).await?;
    }
    cx.save(write).await?;
    Ok(lead.id)
}

async fn written(cx: &Cx, draft: &LeadDraft, before: Option<Lead>) -> Result<Lead, Failure> {
    let mut problems = Vec::new();
    if draft.title.trim().is_empty() {
        problems.push(Problem::with_field(ProblemCode::TitleMissing, "title"));
    }
    let party = match draft.party.trim() {
        "" => None,
        name => named(cx, name, &mut problems).await?,
    };
    let next_on = day(&draft.next_on, "next_on", &mut problems);
    let found_by = match (&before, draft.found_by) {
        (Some(before), _) => Some(before.found_by),
        (None, Some(broker)) => Some(super::broker_for(cx, broker, Verb::Read).await?.id),
        (None, None) => own_broker(cx).await?,
    };
    if found_by.is_none() {
        problems.push(Problem::with_field(ProblemCode::BrokerMissing, "found_by"));
    }
    Failure::unless_empty(problems)?;
    let own = cx.own();
    let fresh = Lead {
        id: LeadId::from_bits(cx.app.mint()),
        title: draft.title.trim().to_owned(),
        text: draft.text.trim().to_owned(),
        party,
        found_by: found_by.ok_or(Failure::NotFound)?,
        found_on: cx.today(),
        next: draft.next.trim().to_owned(),
        next_on,
        need: None,
        case: None,
        dropped: None,
        organisation: own.organisation,
        region: own.region,
        version: 1,
    };
    Ok(match before {
        None => fresh,
        Some(before) => Lead {
            title: fresh.title,
            text: fresh.text,
            party: fresh.party,
            next: fresh.next,
            next_on: fresh.next_on,
            version: draft.version + 1,
            ..before
        },
    })
}

/// The broker who is signed in.
pub(super) async fn own_broker(cx: &Cx) -> Result<Option<BrokerId>, Failure> {
    let broker = cx.store().broker_of_account(cx.actor.account).await?;
    Ok(broker.map(|broker| broker.id))
}
