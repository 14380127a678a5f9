//! Search among profiles beside bare tantivy on the same ones: building the index, a few words typed into a box, a need of
//! some thirty words under hard constraints, and the same with vectors.
//!
//! Ours cuts the texts and the query, picks the terms that tell most, ranks by words, characters and, where told, meaning,
//! and says which terms earned what. The peer is given documents and queries that our analyser has cut beforehand, and asks
//! for the best of a union of all terms in both fields; it explains nothing and knows no vectors. Constraints are one of
//! 24 industries and a capital that about two thirds have: fields of the peer, columns of ours. Times are of one processor.

use anyhow::{Result, ensure};
use benfu_benches::{
    Dice, Scale, Texts, Topics, each, figure, note, percentile_ms, processor_time, rate,
};
use benfu_search::meaning::Vectors;
use benfu_search::{Analyzer, Coverage, Index, Kind, Lexicon, Meaning, Profile, Query};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::ops::Bound;
use std::time::Duration;
use tantivy::collector::TopDocs;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query as EngineQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{IndexWriter, Searcher, TantivyDocument, Term};

const DOCUMENTS: usize = 1_000_000;
/// Characters of a profile, and of a need of some thirty words.
const CHARACTERS: usize = 140;
const NEED_CHARACTERS: usize = 65;
const QUERIES: usize = 100;
const HITS: usize = 50;
const DIMENSION: usize = 256;
/// How long a query is asked again and again.
const PATIENCE: Duration = Duration::from_millis(40);
const TITLE_BOOST: f32 = 2.0;
const TOKENIZER: &str = "cut";
const MEMORY_BYTES: usize = 200_000_000;
/// Industries, and what capital must reach: 63 in 100 have it.
const INDUSTRIES: usize = 24;
const MOST_CAPITAL: usize = 540;
const CAPITAL: u64 = 200;

fn main() -> Result<()> {
    let count = Scale::from_command_line()?.of(DOCUMENTS);
    let profiles = profiles(count);
    let columns = columns(count)?;
    let ours = Index::in_memory(&Lexicon::default())?;
    let cut: Vec<[String; 2]> = profiles
        .iter()
        .map(|one| [&one.title, &one.text].map(|text| spaced(ours.analyzer(), text)))
        .collect();
    let before = processor_time();
    ours.rebuild(profiles, 1)?;
    let our_build = processor_time().saturating_sub(before);
    let before = processor_time();
    let peer = Bare::make(&cut, &columns)?;
    let peer_build = processor_time().saturating_sub(before);
    drop(cut);
    figure(
        &format!("index of {count} raw profiles, beside cut ones"),
        "profiles/s",
        rate(count, our_build),
        rate(count, peer_build),
        ">= 0.7",
    )?;
    Both {
        ours,
        peer,
        columns,
    }
    .compare(count)
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
    (0..).take(count).map(profile).collect()
}

/// Industry and capital of each profile.
fn columns(count: usize) -> Result<Vec<[u64; 2]>> {
    let mut dice = Dice::new(7);
    let mut number = |bound| u64::try_from(dice.below(bound));
    let columns = (0..count).map(|_| Ok([number(INDUSTRIES)?, number(MOST_CAPITAL)?]));
    columns.collect()
}

/// Ours and the peer over the same profiles.
struct Both {
    ours: Index,
    peer: Bare,
    columns: Vec<[u64; 2]>,
}

impl Both {
    fn compare(&self, count: usize) -> Result<()> {
        let mut texts = Texts::new(9);
        let words: Vec<String> = (0..QUERIES).map(|_| texts.asked()).collect();
        let name = |what: &str| format!("{what} among {count} profiles, p50");
        self.measure(&name("a few words"), "<= 1.5", &words, false, |text, _| {
            Query::words(text, HITS)
        })?;
        let needs: Vec<String> = (0..QUERIES).map(|_| texts.text(NEED_CHARACTERS)).collect();
        let need = |text| Query {
            coverage: Coverage::Any,
            ..Query::words(text, HITS)
        };
        let constrained = name("a need under constraints");
        self.measure(&constrained, "<= 0.5", &needs, true, |text, _| need(text))?;
        let (vectors, asked) = vectors(count)?;
        let meant = name("a need under constraints with vectors");
        self.measure(&meant, "<= 3", &needs, true, |text, place| {
            need(text).like(Meaning {
                vectors: &vectors,
                asked: &asked[place],
            })
        })
    }

