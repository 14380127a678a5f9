//! What a comparison weighs, taken once for every row, so that any bound costs one comparison of whole numbers.
//!
//! Main type: [`Measure`]. Of `a >= f * b` with `b` above zero the ratio `a / b` decides. It is held as twice the whole part
//! of a million times the ratio, plus one when something is left over: against a factor of at most six decimals that
//! decides exactly, *at least* as well as *more than*. Rows for which no ratio exists are held apart.

use std::cmp::Ordering;

use super::Sweep;
use super::keys::Keys;
use super::weigh::Weights;
use super::whole::Whole;
use crate::bitmap::WORD;
use crate::columns::AnswerColumn;
use crate::operand::Operand;
use crate::plan::Term;
use crate::syntax::Comparison;
use crate::{Bitmap, Exact, Tier, Value};

/// Parts of a ratio that a factor can name.
const PRECISION: i64 = 1_000_000;
/// Ratios beyond it are held as this.
const FARTHEST: i64 = i32::MAX as i64;

pub(super) struct Measure {
    keys: Keys,
    scale: Scale,
    /// Whether it was taken by exact values, which may be of any size.
    pub(super) by_value: bool,
    unknown: Bitmap,
    nothing: Bitmap,
    /// Rows whose two sides are equal whatever the factor is, zero against zero: words with their places.
    level: Vec<(usize, u64)>,
    /// Rows whose right side is below zero, with both sides.
    odd: Vec<(usize, [i64; 2])>,
}

/// The rows of each tier of a table.
pub(super) struct TierRows {
    within: Vec<Vec<u64>>,
    unknown: Bitmap,
    nothing: Bitmap,
}

/// What the keys count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// Multiples of `1/per`.
    Whole(i64),
    /// Halves of a millionth, as the module says.
    Ratio,
}

