//! Terms over a block of rows as whole numbers.
//!
//! Main function: [`Sweep::whole`]. The arithmetic is in `whole.rs`.

use std::borrow::Cow;

use super::Sweep;
use super::answers::Answers;
use super::weigh::Fixed;
use super::whole::{Whole, bits, greatest_common_divisor};
use crate::bitmap::WORD;
use crate::columns::ColumnValues;
use crate::plan::{Formula, Load, RegisterLoad, Term, Test, TimeUnit};
use crate::syntax::Comparison;
use crate::{Day, Exact, NoneMeans, Type, Value};

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

    pub(super) fn whole(&self, term: &Term) -> Option<Whole<'a>> {
        match term {
            Term::Constant(value, _) => self.whole_same(value),
            Term::Today => self.whole_same(&Value::Day(self.on)),
            Term::Load(load) => self.whole_load(load),
            Term::Parameter { id, by: None, .. } => {
                let read = self.parameters.parameter(id, None, self.on).ok()?;
                self.whole_same(&read.value)
            }
            Term::Parameter {
                id, by: Some(by), ..
            } => self.whole_tiers(id, by),
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
                    let factor = if *divides {
                        self.whole_reciprocal(factor)?
                    } else {
                        self.whole(factor)?
                    };
                    product = Some(match product {
                        Some(product) => product.times(&factor)?,
                        None => factor,
                    });
                }
                product
            }
            Term::Count(load) => self.whole_count(load),
            Term::Elapsed(unit, days) => self.whole_elapsed(*unit, days),
            Term::Choice(test, branches) => self.whole_choice(test, branches),
            Term::Power(..) => None,
        }
    }

    /// One over a number that is the same for every subject.
    fn whole_reciprocal(&self, term: &Term) -> Option<Whole<'a>> {
        let fixed = Fixed {
            parameters: self.parameters,
            on: self.on,
        };
        let reciprocal = Exact::ONE.checked_div(&fixed.number(term)?).ok()?;
        Whole::same(&reciprocal, self.rows)
    }

    /// A number, or the number of a day, for every row.
    fn whole_same(&self, value: &Value) -> Option<Whole<'a>> {
        match value {
            Value::Number(number) => Whole::same(number, self.rows),
            Value::Day(day) => Whole::same(&Exact::from(day.number()), self.rows),
            Value::Flag(_) | Value::Code(_) | Value::Codes(_) | Value::Text(_) => None,
        }
    }

    /// Time from one day to another; both sides hold numbers of days.
    fn whole_elapsed(&self, unit: TimeUnit, [from, to]: &[Term; 2]) -> Option<Whole<'a>> {
        let (mut from, to) = (self.whole(from)?, self.whole(to)?);
        from.take_masks(&to);
        let day = |number: &i64| i32::try_from(*number).ok().and_then(Day::from_number);
        let between = |(from, to)| Some(i64::from(unit.between(day(from)?, day(to)?)));
        let pairs = from.values.iter().zip(to.values.iter());
        let values: Vec<i64> = pairs.map(between).collect::<Option<_>>()?;
        Some(Whole::new(
            Cow::Owned(values),
            1,
            from.unknown,
            from.nothing,
        ))
    }

    /// The branch that a test takes. Where the test is open it matters only when the branches differ.
    fn whole_choice(&self, test: &Test, [yes, no]: &[Term; 2]) -> Option<Whole<'a>> {
        let test = self.condition(test);
        if test.failed.iter().any(|word| *word != 0) {
            return None;
        }
        let (yes, no) = self.whole(yes)?.aligned(self.whole(no)?)?;
        let mut chosen = Whole::new(yes.values.clone(), yes.per, Vec::new(), Vec::new());
        for index in 0..test.met.len() {
            let (met, open) = (test.met[index], test.unknown[index]);
            let not_met = !(met | open);
            let same = bits(
                yes.values.chunks(WORD).nth(index)?,
                no.values.chunks(WORD).nth(index)?,
                Comparison::Equal,
            );
            let nothing = [yes.nothing[index], no.nothing[index]];
            let unknown = [yes.unknown[index], no.unknown[index]];
            let known = !(nothing[0] | nothing[1] | unknown[0] | unknown[1]);
            let equal = (same & known) | (nothing[0] & nothing[1]) | (unknown[0] & unknown[1]);
            let pick = |yes: u64, no: u64| (met & yes) | (not_met & no) | (open & equal & yes);
            chosen.nothing.push(pick(nothing[0], nothing[1]));
            chosen
                .unknown
                .push(pick(unknown[0], unknown[1]) | (open & !equal));
        }
        let values = chosen.values.to_mut();
        for (row, value) in values.iter_mut().enumerate() {
            let at = |words: &[u64]| words[row / WORD] >> (row % WORD) & 1 == 1;
            if at(&chosen.unknown) || at(&chosen.nothing) {
                *value = 0;
            } else if !at(&test.met) {
                *value = no.values[row];
            }
        }
        Some(Whole::new(
            chosen.values,
            chosen.per,
            chosen.unknown,
            chosen.nothing,
        ))
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
        let (units, per) = self.whole_units(load, &column.values)?;
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
        if all_known {
            return Some(Whole::new(units, per, unknown, nothing));
        }
        let value = |(row, unit): (usize, &i64)| {
            let (index, bit) = (row / WORD, row % WORD);
            let hidden = (unknown[index] | nothing[index] | none[index]) >> bit & 1 == 1;
            if hidden { 0 } else { *unit }
        };
        let values = units.iter().enumerate().map(value).collect();
        Some(Whole::new(Cow::Owned(values), per, unknown, nothing))
    }

    /// The block's part of a column of numbers or days; none when it has another form.
    fn whole_units(
        &self,
        load: &Load,
        values: &'a ColumnValues<'a>,
    ) -> Option<(Cow<'a, [i64]>, i64)> {
        let rows = self.start..self.start + self.rows;
        match values {
            ColumnValues::Numbers { units, per } if load.kind.is_numeric() && *per > 0 => {
                Some((Cow::Borrowed(units.get(rows)?), *per))
            }
            ColumnValues::Days(days) if *load.kind == Type::Day => {
                let number = |day: &i32| Day::from_number(*day).map(|day| i64::from(day.number()));
                let days = days.get(rows)?.iter().map(number);
                Some((days.collect::<Option<_>>()?, 1))
            }
            ColumnValues::Numbers { .. }
            | ColumnValues::Days(_)
            | ColumnValues::Flags(_)
            | ColumnValues::Indexed { .. } => None,
        }
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
