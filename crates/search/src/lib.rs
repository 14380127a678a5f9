//! Full-text search over needs, offers and firms, with Chinese segmentation.
//!
//! The index is a cache of the store: it can be thrown away and built again at any time, and it
//! knows up to which ledger entry it has seen. Start at [`Index`] and [`Query`].
//!
//! The same call serves both directions: the text of a need finds offers, the text of an offer
//! finds needs. Hard constraints are decided elsewhere and arrive here as a filter of keys.

mod analysis;
mod error;
mod index;
pub mod meaning;
mod passage;
mod profile;
pub mod quality;
mod rank;
mod schema;
mod seal;
mod search;

pub use analysis::{Analyzer, Lexicon, LexiconError, Term};
pub use error::{RebuildCause, SearchError};
pub use index::Index;
pub use passage::Passage;
pub use profile::{Change, Kind, Profile};
pub use rank::{Ranked, rank};
pub use search::{Coverage, Hit, MatchedTerm, Meaning, Parts, Query};
