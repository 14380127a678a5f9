//! The only SQL. Keeps everything Benfu knows in `SQLite` (embedded, the default) or `PostgreSQL`.
//!
//! # Overview
//! [`Store`] opens a database and reads; a [`Write`] collects the statements of one act and its ledger entry;
//! [`Store::commit`] makes them durable together or not at all. Each area adds reading functions to `Store` and
//! writing functions to `Write`, in a module of the area's name.
//!
//! # How to add a table
//! 1. Add a migration; columns are TEXT or BIGINT, with an `entry` column naming the ledger entry.
//! 2. Say in `visibility.toml` who may see each column.
//! 3. Add `Write::save_…` and `Store::…` in the area's module, and a line in the conformance suite.
//!
//! Conventions: a lookup returns `Option`; an update carries the version it was decided on and fails with
//! [`StoreError::Conflict`] when the row has moved; every list is bounded.

pub mod access;
pub mod backup;
pub mod brokerage;
pub mod collection;
mod database;
mod error;
pub mod evidence;
pub mod fact;
mod fault;
pub mod gathering;
mod hexadecimal;
pub mod import;
pub mod indicator;
mod keys;
pub mod ledger;
pub mod need;
pub mod offer;
pub mod party;
pub mod policy;
pub mod programme;
pub mod ranking;
mod row;
mod tail;
pub mod visibility;
mod write;

pub use access::{AccountRow, NewSession, OrganisationRow, SessionRow, StandingRow};
pub use backup::{BackupError, restore};
pub use database::{Bulk, Committed, Place, Store};
pub use error::{EngineError, MigrationError, StoreError};
pub use fault::FaultPlan;
pub use hexadecimal::hex;
pub use keys::Pool;
pub use row::Page;
pub(crate) use row::{Arg, Row, Sql};
pub use tail::ActAfter;
pub use visibility::visibility;
pub(crate) use write::Step;
pub use write::{Act, Write};
