//! Turns text into the terms that are indexed and searched, the same way for both.
//!
//! Main types: [`Analyzer`], [`Lexicon`], [`Term`]. Deterministic and free of IO. What a term is
//! worth, and how documents are found by it, does not belong here.

mod analyzer;
mod dictionary;
mod fingerprint;
mod lexicon;
mod run;
mod stream;
mod unit;

pub use analyzer::{Analyzer, Term};
pub(crate) use dictionary::is_stop_word;
pub(crate) use fingerprint::Fingerprint;
pub use lexicon::{Lexicon, LexiconError};
pub(crate) use run::han_characters;
