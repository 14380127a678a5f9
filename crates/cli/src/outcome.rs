//! How a command ends, and how its failure is told in both languages.

use benfu_app::Failure;
use benfu_domain::Lang;
use std::fmt;
use std::process::ExitCode;

/// A command that was carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done.
    Done,
    /// Done, and something was found that somebody should look at.
    Findings,
}

/// The command was used wrongly: exit code 2.
#[derive(Debug)]
pub(crate) struct WrongUse {
    /// What and what to do, in Chinese.
    pub(crate) zh: String,
    /// The same in English.
    pub(crate) en: String,
}

impl WrongUse {
    pub(crate) fn error(zh: impl Into<String>, en: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(WrongUse {
            zh: zh.into(),
            en: en.into(),
        })
    }
}

impl fmt::Display for WrongUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.zh, self.en)
    }
}

impl std::error::Error for WrongUse {}

/// Prints a failure: what, where, and what to do next.
pub(crate) fn explain(error: &anyhow::Error) {
    match error.downcast_ref::<Failure>() {
        Some(Failure::NotFound) => {
            eprintln!("没有找到,或无权查看 / not found, or not yours to see");
        }
        Some(Failure::Forbidden) => eprintln!("无权进行此操作 / not allowed"),
        Some(Failure::Invalid(problems)) => problems.iter().for_each(explain_problem),
        Some(Failure::Conflict(problem)) => explain_problem(problem),
        Some(Failure::Unavailable(_) | Failure::Bug(_)) | None => eprintln!("{}", chain(error)),
    }
}

fn explain_problem(problem: &benfu_app::Problem) {
    let field = if problem.field.is_empty() {
        String::new()
    } else {
        format!(" [{}]", problem.field)
    };
    for lang in [Lang::Zh, Lang::En] {
        eprintln!(
            "{}{field} {} → {}",
            problem.code.code(),
            problem.what(lang),
            problem.code.next(lang)
        );
    }
}

fn chain(error: &anyhow::Error) -> String {
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    causes.join(": ")
}

/// 2 for wrong use and invalid input, 3 for failures.
pub(crate) fn exit_code(error: &anyhow::Error) -> ExitCode {
    let wrong_use = error.downcast_ref::<WrongUse>().is_some();
    let invalid = matches!(
        error.downcast_ref::<Failure>(),
        Some(Failure::Invalid(_) | Failure::NotFound | Failure::Forbidden | Failure::Conflict(_))
    );
    ExitCode::from(if wrong_use || invalid { 2 } else { 3 })
}
