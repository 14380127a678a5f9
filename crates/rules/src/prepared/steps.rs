//! Whole steps of a fact that moves: the parts of its unit.
//!
//! Main functions: [`reached`], [`steps_below`]. Steps are numbers of 64 bits where all that is reckoned with is short,
//! which is several times faster, and of 128 bits elsewhere.

use std::ops::{Add, Div, Neg, Rem, Sub};

use crate::Exact;
use crate::syntax::Comparison;

/// Whole numbers of one width.
pub(super) trait Whole:
    Copy
    + Ord
    + From<i8>
    + Neg<Output = Self>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Div<Output = Self>
    + Rem<Output = Self>
{
    /// Farther than anything moves, and still within reach of a sum.
    const FAR: Self;
}

impl Whole for i64 {
    const FAR: Self = 1 << 61;
}

impl Whole for i128 {
    const FAR: Self = 1 << 125;
}

/// Whole steps from one to another, both included; none when the first lies beyond the last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps<N> {
    from: N,
    to: N,
}

impl<N: Whole> Steps<N> {
    pub(super) fn all() -> Self {
        Self::from(-N::FAR)
    }

    /// From a step on.
    pub(super) fn from(from: N) -> Self {
        Self { from, to: N::FAR }
    }

    /// Up to a step.
    pub(super) fn to(to: N) -> Self {
        Self { from: -N::FAR, to }
    }

    /// The steps from a value to those that may follow it: what was not negative stays so.
    pub(super) fn allowed(now: N) -> Self {
        if now < N::from(0) {
            Self::all()
        } else {
            Self::from(-now)
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            from: self.from.max(other.from),
            to: self.to.min(other.to),
        }
    }

    /// Values as steps from a value.
    pub(super) fn since(self, now: N) -> Self {
        Self {
            from: self.from - now,
            to: self.to - now,
        }
    }

    /// The fewest steps; of as few back and forth those back.
    fn fewest(self) -> Option<N> {
        (self.from <= self.to).then(|| N::from(0).clamp(self.from, self.to))
    }
}

/// Where a comparison holds.
pub(super) enum Reached<N> {
    Nowhere,
    In(Steps<N>),
    /// Everywhere but at one step.
    Beside(N),
}

impl<N: Whole> Reached<N> {
    /// The fewest steps in a span.
    #[inline]
    pub(super) fn fewest(self, span: Steps<N>) -> Option<N> {
        match self {
            Self::Nowhere => None,
            Self::In(steps) => steps.and(span).fewest(),
            Self::Beside(step) => {
                let back = Steps::to(step - N::from(1)).and(span).fewest();
                let forth = Steps::from(step + N::from(1)).and(span).fewest();
                fewer(back, forth)
            }
        }
    }
}

/// The fewer of two numbers of steps, of as few the first.
pub(super) fn fewer<N: Whole>(first: Option<N>, second: Option<N>) -> Option<N> {
    let both = first.into_iter().chain(second);
    both.min_by_key(|steps| (*steps).max(-*steps))
}

/// The steps at which `slope * steps + sum` compares with zero as asked.
#[inline]
pub(super) fn reached<N: Whole>(slope: N, sum: N, operator: Comparison) -> Reached<N> {
    let (zero, one) = (N::from(0), N::from(1));
    if slope == zero {
        return if operator.holds(sum.cmp(&zero)) {
            Reached::In(Steps::all())
        } else {
            Reached::Nowhere
        };
    }
    // Of whole numbers, one above another is at least one more.
    match operator {
        Comparison::AtLeast => Reached::In(at_least(slope, -sum)),
        Comparison::Greater => Reached::In(at_least(slope, one - sum)),
        Comparison::AtMost => Reached::In(at_least(-slope, sum)),
        Comparison::Less => Reached::In(at_least(-slope, sum + one)),
        Comparison::Equal | Comparison::NotEqual => beside(slope, sum, operator),
    }
}

/// The steps at which `slope * steps` is at least so much.
#[inline]
fn at_least<N: Whole>(slope: N, least: N) -> Steps<N> {
    if slope > N::from(0) {
        Steps::from(-floor(-least, slope).0)
    } else {
        Steps::to(floor(-least, -slope).0)
    }
}

/// Where `slope * steps + sum` is zero, or where it is not.
fn beside<N: Whole>(slope: N, sum: N, operator: Comparison) -> Reached<N> {
    let (step, exact) = if slope > N::from(0) {
        floor(-sum, slope)
    } else {
        floor(sum, -slope)
    };
    match (exact, operator == Comparison::Equal) {
        (true, true) => Reached::In(Steps::from(step).and(Steps::to(step))),
        (true, false) => Reached::Beside(step),
        (false, true) => Reached::Nowhere,
        (false, false) => Reached::In(Steps::all()),
    }
}

/// The whole number at or below a quotient by a number above zero, and whether it is the quotient.
#[inline]
fn floor<N: Whole>(number: N, divisor: N) -> (N, bool) {
    let (quotient, rest) = (number / divisor, number % divisor);
    let less = N::from(i8::from(rest < N::from(0)));
    (quotient - less, rest == N::from(0))
}

/// The parts of a unit at or below a number, and whether they are the number.
pub(super) fn steps_below(number: &Exact, parts: i128) -> Option<(i128, bool)> {
    let (over, under) = (in_parts(number.numerator(), parts)?, number.denominator());
    let (steps, exact) = if under == 1 {
        (over, true)
    } else {
        floor(over, under)
    };
    Some((moderate(steps)?, exact))
}

/// A whole number in parts of a unit, which mostly has only one.
pub(super) fn in_parts(number: i128, parts: i128) -> Option<i128> {
    if parts == 1 {
        return Some(number);
    }
    number.checked_mul(parts)
}

/// A number small enough to be reckoned with.
pub(super) fn moderate(number: i128) -> Option<i128> {
    (number.unsigned_abs() < 1 << 124).then_some(number)
}

/// A number small enough to be reckoned with in 64 bits.
#[inline]
pub(super) fn short(number: i64) -> Option<i64> {
    (number.unsigned_abs() < 1 << 60).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fewest steps found by trying them one after the other, back before forth.
    fn tried(slope: i64, sum: i64, operator: Comparison, now: i64) -> Option<i64> {
        let allowed = |steps: &i64| now < 0 || now + steps >= 0;
        let holds = |steps: &i64| operator.holds((slope * steps + sum).cmp(&0));
        let mut each = (0..50).flat_map(|steps| [-steps, steps]);
        each.find(|steps| allowed(steps) && holds(steps))
    }

    #[test]
    fn the_fewest_steps_are_those_found_by_trying_in_either_width() {
        let operators = [
            Comparison::AtLeast,
            Comparison::Greater,
            Comparison::AtMost,
            Comparison::Less,
            Comparison::Equal,
            Comparison::NotEqual,
        ];
        for (slope, sum, now) in (-4..=4)
            .flat_map(|slope| (-13..=13).map(move |sum| (slope, sum)))
            .flat_map(|(slope, sum)| [-3, 0, 2, 30].map(|now| (slope, sum, now)))
        {
            for operator in operators {
                let short = reached(slope, sum, operator).fewest(Steps::allowed(now));
                assert_eq!(
                    short,
                    tried(slope, sum, operator, now),
                    "{slope} {sum} {now}"
                );
                let [slope, sum, now] = [slope, sum, now].map(i128::from);
                let long = reached(slope, sum, operator).fewest(Steps::allowed(now));
                assert_eq!(long, short.map(i128::from));
            }
        }
    }
}
