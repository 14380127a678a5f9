//! Errors shown to people: a stable code, what happened, why, and what to do next, in both languages.
//!
//! Main types: [`Problem`], which any handler returns, and [`ProblemKind`], the table of codes. The
//! page is rendered at the edge by [`render_problems`], which knows the language of the request.
//! What does not belong here: problems of single form fields, which are shown in the form.

use axum::extract::Request;
use axum::http::header::REFERER;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::frame::Frame;
use crate::locale::{self, Given, Lang};
use crate::view::{View, page_template};

/// The kinds of problem a page can end in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The request cannot be read.
    BadRequest,
    /// The session ended, or there was none.
    SignedOut,
    /// Known to exist, not allowed.
    Forbidden,
    /// Not there, or not to be known.
    NotFound,
    /// The address is not used in this way.
    MethodNotAllowed,
    /// What was asked is not right.
    Invalid,
    /// Somebody was faster.
    Conflict,
    /// The upload is too large.
    TooLarge,
    /// Too many requests.
    TooMany,
    /// Our mistake.
    Bug,
    /// For a while not able.
    Unavailable,
}

impl ProblemKind {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::BadRequest,
        Self::SignedOut,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Invalid,
        Self::Conflict,
        Self::TooLarge,
        Self::TooMany,
        Self::Bug,
        Self::Unavailable,
    ];

    /// Status and stable code.
    fn row(self) -> (StatusCode, &'static str) {
        match self {
            Self::BadRequest => (StatusCode::BAD_REQUEST, "BF-400"),
            Self::SignedOut => (StatusCode::UNAUTHORIZED, "BF-401"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "BF-403"),
            Self::NotFound => (StatusCode::NOT_FOUND, "BF-404"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "BF-405"),
            Self::Invalid => (StatusCode::UNPROCESSABLE_ENTITY, "BF-422"),
            Self::Conflict => (StatusCode::CONFLICT, "BF-409"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "BF-413"),
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, "BF-429"),
            Self::Bug => (StatusCode::INTERNAL_SERVER_ERROR, "BF-500"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "BF-503"),
        }
    }

    /// The keys of what happened, why, and what to do next.
    fn keys(self) -> [&'static str; 3] {
        match self {
            Self::BadRequest => [
                "error-bad-request",
                "error-bad-request-why",
                "error-bad-request-next",
            ],
            Self::SignedOut => [
                "error-signed-out",
                "error-signed-out-why",
                "error-signed-out-next",
            ],
            Self::Forbidden => [
                "error-forbidden",
                "error-forbidden-why",
                "error-forbidden-next",
            ],
            Self::NotFound => [
                "error-not-found",
                "error-not-found-why",
                "error-not-found-next",
            ],
            Self::MethodNotAllowed => ["error-method", "error-method-why", "error-method-next"],
            Self::Invalid => ["error-invalid", "error-invalid-why", "error-invalid-next"],
            Self::Conflict => [
                "error-conflict",
                "error-conflict-why",
                "error-conflict-next",
            ],
            Self::TooLarge => [
                "error-too-large",
                "error-too-large-why",
                "error-too-large-next",
            ],
            Self::TooMany => [
                "error-too-many",
                "error-too-many-why",
                "error-too-many-next",
            ],
            Self::Bug => ["error-bug", "error-bug-why", "error-bug-next"],
            Self::Unavailable => [
                "error-unavailable",
                "error-unavailable-why",
                "error-unavailable-next",
            ],
        }
    }

    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        self.row().0
    }

    /// The stable code people quote.
    pub fn code(self) -> &'static str {
        self.row().1
    }
}

/// A request that ends in an error page. Return it from a handler.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind.
    pub kind: ProblemKind,
    /// What exactly, in the language of the reader; never a secret, never another's data.
    pub detail: Option<String>,
    /// What a use case found wrong, one by one, with what to do next.
    pub reasons: Vec<benfu_app::Problem>,
    /// The frame to show it in, when the reader is signed in.
    pub frame: Option<Box<Frame>>,
}

impl Problem {
    /// A problem without detail.
    pub fn new(kind: ProblemKind) -> Self {
        Self {
            kind,
            detail: None,
            reasons: Vec::new(),
            frame: None,
        }
    }

    /// With what a use case found wrong.
    #[must_use]
    pub fn reasons(mut self, reasons: Vec<benfu_app::Problem>) -> Self {
        self.reasons = reasons;
        self
    }

    /// With a sentence on what exactly is wrong.
    #[must_use]
    pub fn detail(mut self, text: impl Into<String>) -> Self {
        self.detail = Some(text.into());
        self
    }

