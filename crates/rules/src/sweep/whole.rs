//! Comparisons of sums and products of whole numbers, without a value per row.
//!
//! Main type: [`Whole`]: the numbers of a block as multiples of one fraction, with masks for what is not known and for
//! what does not exist. What does not fit (other operations, numbers that could leave 64 bits) is left to the general
//! way by answering nothing; where both answer they answer alike, which the property tests prove.

use std::borrow::Cow;

use super::Sweep;
use super::answers::Answers;
use crate::bitmap::WORD;
use crate::columns::ColumnValues;
use crate::plan::{Formula, Load, RegisterLoad, Term};
use crate::syntax::Comparison;
use crate::{Exact, NoneMeans, Value};

/// Numbers stay below this, so that adding two of them stays within 64 bits.
const LARGEST: i128 = 1 << 62;

/// The numbers of a block of rows, as multiples of `1/per`. Rows in a mask hold zero; the masks do not overlap.
pub(super) struct Whole<'a> {
    values: Cow<'a, [i64]>,
    per: i64,
    unknown: Vec<u64>,
    nothing: Vec<u64>,
    /// No value is farther from zero.
    bound: i128,
}

impl<'a> Whole<'a> {
    fn new(values: Cow<'a, [i64]>, per: i64, unknown: Vec<u64>, nothing: Vec<u64>) -> Self {
        let bound = values.iter().map(|value| value.unsigned_abs()).max();
        Self {
            bound: i128::from(bound.unwrap_or(0)),
            values,
            per,
            unknown,
            nothing,
        }
    }

