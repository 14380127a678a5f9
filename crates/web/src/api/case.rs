//! Cases for programs: listing, opening, reading, and the actions of the loop.

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use benfu_app::programme::{ActOnCase, OpenCase, act_on_case, list_cases, open_case, read_case};
use benfu_domain::programme::{Action, Case, CaseState};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::need::{ActBody, Made};
use super::problem::id_of;
use super::{ApiProblem, Caller, Paged, ProblemBody};

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseBody {
    id: String,
    programme: String,
    need: Option<String>,
    offer: Option<String>,
    asker: String,
    supplier: String,
    state: &'static str,
    stage: String,
    due_on: Option<String>,
    due_provisional: bool,
    end_code: Option<String>,
    version: i64,
}

fn body(case: &Case) -> CaseBody {
    let due = case.clock.due.as_ref();
    CaseBody {
        id: case.id.to_string(),
        programme: case.programme.clone(),
        need: case.need.map(|need| need.to_string()),
        offer: case.offer.map(|offer| offer.to_string()),
        asker: case.sides.asker.to_string(),
        supplier: case.sides.supplier.to_string(),
        state: case.state.word(),
        stage: case.stage.clone(),
        due_on: due.map(|due| due.on.to_string()),
        due_provisional: due.is_some_and(|due| due.provisional),
        end_code: case.end.as_ref().map(|end| end.code.clone()),
        version: case.version,
    }
}

/// A page of cases.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CasePageBody {
    cases: Vec<CaseBody>,
    /// The key after which the next page begins.
    next: Option<String>,
}

/// Which cases are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Narrowed {
    /// A state, such as `underway`.
    #[serde(default)]
    state: String,
}

/// Cases that the caller may see.
#[utoipa::path(get, operation_id = "list_cases", path = "/api/v1/cases", params(Narrowed, Paged), responses(
    (status = 200, body = CasePageBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn list(
    Caller(cx): Caller,
    Query(narrowed): Query<Narrowed>,
    Query(paged): Query<Paged>,
) -> Result<Json<CasePageBody>, ApiProblem> {
    let states: Vec<CaseState> = CaseState::from_word(&narrowed.state).into_iter().collect();
    let list = list_cases(&cx, &states, false, &paged.page()).await?;
    let cases = list.cards.iter().map(|card| body(&card.case)).collect();
    Ok(Json(CasePageBody {
        cases,
        next: list.next,
    }))
}

/// A pairing to be opened.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct OpenBody {
    need: String,
    /// The supplier to invite; left out to come forward.
    #[serde(default)]
    supplier: Option<String>,
    #[serde(default)]
    offer: Option<String>,
    #[serde(default)]
    message: String,
}

/// Opens a case: invites a supplier, or comes forward.
#[utoipa::path(post, operation_id = "open_case", path = "/api/v1/cases", request_body = OpenBody, responses(
    (status = 201, body = Made), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(crate) async fn open(
    Caller(cx): Caller,
    Json(said): Json<OpenBody>,
) -> Result<(StatusCode, Json<Made>), ApiProblem> {
    let command = OpenCase {
        need: id_of(&said.need)?,
        supplier: said.supplier.as_deref().map(id_of).transpose()?,
        offer: said.offer.as_deref().map(id_of).transpose()?,
        message: said.message,
    };
    let id = open_case(&cx, command).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}

/// One case with what the caller may do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseDetailBody {
    case: CaseBody,
    actions: Vec<&'static str>,
}

/// One case.
#[utoipa::path(get, operation_id = "read_case", path = "/api/v1/cases/{id}", params(("id" = String, Path)), responses(
    (status = 200, body = CaseDetailBody), (status = 404, body = ProblemBody)))]
pub(crate) async fn read(
    Caller(cx): Caller,
    Path(id): Path<String>,
) -> Result<Json<CaseDetailBody>, ApiProblem> {
    let page = read_case(&cx, id_of(&id)?).await?;
    Ok(Json(CaseDetailBody {
        case: body(&page.card.case),
        actions: page.actions.iter().map(|line| line.action.word()).collect(),
    }))
}

/// Takes an action of the loop, such as `agree`, `start`, `deliver`; `version` says what the caller has seen.
#[utoipa::path(post, operation_id = "act_on_case", path = "/api/v1/cases/{id}/actions/{action}",
    params(("id" = String, Path), ("action" = String, Path)), request_body = ActBody, responses(
    (status = 200, body = CaseBody), (status = 409, body = ProblemBody), (status = 422, body = ProblemBody)))]
pub(crate) async fn act(
    Caller(cx): Caller,
    Path((id, action)): Path<(String, String)>,
    Json(said): Json<ActBody>,
) -> Result<Json<CaseBody>, ApiProblem> {
    let action = Action::from_word(&action).filter(|action| *action != Action::Record);
    let command = ActOnCase {
        id: id_of(&id)?,
        version: said.version,
        action: action.ok_or_else(ApiProblem::not_found)?,
        reason: said.reason,
        code: said.code,
    };
    Ok(Json(body(&act_on_case(&cx, command).await?)))
}
