//! What a term comes to, and how operands combine: the one place with the arithmetic of unknown
//! and absent values. Single evaluation and columns both use it, so their answers are equal.
//!
//! Main types: [`Operand`], [`Failure`].

use std::borrow::Cow;
use std::sync::Arc;

use crate::plan::{Ranks, TimeUnit};
use crate::syntax::Comparison;
use crate::{Answer, Exact, ExactError, ParameterGap, Value};

/// What a term comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operand<'a> {
    /// The facts at hand do not say.
    Unknown,
    /// It is recorded that there is nothing, or the operation has no result (over zero).
    Nothing,
    /// A value.
    Known(Cow<'a, Value>),
}

/// Why an evaluation cannot go on: the rule or its host is wrong, not the subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    Overflow,
    Parameter { id: Arc<str>, gap: ParameterGap },
    WrongType { name: Arc<str> },
}

pub(crate) type Computed<'a> = Result<Operand<'a>, Failure>;

impl From<ExactError> for Failure {
    /// Division by zero and bad text never reach this: the first is no failure, the second no
    /// longer text.
    fn from(_: ExactError) -> Self {
        Self::Overflow
    }
}

impl Operand<'_> {
    /// A number.
    pub(crate) fn number(number: Exact) -> Self {
        Self::Known(Cow::Owned(Value::Number(number)))
    }

    fn as_number(&self) -> Option<Exact> {
        match self {
            Self::Known(value) => {
                if let Value::Number(number) = **value {
                    Some(number)
                } else {
                    None
                }
            }
            Self::Unknown | Self::Nothing => None,
        }
    }
}

/// Operands joined one after the other: nothing when one of them is nothing, else unknown when one is unknown.
struct Joined {
    total: Result<Exact, ExactError>,
    unknown: bool,
    nothing: bool,
}

impl Joined {
    fn from(start: Exact) -> Self {
        Self {
            total: Ok(start),
            unknown: false,
            nothing: false,
        }
    }

    fn push(
        &mut self,
        operand: &Operand<'_>,
        join: impl FnOnce(Exact, Exact) -> Result<Exact, ExactError>,
    ) {
        match (operand, operand.as_number()) {
            (Operand::Nothing, _) => self.nothing = true,
            (_, None) => self.unknown = true,
            (_, Some(number)) => self.total = self.total.and_then(|total| join(total, number)),
        }
    }

    fn finish(self) -> Computed<'static> {
        match (self.nothing, self.unknown) {
            (true, _) => Ok(Operand::Nothing),
            (false, true) => Ok(Operand::Unknown),
            (false, false) => Ok(Operand::number(self.total?)),
        }
    }
}

/// A sum, term by term.
pub(crate) struct Sum(Joined);

impl Sum {
    pub(crate) fn new() -> Self {
        Self(Joined::from(Exact::ZERO))
    }

    /// Adds a term, or subtracts it.
    pub(crate) fn push(&mut self, subtracted: bool, operand: &Operand<'_>) {
        self.0.push(operand, |total, number| {
            if subtracted {
                total.checked_sub(&number)
            } else {
                total.checked_add(&number)
            }
        });
    }

    pub(crate) fn finish(self) -> Computed<'static> {
        self.0.finish()
    }
}

/// A product, factor by factor. Over zero there is nothing.
pub(crate) struct Product {
    joined: Joined,
    over_zero: bool,
}

impl Product {
    pub(crate) fn new() -> Self {
        Self {
            joined: Joined::from(Exact::ONE),
            over_zero: false,
        }
    }

    /// Multiplies by a factor, or divides by it.
    pub(crate) fn push(&mut self, divides: bool, operand: &Operand<'_>) {
        if divides && operand.as_number().is_some_and(|number| number.is_zero()) {
            self.over_zero = true;
            return;
        }
        self.joined.push(operand, |total, number| {
            if divides {
                total.checked_div(&number)
            } else {
                total.checked_mul(&number)
            }
        });
    }

    pub(crate) fn finish(self) -> Computed<'static> {
        match (self.over_zero, self.joined.finish()) {
            (true, Ok(Operand::Known(_)) | Err(_)) => Ok(Operand::Nothing),
            (_, joined) => joined,
        }
    }
}

/// The sum of operands, each with whether it is subtracted.
pub(crate) fn sum<'o, 'a: 'o>(
    operands: impl Iterator<Item = (bool, &'o Operand<'a>)>,
) -> Computed<'static> {
    let mut sum = Sum::new();
    operands.for_each(|(subtracted, operand)| sum.push(subtracted, operand));
    sum.finish()
}