    fn same(number: &Exact, rows: usize) -> Option<Self> {
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
    fn scaled(mut self, factor: i64) -> Option<Self> {
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
    fn aligned(self, other: Self) -> Option<(Self, Self)> {
        let common = greatest_common_divisor(self.per, other.per);
        let (mine, theirs) = (other.per / common, self.per / common);
        Some((self.scaled(mine)?, other.scaled(theirs)?))
    }

    fn plus(self, other: Self, subtracted: bool) -> Option<Self> {
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

    fn times(mut self, other: &Self) -> Option<Self> {
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
    fn take_masks(&mut self, other: &Self) {
        let theirs = other.nothing.iter().zip(&other.unknown);
        let mine = self.nothing.iter_mut().zip(&mut self.unknown);
        for ((nothing, unknown), (no, not_known)) in mine.zip(theirs) {
            *nothing |= no;
            *unknown = (*unknown | not_known) & !*nothing;
        }
    }

    fn compared(self, operator: Comparison, other: Self) -> Option<Answers> {
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
fn bits(left: &[i64], right: &[i64], operator: Comparison) -> u64 {
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

fn greatest_common_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl<'a> Sweep<'a> {
    /// The answers of a comparison of whole numbers; none when it has another form.
    pub(super) fn whole_comparison(
        &self,
        left: &Formula,
        operator: Comparison,
        right: &Formula,
    ) -> Option<Answers> {
        let left = self.whole(&left.term)?;
        left.compared(operator, self.whole(&right.term)?)
    }

    fn whole(&self, term: &Term) -> Option<Whole<'a>> {
        match term {
            Term::Constant(Value::Number(number), _) => Whole::same(number, self.rows),
            Term::Load(load) => self.whole_load(load),
            Term::Parameter { id, by: None } => {
                let read = self.parameters.parameter(id, None, self.on).ok()?;
                let Value::Number(number) = read.value else {
                    return None;
                };
                Whole::same(&number, self.rows)
            }
            Term::Parameter { id, by: Some(by) } => self.whole_tiers(id, by),
            Term::Sum(terms) => {
                let mut sum: Option<Whole<'a>> = None;
                for (subtracted, term) in terms {
                    let term = self.whole(term)?;
                    sum = Some(match sum {
                        Some(sum) => sum.plus(term, *subtracted)?,
                        None if *subtracted => return None,
                        None => term,
                    });
                }
                sum
            }
            Term::Product(factors) => {
                let mut product: Option<Whole<'a>> = None;
                for (divides, factor) in factors {
                    let factor = self.whole(factor).filter(|_| !divides)?;
                    product = Some(match product {
                        Some(product) => product.times(&factor)?,
                        None => factor,
                    });
                }
                product
            }
            Term::Count(load) => self.whole_count(load),
            Term::Constant(..)
            | Term::Today
            | Term::Power(..)
            | Term::Choice(..)
            | Term::Elapsed(..) => None,
        }
    }

    fn words(&self, words: &[u64]) -> Vec<u64> {
        let first = self.start / WORD;
        let count = self.rows.div_ceil(WORD);
        (first..first + count)
            .map(|index| words.get(index).copied().unwrap_or(0))
            .collect()
    }

    fn whole_load(&self, load: &Load) -> Option<Whole<'a>> {
        let Some(column) = self.column(load) else {
            let clear = vec![0; self.rows.div_ceil(WORD)];
            let unknown = vec![u64::MAX; clear.len()];
            return Some(Whole::new(
                Cow::Owned(vec![0; self.rows]),
                1,
                unknown,
                clear,
            ));
        };
        let ColumnValues::Numbers { units, per } = &column.values else {
            return None;
        };
        let last = self.start + self.rows;
        if !load.kind.is_numeric() || *per <= 0 || units.len() < last {
            return None;
        }
        let none = self.words(column.recorded_none.words());
        let mut nothing = self.words(column.not_applicable.words());
        let mut unknown = self.words(column.known.words());
        let mut all_known = true;
        for index in 0..nothing.len() {
            let absent = none[index] | nothing[index];
            let zero = if load.none == NoneMeans::Zero {
                none[index]
            } else {
                0
            };
            all_known &= absent == 0 && unknown[index] == self.full(index);
            nothing[index] = absent & !zero;
            unknown[index] = !(unknown[index] | absent);
        }
        let units = &units[self.start..last];
        if all_known {
            return Some(Whole::new(Cow::Borrowed(units), *per, unknown, nothing));
        }
        let value = |(row, unit): (usize, &i64)| {
            let (index, bit) = (row / WORD, row % WORD);
            let hidden = (unknown[index] | nothing[index] | none[index]) >> bit & 1 == 1;
            if hidden { 0 } else { *unit }
        };
        let values = units.iter().enumerate().map(value).collect();
        Some(Whole::new(Cow::Owned(values), *per, unknown, nothing))
    }

    /// The word with the bits of all rows of the block.
    fn full(&self, index: usize) -> u64 {
        match (self.rows - index * WORD).min(WORD) {
            WORD => u64::MAX,
            rows => (1 << rows) - 1,
        }
    }

    /// The tier of every row; none when the host does not tell its tiers, or a row lies behind the last.
    fn whole_tiers(&self, id: &str, by: &Term) -> Option<Whole<'a>> {
        let tiers = self.parameters.tiers(id, self.on)?;
        let key = self.whole(by)?;
        let per = tiers.iter().try_fold(1_i64, |per, tier| {
            let other = i64::try_from(tier.is.denominator()).ok()?;
            per.checked_mul(other / greatest_common_divisor(per, other))
        })?;
        let mut steps = Vec::with_capacity(tiers.len());
        for tier in &tiers {
            let limit = match &tier.up_to {
                None => i64::MAX,
                Some(limit) => {
                    let scaled = limit.checked_mul(&Exact::from(key.per)).ok()?;
                    i64::try_from(scaled.numerator().div_euclid(scaled.denominator())).ok()?
                }
            };
            let scaled = tier.is.checked_mul(&Exact::from(per)).ok()?;
            steps.push((limit, i64::try_from(scaled.to_whole()?).ok()?));
        }
        if steps.last().is_none_or(|(limit, _)| *limit != i64::MAX) {
            return None;
        }
        let tier = |key: &i64| {
            let step = steps.iter().find(|(limit, _)| key <= limit);
            step.map_or(0, |(_, value)| *value)
        };
        let values = key.values.iter().map(tier).collect();
        Some(Whole::new(
            Cow::Owned(values),
            per,
            key.unknown,
            key.nothing,
        ))
    }

    /// Rows of a register where it is complete.
    fn whole_count(&self, load: &RegisterLoad) -> Option<Whole<'a>> {
        let clear = vec![0; self.rows.div_ceil(WORD)];
        let Some(column) = self.register(load) else {
            let unknown = vec![u64::MAX; clear.len()];
            return Some(Whole::new(
                Cow::Owned(vec![0; self.rows]),
                1,
                unknown,
                clear,
            ));
        };
        let counts = column.counts.get(self.start..self.start + self.rows)?;
        let complete = self.words(column.complete.words());
        let value = |(row, count): (usize, &u32)| {
            let known = complete[row / WORD] >> (row % WORD) & 1 == 1;
            if known { i64::from(*count) } else { 0 }
        };
        let values = counts.iter().enumerate().map(value).collect();
        let unknown = complete.iter().map(|word| !word).collect();
        Some(Whole::new(Cow::Owned(values), 1, unknown, clear))
    }
}