impl Measure {
    /// Of all rows, block by block: in whole numbers where that can be, else a term alone by its exact values. None when
    /// neither can be.
    pub(super) fn of<'s>(
        weights: &Weights,
        blocks: impl Iterator<Item = Sweep<'s>> + Clone,
    ) -> Option<Self> {
        let whole = Self::of_whole(weights, blocks.clone());
        match weights.right {
            None => whole.or_else(|| Self::of_values(&weights.left, blocks)),
            Some(_) => whole,
        }
    }

    fn of_whole<'s>(weights: &Weights, blocks: impl Iterator<Item = Sweep<'s>>) -> Option<Self> {
        let mut draft = Draft::default();
        for block in blocks {
            let left = block.whole(&weights.left)?;
            match &weights.right {
                None => draft.take(&left)?,
                Some(right) => {
                    let (left, right) = left.aligned(block.whole(right)?)?;
                    draft.weigh(left, &right, weights.divided);
                }
            }
        }
        Some(draft.finish())
    }

    fn of_values<'s>(term: &Term, blocks: impl Iterator<Item = Sweep<'s>>) -> Option<Self> {
        let mut draft = Draft::default();
        for block in blocks {
            draft.value(&block.operands(term)?)?;
        }
        Some(Self {
            by_value: true,
            ..draft.finish()
        })
    }

    /// The answers of `left operator factor × right`; none for a factor that the keys cannot decide.
    pub(super) fn answers(&self, operator: Comparison, factor: &Exact) -> Option<AnswerColumn> {
        let held = self.held(operator, factor)?;
        Some(answers(held, operator, self.unknown.clone(), &self.nothing))
    }

    /// The same with the factor of the tier that a row is in.
    pub(super) fn tiered(
        &self,
        rows: &TierRows,
        operator: Comparison,
        tiers: &[Tier],
    ) -> Option<AnswerColumn> {
        let mut held = vec![0; self.unknown.words().len()];
        for (within, tier) in rows.within.iter().zip(tiers) {
            let reached = self.held(operator, &tier.is)?;
            for (held, (within, reached)) in held.iter_mut().zip(within.iter().zip(reached)) {
                *held |= within & reached;
            }
        }
        let nothing = self.nothing.or(&rows.nothing);
        let unknown = self.unknown.or(&rows.unknown).and(&nothing.not());
        Some(answers(held, operator, unknown, &nothing))
    }

    /// Which rows are in which tier, by this measure.
    pub(super) fn tiers(&self, limits: &[Option<Exact>]) -> Option<TierRows> {
        let mut left = vec![u64::MAX; self.unknown.words().len()];
        let mut within = Vec::with_capacity(limits.len());
        for limit in limits {
            let mut reached = match limit {
                Some(limit) => self.held(Comparison::AtMost, limit)?,
                None => vec![u64::MAX; left.len()],
            };
            for (reached, left) in reached.iter_mut().zip(&mut left) {
                *reached &= *left;
                *left &= !*reached;
            }
            within.push(reached);
        }
        Some(TierRows {
            within,
            unknown: self.unknown.clone(),
            nothing: self.nothing.clone(),
        })
    }

    /// One bit per row for which the comparison holds; of rows that are unknown or nothing it means nothing.
    fn held(&self, operator: Comparison, factor: &Exact) -> Option<Vec<u64>> {
        let (reached, exceeded) = self.bounds(factor)?;
        let mut held = match operator {
            Comparison::AtLeast | Comparison::Less => self.keys.at_least(reached),
            Comparison::Greater | Comparison::AtMost => self.keys.at_least(exceeded),
            Comparison::Equal | Comparison::NotEqual => {
                let mut held = self.keys.at_least(reached);
                let beyond = self.keys.at_least(exceeded);
                held.iter_mut()
                    .zip(beyond)
                    .for_each(|(held, beyond)| *held &= !beyond);
                held
            }
        };
        if matches!(
            operator,
            Comparison::Less | Comparison::AtMost | Comparison::NotEqual
        ) {
            for word in &mut held {
                *word = !*word;
            }
        }
        self.correct(&mut held, operator, factor)?;
        Some(held)
    }

    /// The key from which on a row is at least the factor, and the one from which on it is more.
    fn bounds(&self, factor: &Exact) -> Option<(i128, i128)> {
        match self.scale {
            Scale::Whole(per) => {
                let bound = factor.checked_mul(&Exact::from(per)).ok()?;
                let floor = bound.numerator().div_euclid(bound.denominator());
                let next = floor.checked_add(1)?;
                Some((
                    if bound.to_whole().is_some() {
                        floor
                    } else {
                        next
                    },
                    next,
                ))
            }
            Scale::Ratio => {
                let bound = factor.checked_mul(&Exact::from(PRECISION)).ok()?;
                let twice = bound.to_whole()?.checked_mul(2)?;
                let near = twice.unsigned_abs() < u128::from(FARTHEST.unsigned_abs()) - 1;
                near.then_some((twice, twice + 1))
            }
        }
    }

    /// The rows that no key decides.
    fn correct(&self, held: &mut [u64], operator: Comparison, factor: &Exact) -> Option<()> {
        let even = operator.holds(Ordering::Equal);
        for (index, level) in &self.level {
            held[*index] = if even {
                held[*index] | level
            } else {
                held[*index] & !level
            };
        }
        for (row, [left, right]) in &self.odd {
            let weighed = factor.checked_mul(&Exact::from(*right)).ok()?;
            let bit = 1 << (row % WORD);
            held[row / WORD] &= !bit;
            if operator.holds(Exact::from(*left).cmp(&weighed)) {
                held[row / WORD] |= bit;
            }
        }
        Some(())
    }
}

fn answers(
    mut held: Vec<u64>,
    operator: Comparison,
    unknown: Bitmap,
    nothing: &Bitmap,
) -> AnswerColumn {
    let of_nothing = if operator == Comparison::NotEqual {
        u64::MAX
    } else {
        0
    };
    let masks = unknown.words().iter().zip(nothing.words());
    for (held, (unknown, nothing)) in held.iter_mut().zip(masks) {
        *held = (*held & !unknown & !nothing) | (nothing & of_nothing);
    }
    AnswerColumn {
        met: Bitmap::from_words(held, unknown.len()),
        failed: Bitmap::clear(unknown.len()),
        unknown,
        first_failure: None,
    }
}

/// A measure on its way, block by block.
#[derive(Default)]
struct Draft {
    keys: Vec<i64>,
    /// Of keys that are no ratios.
    per: Option<i64>,
    unknown: Vec<u64>,
    nothing: Vec<u64>,
    level: Vec<u64>,
    odd: Vec<(usize, [i64; 2])>,
}

