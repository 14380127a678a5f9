//! Offers for programs.

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use benfu_app::offer::{OfferDraft, list_offers, read_offer, save_offer};
use benfu_domain::need::Constraint;
use benfu_domain::offer::Offer;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::need::{ConstraintBody, Made};
use super::party::{FactBody, fact_bodies};
use super::problem::id_of;
use super::{ApiProblem, Caller, Paged, ProblemBody};

/// An offer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OfferBody {
    id: String,
    title: String,
    text: String,
    kind: String,
    state: &'static str,
    party: String,
    version: i64,
}

fn body(offer: &Offer) -> OfferBody {
    OfferBody {
        id: offer.id.to_string(),
        title: offer.title.clone(),
        text: offer.text.clone(),
        kind: offer.kind.clone(),
        state: offer.state.word(),
        party: offer.party.to_string(),
        version: offer.version,
    }
}

/// A page of offers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OfferPageBody {
    offers: Vec<OfferBody>,
    /// The key after which the next page begins.
    next: Option<String>,
}

/// Open offers that the caller may see.
#[utoipa::path(get, operation_id = "list_offers", path = "/api/v1/offers", params(Paged), responses(
    (status = 200, body = OfferPageBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn list(
    Caller(cx): Caller,
    Query(paged): Query<Paged>,
) -> Result<Json<OfferPageBody>, ApiProblem> {
    let list = list_offers(&cx, false, &paged.page()).await?;
    let offers = list.cards.iter().map(|(offer, _)| body(offer)).collect();
    Ok(Json(OfferPageBody {
        offers,
        next: list.next,
    }))
}

/// An offer to be saved.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct OfferDraftBody {
    title: String,
    text: String,
    /// A kind of the pack.
    kind: String,
    #[serde(default)]
    party: Option<String>,
    /// Does it take part in matching?
    #[serde(default)]
    open: bool,
    /// What it asks of whoever needs it, as rules over facts of that party.
    #[serde(default)]
    conditions: Vec<ConstraintBody>,
}

/// Saves a new offer.
#[utoipa::path(post, operation_id = "save_offer", path = "/api/v1/offers", request_body = OfferDraftBody, responses(
    (status = 201, body = Made), (status = 422, body = ProblemBody)))]
pub(crate) async fn create(
    Caller(cx): Caller,
    Json(draft): Json<OfferDraftBody>,
) -> Result<(StatusCode, Json<Made>), ApiProblem> {
    let draft = OfferDraft {
        id: None,
        version: 0,
        kind: draft.kind,
        title: draft.title,
        text: draft.text,
        party: draft.party.as_deref().map(id_of).transpose()?,
        open: draft.open,
        conditions: draft.conditions.into_iter().map(Constraint::from).collect(),
    };
    let id = save_offer(&cx, draft).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}

/// One offer with the facts that the caller may see.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OfferDetailBody {
    offer: OfferBody,
    facts: Vec<FactBody>,
    conditions: Vec<ConstraintBody>,
}

/// One offer.
#[utoipa::path(get, operation_id = "read_offer", path = "/api/v1/offers/{id}", params(("id" = String, Path)), responses(
    (status = 200, body = OfferDetailBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn read(
    Caller(cx): Caller,
    Path(id): Path<String>,
) -> Result<Json<OfferDetailBody>, ApiProblem> {
    let page = read_offer(&cx, id_of(&id)?).await?;
    let facts = fact_bodies(&cx, &page.facts);
    Ok(Json(OfferDetailBody {
        offer: body(&page.offer),
        facts,
        conditions: page
            .conditions
            .into_iter()
            .map(ConstraintBody::from)
            .collect(),
    }))
}
