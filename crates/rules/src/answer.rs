//! The three answers of a rule and their strong Kleene logic.
//!
//! Main type: [`Answer`]. What an answer is *about* (the trace) does not belong here.

use std::fmt;

/// The answer of a rule or of one of its conditions.
///
/// `Unknown` is a full answer: it says that the facts at hand do not decide. The order is the
/// truth order `NotMet < Unknown < Met`, so "and" is the minimum and "or" the maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// The condition does not hold, whatever else becomes known.
    NotMet,
    /// The facts at hand do not decide the condition.
    Unknown,
    /// The condition holds, whatever else becomes known.
    Met,
}

impl Answer {
    /// All answers, in truth order.
    pub const ALL: [Self; 3] = [Self::NotMet, Self::Unknown, Self::Met];

    /// Kleene "and": not met wins over unknown, unknown over met.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Kleene "or": met wins over unknown, unknown over not met.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Kleene "not"; the negation of unknown is unknown.
    #[must_use]
    pub fn negate(self) -> Self {
        match self {
            Self::NotMet => Self::Met,
            Self::Unknown => Self::Unknown,
            Self::Met => Self::NotMet,
        }
    }

    /// Whether all conditions hold; of no condition at all, met.
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Self::Met, Self::and)
    }

    /// Whether some condition holds; of no condition at all, not met.
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Self::NotMet, Self::or)
    }

    /// The answer of a choice: the branch taken when the test is decided; when it is not, the
    /// answer on which both branches agree.
    #[must_use]
    pub fn choose(test: Self, yes: Self, no: Self) -> Self {
        match test {
            Self::Met => yes,
            Self::NotMet => no,
            Self::Unknown if yes == no => yes,
            Self::Unknown => Self::Unknown,
        }
    }

    /// Whether more knowledge can still change the answer.
    pub fn is_unknown(self) -> bool {
        self == Self::Unknown
    }

    /// The stable code used in files and interfaces: `met`, `not_met`, `unknown`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotMet => "not_met",
            Self::Unknown => "unknown",
            Self::Met => "met",
        }
    }

    /// The answer a stable code stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

impl From<bool> for Answer {
    fn from(holds: bool) -> Self {
        if holds { Self::Met } else { Self::NotMet }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_met_decides_a_conjunction_and_met_a_disjunction() {
        assert_eq!(Answer::Unknown.and(Answer::NotMet), Answer::NotMet);
        assert_eq!(Answer::Unknown.or(Answer::Met), Answer::Met);
        assert_eq!(Answer::Unknown.and(Answer::Met), Answer::Unknown);
        assert_eq!(Answer::Unknown.or(Answer::NotMet), Answer::Unknown);
    }

    #[test]
    fn de_morgan_holds_for_every_pair() {
        for a in Answer::ALL {
            for b in Answer::ALL {
                assert_eq!(a.and(b).negate(), a.negate().or(b.negate()));
            }
        }
    }

    #[test]
    fn every_code_reads_back() {
        for answer in Answer::ALL {
            assert_eq!(Answer::from_code(answer.code()), Some(answer));
        }
        assert_eq!(Answer::from_code("maybe"), None);
    }
}
