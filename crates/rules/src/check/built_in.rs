//! Checking of calls: which built-ins there are and what their arguments may be.
//!
//! Main functions: [`Checker::condition_call`] for built-ins that answer,
//! [`Checker::term_call`] for built-ins that yield a value. The crate documentation tells how to
//! add one.

use super::{Checked, Checker, formula};
use crate::diagnostic::{NameFault, TypeFault};
use crate::plan::{RegisterLoad, Term, TestKind, TimeUnit};
use crate::syntax::{Comparison, Expr, ExprKind, FARTHEST_YEAR};
use crate::{Exact, Period, Span, Type, Value};

const HAS_STATUS: &str = "has_status(\"register\"[, \"level\"])";
const COUNT_STATUS: &str = "count_status(\"register\"[, \"level\"])";
const IS_NONE: &str = "is_none(concept)";
const DAYS_BETWEEN: &str = "days_between(day, day)";
const MONTHS_BETWEEN: &str = "months_between(day, day)";
const PARAM: &str = "param(\"id\"[, value])";
const GROWTH_REACHES: &str = "growth_reaches(yearly_concept, years, plain_rate)";

/// Names people may try for a question no rule may ask.
const ASKS_KNOWLEDGE: [&str; 5] = ["is_known", "is_unknown", "known", "has", "exists"];

/// Whether a built-in of this name answers, rather than yielding a value.
pub(super) fn is_condition(name: &str) -> bool {
    matches!(name, "has_status" | "is_none" | "growth_reaches")
}

