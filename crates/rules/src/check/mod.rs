//! The compiler: from a tree of names to a plan with checked types and units.
//!
//! Main type: [`Checker`]. Conditions are checked in `condition.rs`, terms in `term.rs`, built-ins
//! in `built_in.rs`. A fault yields no plan but checking goes on, so that all faults are found.

mod built_in;
mod condition;
mod literal;
mod term;

use std::sync::Arc;

use crate::diagnostic::{Fault, Faults};
use crate::plan::{Formula, Load, Part, Place, Question, RegisterLoad, Term, Test, TestKind};
use crate::prepared::Declared;
use crate::syntax::{Expr, ExprKind};
use crate::{Dictionary, Span, Type};

/// What checking needs and what it finds out.
pub(crate) struct Checker<'d> {
    dictionary: &'d dyn Dictionary,
    found: Checkings,
    tests: usize,
}

/// What checking found out: questions and parameters in the order of first use.
pub(crate) struct Checkings {
    pub(crate) faults: Faults,
    pub(crate) questions: Vec<Question>,
    /// What is declared of each question; none for registers.
    pub(crate) declared: Vec<Option<Declared>>,
    /// Each with whether it is a table.
    pub(crate) parameters: Vec<(Arc<str>, bool)>,
    pub(crate) reads_today: bool,
    /// The formulas that tests ask for.
    pub(crate) parts: Vec<Arc<Formula>>,
}

/// A term with its type, or nothing after a fault has been noted.
type Checked = Option<Formula>;

impl<'d> Checker<'d> {
    /// A checker that goes on from the faults the parser found.
    pub(crate) fn new(dictionary: &'d dyn Dictionary, faults: Faults) -> Self {
        let found = Checkings {
            faults,
            questions: Vec::new(),
            declared: Vec::new(),
            parameters: Vec::new(),
            reads_today: false,
            parts: Vec::new(),
        };
        Self {
            dictionary,
            found,
            tests: 0,
        }
    }

    /// What was found.
    pub(crate) fn finish(self) -> Checkings {
        self.found
    }

    /// Notes a fault; the returned nothing stands for the plan that cannot be made.
    fn fault<T>(&mut self, fault: impl Into<Fault>, span: Span) -> Option<T> {
        self.found.faults.note(fault, span);
        None
    }

    fn test(&mut self, kind: TestKind, span: Span) -> Test {
        let place = Place(self.tests);
        self.tests += 1;
        Test { kind, span, place }
    }

    fn part(&mut self, formula: Formula) -> Part {
        Part::of(formula, &mut self.found.parts)
    }

    fn note_question(&mut self, question: Question, declared: Option<Declared>) -> Place {
        let questions = &mut self.found.questions;
        let known = questions.iter().position(|known| *known == question);
        Place(known.unwrap_or_else(|| {
            questions.push(question);
            self.found.declared.push(declared);
            questions.len() - 1
        }))
    }

    fn note_parameter(&mut self, id: &str, is_table: bool) -> (Arc<str>, Place) {
        let known = self
            .found
            .parameters
            .iter()
            .position(|(known, _)| **known == *id);
        let place = known.unwrap_or_else(|| {
            self.found.parameters.push((Arc::from(id), is_table));
            self.found.parameters.len() - 1
        });
        (Arc::clone(&self.found.parameters[place].0), Place(place))
    }

    fn register_load(&mut self, register: &str, level: Option<&str>) -> RegisterLoad {
        let (register, level) = (Arc::from(register), level.map(Arc::from));
        let question = Question::Register {
            register: Arc::clone(&register),
            level: level.clone(),
        };
        let place = self.note_question(question, None);
        RegisterLoad {
            register,
            level,
            place,
        }
    }

    fn concept_load(&mut self, id: &str, years_back: u8, found: crate::Concept) -> Load {
        let (concept, kind) = (Arc::from(id), Arc::new(found.kind));
        let question = Question::Concept {
            concept: Arc::clone(&concept),
            years_back,
        };
        let declared = Declared {
            kind: Arc::clone(&kind),
            period: found.period,
        };
        let place = self.note_question(question, Some(declared));
        Load {
            concept,
            years_back,
            kind,
            none: found.none,
            place,
        }
    }
}

fn formula(term: Term, kind: Type) -> Formula {
    Formula { term, kind }
}

fn constant(value: crate::Value, kind: Type) -> Formula {
    formula(Term::Constant(value, kind.clone()), kind)
}

/// Whether an expression has a type of its own, so that it can say what a literal beside it means.
fn speaks_for_itself(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Text(_) | ExprKind::Invalid | ExprKind::List(_) => false,
        ExprKind::Negate(inner) => speaks_for_itself(inner),
        ExprKind::Sum { first, rest } => {
            speaks_for_itself(first) || rest.iter().any(|(_, term)| speaks_for_itself(term))
        }
        ExprKind::Product { first, rest } => {
            speaks_for_itself(first) && rest.iter().all(|(_, factor)| speaks_for_itself(factor))
        }
        ExprKind::Choice(parts) => speaks_for_itself(&parts[1]) || speaks_for_itself(&parts[2]),
        ExprKind::Boolean(_)
        | ExprKind::Number(_)
        | ExprKind::Name { .. }
        | ExprKind::Call { .. }
        | ExprKind::Not(_)
        | ExprKind::All(_)
        | ExprKind::Any(_)
        | ExprKind::Compare { .. }
        | ExprKind::In { .. } => true,
    }
}
