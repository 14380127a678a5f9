//! Comparisons of sums and products of whole numbers, without a value per row.
//!
//! Main type: [`Whole`]: the numbers of a block as multiples of one fraction, with masks for what is not known and for
//! what does not exist. What does not fit (other operations, numbers that could leave 64 bits) is left to the general
//! way by answering nothing; where both answer they answer alike, which the property tests prove.

use std::borrow::Cow;

use super::answers::Answers;
use crate::Exact;
use crate::bitmap::WORD;
use crate::syntax::Comparison;

/// Numbers stay below this, so that adding two of them stays within 64 bits.
const LARGEST: i128 = 1 << 62;

/// The numbers of a block of rows, as multiples of `1/per`. What rows in a mask hold means nothing; the masks do not
/// overlap.
pub(super) struct Whole<'a> {
    pub(super) values: Cow<'a, [i64]>,
    pub(super) per: i64,
    pub(super) unknown: Vec<u64>,
    pub(super) nothing: Vec<u64>,
    /// No value is farther from zero.
    bound: i128,
}

impl<'a> Whole<'a> {
    pub(super) fn new(
        values: Cow<'a, [i64]>,
        per: i64,
        unknown: Vec<u64>,
        nothing: Vec<u64>,
    ) -> Self {
        let bound = values.iter().map(|value| value.unsigned_abs()).max();
        Self {
            bound: i128::from(bound.unwrap_or(0)),
            values,
            per,
            unknown,
            nothing,
        }
    }

    pub(super) fn same(number: &Exact, rows: usize) -> Option<Self> {
        let value = i64::try_from(number.numerator()).ok()?;
        let per = i64::try_from(number.denominator()).ok()?;
        let clear = vec![0; rows.div_ceil(WORD)];
        Some(Self::new(
            Cow::Owned(vec![value; rows]),
            per,
            clear.clone(),
            clear,
        ))
    }

    /// The same numbers as multiples of a smaller fraction; nothing when they could leave 64 bits.
    pub(super) fn scaled(mut self, factor: i64) -> Option<Self> {
        self.bound = self.bound.checked_mul(i128::from(factor))?;
        if self.bound > LARGEST {
            return None;
        }
        if factor != 1 {
            for value in self.values.to_mut() {
                *value *= factor;
            }
        }
        self.per = self.per.checked_mul(factor)?;
        Some(self)
    }

    /// Both as multiples of one fraction.
    pub(super) fn aligned(self, other: Self) -> Option<(Self, Self)> {
        let common = greatest_common_divisor(self.per, other.per);
        let (mine, theirs) = (other.per / common, self.per / common);
        Some((self.scaled(mine)?, other.scaled(theirs)?))
    }

    pub(super) fn plus(self, other: Self, subtracted: bool) -> Option<Self> {
        let (mut sum, other) = self.aligned(other)?;
        sum.bound += other.bound;
        if sum.bound > LARGEST {
            return None;
        }
        let pairs = sum.values.to_mut().iter_mut().zip(other.values.iter());
        if subtracted {
            pairs.for_each(|(mine, theirs)| *mine -= theirs);
        } else {
            pairs.for_each(|(mine, theirs)| *mine += theirs);
        }
        sum.take_masks(&other);
        Some(sum)
    }

    pub(super) fn times(mut self, other: &Self) -> Option<Self> {
        self.bound = self.bound.checked_mul(other.bound)?;
        if self.bound > LARGEST {
            return None;
        }
        self.per = self.per.checked_mul(other.per)?;
        let pairs = self.values.to_mut().iter_mut().zip(other.values.iter());
        pairs.for_each(|(mine, theirs)| *mine *= theirs);
        self.take_masks(other);
        Some(self)
    }

    /// What does not exist on either side does not exist; else what is unknown on either side is unknown.
    pub(super) fn take_masks(&mut self, other: &Whole<'_>) {
        let theirs = other.nothing.iter().zip(&other.unknown);
        let mine = self.nothing.iter_mut().zip(&mut self.unknown);
        for ((nothing, unknown), (no, not_known)) in mine.zip(theirs) {
            *nothing |= no;
            *unknown = (*unknown | not_known) & !*nothing;
        }
    }

    pub(super) fn compared(self, operator: Comparison, other: Self) -> Option<Answers> {
        let rows = self.values.len();
        let (mut left, right) = self.aligned(other)?;
        left.take_masks(&right);
        let mut answers = Answers::clear(rows);
        let blocks = left.values.chunks(WORD).zip(right.values.chunks(WORD));
        for (index, (left_block, right_block)) in blocks.enumerate() {
            let holds = bits(left_block, right_block, operator);
            let (nothing, unknown) = (left.nothing[index], left.unknown[index]);
            let of_nothing = if operator == Comparison::NotEqual {
                nothing
            } else {
                0
            };
            answers.met[index] = (holds & !nothing & !unknown) | of_nothing;
            answers.unknown[index] = unknown;
        }
        Some(answers)
    }
}

/// One bit per pair that satisfies the operator, at most 64 pairs.
pub(super) fn bits(left: &[i64], right: &[i64], operator: Comparison) -> u64 {
    let collected = |holds: fn(&i64, &i64) -> bool| {
        let pairs = left.iter().zip(right).enumerate();
        pairs.fold(0, |bits, (index, (left, right))| {
            bits | (u64::from(holds(left, right)) << index)
        })
    };
    match operator {
        Comparison::Less => collected(|left, right| left < right),
        Comparison::AtMost => collected(|left, right| left <= right),
        Comparison::Equal => collected(|left, right| left == right),
        Comparison::NotEqual => collected(|left, right| left != right),
        Comparison::AtLeast => collected(|left, right| left >= right),
        Comparison::Greater => collected(|left, right| left > right),
    }
}

pub(super) fn greatest_common_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
