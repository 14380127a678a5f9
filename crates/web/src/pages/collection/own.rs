//! Rounds that are sent to the reader's own firm or office, answered without their link.

use axum::extract::Path;
use axum::response::Response;
use benfu_app::collection::{Visited, own_visit};

use super::door::Door;
use super::link::{answered, firms_page, form_page, over_view};
use crate::error_page::Problem;
use crate::pages::id_of;
use crate::server::{Posted, Signed};
use crate::view::View as _;

/// A round that is open to its reader, or the page that says why it is not.
async fn opened(
    signed: &Signed,
    round: &str,
) -> Result<Result<benfu_app::collection::Visit, Response>, Problem> {
    Ok(match own_visit(&signed.cx, id_of(round)?).await? {
        Visited::Open(opened) => Ok(*opened),
        Visited::Over(over) => {
            let view = over_view(signed.lang, &over);
            let gone = axum::http::StatusCode::GONE;
            Err(view.respond_with(gone, &signed.frame(None)))
        }
    })
}

/// `GET /asked/{round}`.
pub(crate) async fn start(signed: Signed, Path(round): Path<String>) -> Result<Response, Problem> {
    let opened = match opened(&signed, &round).await? {
        Ok(opened) => opened,
        Err(page) => return Ok(page),
    };
    let door = Door::Own(&signed, &round);
    match opened.recipient.party {
        Some(party) => form_page(&opened, door, party, None).await,
        None => firms_page(&opened, door, None).await,
    }
}

/// `GET /asked/{round}/firms/{firm}`.
pub(crate) async fn firm(
    signed: Signed,
    Path((round, firm)): Path<(String, String)>,
) -> Result<Response, Problem> {
    match opened(&signed, &round).await? {
        Ok(opened) => form_page(&opened, Door::Own(&signed, &round), id_of(&firm)?, None).await,
        Err(page) => Ok(page),
    }
}

/// `POST /asked/{round}/firms/{firm}`: shows what handing in would do; with the button there, hands in.
pub(crate) async fn answer(
    Path((round, firm)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let signed = &posted.signed;
    match opened(signed, &round).await? {
        Ok(opened) => {
            let door = Door::Own(signed, &round);
            answered(opened, door, id_of(&firm)?, &posted.sent()).await
        }
        Err(page) => Ok(page),
    }
}
