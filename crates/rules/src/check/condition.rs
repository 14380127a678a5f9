//! Checking of conditions: what may stand where met, not met or cannot tell is the answer.
//!
//! Main function: [`Checker::condition`].

use std::sync::Arc;

use super::{Checker, speaks_for_itself};
use crate::diagnostic::{PlaceFault, TypeFault};
use crate::plan::{Formula, Ranks, Term, Test, TestKind};
use crate::syntax::{Comparison, Expr, ExprKind};
use crate::{Span, Type, Value};

impl Checker<'_> {
    /// The condition an expression states.
    pub(crate) fn condition(&mut self, expr: &Expr) -> Option<Test> {
        let kind = self.condition_kind(expr)?;
        Some(self.test(kind, expr.span))
    }

    fn condition_kind(&mut self, expr: &Expr) -> Option<TestKind> {
        match &expr.kind {
            ExprKind::Boolean(value) => Some(TestKind::Constant(*value)),
            ExprKind::All(parts) => self.conditions(parts).map(TestKind::All),
            ExprKind::Any(parts) => self.conditions(parts).map(TestKind::Any),
            ExprKind::Not(inner) => Some(TestKind::Not(Box::new(self.condition(inner)?))),
            ExprKind::Choice(parts) => self.choice(parts),
            ExprKind::Compare {
                operator,
                left,
                right,
            } => self.comparison(*operator, left, right, expr.span),
            ExprKind::In { item, list } => self.membership(item, list),
            ExprKind::Call {
                function,
                arguments,
            } if super::built_in::is_condition(function) => {
                self.condition_call(function, arguments, expr.span)
            }
            ExprKind::Invalid => None,
            ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Name { .. }
            | ExprKind::Call { .. }
            | ExprKind::List(_)
            | ExprKind::Negate(_)
            | ExprKind::Sum { .. }
            | ExprKind::Product { .. } => self.flag(expr),
        }
    }

    fn conditions(&mut self, parts: &[Expr]) -> Option<Vec<Test>> {
        let checked: Vec<_> = parts.iter().map(|part| self.condition(part)).collect();
        checked.into_iter().collect()
    }

    fn choice(&mut self, parts: &[Expr; 3]) -> Option<TestKind> {
        let [test, yes, no] = parts.each_ref().map(|part| self.condition(part));
        Some(TestKind::Choice(Box::new([test?, yes?, no?])))
    }

    /// A value that stands as a condition: only a flag may.
    fn flag(&mut self, expr: &Expr) -> Option<TestKind> {
        let found = self.term(expr, Some(&Type::Flag))?;
        if found.kind == Type::Flag {
            return Some(TestKind::Flag(self.part(found)));
        }
        let found = found.kind.to_string();
        self.fault(TypeFault::NotACondition { found }, expr.span)
    }

    fn comparison(
        &mut self,
        operator: Comparison,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Option<TestKind> {
        let (left, right) = self.pair(left, right)?;
        let ranks = match (&left.kind, operator.is_ordering()) {
            (Type::Code { vocabulary, .. }, true) => {
                let vocabulary = vocabulary.clone();
                Some(self.ranks(&left, &right, &vocabulary, span)?)
            }
            _ => None,
        };
        if !comparable(&left.kind, operator) {
            let found = left.kind.to_string();
            return self.fault(TypeFault::NotOrdered { found }, span);
        }
        Some(TestKind::Compare {
            left: self.part(left),
            operator,
            right: self.part(right),
            ranks,
        })
    }

    /// The ranks by which two codes are compared; both sides must be declared ordered.
    fn ranks(
        &mut self,
        left: &Formula,
        right: &Formula,
        vocabulary: &str,
        span: Span,
    ) -> Option<Ranks> {
        let ordered = |side: &Formula| matches!(side.kind, Type::Code { ordered: true, .. });
        if !ordered(left) || !ordered(right) {
            let found = left.kind.to_string();
            return self.fault(TypeFault::NotOrdered { found }, span);
        }
        let codes = self.dictionary.codes(vocabulary);
        let ranks = Ranks::new(
            codes
                .into_iter()
                .map(|code| (code.code, code.rank))
                .collect(),
        );
        for side in [left, right] {
            if let Term::Constant(Value::Code(code), _) = &side.term
                && ranks.of(code).is_none()
            {
                return self.fault(Self::misfit(code, &side.kind), span);
            }
        }
        Some(ranks)
    }

    /// Two expressions of one type; a literal takes its meaning from the other side.
    pub(super) fn pair(&mut self, left: &Expr, right: &Expr) -> Option<(Formula, Formula)> {
        let (first, second, swapped) = if speaks_for_itself(left) || !speaks_for_itself(right) {
            (left, right, false)
        } else {
            (right, left, true)
        };
        let known = self.term(first, None);
        let expected = known.as_ref().map(|formula| formula.kind.clone());
        let (known, other) = if expected.is_none() && !speaks_for_itself(second) {
            return None;
        } else {
            let other = self.term(second, expected.as_ref());
            (known?, other?)
        };
        self.agree((&known, first), (&other, second))?;
        Some(if swapped {
            (other, known)
        } else {
            (known, other)
        })
    }

    /// Notes why two sides do not fit together, if they do not.
    pub(super) fn agree(&mut self, one: (&Formula, &Expr), other: (&Formula, &Expr)) -> Option<()> {
        if one.0.kind.agrees_with(&other.0.kind) {
            return Some(());
        }
        for ((bare, place), (against, _)) in [(one, other), (other, one)] {
            let is_bare = bare.kind.is_plain() && is_bare_number(place);
            if is_bare && against.kind.is_numeric() {
                let fault = TypeFault::UnitMissing {
                    expected: against.kind.to_string(),
                    example: self.dictionary.example(&against.kind),
                };
                return self.fault(fault, place.span);
            }
        }
        let fault = TypeFault::TypesDiffer {
            left: one.0.kind.to_string(),
            right: other.0.kind.to_string(),
        };
        self.fault(fault, one.1.span.to(other.1.span))
    }

    fn membership(&mut self, item: &Expr, list: &Expr) -> Option<TestKind> {
        if let ExprKind::List(elements) = &list.kind {
            return self.one_of(item, elements, list.span);
        }
        let codes = self.term(list, None)?;
        let Type::Codes { vocabulary } = &codes.kind else {
            return self.fault(PlaceFault::NotAList, list.span);
        };
        let code = Type::Code {
            vocabulary: vocabulary.clone(),
            ordered: false,
        };
        let item_formula = self.term(item, Some(&code))?;
        let expected = super::formula(codes.term.clone(), code);
        self.agree((&item_formula, item), (&expected, list))?;
        Some(TestKind::Among {
            item: self.part(item_formula),
            codes: self.part(codes),
        })
    }

    fn one_of(&mut self, item: &Expr, elements: &[Expr], span: Span) -> Option<TestKind> {
        if elements.is_empty() {
            return self.fault(PlaceFault::EmptyList, span);
        }
        let item_formula = self.term(item, None)?;
        let checked: Vec<_> = elements
            .iter()
            .map(|element| self.element(element, (&item_formula, item)))
            .collect();
        let list = checked.into_iter().collect::<Option<Vec<_>>>()?;
        Some(TestKind::OneOf {
            item: self.part(item_formula),
            list: Arc::from(list),
        })
    }

    fn element(&mut self, element: &Expr, item: (&Formula, &Expr)) -> Option<Value> {
        let checked = self.term(element, Some(&item.0.kind))?;
        self.agree(item, (&checked, element))?;
        if let Term::Constant(value, _) = checked.term {
            Some(value)
        } else {
            self.fault(PlaceFault::ElementNotLiteral, element.span)
        }
    }
}

/// Whether values of a type can be compared with an operator.
fn comparable(kind: &Type, operator: Comparison) -> bool {
    match kind {
        Type::Number { .. } | Type::Money { .. } | Type::Day | Type::Code { .. } => true,
        Type::Flag | Type::Text => !operator.is_ordering(),
        Type::Codes { .. } => false,
    }
}

/// Whether an expression is built of digits only, so that only its unit is missing.
fn is_bare_number(expr: &Expr) -> bool {
    if let ExprKind::Negate(inner) = &expr.kind {
        return is_bare_number(inner);
    }
    matches!(expr.kind, ExprKind::Number(_))
}
