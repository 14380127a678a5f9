//! By which way somebody comes to the form of a round, and what follows from it: addresses and the page's frame.
//!
//! Main type: [`Door`]. What is asked and answered is the same either way.

use axum::http::StatusCode;
use axum::response::Response;
use benfu_app::collection::Visit as Opened;

use super::round::upload_form;
use crate::locale::Lang;
use crate::pages::RecordForm;
use crate::route::Route;
use crate::server::{Signed, Visit};
use crate::view::{Link, View};
use crate::words;

/// The way in.
#[derive(Clone, Copy)]
pub(super) enum Door<'r> {
    /// By a link, without an account: its reader and its secret.
    Link(&'r Visit, &'r str),
    /// Signed in: the person, and the round by its id.
    Own(&'r Signed, &'r str),
}

impl Door<'_> {
    pub(super) fn lang(self) -> Lang {
        match self {
            Door::Link(reader, _) => reader.lang,
            Door::Own(signed, _) => signed.lang,
        }
    }

    /// Where the first page is.
    pub(super) fn start(self) -> String {
        match self {
            Door::Link(_, token) => Route::LinkForm(token).to_string(),
            Door::Own(_, round) => Route::OwnRound(round).to_string(),
        }
    }

    /// Where the form of one firm is, and where it is sent.
    pub(super) fn firm(self, party: &str) -> String {
        match self {
            Door::Link(_, token) => Route::LinkFirm(token, party).to_string(),
            Door::Own(_, round) => Route::OwnRoundFirm(round, party).to_string(),
        }
    }

    /// The workbook of the same, and the form that hands it in; only links have them.
    pub(super) fn by_sheet(self) -> Option<(Link, RecordForm)> {
        match self {
            Door::Link(reader, token) => {
                let workbook = Link::new(reader.lang.t("workbook"), Route::LinkWorkbook(token));
                let upload = upload_form(reader.lang, Route::LinkReturns(token).to_string());
                Some((workbook, upload))
            }
            Door::Own(..) => None,
        }
    }

    /// Who fills it in, as far as that is known.
    pub(super) fn person(self) -> String {
        match self {
            Door::Link(..) => String::new(),
            Door::Own(signed, _) => signed.person().to_owned(),
        }
    }

    pub(super) fn page<V: View>(self, opened: &Opened, view: &V, status: StatusCode) -> Response {
        match self {
            Door::Link(reader, _) => {
                let mut frame = reader.public_frame();
                frame.today = words::date_of(opened.cx.today());
                frame.request_key = format!("{:032x}", opened.cx.app.mint());
                view.respond_with(status, &frame)
            }
            Door::Own(signed, _) if status == StatusCode::OK => signed.page(view),
            Door::Own(signed, _) => signed.faulty(view),
        }
    }
}
