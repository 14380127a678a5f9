//! Acts on brokers and leads.

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::brokerage::{
    CreditDraft, InterestDraft, declare_interest, drop_lead, follow_lead, give_credit, shape_lead,
    take_credit,
};
use benfu_domain::brokerage::CreditPart;
use benfu_domain::id::{BrokerId, CaseId, LeadId};
use serde::Deserialize;

use crate::error_page::{Problem, ProblemKind};
use crate::pages::{chosen_id, id_of};
use crate::route::Route;
use crate::server::{Posted, done, once};

/// Which share is taken back.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Of {
    #[serde(default)]
    broker: String,
    #[serde(default)]
    part: String,
}

/// `POST /brokers/{id}/acts/{action}`.
pub(crate) async fn on_broker(
    Path((id, action)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let cx = &posted.signed.cx;
    let broker: BrokerId = id_of(&id)?;
    if action != "interest" {
        return Err(Problem::new(ProblemKind::NotFound));
    }
    let draft = InterestDraft {
        party: posted.text("party"),
        kind: posted.text("kind"),
        note: posted.text("note"),
        from: posted.text("from"),
        until: posted.text("until"),
    };
    let effect = once(cx, declare_interest(cx, broker, draft)).await?;
    Ok(done(Route::Broker(&id), effect.notice("notice-saved")))
}

/// `POST /leads/{id}/acts/{action}`.
pub(crate) async fn on_lead(
    Path((id, action)): Path<(String, String)>,
    Query(of): Query<Of>,
    posted: Posted,
) -> Result<Response, Problem> {
    let cx = &posted.signed.cx;
    let lead: LeadId = id_of(&id)?;
    let notice = match action.as_str() {
        "shape" => {
            let by = chosen_id(&posted.text("shaper"))?;
            let programme = posted.text("programme");
            once(cx, shape_lead(cx, lead, &programme, by))
                .await?
                .notice("notice-shaped")
        }
        "follow" => {
            let case: CaseId = id_of(&posted.text("case"))?;
            once(cx, follow_lead(cx, lead, case))
                .await?
                .notice("notice-done")
        }
        "drop" => once(cx, drop_lead(cx, lead, &posted.text("drop-reason")))
            .await?
            .notice("notice-done"),
        "credit" => {
            let draft = CreditDraft {
                broker: id_of(&posted.text("broker"))?,
                part: part(&posted.text("part"))?,
                percent: posted.text("percent"),
                fee: posted.text("fee"),
                disclosed: posted.text("disclosed"),
            };
            once(cx, give_credit(cx, lead, draft))
                .await?
                .notice("notice-saved")
        }
        "uncredit" => {
            let (broker, part) = (id_of(&of.broker)?, part(&of.part)?);
            once(cx, take_credit(cx, lead, broker, part))
                .await?
                .notice("notice-done")
        }
        _ => return Err(Problem::new(ProblemKind::NotFound)),
    };
    Ok(done(Route::Lead(&id), notice))
}

fn part(word: &str) -> Result<CreditPart, Problem> {
    CreditPart::from_word(word).ok_or_else(|| Problem::new(ProblemKind::Invalid))
}
