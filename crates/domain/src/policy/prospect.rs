//! A target beside those who could fill it.
//!
//! Main types: [`Prospect`], which counts every firm in one place only, and [`Outlook`], what can honestly be said.
//! Whole numbers only: a share of passes is kept as two counts.

/// How many passed of those decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PassRate {
    /// They passed.
    pub passed: i64,
    /// They passed or did not.
    pub decided: i64,
}

/// A target and where those who could fill it stand. A firm that does not hold the title is counted at the farthest
/// place it has reached, and nowhere else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prospect {
    /// Holders to be won within the year.
    pub wanted: i64,
    /// Firms that won it within the year and never held it before.
    pub won: i64,
    /// Applications under way.
    pub submitted: i64,
    /// Firms in coaching that have not applied.
    pub coached: i64,
    /// Firms that meet every condition, have not applied and are in nobody's hands.
    pub idle: i64,
    /// Firms that miss one condition and are in nobody's hands.
    pub near: i64,
    /// How applications that have been decided came out.
    pub rate: PassRate,
}

/// Whether the target can be reached from those who are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// It is reached.
    Reached,
    /// If every application under way and every coached firm passes.
    InHand,
    /// If so many firms that qualify apply as well, and all pass.
    WithIdle {
        /// How many of them.
        applying: i64,
    },
    /// If all who qualify apply and so many near ones close their gap as well, and all pass.
    WithNear {
        /// How many of the near ones.
        closing: i64,
    },
    /// Not from those who are known, even if everybody passes.
    Short {
        /// How many are lacking.
        by: i64,
    },
}

impl Prospect {
    /// How many are still to be won.
    pub fn remaining(&self) -> i64 {
        (self.wanted - self.won).max(0)
    }

    /// What can be said if everybody who applies passes.
    pub fn outlook(&self) -> Outlook {
        let remaining = self.remaining();
        let in_hand = self.submitted + self.coached;
        if remaining == 0 {
            Outlook::Reached
        } else if in_hand >= remaining {
            Outlook::InHand
        } else if in_hand + self.idle >= remaining {
            Outlook::WithIdle {
                applying: remaining - in_hand,
            }
        } else if in_hand + self.idle + self.near >= remaining {
            Outlook::WithNear {
                closing: remaining - in_hand - self.idle,
            }
        } else {
            Outlook::Short {
                by: remaining - in_hand - self.idle - self.near,
            }
        }
    }

    /// How many applications it takes if they pass as those before did; `None` while none was decided or none passed.
    pub fn applications_needed(&self) -> Option<i64> {
        let PassRate { passed, decided } = self.rate;
        let whole = passed > 0 && decided >= passed;
        let needed = self.remaining().checked_mul(decided)?;
        whole.then(|| (needed + passed - 1) / passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prospect(wanted: i64, won: i64) -> Prospect {
        Prospect {
            wanted,
            won,
            submitted: 3,
            coached: 4,
            idle: 10,
            near: 20,
            rate: PassRate::default(),
        }
    }

    #[test]
    fn a_target_is_filled_from_the_nearest_first() {
        let outlook = |wanted| prospect(wanted, 2).outlook();
        assert_eq!(outlook(2), Outlook::Reached);
        assert_eq!(outlook(9), Outlook::InHand);
        assert_eq!(outlook(10), Outlook::WithIdle { applying: 1 });
        assert_eq!(outlook(19), Outlook::WithIdle { applying: 10 });
        assert_eq!(outlook(20), Outlook::WithNear { closing: 1 });
        assert_eq!(outlook(39), Outlook::WithNear { closing: 20 });
        assert_eq!(outlook(40), Outlook::Short { by: 1 });
    }

    #[test]
    fn a_target_that_was_passed_leaves_nothing_to_win() {
        assert_eq!(prospect(2, 5).remaining(), 0);
        assert_eq!(prospect(2, 5).outlook(), Outlook::Reached);
    }

    #[test]
    fn applications_are_reckoned_from_those_decided_and_rounded_up() {
        let with = |passed, decided| Prospect {
            rate: PassRate { passed, decided },
            ..prospect(12, 2)
        };
        assert_eq!(with(2, 3).applications_needed(), Some(15));
        assert_eq!(with(3, 7).applications_needed(), Some(24));
        assert_eq!(with(0, 4).applications_needed(), None);
        assert_eq!(with(0, 0).applications_needed(), None);
    }
}
