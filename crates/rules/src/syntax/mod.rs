//! The text of a rule: from characters to a tree and back.
//!
//! Main types: [`Expr`], [`parse`]. Names and types are not looked at here; that is the
//! compiler's work.

mod cursor;
mod parse;
mod print;
mod token;

pub(crate) use parse::parse;

use crate::diagnostic::Span;

/// An expression and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) span: Span,
}

/// What an expression is. Chains of one operator are kept flat, so that a long sum is not a deep
/// tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ExprKind {
    Boolean(bool),
    /// The digits as written.
    Number(String),
    /// A quoted literal, escapes resolved.
    Text(String),
    /// A concept, or a named moment such as `today`.
    Name {
        id: String,
        years_back: u8,
    },
    Call {
        function: String,
        arguments: Vec<Expr>,
    },
    List(Vec<Expr>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    /// Two or more conditions.
    All(Vec<Expr>),
    /// Two or more conditions.
    Any(Vec<Expr>),
    Compare {
        operator: Comparison,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    In {
        item: Box<Expr>,
        list: Box<Expr>,
    },
    /// A first term and one or more that are added or subtracted.
    Sum {
        first: Box<Expr>,
        rest: Vec<(Additive, Expr)>,
    },
    /// A first factor and one or more that multiply or divide.
    Product {
        first: Box<Expr>,
        rest: Vec<(Multiplicative, Expr)>,
    },
    Choice(Box<[Expr; 3]>),
    /// Stands where the text could not be read; a fault has been noted.
    Invalid,
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `>=`
    AtLeast,
    /// `>`
    Greater,
}

impl Comparison {
    /// The operator as written.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::AtLeast => ">=",
            Self::Greater => ">",
        }
    }

    /// The operator that says the same with the sides exchanged.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::AtMost => Self::AtLeast,
            Self::Equal => Self::Equal,
            Self::NotEqual => Self::NotEqual,
            Self::AtLeast => Self::AtMost,
            Self::Greater => Self::Less,
        }
    }

    /// The operator that holds when, and only when, this one does not.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::Greater,
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::AtLeast => Self::Less,
            Self::Greater => Self::AtMost,
        }
    }

    /// Whether the operator asks for more than equality.
    pub const fn is_ordering(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }

    /// Whether two sides in this order satisfy the operator.
    pub const fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::AtLeast => order.is_ge(),
            Self::Greater => order.is_gt(),
        }
    }
}

/// `+` or `-` between terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Additive {
    Plus,
    Minus,
}

/// `*` or `/` between factors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Multiplicative {
    Times,
    Over,
}

/// Bytes a rule's text may have.
pub(crate) const LONGEST_TEXT: usize = 8192;
/// Levels of nesting a rule may have.
pub(crate) const DEEPEST_NESTING: usize = 40;
/// Years a rule may look back.
pub(crate) const FARTHEST_YEAR: u8 = 20;
