//! The interface for programs: `/api/v1`, the same use cases as the pages, JSON in and out.
//!
//! Main items: [`openapi_json`], the description that is committed as `docs/reference/openapi.json`.
//! A program sends `Authorization: Bearer <session token>`; a page of ours may use its session cookie and
//! then sends the form token as `X-Form-Token` with every change. `Idempotency-Key` makes a repeated
//! request have one effect. What does not belong here: decisions, and types of the domain in JSON:
//! each answer has a type of its own, so that the domain can change without breaking programs.

mod access;
mod case;
mod collection;
mod figure;
mod import;
mod need;
mod offer;
mod party;
mod problem;

pub(crate) use access::Caller;
pub(crate) use problem::{ApiProblem, ProblemBody};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use serde::Deserialize;
use utoipa::OpenApi;

use crate::server::Web;

/// Rows of a page unless a program asks for fewer.
const ROWS: i64 = 100;

/// Where a list goes on.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paged {
    /// The key given as `next` by the page before.
    #[serde(default)]
    after: String,
    /// How many rows; at most 1,000.
    limit: Option<i64>,
}

impl Paged {
    fn page(&self) -> benfu_app::Page {
        benfu_app::Page {
            after: self.after.clone(),
            limit: self.limit.unwrap_or(ROWS),
        }
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Benfu 奔赴",
        description = "Needs, offers, matches, cases, figures and the ledger of an industrial-innovation system.",
        license(name = "Apache-2.0")
    ),
    paths(
        need::list,
        need::create,
        need::read,
        need::act,
        need::matches,
        offer::list,
        offer::create,
        offer::read,
        party::list,
        party::read,
        case::list,
        case::open,
        case::read,
        case::act,
        collection::list,
        collection::asking,
        collection::read,
        collection::form,
        collection::submit,
        figure::figure,
        figure::rows,
        figure::report,
        figure::verify,
        import::take,
    )
)]
struct Description;

/// The description of the interface (OpenAPI 3.1) as it is committed.
pub fn openapi_json() -> String {
    let described = Description::openapi().to_pretty_json();
    // Serialising a description that was built at compile time cannot fail.
    described.unwrap_or_default() + "\n"
}

/// The addresses below `/api/v1`.
pub(crate) fn routes(upload_limit: usize) -> Router<Web> {
    Router::new()
        .route("/openapi.json", get(describe))
        .route("/needs", get(need::list).post(need::create))
        .route("/needs/{id}", get(need::read))
        .route("/needs/{id}/actions/{action}", post(need::act))
        .route("/needs/{id}/matches", get(need::matches))
        .route("/offers", get(offer::list).post(offer::create))
        .route("/offers/{id}", get(offer::read))
        .route("/parties", get(party::list))
        .route("/parties/{id}", get(party::read))
        .route("/cases", get(case::list).post(case::open))
        .route("/cases/{id}", get(case::read))
        .route("/cases/{id}/actions/{action}", post(case::act))
        .route("/collections", get(collection::list))
        .route("/collections/asking", get(collection::asking))
        .route("/collections/{id}", get(collection::read))
        .route("/collections/{id}/form", get(collection::form))
        .route("/collections/{id}/returns", post(collection::submit))
        .route("/figures/{id}", get(figure::figure))
        .route("/figures/{id}/rows", get(figure::rows))
        .route("/reports/{id}", get(figure::report))
        .route("/ledger/verification", get(figure::verify))
        .route(
            "/imports",
            post(import::take).layer(DefaultBodyLimit::max(upload_limit)),
        )
}

async fn describe() -> impl axum::response::IntoResponse {
    (
        [(axum::http::header::CONTENT_TYPE, "application/json")],
        openapi_json(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_is_openapi_3_1_and_names_every_address() {
        let described: serde_json::Value = serde_json::from_str(&openapi_json()).unwrap();
        assert!(
            described["openapi"]
                .as_str()
                .is_some_and(|version| version.starts_with("3.1"))
        );
        for path in [
            "/api/v1/needs",
            "/api/v1/needs/{id}/matches",
            "/api/v1/cases/{id}/actions/{action}",
            "/api/v1/collections/{id}/returns",
        ] {
            assert!(described["paths"][path].is_object(), "{path}");
        }
        let state = &described["paths"]["/api/v1/needs"]["get"]["parameters"][0];
        assert_eq!(
            (state["name"].as_str(), state["in"].as_str()),
            (Some("state"), Some("query"))
        );
    }
}
