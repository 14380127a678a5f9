//! Evaluation of a rule on one subject, with the trace.
//!
//! Main type: [`Evaluator`]. Every condition is evaluated, even when an earlier one decides, so
//! that the trace is whole; the arithmetic itself is in `operand.rs`.

use std::borrow::Cow;
use std::sync::Arc;

use crate::operand::{self, Computed, Failure, Operand};
use crate::plan::{Formula, Load, Ranks, RegisterLoad, Term, Test, TestKind};
use crate::syntax::Comparison;
use crate::trace::{Condition, ConditionKind, Found, Shortfall, Side, SideValue, Use};
use crate::{Answer, Day, Exact, Facts, Lookup, NoneMeans, Parameters, RegisterAnswer, Value};

/// The world a rule is evaluated in.
#[derive(Clone, Copy)]
pub(crate) struct Evaluator<'a> {
    pub(crate) facts: &'a dyn Facts,
    pub(crate) parameters: &'a dyn Parameters,
    pub(crate) on: Day,
}

impl<'a> Evaluator<'a> {
    /// The condition answered, with all that it rests on.
    pub(crate) fn condition(&self, test: &'a Test) -> Result<Condition, Failure> {
        let (answer, kind) = self.kind(&test.kind)?;
        Ok(Condition {
            answer,
            span: test.span,
            kind,
        })
    }

    fn kind(&self, kind: &'a TestKind) -> Result<(Answer, ConditionKind), Failure> {
        Ok(match kind {
            TestKind::Constant(value) => (Answer::from(*value), ConditionKind::Constant(*value)),
            TestKind::All(parts) => {
                let parts = self.conditions(parts)?;
                let answer = Answer::all(parts.iter().map(|part| part.answer));
                (answer, ConditionKind::All(parts))
            }
            TestKind::Any(parts) => {
                let parts = self.conditions(parts)?;
                let answer = Answer::any(parts.iter().map(|part| part.answer));
                (answer, ConditionKind::Any(parts))
            }
            TestKind::Not(inner) => {
                let inner = Box::new(self.condition(inner)?);
                (inner.answer.negate(), ConditionKind::Not(inner))
            }
            TestKind::Choice(parts) => self.choice(parts)?,
            TestKind::Flag(formula) => {
                let (operand, side) = self.side(formula)?;
                (operand::flag(&operand), ConditionKind::Flag(side))
            }
            TestKind::Compare {
                left,
                operator,
                right,
                ranks,
            } => self.comparison([left, right], *operator, ranks.as_ref())?,
            TestKind::OneOf { item, list } => {
                let (operand, item) = self.side(item)?;
                let list = Arc::clone(list);
                (
                    operand::one_of(&operand, &list),
                    ConditionKind::OneOf { item, list },
                )
            }
            TestKind::Among { item, codes } => {
                let (item, item_side) = self.side(item)?;
                let (codes, codes_side) = self.side(codes)?;
                let answer = operand::among(&item, &codes);
                let (item, codes) = (item_side, codes_side);
                (answer, ConditionKind::Among { item, codes })
            }
            TestKind::Held(load) => self.held(load),
            TestKind::RecordedAsNone(load) => self.recorded_as_none(load)?,
        })
    }

