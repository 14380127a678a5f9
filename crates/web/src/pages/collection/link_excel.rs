//! The workbook behind a link: out, in again, and the comparison before it is taken.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use benfu_app::Failure;
use benfu_app::collection::{
    Visit as Opened, own_return, receive_visitor_workbook, take_own_return, visitor_workbook,
};
use benfu_app::office::evidence::MediaType;
use benfu_domain::collection::ReturnState;
use benfu_domain::id::ReturnId;

use super::door::Door;
use super::link::{firms_page, opened};
use super::returns::view as return_view;
use crate::error_page::{Problem, ProblemKind};
use crate::form::{ActForm, Weight};
use crate::pages::case::file_response;
use crate::pages::id_of;
use crate::route::Route;
use crate::server::{Sent, Visit, Web, done};
use crate::view::Link;

/// `GET /c/{token}/workbook.xlsx`.
pub(crate) async fn workbook(
    State(web): State<Web>,
    reader: Visit,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    match opened(&web, &reader, &token).await {
        Ok(opened) => {
            let bytes = visitor_workbook(&opened).await?;
            Ok(file_response(
                &reader.lang.t("workbook-name"),
                MediaType::Xlsx.as_str(),
                bytes,
            ))
        }
        Err(page) => Ok(*page),
    }
}

/// `POST /c/{token}/returns`: reads a workbook and leads to the comparison; nothing is recorded yet.
pub(crate) async fn receive(
    State(web): State<Web>,
    reader: Visit,
    Path(token): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let opened = match opened(&web, &reader, &token).await {
        Ok(opened) => opened,
        Err(page) => return Ok(*page),
    };
    let Some(file) = sent.file("file") else {
        return Ok(done(Route::LinkForm(&token), "notice-file-missing"));
    };
    match receive_visitor_workbook(&opened, &file.name, file.bytes.clone()).await {
        Ok(received) => {
            let key = if received.again {
                "notice-sheet-known"
            } else {
                "notice-sheet-read"
            };
            Ok(done(
                Route::LinkReturn(&token, &received.id.to_string()),
                key,
            ))
        }
        Err(Failure::Invalid(reasons)) => {
            firms_page(&opened, Door::Link(&reader, &token), Some(&reasons)).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn own_return_page(
    opened: &Opened,
    reader: &Visit,
    (token, id): (&str, &str),
) -> Result<Response, Problem> {
    let lang = reader.lang;
    let found = own_return(opened, id_of(id)?).await?;
    let here = Route::LinkReturn(token, id).to_string();
    let back = Link::new(lang.t("link-firms"), Route::LinkForm(token));
    let mut view = return_view(&opened.cx, lang, &found, (&here, ""), back);
    view.filters.clear();
    view.picture = None;
    if found.back.state == ReturnState::Read {
        let keys = ("act-hand-in", "act-hand-in-effect");
        view.acts = vec![ActForm::new(lang, here, keys).weight(Weight::Main)];
    }
    Ok(Door::Link(reader, token).page(opened, &view, StatusCode::OK))
}

/// `GET /c/{token}/returns/{id}`.
pub(crate) async fn own(
    State(web): State<Web>,
    reader: Visit,
    Path((token, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    match opened(&web, &reader, &token).await {
        Ok(opened) => own_return_page(&opened, &reader, (&token, &id)).await,
        Err(page) => Ok(*page),
    }
}

/// `POST /c/{token}/returns/{id}`: takes what was read.
pub(crate) async fn take_own(
    State(web): State<Web>,
    reader: Visit,
    Path((token, id)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let mut opened = match opened(&web, &reader, &token).await {
        Ok(opened) => opened,
        Err(page) => return Ok(*page),
    };
    let back: ReturnId = id_of(&id)?;
    opened.cx.request_key.clone_from(&sent.request_key);
    let here = Route::LinkReturn(&token, &id);
    if opened.earlier().await?.is_some() {
        return Ok(done(here, "notice-already"));
    }
    match take_own_return(&opened, back).await {
        Ok(()) => Ok(done(here, "notice-handed-in")),
        Err(Failure::NotFound) => Err(Problem::new(ProblemKind::NotFound)),
        Err(failure) => Err(failure.into()),
    }
}