impl Checker<'_> {
    pub(super) fn condition_call(
        &mut self,
        name: &str,
        arguments: &[Expr],
        span: Span,
    ) -> Option<TestKind> {
        match name {
            "has_status" => self
                .register_call(arguments, HAS_STATUS, span)
                .map(TestKind::Held),
            "is_none" => self.is_none(arguments, span),
            _ => self.growth_reaches(arguments, span),
        }
    }

    pub(super) fn term_call(&mut self, name: &str, arguments: &[Expr], span: Span) -> Checked {
        match name {
            "param" => self.parameter(arguments, span),
            "days_between" => self.elapsed(TimeUnit::Days, arguments, DAYS_BETWEEN, span),
            "months_between" => self.elapsed(TimeUnit::Months, arguments, MONTHS_BETWEEN, span),
            "count_status" => {
                let load = self.register_call(arguments, COUNT_STATUS, span)?;
                Some(formula(Term::Count(load), Type::PLAIN))
            }
            _ if is_condition(name) => {
                self.condition_call(name, arguments, span);
                self.fault(TypeFault::NotAValue, span)
            }
            _ if ASKS_KNOWLEDGE.contains(&name) => {
                self.fault(NameFault::KnowledgeAsked(name.to_owned()), span)
            }
            _ => self.fault(NameFault::UnknownFunction(name.to_owned()), span),
        }
    }

    fn wrong_arguments<T>(&mut self, signature: &'static str, span: Span) -> Option<T> {
        self.fault(NameFault::WrongArguments { signature }, span)
    }

    fn register_call(
        &mut self,
        arguments: &[Expr],
        signature: &'static str,
        span: Span,
    ) -> Option<RegisterLoad> {
        let (register, level) = match arguments {
            [register] => (quoted_text(register), None),
            [register, level] => (quoted_text(register), Some(quoted_text(level))),
            _ => (None, None),
        };
        let (Some(register), level) = (register, level) else {
            return self.wrong_arguments(signature, span);
        };
        let level = match level {
            None => None,
            Some(Some(level)) => Some(level),
            Some(None) => return self.wrong_arguments(signature, span),
        };
        self.known_register(register, level, span)
    }

    fn known_register(
        &mut self,
        register: &str,
        level: Option<&str>,
        span: Span,
    ) -> Option<RegisterLoad> {
        let Some(entry) = self.dictionary.register(register) else {
            return self.fault(NameFault::UnknownRegister(register.to_owned()), span);
        };
        if let Some(level) = level
            && !entry.levels.iter().any(|known| known == level)
        {
            let fault = NameFault::UnknownLevel {
                register: register.to_owned(),
                level: level.to_owned(),
                levels: entry.levels,
            };
            return self.fault(fault, span);
        }
        Some(self.register_load(register, level))
    }

    fn is_none(&mut self, arguments: &[Expr], span: Span) -> Option<TestKind> {
        let Some((id, years_back)) = single_name(arguments) else {
            return self.wrong_arguments(IS_NONE, span);
        };
        let load = self.load(id, years_back, arguments[0].span)?;
        Some(TestKind::RecordedAsNone(load))
    }

    fn elapsed(
        &mut self,
        unit: TimeUnit,
        arguments: &[Expr],
        signature: &'static str,
        span: Span,
    ) -> Checked {
        let [from, to] = arguments else {
            return self.wrong_arguments(signature, span);
        };
        let from = self.term(from, Some(&Type::Day));
        let to = self.term(to, Some(&Type::Day));
        let (from, to) = (from?, to?);
        if from.kind != Type::Day || to.kind != Type::Day {
            return self.wrong_arguments(signature, span);
        }
        let days = Box::new([from.term, to.term]);
        Some(formula(Term::Elapsed(unit, days), Type::PLAIN))
    }

    fn parameter(&mut self, arguments: &[Expr], span: Span) -> Checked {
        let id = arguments.first().and_then(quoted_text);
        let (Some(id), 1 | 2) = (id, arguments.len()) else {
            return self.wrong_arguments(PARAM, span);
        };
        let Some(entry) = self.dictionary.parameter(id) else {
            return self.fault(NameFault::UnknownParameter(id.to_owned()), span);
        };
        let by = match (&entry.by, arguments.get(1)) {
            (None, None) => None,
            (Some(kind), Some(key)) => Some(Box::new(self.table_key(kind, key)?)),
            (Some(_), None) => {
                return self.fault(NameFault::TableWithoutKey(id.to_owned()), span);
            }
            (None, Some(_)) => {
                return self.fault(NameFault::KeyWithoutTable(id.to_owned()), span);
            }
        };
        let (id, place) = self.note_parameter(id, by.is_some());
        Some(formula(Term::Parameter { id, by, place }, entry.kind))
    }

    fn table_key(&mut self, kind: &Type, key: &Expr) -> Option<Term> {
        let found = self.term(key, Some(kind))?;
        let wanted = formula(Term::Today, kind.clone());
        self.agree((&found, key), (&wanted, key))?;
        Some(found.term)
    }

    /// `growth_reaches(x, n, r)`: x was above zero n years back, and the latest value is at least
    /// that value times (1 + r) to the power n. Said without roots, so it is exact.
    fn growth_reaches(&mut self, arguments: &[Expr], span: Span) -> Option<TestKind> {
        let [concept, years, rate] = arguments else {
            return self.wrong_arguments(GROWTH_REACHES, span);
        };
        let (Some((id, 0)), Some(years)) = (single_name(&arguments[..1]), years_back(years)) else {
            return self.wrong_arguments(GROWTH_REACHES, span);
        };
        let rate = self.term(rate, Some(&Type::PLAIN))?;
        let yearly = self.dictionary.concept(id).map(|found| found.period);
        if yearly == Some(Period::Timeless) {
            return self.fault(NameFault::NotYearly(id.to_owned()), concept.span);
        }
        let latest = self.load(id, 0, concept.span)?;
        let base = self.load(id, years, concept.span)?;
        if !latest.kind.is_numeric() || !rate.kind.is_plain() {
            return self.wrong_arguments(GROWTH_REACHES, span);
        }
        let (kind, base) = (Type::clone(&latest.kind), Term::Load(base));
        let goal = grown(base.clone(), rate.term, years);
        let conditions = [
            (base, Comparison::Greater, number(Exact::ZERO)),
            (Term::Load(latest), Comparison::AtLeast, goal),
        ];
        let tests = conditions.map(|(left, operator, right)| {
            let [left, right] = [left, right].map(|term| self.part(formula(term, kind.clone())));
            let compare = TestKind::Compare {
                left,
                operator,
                right,
                ranks: None,
            };
            self.test(compare, span)
        });
        Some(TestKind::All(tests.into()))
    }
}

fn number(number: Exact) -> Term {
    Term::Constant(Value::Number(number), Type::PLAIN)
}

fn grown(base: Term, rate: Term, years: u8) -> Term {
    let factor = Term::Sum(vec![(false, number(Exact::ONE)), (false, rate)]);
    Term::Product(vec![
        (false, base),
        (false, Term::Power(Box::new(factor), years)),
    ])
}

fn quoted_text(expr: &Expr) -> Option<&str> {
    if let ExprKind::Text(text) = &expr.kind {
        Some(text)
    } else {
        None
    }
}

fn single_name(arguments: &[Expr]) -> Option<(&str, u8)> {
    match arguments {
        [
            Expr {
                kind: ExprKind::Name { id, years_back },
                ..
            },
        ] => Some((id, *years_back)),
        _ => None,
    }
}

fn years_back(expr: &Expr) -> Option<u8> {
    let ExprKind::Number(digits) = &expr.kind else {
        return None;
    };
    digits
        .parse()
        .ok()
        .filter(|years| (1..=FARTHEST_YEAR).contains(years))
}
