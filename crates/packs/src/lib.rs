//! Packs: policy as TOML files, read into checked definitions.
//!
//! A pack holds everything that differs between cities and changes with the years: concepts,
//! vocabularies with crosswalks between their editions, parameters, schemes, rules and policies with their cases, programmes, roles, calendars, regions,
//! indicators, report templates, import headers and words for the search. [`load`] reads one with the
//! packs it extends into a [`Pack`], and reports what is wrong like a compiler: file, line, column,
//! code, message and help, without stopping at the first fault. [`test`] runs the rule cases.
//!
//! ```
//! let (pack, remarks) = benfu_packs::open("shenzhen").expect("the embedded pack loads");
//! assert!(pack.programmes.contains_key("scenario"));
//! assert!(remarks.iter().all(|remark| !remark.is_error()));
//! ```
//!
//! # How to add a kind of definition
//!
//! Give it a folder in [`layout`], a reader in `read/` that takes a [`reader::Table`], asks for each
//! key and calls `finish`, and a field in [`Pack`]. Say what can be wrong in `fault.rs`, and add one
//! malformed fixture per mistake to the tests. What a definition *means* belongs to the domain.

mod case;
mod crosswalk;
mod diagnostic;
mod difference;
mod fault;
mod files;
mod layers;
mod layout;
mod load;
mod log;
mod pack;
mod policy;
mod read;
mod reader;
mod report;
mod spelling;

pub use case::{CaseResult, PolicyExpectation, RuleCase, test};
pub use crosswalk::{CodeIn, Crosswalk};
pub use diagnostic::{Diagnostic, Severity, render};
pub use difference::{Difference, changed_answers, demands, differences, statements};
pub use files::{Embedded, Files, FilesError, Folder, PackFile};
pub use load::{load, open};
pub use pack::{
    Citation, Confidence, Document, ImportField, ImportForm, Kind, Lexicon, Pack, RuleEntry,
    RuleUse,
};
pub use policy::{
    Benefit, Clock, Due, Edition, Grant, Pinned, Policy, PolicyKind, TERRITORY, Territory,
    Validity, Window,
};
pub use read::import::IMPORT_FIELDS;
pub use report::{Mark, ReportBlock, ReportTemplate};
