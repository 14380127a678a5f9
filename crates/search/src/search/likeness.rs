//! What a profile earns by being near in meaning.
//!
//! Main type: [`Likeness`]. Words and characters say what a profile has; the vector of a model says what it is about.

use super::query::Meaning;
use super::statistics::Statistics;
use super::weigh::Weighted;
use crate::meaning::{Among, Vectors};

/// What the nearest meaning counts beside holding every word of the query once; chosen on half of the labelled needs.
const SHARE: f64 = 0.6;

/// A query's meaning, and what it is worth.
pub(super) struct Likeness<'a> {
    vectors: &'a Vectors,
    asked: Vec<f32>,
    worth: f64,
}

impl<'a> Likeness<'a> {
    /// Weighs the meaning by what the words of the query could earn, so that neither drowns the other. `None` when the
    /// vector is of another length than those of the profiles.
    pub(super) fn of(
        meaning: Meaning<'a>,
        terms: &[Weighted],
        statistics: &Statistics,
    ) -> Option<Self> {
        if meaning.asked.len() != meaning.vectors.dimension() {
            return None;
        }
        let earned = |term: &Weighted| f64::from(term.weight * statistics.rarity(&term.text));
        let words: f64 = terms.iter().map(earned).sum();
        Some(Self {
            vectors: meaning.vectors,
            asked: meaning.vectors.from_the_middle(meaning.asked),
            worth: SHARE * words.max(1.0),
        })
    }

    /// The nearest of these profiles by key.
    pub(super) fn nearest(&self, limit: usize, among: Among<'_>) -> Vec<i64> {
        let near = self.vectors.nearest(&self.asked, limit, among);
        near.into_iter().map(|near| near.key).collect()
    }

    /// What the profile earns; less than 0 when it is less like than the average.
    pub(super) fn score(&self, key: i64) -> f64 {
        let cosine = self.vectors.cosine(key, &self.asked).unwrap_or(0.0);
        f64::from(cosine) * self.worth
    }
}
