//! The ranking of this crate beside the plain one, query by query.
//!
//! Main types: [`Collection`], [`Comparison`].

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::bootstrap::{Interval, interval};
use super::grades::{Candidates, Grades, Pairs};
use super::plain::Plain;
use crate::analysis::Lexicon;
use crate::error::SearchError;
use crate::index::Index;
use crate::meaning::{EmbedError, Embedder, Gathering, Vectors, ask};
use crate::profile::Profile;
use crate::search::{Meaning, Query};

/// Places of each ranking that are looked at.
const DEPTH: usize = 1_000;

/// Documents, and queries that people have judged them for.
#[derive(Debug, Clone, Default)]
pub struct Collection {
    /// What is searched.
    pub documents: Vec<Profile>,
    /// What is asked.
    pub queries: Vec<Asked>,
}

/// A query with its judgements.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its text.
    pub profile: Profile,
    /// What people said.
    pub grades: Grades,
    /// What may answer it.
    pub candidates: Candidates,
}

/// One ranking, measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// The mean of nDCG@10 over the queries that something answers, from 0 to 1.
    pub ndcg: f64,
    /// The share of differently graded pairs in the right order, where all candidates are judged.
    pub pair_auc: Option<f64>,
}

/// Both rankings, and what they differ by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Queries that something answers.
    pub queries: usize,
    /// Plain BM25.
    pub plain: Measure,
    /// The ranking of this crate.
    pub ours: Measure,
    /// Ours less plain, in nDCG@10.
    pub difference: Interval,
}

/// Measures both rankings on the same queries; `None` when no query has an answer. With an embedder, ours knows
/// likeness of meaning too.
///
/// # Errors
/// When the lexicon is not usable, an index fails, or the embedder gives no vectors.
pub fn compare(
    lexicon: &Lexicon,
    collection: &Collection,
    embedder: Option<&dyn Embedder>,
) -> Result<Option<Comparison>, SearchError> {
    let index = Index::in_memory(lexicon)?;
    index.rebuild(collection.documents.iter().cloned(), 0)?;
    let plain = Plain::of(&collection.documents, index.analyzer())?;
    let meaning = embedder
        .map(|embedder| Ok::<_, EmbedError>((embedder, gathered(embedder, collection)?)))
        .transpose()?;
    let (mut of_plain, mut of_ours) = (Tally::default(), Tally::default());
    for asked in &collection.queries {
        of_plain.add(asked, &plain.scores(&asked.profile)?);
        of_ours.add(asked, &ours(&index, asked, meaning.as_ref())?);
    }
    let differences = of_ours.ndcg.iter().zip(&of_plain.ndcg);
    let differences: Vec<f64> = differences.map(|(ours, plain)| ours - plain).collect();
    let measures = of_plain.measure().zip(of_ours.measure());
    Ok(measures
        .zip(interval(&differences))
        .map(|((plain, ours), difference)| Comparison {
            queries: differences.len(),
            plain,
            ours,
            difference,
        }))
}

fn gathered(embedder: &dyn Embedder, collection: &Collection) -> Result<Vectors, EmbedError> {
    let mut gathering = Gathering::with(embedder);
    for document in &collection.documents {
        gathering.take(document);
    }
    gathering.finish()
}

fn ours(
    index: &Index,
    asked: &Asked,
    meaning: Option<&(&dyn Embedder, Vectors)>,
) -> Result<BTreeMap<i64, i64>, SearchError> {
    let admitted = |key| asked.grades.admits(asked.candidates, key);
    let query = Query::matching(&asked.profile, &[], DEPTH).among(&admitted);
    let hits = match meaning {
        None => index.search(&query)?,
        Some((embedder, vectors)) => {
            let vector = ask(*embedder, &asked.profile, vectors)?;
            let meaning = Meaning {
                vectors,
                asked: &vector,
            };
            index.search(&query.like(meaning))?
        }
    };
    Ok(hits.iter().map(|hit| (hit.key, hit.score_milli)).collect())
}

/// The figures of one ranking so far.
#[derive(Default)]
struct Tally {
    ndcg: Vec<f64>,
    pairs: Pairs,
}

impl Tally {
    /// Equal scores are in the order of keys; judged documents without a score come last.
    fn add(&mut self, asked: &Asked, scores: &BTreeMap<i64, i64>) {
        let admitted = scores
            .iter()
            .filter(|(key, _)| asked.grades.admits(asked.candidates, **key));
        let mut ranked: Vec<(i64, i64)> = admitted.map(|(key, score)| (*key, *score)).collect();
        if asked.candidates == Candidates::Judged {
            let unfound = asked
                .grades
                .0
                .keys()
                .filter(|key| !scores.contains_key(key));
            ranked.extend(unfound.map(|key| (*key, 0)));
            self.pairs = self.pairs.and(asked.grades.pairs(scores));
        }
        ranked.sort_by_key(|(key, score)| (Reverse(*score), *key));
        let keys: Vec<i64> = ranked.iter().map(|(key, _)| *key).collect();
        self.ndcg.extend(asked.grades.ndcg(&keys));
    }

    fn measure(&self) -> Option<Measure> {
        Some(Measure {
            ndcg: interval(&self.ndcg)?.mean,
            pair_auc: self.pairs.share(),
        })
    }
}
