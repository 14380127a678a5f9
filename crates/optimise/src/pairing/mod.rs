//! Two-sided assignment: a round of many challenges and many solvers.
//!
//! [`read`] takes a document, [`stable()`] and [`best_total`] decide it, [`answer`] says it as JSON with a
//! reason for everybody who is left without. Opening cases for the pairs does not belong here.

mod round;
mod stable;
mod telling;
mod total;

pub use round::{MOST, Preferred, Round, Wanted, read};
pub use stable::{Pairs, blocking, stable};
pub use telling::{Without, answer, without};
pub use total::{Certificate, best_total, total};
