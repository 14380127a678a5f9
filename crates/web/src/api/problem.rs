//! What a program is told when something was not done: a stable code, both languages, what to do next.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use benfu_app::Failure;
use benfu_domain::Lang;
use serde::Serialize;
use utoipa::ToSchema;

/// One thing that is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemLine {
    /// Stable code.
    code: String,
    /// The field it is about; empty when it is about the whole.
    field: String,
    /// What is wrong, in Chinese.
    what_zh: String,
    /// What is wrong, in English.
    what_en: String,
    /// What to do next, in Chinese.
    next_zh: String,
    /// What to do next, in English.
    next_en: String,
}

/// The answer to a request that was not carried out.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemBody {
    /// `not_found`, `forbidden`, `invalid`, `conflict`, `unavailable`, `fault`, `signed_out`, `bad_request`.
    class: &'static str,
    /// What is wrong, one by one.
    problems: Vec<ProblemLine>,
}

/// A request that was not carried out.
pub(crate) struct ApiProblem {
    status: StatusCode,
    body: ProblemBody,
}

impl ApiProblem {
    fn new(status: StatusCode, class: &'static str) -> Self {
        let body = ProblemBody {
            class,
            problems: Vec::new(),
        };
        Self { status, body }
    }

    /// Nobody is signed in.
    pub(crate) fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed_out")
    }

    /// The caller may not do this.
    pub(crate) fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden")
    }

    /// There is no such thing, as far as the caller may know.
    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }

    /// The request cannot be read.
    pub(crate) fn bad_request() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request")
    }

    fn with(mut self, problems: &[benfu_app::Problem]) -> Self {
        let line = |problem: &benfu_app::Problem| ProblemLine {
            code: problem.code.code().to_owned(),
            field: problem.field.clone(),
            what_zh: problem.what(Lang::Zh),
            what_en: problem.what(Lang::En),
            next_zh: problem.code.next(Lang::Zh).to_owned(),
            next_en: problem.code.next(Lang::En).to_owned(),
        };
        self.body.problems = problems.iter().map(line).collect();
        self
    }
}

impl From<Failure> for ApiProblem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotFound => Self::not_found(),
            Failure::Forbidden => Self::forbidden(),
            Failure::Invalid(problems) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid").with(&problems)
            }
            Failure::Conflict(problem) => {
                Self::new(StatusCode::CONFLICT, "conflict").with(&[problem])
            }
            Failure::Unavailable(cause) => {
                tracing::error!(%cause, "a use case could not reach its data");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable")
            }
            Failure::Bug(fault) => {
                tracing::error!(%fault, "a fault of the program");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "fault")
            }
        }
    }
}

impl IntoResponse for ApiProblem {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}

/// The identifier of an address; a text that is none names nothing that exists.
pub(super) fn id_of<T: std::str::FromStr>(text: &str) -> Result<T, ApiProblem> {
    text.parse().map_err(|_| ApiProblem::not_found())
}
