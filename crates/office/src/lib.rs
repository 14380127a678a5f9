//! The office crate.
