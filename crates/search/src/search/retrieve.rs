//! Finds the profiles that may be among the best: the engine's inverted index, filtered.
//!
//! The query is built from the analyser's terms, never parsed: the engine's parser would make a
//! phrase of every run of Chinese words and find nothing. Exact scores are in [`score`](super::score).

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use tantivy::postings::SegmentPostings;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EnableScoring, Query as EngineQuery, TermQuery,
    Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, SegmentReader, TERMINATED, Term};

use super::MOST_HITS;
use super::coverage::Covered;
use super::few::Few;
use super::likeness::Likeness;
use super::plan::Plan;
use super::query::{Coverage, Query};
use super::score::TITLE_BOOST;
use super::weigh::Weighted;
use crate::meaning::Among;
use crate::schema::{Fields, KEY, KIND};

/// A profile that may be a hit, and where the engine keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    rank: (i64, Reverse<i64>),
    pub(super) segment: usize,
    pub(super) doc: DocId,
}

impl Candidate {
    /// A profile of a segment with what it earned so far, and its key.
    pub(super) fn new((score, key): (f32, i64), segment: usize, doc: DocId) -> Candidate {
        Candidate {
            rank: (milli(score), Reverse(key)),
            segment,
            doc,
        }
    }

    pub(super) fn key(&self) -> i64 {
        self.rank.1.0
    }
}

/// How many profiles found by words a whole text is compared with by everything else. Searches of up to some three
/// hundred hits therefore agree on their order.
const POOL: usize = 400;
/// Kinds are few when at most one in so many profiles is of them.
const FEW: u64 = 4;

impl Plan<'_> {
    /// The best profiles that the query admits: some more than its limit, because the engine's sums are rounded, and for
    /// a whole text at least a pool that other parts of the score put in order. Characters fill what words leave empty.
    pub(super) fn candidates(&self) -> tantivy::Result<Vec<Candidate>> {
        let few = Few::of(self.searcher, self.query)?;
        let mut found = match &few {
            Some(few) => self.few_by_words(few)?,
            None => self.by_words()?,
        };
        let left = room(self.query) - found.len();
        if left > 0 {
            found.extend(match &few {
                Some(few) => self.few_by_characters(few, left, &found)?,
                None => self.by_characters(left, &found)?,
            });
        }
        if let Some(likeness) = &self.likeness {
            found.extend(self.by_meaning(likeness, &found, few.as_ref())?);
        }
        Ok(found)
    }

    fn by_words(&self) -> tantivy::Result<Vec<Candidate>> {
        if self.terms.is_empty() {
            return Ok(Vec::new());
        }
        let scoring =
            EnableScoring::enabled_from_statistics_provider(&self.statistics, self.searcher);
        let union = union(self.fields, &self.terms);
        let weight = self.narrowed(union)?.weight(scoring)?;
        let coverage = self.query.coverage;
        self.best(&*weight, room(self.query), |_, reader| {
            let mut covered = Covered::open(reader, self.fields, &self.terms, coverage)?;
            Ok(Box::new(move |doc| covered.holds(doc)))
        })
    }

    fn by_characters(&self, left: usize, found: &[Candidate]) -> tantivy::Result<Vec<Candidate>> {
        let asked = self.characters.as_ref();
        let Some(union) = asked.and_then(|characters| characters.union(self.fields)) else {
            return Ok(Vec::new());
        };
        let union = self.narrowed(union)?;
        let known = places(found);
        let weight = union.weight(EnableScoring::enabled_from_searcher(self.searcher))?;
        self.best(&*weight, left, |segment, _| {
            let known = &known;
            Ok(Box::new(move |doc| !known.contains(&(segment, doc))))
        })
    }

    /// Those near in meaning that words and characters have not found.
    fn by_meaning(
        &self,
        likeness: &Likeness<'_>,
        found: &[Candidate],
        few: Option<&Few>,
    ) -> tantivy::Result<Vec<Candidate>> {
        let known: HashSet<i64> = found.iter().map(Candidate::key).collect();
        let keys = few.map(Few::keys);
        let among = match (&keys, self.query.allowed) {
            (Some(keys), _) => Among::Keys(keys),
            (None, Some(allowed)) => Among::Allowed(allowed),
            (None, None) => Among::All,
        };
        let mut near = likeness.nearest(room(self.query), among);
        near.retain(|key| !known.contains(key));
        let mut candidates = Vec::new();
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let admitted = admission(reader, self.query)?;
            let keys = reader.inverted_index(self.fields.key)?;
            for key in &near {
                let term = self.fields.key_term(*key);
                let postings = keys.read_postings(&term, IndexRecordOption::Basic)?;
                let alive = postings.and_then(|mut list| first_admitted(&mut list, &admitted));
                candidates.extend(alive.map(|doc| Candidate {
                    rank: (0, Reverse(*key)),
                    segment,
                    doc,
                }));
            }
        }
        Ok(candidates)
    }

    /// The same query, led by the profiles of the wanted kinds when they are few: there may be too few of them to raise
    /// the threshold, and then all others would be looked at too.
    fn narrowed(&self, query: BooleanQuery) -> tantivy::Result<BooleanQuery> {
        let kinds = self.query.kinds.iter();
        let kinds: Vec<Term> = kinds.map(|kind| self.fields.kind_term(*kind)).collect();
        let counts = kinds.iter().map(|kind| self.searcher.doc_freq(kind));
        let wanted: u64 = counts.sum::<tantivy::Result<u64>>()?;
        if kinds.is_empty() || wanted.saturating_mul(FEW) > self.searcher.num_docs() {
            return Ok(query);
        }
        let wanted = ConstScoreQuery::new(Box::new(BooleanQuery::new_multiterms_query(kinds)), 0.0);
        Ok(BooleanQuery::intersection(vec![
            Box::new(wanted),
            Box::new(query),
        ]))
    }

    /// The best of what an engine's query finds, that the query admits and `keep` of its segment does not refuse.
    fn best<'k>(
        &self,
        weight: &dyn Weight,
        room: usize,
        keep: impl Fn(usize, &SegmentReader) -> tantivy::Result<Keep<'k>>,
    ) -> tantivy::Result<Vec<Candidate>> {
        let mut best = Best::of(room);
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let admitted = admission(reader, self.query)?;
            let mut keeps = keep(segment, reader)?;
            let threshold = best.threshold();
            let mut look = |doc, score| {
                if let Some(key) = admitted(doc).filter(|_| keeps(doc)) {
                    best.offer(Candidate::new((score, key), segment, doc));
                }
                best.threshold()
            };
            weight.for_each_pruning(threshold, reader, &mut look)?;
        }
        Ok(best.found())
    }
}

