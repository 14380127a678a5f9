//! Space: which tenant gets which units, with a certificate and reasons.
//!
//! [`read`] takes a document, [`Model::of`] works it out, [`first_plan`] is there within milliseconds,
//! [`solve`] improves it under a [`crate::budget::Budget`] and proves a bound, [`replan`] changes an
//! earlier plan little, [`reasons`] says why for each tenant, [`check`] tests a plan without any of
//! these, [`answer`] says it all as JSON. Leases, offers and decisions do not belong here.

mod anneal;
mod block;
mod bound;
pub mod check;
mod exact;
mod first;
mod instance;
mod model;
mod needs;
mod occupancy;
mod option;
mod price;
mod reading;
mod reasons;
mod rows;
mod solve;
mod suitability;
mod telling;
mod tenant;
mod value;

pub use instance::{
    Adjacency, Attribute, Building, Choice, Fit, Instance, Need, Plan, Points, Rules, Tenant, Unit,
    Weights,
};
pub use model::{MOST_OPTIONS, Model, Possibility};
pub use needs::{Obstacle, Verdict, verdict};
pub use reading::{MOST, MOST_JOINED, read};
pub use reasons::{Barrier, Missed, Reason, reasons};
pub use solve::{Difference, Solution, differences, first_plan, replan, solve};
pub use telling::{answer, comparison};
