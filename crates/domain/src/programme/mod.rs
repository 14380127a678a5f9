//! Programmes (机制) and cases (事项) on the one loop.
//!
//! [`TRANSITIONS`] is the loop: fixed states, fixed actions, who acts, what must hold. A [`Programme`] is pack
//! data that lists stages inside the states; it cannot invent states. A [`Case`] is one pairing; [`Case::decide`]
//! answers an [`Attempt`] with the case as it then is, or a named [`Refusal`].
//!
//! Does not belong here: which role plays which part for an account (application), SQL (store).

mod case;
mod decide;
mod definition;
mod dossier;
mod record;
mod transition;

pub use case::{Case, Clock, End, Matter, Opening, Sides};
pub use decide::{Attempt, Moved, Refusal};
pub use definition::{ClockUnit, EndCode, EvidenceKind, Programme, Stage, StageClock};
pub use dossier::{CaseFile, FiledPaper, FiledStep, Lack};
pub use record::{CaseRecord, Measurement, RecordKind};
pub use transition::{Action, CaseState, Guard, Part, TRANSITIONS, Transition};
