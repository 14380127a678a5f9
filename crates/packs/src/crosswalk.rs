//! Crosswalks: what became of the codes of an older list.
//!
//! Main type: [`Crosswalk`]. Lists of industries change every few years; facts under an older list are not rewritten
//! but carried over by one table, which the loader holds against both lists.

use crate::pack::Citation;
use benfu_domain::fact::Dictionary;
use benfu_domain::{Day, Label};
use std::collections::{BTreeMap, BTreeSet};

/// A code of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeIn {
    /// The vocabulary.
    pub vocabulary: String,
    /// The code.
    pub code: String,
}

/// What the codes of one vocabulary became in those that followed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crosswalk {
    /// Identifier, the name of its file.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// The older vocabulary.
    pub from: String,
    /// The vocabularies that followed it.
    pub into: Vec<String>,
    /// First day of the newer list.
    pub since: Option<Day>,
    /// Who says so.
    pub source: Citation,
    /// What each older code became; nothing when it was dropped.
    pub rows: BTreeMap<String, Vec<CodeIn>>,
}

impl Crosswalk {
    /// What an older code became, nothing when it was dropped; none for a code the older list does not have.
    pub fn becomes(&self, code: &str) -> Option<&[CodeIn]> {
        self.rows.get(code).map(Vec::as_slice)
    }

    /// The codes of a vocabulary that followed to which no older code leads: those that are new.
    pub fn new_codes(&self, vocabulary: &str, dictionary: &Dictionary) -> Vec<String> {
        let reached: BTreeSet<&str> = self
            .rows
            .values()
            .flatten()
            .filter(|target| target.vocabulary == vocabulary)
            .map(|target| target.code.as_str())
            .collect();
        let followed = dictionary
            .vocabularies
            .get(vocabulary)
            .filter(|_| self.into.iter().any(|into| into == vocabulary));
        let entries = followed.into_iter().flat_map(|known| &known.entries);
        entries
            .map(|entry| entry.code.clone())
            .filter(|code| !reached.contains(code.as_str()))
            .collect()
    }
}
