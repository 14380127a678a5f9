//! Opening a round as it was planned: the round, those it is sent to, and the firms each answers for. Whom a round would ask
//! is worked out in the plan.

use super::plan::{OpenRound, PlannedRecipient, RoundPlan, plan_round};
use crate::{Cx, Failure};
use benfu_domain::collection::{Recipient, Round};
use benfu_domain::id::{RecipientId, RoundId};
use benfu_store::collection::SubjectRow;
use serde_json::json;

/// Opens a round as it is planned at this moment; in one act.
///
/// # Errors
/// As [`plan_round`].
pub async fn open_round(cx: &Cx, command: OpenRound) -> Result<RoundId, Failure> {
    let plan = plan_round(cx, &command).await?;
    let round = round(cx, &command, &plan);
    let recipients: Vec<(Recipient, &PlannedRecipient)> = plan
        .recipients
        .iter()
        .map(|planned| (recipient(cx, round.id, planned), planned))
        .collect();
    let subjects: Vec<SubjectRow> = recipients
        .iter()
        .flat_map(|(recipient, planned)| subjects(recipient, planned))
        .collect();
    let rows: Vec<Recipient> = recipients.into_iter().map(|(row, _)| row).collect();
    let mut write = cx.write("round_opened", &round.id.to_string()).await?;
    write.tell(json!({
        "title": round.title, "form": round.form.to_string(), "edition": round.edition,
        "recipients": rows.len(), "firms": subjects.len(), "due": round.due.on.to_string(),
    }));
    write
        .save_round(&round)
        .add_recipients(&rows)
        .add_subjects(&subjects);
    cx.save(write).await?;
    Ok(round.id)
}

fn round(cx: &Cx, command: &OpenRound, plan: &RoundPlan) -> Round {
    let (form, own) = (&plan.form, cx.own());
    let title = command.title.trim();
    Round {
        id: RoundId::from_bits(cx.app.mint()),
        form: form.id,
        edition: form.edition,
        title: if title.is_empty() { &form.title } else { title }.to_owned(),
        explanation: form.explanation.clone(),
        policy: form.policy.clone(),
        fresh_months: form.fresh_months,
        items: form.items.clone(),
        sent_to: command.sent_to,
        opened_on: cx.today(),
        opened_ms: cx.now_ms(),
        due: plan.due,
        closed_on: None,
        runner: cx.actor.account,
        organisation: own.organisation,
        region: own.region,
        version: 1,
    }
}

fn recipient(cx: &Cx, round: RoundId, planned: &PlannedRecipient) -> Recipient {
    let id = RecipientId::from_bits(cx.app.mint());
    Recipient {
        party: planned.party,
        office: planned.office,
        ..Recipient::named(id, round, &planned.name)
    }
}

fn subjects(recipient: &Recipient, planned: &PlannedRecipient) -> Vec<SubjectRow> {
    let subject = |party: &benfu_domain::party::Party| SubjectRow {
        round: recipient.round,
        party: party.id,
        recipient: recipient.id,
        returned_on: None,
        left_open: 0,
    };
    planned.firms.iter().map(subject).collect()
}
