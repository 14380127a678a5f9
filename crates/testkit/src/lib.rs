//! A small world for tests: a temporary database, a pack, a clock that stands, and people to act as.
//!
//! [`World`] has an officer's organisation, a scenario owner and two suppliers, each with an account of the
//! pack's role. [`assert_survives`] fails the n-th store call of a use case for n = 1, 2, … until it succeeds.

mod fault;
mod people;

pub use fault::assert_survives;
pub use people::{PASSWORD, World};
