//! Evaluation of a rule on one subject: what its terms come to, and its answer.
//!
//! Main type: [`Evaluator`]. The answer alone is worked out here; with its reasons in `tracer.rs`, from the same terms. No
//! condition is left out when another decides already, so that both fail where one does. The arithmetic itself is in
//! `operand.rs`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use crate::fraction::Fraction;
use crate::operand::{self, Computed, Failure, Operand};
use crate::plan::{Formula, Load, Place, RegisterLoad, Term, Test, TestKind};
use crate::prepared::{Seen, Sheet, View};
use crate::{Answer, Day, Exact, NoneMeans, ParameterValue, Parameters, Type, Value};

/// The world a rule is evaluated in.
#[derive(Clone, Copy)]
pub(crate) struct Evaluator<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) view: View<'a>,
    /// Who tells the rows of tables that could not be read before, and for which day.
    pub(crate) host: (&'a dyn Parameters, Day),
    pub(crate) on: Day,
}

/// What is kept of the way to a term's value, so that it can be told.
pub(crate) trait Notes<'a> {
    /// The answer of a condition that chooses between values.
    fn test(&mut self, evaluator: &Evaluator<'a>, test: &'a Test) -> Result<Answer, Failure>;

    /// A row of a table that was read.
    fn row(&mut self, row: &ParameterValue);

    /// A table that could not be read, since what selects its row is unknown or nothing.
    fn row_not_read(&mut self);
}

/// Nothing is kept.
pub(crate) struct Unnoted;

impl<'a> Notes<'a> for Unnoted {
    fn test(&mut self, evaluator: &Evaluator<'a>, test: &'a Test) -> Result<Answer, Failure> {
        evaluator.answer(test)
    }

    fn row(&mut self, _: &ParameterValue) {}

    fn row_not_read(&mut self) {}
}

impl<'a> Evaluator<'a> {
    /// The answer of a condition.
    pub(crate) fn answer(&self, test: &'a Test) -> Result<Answer, Failure> {
        Ok(match &test.kind {
            TestKind::Constant(value) => Answer::from(*value),
            TestKind::All(parts) => self.joined(parts, Answer::Met, Answer::and)?,
            TestKind::Any(parts) => self.joined(parts, Answer::NotMet, Answer::or)?,
            TestKind::Not(inner) => self.answer(inner)?.negate(),
            TestKind::Choice(parts) => self.choice(parts)?,
            TestKind::Flag(formula) => operand::flag(&self.value(formula)?),
            TestKind::Compare {
                left,
                operator,
                right,
                ranks,
            } => {
                if let Some(order) = self.order(left, right) {
                    return Ok(operator.holds(order).into());
                }
                let (left, right) = (self.value(left)?, self.value(right)?);
                operand::compare(&left, *operator, &right, ranks.as_ref())
            }
            TestKind::OneOf { item, list } => operand::one_of(&self.value(item)?, list),
            TestKind::Among { item, codes } => {
                operand::among(&self.value(item)?, &self.value(codes)?)
            }
            TestKind::Held(load) => held(self.register(load)),
            TestKind::RecordedAsNone(load) => recorded_as_none(self.seen(load)?),
        })
    }

    fn joined(
        &self,
        parts: &'a [Test],
        start: Answer,
        join: fn(Answer, Answer) -> Answer,
    ) -> Result<Answer, Failure> {
        let mut parts = parts.iter();
        parts.try_fold(start, |joined, part| Ok(join(joined, self.answer(part)?)))
    }

