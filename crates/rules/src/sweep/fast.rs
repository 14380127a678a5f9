//! The commonest comparison, a column of whole numbers against a constant, without a value per row.
//!
//! Main function: [`Sweep::number_against_constant`]. It answers exactly what the general way
//! answers; a property test runs both.

use super::Sweep;
use super::answers::Answers;
use crate::bitmap::WORD;
use crate::columns::{Column, ColumnValues};
use crate::plan::{Formula, Load, Term};
use crate::syntax::Comparison;
use crate::{Exact, NoneMeans, Value};

impl Sweep<'_> {
    /// The answers of `column < constant` and its like; none when the comparison has another form.
    pub(super) fn number_against_constant(
        &self,
        left: &Formula,
        operator: Comparison,
        right: &Formula,
    ) -> Option<Answers> {
        let (load, operator, bound) = match (&left.term, &right.term) {
            (Term::Load(load), Term::Constant(Value::Number(bound), _)) => (load, operator, bound),
            (Term::Constant(Value::Number(bound), _), Term::Load(load)) => {
                (load, operator.mirrored(), bound)
            }
            _ => return None,
        };
        let column = self.column(load)?;
        let ColumnValues::Numbers { units, per } = &column.values else {
            return None;
        };
        let last = self.start + self.rows;
        if !load.kind.is_numeric() || *per <= 0 || units.len() < last {
            return None;
        }
        let test = Bound::new(operator, bound, *per)?;
        let units = &units[self.start..last];
        let mut answers = self.absences(load, column, operator, bound);
        for (index, block) in units.chunks(WORD).enumerate() {
            let known = word(column.known.words(), self.start, index);
            let absent = word(column.recorded_none.words(), self.start, index)
                | word(column.not_applicable.words(), self.start, index);
            let holds = test.holds(block);
            answers.met[index] = (answers.met[index] & absent) | (holds & known & !absent);
            answers.unknown[index] = !(known | absent);
        }
        Some(answers)
    }

    /// Answers in which every row recorded as none or not applicable is right already.
    fn absences(
        &self,
        load: &Load,
        column: &Column<'_>,
        operator: Comparison,
        bound: &Exact,
    ) -> Answers {
        let nothing = operator == Comparison::NotEqual;
        let none = match load.none {
            NoneMeans::Zero => operator.holds(Exact::ZERO.cmp(bound)),
            NoneMeans::Nothing => nothing,
        };
        let mut answers = Answers::clear(self.rows);
        for index in 0..answers.met.len() {
            let recorded_none = word(column.recorded_none.words(), self.start, index);
            let not_applicable = word(column.not_applicable.words(), self.start, index);
            let mut met = if none { recorded_none } else { 0 };
            met |= if nothing {
                not_applicable & !recorded_none
            } else {
                0
            };
            answers.met[index] = met;
        }
        answers
    }
}

/// A word of a bitmap, counted from a row that begins a word.
fn word(words: &[u64], start: usize, index: usize) -> u64 {
    words.get(start / WORD + index).copied().unwrap_or(0)
}

/// A comparison with a whole number of a column's units.
enum Bound {
    /// Values from the first to the second hold.
    Within(i64, i64),
    /// All values but this one hold.
    Except(i64),
}

impl Bound {
    /// The range of whole units for which the comparison holds; none when it does not fit.
    fn new(operator: Comparison, bound: &Exact, per: i64) -> Option<Self> {
        let scaled = bound.checked_mul(&Exact::from(per)).ok()?;
        let floor = scaled.numerator().div_euclid(scaled.denominator());
        let whole = scaled.denominator() == 1;
        let floor = i64::try_from(floor)
            .ok()
            .filter(|floor| *floor < i64::MAX)?;
        let ceiling = if whole { floor } else { floor + 1 };
        let below = if whole { floor.checked_sub(1)? } else { floor };
        Some(match operator {
            Comparison::Less => Self::Within(i64::MIN, below),
            Comparison::AtMost => Self::Within(i64::MIN, floor),
            Comparison::AtLeast => Self::Within(ceiling, i64::MAX),
            Comparison::Greater => Self::Within(floor + 1, i64::MAX),
            Comparison::Equal if whole => Self::Within(floor, floor),
            Comparison::NotEqual if whole => Self::Except(floor),
            // No whole number of units equals a fraction of one.
            Comparison::Equal => Self::Within(1, 0),
            Comparison::NotEqual => Self::Within(i64::MIN, i64::MAX),
        })
    }

    /// One bit per value, at most 64 values.
    fn holds(&self, block: &[i64]) -> u64 {
        match *self {
            Self::Within(first, last) => bits(block, |value| first <= value && value <= last),
            Self::Except(one) => bits(block, |value| value != one),
        }
    }
}

fn bits(block: &[i64], holds: impl Fn(i64) -> bool) -> u64 {
    let numbered = block.iter().enumerate();
    numbered.fold(0, |bits, (index, value)| {
        bits | (u64::from(holds(*value)) << index)
    })
}
