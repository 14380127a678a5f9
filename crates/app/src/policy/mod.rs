//! Policies over the register: the library, who meets what and who nearly does, and where one firm stands.
//!
//! [`list_policies`] counts every policy in the actor's reach; [`read_policy`] opens one, with thresholds that can be
//! changed to see who would move; [`policy_firms`] lists the firms behind each count, and [`preview_bulk`] and
//! [`carry_out_bulk`] act on many of them; [`read_pipeline`] shows the coaching towards a policy beside its target;
//! [`read_ladder`] and [`explain_policy`] tell one firm where it stands. What a policy demands is a pack's; how it is
//! answered is in `benfu-rules`.

mod applied;
mod assumed;
mod benefits;
mod bulk;
mod city;
mod closer;
mod coaching;
mod firm;
mod gaps;
mod library;
mod matrix;
mod reading;
mod rows;
mod sweep;

pub use assumed::{Assumed, Threshold};
pub use benefits::{OwnBenefits, read_own_benefits};
pub use bulk::{
    BulkAct, BulkDone, BulkLine, BulkPreview, ChosenFirms, CoachChoice, ExportedFirm, LeftOut,
    MOST_FIRMS, Planned, TakenOut, carry_out_bulk, export_firms, firms_workbook, preview_bulk,
    preview_export,
};
pub use city::{City, CityKeeper, Resident};
pub use coaching::{
    Coach, CoachLoad, CoachingRow, Cohort, Coverage, Pipeline, PipelineAsked, StageCount,
    StateTarget, TargetView, coaches, read_pipeline, state_target,
};
pub use firm::{Explained, Ladder, Rung, explain_policy, read_ladder};
pub use gaps::{GapBin, Gaps, policy_gaps};
pub use library::{PolicyLine, list_policies};
pub use matrix::{Matrix, MatrixRow, read_matrix};
pub use rows::{FirmRow, FirmRows, RowsAsked, RowsOf, policy_firms};
pub use sweep::{Moved, PolicyPage, Tally, read_policy};
pub(crate) use sweep::{catalogue, fault};

pub use benfu_store::policy::{PolicyNotice, PolicyReading, PolicyTarget};
