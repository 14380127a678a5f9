//! What an evaluation asks of the world: facts of one subject, and dated parameters.
//!
//! Main types: the traits [`Facts`] and [`Parameters`], and [`Lookup`], the answer to "what is
//! recorded?". How facts are stored, and who may see them, does not belong here.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::{Day, Exact, Value};

/// Where a fact comes from: a handle the caller chose (an entry's id, a register's statement, a
/// clause). It is carried into the trace untouched and is cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source(Arc<str>);

impl Source {
    /// A source with this handle.
    pub fn new(handle: &str) -> Self {
        Self(Arc::from(handle))
    }

    /// The handle as the caller gave it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is recorded of one concept about one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// A value is recorded.
    Known {
        /// The value, of the concept's type.
        value: Cow<'a, Value>,
        /// Where it comes from.
        source: Source,
    },
    /// It is recorded that there is none: no patents, no accidents, no subsidy.
    RecordedNone {
        /// Where that comes from.
        source: Source,
    },
    /// It is recorded that the question does not arise: sales of a year before the founding.
    NotApplicable {
        /// Where that comes from.
        source: Source,
    },
    /// Nothing is recorded.
    Unknown,
}

impl<'a> Lookup<'a> {
    /// A known value that the caller keeps.
    pub fn known(value: &'a Value, source: &Source) -> Self {
        Self::Known {
            value: Cow::Borrowed(value),
            source: source.clone(),
        }
    }

    /// The same, kept without the caller.
    pub fn into_owned(self) -> Lookup<'static> {
        match self {
            Self::Known { value, source } => Lookup::Known {
                value: Cow::Owned(value.into_owned()),
                source,
            },
            Self::RecordedNone { source } => Lookup::RecordedNone { source },
            Self::NotApplicable { source } => Lookup::NotApplicable { source },
            Self::Unknown => Lookup::Unknown,
        }
    }
}

/// How many rows of a register answer a question, as far as the register is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterAnswer {
    /// The register is complete for the subject on that day: there are exactly so many rows.
    /// Zero rows mean *no*, with the completeness statement as the source.
    Exactly {
        /// Rows that match.
        count: u32,
        /// The row, or the completeness statement.
        source: Source,
    },
    /// The register makes no statement of completeness, but so many rows are there.
    AtLeast {
        /// Rows that match, one or more.
        count: u32,
        /// A row that matches.
        source: Source,
    },
    /// No row, and no statement that would make the absence mean something.
    Unknown,
}

/// The facts of one subject, as of one moment of knowledge.
pub trait Facts {
    /// What is recorded of a concept. For a concept with yearly values, `years_back` counts from
    /// the latest closed year before the evaluation date (0 = that year, 1 = the year before);
    /// for a timeless concept it is 0.
    fn lookup(&self, concept: &str, years_back: u8) -> Lookup<'_>;

    /// How many rows of a register the subject holds on a day, at a level or at any level.
    fn register(&self, register: &str, level: Option<&str>, on: Day) -> RegisterAnswer;
}

/// A parameter's value on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterValue {
    /// The value, of the parameter's type.
    pub value: Value,
    /// The clause it comes from.
    pub source: Source,
}

/// Why a parameter has no value: never a silent fallback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterGap {
    /// There is no parameter with this id.
    NoSuchParameter,
    /// No value is in force on the day asked.
    NoValueOnDay,
    /// There is a table on that day, but no row covers the value it is looked up by.
    NoRow,
}

/// One row of a parameter's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Up to and including this value of what selects the row; none for the last row.
    pub up_to: Option<Exact>,
    /// The value.
    pub is: Exact,
}

/// Dated parameters.
pub trait Parameters {
    /// All rows of a table of numbers in force on a day, the lowest limit first, when the host tells them: a sweep
    /// then need not ask row by row. They must say what [`parameter`](Self::parameter) says.
    fn tiers(&self, id: &str, on: Day) -> Option<Vec<Tier>> {
        let _ = (id, on);
        None
    }

    /// The value of a parameter in force on a day, from the row that `by` selects when the
    /// parameter is a table.
    fn parameter(
        &self,
        id: &str,
        by: Option<&Value>,
        on: Day,
    ) -> Result<ParameterValue, ParameterGap>;
}
