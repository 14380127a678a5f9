//! Why a use case did not do what was asked: exactly six classes, mapped once by the faces.

use crate::{Problem, ProblemCode};
use benfu_store::StoreError;
use thiserror::Error;

/// The outcome of a use case that was not carried out. Nothing has been changed.
#[derive(Debug, Error)]
pub enum Failure {
    /// There is no such thing, or the actor may not know of it.
    #[error("there is no such thing")]
    NotFound,
    /// The actor may see it, but not do this.
    #[error("not allowed")]
    Forbidden,
    /// What was asked is not right; each problem says where and what to do.
    #[error("{}", shown(.0))]
    Invalid(Vec<Problem>),
    /// Somebody else was first.
    #[error("{}", .0.what(benfu_domain::Lang::En))]
    Conflict(Problem),
    /// Try again later.
    #[error("not available now")]
    Unavailable(#[source] StoreError),
    /// A fault of the program.
    #[error("fault: {0}")]
    Bug(String),
}

fn shown(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| problem.what(benfu_domain::Lang::En))
        .collect();
    lines.join("; ")
}

impl Failure {
    /// One problem with the whole.
    pub fn invalid(code: ProblemCode) -> Failure {
        Failure::Invalid(vec![Problem::new(code)])
    }

    /// What was written as the reason of an act, without the blanks around it; `field` is where it stands.
    pub(crate) fn unless_reason<'t>(text: &'t str, field: &str) -> Result<&'t str, Failure> {
        let text = text.trim();
        if text.is_empty() {
            let problem = Problem::with_field(ProblemCode::ReasonMissing, field);
            return Err(Failure::Invalid(vec![problem]));
        }
        Ok(text)
    }

    /// The problems, or nothing when there are none.
    pub fn unless_empty(problems: Vec<Problem>) -> Result<(), Failure> {
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Failure::Invalid(problems))
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        match error {
            StoreError::Conflict(_) => {
                Failure::Conflict(Problem::new(ProblemCode::ChangedMeanwhile))
            }
            StoreError::Duplicate(_) => Failure::Conflict(Problem::new(ProblemCode::AlreadyExists)),
            StoreError::Unreadable { .. } => Failure::Bug(error.to_string()),
            StoreError::Database { .. }
            | StoreError::Migration(_)
            | StoreError::File { .. }
            | StoreError::Stopped
            | StoreError::Planned(_) => Failure::Unavailable(error),
        }
    }
}
