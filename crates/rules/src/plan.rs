//! The compiled form of a rule: conditions and terms whose types have been checked.
//!
//! Main types: [`Test`] (a condition) and [`Term`] (a value). How they come about is in
//! `check/`; how they are answered in `evaluate.rs` (one subject) and `sweep/` (columns).

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use crate::syntax::Comparison;
use crate::{Day, NoneMeans, Span, Type, Value};

/// A fact a rule may need: what a person can be asked to bring.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Question {
    /// The value of a concept.
    Concept {
        /// The concept's id.
        concept: Arc<str>,
        /// Years before the latest closed year; 0 for that year and for timeless concepts.
        years_back: u8,
    },
    /// What a register says of the subject.
    Register {
        /// The register's id.
        register: Arc<str>,
        /// The level asked; none for any level.
        level: Option<Arc<str>>,
    },
}

/// Where something is found in a list that belongs to its rule: a question among those of the rule, a parameter, a
/// condition. It says nothing of what the thing is, so two places never make two things differ.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place(pub(crate) usize);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

impl Hash for Place {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A condition and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Test {
    pub(crate) kind: TestKind,
    pub(crate) span: Span,
    /// Among the conditions of its rule.
    pub(crate) place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum TestKind {
    Constant(bool),
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Choice(Box<[Test; 3]>),
    /// A term of type flag.
    Flag(Part),
    Compare {
        left: Part,
        operator: Comparison,
        right: Part,
        /// Present when codes are compared by rank.
        ranks: Option<Ranks>,
    },
    /// Whether a value is one of a list of literals.
    OneOf {
        item: Part,
        list: Arc<[Value]>,
    },
    /// Whether a code is among the codes of a concept.
    Among {
        item: Part,
        codes: Part,
    },
    /// Whether a register holds at least one row.
    Held(RegisterLoad),
    /// Whether a concept is recorded as none or as not applicable.
    RecordedAsNone(Load),
}

/// A formula that a test asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Part {
    formula: Arc<Formula>,
    /// Among the parts of its rule.
    pub(crate) place: Place,
}

impl Part {
    /// The formula as one more part of a rule.
    pub(crate) fn of(formula: Formula, parts: &mut Vec<Arc<Formula>>) -> Self {
        let (formula, place) = (Arc::new(formula), Place(parts.len()));
        parts.push(Arc::clone(&formula));
        Self { formula, place }
    }
}

impl Deref for Part {
    type Target = Formula;

    fn deref(&self) -> &Formula {
        &self.formula
    }
}

/// A term with its type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Formula {
    pub(crate) term: Term,
    pub(crate) kind: Type,
}

/// What elapsed time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum TimeUnit {
    /// Calendar days: the next day is one.
    Days,
    /// Whole months.
    Months,
}

impl TimeUnit {
    /// How many are complete from one day to another; negative when the second comes first.
    pub(crate) fn between(self, from: Day, to: Day) -> i32 {
        match self {
            Self::Days => to.number() - from.number(),
            Self::Months => from.months_until(to),
        }
    }
}

/// An expression with a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Term {
    /// A literal with its type, for showing it with its unit.
    Constant(Value, Type),
    Today,
    Load(Load),
    Parameter {
        id: Arc<str>,
        by: Option<Box<Term>>,
        /// Among the parameters of its rule.
        place: Place,
    },
    /// The terms, each with whether it is subtracted.
    Sum(Vec<(bool, Term)>),
    /// The factors, each with whether it divides.
    Product(Vec<(bool, Term)>),
    Power(Box<Term>, u8),
    Choice(Box<Test>, Box<[Term; 2]>),
    /// Whole months, or days, from the first day to the second.
    Elapsed(TimeUnit, Box<[Term; 2]>),
    /// Rows of a register.
    Count(RegisterLoad),
}

impl Formula {
    /// Whether it is a share of one fact in another, or reckoned from such shares: 0.05 that people read as 5 %.
    pub(crate) fn is_share(&self) -> bool {
        self.kind.is_plain() && self.term.is_share()
    }
}

impl Term {
    fn is_share(&self) -> bool {
        match self {
            Self::Product(factors) => {
                let mut divisors = factors.iter().filter(|(divides, _)| *divides);
                divisors.any(|(_, factor)| factor.reads_facts())
                    || factors.iter().any(|(_, factor)| factor.is_share())
            }
            Self::Sum(terms) => terms.iter().any(|(_, term)| term.is_share()),
            Self::Choice(_, branches) => branches.iter().any(Self::is_share),
            Self::Constant(..)
            | Self::Today
            | Self::Load(_)
            | Self::Parameter { .. }
            | Self::Power(..)
            | Self::Elapsed(..)
            | Self::Count(_) => false,
        }
    }

    fn reads_facts(&self) -> bool {
        let mut reads = false;
        self.each(&mut |term| reads |= matches!(term, Self::Load(_) | Self::Count(_)));
        reads
    }

    /// Calls with the term and every term inside it, but for those inside conditions.
    pub(crate) fn each<'t>(&'t self, call: &mut impl FnMut(&'t Self)) {
        call(self);
        match self {
            Self::Parameter { by: Some(by), .. } => by.each(call),
            Self::Sum(terms) | Self::Product(terms) => {
                for (_, term) in terms {
                    term.each(call);
                }
            }
            Self::Power(base, _) => base.each(call),
            Self::Choice(_, terms) | Self::Elapsed(_, terms) => {
                for term in terms.iter() {
                    term.each(call);
                }
            }
            Self::Constant(..)
            | Self::Today
            | Self::Load(_)
            | Self::Parameter { by: None, .. }
            | Self::Count(_) => {}
        }
    }
}

/// Reading a concept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Load {
    pub(crate) concept: Arc<str>,
    pub(crate) years_back: u8,
    pub(crate) kind: Arc<Type>,
    pub(crate) none: NoneMeans,
    /// Among the questions of its rule.
    pub(crate) place: Place,
}

/// Reading a register on the evaluation date.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct RegisterLoad {
    pub(crate) register: Arc<str>,
    pub(crate) level: Option<Arc<str>>,
    /// Among the questions of its rule.
    pub(crate) place: Place,
}

impl Load {
    pub(crate) fn question(&self) -> Question {
        Question::Concept {
            concept: Arc::clone(&self.concept),
            years_back: self.years_back,
        }
    }
}

impl RegisterLoad {
    pub(crate) fn question(&self) -> Question {
        Question::Register {
            register: Arc::clone(&self.register),
            level: self.level.clone(),
        }
    }
}

/// The ranks of a vocabulary's codes, sorted by code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Ranks(Arc<[(String, u32)]>);

impl Ranks {
    pub(crate) fn new(mut ranks: Vec<(String, u32)>) -> Self {
        ranks.sort();
        Self(Arc::from(ranks))
    }

    /// The codes with their ranks.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (String, u32)> {
        self.0.iter()
    }

    /// The rank of a code; none for a code the vocabulary does not have.
    pub(crate) fn of(&self, code: &str) -> Option<u32> {
        let found = self
            .0
            .binary_search_by(|(known, _)| known.as_str().cmp(code));
        found.ok().map(|index| self.0[index].1)
    }
}
