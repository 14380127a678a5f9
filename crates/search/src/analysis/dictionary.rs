//! The general Chinese dictionary and the stop words, both compiled into the program.
//!
//! The dictionary is unpacked once, when the first text is analysed. Words of one customer or one
//! industry do not belong here: they come with a [`Lexicon`](super::Lexicon).

use std::collections::HashSet;
use std::io::BufReader;
use std::sync::{Arc, LazyLock};

use flate2::read::DeflateDecoder;
use jieba_rs::Jieba;

/// `word frequency` lines; origin and licence are in `dictionary/NOTICE.md`.
const WORDS: &[u8] = include_bytes!("../../dictionary/words.deflate");
/// Terms of technology and industry that the general list lacks, one a line.
const TECHNOLOGY: &str = include_str!("../../dictionary/technology.txt");
const STOP_WORDS: &str = include_str!("../../dictionary/stop_words.txt");

/// The words of the corpus in which the dictionary's frequencies were counted, about.
const CORPUS: f32 = 60_000_000.0;
/// The natural logarithm of how rare a word must be to count as wholly rare: fewer than 1 in a million.
const RAREST: f32 = 14.0;

static GENERAL: LazyLock<Arc<Jieba>> = LazyLock::new(|| Arc::new(load()));
static STOPPED: LazyLock<HashSet<&str>> = LazyLock::new(|| STOP_WORDS.split_whitespace().collect());

/// The segmenter with the general dictionary; loaded on the first call, shared afterwards.
pub(super) fn general() -> Arc<Jieba> {
    Arc::clone(&GENERAL)
}

/// The segmenter with the general dictionary and the given words, each kept whole.
pub(super) fn with_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Arc<Jieba> {
    let mut jieba = general();
    for word in words {
        Arc::make_mut(&mut jieba).add_word(word, None, None);
    }
    jieba
}

/// Whether the term says nothing about what a text is about.
pub(crate) fn is_stop_word(term: &str) -> bool {
    STOPPED.contains(term)
}

/// How rare a term is in Chinese at large: from near 0 for the commonest words to 1 for words
/// that the dictionary hardly knows, on a logarithmic scale.
#[expect(
    clippy::cast_precision_loss,
    reason = "a logarithm of a count needs no exactness"
)]
pub(super) fn general_rarity(jieba: &Jieba, term: &str) -> f32 {
    let frequency = jieba.suggest_freq(term).max(1) as f32;
    (CORPUS / frequency).ln().clamp(1.0, RAREST) / RAREST
}

/// The compiled-in bytes that decide how text is analysed, for the fingerprint of an index.
pub(super) fn sources() -> [&'static [u8]; 3] {
    [WORDS, TECHNOLOGY.as_bytes(), STOP_WORDS.as_bytes()]
}

fn load() -> Jieba {
    let mut words = BufReader::new(DeflateDecoder::new(WORDS));
    let mut jieba = Jieba::with_dict(&mut words)
        .expect("the compiled-in dictionary is well formed; a test loads it");
    for word in TECHNOLOGY.lines() {
        jieba.add_word(word, None, None);
    }
    jieba
}
