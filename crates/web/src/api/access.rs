//! Who calls: a bearer token, or the session cookie of one of our pages.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use benfu_app::Cx;
use benfu_app::access::actor_of_session;

use super::ApiProblem;
use crate::server::{Visit, Web};

/// The context of a call by a program.
pub(crate) struct Caller(pub(crate) Cx);

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

impl FromRequestParts<Web> for Caller {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiProblem> {
        let bearer = header(&parts.headers, AUTHORIZATION.as_str())
            .and_then(|value| value.strip_prefix("Bearer "));
        let mut cx = match bearer {
            Some(token) => {
                let standing = actor_of_session(&web.app, token).await?;
                web.app
                    .cx(standing.ok_or_else(ApiProblem::signed_out)?.actor)
            }
            None => by_cookie(parts)?,
        };
        cx.request_key = request_key(&parts.headers)?;
        Ok(Caller(cx))
    }
}

/// The key of the request; one that cannot be kept is refused rather than ignored.
fn request_key(headers: &HeaderMap) -> Result<Option<String>, ApiProblem> {
    let Some(key) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    let key = key
        .to_str()
        .ok()
        .filter(|key| !key.is_empty() && key.len() <= 200);
    key.map(|key| Some(key.to_owned()))
        .ok_or_else(ApiProblem::bad_request)
}

/// A cookie is sent by every page, also by a foreign one: changes need the form token as well.
fn by_cookie(parts: &Parts) -> Result<Cx, ApiProblem> {
    let visit = parts
        .extensions
        .get::<Visit>()
        .and_then(|visit| visit.signed.clone());
    let signed = visit.ok_or_else(ApiProblem::signed_out)?;
    let reads = parts.method == Method::GET || parts.method == Method::HEAD;
    if reads || header(&parts.headers, "x-form-token") == Some(signed.form_token()) {
        Ok(signed.cx)
    } else {
        Err(ApiProblem::forbidden())
    }
}
