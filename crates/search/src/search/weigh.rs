//! Which terms of a query tell most, and how much each counts.
//!
//! A need of 3,000 characters is a query too: few of its words say what it is about. A term tells
//! much when it is repeated or stands in the title, when few profiles hold it, and when it is rare
//! in the language at large (so that the boilerplate of needs does not decide among offers).

use std::collections::BTreeMap;

use crate::analysis::Analyzer;

use super::query::Occurrences;
use super::statistics::Statistics;

/// The most terms a query is cut down to.
const MOST_TERMS: usize = 64;
/// How many occurrences in the text one in the title stands for.
const TITLE_COUNT: f32 = 2.0;
/// How fast repeating a term in a query stops adding weight (k3 of BM25).
const REPEAT: f32 = 8.0;

/// A term of a query with its weight.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weighted {
    pub(super) text: String,
    /// The factor on the term's BM25 score; positive.
    pub(super) weight: f32,
    /// The word of the query that the term is or lies in.
    pub(super) word: usize,
}

/// The terms that tell most, in the order of their text; terms that no profile holds are left out.
pub(super) fn most_telling(
    asked: &BTreeMap<String, Occurrences>,
    statistics: &Statistics,
    analyzer: &Analyzer,
) -> Vec<Weighted> {
    let known = asked
        .iter()
        .filter(|(term, _)| statistics.frequency(term) > 0);
    let mut terms: Vec<Weighted> = known
        .map(|(term, count)| weighted(term, *count, analyzer))
        .collect();
    let telling = |term: &Weighted| term.weight * statistics.rarity(&term.text);
    terms.sort_by(|a, b| {
        telling(b)
            .total_cmp(&telling(a))
            .then_with(|| a.text.cmp(&b.text))
    });
    terms.truncate(MOST_TERMS);
    terms.sort_by(|a, b| a.text.cmp(&b.text));
    terms
}

fn weighted(term: &str, count: Occurrences, analyzer: &Analyzer) -> Weighted {
    Weighted {
        text: term.to_owned(),
        weight: repeat_weight(count) * analyzer.general_rarity(term),
        word: count.word,
    }
}

/// Grows with the number of occurrences, ever more slowly.
#[expect(
    clippy::cast_precision_loss,
    reason = "the weight is all but flat long before that"
)]
pub(super) fn repeat_weight(count: Occurrences) -> f32 {
    let count = TITLE_COUNT * count.title as f32 + count.text as f32;
    (REPEAT + 1.0) * count / (REPEAT + count)
}
