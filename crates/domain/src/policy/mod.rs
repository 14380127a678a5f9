//! Policies as officers work with them: what firms are told, and whether a target can be reached.
//!
//! Main types: [`NoticeKind`], [`NoticeAnswer`], [`Prospect`] and its [`Outlook`]. What a policy demands is a rule
//! (`benfu-rules`); coaching and applications are cases (`programme`).

mod prospect;

pub use prospect::{Outlook, PassRate, Prospect};

use crate::word::worded;

worded! {
    /// What a firm is told about a policy for.
    NoticeKind {
        /// It qualifies, or nearly does, and has not applied.
        Push = "push",
        /// Something is still to be done.
        Remind = "remind",
    }
}

worded! {
    /// What the rules found of a firm when it was told.
    NoticeAnswer {
        /// It meets every condition.
        Met = "met",
        /// It misses one condition.
        Near = "near",
        /// It misses more.
        NotMet = "not_met",
        /// The facts at hand do not decide.
        Unknown = "unknown",
    }
}
