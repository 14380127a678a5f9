//! What can be observed: the entries of the concept dictionary.

use super::Level;
use crate::label::Label;
use crate::word::worded;
use benfu_rules::{NoneMeans, Type};

worded! {
    /// What a fact can be about.
    SubjectKind {
        /// A party.
        Party = "party",
        /// An offer.
        Offer = "offer",
        /// A need.
        Need = "need",
        /// A process that looks for a floor.
        Process = "process",
        /// A unit of space.
        Space = "space",
        /// A case.
        Case = "case",
    }
}

worded! {
    /// Which way a demand for a value is meant that says neither more nor less.
    Bound {
        /// So much or more, as of endurance.
        AtLeast = "at_least",
        /// So much or less, as of weight.
        AtMost = "at_most",
    }
}

/// One thing that can be observed. Its name carries neither unit nor period: both stand here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Identifier used in rules, for example `ingress_protection`.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// How a supplier or firm is asked for it.
    pub question: Label,
    /// Type and base unit of its values.
    pub kind: Type,
    /// The unit in which people write and read it; empty for plain values.
    pub display_unit: String,
    /// One value per closed year, or one value until it changes.
    pub period: benfu_rules::Period,
    /// How a recorded *none* counts.
    pub none: NoneMeans,
    /// What it is about.
    pub subject: SubjectKind,
    /// The level a new fact has when nobody chooses another.
    pub level: Level,
    /// How a demand for a bare value is meant; not said of what is no matter of more or less.
    pub demanded: Option<Bound>,
    /// Other headers under which it stands in people's files.
    pub synonyms: Vec<String>,
    /// Words for it in running text that would be too wide for a header; several concepts may share one.
    pub spoken: Vec<String>,
}
