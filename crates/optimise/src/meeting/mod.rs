//! Matchmaking day: who meets whom in which slot at which table.
//!
//! [`read`] takes a document, [`decided`] makes the timetable, [`violations`] checks it, [`answer`] says
//! it as JSON. What comes of a meeting does not belong here.

mod day;
mod telling;
mod timetable;
mod unmet;

pub use day::{Day, Interest, MOST, Meeting, Person, read};
pub use telling::answer;
pub use timetable::{bound, decided, unmet, violations};
pub use unmet::Unmet;
