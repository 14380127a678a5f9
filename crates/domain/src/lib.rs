//! What Benfu knows and decides: types, transitions, scoring and arithmetic.
//!
//! Pure: no IO, no clock, no randomness. Time, ids and loaded rows are arguments; a decision returns
//! the new value or a named refusal. Nothing here names a city, a threshold or a date: those are pack data.
//!
//! Areas carry the same names in every crate: [`party`], [`fact`], [`need`], [`offer`], [`matching`],
//! [`programme`], [`ladder`], [`indicator`], [`access`], [`collection`], [`gathering`],
//! [`brokerage`]. Value types shared by all are files of their own.
#![warn(
    clippy::float_arithmetic,
    clippy::wildcard_enum_match_arm,
    clippy::disallowed_methods
)]

pub mod access;
pub mod brokerage;
pub mod calendar;
pub mod collection;
pub mod fact;
pub mod gathering;
pub mod id;
pub mod indicator;
pub mod label;
pub mod ladder;
pub mod matching;
pub mod money;
pub mod need;
pub mod offer;
pub mod party;
pub mod period;
pub mod policy;
pub mod programme;
pub mod quantity;
pub mod region;
mod word;
pub mod written;

pub use benfu_rules::Day;
pub use label::{Label, Lang};
