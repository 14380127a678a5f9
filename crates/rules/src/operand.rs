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

/// The numbers of all operands; else nothing when one is nothing, else unknown.
fn numbers<'o, 'a: 'o>(
    operands: impl Iterator<Item = (bool, &'o Operand<'a>)>,
) -> Result<Vec<(bool, Exact)>, Operand<'static>> {
    let mut numbers = Vec::new();
    let mut unknown = false;
    for (inverted, operand) in operands {
        match (operand, operand.as_number()) {
            (Operand::Nothing, _) => return Err(Operand::Nothing),
            (_, Some(number)) => numbers.push((inverted, number)),
            (_, None) => unknown = true,
        }
    }
    if unknown {
        Err(Operand::Unknown)
    } else {
        Ok(numbers)
    }
}

/// The sum of operands, each with whether it is subtracted.
pub(crate) fn sum<'o, 'a: 'o>(
    operands: impl Iterator<Item = (bool, &'o Operand<'a>)>,
) -> Computed<'static> {
    let numbers = match numbers(operands) {
        Ok(numbers) => numbers,
        Err(operand) => return Ok(operand),
    };
    let add = |total: Exact, (subtracted, number): (bool, Exact)| {
        if subtracted {
            total.checked_sub(&number)
        } else {
            total.checked_add(&number)
        }
    };
    let total = numbers.into_iter().try_fold(Exact::ZERO, add)?;
    Ok(Operand::number(total))
}

/// The product of operands, each with whether it divides. Over zero there is nothing.
pub(crate) fn product<'o, 'a: 'o>(
    operands: impl Iterator<Item = (bool, &'o Operand<'a>)>,
) -> Computed<'static> {
    let numbers = match numbers(operands) {
        Ok(numbers) => numbers,
        Err(operand) => return Ok(operand),
    };
    if numbers
        .iter()
        .any(|(divides, number)| *divides && number.is_zero())
    {
        return Ok(Operand::Nothing);
    }
    let multiply = |total: Exact, (divides, number): (bool, Exact)| {
        if divides {
            total.checked_div(&number)
        } else {
            total.checked_mul(&number)
        }
    };
    let total = numbers.into_iter().try_fold(Exact::ONE, multiply)?;
    Ok(Operand::number(total))
}

/// An operand multiplied by itself.
pub(crate) fn power(base: &Operand<'_>, exponent: u8) -> Computed<'static> {
    match numbers(std::iter::once((false, base))) {
        Err(operand) => Ok(operand),
        Ok(numbers) => {
            let first = numbers.first().map_or(Exact::ONE, |(_, number)| *number);
            Ok(Operand::number(first.checked_pow(exponent)?))
        }
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
