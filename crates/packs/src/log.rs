//! The files of a pack as text, and the faults found in them.
//!
//! Main types: [`TextFile`], [`Log`]. The words of a fault are in `fault/`, how it is shown in `diagnostic.rs`.

use crate::diagnostic::{Diagnostic, locate};
use crate::fault::Fault;
use std::cell::RefCell;

/// A file of a pack as text.
#[derive(Debug, Clone)]
pub(crate) struct TextFile {
    /// Path inside the pack.
    pub(crate) path: String,
    /// Path as a person finds it.
    pub(crate) shown: String,
    /// Content.
    pub(crate) text: String,
}

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct Log(RefCell<Vec<Diagnostic>>);

impl Log {
    /// Notes a fault at a byte of a file.
    pub(crate) fn note(&self, file: &TextFile, byte: usize, fault: Fault) {
        let (line, column, excerpt) = locate(&file.text, byte);
        let Fault {
            severity,
            code,
            message,
            help,
        } = fault;
        let file = file.shown.clone();
        self.0.borrow_mut().push(Diagnostic {
            severity,
            code,
            file,
            line,
            column,
            excerpt,
            message,
            help,
        });
    }

    /// Notes a fault of something that is no file.
    pub(crate) fn note_outside(&self, name: &str, fault: Fault) {
        let file = TextFile {
            path: name.to_owned(),
            shown: name.to_owned(),
            text: String::new(),
        };
        self.note(&file, 0, fault);
    }

    /// Was an error noted so far? Remarks on the whole would then only repeat what follows from it.
    pub(crate) fn has_errors(&self) -> bool {
        self.0.borrow().iter().any(Diagnostic::is_error)
    }

    /// The diagnostics by file and place; the errors of a place first.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        let mut found = self.0.into_inner();
        found.sort_by(|left, right| {
            let key = |one: &Diagnostic| (one.file.clone(), one.line, one.column, one.severity);
            key(left).cmp(&key(right))
        });
        found
    }
}
