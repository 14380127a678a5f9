//! What a profile earns by sharing Chinese characters with the query.
//!
//! Chinese words of one meaning often share a character and nothing else (电池 and 锂电, 制备 and 研制), and
//! segmentation may cut one phrase in two ways. So each distinct character is a term of its own, weighed as BM25
//! weighs words. They order what
//! words have found, and find profiles themselves only where words find too few: lists of documents by character are
//! long.

use std::collections::BTreeMap;

use tantivy::columnar::Column;
use tantivy::query::{
    Bm25StatisticsProvider as _, BooleanQuery, ConstScoreQuery, Query as EngineQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Searcher, SegmentReader, Term};

use super::query::{Occurrences, Query};
use super::statistics::rarity;
use super::weigh::repeat_weight;
use crate::analysis::{han_characters, is_stop_word};
use crate::schema::{Fields, HAN};

/// What a point of characters counts beside one of words; chosen on half of the labelled needs and patents.
const SHARE: f64 = 1.0;
/// A profile without a word of the query is looked at when it shares so many characters.
const FEWEST: usize = 2;
/// How soon repeating stops to count, and how much long profiles are held back (k1 and b of BM25).
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;

/// The characters of a query with their weights, and how many a profile has on average.
pub(super) struct Characters {
    weights: Vec<(u64, f64)>,
    mean_length: f64,
}

impl Characters {
    /// The characters of the query that some profile holds.
    pub(super) fn of(
        searcher: &Searcher,
        fields: &Fields,
        query: &Query<'_>,
    ) -> tantivy::Result<Self> {
        let profiles = searcher.total_num_docs()?;
        let mut weights = Vec::new();
        for (character, count) in query.characters() {
            let holding = searcher.doc_freq(&Term::from_field_u64(fields.han, character))?;
            if holding > 0 {
                let weight = repeat_weight(count) * rarity(holding, profiles);
                weights.push((character, f64::from(weight) * SHARE));
            }
        }
        Ok(Self {
            weights,
            mean_length: mean_length(searcher, profiles)?,
        })
    }

    /// Profiles that hold at least two of the characters, words that say nothing left out; `None` where there are
    /// not two to hold.
    pub(super) fn union(&self, fields: &Fields) -> Option<BooleanQuery> {
        let telling = self.weights.iter().filter(|(one, _)| !is_stop(*one));
        let clauses: Vec<_> = telling.map(|one| clause(fields, *one)).collect();
        (clauses.len() >= FEWEST)
            .then(|| BooleanQuery::union_with_minimum_required_clauses(clauses, FEWEST))
    }

    /// Opens the column of one segment.
    pub(super) fn open<'a>(&'a self, reader: &SegmentReader) -> tantivy::Result<Shared<'a>> {
        Ok(Shared {
            asked: self,
            column: column(reader)?,
        })
    }

    fn weight(&self, character: u64) -> Option<f64> {
        let place = self
            .weights
            .binary_search_by_key(&character, |(one, _)| *one);
        Some(self.weights[place.ok()?].1)
    }
}

fn is_stop(character: u64) -> bool {
    let letter = u32::try_from(character).ok().and_then(char::from_u32);
    letter.is_some_and(|letter| is_stop_word(letter.encode_utf8(&mut [0; 4])))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the engine adds weights with less exactness; they are added again for the score"
)]
fn clause(fields: &Fields, (character, weight): (u64, f64)) -> Box<dyn EngineQuery> {
    let term = Term::from_field_u64(fields.han, character);
    let holding = TermQuery::new(term, IndexRecordOption::Basic);
    Box::new(ConstScoreQuery::new(Box::new(holding), weight as f32))
}

/// The characters of the profiles of one segment.
pub(super) struct Shared<'a> {
    asked: &'a Characters,
    column: Option<Column<u64>>,
}

impl Shared<'_> {
    /// The weights of the characters that both hold, words that say nothing left out; nothing for fewer than two.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "these are added again for the score"
    )]
    pub(super) fn telling(&self, doc: DocId) -> Option<f32> {
        let column = self.column.as_ref()?;
        let telling = |one: &u64| !is_stop(*one);
        let (mut held, mut sum) = (0, 0.0);
        for character in column.values_for_doc(doc).filter(telling) {
            if let Some(weight) = self.asked.weight(character) {
                held += 1;
                sum += weight as f32;
            }
        }
        (held >= FEWEST).then_some(sum)
    }

    /// What the document earns: 0 when it shares none.
    pub(super) fn score(&self, doc: DocId) -> f64 {
        let Some(column) = self.column.as_ref() else {
            return 0.0;
        };
        let (mut held, mut sum) = (0.0, 0.0);
        for character in column.values_for_doc(doc) {
            held += 1.0;
            sum += self.asked.weight(character).unwrap_or(0.0);
        }
        let length = 1.0 - LENGTH + LENGTH * held / self.asked.mean_length.max(1.0);
        sum * (SATURATION + 1.0) / (1.0 + SATURATION * length)
    }
}

fn column(reader: &SegmentReader) -> tantivy::Result<Option<Column<u64>>> {
    reader.fast_fields().column_opt(HAN)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a mean length needs no exactness"
)]
fn mean_length(searcher: &Searcher, profiles: u64) -> tantivy::Result<f64> {
    let mut held = 0;
    for reader in searcher.segment_readers() {
        held += column(reader)?.map_or(0, |column| u64::from(column.values.num_vals()));
    }
    Ok(held as f64 / profiles.max(1) as f64)
}

/// How often each distinct Chinese character stands in the title and in the text.
pub(super) type Counts = BTreeMap<u64, Occurrences>;

/// Counts the characters of the parts, each with whether it belongs to the title.
pub(super) fn count<'a>(parts: impl Iterator<Item = (&'a str, bool)>) -> Counts {
    let mut counts = Counts::new();
    for (part, in_title) in parts {
        for character in han_characters(part) {
            let count = counts.entry(character).or_default();
            count.title += u32::from(in_title);
            count.text += u32::from(!in_title);
        }
    }
    counts
}
