//! Who may do what: fixed permissions, roles as pack data, one question.
//!
//! A [`Permission`] is a verb in an area within a [`Scope`]. A [`Role`] is a named set of them, written in the
//! pack. [`may`] answers every question of authority; pages and commands never compare role names.
//!
//! Does not belong here: sign-in, sessions, passwords (application layer).

mod permission;
mod standing;

pub use permission::{Area, Permission, Role, Scope, Verb};
pub use standing::{Actor, Authority, Owner, may};
