//! The language of rules: conditions over facts with three answers, exact arithmetic and an
//! explanation that is data.
//!
//! Main types: [`Answer`], [`Exact`], [`Day`], [`Value`], and the traits a host implements:
//! [`Facts`], [`Parameters`], [`Dictionary`]. The crate knows no word of any domain.

#![warn(clippy::float_arithmetic, clippy::wildcard_enum_match_arm)]

mod answer;
mod bitmap;
mod check;
mod columns;
mod day;
mod diagnostic;
mod dictionary;
mod evaluate;
mod exact;
mod explain;
mod facts;
mod fault_words;
mod missing;
mod operand;
mod plan;
mod rule;
mod sweep;
mod syntax;
mod trace;
mod value;

pub use answer::Answer;
pub use bitmap::Bitmap;
pub use columns::{AnswerColumn, Column, ColumnValues, Columns, RegisterColumn};
pub use day::{Day, DayError, Weekday, days_in_month, is_leap_year};
pub use diagnostic::{Bilingual, Diagnostic, Span};
pub use dictionary::{
    Concept, Dictionary, LiteralFault, NoneMeans, ParameterEntry, Period, RankedCode, RegisterEntry,
};
pub use exact::{Exact, ExactError};
pub use explain::{Explanation, Labels, Language};
pub use facts::{Facts, Lookup, ParameterGap, ParameterValue, Parameters, RegisterAnswer, Source};
pub use plan::Question;
pub use rule::{EvaluationError, Rule, compile};
pub use syntax::Comparison;
pub use trace::{Condition, ConditionKind, Found, Outcome, Shortfall, Side, SideValue, Use};
pub use value::{Type, Value};
