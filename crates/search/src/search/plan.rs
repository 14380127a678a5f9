//! A search made ready: what is looked for, and what each part of it counts.
//!
//! Main type: [`Plan`]. Candidates are found in [`retrieve`](super::retrieve) and scored in [`score`](super::score).

use tantivy::Searcher;

use super::characters::Characters;
use super::likeness::Likeness;
use super::query::{Coverage, Query};
use super::statistics::Statistics;
use super::weigh::{Weighted, most_telling};
use crate::analysis::Analyzer;
use crate::schema::Fields;

/// A query over one state of the index.
pub(super) struct Plan<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: &'a Fields,
    pub(super) query: &'a Query<'a>,
    pub(super) statistics: Statistics,
    /// The words that tell most.
    pub(super) terms: Vec<Weighted>,
    /// `None` where words alone count.
    pub(super) characters: Option<Characters>,
    /// `None` without vectors.
    pub(super) likeness: Option<Likeness<'a>>,
}

impl<'a> Plan<'a> {
    /// Chooses and weighs what a query asks for.
    pub(super) fn of(
        searcher: &'a Searcher,
        fields: &'a Fields,
        query: &'a Query<'a>,
        analyzer: &Analyzer,
    ) -> tantivy::Result<Self> {
        let asked = query.terms(analyzer);
        let statistics = Statistics::read(searcher, fields, asked.keys())?;
        let characters = match query.coverage {
            Coverage::Any => Some(Characters::of(searcher, fields, query)?),
            Coverage::Most => None,
        };
        let terms = most_telling(&asked, &statistics, analyzer);
        let likeness = query
            .meaning
            .and_then(|meaning| Likeness::of(meaning, &terms, &statistics));
        Ok(Self {
            searcher,
            fields,
            query,
            statistics,
            terms,
            characters,
            likeness,
        })
    }
}
