//! What is indexed: one profile per need, offer or firm.
//!
//! Main types: [`Profile`], [`Kind`], [`Change`]. Which facts of a record may be searched is
//! decided by the caller; a confidential text must not be put into a profile.

/// What a profile describes; a search may be limited to some kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A need (需求): scenario, technical need, space or money wanted.
    Need,
    /// An offer (供给): technology, capability, space, fund product.
    Offer,
    /// A party (主体): an organisation by its own description.
    Party,
}

impl Kind {
    /// The number stored in the index; never reused for another kind.
    pub(crate) const fn code(self) -> u64 {
        match self {
            Self::Need => 0,
            Self::Offer => 1,
            Self::Party => 2,
        }
    }
}

/// The searchable text of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The record's number in the store; unique over all kinds.
    pub key: i64,
    /// What the profile describes.
    pub kind: Kind,
    /// The name of the record; its words count for more.
    pub title: String,
    /// The description, of any length.
    pub text: String,
    /// Words that stand for the record, such as its industry; they count like the title.
    pub keywords: Vec<String>,
}

/// One change to the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Adds the profile, in place of an earlier one with the same key.
    Put(Profile),
    /// Takes the profile with this key out; no error if there is none.
    Remove(i64),
}
