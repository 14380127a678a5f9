//! The language of rules: conditions over facts with three answers, exact arithmetic and an
//! explanation that is data.
//!
//! Main types: [`Answer`], [`Exact`], [`Day`], [`Value`], and the traits a host implements:
//! [`Facts`], [`Parameters`], [`Dictionary`]. The crate knows no word of any domain.

#![warn(clippy::float_arithmetic, clippy::wildcard_enum_match_arm)]

mod answer;
mod day;
mod dictionary;
mod exact;
mod facts;
mod value;

pub use answer::Answer;
pub use day::{Day, DayError, Weekday, days_in_month, is_leap_year};
pub use dictionary::{
    Concept, Dictionary, LiteralFault, NoneMeans, ParameterEntry, Period, RankedCode, RegisterEntry,
};
pub use exact::{Exact, ExactError};
pub use facts::{Facts, Lookup, ParameterGap, ParameterValue, Parameters, RegisterAnswer, Source};
pub use value::{Type, Value};
