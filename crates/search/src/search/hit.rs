//! What a search returns.

use std::cmp::Reverse;

/// One profile found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The key of the profile.
    pub key: i64,
    /// How well it fits, in thousandths. Comparable within one search only; never a reason to
    /// refuse.
    pub score_milli: i64,
    /// The terms of the query that it holds, the weightiest first.
    pub terms: Vec<MatchedTerm>,
}

/// A term of the query that a profile holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchedTerm {
    /// The term as analysed: folded, and the canonical word of its synonym group.
    pub text: String,
    /// Its share of the score, rounded down; the shares of a hit add up to at most 1000.
    pub weight_permille: u32,
}

impl Hit {
    /// Sorts the best hit first and equal ones by key.
    pub(super) fn rank(&self) -> (Reverse<i64>, i64) {
        (Reverse(self.score_milli), self.key)
    }
}
