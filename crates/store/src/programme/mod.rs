//! Cases on the loop: the case, its steps, its records.
//!
//! The table of cases is `case_file`, because CASE is a word of SQL.

mod read;
mod save;

pub use read::{CaseFilter, CaseRecordRow, CaseStepRow, LatestStep};
pub use save::CaseStepDraft;
