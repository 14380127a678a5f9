//! The language of rules: conditions over facts with three answers, exact arithmetic and an
//! explanation that is data.
//!
//! A rule is text such as `sales >= "4000万元" && has_status("hnte")`. [`compile`] checks names,
//! types and units against a [`Dictionary`] and gives a [`Rule`]; [`Rule::evaluate`] answers it for
//! one subject's [`Facts`] and keeps the reasons ([`Outcome`]); [`Rule::evaluate_columns`] answers
//! it for a whole table of subjects ([`Columns`]) with equal answers; [`Outcome::explain`] says it
//! in Chinese or English. [`Criteria`] join rules and scores into one demand, with what would settle
//! it and what would have to change; a [`Catalogue`] makes many of them ready for one day and looks a subject up once for all;
//! [`CriteriaSweep`] answers them over columns. The crate knows no word of any domain: all names and units are the
//! host's. Storage, access and the meaning of any concept do not belong here.
//!
//! Promises, each kept by a property test in `tests/it`:
//! - evaluation is total: any text is compiled or refused with [`Diagnostic`]s, and a compiled rule
//!   is answered or fails with an [`EvaluationError`] that names it; nothing panics;
//! - more knowledge never reverses an answer of met or not met;
//! - columns answer as single subjects do; a printed rule compiles to the same rule.
//!
//! # Example
//!
//! ```
//! use benfu_rules::*;
//!
//! struct Host;
//!
//! impl Dictionary for Host {
//!     fn concept(&self, id: &str) -> Option<Concept> {
//!         let kind = match id {
//!             "weight" => Type::Number { unit: Some("g".to_owned()), decimals: 0 },
//!             "staff" => Type::PLAIN,
//!             _ => return None,
//!         };
//!         let none = NoneMeans::Nothing;
//!         Some(Concept { kind, period: Period::Timeless, none })
//!     }
//!     fn parameter(&self, _id: &str) -> Option<ParameterEntry> { None }
//!     fn register(&self, _id: &str) -> Option<RegisterEntry> { None }
//!     fn codes(&self, _vocabulary: &str) -> Vec<RankedCode> { Vec::new() }
//!     fn parse_literal(&self, text: &str, _expected: &Type) -> Result<Value, LiteralFault> {
//!         let number = text.strip_suffix("kg").and_then(|digits| digits.parse::<Exact>().ok());
//!         let grams = number.and_then(|kilograms| kilograms.checked_mul(&Exact::whole(1000)).ok());
//!         grams.map(Value::Number).ok_or_else(|| LiteralFault {
//!             expected_zh: "重量,如 \"20kg\"".to_owned(),
//!             expected_en: "a weight such as \"20kg\"".to_owned(),
//!         })
//!     }
//!     fn example(&self, _expected: &Type) -> Option<String> { Some("\"20kg\"".to_owned()) }
//! }
//!
//! impl Parameters for Host {
//!     fn parameter(&self, _id: &str, _by: Option<&Value>, _on: Day)
//!         -> Result<ParameterValue, ParameterGap> { Err(ParameterGap::NoSuchParameter) }
//! }
//!
//! struct Robot { weight: Value }
//!
//! impl Facts for Robot {
//!     fn lookup(&self, concept: &str, _years_back: u8) -> Lookup<'_> {
//!         match concept {
//!             "weight" => Lookup::known(&self.weight, &Source::new("data sheet")),
//!             _ => Lookup::Unknown,
//!         }
//!     }
//!     fn register(&self, _: &str, _: Option<&str>, _: Day) -> RegisterAnswer {
//!         RegisterAnswer::Unknown
//!     }
//! }
//!
//! let refused = compile("too heavy", "weight <= 20", &Host).unwrap_err();
//! assert_eq!(refused[0].code, "rule-unit-missing");
//! assert!(refused[0].help.en.contains("\"20kg\""));
//!
//! let rule = compile("light", "weight <= \"20kg\" && staff >= 5", &Host).unwrap();
//! let robot = Robot { weight: Value::Number(Exact::whole(19_500)) };
//! let day = Day::from_ymd(2026, 6, 30).unwrap();
//! let outcome = rule.evaluate(&robot, &Host, day).unwrap();
//! assert_eq!(outcome.answer, Answer::Unknown);
//! let Question::Concept { concept, .. } = &outcome.missing()[0] else { panic!() };
//! assert_eq!(&**concept, "staff");
//! ```
//!
//! # How to add a built-in
//!
//! First ask whether a concept or a parameter would do: the language stays small. Then
//! 1. write the case that needs it into `tests/it/evaluating.rs` and see it refused;
//! 2. decide whether it *answers* (then it is a condition) or *yields a value* (then it is a term),
//!    and what it comes to when an argument is unknown or recorded as none: knowing more may never
//!    reverse its answer;
//! 3. in `check/built_in.rs` give it a signature text, check its arguments, and express it by the
//!    plan that exists if you can, as `growth_reaches` does; a condition's name also goes into
//!    `is_condition`;
//! 4. only if you cannot, add a variant to `plan.rs`, its arithmetic to `operand.rs` (both kinds of
//!    evaluation use it), and follow the compiler to `evaluate.rs`, `sweep/cells.rs` and
//!    `explain/formula.rs`;
//! 5. add it to the random rules in `tests/it/random.rs`, so that the promises are tested for it
//!    too, to the help of `rule-unknown-function` in `fault_words.rs`, and to
//!    `docs/concepts/rules.md`.

#![warn(clippy::float_arithmetic, clippy::wildcard_enum_match_arm)]

mod answer;
mod bitmap;
mod check;
mod columns;
mod criteria;
mod day;
mod diagnostic;
mod dictionary;
mod evaluate;
mod exact;
mod explain;
mod facts;
mod fault_words;
mod few;
mod fraction;
mod missing;
mod operand;
mod plan;
mod prepared;
mod remedy;
mod rule;
mod sweep;
mod syntax;
mod trace;
mod tracer;
mod value;
mod what_if;

pub use answer::Answer;
pub use bitmap::Bitmap;
pub use columns::{AnswerColumn, Column, ColumnValues, Columns, RegisterColumn};
pub use criteria::{
    Assessment, Band, BandTally, Block, BlockTally, ConditionCount, Criteria, CriteriaColumn,
    CriteriaSweep, Criterion, CriterionKind, CriterionLabels, Finding, FindingKind, Item,
    ItemTally, Limit, Open, PointSpan, Points, Score, SweepMemory, Tally, Threshold, WayTally,
};
pub use day::{Day, DayError, Weekday, days_in_month, is_leap_year};
pub use diagnostic::{Bilingual, Diagnostic, Span};
pub use dictionary::{
    Concept, Dictionary, LiteralFault, NoneMeans, ParameterEntry, Period, RankedCode, RegisterEntry,
};
pub use exact::{Exact, ExactError};
pub use explain::{Explanation, Labels, Language};
pub use facts::{
    Facts, Lookup, ParameterGap, ParameterValue, Parameters, RegisterAnswer, Source, Tier,
};
pub use plan::Question;
pub use prepared::{Asked, Catalogue, Prepared, Recorded};
pub use remedy::{Change, Possible, Remedy, Step};
pub use rule::{EvaluationError, Rule, compile};
pub use syntax::Comparison;
pub use trace::{Condition, ConditionKind, Found, Outcome, Shortfall, Side, SideValue, Use};
pub use value::{Type, Value};
pub use what_if::{Changed, ChangedFacts, ChangedParameters};
