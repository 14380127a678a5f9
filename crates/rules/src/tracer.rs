//! Evaluation of a rule on one subject, with the trace.
//!
//! Main type: [`Tracer`]. Terms come to what `evaluate.rs` says; here the conditions are kept with both their sides. The
//! facts behind a side are not copied: it knows where they stand and tells them when it is asked ([`Side::uses`]).

use std::sync::Arc;

use crate::evaluate::{self, Evaluator, Notes};
use crate::fraction::Fraction;
use crate::operand::{self, Failure, Operand};
use crate::plan::{Load, Part, Place, Question, Ranks, Term, Test, TestKind};
use crate::prepared::View;
use crate::syntax::Comparison;
use crate::trace::{Condition, ConditionKind, Grounds, Noted, Outcome, Side, SideValue, Use};
use crate::{Answer, Day, EvaluationError, ParameterValue, Parameters, Rule};

/// A rule in its world, and what its traces refer to.
pub(crate) struct Tracer<'a> {
    rule: &'a Rule,
    /// The number of its sheet.
    number: usize,
    grounds: &'a Arc<Grounds>,
    evaluator: Evaluator<'a>,
}

type Answered = Result<(Answer, ConditionKind), Failure>;

impl<'a> Tracer<'a> {
    /// A rule with the number of its sheet among the grounds, whoever tells parameters and for which day, and the day of
    /// the evaluation.
    pub(crate) fn new(
        (rule, number): (&'a Rule, usize),
        grounds: &'a Arc<Grounds>,
        host: (&'a dyn Parameters, Day),
        on: Day,
    ) -> Self {
        Self {
            rule,
            number,
            grounds,
            evaluator: Evaluator {
                sheet: &grounds.sheets[number],
                view: View::of(&grounds.facts),
                host,
                on,
            },
        }
    }

    /// The rule answered, with the reasons.
    pub(crate) fn outcome(&self) -> Result<Outcome, EvaluationError> {
        let trace = self.condition(&self.rule.test);
        let day = self.evaluator.host.1;
        let trace = trace.map_err(|failure| self.rule.error(failure, day))?;
        Ok(Outcome {
            answer: trace.answer,
            trace,
        })
    }

    /// The condition answered, with all that it rests on.
    fn condition(&self, test: &'a Test) -> Result<Condition, Failure> {
        let (answer, kind) = self.kind(&test.kind)?;
        Ok(Condition {
            answer,
            span: test.span,
            kind,
        })
    }

    fn kind(&self, kind: &'a TestKind) -> Answered {
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
                let answer = operand::one_of(&operand, &list);
                (answer, ConditionKind::OneOf { item, list })
            }
            TestKind::Among { item, codes } => {
                let (item, item_side) = self.side(item)?;
                let (codes, codes_side) = self.side(codes)?;
                let answer = operand::among(&item, &codes);
                let (item, codes) = (item_side, codes_side);
                (answer, ConditionKind::Among { item, codes })
            }
            TestKind::Held(load) => {
                let answer = evaluate::held(self.evaluator.register(load));
                let found = self.found(load.question(), load.place);
                (answer, ConditionKind::Held(found))
            }
            TestKind::RecordedAsNone(load) => self.recorded_as_none(load)?,
        })
    }

    fn conditions(&self, parts: &'a [Test]) -> Result<Vec<Condition>, Failure> {
        let mut conditions = Vec::with_capacity(parts.len());
        for part in parts {
            conditions.push(self.condition(part)?);
        }
        Ok(conditions)
    }

    fn choice(&self, [test, yes, no]: &'a [Test; 3]) -> Answered {
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
        [left, right]: [&'a Part; 2],
        operator: Comparison,
        ranks: Option<&Ranks>,
    ) -> Answered {
        let (left, left_side) = self.side(left)?;
        let (right, right_side) = self.side(right)?;
        let answer = operand::compare(&left, operator, &right, ranks);
        let kind = ConditionKind::Comparison {
            left: left_side,
            operator,
            right: right_side,
        };
        Ok((answer, kind))
    }

    fn recorded_as_none(&self, load: &'a Load) -> Answered {
        let answer = evaluate::recorded_as_none(self.evaluator.seen(load)?);
        let found = self.found(load.question(), load.place);
        let kind = Arc::clone(&load.kind);
        Ok((answer, ConditionKind::RecordedAsNone { found, kind }))
    }

    fn found(&self, question: Question, place: Place) -> Use {
        let found = self.grounds.entry(self.number, place).found();
        Use::Fact { question, found }
    }

    fn side(&self, formula: &'a Part) -> Result<(Operand<'a>, Side), Failure> {
        let mut kept = Kept {
            tracer: self,
            noted: Vec::new(),
        };
        let evaluator = &self.evaluator;
        let number = evaluator.fraction(&formula.term, &mut kept);
        let operand = if let Some(number) = number.and_then(Fraction::exact) {
            Operand::number(number)
        } else {
            kept.noted.clear();
            evaluator.term(&formula.term, &mut kept)?
        };
        let value = match &operand {
            Operand::Unknown => SideValue::Unknown,
            Operand::Nothing => SideValue::Nothing,
            Operand::Known(value) => SideValue::Known(value.clone().into_owned()),
        };
        let side = Side {
            value,
            noted: kept.noted,
            grounds: Arc::clone(self.grounds),
            rule: self.number,
            part: formula.place.0,
        };
        Ok((operand, side))
    }
}

