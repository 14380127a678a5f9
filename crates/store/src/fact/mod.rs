//! The fact journal, what stands of it, and questions about missing facts.
//!
//! A row of `recording` is what one act recorded about one subject from one source; rows are added and never
//! changed. What stands is folded from a subject's rows when it is asked for (`fold`), so there is no second copy
//! that could disagree, and taking an import back is one row in `fact_withdrawn`.

mod codec;
mod concept;
mod fold;
mod journal;
mod question;
mod record;
mod source;

pub(crate) use codec::{observed_of_text, text_of_observed};
pub use journal::FactLine;
pub use question::{QuestionRow, QuestionState, UnseenAnswer};
pub use record::NewFact;
