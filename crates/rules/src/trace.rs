//! The outcome of a rule: its answer and the tree of conditions behind it, as data.
//!
//! Main types: [`Outcome`], [`Condition`]. It is made in `tracer.rs`. Sentences for people are made of it in `explain.rs`;
//! what is missing is worked out in `missing.rs`.

use std::sync::Arc;

use crate::plan::{Formula, Place};
use crate::prepared::{Entry, Sheet};
use crate::syntax::Comparison;
use crate::{Answer, Exact, ParameterValue, Question, Source, Span, Type, Value};

/// The answer of a rule and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Met, not met or cannot tell.
    pub answer: Answer,
    /// The conditions it follows from.
    pub trace: Condition,
}

/// One condition with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Its answer.
    pub answer: Answer,
    /// Where it stands in the rule's text.
    pub span: Span,
    /// What was asked, and what was found.
    pub kind: ConditionKind,
}

/// What a condition asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConditionKind {
    /// `true` or `false` as written.
    Constant(bool),
    /// All parts must hold.
    All(Vec<Condition>),
    /// Some part must hold.
    Any(Vec<Condition>),
    /// The part must not hold.
    Not(Box<Condition>),
    /// A test that decides which condition counts.
    Choice {
        /// The test.
        test: Box<Condition>,
        /// The condition that counts when the test is met; absent when it cannot count.
        yes: Option<Box<Condition>>,
        /// The condition that counts when the test is not met; absent when it cannot count.
        no: Option<Box<Condition>>,
    },
    /// Two sides compared.
    Comparison {
        /// The left side.
        left: Side,
        /// How they are compared.
        operator: Comparison,
        /// The right side.
        right: Side,
    },
    /// A flag that must be set.
    Flag(Side),
    /// A value that must be one of a list.
    OneOf {
        /// The value.
        item: Side,
        /// The list as written.
        list: Arc<[Value]>,
    },
    /// A code that must be among the codes of a concept.
    Among {
        /// The code.
        item: Side,
        /// The codes.
        codes: Side,
    },
    /// A register that must hold a row.
    Held(Use),
    /// A concept that must be recorded as none or not applicable.
    RecordedAsNone {
        /// What was found of it.
        found: Use,
        /// The type of its values.
        kind: Arc<Type>,
    },
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What it came to.
    pub value: SideValue,
    /// In the order of the formula.
    pub(crate) noted: Vec<Noted>,
    pub(crate) grounds: Arc<Grounds>,
    /// The number of its rule among the sheets.
    pub(crate) rule: usize,
    /// The place of its formula among the parts of the rule.
    pub(crate) part: usize,
}

/// What the sides of one evaluation share: the facts as they were recorded, and the parameters.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Grounds {
    pub(crate) facts: Arc<[Entry]>,
    pub(crate) sheets: Arc<[Sheet]>,
}

/// What a side keeps because it follows neither from its formula nor from its grounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Noted {
    /// A row of a table.
    Row(ParameterValue),
    /// A table that could not be read.
    RowNotRead,
    /// A condition that chose between values.
    Test(Box<Condition>),
}

impl Condition {
    /// By how much a comparison is missed, when it is not met and the distance has a number.
    pub fn shortfall(&self) -> Option<Shortfall> {
        match &self.kind {
            ConditionKind::Comparison {
                left,
                operator,
                right,
            } if self.answer == Answer::NotMet && *operator != Comparison::NotEqual => {
                left.value.distance(&right.value)
            }
            ConditionKind::Comparison { .. }
            | ConditionKind::Constant(_)
            | ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::Not(_)
            | ConditionKind::Choice { .. }
            | ConditionKind::Flag(_)
            | ConditionKind::OneOf { .. }
            | ConditionKind::Among { .. }
            | ConditionKind::Held(_)
            | ConditionKind::RecordedAsNone { .. } => None,
        }
    }
}

