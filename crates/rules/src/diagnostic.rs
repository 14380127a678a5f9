//! Diagnostics: what is wrong with a rule's text, where, why and what to write instead.
//!
//! Main types: [`Diagnostic`] for the reader, [`Fault`] for the compiler, which builds it; the
//! words of all faults are in `fault_words.rs`. Failures of an evaluation do not belong here.

use std::fmt;

use crate::fault_words;

/// Part of a rule's text, in bytes from its start; the end is not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// From the start of one span to the end of another.
    #[must_use]
    pub fn to(self, last: Self) -> Self {
        Self {
            start: self.start,
            end: last.end,
        }
    }
}

/// The same text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// A text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

/// One fault in a rule's text, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where in the text.
    pub span: Span,
    /// Stable code, such as `rule-unit-missing`.
    pub code: &'static str,
    /// What is wrong.
    pub message: Bilingual,
    /// What to write instead.
    pub help: Bilingual,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.span.start, self.span.end);
        write!(f, "[{}] {start}..{end}: {}", self.code, self.message.en)
    }
}

/// What can be wrong with a rule's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    Syntax(SyntaxFault),
    Name(NameFault),
    Type(TypeFault),
    Place(PlaceFault),
}

/// The text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SyntaxFault {
    /// A character the language does not use.
    UnexpectedCharacter(char),
    /// A quoted literal without its closing quote.
    UnclosedText,
    /// A backslash followed by something that is not an escape.
    UnknownEscape(char),
    /// More text than a rule may have.
    TooLong { limit: usize },
    /// Parentheses, signs or choices nested too deep.
    TooDeep { limit: usize },
    /// Something else was needed here.
    Expected {
        zh: &'static str,
        en: &'static str,
        found: String,
    },
    /// `a < b < c`.
    ChainedComparison,
    /// `=` where `==` is meant.
    SingleEquals,
    /// `.y0`, `.y99`.
    YearOutOfRange { limit: u8 },
    /// A number with more digits than exact arithmetic holds.
    NumberTooLarge,
}

/// A name means nothing, or is used in a way it cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NameFault {
    /// No concept has this name.
    UnknownConcept { id: String, similar: Vec<String> },
    /// No parameter has this id.
    UnknownParameter(String),
    /// No register has this id.
    UnknownRegister(String),
    /// The register has no such level.
    UnknownLevel {
        register: String,
        level: String,
        levels: Vec<String>,
    },
    /// No built-in has this name.
    UnknownFunction(String),
    /// `is_known(x)` and its like.
    KnowledgeAsked(String),
    /// The arguments do not fit the built-in.
    WrongArguments { signature: &'static str },
    /// A table asked without the value that selects a row.
    TableWithoutKey(String),
    /// A single value asked with a value that selects a row.
    KeyWithoutTable(String),
    /// `.y1` on a concept without yearly values.
    NotYearly(String),
}

/// Values or conditions do not fit together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypeFault {
    /// A value where a condition is needed.
    NotACondition { found: String },
    /// A condition where a value is needed.
    NotAValue,
    /// Two sides that cannot be compared, added or exchanged.
    TypesDiffer { left: String, right: String },
    /// A bare number against a concept with a unit.
    UnitMissing {
        expected: String,
        example: Option<String>,
    },
    /// A quoted literal that does not fit the other side.
    LiteralDoesNotFit { text: String, expected: Bilingual },
    /// A quoted literal with nothing that says what it means.
    LiteralWithoutContext(String),
    /// `<` on codes without ranks, on text or on flags.
    NotOrdered { found: String },
    /// Arithmetic on something that is not a number.
    NotANumber { found: String },
    /// A product or quotient whose unit has no name.
    UnitsCombined { left: String, right: String },
}

/// Something stands where it may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PlaceFault {
    /// The right side of `in` is neither a list nor a concept with several codes.
    NotAList,
    /// `in []`.
    EmptyList,
    /// A list somewhere else than right of `in`.
    ListOutOfPlace,
    /// An element of a list that is not a literal.
    ElementNotLiteral,
}

impl From<SyntaxFault> for Fault {
    fn from(fault: SyntaxFault) -> Self {
        Self::Syntax(fault)
    }
}

impl From<NameFault> for Fault {
    fn from(fault: NameFault) -> Self {
        Self::Name(fault)
    }
}

impl From<TypeFault> for Fault {
    fn from(fault: TypeFault) -> Self {
        Self::Type(fault)
    }
}

impl From<PlaceFault> for Fault {
    fn from(fault: PlaceFault) -> Self {
        Self::Place(fault)
    }
}

impl Fault {
    /// The fault as a diagnostic at a place in the text.
    pub(crate) fn at(&self, span: Span) -> Diagnostic {
        let (code, message, help) = fault_words::describe(self);
        Diagnostic {
            span,
            code,
            message,
            help,
        }
    }
}

/// How many faults are reported of one text; more would only repeat the first ones.
const MOST_DIAGNOSTICS: usize = 30;

/// Collects faults in the order found.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    found: Vec<Diagnostic>,
}

impl Faults {
    /// Notes a fault; beyond the limit it is only dropped, never an error.
    pub(crate) fn note(&mut self, fault: impl Into<Fault>, span: Span) {
        if self.found.len() < MOST_DIAGNOSTICS {
            self.found.push(fault.into().at(span));
        }
    }

    /// Whether none was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The faults, in the order of the text.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|diagnostic| diagnostic.span);
        self.found
    }
}
