//! Serving: what handlers share, sessions, posted forms, and the router of the whole face.
//!
//! Main items: [`app_router`], [`serve`], [`WebConfig`]; for handlers [`Web`], [`Signed`] and
//! [`Posted`]. What does not belong here: single pages (see [`crate::pages`]) and the JSON interface
//! (see [`crate::api`]).

mod config;
mod cookie;
mod failure;
mod guesses;
mod health;
mod notice;
mod once;
mod posted;
mod router;
mod session;

pub use config::WebConfig;
pub use router::{app_router, serve};

pub(crate) use config::Web;
pub(crate) use cookie::{no_session_cookie, session_cookie, session_token};
pub(crate) use failure::form_problems;
pub(crate) use notice::done;
pub(crate) use once::{Effect, once};
pub(crate) use posted::{Posted, Sent, from_here};
pub(crate) use session::{Signed, Visit};
