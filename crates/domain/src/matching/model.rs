//! A ranking: weights that were learned, what they were learned from, and whether they are in force.
//!
//! Main type: [`RankingModel`]. Rankings are numbered and never changed; a person puts one in force with a reason, and
//! takes it back, after which the pack's own weights count again.

use super::{Concordance, Trial, Weights};
use crate::word::worded;
use benfu_rules::Day;

worded! {
    /// Where a ranking stands.
    RankingState {
        /// Learned, and not in force.
        Learned = "learned",
        /// It ranks.
        InForce = "in_force",
        /// It ranked once.
        Retired = "retired",
    }
}

/// A numbered ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankingModel {
    /// Its number, counted from 1.
    pub number: i64,
    /// Its weights.
    pub weights: Weights,
    /// Needs that it was learned from, and needs that were kept apart.
    pub needs: [i64; 2],
    /// On the needs kept apart: the weights in force at that time, and its own.
    pub kept_apart: [Concordance; 2],
    /// Needs kept apart in which it does better, and worse.
    pub votes: [i64; 2],
    /// May it be put in force: did it do better, hardly by chance?
    pub better: bool,
    /// Where it stands.
    pub state: RankingState,
    /// When it was learned.
    pub learned_on: Day,
    /// Why it was put in force or taken back.
    pub reason: String,
    /// Counts up with each write.
    pub version: i64,
}

impl RankingModel {
    /// A ranking from a trial.
    pub fn learned(number: i64, trial: &Trial, on: Day) -> RankingModel {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        RankingModel {
            number,
            weights: trial.weights.clone(),
            needs: trial.needs.map(count),
            kept_apart: trial.kept_apart,
            votes: trial.votes.map(count),
            better: trial.advice == super::Advice::Better,
            state: RankingState::Learned,
            learned_on: on,
            reason: String::new(),
            version: 1,
        }
    }

    /// The same in another state, and why.
    #[must_use]
    pub fn moved(&self, state: RankingState, reason: &str) -> RankingModel {
        RankingModel {
            state,
            reason: reason.to_owned(),
            version: self.version + 1,
            ..self.clone()
        }
    }
}