/// The product of operands, each with whether it divides.
pub(crate) fn product<'o, 'a: 'o>(
    operands: impl Iterator<Item = (bool, &'o Operand<'a>)>,
) -> Computed<'static> {
    let mut product = Product::new();
    operands.for_each(|(divides, operand)| product.push(divides, operand));
    product.finish()
}

/// An operand multiplied by itself.
pub(crate) fn power(base: &Operand<'_>, exponent: u8) -> Computed<'static> {
    match (base, base.as_number()) {
        (Operand::Nothing, _) => Ok(Operand::Nothing),
        (_, None) => Ok(Operand::Unknown),
        (_, Some(number)) => Ok(Operand::number(number.checked_pow(exponent)?)),
    }
}

/// Whole months, or days, from one day to another.
pub(crate) fn elapsed(unit: TimeUnit, from: &Operand<'_>, to: &Operand<'_>) -> Operand<'static> {
    match (from, to) {
        (Operand::Nothing, _) | (_, Operand::Nothing) => Operand::Nothing,
        (Operand::Known(from), Operand::Known(to)) => match (&**from, &**to) {
            (Value::Day(from), Value::Day(to)) => {
                Operand::number(Exact::from(unit.between(*from, *to)))
            }
            _ => Operand::Unknown,
        },
        (Operand::Unknown, _) | (_, Operand::Unknown) => Operand::Unknown,
    }
}

/// The operand of a choice: the branch taken, or what both branches agree on.
pub(crate) fn choose<'a>(test: Answer, yes: Operand<'a>, no: Operand<'a>) -> Operand<'a> {
    match test {
        Answer::Met => yes,
        Answer::NotMet => no,
        Answer::Unknown if yes == no => yes,
        Answer::Unknown => Operand::Unknown,
    }
}

/// The answer of a comparison. With nothing on a side no comparison holds but `!=`.
pub(crate) fn compare(
    left: &Operand<'_>,
    operator: Comparison,
    right: &Operand<'_>,
    ranks: Option<&Ranks>,
) -> Answer {
    let (left, right) = match (left, right) {
        (Operand::Nothing, _) | (_, Operand::Nothing) => {
            return Answer::from(operator == Comparison::NotEqual);
        }
        (Operand::Known(left), Operand::Known(right)) => (left, right),
        (Operand::Unknown, _) | (_, Operand::Unknown) => return Answer::Unknown,
    };
    match (&**left, &**right, ranks) {
        (Value::Number(left), Value::Number(right), _) => operator.holds(left.cmp(right)).into(),
        (Value::Day(left), Value::Day(right), _) => operator.holds(left.cmp(right)).into(),
        (Value::Code(left), Value::Code(right), Some(ranks)) => {
            // A code the vocabulary has not ranked cannot be placed.
            match (ranks.of(left), ranks.of(right)) {
                (Some(left), Some(right)) => operator.holds(left.cmp(&right)).into(),
                _ => Answer::Unknown,
            }
        }
        (left, right, _) => ((left == right) == (operator == Comparison::Equal)).into(),
    }
}

/// Whether a value is one of a list.
pub(crate) fn one_of(item: &Operand<'_>, list: &[Value]) -> Answer {
    match item {
        Operand::Unknown => Answer::Unknown,
        Operand::Nothing => Answer::NotMet,
        Operand::Known(value) => list.contains(value).into(),
    }
}

/// Whether a code is among several.
pub(crate) fn among(item: &Operand<'_>, codes: &Operand<'_>) -> Answer {
    match (item, codes) {
        (Operand::Nothing, _) | (_, Operand::Nothing) => Answer::NotMet,
        (Operand::Known(item), Operand::Known(codes)) => match (&**item, &**codes) {
            (Value::Code(item), Value::Codes(codes)) => codes.contains(item).into(),
            _ => Answer::Unknown,
        },
        (Operand::Unknown, _) | (_, Operand::Unknown) => Answer::Unknown,
    }
}

/// Whether a flag is set.
pub(crate) fn flag(operand: &Operand<'_>) -> Answer {
    match operand {
        Operand::Unknown => Answer::Unknown,
        Operand::Nothing => Answer::NotMet,
        Operand::Known(value) => (**value == Value::Flag(true)).into(),
    }
}
