//! Coaching towards a policy: who coaches, the pipeline with its coverage and cohorts, the target beside it.
//!
//! A coaching is a case of the pack's programme about policies; this module adds who may keep one and what all of them
//! come to. The steps of one case are taken where all cases are (`programme`).

mod assign;
mod coaches;
mod pipeline;
mod target;
mod view;

pub(super) use assign::new_coaching;
pub use coaches::{Coach, coaches};
pub use pipeline::{PipelineAsked, read_pipeline};
pub use target::{StateTarget, state_target};
pub use view::{CoachLoad, CoachingRow, Cohort, Coverage, Pipeline, StageCount, TargetView};
