//! Searching: from a query's text to ranked hits with the terms that earned them.
//!
//! Main types: [`Query`], [`Hit`], [`MatchedTerm`]. Whether a hit satisfies hard constraints is
//! decided elsewhere and comes in as [`Query::allowed`].

mod characters;
mod coverage;
mod few;
mod hit;
mod likeness;
mod plan;
mod query;
mod retrieve;
mod score;
mod statistics;
mod weigh;

pub use hit::{Hit, MatchedTerm, Parts};
pub use query::{Coverage, Meaning, Query};

use crate::error::SearchError;
use crate::index::Index;
use plan::Plan;

/// The most hits one search returns.
const MOST_HITS: usize = 1_000;

impl Index {
    /// The profiles that fit a query best, best first; equal scores in the order of keys.
    ///
    /// A query without a word or, for a whole text, two characters that occur in the index has no hits; that is no
    /// error.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn search(&self, query: &Query<'_>) -> Result<Vec<Hit>, SearchError> {
        let searcher = self.searcher();
        let limit = query.limit.min(MOST_HITS);
        if limit == 0 {
            return Ok(Vec::new());
        }
        let plan = Plan::of(&searcher, self.fields(), query, self.analyzer())?;
        let mut hits = plan.hits(plan.candidates()?)?;
        hits.sort_by_key(Hit::rank);
        hits.truncate(limit);
        Ok(hits)
    }
}
