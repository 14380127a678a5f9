//! Allocation and assignment with certificates, by algorithms of our own.
//!
//! [`allocation`] gives units of space to tenants, [`pairing`] brings two sides of a round together, [`meeting`] makes the
//! timetable of a matchmaking day.
//! All are read from documents ([`document`]) and decided in whole numbers: the answer to a question is a plan, a bound
//! that no plan exceeds, and a reason for everybody. Pure: no IO, no clock, no chance but a seed; how
//! long a search may go on is told by a [`budget::Budget`]. Who may decide, and what a decision
//! leaves behind, does not belong here.
//!
//! To add an objective of an allocation: give it a weight (`allocation/instance.rs`), read it
//! (`allocation/reading.rs`), count it (`allocation/value.rs`) and count it again in the checker
//! (`allocation/check.rs`), which shares nothing with the rest; the property tests hold the two together.
//!
//! # Example
//!
//! ```
//! use benfu_optimise::allocation::{Model, read, solve};
//! use benfu_optimise::budget::Steps;
//!
//! let document = serde_json::json!({
//!     "units": [{"id": "A-101", "area_m2": 900}],
//!     "tenants": [{"id": "t1", "area_m2": 800, "promise": 3}, {"id": "t2", "area_m2": 800, "promise": 5}],
//! });
//! let (instance, _) = read(&document, None).expect("a document without faults");
//! let model = Model::of(&instance).expect("an instance of ordinary size");
//! let solution = solve(&model, 1, &Steps(1_000));
//! assert_eq!(solution.plan.0.get(&1), Some(&vec![0]));
//! assert_eq!(solution.points, solution.bound);
//! ```

pub mod allocation;
pub mod budget;
pub mod chance;
pub mod document;
pub mod meeting;
pub mod pairing;
