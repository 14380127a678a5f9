//! Checking the figures of a text that somebody brings.
//!
//! [`check_report`] tells what the text contradicts in itself, [`annotated`] puts that into a Word copy as comments. Nothing
//! of the text is kept, and nothing on record is read: whoever is signed in may check.

use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_claims::check;
pub use benfu_claims::{Correction, Finding, Severity};
use benfu_office::limits::Limits;
use benfu_office::message::Explain as _;
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

/// What a person gave to be checked.
#[derive(Debug, Clone)]
pub struct Brought {
    /// The name of the file; may be empty for a text.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Checks what a person brings.
///
/// # Errors
/// [`Failure::Invalid`] when it holds no text, or one that is too long to wait for.
pub async fn check_report(_: &Cx, brought: Brought) -> Result<Checked, Failure> {
    aside(move || {
        let text = text_of(&brought)?;
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
        text_of(&brought)?;
        annotated(&brought.name, brought.bytes).map_err(|error| unreadable(&error))
    })
    .await
}

/// A PDF is read by another program for as long as that takes: on the command line only.
fn text_of(brought: &Brought) -> Result<String, Failure> {
    if brought.bytes.starts_with(b"%PDF-") {
        return Err(refused(
            "网页上不检查 PDF;请上传 Word 文件或粘贴文字,或使用命令 benfu check",
            "a PDF is not checked in the page; bring the Word file, paste the text, or use the command benfu check",
        ));
    }
    let read = prose::read(&brought.name, brought.bytes.clone(), &Limits::default());
    let text = read.map_err(|error| unreadable(&error))?;
    if text.len() > LONGEST {
        let problem = Problem::with_field(ProblemCode::TextTooLong, "file");
        return Err(Failure::Invalid(vec![problem]));
    }
    Ok(text)
}

fn unreadable(error: &ProseError) -> Failure {
    let message = error.message();
    refused(&message.zh, &message.en)
}

fn refused(zh: &str, en: &str) -> Failure {
    let problem = Problem::with_field(ProblemCode::ImportUnreadable, "file");
    Failure::Invalid(vec![problem.detail(zh, en)])
}

/// On a thread that may be busy for a while.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(Failure::Bug(error.to_string())))
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
