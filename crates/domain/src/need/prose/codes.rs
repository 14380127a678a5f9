//! Codes of vocabularies in prose: `IP68` behind a name or by itself, certificates in a list.

use super::value::{fillers, leading_comparison, trailing_comparison};
use crate::fact::{Concept, Vocabulary, VocabularyEntry};
use benfu_rules::Type;
use std::ops::Range;

/// Words of a clause that lists certificates.
const CERTIFIED: &[&str] = &["认证", "证书", "资质", "通过", "取得"];

/// A code and where it stands.
type At<'d> = (&'d VocabularyEntry, Range<usize>);

/// The code that stands directly behind a name, fillers and comparisons left out.
pub(super) fn behind<'d>(vocabulary: &'d Vocabulary, text: &str) -> Option<At<'d>> {
    let mut start = fillers(text);
    start += leading_comparison(&text[start..]).map_or(0, |(_, length)| length);
    start += fillers(&text[start..]);
    let (entry, length) = longest(vocabulary, &text[start..])?;
    Some((entry, start..start + length))
}

/// Every code in a text.
pub(super) fn all<'d>(vocabulary: &'d Vocabulary, text: &str) -> Vec<At<'d>> {
    let places = text.char_indices().map(|(place, _)| place);
    let starts = places.filter(|place| word_begins(text, *place));
    let found = starts.filter_map(|place| {
        let (entry, length) = longest(vocabulary, &text[place..])?;
        Some((entry, place..place + length))
    });
    found.collect()
}

/// Whether a text speaks of certificates.
pub(super) fn lists_certificates(text: &str) -> bool {
    CERTIFIED.iter().any(|word| text.contains(word))
}

/// A demand for a code, with what stands before and behind it; of ordered codes a bare one is the least.
pub(super) fn asked(
    concept: &Concept,
    entry: &VocabularyEntry,
    (before, behind): (&str, &str),
) -> String {
    let ordered = matches!(concept.kind, Type::Code { ordered: true, .. });
    let leading = leading_comparison(&before[fillers(before)..]);
    let said = leading.or_else(|| trailing_comparison(behind));
    let sign = if ordered {
        said.map_or(">=", |(sign, _)| sign)
    } else {
        "=="
    };
    format!("{} {sign} {}", concept.label.zh, entry.code)
}

/// A demand for one of several codes.
pub(super) fn one_of(concept: &Concept, entry: &VocabularyEntry) -> String {
    format!("{} 包含 {}", concept.label.zh, entry.code)
}

/// The longest code, name or synonym of a vocabulary that a text begins with, as a word of its own, and its length.
fn longest<'d>(vocabulary: &'d Vocabulary, text: &str) -> Option<(&'d VocabularyEntry, usize)> {
    let ways = vocabulary.entries.iter().flat_map(|entry| {
        let own = [&entry.code, &entry.label.zh].into_iter();
        own.chain(&entry.synonyms).map(move |way| (entry, way))
    });
    let fits = ways.filter(|(_, way)| {
        let begins = text.get(..way.len());
        let begins = begins.is_some_and(|begins| begins.eq_ignore_ascii_case(way));
        begins && way.chars().count() > 1 && word_begins(text, way.len())
    });
    fits.map(|(entry, way)| (entry, way.len()))
        .max_by_key(|(_, length)| *length)
}

/// Whether no Latin word goes on over a place.
fn word_begins(text: &str, place: usize) -> bool {
    let letter = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    !(letter(text[..place].chars().next_back()) && letter(text[place..].chars().next()))
}

/// A code of letters and digits, which nothing else is written like.
pub(super) fn tells_itself(code: &str) -> bool {
    code.len() > 3
        && code.chars().any(|char| char.is_ascii_digit())
        && code.chars().any(|char| char.is_ascii_uppercase())
}
