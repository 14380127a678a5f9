//! Why an answer is open: a fact is missing, a reviewer has yet to judge, or both.
//!
//! Main type: [`Open`].

/// What an unknown answer waits for. All false when the answer is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Open {
    /// Facts alone can turn it to *met*.
    pub may_be_met: bool,
    /// Facts alone can turn it to *not met*.
    pub may_fail: bool,
    /// It may be left to a reviewer even when all facts are known.
    pub judgement: bool,
}

impl Open {
    /// Waits for nothing.
    pub const SETTLED: Self = Self {
        may_be_met: false,
        may_fail: false,
        judgement: false,
    };
    /// Waits for facts, which settle it either way.
    pub const FACTS: Self = Self {
        may_be_met: true,
        may_fail: true,
        judgement: false,
    };
    /// Waits for a reviewer.
    pub const JUDGEMENT: Self = Self {
        may_be_met: false,
        may_fail: false,
        judgement: true,
    };

    /// Whether facts can still settle it.
    pub fn facts(self) -> bool {
        self.may_be_met || self.may_fail
    }

    /// What the opposite waits for.
    #[must_use]
    pub fn negate(self) -> Self {
        Self {
            may_be_met: self.may_fail,
            may_fail: self.may_be_met,
            judgement: self.judgement,
        }
    }
}
