//! What becomes of a lead: a need, a case, or nothing.

use super::leads::own_broker;
use super::{check_interests, lead_for, standing};
use crate::need::{NeedDraft, drafted_need};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::Verb;
use benfu_domain::brokerage::{Credit, CreditPart, Lead, WHOLE};
use benfu_domain::id::{BrokerId, CaseId, LeadId, NeedId};
use serde_json::json;

/// Makes a draft need of a lead. Whoever does it is credited with having shaped it, unless somebody is already.
///
/// # Errors
/// [`Failure::Invalid`] when a need was made of it before, or it was given up; as [`crate::need::save_need`] otherwise.
pub async fn shape_lead(
    cx: &Cx,
    id: LeadId,
    programme: &str,
    by: Option<BrokerId>,
) -> Result<NeedId, Failure> {
    let row = lead_for(cx, id, Verb::Write).await?;
    if !standing(cx, &row).is_open() || row.lead.need.is_some() {
        return Err(Failure::invalid(ProblemCode::LeadWrongState));
    }
    let draft = NeedDraft {
        programme: programme.to_owned(),
        title: row.lead.title.clone(),
        text: row.lead.text.clone(),
        party: row.lead.party,
        ..NeedDraft::default()
    };
    let need = drafted_need(cx, draft).await?;
    let lead = Lead {
        need: Some(need.id),
        version: row.lead.version + 1,
        ..row.lead
    };
    let mut credits = cx.store().credits_of(&[id]).await?;
    let shaped = credits.iter().any(|one| one.part == CreditPart::Shaped);
    let by = match by {
        Some(by) => Some(super::broker_for(cx, by, Verb::Read).await?.id),
        None => own_broker(cx).await?,
    };
    let credit = by.filter(|_| !shaped).map(|broker| Credit {
        lead: id,
        broker,
        part: CreditPart::Shaped,
        permille: WHOLE,
        fee_fen: None,
        disclosed: String::new(),
        on: cx.today(),
    });
    credits.extend(credit.clone());
    check_interests(cx, &lead, &credits).await?;
    let mut write = cx.write("lead_shaped", &id.to_string()).await?;
    write.tell(json!({ "need": need.id.to_string(), "title": need.title }));
    write.save_need(&need).save_lead(&lead);
    if let Some(credit) = &credit {
        write.put_credit(credit);
    }
    cx.save(write).await?;
    Ok(need.id)
}

/// Ties a lead to the case that follows it.
///
/// # Errors
/// [`Failure::NotFound`] when the case is not in reach; [`Failure::Invalid`] when the lead has a case or was given up, or
/// a broker has an interest in a side that is not told.
pub async fn follow_lead(cx: &Cx, id: LeadId, case: CaseId) -> Result<(), Failure> {
    let row = lead_for(cx, id, Verb::Write).await?;
    if !standing(cx, &row).is_open() || row.lead.case.is_some() {
        return Err(Failure::invalid(ProblemCode::LeadWrongState));
    }
    let case = crate::programme::visible_case(cx, case).await?;
    if cx.store().lead_of_case(case.id).await?.is_some() {
        return Err(Failure::Conflict(Problem::new(ProblemCode::AlreadyExists)));
    }
    let lead = Lead {
        case: Some(case.id),
        need: row.lead.need.or(case.need),
        version: row.lead.version + 1,
        ..row.lead
    };
    let credits = cx.store().credits_of(&[id]).await?;
    check_interests(cx, &lead, &credits).await?;
    let mut write = cx.write("lead_followed", &id.to_string()).await?;
    write.tell(json!({ "case": case.id.to_string() }));
    write.save_lead(&lead);
    cx.save(write).await?;
    Ok(())
}

/// Gives a lead up.
///
/// # Errors
/// [`Failure::Invalid`] without a reason, or when a case follows it.
pub async fn drop_lead(cx: &Cx, id: LeadId, reason: &str) -> Result<(), Failure> {
    let row = lead_for(cx, id, Verb::Write).await?;
    if !standing(cx, &row).is_open() || row.lead.case.is_some() {
        return Err(Failure::invalid(ProblemCode::LeadWrongState));
    }
    let reason = Failure::unless_reason(reason, "reason")?;
    let lead = Lead {
        dropped: Some((cx.today(), reason.to_owned())),
        version: row.lead.version + 1,
        ..row.lead
    };
    let mut write = cx.write("lead_dropped", &id.to_string()).await?;
    write.tell(json!({ "reason": reason }));
    write.save_lead(&lead);
    cx.save(write).await?;
    Ok(())
}
