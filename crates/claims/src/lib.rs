//! The claim checker: reads Chinese official prose and tables and tells which figures the text itself contradicts.
//!
//! Pure: a text goes in, [`Finding`]s come out. No file, no clock, no database, no floating point. [`check`] folds
//! the text (full-width digits, punctuation, line breaks), reads it into paragraphs, sentences and quantities with their
//! byte offsets ([`read`](crate::check) side), and hands each to the kinds, one small module for each sort of claim.
//! All comparisons are between bands of exact numbers: an *error* is reported only when what the text says cannot be
//! true under any rounding of the figures it prints; what cannot be proven either way is at most a *question*.
//!
//! ```
//! let findings = benfu_claims::check("全区共有平台805个,其中市级以上642个,占比超80%。");
//! assert_eq!(findings.len(), 1);
//! assert_eq!(findings[0].kind.name(), "share");
//! assert!(findings[0].computation.contains("79.75"));
//! ```
//!
//! # How to add a kind
//!
//! Give it a variant in [`Kind`], a module in `kind` with one function from a paragraph (or the document) to
//! findings, a line in `kind::all`, and passages in `tests/corpus`, wrong ones and right ones that look wrong.

mod band;
mod finding;
mod kind;
mod read;
mod words;

pub use finding::{Correction, Explanation, Finding, Kind, QUOTE_LIMIT, Severity};

use read::Document;

/// Everything the text says about itself that is wrong or open, in order of place.
///
/// The same text always gives the same findings. Texts of more than four gigabytes are not read: nothing is found.
pub fn check(text: &str) -> Vec<Finding> {
    let folded = read::fold(text);
    let document = Document::read(&folded.text);
    kind::all(&document, &folded)
}
