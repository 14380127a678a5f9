//! The baseline: the engine's own BM25 over one field, asked for every distinct word of a query.
//!
//! Main type: [`Plain`]. The words are cut by the same analyser, so that only the ranking differs.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query as EngineQuery, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{IndexWriter, Searcher, TantivyDocument, Term};

use crate::analysis::Analyzer;
use crate::error::SearchError;
use crate::profile::Profile;
use crate::schema::{KEY, TOKENIZER, words};

/// Memory of the writer, in bytes.
const MEMORY_BYTES: usize = 64_000_000;

/// An index of one field in memory.
pub(super) struct Plain {
    searcher: Searcher,
    text: Field,
    analyzer: Analyzer,
}

impl Plain {
    pub(super) fn of(documents: &[Profile], analyzer: &Analyzer) -> Result<Self, SearchError> {
        let mut schema = Schema::builder();
        let key = schema.add_i64_field(KEY, FAST);
        let text = schema.add_text_field("text", words());
        let engine = tantivy::Index::create_in_ram(schema.build());
        let tokenizer = TextAnalyzer::from(analyzer.clone());
        engine.tokenizers().register(TOKENIZER, tokenizer);
        let mut writer: IndexWriter<TantivyDocument> =
            engine.writer_with_num_threads(1, MEMORY_BYTES)?;
        for document in documents {
            let mut entry = TantivyDocument::new();
            entry.add_i64(key, document.key);
            entry.add_text(text, whole(document));
            writer.add_document(entry)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(Self {
            searcher: engine.reader()?.searcher(),
            text,
            analyzer: analyzer.clone(),
        })
    }

    /// The score of every document that holds a word of the query, in millionths.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "scores are sums of a few small numbers"
    )]
    pub(super) fn scores(&self, query: &Profile) -> Result<BTreeMap<i64, i64>, SearchError> {
        let text = whole(query);
        let terms = self.analyzer.terms(&text);
        let distinct: BTreeSet<&str> = terms.iter().map(|term| term.text.as_ref()).collect();
        let clause = |word: &str| -> Box<dyn EngineQuery> {
            let term = Term::from_field_text(self.text, word);
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        };
        let union = BooleanQuery::union(distinct.into_iter().map(clause).collect());
        let documents = usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX);
        let all = TopDocs::with_limit(documents.max(1)).order_by_score();
        let mut scores = BTreeMap::new();
        for (score, address) in self.searcher.search(&union, &all)? {
            let segment = self.searcher.segment_reader(address.segment_ord);
            let keys = segment.fast_fields().i64(KEY)?;
            if let Some(key) = keys.first(address.doc_id) {
                scores.insert(key, (f64::from(score) * 1e6).round() as i64);
            }
        }
        Ok(scores)
    }
}

fn whole(profile: &Profile) -> String {
    let keywords = profile.keywords.iter().map(String::as_str);
    let parts = [profile.title.as_str(), &profile.text];
    let parts: Vec<&str> = parts.into_iter().chain(keywords).collect();
    parts.join("\n")
}
