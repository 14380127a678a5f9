//! The words of every fault that reading a pack can find: code, message, help, in both languages.
//!
//! Main type: [`Fault`]. Faults of the form of a file are in `form.rs`, faults of what it says in
//! `meaning.rs`, of policies in `policy.rs`. Where a fault is does not belong here: the reader knows.

mod form;
mod meaning;
mod policy;

pub(crate) use form::*;
pub(crate) use meaning::*;
pub(crate) use policy::*;

use crate::diagnostic::Severity;
use benfu_domain::Label;

/// A fault with its words, before it has a place.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) message: Label,
    pub(crate) help: Label,
}

type Words<'a> = (&'a str, &'a str);

fn label((zh, en): Words<'_>) -> Label {
    Label::new(zh, en)
}

fn error(code: &'static str, message: Words<'_>, help: Words<'_>) -> Fault {
    Fault {
        severity: Severity::Error,
        code,
        message: label(message),
        help: label(help),
    }
}

fn warning(code: &'static str, message: Words<'_>, help: Words<'_>) -> Fault {
    Fault {
        severity: Severity::Warning,
        ..error(code, message, help)
    }
}

/// "did you mean" in both languages, or the general advice.
fn suggestion(near: Option<&str>, otherwise: Words<'_>) -> Label {
    match near {
        Some(near) => Label::new(
            format!("是否想写 {near}？"),
            format!("did you mean {near}?"),
        ),
        None => label(otherwise),
    }
}
