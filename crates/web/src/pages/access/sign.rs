//! The sign-in page: its form, signing in and out, and what a failed attempt is told.

use axum::extract::{Form, Query, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use benfu_app::Failure;
use benfu_app::access::{sign_in, sign_out};
use serde::Deserialize;

use super::SignInView;
use crate::error_page::Problem;
use crate::form::{Control, Field, Fields};
use crate::locale::is_local;
use crate::route::Route;
use crate::server::{
    Posted, Visit, Web, done, from_here, no_session_cookie, session_cookie, session_token,
};
use crate::view::View as _;

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    back: String,
}

/// Name and password as sent.
#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    back: String,
}

fn local(back: &str) -> String {
    let back = if is_local(back) { back } else { "/" };
    back.to_owned()
}

fn view(web: &Web, visit: &Visit, back: &str, login: &str, refused: Option<String>) -> SignInView {
    let lang = visit.lang;
    let note = web.config.sign_in_note.as_ref();
    SignInView {
        back: local(back),
        fields: Fields {
            title: lang.t("sign-in").into_owned(),
            lead: None,
            fields: vec![
                Field::new("login", lang.t("field-login"), Control::Line)
                    .value(login)
                    .required(),
                Field::new("password", lang.t("field-password"), Control::Password).required(),
            ],
        },
        refused,
        note: note.map(|note| note.text(lang.into()).to_owned()),
    }
}

/// `GET /sign-in`.
pub(crate) async fn form(
    State(web): State<Web>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Response {
    if visit.signed.is_some() {
        return (StatusCode::SEE_OTHER, [(LOCATION, local(&asked.back))]).into_response();
    }
    view(&web, &visit, &asked.back, "", None).respond(&visit.public_frame())
}

/// `POST /sign-in`.
pub(crate) async fn enter(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Result<Response, Problem> {
    from_here(&headers, &web.config)?;
    match sign_in(&web.app, &given.login, &given.password).await {
        Ok(signed) => {
            let cookie = session_cookie(&web.config, &signed.token);
            let headers = [(LOCATION, local(&given.back)), (SET_COOKIE, cookie)];
            Ok((StatusCode::SEE_OTHER, headers).into_response())
        }
        Err(Failure::Invalid(reasons)) => {
            let lang = visit.lang.into();
            let words = reasons
                .iter()
                .map(|reason| format!("{} {}", reason.what(lang), reason.code.next(lang)));
            let refused = words.collect::<Vec<_>>().join(" ");
            let view = view(&web, &visit, &given.back, &given.login, Some(refused));
            Ok(view.respond_with(StatusCode::UNPROCESSABLE_ENTITY, &visit.public_frame()))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// `POST /sign-out`.
pub(crate) async fn leave(
    State(web): State<Web>,
    headers: HeaderMap,
    _posted: Posted,
) -> Result<Response, Problem> {
    if let Some(token) = session_token(&headers, &web.config) {
        sign_out(&web.app, token).await?;
    }
    let mut response = done(Route::SignIn, "notice-signed-out");
    if let Ok(cookie) = no_session_cookie(&web.config).parse() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
