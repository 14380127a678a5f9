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
    /// What the score is made of; the parts add up to it, but for rounding.
    pub parts: Parts,
    /// The terms of the query that it holds, the weightiest first.
    pub terms: Vec<MatchedTerm>,
}

/// What a score is made of, in thousandths as the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// Earned by words that the query and the profile share.
    pub words_milli: i64,
    /// Earned by Chinese characters that they share. 0 for a search box, which asks for words.
    pub characters_milli: i64,
    /// Earned by being near in meaning; less than 0 for what is less like than the average, 0 without vectors.
    pub meaning_milli: i64,
}

/// A term of the query that a profile holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchedTerm {
    /// The term as analysed: folded, and the canonical word of its synonym group.
    pub text: String,
    /// Its share of what words earned, rounded down; the shares of a hit add up to at most 1000.
    pub weight_permille: u32,
}

impl Hit {
    /// Sorts the best hit first and equal ones by key.
    pub(super) fn rank(&self) -> (Reverse<i64>, i64) {
        (Reverse(self.score_milli), self.key)
    }
}
