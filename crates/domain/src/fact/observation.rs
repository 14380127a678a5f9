//! One entry of the fact journal, where it came from and who may see it.

use crate::id::SubjectKey;
use crate::period::Period;
use crate::region::RegionCode;
use crate::word::worded;
use benfu_rules::{Day, Value};

worded! {
    /// Who may see a fact.
    Level {
        /// Everybody.
        Public = "public",
        /// Everybody who has an account.
        Members = "members",
        /// The parties of a case in which the fact plays a part.
        Parties = "parties",
        /// Only the party that gave it, and officers who answer for that party.
        Owner = "owner",
        /// Nobody: it answers constraints of published needs unseen, and each answer is shown to its owner.
        MatchOnly = "match_only",
    }
}

worded! {
    /// What kind of thing vouches for a fact.
    SourceKind {
        /// The subject said so.
        Declared = "declared",
        /// It stood in an imported file.
        Imported = "imported",
        /// An authority's register or notice.
        Official = "official",
        /// It was measured in a trial or test.
        Measured = "measured",
        /// It follows from other records here.
        Derived = "derived",
    }
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What vouches for it.
    pub kind: SourceKind,
    /// Name of the document, file or person's role.
    pub title: String,
    /// Document number, page or row, if any.
    pub reference: Option<String>,
    /// Date of the document.
    pub dated: Option<Day>,
}

/// What was observed: a value, or recorded absence. Absence is a fact too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Observed {
    /// A value; numbers count the concept's base unit (fen, g, mm, N/m², …), ratios are plain.
    Value(Value),
    /// There is none, and somebody said so.
    None,
    /// The question does not apply to this subject.
    NotApplicable,
}

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// About whom or what.
    pub subject: SubjectKey,
    /// Which concept (identifier in the pack's dictionary).
    pub concept: String,
    /// When it was true.
    pub period: Period,
    /// What was observed; `None` retracts what was recorded for this subject, concept and period.
    pub observed: Option<Observed>,
    /// Who may see it.
    pub level: Level,
    /// Where it comes from.
    pub source: Source,
}

/// A register is complete within a scope: inside it, no row means *no*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// Which register, for example a status scheme.
    pub register: String,
    /// Region code prefix within which it is complete.
    pub territory: String,
    /// The day as of which it is complete.
    pub as_of: Day,
    /// The statement's source.
    pub source: Source,
}

impl Completeness {
    /// Does it speak for a subject at a place on a day? A place that nobody knows lies only within the whole.
    pub fn covers(&self, place: Option<&RegionCode>, on: Day) -> bool {
        let inside = match place {
            Some(region) => region.as_str().starts_with(&self.territory),
            None => self.territory.is_empty(),
        };
        inside && self.as_of >= on
    }
}