    /// Inside the frame of a signed-in reader.
    #[must_use]
    pub fn within(mut self, frame: Frame) -> Self {
        self.frame = Some(Box::new(frame));
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The view model of an error page.
#[derive(Clone, Debug)]
pub struct ErrorView {
    /// What kind.
    pub kind: ProblemKind,
    /// What exactly.
    pub detail: Option<String>,
    /// What is wrong, one by one: code, what, and what to do next.
    pub reasons: Vec<[String; 3]>,
    /// The page the reader came from, when they sent a form from it.
    pub back: Option<String>,
}

impl ErrorView {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// What happened.
    pub fn what(&self, lang: impl Given<Lang>) -> String {
        lang.given().t(self.kind.keys()[0]).into_owned()
    }

    /// Why.
    pub fn why(&self, lang: impl Given<Lang>) -> String {
        lang.given().t(self.kind.keys()[1]).into_owned()
    }

    /// What to do next.
    pub fn next_step(&self, lang: impl Given<Lang>) -> String {
        lang.given().t(self.kind.keys()[2]).into_owned()
    }
}

page_template!(ErrorView, "error.html", None, |view, lang| view.what(lang));

/// Answers an address nobody serves.
pub async fn not_found() -> Problem {
    Problem::new(ProblemKind::NotFound)
}

/// Answers an address used with a method it does not have.
pub async fn method_not_allowed() -> Problem {
    Problem::new(ProblemKind::MethodNotAllowed)
}

/// Which bare statuses of extractors and layers below become which page.
fn kind_of_bare(status: StatusCode) -> Option<ProblemKind> {
    match status {
        StatusCode::BAD_REQUEST
        | StatusCode::UNPROCESSABLE_ENTITY
        | StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(ProblemKind::BadRequest),
        StatusCode::PAYLOAD_TOO_LARGE => Some(ProblemKind::TooLarge),
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => {
            Some(ProblemKind::Unavailable)
        }
        _ => None,
    }
}

/// Whether a response already has a body meant for people or programs.
fn is_written(response: &Response) -> bool {
    let kind = response.headers().get(axum::http::header::CONTENT_TYPE);
    kind.is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"))
}

/// Turns a [`Problem`], or a bare error of an extractor, into a page in the reader's language. A page
/// that already has a body (a form with problems, a JSON answer) passes untouched.
pub async fn render_problems(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let lang = locale::chosen(&parts);
    let here = parts
        .uri
        .path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string);
    let back = form_page(&parts.method, &parts.headers);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let problem = response.extensions_mut().remove::<Problem>().or_else(|| {
        let kind = kind_of_bare(response.status()).filter(|_| !is_written(&response))?;
        Some(Problem::new(kind))
    });
    match problem {
        Some(problem) => error_response(problem, lang, (here, back), &response),
        None => response,
    }
}

/// The page of this site from which a form was sent.
fn form_page(method: &Method, headers: &HeaderMap) -> Option<String> {
    let sent = headers.get(REFERER).filter(|_| method == Method::POST)?;
    let sent: Uri = sent.to_str().ok()?.parse().ok()?;
    let path = sent.path_and_query()?.as_str().to_owned();
    locale::is_local(&path).then_some(path)
}

/// The rendered page with the headers the handler had set.
fn error_response(
    problem: Problem,
    lang: Lang,
    (here, back): (String, Option<String>),
    bare: &Response,
) -> Response {
    let frame = problem
        .frame
        .map_or_else(|| Frame::public(lang, here), |frame| *frame);
    let reason = |reason: &benfu_app::Problem| {
        let (code, lang) = (reason.code, lang.into());
        [
            code.code().to_owned(),
            reason.what(lang),
            code.next(lang).to_owned(),
        ]
    };
    let view = ErrorView {
        kind: problem.kind,
        detail: problem.detail,
        reasons: problem.reasons.iter().map(reason).collect(),
        back,
    };
    let page = view.render(&frame).unwrap_or_else(|error| {
        tracing::error!(%error, "the error page could not be rendered");
        format!("{} {}", view.code(), view.what(lang))
    });
    let mut response = (problem.kind.status(), axum::response::Html(page)).into_response();
    for (name, value) in bare.headers() {
        if name != axum::http::header::CONTENT_TYPE && name != axum::http::header::CONTENT_LENGTH {
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_stable_and_unique() {
        let mut codes = ProblemKind::ALL.map(ProblemKind::code).to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ProblemKind::ALL.len());
        assert!(
            ProblemKind::ALL
                .iter()
                .all(|kind| kind.code().ends_with(kind.status().as_str()))
        );
    }
}
