//! The packs crate.
