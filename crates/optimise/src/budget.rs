//! How long a search may go on, without a clock of its own.
//!
//! Main type: [`Budget`]. [`Steps`] counts, so that the same input and seed give the same plan on
//! every machine; a caller that has a clock implements the trait over it and gets a plan that
//! depends on how fast the machine was. Reading a clock does not belong here.

/// Permission to go on.
pub trait Budget: Sync {
    /// The part that is used after so many steps, in permille; 1000 and more means: stop.
    ///
    /// Asked often, so it should cost no more than reading a clock.
    fn used_permille(&self, steps: u64) -> u64;
}

/// A number of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps(pub u64);

impl Budget for Steps {
    fn used_permille(&self, steps: u64) -> u64 {
        let Self(most) = *self;
        let used = u128::from(steps) * 1000 / u128::from(most.max(1));
        u64::try_from(used).unwrap_or(u64::MAX)
    }
}

/// A part of another budget: it is used up when so many permille of the whole are.
pub struct Share<'b> {
    /// The whole.
    pub whole: &'b dyn Budget,
    /// Where in the whole this part begins, in permille.
    pub from: u64,
    /// Where it ends, in permille.
    pub until: u64,
}

impl Budget for Share<'_> {
    fn used_permille(&self, steps: u64) -> u64 {
        let used = self.whole.used_permille(steps).saturating_sub(self.from);
        used * 1000 / self.until.saturating_sub(self.from).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Share, Steps};

    #[test]
    fn a_budget_of_steps_ends_with_the_last() {
        assert_eq!(Steps(200).used_permille(100), 500);
        assert_eq!(Steps(200).used_permille(200), 1000);
        assert_eq!(Steps(0).used_permille(1), 1000);
    }

    #[test]
    fn a_share_runs_from_its_beginning_to_its_end() {
        let whole = Steps(1000);
        let share = Share {
            whole: &whole,
            from: 500,
            until: 700,
        };
        assert_eq!(share.used_permille(400), 0);
        assert_eq!(share.used_permille(600), 500);
        assert_eq!(share.used_permille(700), 1000);
    }
}
