//! What is searched for.
//!
//! Main types: [`Query`], [`Coverage`].

use std::collections::BTreeMap;
use std::fmt;

use super::characters;
use crate::analysis::Analyzer;
use crate::meaning::Vectors;
use crate::profile::{Kind, Profile};

/// How much of a query a profile has to hold to be a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Coverage {
    /// Any term; the ranking tells good from poor. For matching whole texts.
    #[default]
    Any,
    /// At least three in five of the words that occur in the index at all; part of a long word
    /// will do. For a search box.
    Most,
}

/// A search: a few words, or the whole text of a need or an offer.
#[derive(Clone, Copy)]
pub struct Query<'a> {
    /// The name of what is searched for; its words count for more. May be empty.
    pub title: &'a str,
    /// The words or the description; of any length.
    pub text: &'a str,
    /// Words that stand for what is searched for; they count like the title.
    pub keywords: &'a [String],
    /// The kinds wanted; empty for all.
    pub kinds: &'a [Kind],
    /// The most hits wanted; at most 1,000 are given.
    pub limit: usize,
    /// How much of the query a hit has to hold.
    pub coverage: Coverage,
    /// The keys that may be hits, if not all; asked only for profiles that would be hits.
    pub allowed: Option<&'a dyn Fn(i64) -> bool>,
    /// Likeness of meaning, if vectors of the profiles are at hand.
    pub meaning: Option<Meaning<'a>>,
}

/// What is asked for as a vector, and the vectors of profiles that it is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Meaning<'a> {
    /// The vectors of the profiles; a profile without one is like the average.
    pub vectors: &'a Vectors,
    /// What is asked for, as the model gave it.
    pub asked: &'a [f32],
}

impl<'a> Query<'a> {
    /// A few words, as typed into a search box.
    pub fn words(text: &'a str, limit: usize) -> Self {
        let (kinds, coverage) = (&[][..], Coverage::Most);
        Self {
            title: "",
            text,
            keywords: &[],
            kinds,
            limit,
            coverage,
            allowed: None,
            meaning: None,
        }
    }

    /// What fits a whole profile among the given kinds: a need's offers, an offer's needs.
    pub fn matching(profile: &'a Profile, kinds: &'a [Kind], limit: usize) -> Self {
        Self {
            title: &profile.title,
            text: &profile.text,
            keywords: &profile.keywords,
            kinds,
            limit,
            coverage: Coverage::Any,
            allowed: None,
            meaning: None,
        }
    }

    /// The same search among the keys for which `allowed` is true.
    #[must_use]
    pub fn among(self, allowed: &'a dyn Fn(i64) -> bool) -> Self {
        Self {
            allowed: Some(allowed),
            ..self
        }
    }

    /// The same search, for what is near in meaning too.
    #[must_use]
    pub fn like(self, meaning: Meaning<'a>) -> Self {
        Self {
            meaning: Some(meaning),
            ..self
        }
    }

    /// The distinct terms, how often each stands in the title and the text, and in which word.
    pub(super) fn terms(&self, analyzer: &Analyzer) -> BTreeMap<String, Occurrences> {
        let mut terms: BTreeMap<String, Occurrences> = BTreeMap::new();
        let mut word = 0;
        for (part, in_title) in self.parts() {
            let mut start = usize::MAX;
            for term in analyzer.terms(part).into_iter().rev() {
                let is_inside = term.range.end > start;
                word += usize::from(!is_inside);
                start = start.min(term.range.start);
                let first = Occurrences {
                    word,
                    ..Occurrences::default()
                };
                let count = terms.entry(term.text.into_owned()).or_insert(first);
                count.title += u32::from(in_title);
                count.text += u32::from(!in_title);
            }
        }
        terms
    }

    /// The distinct Chinese characters, and how often each stands in the title and the text.
    pub(super) fn characters(&self) -> characters::Counts {
        characters::count(self.parts())
    }

    /// Keywords, title and text, each with whether it counts like the title.
    fn parts(&self) -> impl Iterator<Item = (&'a str, bool)> {
        let keywords = self.keywords.iter().map(|keyword| (keyword.as_str(), true));
        keywords.chain([(self.title, true), (self.text, false)])
    }

    /// Whether a profile of this kind and key may be a hit.
    pub(super) fn admits(&self, kind: u64, key: i64) -> bool {
        self.wants(|| kind) && self.allows(key)
    }

    /// Whether the filter lets a key through.
    pub(super) fn allows(&self, key: i64) -> bool {
        self.allowed.is_none_or(|allowed| allowed(key))
    }

    /// Whether profiles of this kind are wanted; it is read only when it matters.
    pub(super) fn wants(&self, kind: impl FnOnce() -> u64) -> bool {
        if self.kinds.is_empty() {
            return true;
        }
        let kind = kind();
        self.kinds.iter().any(|one| one.code() == kind)
    }
}

/// How often a term stands in a query, and the word it belongs to: a long word and the shorter
/// ones inside it have the same number. Read from the end, the long word comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Occurrences {
    pub(super) title: u32,
    pub(super) text: u32,
    pub(super) word: usize,
}

impl fmt::Debug for Query<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("title", &self.title)
            .field("text", &self.text)
            .field("keywords", &self.keywords)
            .field("kinds", &self.kinds)
            .field("limit", &self.limit)
            .field("coverage", &self.coverage)
            .field("filtered", &self.allowed.is_some())
            .field("by_meaning", &self.meaning.is_some())
            .finish()
    }
}
