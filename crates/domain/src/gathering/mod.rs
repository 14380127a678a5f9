//! Gatherings (对接活动): matchmaking days (技术荟) and assignments (双向选择), from the first wish to a coded end of each pair.
//!
//! A [`Gathering`] brings needs and [`Participant`]s together; each side of a possible pair says a [`Wish`]; a plan makes
//! a [`Meeting`] of mutual wishes; a meeting that was held opens a case, and the gathering is not closed before its
//! meetings are settled and their cases have ended.
//!
//! Does not belong here: who gets which slot (`optimise`), what becomes of a case (`programme`).

mod hours;
mod life;
mod meeting;
mod wish;

pub use hours::{Hours, HoursFault, MOST_SLOTS, MOST_TABLES, Slot};
pub use life::{
    Aim, Gathering, GatheringAction, GatheringKind, GatheringRefusal, GatheringState, Standing,
};
pub use meeting::{Meeting, MeetingState, Participant, Settled};
pub use wish::{Mutual, Pair, Side, Strength, Wish, mutual};
