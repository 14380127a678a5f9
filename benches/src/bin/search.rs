//! Search beside bare tantivy on the same documents: a few words typed into a box, and whole needs.
//!
//! Ours cuts the query, picks the terms that tell most, searches, and says which terms earned what. The peer is given
//! documents and queries that our analyser has cut beforehand, and asks for the best of a union of all terms in both
//! fields; it explains nothing.

use anyhow::{Result, ensure};
use benfu_benches::{Scale, Texts, figure, note};
use benfu_search::{Analyzer, Index, Kind, Lexicon, Profile, Query};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as EngineQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{IndexWriter, Searcher, TantivyDocument, Term};

const DOCUMENTS: usize = 100_000;
/// Characters of a document, and of a need that is matched.
const CHARACTERS: usize = 200;
const NEED_CHARACTERS: usize = 600;
const QUERIES: usize = 200;
const HITS: usize = 50;
const TITLE_BOOST: f32 = 2.0;
const TOKENIZER: &str = "cut";
const MARK: &str = "<= 2";
const MEMORY_BYTES: usize = 200_000_000;

fn main() -> Result<()> {
    let scale = Scale::from_command_line()?;
    let profiles = profiles(scale.of(DOCUMENTS));
    let ours = Index::in_memory(&Lexicon::default())?;
    let start = Instant::now();
    ours.rebuild(profiles.iter().cloned(), 1)?;
    note(&format!(
        "{} documents indexed in {:.1} s",
        profiles.len(),
        start.elapsed().as_secs_f64()
    ))?;
    let peer = Bare::make(&profiles, ours.analyzer())?;
    drop(profiles);
    let mut texts = Texts::new(9);
    let words: Vec<String> = (0..QUERIES).map(|_| texts.asked()).collect();
    compare("a few words", &words, &ours, &peer, |text| {
        Query::words(text, HITS)
    })?;
    let needs: Vec<String> = (0..QUERIES).map(|_| texts.text(NEED_CHARACTERS)).collect();
    compare("a whole need", &needs, &ours, &peer, |text| Query {
        coverage: benfu_search::Coverage::Any,
        ..Query::words(text, HITS)
    })
}

fn profiles(count: usize) -> Vec<Profile> {
    let mut texts = Texts::new(3);
    let profile = |key| Profile {
        key,
        kind: Kind::Offer,
        title: texts.title(),
        text: texts.text(CHARACTERS),
        keywords: Vec::new(),
    };
    (1..).take(count).map(profile).collect()
}

/// Both over the same queries, the one after the other for each, so that neither has the quieter machine.
fn compare<'q>(
    name: &str,
    queries: &'q [String],
    ours: &Index,
    peer: &Bare,
    ask: impl Fn(&'q str) -> Query<'q>,
) -> Result<()> {
    let (mut our_time, mut peer_time) = (Duration::ZERO, Duration::ZERO);
    for text in queries {
        let terms = cut(ours.analyzer(), text);
        ensure!(
            !ours.search(&ask(text))?.is_empty(),
            "nothing found for `{text}`"
        );
        let start = Instant::now();
        let hits = ours.search(&ask(text))?.len();
        our_time += start.elapsed();
        let start = Instant::now();
        let plain = peer.search(&terms)?;
        peer_time += start.elapsed();
        ensure!(hits > 0 && plain > 0, "nothing found for `{text}`");
    }
    let queries = u32::try_from(QUERIES).unwrap_or(u32::MAX);
    let each = |time: Duration| time.as_secs_f64() * 1000.0 / f64::from(queries);
    figure(
        &format!("search for {name} in {} documents", ours.len()),
        "ms",
        each(our_time),
        each(peer_time),
        MARK,
    )
}

/// The distinct terms of a text.
fn cut(analyzer: &Analyzer, text: &str) -> BTreeSet<String> {
    analyzer
        .terms(text)
        .into_iter()
        .map(|term| term.text.into_owned())
        .collect()
}

/// The bare engine.
struct Bare {
    searcher: Searcher,
    title: Field,
    text: Field,
}

impl Bare {
    fn make(profiles: &[Profile], analyzer: &Analyzer) -> Result<Bare> {
        let mut schema = Schema::builder();
        let (title, text) = (
            schema.add_text_field("title", words()),
            schema.add_text_field("text", words()),
        );
        let index = tantivy::Index::create_in_ram(schema.build());
        index.tokenizers().register(
            TOKENIZER,
            TextAnalyzer::from(WhitespaceTokenizer::default()),
        );
        let mut writer: IndexWriter<TantivyDocument> = index.writer(MEMORY_BYTES)?;
        for profile in profiles {
            let mut document = TantivyDocument::new();
            document.add_text(title, spaced(analyzer, &profile.title));
            document.add_text(text, spaced(analyzer, &profile.text));
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(Bare {
            searcher: index.reader()?.searcher(),
            title,
            text,
        })
    }

    fn search(&self, terms: &BTreeSet<String>) -> Result<usize> {
        let clause = |field: Field, boost: f32, term: &String| -> (Occur, Box<dyn EngineQuery>) {
            let query = TermQuery::new(
                Term::from_field_text(field, term),
                IndexRecordOption::WithFreqs,
            );
            (
                Occur::Should,
                Box::new(BoostQuery::new(Box::new(query), boost)),
            )
        };
        let both = |term| {
            [
                clause(self.title, TITLE_BOOST, term),
                clause(self.text, 1.0, term),
            ]
        };
        let query = BooleanQuery::new(terms.iter().flat_map(both).collect());
        Ok(self
            .searcher
            .search(&query, &TopDocs::with_limit(HITS).order_by_score())?
            .len())
    }
}

fn words() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqs);
    TextOptions::default().set_indexing_options(indexing)
}

/// The text as its terms with spaces between.
fn spaced(analyzer: &Analyzer, text: &str) -> String {
    analyzer
        .terms(text)
        .iter()
        .map(|term| term.text.as_ref())
        .collect::<Vec<_>>()
        .join(" ")
}