/// Where candidates are kept.
pub(super) fn places(found: &[Candidate]) -> HashSet<(usize, DocId)> {
    found.iter().map(|one| (one.segment, one.doc)).collect()
}

/// Whether a document may be a candidate; asked in ascending order.
type Keep<'k> = Box<dyn FnMut(DocId) -> bool + 'k>;

/// The first document of a list that is alive and admitted: of a changed profile, the old ones are not.
fn first_admitted(
    list: &mut SegmentPostings,
    admitted: &impl Fn(DocId) -> Option<i64>,
) -> Option<DocId> {
    let mut doc = list.doc();
    while doc != TERMINATED {
        if admitted(doc).is_some() {
            return Some(doc);
        }
        doc = list.advance();
    }
    None
}

pub(super) fn room(query: &Query<'_>) -> usize {
    let limit = query.limit.min(MOST_HITS);
    let rounded = limit + limit / 8 + 16;
    match query.coverage {
        Coverage::Any => rounded.max(POOL),
        Coverage::Most => rounded,
    }
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
pub(super) struct Best {
    heap: BinaryHeap<Reverse<Candidate>>,
    room: usize,
}

impl Best {
    /// None yet, and room for so many.
    pub(super) fn of(room: usize) -> Best {
        Best {
            heap: BinaryHeap::new(),
            room,
        }
    }

    /// Could a profile with this score get in?
    pub(super) fn takes(&self, score: f32) -> bool {
        score >= self.threshold()
    }

    /// All of them, in no particular order.
    pub(super) fn found(self) -> Vec<Candidate> {
        let found = self.heap.into_iter();
        found.map(|Reverse(candidate)| candidate).collect()
    }

    pub(super) fn offer(&mut self, candidate: Candidate) {
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
