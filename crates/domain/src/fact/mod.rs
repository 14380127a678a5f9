//! Facts (事实): typed observations about subjects, asked once and used everywhere.
//!
//! A [`Concept`] says what can be observed; an [`Observation`] is one entry of the journal, append-only and
//! dated twice; a [`FactBook`] holds the current facts of a few subjects and answers rules about them; a
//! [`Completeness`] statement lets a register answer *no*.
//!
//! Does not belong here: where facts are kept (store), how they are asked for (application).

mod book;
mod concept;
mod dictionary;
mod labels;
mod observation;
mod reading;
mod table;

pub use book::{FactBook, Held, REGION};
pub use concept::{Bound, Concept, SubjectKind};
pub use dictionary::{Dictionary, Parameter, ParameterTier, Scheme, Vocabulary, VocabularyEntry};
pub use labels::language;
pub use observation::{Completeness, Level, Observation, Observed, Source, SourceKind};
pub use reading::{Heading, Unfit};
pub use table::FactTable;