    fn choice(&self, [test, yes, no]: &'a [Test; 3]) -> Result<Answer, Failure> {
        let test = self.answer(test)?;
        let counts = |branch: &'a Test, excluded_by: Answer| {
            if test == excluded_by {
                Ok(Answer::Unknown)
            } else {
                self.answer(branch)
            }
        };
        let (yes, no) = (counts(yes, Answer::NotMet)?, counts(no, Answer::Met)?);
        Ok(Answer::choose(test, yes, no))
    }

    pub(crate) fn register(&self, load: &RegisterLoad) -> Seen<'a> {
        self.view.seen(self.sheet.number(load.place))
    }

    /// What is seen of a concept, of the type it was declared with.
    pub(crate) fn seen(&self, load: &Load) -> Result<Seen<'a>, Failure> {
        let seen = self.view.seen(self.sheet.number(load.place));
        let admitted = match seen {
            Seen::Whole(_) => load.kind.is_numeric(),
            Seen::Value(value) => load.kind.admits(value),
            Seen::RecordedNone | Seen::NotApplicable | Seen::Rows { .. } | Seen::Unknown => true,
        };
        if admitted {
            return Ok(seen);
        }
        let name = Arc::clone(&load.concept);
        Err(Failure::WrongType { name })
    }

    /// Which side is larger, when both are plain numbers.
    fn order(&self, left: &'a Formula, right: &'a Formula) -> Option<Ordering> {
        if !left.kind.is_numeric() {
            return None;
        }
        let left = self.fraction(&left.term, &mut Unnoted)?;
        left.compare(self.fraction(&right.term, &mut Unnoted)?)
    }

    /// What a term comes to, when it is a number that is reckoned from known numbers without more than 128 bits; none
    /// when [`term`](Self::term) has to say.
    pub(crate) fn fraction(&self, term: &'a Term, notes: &mut impl Notes<'a>) -> Option<Fraction> {
        match term {
            Term::Constant(value, _) => number(value),
            Term::Load(load) if load.kind.is_numeric() => {
                match self.view.seen(self.sheet.number(load.place)) {
                    Seen::Whole(number) => Some(Fraction::from(number)),
                    Seen::Value(value) => number(value),
                    Seen::RecordedNone
                    | Seen::NotApplicable
                    | Seen::Rows { .. }
                    | Seen::Unknown => None,
                }
            }
            Term::Parameter {
                by: None, place, ..
            } => number(&self.sheet.single(*place)?.value),
            Term::Parameter {
                by: Some(by),
                place,
                ..
            } => {
                let key = self.fraction(by, notes)?.exact()?;
                let row = self.sheet.row(*place, &key)?;
                notes.row(row);
                number(&row.value)
            }
            Term::Sum(terms) => {
                let mut sum = Fraction::from(0);
                for (subtracted, term) in terms {
                    sum = match self.whole(term) {
                        Some(number) => sum.plus_whole(number, *subtracted)?,
                        None => sum.plus(self.fraction(term, notes)?, *subtracted)?,
                    };
                }
                Some(sum)
            }
            Term::Product(factors) => {
                let mut factors = factors.iter();
                factors.try_fold(Fraction::from(1), |product, (divides, factor)| {
                    product.times(self.fraction(factor, notes)?, *divides)
                })
            }
            Term::Elapsed(unit, days) => {
                let [from, to] = days.each_ref().map(|term| self.day(term));
                Some(Fraction::from(i64::from(unit.between(from?, to?))))
            }
            Term::Today | Term::Load(_) | Term::Power(..) | Term::Choice(..) | Term::Count(_) => {
                None
            }
        }
    }

    /// The day of the evaluation, or one that is recorded.
    fn day(&self, term: &Term) -> Option<Day> {
        if let Term::Load(load) = term
            && *load.kind == Type::Day
            && let Seen::Value(Value::Day(day)) = self.view.seen(self.sheet.number(load.place))
        {
            return Some(*day);
        }
        matches!(term, Term::Today).then_some(self.on)
    }

    /// What a fact is, when the term is one and it is a whole number, as most are.
    #[inline]
    fn whole(&self, term: &Term) -> Option<i64> {
        if let Term::Load(load) = term
            && load.kind.is_numeric()
            && let Seen::Whole(number) = self.view.seen(self.sheet.number(load.place))
        {
            return Some(number);
        }
        None
    }

    /// What a formula comes to.
    pub(crate) fn value(&self, formula: &'a Formula) -> Computed<'a> {
        self.term(&formula.term, &mut Unnoted)
    }

    /// What a term comes to.
    pub(crate) fn term(&self, term: &'a Term, notes: &mut impl Notes<'a>) -> Computed<'a> {
        match term {
            Term::Constant(value, _) => Ok(Operand::Known(Cow::Borrowed(value))),
            Term::Today => Ok(Operand::Known(Cow::Owned(Value::Day(self.on)))),
            Term::Load(load) => Ok(loaded(load, self.seen(load)?)),
            Term::Parameter { id, by, place } => self.parameter((id, *place), by.as_deref(), notes),
            Term::Sum(terms) => {
                let mut sum = operand::Sum::new();
                for (subtracted, term) in terms {
                    sum.push(*subtracted, &self.term(term, notes)?);
                }
                sum.finish()
            }
            Term::Product(factors) => {
                let mut product = operand::Product::new();
                for (divides, factor) in factors {
                    product.push(*divides, &self.term(factor, notes)?);
                }
                product.finish()
            }
            Term::Power(base, exponent) => operand::power(&self.term(base, notes)?, *exponent),
            Term::Choice(test, branches) => self.chosen(test, branches, notes),
            Term::Elapsed(unit, days) => {
                let (from, to) = (self.term(&days[0], notes)?, self.term(&days[1], notes)?);
                Ok(operand::elapsed(*unit, &from, &to))
            }
            Term::Count(load) => Ok(counted(self.register(load))),
        }
    }

    fn parameter(
        &self,
        (id, place): (&Arc<str>, Place),
        by: Option<&'a Term>,
        notes: &mut impl Notes<'a>,
    ) -> Computed<'a> {
        let key = match by.map(|by| self.term(by, notes)).transpose()? {
            None => None,
            Some(Operand::Known(value)) => Some(value),
            Some(absent) => {
                notes.row_not_read();
                return Ok(absent);
            }
        };
        let read = self.sheet.read((id, place), key.as_deref(), self.host);
        let read = read.map_err(|gap| Failure::Parameter {
            id: Arc::clone(id),
            gap,
        })?;
        if by.is_some() {
            notes.row(&read);
        }
        Ok(Operand::Known(match read {
            Cow::Borrowed(read) => Cow::Borrowed(&read.value),
            Cow::Owned(read) => Cow::Owned(read.value),
        }))
    }

    fn chosen(
        &self,
        test: &'a Test,
        branches: &'a [Term; 2],
        notes: &mut impl Notes<'a>,
    ) -> Computed<'a> {
        match notes.test(self, test)? {
            Answer::Met => self.term(&branches[0], notes),
            Answer::NotMet => self.term(&branches[1], notes),
            Answer::Unknown => {
                let yes = self.term(&branches[0], notes)?;
                let no = self.term(&branches[1], notes)?;
                Ok(operand::choose(Answer::Unknown, yes, no))
            }
        }
    }
}

