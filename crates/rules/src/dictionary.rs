//! What the compiler asks about names: concepts, parameters, registers, vocabularies, literals.
//!
//! Main types: the trait [`Dictionary`] and [`Concept`]. The crate has no names and no units of
//! its own; whoever holds the dictionary implements the trait.

use crate::{Type, Value};

/// Whether a concept has one value or one per year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// One value, true until it changes.
    Timeless,
    /// One value per closed year; `.y1`, `.y2` … reach back.
    Yearly,
}

/// What "recorded as none" means for a number in arithmetic and comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoneMeans {
    /// None of it is zero of it: patents, debts, subsidies.
    Zero,
    /// There is nothing to compare: a comparison with it is not met, a sum with it does not
    /// exist.
    Nothing,
}

/// What the dictionary knows of a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// The type of its values.
    pub kind: Type,
    /// Whether it has yearly values.
    pub period: Period,
    /// How a recorded none counts; only numbers may say [`NoneMeans::Zero`].
    pub none: NoneMeans,
}

/// What the dictionary knows of a dated parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterEntry {
    /// The type of its values.
    pub kind: Type,
    /// The type of the value that selects a row, when the parameter is a table.
    pub by: Option<Type>,
}

/// What the dictionary knows of a register of rows held from day to day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterEntry {
    /// The levels a row may have; empty when rows have no level.
    pub levels: Vec<String>,
}

/// A code of a vocabulary with its rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedCode {
    /// The code as facts record it.
    pub code: String,
    /// Its rank; a higher rank satisfies a demand for a lower one. Codes may share a rank.
    pub rank: u32,
}

/// Why a quoted literal does not fit the type it is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiteralFault {
    /// What would fit, in Chinese, such as `带单位的重量,如 "20kg"`.
    pub expected_zh: String,
    /// What would fit, in English, such as `a weight with its unit, such as "20kg"`.
    pub expected_en: String,
}

/// The names and units a rule may use.
pub trait Dictionary {
    /// The concept with this id.
    fn concept(&self, id: &str) -> Option<Concept>;

    /// The parameter with this id.
    fn parameter(&self, id: &str) -> Option<ParameterEntry>;

    /// The register with this id.
    fn register(&self, id: &str) -> Option<RegisterEntry>;

    /// The codes of a vocabulary; empty when there is no such vocabulary.
    fn codes(&self, vocabulary: &str) -> Vec<RankedCode>;

    /// The value a quoted literal means where `expected` is needed. Called for numbers, money and
    /// codes only; dates, flags and text need no dictionary. A number comes back in base units.
    fn parse_literal(&self, text: &str, expected: &Type) -> Result<Value, LiteralFault>;

    /// A literal of this type as a person would write it, for help texts, such as `"20kg"`.
    fn example(&self, expected: &Type) -> Option<String>;

    /// Ids close to a misspelt one, best first, for help texts.
    fn similar_concepts(&self, id: &str) -> Vec<String> {
        let _ = id;
        Vec::new()
    }
}