/// Keeps what a side has to tell beside its facts.
struct Kept<'t, 'a> {
    tracer: &'t Tracer<'a>,
    noted: Vec<Noted>,
}

impl<'a> Notes<'a> for Kept<'_, 'a> {
    fn test(&mut self, _: &Evaluator<'a>, test: &'a Test) -> Result<Answer, Failure> {
        let condition = self.tracer.condition(test)?;
        let answer = condition.answer;
        self.noted.push(Noted::Test(Box::new(condition)));
        Ok(answer)
    }

    fn row(&mut self, row: &ParameterValue) {
        // Few sides read more than one.
        self.noted.reserve_exact(1);
        self.noted.push(Noted::Row(row.clone()));
    }

    fn row_not_read(&mut self) {
        self.noted.push(Noted::RowNotRead);
    }
}

impl Side {
    /// Every fact and parameter that went into it, in the order of the text.
    pub fn uses(&self) -> Vec<Use> {
        let mut uses = Vec::new();
        self.collect(&self.formula().term, &mut self.noted.iter(), &mut uses);
        uses
    }

    fn collect<'s>(
        &'s self,
        term: &Term,
        noted: &mut impl Iterator<Item = &'s Noted>,
        uses: &mut Vec<Use>,
    ) {
        match term {
            Term::Constant(..) | Term::Today => {}
            Term::Load(load) => uses.push(self.fact(load.question(), load.place)),
            Term::Count(load) => uses.push(self.fact(load.question(), load.place)),
            Term::Parameter { id, by, place } => {
                let read = match by {
                    None => self.sheet().single(*place),
                    Some(by) => {
                        self.collect(by, noted, uses);
                        noted.next().and_then(Noted::row)
                    }
                };
                uses.push(parameter(id, read));
            }
            Term::Sum(terms) | Term::Product(terms) => {
                for (_, term) in terms {
                    self.collect(term, noted, uses);
                }
            }
            Term::Power(base, _) => self.collect(base, noted, uses),
            Term::Elapsed(_, days) => {
                for day in days.iter() {
                    self.collect(day, noted, uses);
                }
            }
            Term::Choice(_, branches) => self.collect_chosen(branches, noted, uses),
        }
    }

    fn collect_chosen<'s>(
        &'s self,
        [yes, no]: &[Term; 2],
        noted: &mut impl Iterator<Item = &'s Noted>,
        uses: &mut Vec<Use>,
    ) {
        let Some(Noted::Test(test)) = noted.next() else {
            return;
        };
        test.collect_uses(uses);
        if test.answer != Answer::NotMet {
            self.collect(yes, noted, uses);
        }
        if test.answer != Answer::Met {
            self.collect(no, noted, uses);
        }
    }

    fn fact(&self, question: Question, place: Place) -> Use {
        let found = self.grounds.entry(self.rule, place).found();
        Use::Fact { question, found }
    }
}

impl Noted {
    fn row(&self) -> Option<&ParameterValue> {
        match self {
            Self::Row(row) => Some(row),
            Self::RowNotRead | Self::Test(_) => None,
        }
    }
}

fn parameter(id: &Arc<str>, read: Option<&ParameterValue>) -> Use {
    let id = Arc::clone(id);
    match read {
        Some(read) => Use::Parameter {
            id,
            value: read.value.clone(),
            source: read.source.clone(),
        },
        None => Use::ParameterNotRead { id },
    }
}
