//! Whole steps of a fact that moves: the parts of its unit.
//!
//! Main functions: [`reached`], [`steps_below`].

use crate::Exact;
use crate::syntax::Comparison;

/// Whole steps from one to another, both included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps {
    pub(super) from: i128,
    pub(super) to: i128,
}

impl Steps {
    pub(super) const ALL: Self = Self {
        from: i128::MIN / 2,
        to: i128::MAX / 2,
    };

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            from: self.from.max(other.from),
            to: self.to.min(other.to),
        }
    }

    fn nearest(self, now: i128) -> Option<i128> {
        (self.from <= self.to).then(|| now.clamp(self.from, self.to))
    }
}

/// Where a comparison holds.
pub(super) enum Reached {
    Nowhere,
    In(Steps),
    /// Everywhere but at one step.
    Beside(i128),
}

impl Reached {
    /// The step nearest to now in a span, unless one that is known is as near.
    pub(super) fn nearest(&self, now: i128, span: Steps, known: Option<i128>) -> Option<i128> {
        let nearer = |known: Option<i128>, steps: Steps| {
            let found = steps.and(span).nearest(now);
            let nearer = found.filter(|found| {
                known.is_none_or(|known| found.abs_diff(now) < known.abs_diff(now))
            });
            nearer.or(known)
        };
        match *self {
            Self::Nowhere => known,
            Self::In(steps) => nearer(known, steps),
            Self::Beside(step) => [(Steps::ALL.from, step - 1), (step + 1, Steps::ALL.to)]
                .into_iter()
                .fold(known, |known, (from, to)| nearer(known, Steps { from, to })),
        }
    }
}

/// The steps at which `slope * steps + rest` compares with zero as asked.
pub(super) fn reached(slope: i128, rest: i128, operator: Comparison) -> Reached {
    if slope == 0 {
        let holds = operator.holds(rest.cmp(&0));
        return if holds {
            Reached::In(Steps::ALL)
        } else {
            Reached::Nowhere
        };
    }
    if slope < 0 {
        return reached(-slope, -rest, operator.mirrored());
    }
    let (below, exact) = floor(-rest, slope);
    let from = |from: i128| Reached::In(Steps { from, ..Steps::ALL });
    let to = |to: i128| Reached::In(Steps { to, ..Steps::ALL });
    match operator {
        Comparison::AtLeast => from(if exact { below } else { below + 1 }),
        Comparison::Greater => from(below + 1),
        Comparison::AtMost => to(below),
        Comparison::Less => to(if exact { below - 1 } else { below }),
        Comparison::Equal if exact => {
            let (from, to) = (below, below);
            Reached::In(Steps { from, to })
        }
        Comparison::Equal => Reached::Nowhere,
        Comparison::NotEqual if exact => Reached::Beside(below),
        Comparison::NotEqual => Reached::In(Steps::ALL),
    }
}

/// The whole number at or below a quotient, and whether it is the quotient.
fn floor(number: i128, divisor: i128) -> (i128, bool) {
    if divisor == 1 {
        return (number, true);
    }
    if let (Ok(short), Ok(by)) = (i64::try_from(number), i64::try_from(divisor)) {
        return (i128::from(short.div_euclid(by)), short.rem_euclid(by) == 0);
    }
    (number.div_euclid(divisor), number.rem_euclid(divisor) == 0)
}

/// The parts of a unit at or below a number, and whether they are the number.
pub(super) fn steps_below(number: &Exact, parts: i128) -> Option<(i128, bool)> {
    let (over, under) = (in_parts(number.numerator(), parts)?, number.denominator());
    let (steps, exact) = floor(over, under);
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
