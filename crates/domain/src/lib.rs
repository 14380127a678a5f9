//! What Benfu knows and decides: types, transitions, scoring and arithmetic.
//!
//! Pure: no IO, no clock, no randomness. Time, ids and loaded rows are arguments; a decision returns
//! the new value or a named refusal. Nothing here names a city, a threshold or a date: those are pack data.
#![warn(clippy::float_arithmetic, clippy::wildcard_enum_match_arm, clippy::disallowed_methods)]

pub mod calendar;
pub mod money;
pub mod party;
pub mod period;
pub mod quantity;
pub mod region;
pub mod written;
