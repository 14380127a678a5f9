//! Exact scores of the candidates, term by term.
//!
//! The engine adds terms in an order that depends on how its files happen to be laid out; here
//! they are added in the order of the query, so that the same index always gives the same
//! numbers, and each term's share is known.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, Term};

use super::hit::{Hit, MatchedTerm, Parts};
use super::plan::Plan;
use super::retrieve::Candidate;
use super::weigh::Weighted;

/// How much more a term in the title counts than one in the text.
pub(super) const TITLE_BOOST: f32 = 2.0;

impl Plan<'_> {
    /// Scores candidates; in no particular order.
    pub(super) fn hits(&self, mut pool: Vec<Candidate>) -> tantivy::Result<Vec<Hit>> {
        pool.sort_by_key(|candidate| (candidate.segment, candidate.doc));
        let mut hits = Vec::with_capacity(pool.len());
        for group in pool.chunk_by(|a, b| a.segment == b.segment) {
            let reader = &self.searcher.segment_readers()[group[0].segment];
            let earned = self.by_term(reader, group)?;
            let shared = self.characters.as_ref().map(|asked| asked.open(reader));
            let shared = shared.transpose()?;
            for (one, row) in group.iter().zip(&earned) {
                let characters = shared.as_ref().map_or(0.0, |shared| shared.score(one.doc));
                let meaning = self.likeness.as_ref();
                let meaning = meaning.map_or(0.0, |likeness| likeness.score(one.key()));
                hits.push(hit(one.key(), &self.terms, row, (characters, meaning)));
            }
        }
        Ok(hits)
    }

    /// What each term earns each candidate of one segment.
    fn by_term(
        &self,
        reader: &SegmentReader,
        group: &[Candidate],
    ) -> tantivy::Result<Vec<Vec<f64>>> {
        let mut earned = vec![vec![0.0; self.terms.len()]; group.len()];
        for (column, term) in self.terms.iter().enumerate() {
            for mut part in self.parts(reader, term)? {
                for (candidate, row) in group.iter().zip(&mut earned) {
                    row[column] += f64::from(part.score(candidate.doc));
                }
            }
        }
        Ok(earned)
    }

    /// A term in the title and in the text of a segment, where it stands there at all.
    pub(super) fn parts(
        &self,
        reader: &SegmentReader,
        term: &Weighted,
    ) -> tantivy::Result<Vec<FieldPart>> {
        let mut parts = Vec::with_capacity(2);
        for (field, boost) in [(self.fields.title, TITLE_BOOST), (self.fields.text, 1.0)] {
            let weight = self.statistics.bm25(field, &term.text);
            let weight = weight.boost_by(boost * term.weight);
            parts.extend(FieldPart::open(reader, field, &term.text, weight)?);
        }
        Ok(parts)
    }
}

/// One term in one field of one segment.
pub(super) struct FieldPart {
    /// Where it stands.
    pub(super) list: BlockSegmentPostings,
    lengths: FieldNormReader,
    weight: Bm25Weight,
}

impl FieldPart {
    /// `None` when no document of the segment holds the term in this field.
    fn open(
        reader: &SegmentReader,
        field: Field,
        term: &str,
        weight: Bm25Weight,
    ) -> tantivy::Result<Option<Self>> {
        let term = Term::from_field_text(field, term);
        let inverted = reader.inverted_index(field)?;
        let list = inverted.read_block_postings(&term, IndexRecordOption::WithFreqs)?;
        let lengths = reader.get_fieldnorms_reader(field)?;
        Ok(list.map(|list| Self {
            list,
            lengths,
            weight,
        }))
    }

    /// What the term earns the document; documents must be asked in ascending order.
    pub(super) fn score(&mut self, doc: DocId) -> f32 {
        let at = self.list.seek(doc);
        if self.list.docs().get(at) == Some(&doc) {
            self.score_at(at)
        } else {
            0.0
        }
    }

    /// What the term earns the document at this place of the block at hand.
    pub(super) fn score_at(&self, at: usize) -> f32 {
        let length = self.lengths.fieldnorm_id(self.list.doc(at));
        self.weight.score(length, self.list.freq(at))
    }
}

/// A hit that earned so much by its words, by characters and by its meaning.
fn hit(key: i64, terms: &[Weighted], earned: &[f64], (characters, meaning): (f64, f64)) -> Hit {
    let words: f64 = earned.iter().sum();
    Hit {
        key,
        score_milli: milli(words + characters + meaning),
        parts: Parts {
            words_milli: milli(words),
            characters_milli: milli(characters),
            meaning_milli: milli(meaning),
        },
        terms: matched(terms, earned, words),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "scores are sums of a few small numbers"
)]
fn milli(score: f64) -> i64 {
    (score * 1000.0).round() as i64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "shares are between nothing and the whole"
)]
fn matched(terms: &[Weighted], earned: &[f64], total: f64) -> Vec<MatchedTerm> {
    let share = |part: f64| (part / total * 1000.0).floor().clamp(0.0, 1000.0) as u32;
    let held = terms.iter().zip(earned).filter(|(_, part)| **part > 0.0);
    let mut matched: Vec<_> = held
        .map(|(term, part)| MatchedTerm {
            text: term.text.clone(),
            weight_permille: share(*part),
        })
        .collect();
    matched.sort_by(|a, b| {
        b.weight_permille
            .cmp(&a.weight_permille)
            .then(a.text.cmp(&b.text))
    });
    matched
}
