//! The face of Benfu: server-rendered pages in Chinese and English, their pictures, and the rules of
//! the HTTP edge (security headers, embedded assets, error pages).
//!
//! Main types: [`frame::Frame`] (what surrounds every page), [`view::View`] (a page's typed view
//! model with its template), [`route::Route`] (every address of the system), [`locale::Lang`] (words,
//! numbers, dates, money) and [`chart::Picture`] (SVG drawn on the server).
//!
//! What does not belong here: decisions. A handler translates a form to a command and a result to a
//! view model; authority, rules and states are asked of the layers below.
//!
//! # How to add a page
//! 1. Add its address to [`route`].
//! 2. Write the view model in `pages/<area>/<page>.rs` and join it to its template with
//!    `page_template!`.
//! 3. Write `templates/<area>/<page>.html` from the macros in `components.html`; every word goes
//!    through `l.t("…")` and stands in both files under `locales/`.
//! 4. Give it samples (usual, empty, long names, many rows); the page tests pick them up.

pub mod api;
pub mod assets;
pub mod chart;
pub mod edge;
pub mod embeddings;
pub mod error_page;
pub mod form;
pub mod frame;
pub mod locale;
pub mod pages;
pub mod route;
pub mod server;
pub mod view;

mod calendar_text;
mod money_text;
mod words;

pub use api::openapi_json;
pub use server::{WebConfig, app_router, serve};

use axum::Router;
use axum::middleware::{from_fn, map_response};
use axum::routing::get;

/// Joins the public parts (assets, language switch, fallback to the 404 page) with the pages of
/// `inner`, and puts the edge around all of them: security headers and rendered error pages.
///
/// `inner` carries the pages that need the application's state.
pub fn router<S>(inner: Router<S>) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    inner
        .route(assets::PATTERN, get(assets::serve))
        .route(route::pattern::LANGUAGE, get(locale::switch_language))
        .fallback(error_page::not_found)
        .method_not_allowed_fallback(error_page::method_not_allowed)
        .layer((
            map_response(edge::protect),
            from_fn(error_page::render_problems),
        ))
}