    fn conditions(&self, parts: &'a [Test]) -> Result<Vec<Condition>, Failure> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn choice(&self, [test, yes, no]: &'a [Test; 3]) -> Result<(Answer, ConditionKind), Failure> {
        let test = self.condition(test)?;
        let counts = |branch: &'a Test, excluded_by: Answer| {
            let excluded = test.answer == excluded_by;
            let condition = (!excluded).then(|| self.condition(branch).map(Box::new));
            condition.transpose()
        };
        let (yes, no) = (counts(yes, Answer::NotMet)?, counts(no, Answer::Met)?);
        let of = |branch: &Option<Box<Condition>>| {
            branch
                .as_ref()
                .map_or(Answer::Unknown, |branch| branch.answer)
        };
        let answer = Answer::choose(test.answer, of(&yes), of(&no));
        let test = Box::new(test);
        Ok((answer, ConditionKind::Choice { test, yes, no }))
    }

    fn comparison(
        &self,
        [left, right]: [&'a Arc<Formula>; 2],
        operator: Comparison,
        ranks: Option<&Ranks>,
    ) -> Result<(Answer, ConditionKind), Failure> {
        let (left, left_side) = self.side(left)?;
        let (right, right_side) = self.side(right)?;
        let answer = operand::compare(&left, operator, &right, ranks);
        let shortfall = if answer == Answer::NotMet {
            shortfall(&left, operator, &right)
        } else {
            None
        };
        let kind = ConditionKind::Comparison {
            left: left_side,
            operator,
            right: right_side,
            shortfall,
        };
        Ok((answer, kind))
    }

    fn held(&self, load: &'a RegisterLoad) -> (Answer, ConditionKind) {
        let found = self.register(load);
        let answer = match &found {
            RegisterAnswer::Exactly { count, .. } => Answer::from(*count > 0),
            RegisterAnswer::AtLeast { count, .. } if *count > 0 => Answer::Met,
            RegisterAnswer::AtLeast { .. } | RegisterAnswer::Unknown => Answer::Unknown,
        };
        (answer, ConditionKind::Held(register_use(load, found)))
    }

    fn recorded_as_none(&self, load: &'a Load) -> Result<(Answer, ConditionKind), Failure> {
        let found = self.lookup(load)?;
        let answer = match found {
            Lookup::Known { .. } => Answer::NotMet,
            Lookup::RecordedNone { .. } | Lookup::NotApplicable { .. } => Answer::Met,
            Lookup::Unknown => Answer::Unknown,
        };
        let kind = load.kind.clone();
        let found = fact_use(load, &found);
        Ok((answer, ConditionKind::RecordedAsNone { found, kind }))
    }

    fn register(&self, load: &RegisterLoad) -> RegisterAnswer {
        self.facts
            .register(&load.register, load.level.as_deref(), self.on)
    }

    fn lookup(&self, load: &'a Load) -> Result<Lookup<'a>, Failure> {
        let found = self.facts.lookup(&load.concept, load.years_back);
        if let Lookup::Known { value, .. } = &found
            && !load.kind.admits(value)
        {
            let name = Arc::clone(&load.concept);
            return Err(Failure::WrongType { name });
        }
        Ok(found)
    }

    pub(crate) fn side(&self, formula: &'a Arc<Formula>) -> Result<(Operand<'a>, Side), Failure> {
        let mut uses = Vec::new();
        let operand = self.term(&formula.term, &mut uses)?;
        let value = match &operand {
            Operand::Unknown => SideValue::Unknown,
            Operand::Nothing => SideValue::Nothing,
            Operand::Known(value) => SideValue::Known(value.clone().into_owned()),
        };
        let formula = Arc::clone(formula);
        let side = Side {
            value,
            uses,
            formula,
        };
        Ok((operand, side))
    }

    fn term(&self, term: &'a Term, uses: &mut Vec<Use>) -> Computed<'a> {
        match term {
            Term::Constant(value, _) => Ok(Operand::Known(Cow::Borrowed(value))),
            Term::Today => Ok(Operand::Known(Cow::Owned(Value::Day(self.on)))),
            Term::Load(load) => self.load(load, uses),
            Term::Parameter { id, by } => self.parameter(id, by.as_deref(), uses),
            Term::Sum(terms) => operand::sum(borrowed(&self.terms(terms, uses)?)),
            Term::Product(factors) => operand::product(borrowed(&self.terms(factors, uses)?)),
            Term::Power(base, exponent) => operand::power(&self.term(base, uses)?, *exponent),
            Term::Choice(test, branches) => self.chosen(test, branches, uses),
            Term::Elapsed(unit, days) => {
                let (from, to) = (self.term(&days[0], uses)?, self.term(&days[1], uses)?);
                Ok(operand::elapsed(*unit, &from, &to))
            }
            Term::Count(load) => Ok(self.count(load, uses)),
        }
    }

    fn terms(
        &self,
        terms: &'a [(bool, Term)],
        uses: &mut Vec<Use>,
    ) -> Result<Vec<(bool, Operand<'a>)>, Failure> {
        let one = |(inverted, term): &'a (bool, Term)| Ok((*inverted, self.term(term, uses)?));
        terms.iter().map(one).collect()
    }

    fn load(&self, load: &'a Load, uses: &mut Vec<Use>) -> Computed<'a> {
        let found = self.lookup(load)?;
        uses.push(fact_use(load, &found));
        Ok(match found {
            Lookup::Known { value, .. } => Operand::Known(value),
            Lookup::RecordedNone { .. } => recorded_none(load),
            Lookup::NotApplicable { .. } => Operand::Nothing,
            Lookup::Unknown => Operand::Unknown,
        })
    }

    fn parameter(&self, id: &Arc<str>, by: Option<&'a Term>, uses: &mut Vec<Use>) -> Computed<'a> {
        let key = by.map(|by| self.term(by, uses)).transpose()?;
        let key = match key {
            None => None,
            Some(Operand::Known(value)) => Some(value),
            Some(absent) => {
                uses.push(Use::ParameterNotRead { id: Arc::clone(id) });
                return Ok(absent);
            }
        };
        let read = self.parameters.parameter(id, key.as_deref(), self.on);
        let read = read.map_err(|gap| Failure::Parameter {
            id: Arc::clone(id),
            gap,
        })?;
        uses.push(Use::Parameter {
            id: Arc::clone(id),
            value: read.value.clone(),
            source: read.source,
        });
        Ok(Operand::Known(Cow::Owned(read.value)))
    }

    fn chosen(&self, test: &'a Test, branches: &'a [Term; 2], uses: &mut Vec<Use>) -> Computed<'a> {
        let test = self.condition(test)?;
        test.collect_uses(uses);
        match test.answer {
            Answer::Met => self.term(&branches[0], uses),
            Answer::NotMet => self.term(&branches[1], uses),
            Answer::Unknown => {
                let (yes, no) = (
                    self.term(&branches[0], uses)?,
                    self.term(&branches[1], uses)?,
                );
                Ok(operand::choose(test.answer, yes, no))
            }
        }
    }

    fn count(&self, load: &'a RegisterLoad, uses: &mut Vec<Use>) -> Operand<'a> {
        let found = self.register(load);
        let count = match &found {
            RegisterAnswer::Exactly { count, .. } => Operand::number(Exact::from(*count)),
            RegisterAnswer::AtLeast { .. } | RegisterAnswer::Unknown => Operand::Unknown,
        };
        uses.push(register_use(load, found));
        count
    }
}

/// What a recorded none comes to where a value is needed.
pub(crate) fn recorded_none(load: &Load) -> Operand<'static> {
    match load.none {
        NoneMeans::Zero if load.kind.is_numeric() => Operand::number(Exact::ZERO),
        NoneMeans::Zero | NoneMeans::Nothing => Operand::Nothing,
    }
}

fn borrowed<'o, 'a>(
    operands: &'o [(bool, Operand<'a>)],
) -> impl Iterator<Item = (bool, &'o Operand<'a>)> {
    operands
        .iter()
        .map(|(inverted, operand)| (*inverted, operand))
}

fn fact_use(load: &Load, found: &Lookup<'_>) -> Use {
    let found = match found {
        Lookup::Known { value, source } => Found::Known {
            value: value.clone().into_owned(),
            source: source.clone(),
        },
        Lookup::RecordedNone { source } => Found::RecordedNone {
            source: source.clone(),
        },
        Lookup::NotApplicable { source } => Found::NotApplicable {
            source: source.clone(),
        },
        Lookup::Unknown => Found::Unknown,
    };
    Use::Fact {
        question: load.question(),
        found,
    }
}

fn register_use(load: &RegisterLoad, found: RegisterAnswer) -> Use {
    let found = match found {
        RegisterAnswer::Exactly { count, source } => Found::Known {
            value: Value::Number(Exact::from(count)),
            source,
        },
        RegisterAnswer::AtLeast { count, source } => Found::AtLeast { count, source },
        RegisterAnswer::Unknown => Found::Unknown,
    };
    Use::Fact {
        question: load.question(),
        found,
    }
}

/// The distance between two sides whose comparison is not met; none where it has no number.
fn shortfall(left: &Operand<'_>, operator: Comparison, right: &Operand<'_>) -> Option<Shortfall> {
    let (Operand::Known(left), Operand::Known(right)) = (left, right) else {
        return None;
    };
    match (&**left, &**right) {
        (Value::Number(left), Value::Number(right)) if operator != Comparison::NotEqual => {
            let distance = left.checked_sub(right).and_then(|gap| gap.checked_abs());
            distance.ok().map(Shortfall::Amount)
        }
        (Value::Day(left), Value::Day(right)) if operator != Comparison::NotEqual => {
            Some(Shortfall::Days(left.days_until(*right).unsigned_abs()))
        }
        _ => None,
    }
}
