//! The fact journal and what it says now.
//!
//! `fact` is append-only; `fact_current` is kept in the same transaction and serves pages about one subject.
//! A value is kept typed: numbers as whole numbers with their count of decimals.

mod codec;
mod journal;
mod question;

pub(crate) use journal::LATEST_STANDS;
pub use journal::{FactLine, NewFact};
pub use question::{QuestionRow, QuestionState, UnseenAnswer};
