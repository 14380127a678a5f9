//! The house rules that a machine can check, one rule per file.
//!
//! Main types: [`Tree`], the project's files as read from disk, and [`Fault`], one broken rule with
//! its place and its remedy. A rule is a function from the tree to its faults; [`RULES`] lists them
//! all. The gate runs them first because they need no compilation, and `xtask/tests/tidy.rs` runs
//! each as a test. What the compiler, Clippy or cargo-deny already checks does not belong here.

mod crate_edges;
mod dependency_reasons;
mod document_paths;
mod file_length;
mod forbidden_crates;
mod licence;
mod locale_keys;
mod manifest;
mod module_docs;
mod module_names;
mod source_text;
mod test_habits;
mod test_names;
mod tree;
mod unused_dependencies;
mod workplace_words;

use std::fmt;

pub use tree::Tree;

/// One broken rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: a path from the root, with a line number where one helps.
    pub at: String,
    /// What is wrong there.
    pub what: String,
    /// What to do next.
    pub remedy: String,
}

impl Fault {
    fn new(at: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            at: at.into(),
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}\n    help: {}", self.at, self.what, self.remedy)
    }
}

/// A house rule: its name, why it exists, and the check.
pub struct Rule {
    /// Name of the file that holds the check.
    pub name: &'static str,
    /// The rule in one sentence, for people.
    pub says: &'static str,
    /// Finds every place that breaks it.
    pub check: fn(&Tree) -> Vec<Fault>,
}

/// Every rule, in the order they are reported.
pub const RULES: &[Rule] = &[
    Rule {
        name: "crate_edges",
        says: "crates depend on each other only in the direction the architecture allows",
        check: crate_edges::check,
    },
    Rule {
        name: "forbidden_crates",
        says: "a C compiler is the only native tool a build needs",
        check: forbidden_crates::check,
    },
    Rule {
        name: "dependency_reasons",
        says: "each outside dependency has a written reason",
        check: dependency_reasons::check,
    },
    Rule {
        name: "unused_dependencies",
        says: "each dependency a manifest names is used in that crate's sources",
        check: unused_dependencies::check,
    },
    Rule {
        name: "file_length",
        says: "a Rust file has at most 400 lines; listed exceptions only shrink",
        check: file_length::check,
    },
    Rule {
        name: "module_names",
        says: "a module is named after what it holds, never after a drawer",
        check: module_names::check,
    },
    Rule {
        name: "module_docs",
        says: "a module opens by saying what it is for",
        check: module_docs::check,
    },
    Rule {
        name: "document_paths",
        says: "a path named in a document exists",
        check: document_paths::check,
    },
    Rule {
        name: "licence",
        says: "the licence text is present and every crate inherits it",
        check: licence::check,
    },
    Rule {
        name: "test_habits",
        says: "no test is switched off or sleeps, and a crate has one integration-test binary",
        check: test_habits::check,
    },
    Rule {
        name: "test_names",
        says: "the name of a test is a sentence",
        check: test_names::check,
    },
    Rule {
        name: "workplace_words",
        says: "the project speaks of itself, not of the place where it was written",
        check: workplace_words::check,
    },
    Rule {
        name: "locale_keys",
        says: "Chinese and English catalogues have the same keys",
        check: locale_keys::check,
    },
];

/// Every fault of every rule, each with the name of its rule.
pub fn faults(tree: &Tree) -> Vec<(&'static str, Fault)> {
    RULES
        .iter()
        .flat_map(|rule| {
            (rule.check)(tree)
                .into_iter()
                .map(|fault| (rule.name, fault))
        })
        .collect()
}
