//! Finds the profiles that may be among the best: the engine's inverted index, filtered.
//!
//! The query is built from the analyser's terms, never parsed: the engine's parser would make a
//! phrase of every run of Chinese words and find nothing. Exact scores are in [`score`](super::score).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring, Query as EngineQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Searcher, SegmentReader, Term};

use super::MOST_HITS;
use super::coverage::Covered;
use super::query::Query;
use super::score::TITLE_BOOST;
use super::statistics::Statistics;
use super::weigh::Weighted;
use crate::schema::{Fields, KEY, KIND};

/// A profile that may be a hit, and where the engine keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    rank: (i64, Reverse<i64>),
    pub(super) segment: usize,
    pub(super) doc: DocId,
}

impl Candidate {
    pub(super) fn key(&self) -> i64 {
        self.rank.1.0
    }
}

/// The best profiles that the query admits: some more than its limit, because the engine's sums
/// are rounded.
pub(super) fn candidates(
    searcher: &Searcher,
    fields: &Fields,
    query: &Query<'_>,
    terms: &[Weighted],
    statistics: &Statistics,
) -> tantivy::Result<Vec<Candidate>> {
    let scoring = EnableScoring::enabled_from_statistics_provider(statistics, searcher);
    let weight = union(fields, terms).weight(scoring)?;
    let limit = query.limit.min(MOST_HITS);
    let mut best = Best {
        heap: BinaryHeap::new(),
        room: limit + limit / 8 + 16,
    };
    for (segment, reader) in searcher.segment_readers().iter().enumerate() {
        let admitted = admission(reader, query)?;
        let mut covered = Covered::open(reader, fields, terms, query.coverage)?;
        let threshold = best.threshold();
        let mut look = |doc, score| {
            if let Some(key) = admitted(doc).filter(|_| covered.holds(doc)) {
                best.offer(Candidate {
                    rank: (milli(score), Reverse(key)),
                    segment,
                    doc,
                });
            }
            best.threshold()
        };
        weight.for_each_pruning(threshold, reader, &mut look)?;
    }
    Ok(best
        .heap
        .into_iter()
        .map(|Reverse(candidate)| candidate)
        .collect())
}

/// The key of a document, if it is alive and the query admits it.
fn admission<'a>(
    reader: &'a SegmentReader,
    query: &'a Query<'_>,
) -> tantivy::Result<impl Fn(DocId) -> Option<i64> + 'a> {
    let keys = reader.fast_fields().i64(KEY)?;
    let kinds = reader.fast_fields().u64(KIND)?;
    Ok(move |doc| {
        let (key, kind) = (keys.first(doc)?, kinds.first(doc)?);
        (!reader.is_deleted(doc) && query.admits(kind, key)).then_some(key)
    })
}

/// A plain disjunction over terms and fields: the engine leaves out whole blocks of documents that cannot get in.
fn union(fields: &Fields, terms: &[Weighted]) -> BooleanQuery {
    let each_field = |term| {
        let boosted = |(field, boost)| field_query(field, boost, term);
        [(fields.title, TITLE_BOOST), (fields.text, 1.0)].map(boosted)
    };
    BooleanQuery::union(terms.iter().flat_map(each_field).collect())
}

fn field_query(field: Field, boost: f32, term: &Weighted) -> Box<dyn EngineQuery> {
    let engine_term = Term::from_field_text(field, &term.text);
    let query = TermQuery::new(engine_term, IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(query), boost * term.weight))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "scores are sums of a few small numbers"
)]
fn milli(score: f32) -> i64 {
    (score * 1000.0).round() as i64
}

/// The best candidates so far, the poorest on top.
struct Best {
    heap: BinaryHeap<Reverse<Candidate>>,
    room: usize,
}

impl Best {
    fn offer(&mut self, candidate: Candidate) {
        self.heap.push(Reverse(candidate));
        if self.heap.len() > self.room {
            self.heap.pop();
        }
    }

    /// A score below which nothing can get in any more; a little lower than the poorest, so that
    /// equal scores are still seen and decided by key.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a bound that is a little low does no harm"
    )]
    fn threshold(&self) -> f32 {
        let poorest = self.heap.peek().filter(|_| self.heap.len() >= self.room);
        poorest.map_or(f32::MIN, |Reverse(candidate)| {
            (candidate.rank.0 - 1) as f32 / 1000.0
        })
    }
}
