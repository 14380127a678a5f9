//! A compiled rule: made from text once, evaluated many times.
//!
//! Main items: [`compile`], [`Rule`]. Who a rule is for, when it is in force and which clause it
//! comes from belong to the host.

use std::fmt;
use std::sync::Arc;

use thiserror::Error;

use crate::check::Checker;
use crate::diagnostic::{Diagnostic, Faults};
use crate::operand::Failure;
use crate::plan::{Formula, Question, Test};
use crate::prepared::{Declared, Entry, Sheet};
use crate::syntax::{Expr, parse};
use crate::trace::{Grounds, Outcome};
use crate::tracer::Tracer;
use crate::{Day, Dictionary, Facts, ParameterGap, Parameters};

/// A rule whose text has been read and whose types and units have been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    name: Arc<str>,
    expr: Expr,
    pub(crate) test: Test,
    pub(crate) questions: Vec<Question>,
    /// What is declared of each question.
    pub(crate) declared: Vec<Option<Declared>>,
    /// Whether it asks for the day.
    pub(crate) reads_today: bool,
    /// The formulas that its tests ask for.
    pub(crate) parts: Arc<[Arc<Formula>]>,
    /// Each with whether it is a table.
    pub(crate) parameters: Vec<(Arc<str>, bool)>,
}

/// Reads and checks a rule's text.
///
/// # Errors
/// All faults found, in the order of the text; compiling goes on behind each of them.
pub fn compile(
    name: &str,
    text: &str,
    dictionary: &dyn Dictionary,
) -> Result<Rule, Vec<Diagnostic>> {
    let mut faults = Faults::default();
    let expr = parse(text, &mut faults);
    let mut checker = Checker::new(dictionary, faults);
    let condition = checker.condition(&expr);
    let found = checker.finish();
    let faults = found.faults;
    match condition {
        Some(condition) if faults.is_empty() => Ok(Rule {
            name: Arc::from(name),
            expr,
            test: condition,
            questions: found.questions,
            declared: found.declared,
            reads_today: found.reads_today,
            parts: found.parts.into(),
            parameters: found.parameters,
        }),
        _ => Err(faults.into_sorted()),
    }
}

/// Why a rule could not be evaluated: a fault of the rule or its host, never of the subject.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EvaluationError {
    /// A number left the range of exact arithmetic.
    #[error("rule {rule}: a number is too large for exact arithmetic in 128 bits")]
    Overflow {
        /// The rule's name.
        rule: Arc<str>,
    },
    /// A parameter has no value. There is no fallback to an older one.
    #[error("rule {rule}: parameter {parameter} has no value on {on} ({gap:?})")]
    Parameter {
        /// The rule's name.
        rule: Arc<str>,
        /// The parameter's id.
        parameter: Arc<str>,
        /// The evaluation date.
        on: Day,
        /// What is lacking.
        gap: ParameterGap,
    },
    /// A concept's value or column has not the type the dictionary gave at compile time.
    #[error("rule {rule}: the value of {concept} is not of the type it was declared with")]
    WrongType {
        /// The rule's name.
        rule: Arc<str>,
        /// The concept's id.
        concept: Arc<str>,
    },
}

impl Rule {
    /// The rule's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The facts the rule may ask for, each once, in the order of the text.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The concepts the rule may ask for, with how many years back.
    pub fn concepts(&self) -> impl Iterator<Item = (&str, u8)> {
        self.questions.iter().filter_map(|question| match question {
            Question::Concept {
                concept,
                years_back,
            } => Some((&**concept, *years_back)),
            Question::Register { .. } => None,
        })
    }

    /// The parameters the rule may ask for, each once, in the order of the text.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().map(|(id, _)| &**id)
    }

    /// Answers the rule for one subject on a day, with the reasons.
    ///
    /// # Errors
    /// Overflow, a parameter without a value on that day, or a fact of the wrong type.
    pub fn evaluate(
        &self,
        facts: &dyn Facts,
        parameters: &dyn Parameters,
        on: Day,
    ) -> Result<Outcome, EvaluationError> {
        let mut next = 0..;
        let sheet = Sheet::of(self, parameters, on, |_| next.next().unwrap_or_default());
        let grounds = Arc::new(Grounds {
            facts: Entry::look_up_all(&self.questions, facts, on),
            sheets: Arc::from([sheet]),
        });
        Tracer::new((self, 0), &grounds, (parameters, on), on).outcome()
    }

    pub(crate) fn error(&self, failure: Failure, on: Day) -> EvaluationError {
        EvaluationError::of(Arc::clone(&self.name), failure, on)
    }
}

impl EvaluationError {
    /// A failure with the name of the rule, or of the mark, it came up in.
    pub(crate) fn of(rule: Arc<str>, failure: Failure, on: Day) -> Self {
        match failure {
            Failure::Overflow => Self::Overflow { rule },
            Failure::WrongType { name: concept } => Self::WrongType { rule, concept },
            Failure::Parameter { id, gap } => Self::Parameter {
                rule,
                parameter: id,
                on,
                gap,
            },
        }
    }
}

impl fmt::Display for Rule {
    /// The rule's text in the standard form; compiling it gives the same rule.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.expr)
    }
}