impl Draft {
    /// One side alone; none when the blocks count in different parts.
    fn take(&mut self, side: &Whole<'_>) -> Option<()> {
        let per = *self.per.get_or_insert(side.per);
        if per != side.per {
            return None;
        }
        self.keys.extend_from_slice(&side.values);
        self.unknown.extend_from_slice(&side.unknown);
        self.nothing.extend_from_slice(&side.nothing);
        self.level.resize(self.unknown.len(), 0);
        Some(())
    }

    /// One side alone by its exact values; none when one is no number, or too large.
    fn value(&mut self, operands: &[Operand<'_>]) -> Option<()> {
        for block in operands.chunks(WORD) {
            let (mut unknown, mut nothing) = (0, 0);
            for (place, operand) in block.iter().enumerate() {
                let key = match operand {
                    Operand::Unknown => {
                        unknown |= 1 << place;
                        0
                    }
                    Operand::Nothing => {
                        nothing |= 1 << place;
                        0
                    }
                    Operand::Known(value) => exact_key(value)?,
                };
                self.keys.push(key);
            }
            self.unknown.push(unknown);
            self.nothing.push(nothing);
            self.level.push(0);
        }
        Some(())
    }

    fn weigh(&mut self, mut left: Whole<'_>, right: &Whole<'_>, divided: bool) {
        left.take_masks(right);
        self.unknown.extend_from_slice(&left.unknown);
        self.nothing.extend_from_slice(&left.nothing);
        self.level.resize(self.unknown.len(), 0);
        let pairs = left.values.iter().zip(right.values.iter());
        for (left, right) in pairs {
            let key = match right.cmp(&0) {
                Ordering::Greater => ratio(*left, *right),
                Ordering::Less if divided => ratio(-left, -right),
                Ordering::Less => self.odd(*left, *right),
                Ordering::Equal => self.over_zero(*left, divided),
            };
            self.keys.push(key);
        }
    }

    fn is_answered(&self, row: usize) -> bool {
        (self.unknown[row / WORD] | self.nothing[row / WORD]) >> (row % WORD) & 1 == 0
    }

    fn odd(&mut self, left: i64, right: i64) -> i64 {
        let row = self.keys.len();
        if self.is_answered(row) {
            self.odd.push((row, [left, right]));
        }
        0
    }

    fn over_zero(&mut self, left: i64, divided: bool) -> i64 {
        let row = self.keys.len();
        if self.is_answered(row) && (divided || left == 0) {
            let mask = if divided {
                &mut self.nothing
            } else {
                &mut self.level
            };
            mask[row / WORD] |= 1 << (row % WORD);
        }
        FARTHEST * left.signum()
    }

    fn finish(self) -> Measure {
        let rows = self.keys.len();
        Measure {
            keys: Keys::of(self.keys),
            scale: self.per.map_or(Scale::Ratio, Scale::Whole),
            by_value: false,
            unknown: Bitmap::from_words(self.unknown, rows),
            nothing: Bitmap::from_words(self.nothing, rows),
            level: self
                .level
                .into_iter()
                .enumerate()
                .filter(|(_, word)| *word != 0)
                .collect(),
            odd: self.odd,
        }
    }
}

/// The key of a ratio to a number above zero.
fn ratio(left: i64, right: i64) -> i64 {
    let Some(parts) = left.checked_mul(PRECISION) else {
        return key(i128::from(left) * i128::from(PRECISION), i128::from(right));
    };
    let (whole, rest) = (parts.div_euclid(right), parts.rem_euclid(right));
    let near = whole.clamp(-FARTHEST, FARTHEST);
    (near * 2 + i64::from(rest != 0)).clamp(-FARTHEST, FARTHEST)
}

fn exact_key(value: &Value) -> Option<i64> {
    let Value::Number(number) = value else {
        return None;
    };
    let parts = number.numerator().checked_mul(i128::from(PRECISION))?;
    Some(key(parts, number.denominator()))
}

fn key(parts: i128, right: i128) -> i64 {
    let far = i128::from(FARTHEST);
    let near = parts.div_euclid(right).clamp(-far, far);
    let twice = near * 2 + i128::from(parts.rem_euclid(right) != 0);
    i64::try_from(twice.clamp(-far, far)).unwrap_or_default()
}
