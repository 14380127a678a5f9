//! Domain words and synonyms that a pack adds to the general dictionary.
//!
//! Main types: [`Lexicon`], [`LexiconError`]. Reading packs does not belong here.

use std::collections::BTreeMap;

use super::run::{Run, runs};

/// Words kept whole, and groups of words that mean the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// Chinese words that segmentation must not break, such as a name of a product class.
    pub words: Vec<String>,
    /// Groups of equal meaning; all members count as the first one. Each member is one word:
    /// Han characters only, or letters and digits only.
    pub synonyms: Vec<Vec<String>>,
}

/// Why a lexicon cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// An entry is empty, mixes scripts or holds a space or a sign.
    #[error(
        "lexicon entry {word:?} is not one word: use Han characters only or letters and digits only"
    )]
    NotOneWord {
        /// The entry as written.
        word: String,
    },
    /// A word stands in two synonym groups, so its meaning is undecided.
    #[error("lexicon entry {word:?} stands in two synonym groups: merge the groups or drop one")]
    InTwoGroups {
        /// The word as written.
        word: String,
    },
}

/// A lexicon that has been checked: folded words, and the canonical form of each synonym.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) han_words: Vec<String>,
    pub(super) canonical: BTreeMap<String, String>,
}

impl Lexicon {
    /// Folds and checks every entry.
    pub(super) fn check(&self) -> Result<Checked, LexiconError> {
        let mut checked = Checked::default();
        for word in &self.words {
            checked.add_word(word)?;
        }
        for group in &self.synonyms {
            checked.add_group(group)?;
        }
        Ok(checked)
    }
}

impl Checked {
    fn add_word(&mut self, word: &str) -> Result<String, LexiconError> {
        let folded = match runs(word).as_slice() {
            [Run::Han(range)] if range.len() == word.len() => {
                self.han_words.push(word.to_owned());
                word.to_owned()
            }
            [Run::Word(folded, range)] if range.len() == word.len() => folded.clone(),
            _ => {
                return Err(LexiconError::NotOneWord {
                    word: word.to_owned(),
                });
            }
        };
        Ok(folded)
    }

    fn add_group(&mut self, group: &[String]) -> Result<(), LexiconError> {
        let Some(first) = group.first() else {
            return Ok(());
        };
        let canonical = self.add_word(first)?;
        for word in group {
            let folded = self.add_word(word)?;
            let before = self.canonical.insert(folded, canonical.clone());
            if before.is_some_and(|other| other != canonical) {
                return Err(LexiconError::InTwoGroups { word: word.clone() });
            }
        }
        Ok(())
    }
}