impl SideValue {
    /// How far two numbers or two days lie apart.
    fn distance(&self, other: &Self) -> Option<Shortfall> {
        let (Self::Known(one), Self::Known(other)) = (self, other) else {
            return None;
        };
        match (one, other) {
            (Value::Number(one), Value::Number(other)) => {
                let distance = one.checked_sub(other).and_then(|gap| gap.checked_abs());
                distance.ok().map(Shortfall::Amount)
            }
            (Value::Day(one), Value::Day(other)) => {
                Some(Shortfall::Days(one.days_until(*other).unsigned_abs()))
            }
            _ => None,
        }
    }
}

impl Grounds {
    /// What is recorded at a place of a rule.
    pub(crate) fn entry(&self, rule: usize, place: Place) -> &Entry {
        &self.facts[self.sheets[rule].number(place)]
    }
}

impl Side {
    /// The type of the side, with its unit.
    pub fn kind(&self) -> &Type {
        &self.formula().kind
    }

    pub(crate) fn formula(&self) -> &Formula {
        self.sheet().part(Place(self.part))
    }

    pub(crate) fn sheet(&self) -> &Sheet {
        &self.grounds.sheets[self.rule]
    }

    /// Whether it stands in the rule's text, without a fact or a parameter.
    pub(crate) fn is_written(&self) -> bool {
        self.uses().is_empty()
    }
}

/// What a side came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SideValue {
    /// A value.
    Known(Value),
    /// There is nothing: recorded as none or not applicable, or divided by zero.
    Nothing,
    /// The facts at hand do not say.
    Unknown,
}

/// A fact or parameter that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// A fact.
    Fact {
        /// What was asked.
        question: Question,
        /// What was found.
        found: Found,
    },
    /// A parameter.
    Parameter {
        /// Its id.
        id: Arc<str>,
        /// Its value on the evaluation date.
        value: Value,
        /// The clause it comes from.
        source: Source,
    },
    /// A parameter that could not be read, since the value that selects its row is unknown or
    /// nothing.
    ParameterNotRead {
        /// Its id.
        id: Arc<str>,
    },
}

/// What was found of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A value.
    Known {
        /// The value; of a register, the number of rows.
        value: Value,
        /// Where it comes from.
        source: Source,
    },
    /// Recorded as none.
    RecordedNone {
        /// Where it comes from.
        source: Source,
    },
    /// Recorded as not applicable.
    NotApplicable {
        /// Where it comes from.
        source: Source,
    },
    /// A register without a statement of completeness that holds at least these rows.
    AtLeast {
        /// The rows that are there.
        count: u32,
        /// One of them.
        source: Source,
    },
    /// Nothing is recorded.
    Unknown,
}

/// By how much a comparison is missed; never negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shortfall {
    /// A number in the base unit of the sides' type. Zero when exactly the bound was reached
    /// that must be passed.
    Amount(Exact),
    /// Days.
    Days(u32),
}

impl Use {
    /// The fact that was looked at; none for a parameter.
    pub fn question(&self) -> Option<&Question> {
        match self {
            Self::Fact { question, .. } => Some(question),
            Self::Parameter { .. } | Self::ParameterNotRead { .. } => None,
        }
    }

    /// The use as if nothing had been found: what was found is of no help and has to be asked anew.
    pub(crate) fn forgotten(self) -> Self {
        match self {
            Self::Fact { question, .. } => Self::Fact {
                question,
                found: Found::Unknown,
            },
            Self::Parameter { .. } | Self::ParameterNotRead { .. } => self,
        }
    }

    /// The question that stays open with this use, if one does.
    pub fn open_question(&self) -> Option<&Question> {
        match self {
            Self::Fact {
                question,
                found: Found::Unknown | Found::AtLeast { .. },
            } => Some(question),
            Self::Fact { .. } | Self::Parameter { .. } | Self::ParameterNotRead { .. } => None,
        }
    }
}
