//! Searching: from a query's text to ranked hits with the terms that earned them.
//!
//! Main types: [`Query`], [`Hit`], [`MatchedTerm`]. Whether a hit satisfies hard constraints is
//! decided elsewhere and comes in as [`Query::allowed`].

mod coverage;
mod hit;
mod query;
mod retrieve;
mod score;
mod statistics;
mod weigh;

pub use hit::{Hit, MatchedTerm};
pub use query::{Coverage, Query};

use crate::error::SearchError;
use crate::index::Index;
use statistics::Statistics;

/// The most hits one search returns.
const MOST_HITS: usize = 1_000;

impl Index {
    /// The profiles that fit a query best, best first; equal scores in the order of keys.
    ///
    /// A query without a term that occurs in the index has no hits; that is no error.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn search(&self, query: &Query<'_>) -> Result<Vec<Hit>, SearchError> {
        let searcher = self.searcher();
        let limit = query.limit.min(MOST_HITS);
        let asked = query.terms(self.analyzer());
        if limit == 0 || asked.is_empty() {
            return Ok(Vec::new());
        }
        let statistics = Statistics::read(&searcher, self.fields(), asked.keys())?;
        let terms = weigh::most_telling(&asked, &statistics, self.analyzer());
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let pool = retrieve::candidates(&searcher, self.fields(), query, &terms, &statistics)?;
        let mut hits = score::hits(&searcher, self.fields(), pool, &terms, &statistics)?;
        hits.sort_by_key(Hit::rank);
        hits.truncate(limit);
        Ok(hits)
    }
}
