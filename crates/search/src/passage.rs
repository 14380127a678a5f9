//! Picks the sentences of a text that show why it was found.
//!
//! Main type: [`Passage`]. Escaping for a page does not belong here: a passage is plain text with
//! the places to highlight.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::analysis::{Analyzer, Term};
use crate::search::MatchedTerm;

/// The most passages of one text.
const MOST_PASSAGES: usize = 3;
/// A longer sentence is cut around its first match; in characters.
const LONGEST: usize = 120;
/// How many characters before the first match stay when a sentence is cut.
const LEAD: usize = 20;

/// A piece of a text with the matched words in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The sentence, or the part of a long one around its matches, as it stands in the text.
    pub text: String,
    /// The bytes of `text` to highlight: ascending, apart, on character boundaries.
    pub highlights: Vec<Range<usize>>,
}

impl Analyzer {
    /// The one to three sentences that hold the weightiest matched terms, in reading order; each
    /// adds a term that the better ones lack. None when no term occurs in the text.
    pub fn passages(&self, text: &str, matched: &[MatchedTerm]) -> Vec<Passage> {
        let weights: BTreeMap<&str, u32> = matched
            .iter()
            .map(|term| (term.text.as_str(), term.weight_permille.max(1)))
            .collect();
        let terms = self.terms(text);
        let found: Vec<_> = terms
            .iter()
            .filter(|term| weights.contains_key(term.text.as_ref()))
            .collect();
        let sentences = sentences(text, &found);
        let mut chosen = choose(&sentences, &weights);
        chosen.sort_by_key(|sentence| sentence.range.start);
        chosen
            .into_iter()
            .map(|sentence| passage(text, sentence))
            .collect()
    }
}

/// A sentence and the matched terms in it.
struct Sentence<'a> {
    range: Range<usize>,
    terms: &'a [&'a Term<'a>],
}

/// The sentences that hold at least one of the found terms, which are in the order of the text.
fn sentences<'a>(text: &str, found: &'a [&'a Term<'a>]) -> Vec<Sentence<'a>> {
    let mut start = 0;
    let mut rest = found;
    let mut sentences = Vec::new();
    for piece in text.split_inclusive(is_sentence_end) {
        let range = start..start + piece.len();
        let (terms, later) =
            rest.split_at(rest.partition_point(|term| term.range.start < range.end));
        rest = later;
        start = range.end;
        if !terms.is_empty() {
            sentences.push(Sentence { range, terms });
        }
    }
    sentences
}

const fn is_sentence_end(letter: char) -> bool {
    matches!(
        letter,
        '\u{3002}' | '\u{ff01}' | '\u{ff1f}' | '\u{ff1b}' | '!' | '?' | ';' | '\n' | '\r'
    )
}

/// Takes the sentence that adds most weight, then the next, until none adds any.
fn choose<'a, 'b>(
    sentences: &'b [Sentence<'a>],
    weights: &BTreeMap<&str, u32>,
) -> Vec<&'b Sentence<'a>> {
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    let mut chosen = Vec::new();
    while chosen.len() < MOST_PASSAGES {
        let gain = |sentence: &Sentence<'_>| new_weight(sentence, weights, &shown);
        let best = sentences.iter().rev().max_by_key(|sentence| gain(sentence));
        let Some(best) = best.filter(|sentence| gain(sentence) > 0) else {
            break;
        };
        shown.extend(best.terms.iter().map(|term| term.text.as_ref()));
        chosen.push(best);
    }
    chosen
}

/// The weight of the sentence's terms that are not shown yet.
fn new_weight(
    sentence: &Sentence<'_>,
    weights: &BTreeMap<&str, u32>,
    shown: &BTreeSet<&str>,
) -> u32 {
    let terms: BTreeSet<&str> = sentence
        .terms
        .iter()
        .map(|term| term.text.as_ref())
        .collect();
    terms
        .difference(shown)
        .filter_map(|term| weights.get(term))
        .sum()
}

fn passage(text: &str, sentence: &Sentence<'_>) -> Passage {
    let range = window(text, sentence);
    let inside = sentence.terms.iter().map(|term| term.range.clone());
    let inside = inside.filter(|place| range.start <= place.start && place.end <= range.end);
    let mut places: Vec<_> = inside
        .map(|place| place.start - range.start..place.end - range.start)
        .collect();
    places.sort_by_key(|place| (place.start, place.end));
    Passage {
        text: text[range].to_owned(),
        highlights: joined(&places),
    }
}

/// The sentence without blanks around it, cut to [`LONGEST`] characters around its first match.
fn window(text: &str, sentence: &Sentence<'_>) -> Range<usize> {
    let whole = &text[sentence.range.clone()];
    let start = sentence.range.start + whole.len() - whole.trim_start().len();
    let end = start + whole.trim().len();
    if text[start..end].chars().count() <= LONGEST {
        return start..end;
    }
    let first = sentence
        .terms
        .iter()
        .map(|term| term.range.start)
        .min()
        .unwrap_or(start);
    let back = text[start..first].char_indices().rev().nth(LEAD - 1);
    let start = back.map_or(start, |(offset, _)| start + offset);
    let forward = text[start..end].char_indices().nth(LONGEST);
    start..forward.map_or(end, |(offset, _)| start + offset)
}

/// Ranges that overlap or touch become one.
fn joined(sorted: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for place in sorted {
        match joined.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => joined.push(place.clone()),
        }
    }
    joined
}
