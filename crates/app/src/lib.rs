//! Use cases. Each reads in the same order: authorise, load, decide, save, record, enqueue.
//!
//! # Overview
//! [`App`] holds what all use cases share (store, packs, index, clock, ids); [`Cx`] is the context of one call:
//! the app and who is asking. A use case is a function `verb_noun(cx, command) -> Result<Done, Failure>`; pages,
//! the API, the command line, jobs and tests call the same functions. Policy is decided in `benfu-domain`.
//!
//! # How to add a use case
//! 1. Put the decision into the domain, as a pure function with a named refusal.
//! 2. Add `src/<area>/<verb_noun>.rs`: authorise with [`Cx::authorise`], load, decide, collect a
//!    [`benfu_store::Write`] from [`Cx::write`], and [`Cx::save`] it.
//! 3. Map each refusal to a [`Problem`] with a stable code, both languages and what to do next.

pub mod access;
pub mod brokerage;
mod brought;
pub mod claim;
mod clock;
pub mod collection;
mod context;
pub mod fact;
mod failure;
pub mod gathering;
mod ids;
pub mod import;
pub mod indicator;
pub mod ledger;
pub mod matching;
pub mod need;
pub mod offer;
pub mod party;
pub mod policy;
mod problem;
pub mod programme;
pub mod sample;
pub mod setup;
pub mod upkeep;

pub use benfu_office as office;
pub use benfu_optimise as optimise;
pub use benfu_packs as packs;
pub use benfu_store as store;
pub use brought::Brought;
pub use clock::{Clock, written};
pub use context::{App, Cx};
pub use failure::Failure;
pub use ids::Ids;
pub use problem::{Problem, ProblemCode};

pub use benfu_store::Page;
