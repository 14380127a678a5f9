//! Exact scores of the candidates, term by term.
//!
//! The engine adds terms in an order that depends on how its files happen to be laid out; here
//! they are added in the order of the query, so that the same index always gives the same
//! numbers, and each term's share is known.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, Term};

use super::hit::{Hit, MatchedTerm};
use super::retrieve::Candidate;
use super::statistics::Statistics;
use super::weigh::Weighted;
use crate::schema::Fields;

/// How much more a term in the title counts than one in the text.
pub(super) const TITLE_BOOST: f32 = 2.0;

/// Scores the candidates; in no particular order.
pub(super) fn hits(
    searcher: &Searcher,
    fields: &Fields,
    mut pool: Vec<Candidate>,
    terms: &[Weighted],
    statistics: &Statistics,
) -> tantivy::Result<Vec<Hit>> {
    pool.sort_by_key(|candidate| (candidate.segment, candidate.doc));
    let mut hits = Vec::with_capacity(pool.len());
    for group in pool.chunk_by(|a, b| a.segment == b.segment) {
        let reader = &searcher.segment_readers()[group[0].segment];
        let mut earned = vec![vec![0.0; terms.len()]; group.len()];
        for (column, term) in terms.iter().enumerate() {
            for (field, boost) in [(fields.title, TITLE_BOOST), (fields.text, 1.0)] {
                let weight = statistics
                    .bm25(field, &term.text)
                    .boost_by(boost * term.weight);
                let Some(mut part) = FieldPart::open(reader, field, &term.text, weight)? else {
                    continue;
                };
                for (candidate, row) in group.iter().zip(&mut earned) {
                    row[column] += f64::from(part.score(candidate.doc));
                }
            }
        }
        hits.extend(
            group
                .iter()
                .zip(&earned)
                .map(|(one, row)| hit(one.key(), terms, row)),
        );
    }
    Ok(hits)
}

/// One term in one field of one segment.
struct FieldPart {
    postings: SegmentPostings,
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
        let postings = inverted.read_postings(&term, IndexRecordOption::WithFreqs)?;
        let lengths = reader.get_fieldnorms_reader(field)?;
        Ok(postings.map(|postings| Self {
            postings,
            lengths,
            weight,
        }))
    }

    /// What the term earns the document; documents must be asked in ascending order.
    fn score(&mut self, doc: DocId) -> f32 {
        if self.postings.doc() < doc {
            self.postings.seek(doc);
        }
        if self.postings.doc() != doc {
            return 0.0;
        }
        self.weight
            .score(self.lengths.fieldnorm_id(doc), self.postings.term_freq())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "scores are sums of a few small positive numbers"
)]
fn hit(key: i64, terms: &[Weighted], earned: &[f64]) -> Hit {
    let total: f64 = earned.iter().sum();
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
    Hit {
        key,
        score_milli: (total * 1000.0).round() as i64,
        terms: matched,
    }
}
