//! Facts: shown within their level, recorded with source and period, asked for when they are missing.

mod ask;
mod record;
mod show;

pub use ask::{Answered, AskFact, FormField, answer_question, ask_fact, question_form};
pub use record::{About, FactDraft, RecordFacts, record_facts};
pub(crate) use record::{ReadFact, add_facts};
pub(crate) use show::seen_facts;
pub use show::{ShownFact, facts_as_known, shown_facts};
