//! Searches among few: the profiles that a filter leaves are looked at themselves, instead of asking the filter of every
//! profile that holds a word.
//!
//! Main type: [`Few`]. A filter that leaves one in eight or fewer gives the engine no threshold: nearly all that is weighed
//! would be refused. So the filter is asked of every profile first, and words are weighed for those that it leaves alone.

use tantivy::{DocId, Searcher, SegmentReader};

use super::coverage::Covered;
use super::plan::Plan;
use super::query::Query;
use super::retrieve::{Best, Candidate, places, room};
use super::score::FieldPart;
use crate::schema::{KEY, KIND};

/// Few are at most one in so many.
const ONE_IN: usize = 8;
/// Profiles whose keys are read together.
const TOGETHER: u32 = 1_024;
/// A list that holds so many times as many profiles as are looked at is searched for each of them; a shorter one is read.
const SPARSE: usize = 24;

/// The profiles of each segment that a query admits, with their keys; in ascending order.
pub(super) struct Few {
    segments: Vec<Vec<(DocId, i64)>>,
}

impl Few {
    /// Asks the filter of every profile; `None` without a filter, or when it leaves many.
    pub(super) fn of(searcher: &Searcher, query: &Query<'_>) -> tantivy::Result<Option<Few>> {
        if query.allowed.is_none() {
            return Ok(None);
        }
        let most = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX) / ONE_IN;
        let (mut segments, mut left) = (Vec::new(), 0);
        for reader in searcher.segment_readers() {
            let admitted = admitted(reader, query, most.saturating_sub(left))?;
            let Some(admitted) = admitted else {
                return Ok(None);
            };
            left += admitted.len();
            segments.push(admitted);
        }
        Ok(Some(Few { segments }))
    }
}

impl Few {
    /// The keys, in no particular order.
    pub(super) fn keys(&self) -> Vec<i64> {
        let all = self.segments.iter().flatten();
        all.map(|(_, key)| *key).collect()
    }
}

/// Those of one segment; `None` as soon as there are more than `most`.
fn admitted(
    reader: &SegmentReader,
    query: &Query<'_>,
    most: usize,
) -> tantivy::Result<Option<Vec<(DocId, i64)>>> {
    let keys = reader.fast_fields().i64(KEY)?;
    let kinds = reader.fast_fields().u64(KIND)?;
    let (mut found, mut docs) = (Vec::new(), Vec::with_capacity(TOGETHER as usize));
    let mut read = vec![None; TOGETHER as usize];
    let mut start = 0;
    while start < reader.max_doc() {
        let end = reader.max_doc().min(start.saturating_add(TOGETHER));
        docs.clear();
        docs.extend(start..end);
        let read = &mut read[..docs.len()];
        read.fill(None);
        keys.first_vals(&docs, read);
        for (doc, key) in docs.iter().zip(read) {
            let Some(key) = *key else { continue };
            let kind = || kinds.first(*doc).unwrap_or_default();
            if query.allows(key) && !reader.is_deleted(*doc) && query.wants(kind) {
                found.push((*doc, key));
            }
        }
        if found.len() > most {
            return Ok(None);
        }
        start = end;
    }
    Ok(Some(found))
}

/// Which documents of a segment are looked at, and at which place each of them stands.
struct Places {
    words: Vec<u64>,
    /// How many stand before each word.
    before: Vec<u32>,
}

impl Places {
    fn of(admitted: &[(DocId, i64)], documents: u32) -> Places {
        let mut words = vec![0_u64; documents as usize / 64 + 1];
        for (doc, _) in admitted {
            words[*doc as usize / 64] |= 1 << (doc % 64);
        }
        let mut sum = 0;
        let before = words.iter().map(|word| {
            let here = sum;
            sum += word.count_ones();
            here
        });
        let before = before.collect();
        Places { words, before }
    }

    fn place(&self, doc: DocId) -> Option<usize> {
        let (at, bit) = (doc as usize / 64, 1_u64 << (doc % 64));
        let word = *self.words.get(at)?;
        let lower = (word & (bit - 1)).count_ones();
        (word & bit != 0).then(|| (self.before[at] + lower) as usize)
    }
}

impl Plan<'_> {
    /// The best of few by words.
    pub(super) fn few_by_words(&self, few: &Few) -> tantivy::Result<Vec<Candidate>> {
        let mut best = Best::of(room(self.query));
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let admitted = &few.segments[segment];
            let coverage = self.query.coverage;
            let mut covered = Covered::open(reader, self.fields, &self.terms, coverage)?;
            let earned = self.earned(reader, admitted)?;
            for ((doc, key), score) in admitted.iter().zip(earned) {
                if score > 0.0 && best.takes(score) && covered.holds(*doc) {
                    best.offer(Candidate::new((score, *key), segment, *doc));
                }
            }
        }
        Ok(best.found())
    }

    /// What all words earn each of these documents.
    fn earned(
        &self,
        reader: &SegmentReader,
        admitted: &[(DocId, i64)],
    ) -> tantivy::Result<Vec<f32>> {
        let places = Places::of(admitted, reader.max_doc());
        let mut earned = vec![0.0; admitted.len()];
        for term in &self.terms {
            for part in self.parts(reader, term)? {
                add(part, admitted, &places, &mut earned);
            }
        }
        Ok(earned)
    }

    /// The best of few by characters, without those that are found already.
    pub(super) fn few_by_characters(
        &self,
        few: &Few,
        left: usize,
        found: &[Candidate],
    ) -> tantivy::Result<Vec<Candidate>> {
        let Some(asked) = &self.characters else {
            return Ok(Vec::new());
        };
        let known = places(found);
        let mut best = Best::of(left);
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let shared = asked.open(reader)?;
            for (doc, key) in &few.segments[segment] {
                let score = shared.telling(*doc);
                if let Some(score) = score.filter(|_| !known.contains(&(segment, *doc))) {
                    best.offer(Candidate::new((score, *key), segment, *doc));
                }
            }
        }
        Ok(best.found())
    }
}

/// Adds what one term in one field earns: a long list is searched for each document, a short one is read block by block.
fn add(mut part: FieldPart, admitted: &[(DocId, i64)], places: &Places, earned: &mut [f32]) {
    let long = admitted.len().saturating_mul(SPARSE);
    if part.list.doc_freq() as usize > long {
        for ((doc, _), sum) in admitted.iter().zip(earned) {
            *sum += part.score(*doc);
        }
        return;
    }
    while !part.list.docs().is_empty() {
        for (at, doc) in part.list.docs().iter().enumerate() {
            if let Some(place) = places.place(*doc) {
                earned[place] += part.score_at(at);
            }
        }
        part.list.advance();
    }
}
