//! Whether a profile holds enough of a query's words.
//!
//! It is asked only for documents whose score could get them in: a condition inside the engine's query would stop it
//! from leaving out blocks of documents.

use std::collections::BTreeMap;

use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, SegmentReader, Term};

use super::query::Coverage;
use super::weigh::Weighted;
use crate::schema::Fields;

/// The lists of documents of each word in one segment, and how many words a hit has to hold.
pub(super) struct Covered {
    words: Vec<Word>,
    required: usize,
}

/// Where a word, or a shorter one inside it, stands.
type Word = Vec<SegmentPostings>;

impl Covered {
    /// Opens the lists; none when any term will do.
    pub(super) fn open(
        reader: &SegmentReader,
        fields: &Fields,
        terms: &[Weighted],
        coverage: Coverage,
    ) -> tantivy::Result<Self> {
        let mut words: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for term in terms {
            words.entry(term.word).or_default().push(&term.text);
        }
        let required = match coverage {
            Coverage::Any => 1,
            Coverage::Most => (words.len() * 3).div_ceil(5),
        };
        if required <= 1 {
            return Ok(Self {
                words: Vec::new(),
                required: 0,
            });
        }
        let words = words
            .into_values()
            .map(|texts| word(reader, fields, &texts));
        Ok(Self {
            words: words.collect::<tantivy::Result<_>>()?,
            required,
        })
    }

    /// Whether the document holds enough; documents must be asked in ascending order.
    pub(super) fn holds(&mut self, doc: DocId) -> bool {
        let mut held = 0;
        for word in &mut self.words {
            if held >= self.required {
                break;
            }
            held += usize::from(word.iter_mut().any(|list| stands_in(list, doc)));
        }
        held >= self.required
    }
}

fn word(reader: &SegmentReader, fields: &Fields, texts: &[&str]) -> tantivy::Result<Word> {
    let mut lists = Vec::new();
    for field in [fields.title, fields.text] {
        let inverted = reader.inverted_index(field)?;
        for text in texts {
            let term = Term::from_field_text(field, text);
            lists.extend(inverted.read_postings(&term, IndexRecordOption::Basic)?);
        }
    }
    Ok(lists)
}

fn stands_in(list: &mut SegmentPostings, doc: DocId) -> bool {
    if list.doc() < doc {
        list.seek(doc);
    }
    list.doc() == doc
}
