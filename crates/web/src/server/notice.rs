//! The message after an act: carried over the redirect by a short-lived cookie, shown once.
//!
//! Main item: [`done`]. The cookie names words of the catalogue, never text, so that nobody can put
//! words into the page.

use std::fmt::Display;

use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::frame::{Notice, NoticeKind};
use crate::locale::Lang;

const NAME: &str = "notice";

/// Messages that may be shown, by their key in the catalogue.
const KNOWN: &[(&str, NoticeKind)] = &[
    ("notice-saved", NoticeKind::Done),
    ("notice-done", NoticeKind::Done),
    ("notice-already", NoticeKind::Attention),
    ("notice-invited", NoticeKind::Done),
    ("notice-asked", NoticeKind::Done),
    ("notice-asked-none", NoticeKind::Attention),
    ("notice-answered", NoticeKind::Done),
    ("notice-attached", NoticeKind::Done),
    ("notice-selection-closed", NoticeKind::Done),
    ("notice-bulk-done", NoticeKind::Done),
    ("notice-bulk-none", NoticeKind::Attention),
    ("notice-signed-out", NoticeKind::Done),
    ("notice-imported", NoticeKind::Done),
    ("notice-import-known", NoticeKind::Attention),
    ("notice-session-over", NoticeKind::Attention),
    ("notice-round-opened", NoticeKind::Done),
    ("notice-sheet-read", NoticeKind::Done),
    ("notice-file-missing", NoticeKind::Attention),
    ("notice-sheet-known", NoticeKind::Attention),
    ("notice-planned", NoticeKind::Done),
    ("notice-settled", NoticeKind::Done),
    ("notice-nothing-said", NoticeKind::Attention),
    ("notice-left", NoticeKind::Done),
    ("notice-shaped", NoticeKind::Done),
    ("notice-handed-in", NoticeKind::Done),
];

/// Sends the reader to `to` with a message: the answer to every successful POST.
pub(crate) fn done<D: Display>(to: D, key: &str) -> Response {
    let cookie = format!("{NAME}={key}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
    let headers = [(LOCATION, to.to_string()), (SET_COOKIE, cookie)];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// The message that a request brings along.
pub(super) fn brought(headers: &HeaderMap, lang: Lang) -> Option<Notice> {
    let key = super::cookie::value_of(headers, NAME)?;
    let (key, kind) = KNOWN.iter().find(|(known, _)| *known == key)?;
    Some(Notice {
        kind: *kind,
        text: lang.t(key).into_owned(),
    })
}

/// The cookie that takes a shown message away.
pub(super) fn shown() -> String {
    format!("{NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}