    /// Both over the same queries, the one after the other for each, so that neither has the quieter machine.
    fn measure<'q>(
        &self,
        name: &str,
        mark: &str,
        queries: &'q [String],
        constrained: bool,
        ask: impl Fn(&'q str, usize) -> Query<'q>,
    ) -> Result<()> {
        let (mut our_times, mut peer_times) = (Vec::new(), Vec::new());
        for (place, text) in queries.iter().enumerate() {
            let industry = constrained.then_some(place % INDUSTRIES);
            let industry = industry.map(u64::try_from).transpose()?;
            let admitted = |key: i64| {
                let row = usize::try_from(key)
                    .ok()
                    .and_then(|row| self.columns.get(row));
                row.is_some_and(|row| Some(row[0]) == industry && row[1] >= CAPITAL)
            };
            let query = ask(text, place);
            let query = match industry {
                Some(_) => query.among(&admitted),
                None => query,
            };
            let terms = cut(self.ours.analyzer(), text);
            let (hits, plain) = (
                self.ours.search(&query)?.len(),
                self.peer.search(&terms, industry)?,
            );
            ensure!(hits > 0 && plain > 0, "nothing found for `{text}`");
            our_times.push(each(PATIENCE, || {
                black_box(self.ours.search(&query).is_ok());
            }));
            peer_times.push(each(PATIENCE, || {
                black_box(self.peer.search(&terms, industry).is_ok());
            }));
        }
        let (ours, peer) = (
            percentile_ms(&our_times, 50),
            percentile_ms(&peer_times, 50),
        );
        figure(name, "ms", ours, peer, mark)?;
        let (ours, peer) = (
            percentile_ms(&our_times, 99),
            percentile_ms(&peer_times, 99),
        );
        note(&format!("p99 {ours:.2} ms, of the peer {peer:.2} ms"))
    }
}

/// A vector for each profile and for each query.
fn vectors(count: usize) -> Result<(Vectors, Vec<Vec<f32>>)> {
    let mut topics = Topics::new(13, DIMENSION);
    let asked = (0..QUERIES).map(|_| topics.vector()).collect();
    let mut vectors = Vectors::default();
    for key in 0..count {
        vectors.push(i64::try_from(key)?, &topics.vector());
    }
    Ok((vectors, asked))
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
    industry: Field,
    capital: Field,
}

impl Bare {
    fn make(cut: &[[String; 2]], columns: &[[u64; 2]]) -> Result<Bare> {
        let mut schema = Schema::builder();
        let (title, text) = (
            schema.add_text_field("title", words()),
            schema.add_text_field("text", words()),
        );
        let industry = schema.add_u64_field("industry", INDEXED);
        let capital = schema.add_u64_field("capital", INDEXED | FAST);
        let index = tantivy::Index::create_in_ram(schema.build());
        index.tokenizers().register(
            TOKENIZER,
            TextAnalyzer::from(WhitespaceTokenizer::default()),
        );
        let mut writer: IndexWriter<TantivyDocument> = index.writer(MEMORY_BYTES)?;
        for ([title_words, text_words], row) in cut.iter().zip(columns) {
            let mut document = TantivyDocument::new();
            document.add_text(title, title_words);
            document.add_text(text, text_words);
            document.add_u64(industry, row[0]);
            document.add_u64(capital, row[1]);
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(Bare {
            searcher: index.reader()?.searcher(),
            title,
            text,
            industry,
            capital,
        })
    }

    fn search(&self, terms: &BTreeSet<String>, industry: Option<u64>) -> Result<usize> {
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
        let mut query = BooleanQuery::new(terms.iter().flat_map(both).collect());
        if let Some(industry) = industry {
            query = self.constrained(query, industry);
        }
        Ok(self
            .searcher
            .search(&query, &TopDocs::with_limit(HITS).order_by_score())?
            .len())
    }

    fn constrained(&self, query: BooleanQuery, industry: u64) -> BooleanQuery {
        let industry = TermQuery::new(
            Term::from_field_u64(self.industry, industry),
            IndexRecordOption::Basic,
        );
        let least = Term::from_field_u64(self.capital, CAPITAL);
        let capital = RangeQuery::new(Bound::Included(least), Bound::Unbounded);
        let unscored = |query: Box<dyn EngineQuery>| -> Box<dyn EngineQuery> {
            Box::new(ConstScoreQuery::new(query, 0.0))
        };
        BooleanQuery::intersection(vec![
            Box::new(query),
            unscored(Box::new(industry)),
            unscored(Box::new(capital)),
        ])
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
