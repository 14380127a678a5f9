//! The values facts, parameters and literals have.
//!
//! Main types: [`Value`], [`Type`]. Whether a value is *known* is not part of a value: see
//! [`crate::Lookup`].

use std::fmt;

use crate::{Day, Exact};

/// One value.
///
/// A number counts its concept's base unit (fen, grams, square decimetres …); a ratio is the
/// plain ratio (5 % is `0.05`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A number of base units, or a plain number.
    Number(Exact),
    /// One code of a vocabulary.
    Code(String),
    /// Several codes of a vocabulary; order and repetition mean nothing.
    Codes(Vec<String>),
    /// Free text, compared letter by letter.
    Text(String),
    /// A civil day.
    Day(Day),
}

/// The type of a concept, a parameter or an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// Yes or no.
    Flag,
    /// A number. Numbers with different units never mix.
    Number {
        /// The base unit's code; none for plain numbers: counts and ratios.
        unit: Option<String>,
        /// How many decimals of the base unit a stored value may have.
        decimals: u8,
    },
    /// An amount of money in the currency's minor unit.
    Money {
        /// ISO 4217 code. Amounts in different currencies never mix.
        currency: String,
    },
    /// One code of a vocabulary.
    Code {
        /// The vocabulary's id.
        vocabulary: String,
        /// Whether the codes have ranks, so that `<` and `>=` mean something.
        ordered: bool,
    },
    /// Several codes of a vocabulary.
    Codes {
        /// The vocabulary's id.
        vocabulary: String,
    },
    /// Free text.
    Text,
    /// A civil day.
    Day,
}

impl Type {
    /// A plain number: a count, a ratio, a number of months.
    pub const PLAIN: Self = Self::Number {
        unit: None,
        decimals: 0,
    };

    /// Whether values of this type are numbers.
    pub fn is_numeric(&self) -> bool {
        matches!(self, Self::Number { .. } | Self::Money { .. })
    }

    /// Whether this is a number without a unit.
    pub fn is_plain(&self) -> bool {
        matches!(self, Self::Number { unit: None, .. })
    }

    /// Whether values of the two types can be compared, added or exchanged for one another.
    /// Decimals do not matter: arithmetic is exact.
    pub fn agrees_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number { unit: left, .. }, Self::Number { unit: right, .. }) => left == right,
            (
                Self::Code {
                    vocabulary: left, ..
                },
                Self::Code {
                    vocabulary: right, ..
                },
            ) => left == right,
            (left, right) => left == right,
        }
    }

    /// Whether a value has the shape this type asks for.
    pub fn admits(&self, value: &Value) -> bool {
        match value {
            Value::Flag(_) => *self == Self::Flag,
            Value::Number(_) => self.is_numeric(),
            Value::Code(_) => matches!(self, Self::Code { .. }),
            Value::Codes(_) => matches!(self, Self::Codes { .. }),
            Value::Text(_) => *self == Self::Text,
            Value::Day(_) => *self == Self::Day,
        }
    }
}

impl fmt::Display for Type {
    /// A short technical name with the unit, such as `number [kg]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("flag"),
            Self::Number { unit: None, .. } => f.write_str("number"),
            Self::Number {
                unit: Some(unit), ..
            } => write!(f, "number [{unit}]"),
            Self::Money { currency } => write!(f, "money [{currency}]"),
            Self::Code { vocabulary, .. } => write!(f, "code of {vocabulary}"),
            Self::Codes { vocabulary } => write!(f, "codes of {vocabulary}"),
            Self::Text => f.write_str("text"),
            Self::Day => f.write_str("day"),
        }
    }
}

impl fmt::Display for Value {
    /// The bare value without unit or label; for people, use [`crate::Labels`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Code(text) | Self::Text(text) => f.write_str(text),
            Self::Codes(codes) => f.write_str(&codes.join(", ")),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_only_in_the_same_unit() {
        let kilograms = Type::Number {
            unit: Some("kg".to_owned()),
            decimals: 3,
        };
        let yuan = Type::Money {
            currency: "CNY".to_owned(),
        };
        assert!(!kilograms.agrees_with(&Type::PLAIN));
        assert!(!kilograms.agrees_with(&yuan));
        assert!(kilograms.agrees_with(&kilograms.clone()));
    }

    #[test]
    fn a_type_admits_only_its_own_values() {
        assert!(Type::PLAIN.admits(&Value::Number(Exact::ONE)));
        assert!(!Type::Text.admits(&Value::Code("a".to_owned())));
        assert!(!Type::Day.admits(&Value::Flag(true)));
    }
}
