//! The hard constraints of a need, answered for one candidate.

use crate::fact::{FactBook, Held, Level};
use crate::need::Constraint;
use benfu_rules::{
    Answer, Condition, ConditionKind, Day, Diagnostic, Dictionary, EvaluationError, Found, Outcome,
    Parameters, Question, Rule, Side, Source, Use, compile,
};

/// A constraint whose rule compiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compiled {
    /// The constraint as written.
    pub constraint: Constraint,
    /// Its rule.
    pub rule: Rule,
}

impl Compiled {
    /// Compiles a constraint against the dictionary.
    ///
    /// # Errors
    /// The diagnostics of its rule text.
    pub fn new(
        constraint: &Constraint,
        dictionary: &dyn Dictionary,
    ) -> Result<Compiled, Vec<Diagnostic>> {
        let rule = compile(&constraint.label, &constraint.rule, dictionary)?;
        Ok(Compiled {
            constraint: constraint.clone(),
            rule,
        })
    }
}

/// One constraint with its answer and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConstraintVerdict {
    /// The constraint as written.
    pub constraint: Constraint,
    /// Met, not met, or cannot tell.
    pub answer: Answer,
    /// The tree of conditions; or why the rule could not be evaluated, which counts as *cannot tell*.
    pub outcome: Result<Outcome, EvaluationError>,
    /// The smallest set of facts that would settle it.
    pub missing: Vec<Question>,
}

/// All constraints of a need for one candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Met when all are met, not met when one is not, otherwise cannot tell.
    pub answer: Answer,
    /// Each constraint.
    pub verdicts: Vec<ConstraintVerdict>,
}

/// Answers every constraint for the subjects of `book` on a day.
pub fn judge(
    constraints: &[Compiled],
    book: &FactBook,
    parameters: &dyn Parameters,
    on: Day,
) -> Judgement {
    let verdicts: Vec<_> = constraints
        .iter()
        .map(|compiled| verdict(compiled, book, parameters, on))
        .collect();
    Judgement {
        answer: Answer::all(verdicts.iter().map(|verdict| verdict.answer)),
        verdicts,
    }
}

fn verdict(
    compiled: &Compiled,
    book: &FactBook,
    parameters: &dyn Parameters,
    on: Day,
) -> ConstraintVerdict {
    let outcome = compiled.rule.evaluate(book, parameters, on);
    let answer = outcome
        .as_ref()
        .map_or(Answer::Unknown, |outcome| outcome.answer);
    let missing = outcome.as_ref().map(Outcome::missing).unwrap_or_default();
    ConstraintVerdict {
        constraint: compiled.constraint.clone(),
        answer,
        outcome,
        missing,
    }
}

impl ConstraintVerdict {
    /// The facts that this answer was based on.
    pub fn facts<'a>(&self, book: &'a FactBook) -> Vec<&'a Held> {
        let Ok(outcome) = &self.outcome else {
            return Vec::new();
        };
        let mut sources = Vec::new();
        collect(&outcome.trace, &mut sources);
        sources
            .iter()
            .filter_map(|source| book.held(source.as_str()))
            .collect()
    }

    /// Does the answer rest on a fact that nobody may see? Then only the answer is shown, never the sides.
    pub fn unseen(&self, book: &FactBook) -> bool {
        self.facts(book)
            .iter()
            .any(|fact| fact.level == Level::MatchOnly)
    }
}

fn collect(condition: &Condition, sources: &mut Vec<Source>) {
    match &condition.kind {
        ConditionKind::Constant(_) => {}
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            for part in parts {
                collect(part, sources);
            }
        }
        ConditionKind::Not(part) => collect(part, sources),
        ConditionKind::Choice { test, yes, no } => {
            collect(test, sources);
            for part in yes.iter().chain(no) {
                collect(part, sources);
            }
        }
        ConditionKind::Comparison { left, right, .. } => collect_sides(&[left, right], sources),
        ConditionKind::Flag(side) | ConditionKind::OneOf { item: side, .. } => {
            collect_sides(&[side], sources);
        }
        ConditionKind::Among { item, codes } => collect_sides(&[item, codes], sources),
        ConditionKind::Held(used) | ConditionKind::RecordedAsNone { found: used, .. } => {
            sources.extend(source(used).cloned());
        }
    }
}

fn collect_sides(sides: &[&Side], sources: &mut Vec<Source>) {
    let uses = sides.iter().flat_map(|side| side.uses());
    sources.extend(uses.filter_map(|used| source(&used).cloned()));
}

fn source(used: &Use) -> Option<&Source> {
    match used {
        Use::Fact { found, .. } => match found {
            Found::Known { source, .. }
            | Found::RecordedNone { source }
            | Found::NotApplicable { source }
            | Found::AtLeast { source, .. } => Some(source),
            Found::Unknown => None,
        },
        Use::Parameter { source, .. } => Some(source),
        Use::ParameterNotRead { .. } => None,
    }
}
