//! Policies over the register: the library, who meets what and who nearly does, and where one firm stands.
//!
//! [`list_policies`] counts every policy in the actor's reach; [`read_policy`] opens one, with thresholds that can be
//! changed to see who would move; [`policy_firms`] lists the firms behind each count; [`read_ladder`] and
//! [`explain_policy`] tell one firm where it stands. What a policy demands is a pack's; how it is answered is in
//! `benfu-rules`.

mod assumed;
mod city;
mod firm;
mod library;
mod rows;
mod sweep;

pub use assumed::{Assumed, Threshold};
pub use city::{City, CityKeeper, Resident};
pub use firm::{Explained, Ladder, Rung, explain_policy, read_ladder};
pub use library::{PolicyLine, list_policies};
pub use rows::{FirmRow, FirmRows, RowsAsked, RowsOf, policy_firms};
pub(crate) use sweep::fault;
pub use sweep::{Moved, PolicyPage, Tally, read_policy};
