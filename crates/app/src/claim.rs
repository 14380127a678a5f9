//! Checking the figures of a text that somebody brings.
//!
//! [`check_report`] tells what the text contradicts in itself, [`annotated`] puts that into a Word copy as comments. Nothing
//! of the text is kept, and nothing on record is read: whoever is signed in may check.

use crate::brought::{aside, unreadable};
use crate::{Brought, Cx, Failure};
use benfu_claims::check;
pub use benfu_claims::{Correction, Finding, Severity};
use benfu_office::limits::Limits;
use benfu_office::prose::{self, Comment, ProseError};

/// The longest text that a page checks while somebody waits, in bytes: about a second.
const LONGEST: usize = 2_000_000;

/// A text and what it contradicts in itself.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The text as it was read.
    pub text: String,
    /// In order of place.
    pub findings: Vec<Finding>,
}

/// Reads a file and checks it.
///
/// # Errors
/// Why there is no text in it.
pub fn check_file(name: &str, bytes: Vec<u8>) -> Result<Checked, ProseError> {
    let text = prose::read(name, bytes, &Limits::default())?;
    let findings = check(&text);
    Ok(Checked { text, findings })
}

/// A Word copy with a comment at each finding; what is no Word file becomes a plain one first.
///
/// # Errors
/// As [`check_file`], and when the copy cannot be put together.
pub fn annotated(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, ProseError> {
    let word = if prose::is_word(&bytes) {
        bytes
    } else {
        prose::plain_document(&prose::read(name, bytes, &Limits::default())?)?
    };
    // The copy of a plain text has no byte order mark and no carriage returns: its places are its own.
    let checked = check_file(name, word.clone())?;
    let comments: Vec<Comment> = checked.findings.iter().map(comment).collect();
    prose::annotate(&word, &comments, &Limits::default())
}

/// Checks what a person brings.
///
/// # Errors
/// [`Failure::Invalid`] when it holds no text, or one that is too long to wait for.
pub async fn check_report(_: &Cx, brought: Brought) -> Result<Checked, Failure> {
    aside(move || {
        let text = brought.text(LONGEST)?;
        let findings = check(&text);
        Ok(Checked { text, findings })
    })
    .await
}

/// The same as a Word copy with comments.
///
/// # Errors
/// As [`check_report`].
pub async fn annotate_report(_: &Cx, brought: Brought) -> Result<Vec<u8>, Failure> {
    aside(move || {
        brought.text(LONGEST)?;
        annotated(&brought.name, brought.bytes).map_err(|error| unreadable(&error))
    })
    .await
}

fn comment(finding: &Finding) -> Comment {
    let severity = match finding.severity {
        Severity::Error => "有误 / error",
        Severity::Question => "存疑 / question",
    };
    let mut paragraphs = vec![
        format!("[{severity}] {}", finding.kind.name()),
        finding.explain.zh.clone(),
        finding.explain.en.clone(),
    ];
    if !finding.computation.is_empty() {
        paragraphs.push(format!("计算 / computation: {}", finding.computation));
    }
    let needs = finding.needs.as_ref();
    paragraphs.extend(needs.map(|needs| format!("需要 / needs: {needs}")));
    if let Some(advice) = finding.suggestion.as_ref().map(Correction::explain) {
        paragraphs.extend([advice.zh, advice.en]);
    }
    Comment {
        start: finding.start,
        end: finding.start + finding.quote.len(),
        paragraphs,
    }
}
