//! Cases on the loop: the case, its steps, its records.
//!
//! The table of cases is `case_file`, because CASE is a word of SQL.

mod read;
mod records;
mod save;
mod track_record;

pub use read::{CaseFilter, CaseStepRow, LatestStep};
pub use records::CaseRecordRow;
pub use save::CaseStepDraft;
