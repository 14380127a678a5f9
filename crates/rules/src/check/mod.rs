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
use crate::plan::{Formula, Load, Question, RegisterLoad, Term};
use crate::syntax::{Expr, ExprKind};
use crate::{Dictionary, Span, Type};

/// What checking needs and what it finds out.
pub(crate) struct Checker<'d> {
    dictionary: &'d dyn Dictionary,
    faults: Faults,
    questions: Vec<Question>,
    parameters: Vec<Arc<str>>,
}

/// A term with its type, or nothing after a fault has been noted.
type Checked = Option<Formula>;

impl<'d> Checker<'d> {
    /// A checker that goes on from the faults the parser found.
    pub(crate) fn new(dictionary: &'d dyn Dictionary, faults: Faults) -> Self {
        Self {
            dictionary,
            faults,
            questions: Vec::new(),
            parameters: Vec::new(),
        }
    }

    /// What was found: faults, questions in order of first use, parameters likewise.
    pub(crate) fn finish(self) -> (Faults, Vec<Question>, Vec<Arc<str>>) {
        (self.faults, self.questions, self.parameters)
    }

    /// Notes a fault; the returned nothing stands for the plan that cannot be made.
    fn fault<T>(&mut self, fault: impl Into<Fault>, span: Span) -> Option<T> {
        self.faults.note(fault, span);
        None
    }

    fn note_question(&mut self, question: Question) {
        if !self.questions.contains(&question) {
            self.questions.push(question);
        }
    }

    fn note_parameter(&mut self, id: &str) -> Arc<str> {
        if let Some(known) = self.parameters.iter().find(|known| &***known == id) {
            return Arc::clone(known);
        }
        let id: Arc<str> = Arc::from(id);
        self.parameters.push(Arc::clone(&id));
        id
    }

    fn register_load(&mut self, register: &str, level: Option<&str>) -> RegisterLoad {
        let load = RegisterLoad {
            register: Arc::from(register),
            level: level.map(Arc::from),
        };
        self.note_question(load.question());
        load
    }

    fn concept_load(&mut self, id: &str, years_back: u8, concept: crate::Concept) -> Load {
        let load = Load {
            concept: Arc::from(id),
            years_back,
            kind: concept.kind,
            none: concept.none,
        };
        self.note_question(load.question());
        load
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
