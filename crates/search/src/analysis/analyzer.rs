//! The analyser: runs, segmentation, stop words, synonyms.
//!
//! Main types: [`Analyzer`], [`Term`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use jieba_rs::Jieba;

use super::dictionary;
use super::fingerprint::Fingerprint;
use super::lexicon::{Lexicon, LexiconError};
use super::run::{Run, runs};

/// Changes whenever the rules of this module tree change what a text is cut into.
const RULES: u8 = 1;

/// One term of a text: what is indexed, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term<'a> {
    /// The folded word, or the canonical word of its synonym group.
    pub text: Cow<'a, str>,
    /// The bytes it takes in the text.
    pub range: Range<usize>,
}

/// Cuts text into terms. Cheap to clone; clones share the dictionary.
#[derive(Clone)]
pub struct Analyzer {
    inner: Arc<Inner>,
}

struct Inner {
    jieba: Arc<Jieba>,
    canonical: BTreeMap<String, String>,
    fingerprint: u64,
}

impl Analyzer {
    /// An analyser with the general dictionary and the given domain words.
    ///
    /// # Errors
    /// When an entry of the lexicon is not one word or stands in two synonym groups.
    pub fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let checked = lexicon.check()?;
        let inner = Inner {
            jieba: dictionary::with_words(checked.han_words.iter().map(String::as_str)),
            fingerprint: fingerprint(&checked.han_words, &checked.canonical),
            canonical: checked.canonical,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// The terms of a text. A long Chinese word is followed by the shorter words inside it, so
    /// that either finds the other; stop words and lone digits are left out.
    pub fn terms<'a>(&self, text: &'a str) -> Vec<Term<'a>> {
        let mut terms = Vec::new();
        for run in runs(text) {
            match run {
                Run::Han(range) => self.push_han(&mut terms, text, range),
                Run::Word(word, range) => self.push_term(&mut terms, Cow::Owned(word), range),
            }
        }
        terms
    }

    /// A hash of everything that decides how text is cut; an index built with another one is of
    /// no use.
    pub fn fingerprint(&self) -> u64 {
        self.inner.fingerprint
    }

    /// How rare a term is in Chinese at large, above 0 and at most 1. Tells boilerplate from
    /// content even where the index is too small to do so.
    pub(crate) fn general_rarity(&self, term: &str) -> f32 {
        dictionary::general_rarity(&self.inner.jieba, term)
    }

    fn push_han<'a>(&self, terms: &mut Vec<Term<'a>>, text: &'a str, run: Range<usize>) {
        let start = run.start;
        for token in self.inner.jieba.cut_for_search(&text[run], true) {
            let range = start + token.byte_start..start + token.byte_end;
            self.push_term(terms, Cow::Borrowed(token.word), range);
        }
    }

    fn push_term<'a>(&self, terms: &mut Vec<Term<'a>>, word: Cow<'a, str>, range: Range<usize>) {
        if dictionary::is_stop_word(&word) || is_lone_digit(&word) {
            return;
        }
        let text = match self.inner.canonical.get(word.as_ref()) {
            Some(canonical) => Cow::Owned(canonical.clone()),
            None => word,
        };
        terms.push(Term { text, range });
    }
}

impl fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Analyzer")
            .field("fingerprint", &self.inner.fingerprint)
            .finish()
    }
}

fn is_lone_digit(word: &str) -> bool {
    word.len() == 1 && word.as_bytes()[0].is_ascii_digit()
}

fn fingerprint(words: &[String], canonical: &BTreeMap<String, String>) -> u64 {
    let mut hash = Fingerprint::new().with(&[RULES]);
    for part in dictionary::sources() {
        hash = hash.with(part);
    }
    for word in words {
        hash = hash.with(word.as_bytes());
    }
    for (word, canonical) in canonical {
        hash = hash.with(word.as_bytes()).with(canonical.as_bytes());
    }
    hash.value()
}
