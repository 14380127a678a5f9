//! Needs and their matches for programs.

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use benfu_app::matching::{Ranked, explain, explain_conditions, match_need};
use benfu_app::need::{MoveNeed, NeedDraft, list_needs, move_need, read_need, save_need};
use benfu_domain::need::{Constraint, Need, NeedAction, NeedState, Terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::id_of;
use super::{ApiProblem, Caller, Paged, ProblemBody};

/// A hard condition.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct ConstraintBody {
    /// What it asks for, in the owner's words.
    #[serde(default)]
    label: String,
    /// Rule text.
    rule: String,
}

impl From<ConstraintBody> for Constraint {
    fn from(body: ConstraintBody) -> Constraint {
        Constraint {
            label: body.label,
            rule: body.rule,
        }
    }
}

impl From<Constraint> for ConstraintBody {
    fn from(constraint: Constraint) -> ConstraintBody {
        ConstraintBody {
            label: constraint.label,
            rule: constraint.rule,
        }
    }
}

/// A need.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NeedBody {
    id: String,
    title: String,
    text: String,
    programme: String,
    state: &'static str,
    party: Option<String>,
    region: String,
    metric: String,
    metric_unit: String,
    /// Thousandths of the unit.
    baseline_milli: Option<i64>,
    /// Thousandths of the unit.
    target_milli: Option<i64>,
    constraints: Vec<ConstraintBody>,
    published_version: i64,
    expires_on: Option<String>,
    version: i64,
}

pub(super) fn body(need: &Need) -> NeedBody {
    let terms = &need.terms;
    let constraint = |constraint: &Constraint| ConstraintBody {
        label: constraint.label.clone(),
        rule: constraint.rule.clone(),
    };
    NeedBody {
        id: need.id.to_string(),
        title: need.title.clone(),
        text: need.text.clone(),
        programme: need.programme.clone(),
        state: need.state.word(),
        party: need.party.map(|party| party.to_string()),
        region: need.region.to_string(),
        metric: terms.metric.clone(),
        metric_unit: terms.metric_unit.clone(),
        baseline_milli: terms.baseline_milli,
        target_milli: terms.target_milli,
        constraints: terms.constraints.iter().map(constraint).collect(),
        published_version: need.published_version,
        expires_on: need.expires_on.map(|day| day.to_string()),
        version: need.version,
    }
}

/// A page of needs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NeedPageBody {
    needs: Vec<NeedBody>,
    /// The key after which the next page begins.
    next: Option<String>,
}

/// Which needs are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Narrowed {
    /// A state, such as `published`.
    #[serde(default)]
    state: String,
}

/// Needs that the caller may see. Constraints come with the single need.
#[utoipa::path(get, operation_id = "list_needs", path = "/api/v1/needs", params(Narrowed, Paged), responses(
    (status = 200, body = NeedPageBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn list(
    Caller(cx): Caller,
    Query(narrowed): Query<Narrowed>,
    Query(paged): Query<Paged>,
) -> Result<Json<NeedPageBody>, ApiProblem> {
    let states: Vec<NeedState> = NeedState::from_word(&narrowed.state).into_iter().collect();
    let list = list_needs(&cx, &states, &paged.page()).await?;
    let needs = list.cards.iter().map(|card| body(&card.need)).collect();
    Ok(Json(NeedPageBody {
        needs,
        next: list.next,
    }))
}

/// A need to be saved; a title and a text are enough.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NeedDraftBody {
    title: String,
    text: String,
    /// A programme of the pack; `scenario` when left out.
    #[serde(default)]
    programme: Option<String>,
    #[serde(default)]
    party: Option<String>,
    #[serde(default)]
    metric: String,
    #[serde(default)]
    metric_unit: String,
    baseline_milli: Option<i64>,
    target_milli: Option<i64>,
    #[serde(default)]
    constraints: Vec<ConstraintBody>,
    #[serde(default)]
    unconstrained: bool,
    #[serde(default)]
    owner_post: String,
    #[serde(default)]
    budget_path: String,
    budget_fen: Option<i64>,
    #[serde(default)]
    acceptance_test: String,
    starts_on: Option<String>,
    ends_on: Option<String>,
    /// The code of the region where it is to be done, when that is not where its owner is.
    place: Option<String>,
    #[serde(default)]
    if_it_works: String,
}

/// The identifier of what was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Made {
    /// The identifier.
    pub(crate) id: String,
}

/// Saves a new need as a draft.
#[utoipa::path(post, operation_id = "save_need", path = "/api/v1/needs", request_body = NeedDraftBody, responses(
    (status = 201, body = Made), (status = 422, body = ProblemBody)))]
pub(crate) async fn create(
    Caller(cx): Caller,
    Json(draft): Json<NeedDraftBody>,
) -> Result<(StatusCode, Json<Made>), ApiProblem> {
    let id = save_need(&cx, draft_of(draft)?).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}

