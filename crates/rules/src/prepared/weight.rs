//! Terms as sums of weighted facts.
//!
//! Main type: [`Weighed`]. A term that is no such sum, such as a product of two facts, has none.

use super::sheet::{Reading, Sheet};
use crate::plan::{Load, Place, Term};
use crate::{Exact, Value};

/// Numbers stay below so many bits, whatever the facts are.
const MOST_BITS: u32 = 120;
/// Bits of a fact that a line answers for.
const FACT_BITS: u32 = 63;

/// A constant and facts with their weights.
pub(super) struct Weighed<'t> {
    pub(super) weights: Vec<(&'t Load, usize, Exact)>,
    pub(super) constant: Exact,
    /// How large the general evaluation's numbers can become on the way.
    size: Size,
}

/// Bits that hold a numerator and a denominator.
#[derive(Clone, Copy)]
struct Size {
    over: u32,
    under: u32,
}

impl Size {
    fn of(number: &Exact) -> Self {
        let bits = |number: u128| u128::BITS - number.leading_zeros();
        Self {
            over: bits(number.numerator().unsigned_abs()),
            under: bits(number.denominator().unsigned_abs() - 1),
        }
    }

    fn plus(self, other: Self) -> Option<Self> {
        let over = (self.over + other.under).max(other.over + self.under) + 1;
        Self {
            over,
            under: self.under + other.under,
        }
        .checked()
    }

    fn times(self, other: Self) -> Option<Self> {
        Self {
            over: self.over + other.over,
            under: self.under + other.under,
        }
        .checked()
    }

    fn checked(self) -> Option<Self> {
        (self.over <= MOST_BITS && self.under <= MOST_BITS).then_some(self)
    }
}

impl<'t> Weighed<'t> {
    /// The left term less the right, with the row of the table that they read.
    pub(super) fn difference(
        left: &'t Term,
        right: &'t Term,
        sheet: &Sheet,
        row: usize,
    ) -> Option<Self> {
        Self::of(left, sheet, row)?.plus(Self::of(right, sheet, row)?, true)
    }

    fn of(term: &'t Term, sheet: &Sheet, row: usize) -> Option<Self> {
        match term {
            Term::Constant(Value::Number(number), _) => Some(Self::constant(*number)),
            Term::Load(load) => Some(Self {
                weights: vec![(load, sheet.number(load.place), Exact::ONE)],
                constant: Exact::ZERO,
                size: Size {
                    over: FACT_BITS,
                    under: 0,
                },
            }),
            Term::Parameter { place, .. } => parameter(sheet, *place, row).map(Self::constant),
            Term::Sum(terms) => {
                let start = Some(Self::constant(Exact::ZERO));
                terms.iter().fold(start, |sum, (subtracted, term)| {
                    sum?.plus(Self::of(term, sheet, row)?, *subtracted)
                })
            }
            Term::Product(factors) => {
                let start = Some(Self::constant(Exact::ONE));
                factors.iter().fold(start, |product, (divides, factor)| {
                    product?.times(Self::of(factor, sheet, row)?, *divides)
                })
            }
            Term::Power(base, exponent) => {
                let base = Self::of(base, sheet, row)?.alone()?;
                let power = Self::constant(base.checked_pow(*exponent).ok()?);
                power.size.checked().map(|_| power)
            }
            Term::Constant(..)
            | Term::Today
            | Term::Choice(..)
            | Term::Elapsed(..)
            | Term::Count(_) => None,
        }
    }

    fn constant(constant: Exact) -> Self {
        Self {
            weights: Vec::new(),
            constant,
            size: Size::of(&constant),
        }
    }

    /// The constant, when there is nothing else.
    fn alone(&self) -> Option<Exact> {
        self.weights.is_empty().then_some(self.constant)
    }

    fn plus(mut self, other: Self, subtracted: bool) -> Option<Self> {
        let size = self.size.plus(other.size)?;
        let other = if subtracted {
            other.scaled(&Exact::whole(-1))?
        } else {
            other
        };
        for (load, fact, by) in other.weights {
            match self.weights.iter_mut().find(|(_, known, _)| *known == fact) {
                Some((_, _, sum)) => *sum = sum.checked_add(&by).ok()?,
                None => self.weights.push((load, fact, by)),
            }
        }
        self.constant = self.constant.checked_add(&other.constant).ok()?;
        self.size = size;
        Some(self)
    }

    /// Times a constant, or divided by one; none over zero, where there is nothing.
    fn times(self, other: Self, divides: bool) -> Option<Self> {
        let (scaled, by, size) = match (self.alone(), other.alone(), divides) {
            (_, Some(by), false) => (self, by, other.size),
            (_, Some(by), true) => {
                let by = Exact::ONE.checked_div(&by).ok()?;
                (self, by, Size::of(&by))
            }
            (Some(by), None, false) => (other, by, self.size),
            (_, None, _) => return None,
        };
        let size = scaled.size.times(size)?;
        Some(Self {
            size,
            ..scaled.scaled(&by)?
        })
    }

    fn scaled(mut self, by: &Exact) -> Option<Self> {
        for (_, _, weight) in &mut self.weights {
            *weight = weight.checked_mul(by).ok()?;
        }
        self.constant = self.constant.checked_mul(by).ok()?;
        Some(self)
    }

    /// What makes every weight and the constant whole.
    pub(super) fn scale(&self) -> Option<Exact> {
        let all = self
            .weights
            .iter()
            .map(|(_, _, by)| by)
            .chain([&self.constant]);
        let scale = all.into_iter().try_fold(1_i128, |scale, number| {
            let left = Exact::ratio(scale, number.denominator()).ok()?;
            scale.checked_mul(left.denominator())
        })?;
        Some(Exact::whole(scale))
    }
}

fn parameter(sheet: &Sheet, place: Place, row: usize) -> Option<Exact> {
    let read = match sheet.reading(place) {
        Reading::Single(read) => read.as_ref().ok()?,
        Reading::Table(rows) => rows.get(row).map(|(_, value)| value)?,
        Reading::Asked => return None,
    };
    match read.value {
        Value::Number(number) => Some(number),
        Value::Flag(_) | Value::Code(_) | Value::Codes(_) | Value::Text(_) | Value::Day(_) => None,
    }
}
