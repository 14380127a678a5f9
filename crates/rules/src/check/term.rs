//! Checking of terms: names, literals, arithmetic with units, choices between values.
//!
//! Main function: [`Checker::term`].

use super::{Checked, Checker, constant, formula, speaks_for_itself};
use crate::diagnostic::{NameFault, PlaceFault, SyntaxFault, TypeFault};
use crate::plan::{Formula, Term};
use crate::syntax::{Additive, Expr, ExprKind, Multiplicative};
use crate::{Exact, ExactError, Period, Span, Type, Value};

impl Checker<'_> {
    /// The term an expression states. `expected` is the type its place asks for; it gives
    /// literals their meaning but is not enforced here.
    pub(super) fn term(&mut self, expr: &Expr, expected: Option<&Type>) -> Checked {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Boolean(value) => Some(constant(Value::Flag(*value), Type::Flag)),
            ExprKind::Number(digits) => self.number(digits, span),
            ExprKind::Text(text) => self.quoted(text, expected, span),
            ExprKind::Name { id, years_back } => self.name(id, *years_back, span),
            ExprKind::Call {
                function,
                arguments,
            } => self.term_call(function, arguments, span),
            ExprKind::Negate(inner) => self.negation(inner, expected),
            ExprKind::Sum { first, rest } => self.sum(first, rest, expected),
            ExprKind::Product { first, rest } => self.product(first, rest, expected),
            ExprKind::Choice(parts) => self.choice_of_terms(parts, expected),
            ExprKind::Invalid => None,
            ExprKind::List(_) => self.fault(PlaceFault::ListOutOfPlace, span),
            ExprKind::Not(_)
            | ExprKind::All(_)
            | ExprKind::Any(_)
            | ExprKind::Compare { .. }
            | ExprKind::In { .. } => {
                self.condition(expr);
                self.fault(TypeFault::NotAValue, span)
            }
        }
    }

    fn number(&mut self, digits: &str, span: Span) -> Checked {
        match digits.parse::<Exact>() {
            Ok(number) => Some(constant(Value::Number(number), Type::PLAIN)),
            Err(ExactError::Overflow | ExactError::DivisionByZero | ExactError::Syntax) => {
                self.fault(SyntaxFault::NumberTooLarge, span)
            }
        }
    }

    fn name(&mut self, id: &str, years_back: u8, span: Span) -> Checked {
        if id == "today" && years_back == 0 {
            self.found.reads_today = true;
            return Some(formula(Term::Today, Type::Day));
        }
        let load = self.load(id, years_back, span)?;
        let kind = Type::clone(&load.kind);
        Some(formula(Term::Load(load), kind))
    }

    /// Reads a concept's entry and notes that the rule asks for it.
    pub(super) fn load(
        &mut self,
        id: &str,
        years_back: u8,
        span: Span,
    ) -> Option<crate::plan::Load> {
        let Some(concept) = self.dictionary.concept(id) else {
            let similar = self.dictionary.similar_concepts(id);
            let id = id.to_owned();
            return self.fault(NameFault::UnknownConcept { id, similar }, span);
        };
        if years_back > 0 && concept.period == Period::Timeless {
            return self.fault(NameFault::NotYearly(id.to_owned()), span);
        }
        Some(self.concept_load(id, years_back, concept))
    }

    fn negation(&mut self, inner: &Expr, expected: Option<&Type>) -> Checked {
        let checked = self.term(inner, expected)?;
        self.require_number(&checked, inner.span)?;
        if let Term::Constant(Value::Number(number), _) = checked.term {
            return match number.checked_neg() {
                Ok(number) => Some(constant(Value::Number(number), checked.kind)),
                Err(_) => self.fault(SyntaxFault::NumberTooLarge, inner.span),
            };
        }
        Some(formula(Term::Sum(vec![(true, checked.term)]), checked.kind))
    }

    fn require_number(&mut self, checked: &Formula, span: Span) -> Option<()> {
        if checked.kind.is_numeric() {
            return Some(());
        }
        let found = checked.kind.to_string();
        self.fault(TypeFault::NotANumber { found }, span)
    }

    fn sum(&mut self, first: &Expr, rest: &[(Additive, Expr)], expected: Option<&Type>) -> Checked {
        let terms = std::iter::once((Additive::Plus, first))
            .chain(rest.iter().map(|(sign, term)| (*sign, term)));
        let terms: Vec<(Additive, &Expr)> = terms.collect();
        let speaker = terms.iter().position(|(_, term)| speaks_for_itself(term));
        // Each term is checked once only: twice would double the work at every level of nesting.
        let known = match speaker {
            Some(index) => Some(self.term(terms[index].1, None)?),
            None => None,
        };
        let kind = known.as_ref().map(|known| &known.kind).or(expected);
        let mut checked = Vec::with_capacity(terms.len());
        for (index, (sign, place)) in terms.iter().enumerate() {
            let term = match &known {
                Some(known) if speaker == Some(index) => Some(known.clone()),
                _ => self.term(place, kind),
            };
            checked.push(self.summand(*sign, term, place, known.as_ref()));
        }
        let terms = checked.into_iter().collect::<Option<Vec<_>>>()?;
        Some(formula(Term::Sum(terms), kind?.clone()))
    }

    fn summand(
        &mut self,
        sign: Additive,
        term: Checked,
        place: &Expr,
        known: Option<&Formula>,
    ) -> Option<(bool, Term)> {
        let term = term?;
        self.require_number(&term, place.span)?;
        if let Some(known) = known {
            self.agree((known, place), (&term, place))?;
        }
        Some((sign == Additive::Minus, term.term))
    }

    fn product(
        &mut self,
        first: &Expr,
        rest: &[(Multiplicative, Expr)],
        expected: Option<&Type>,
    ) -> Checked {
        let checked = self.factor(first, expected);
        let others: Vec<_> = rest
            .iter()
            .map(|(sign, factor)| (*sign, self.factor(factor, expected), factor.span))
            .collect();
        let first_factor = checked?;
        let mut kind = first_factor.kind;
        let mut factors = vec![(false, first_factor.term)];
        for (sign, factor, span) in others {
            let factor = factor?;
            kind = self.combined(kind, sign, &factor.kind, span)?;
            factors.push((sign == Multiplicative::Over, factor.term));
        }
        Some(formula(Term::Product(factors), kind))
    }

    fn factor(&mut self, expr: &Expr, expected: Option<&Type>) -> Checked {
        let checked = self.term(expr, expected)?;
        self.require_number(&checked, expr.span)?;
        Some(checked)
    }

    /// The unit of a product or quotient, where it has a name.
    fn combined(
        &mut self,
        kind: Type,
        sign: Multiplicative,
        factor: &Type,
        span: Span,
    ) -> Option<Type> {
        match sign {
            _ if factor.is_plain() => Some(kind),
            Multiplicative::Times if kind.is_plain() => Some(factor.clone()),
            Multiplicative::Over if kind.agrees_with(factor) => Some(Type::PLAIN),
            Multiplicative::Times | Multiplicative::Over => {
                let (left, right) = (kind.to_string(), factor.to_string());
                self.fault(TypeFault::UnitsCombined { left, right }, span)
            }
        }
    }

    fn choice_of_terms(&mut self, parts: &[Expr; 3], expected: Option<&Type>) -> Checked {
        let [test, yes, no] = parts;
        let test = self.condition(test);
        let (yes, no) = if speaks_for_itself(yes) || speaks_for_itself(no) {
            self.pair(yes, no)?
        } else {
            let (yes, no) = (self.term(yes, expected), self.term(no, expected));
            (yes?, no?)
        };
        let kind = yes.kind;
        let branches = Box::new([yes.term, no.term]);
        Some(formula(Term::Choice(Box::new(test?), branches), kind))
    }
}
