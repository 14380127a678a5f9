//! How far a round, or one of those it is sent to, has come.

use super::{Recipient, Round};
use crate::word::worded;
use benfu_rules::Day;

worded! {
    /// Where a recipient stands.
    Stage {
        /// Nothing was opened or sent back.
        Waiting = "waiting",
        /// The link was opened.
        Opened = "opened",
        /// Some of its firms are answered for.
        Partly = "partly",
        /// All of its firms are answered for.
        Returned = "returned",
    }
}

/// How many firms are answered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// How many are asked about.
    pub asked: i64,
    /// For how many an answer was taken.
    pub returned: i64,
    /// How many true gaps those answers left open.
    pub left_open: i64,
}

impl Progress {
    /// Is everything answered for?
    pub fn is_complete(self) -> bool {
        self.returned >= self.asked
    }

    /// Is the answer late on a day?
    pub fn is_late(self, round: &Round, today: Day) -> bool {
        round.closed_on.is_none() && !self.is_complete() && today > round.due.on
    }
}

/// Where a recipient stands.
pub fn stage(recipient: &Recipient, progress: Progress) -> Stage {
    match (progress.returned, recipient.opened_on) {
        (returned, _) if returned >= progress.asked => Stage::Returned,
        (0, None) => Stage::Waiting,
        (0, Some(_)) => Stage::Opened,
        (_, _) => Stage::Partly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_asked_is_nothing_owed() {
        assert!(Progress::default().is_complete());
        let half = Progress {
            asked: 2,
            returned: 1,
            left_open: 0,
        };
        assert!(!half.is_complete());
    }
}
