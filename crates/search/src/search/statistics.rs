//! The counts that BM25 needs, read once per query.
//!
//! A term's document frequency is the larger of its two fields', so that a word is equally rare
//! wherever it stands. Deleted profiles count until the engine merges their segment away.

use std::collections::BTreeMap;

use tantivy::query::{Bm25StatisticsProvider, Bm25Weight};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use crate::schema::Fields;

/// How common each term of a query is, and how long the fields are.
#[derive(Debug)]
pub(super) struct Statistics {
    documents: u64,
    tokens: BTreeMap<Field, u64>,
    frequency: BTreeMap<String, u64>,
}

impl Statistics {
    /// Reads the counts of the given terms.
    pub(super) fn read<'a>(
        searcher: &Searcher,
        fields: &Fields,
        terms: impl Iterator<Item = &'a String>,
    ) -> tantivy::Result<Self> {
        let documents = searcher.total_num_docs()?;
        let mut tokens = BTreeMap::new();
        for field in [fields.title, fields.text] {
            tokens.insert(field, searcher.total_num_tokens(field)?);
        }
        let mut frequency = BTreeMap::new();
        for term in terms {
            let title = searcher.doc_freq(&Term::from_field_text(fields.title, term))?;
            let text = searcher.doc_freq(&Term::from_field_text(fields.text, term))?;
            frequency.insert(term.clone(), title.max(text));
        }
        Ok(Self {
            documents,
            tokens,
            frequency,
        })
    }

    /// The number of profiles that hold the term.
    pub(super) fn frequency(&self, term: &str) -> u64 {
        self.frequency.get(term).copied().unwrap_or_default()
    }

    /// How telling the term is: the logarithm of how rare it is; always positive.
    pub(super) fn rarity(&self, term: &str) -> f32 {
        rarity(self.frequency(term), self.documents)
    }

    /// The BM25 weight of a term in a field.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a mean length needs no exactness"
    )]
    pub(super) fn bm25(&self, field: Field, term: &str) -> Bm25Weight {
        let mean_length = self.tokens[&field] as f32 / self.documents as f32;
        let frequency = self.frequency(term);
        Bm25Weight::for_one_term_without_explain(frequency, self.documents, mean_length)
    }
}

impl Bm25StatisticsProvider for Statistics {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(self.tokens.get(&field).copied().unwrap_or_default())
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        Ok(term.value().as_str().map_or(0, |text| self.frequency(text)))
    }
}

/// The logarithm of how rare it is that `holding` of `profiles` hold a thing; always positive.
#[expect(
    clippy::cast_precision_loss,
    reason = "a logarithm of counts needs no exactness"
)]
pub(super) fn rarity(holding: u64, profiles: u64) -> f32 {
    let (holding, profiles) = (holding as f32, profiles as f32);
    (1.0 + (profiles - holding + 0.5) / (holding + 0.5)).ln()
}
