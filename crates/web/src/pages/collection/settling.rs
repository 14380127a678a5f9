//! What becomes of a return: taken, dropped, its conflicts decided, its unreadable cells handed back.

use axum::extract::{Path, Query};
use axum::response::Response;
use benfu_app::collection::{Settle, decide_answer, drop_return, take_return, unreadable_workbook};
use benfu_app::office::evidence::MediaType;
use benfu_domain::id::ReturnId;
use serde::Deserialize;

use crate::error_page::{Problem, ProblemKind};
use crate::pages::case::file_response;
use crate::pages::id_of;
use crate::route::Route;
use crate::server::{Posted, Signed, done, once};

/// `GET /collections/returns/{id}/unreadable.xlsx`.
pub(crate) async fn unreadable(
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let bytes = unreadable_workbook(&signed.cx, id_of(&id)?).await?;
    Ok(file_response(
        &signed.lang.t("unreadable-name"),
        MediaType::Xlsx.as_str(),
        bytes,
    ))
}

/// Which answer is decided.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    party: String,
    #[serde(default)]
    item: i64,
}

/// `POST /collections/returns/{id}/acts/{action}`.
pub(crate) async fn settle(
    Path((id, action)): Path<(String, String)>,
    Query(which): Query<Which>,
    posted: Posted,
) -> Result<Response, Problem> {
    let cx = &posted.signed.cx;
    let back: ReturnId = id_of(&id)?;
    let here = Route::Return(&id).to_string();
    let effect = match action.as_str() {
        "take" => once(cx, take_return(cx, back)).await?,
        "drop" => once(cx, drop_return(cx, back)).await?,
        "accept" | "keep" => {
            let settle = Settle {
                given_in: back,
                party: id_of(&which.party)?,
                ordinal: which.item,
                take: action == "accept",
            };
            once(cx, decide_answer(cx, settle)).await?
        }
        _ => return Err(Problem::new(ProblemKind::NotFound)),
    };
    Ok(done(here, effect.notice("notice-done")))
}