fn draft_of(draft: NeedDraftBody) -> Result<NeedDraft, ApiProblem> {
    let day = |text: Option<String>| match text {
        Some(text) => text
            .parse()
            .map(Some)
            .map_err(|_| ApiProblem::bad_request()),
        None => Ok(None),
    };
    let region = |text: Option<String>| {
        let read = text.map(|text| text.parse()).transpose();
        read.map_err(|_| ApiProblem::bad_request())
    };
    Ok(NeedDraft {
        id: None,
        version: 0,
        programme: draft.programme.unwrap_or_else(|| "scenario".to_owned()),
        title: draft.title,
        text: draft.text,
        party: draft.party.as_deref().map(id_of).transpose()?,
        terms: Terms {
            metric: draft.metric,
            metric_unit: draft.metric_unit,
            baseline_milli: draft.baseline_milli,
            target_milli: draft.target_milli,
            constraints: draft
                .constraints
                .into_iter()
                .map(Constraint::from)
                .collect(),
            unconstrained: draft.unconstrained,
            owner_post: draft.owner_post,
            budget_path: draft.budget_path,
            budget_fen: draft.budget_fen,
            acceptance_test: draft.acceptance_test,
            starts_on: day(draft.starts_on)?,
            ends_on: day(draft.ends_on)?,
            place: region(draft.place)?,
            if_it_works: draft.if_it_works,
        },
    })
}

/// One need with what publication lacks and what the caller may do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NeedDetailBody {
    need: NeedBody,
    missing: Vec<&'static str>,
    actions: Vec<&'static str>,
}

/// One need.
#[utoipa::path(get, operation_id = "read_need", path = "/api/v1/needs/{id}", params(("id" = String, Path)), responses(
    (status = 200, body = NeedDetailBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn read(
    Caller(cx): Caller,
    Path(id): Path<String>,
) -> Result<Json<NeedDetailBody>, ApiProblem> {
    let page = read_need(&cx, id_of(&id)?).await?;
    Ok(Json(NeedDetailBody {
        need: body(&page.need),
        missing: page.missing.iter().map(|part| part.word()).collect(),
        actions: page.actions.iter().map(|action| action.word()).collect(),
    }))
}

/// Why a step is taken.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct ActBody {
    /// In words.
    #[serde(default)]
    pub(crate) reason: String,
    /// The coded end, for steps that end something.
    #[serde(default)]
    pub(crate) code: String,
    /// The version the caller has seen; asked for by actions on cases.
    #[serde(default)]
    pub(crate) version: i64,
}

/// Takes a step of a need's life, such as `hand_in`, `screen`, `publish`.
#[utoipa::path(post, operation_id = "move_need", path = "/api/v1/needs/{id}/actions/{action}",
    params(("id" = String, Path), ("action" = String, Path)), request_body = ActBody, responses(
    (status = 200, body = NeedBody), (status = 404, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(crate) async fn act(
    Caller(cx): Caller,
    Path((id, action)): Path<(String, String)>,
    Json(said): Json<ActBody>,
) -> Result<Json<NeedBody>, ApiProblem> {
    let action = NeedAction::from_word(&action).ok_or_else(ApiProblem::not_found)?;
    // Closing the selection ends other cases too and is an act of its own; revising is saving.
    if matches!(action, NeedAction::CloseSelection | NeedAction::Revise) {
        return Err(ApiProblem::not_found());
    }
    let command = MoveNeed {
        id: id_of(&id)?,
        action,
        reason: said.reason,
        code: said.code,
    };
    Ok(Json(body(&move_need(&cx, command).await?)))
}

/// A constraint held against a candidate; values of match-only facts are never in it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckBody {
    label: String,
    /// `met`, `not_met`, `unknown`.
    answer: &'static str,
    why_zh: Vec<String>,
    why_en: Vec<String>,
    /// Concepts that would settle an unknown answer.
    missing: Vec<String>,
}

/// A candidate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RankedBody {
    offer: Option<String>,
    party: String,
    title: String,
    score_permille: u16,
    answer: &'static str,
    checks: Vec<CheckBody>,
    /// What the offer asks of the need's owner.
    conditions: Vec<CheckBody>,
}

/// Candidates, the best first; those that fail a constraint come last.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatchBody {
    ranked: Vec<RankedBody>,
}

fn word(answer: benfu_rules::Answer) -> &'static str {
    match answer {
        benfu_rules::Answer::Met => "met",
        benfu_rules::Answer::NotMet => "not_met",
        benfu_rules::Answer::Unknown => "unknown",
    }
}

/// Ranked offers for a need, each with reasons.
#[utoipa::path(get, operation_id = "match_need", path = "/api/v1/needs/{id}/matches", params(("id" = String, Path)), responses(
    (status = 200, body = MatchBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn matches(
    Caller(cx): Caller,
    Path(id): Path<String>,
) -> Result<Json<MatchBody>, ApiProblem> {
    let found = match_need(&cx, id_of(&id)?, 100).await?;
    let ranked = found
        .ranked
        .iter()
        .map(|ranked| ranked_body(&cx, ranked))
        .collect();
    Ok(Json(MatchBody { ranked }))
}

fn ranked_body(cx: &benfu_app::Cx, ranked: &Ranked) -> RankedBody {
    let check = |check: benfu_app::matching::ShownConstraint| CheckBody {
        label: check.label,
        answer: word(check.answer),
        why_zh: check.why.iter().map(|line| line.zh.clone()).collect(),
        why_en: check.why.iter().map(|line| line.en.clone()).collect(),
        missing: check
            .missing
            .into_iter()
            .map(|(concept, _, _)| concept)
            .collect(),
    };
    let offer = ranked.candidate.offer.as_ref();
    RankedBody {
        offer: offer.map(|offer| offer.id.to_string()),
        party: ranked.candidate.party.id.to_string(),
        title: offer
            .map_or(&ranked.candidate.party.name, |offer| &offer.title)
            .clone(),
        score_permille: ranked.score.total_permille,
        answer: word(ranked.answer()),
        checks: explain(cx, ranked).into_iter().map(check).collect(),
        conditions: explain_conditions(cx, ranked)
            .into_iter()
            .map(check)
            .collect(),
    }
}