fn number(value: &Value) -> Option<Fraction> {
    match value {
        Value::Number(number) => Some(Fraction::from(*number)),
        Value::Flag(_) | Value::Code(_) | Value::Codes(_) | Value::Text(_) | Value::Day(_) => None,
    }
}

/// Whether a register holds a row.
pub(crate) fn held(seen: Seen<'_>) -> Answer {
    match seen {
        Seen::Rows { count: 0, complete } => {
            if complete {
                Answer::NotMet
            } else {
                Answer::Unknown
            }
        }
        Seen::Rows { .. } => Answer::Met,
        Seen::Unknown
        | Seen::Whole(_)
        | Seen::Value(_)
        | Seen::RecordedNone
        | Seen::NotApplicable => Answer::Unknown,
    }
}

/// Whether a concept is recorded as none or not applicable.
pub(crate) fn recorded_as_none(seen: Seen<'_>) -> Answer {
    match seen {
        Seen::Whole(_) | Seen::Value(_) | Seen::Rows { .. } => Answer::NotMet,
        Seen::RecordedNone | Seen::NotApplicable => Answer::Met,
        Seen::Unknown => Answer::Unknown,
    }
}

fn loaded<'a>(load: &Load, seen: Seen<'a>) -> Operand<'a> {
    match seen {
        Seen::Whole(number) => Operand::number(Exact::from(number)),
        Seen::Value(value) => Operand::Known(Cow::Borrowed(value)),
        Seen::RecordedNone => recorded_none(load),
        Seen::NotApplicable => Operand::Nothing,
        Seen::Unknown | Seen::Rows { .. } => Operand::Unknown,
    }
}

/// The rows of a register where it is complete.
fn counted(seen: Seen<'_>) -> Operand<'static> {
    match seen {
        Seen::Rows {
            count,
            complete: true,
        } => Operand::number(Exact::from(count)),
        Seen::Rows {
            complete: false, ..
        }
        | Seen::Unknown
        | Seen::Whole(_)
        | Seen::Value(_)
        | Seen::RecordedNone
        | Seen::NotApplicable => Operand::Unknown,
    }
}

/// What a recorded none comes to where a value is needed.
pub(crate) fn recorded_none(load: &Load) -> Operand<'static> {
    match load.none {
        NoneMeans::Zero if load.kind.is_numeric() => Operand::number(Exact::ZERO),
        NoneMeans::Zero | NoneMeans::Nothing => Operand::Nothing,
    }
}
