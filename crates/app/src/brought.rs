//! Texts that somebody brings to be read: a file or pasted words. They are read aside and not kept.

use crate::{Failure, Problem, ProblemCode};
use benfu_office::limits::Limits;
use benfu_office::message::Explain as _;
use benfu_office::prose::{self, ProseError};

/// What a person brought.
#[derive(Debug, Clone)]
pub struct Brought {
    /// The name of the file; may be empty for a text.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Brought {
    /// Its text, of at most so many bytes. A PDF is read by another program for as long as that takes: on the command line
    /// only.
    pub(crate) fn text(&self, longest: usize) -> Result<String, Failure> {
        if self.bytes.starts_with(b"%PDF-") {
            return Err(refused(
                "网页上不读取 PDF;请上传 Word 文件或粘贴文字,PDF 请用命令行",
                "a PDF is not read in the page; bring the Word file, paste the text, or use the command line for a PDF",
            ));
        }
        let read = prose::read(&self.name, self.bytes.clone(), &Limits::default());
        let text = read.map_err(|error| unreadable(&error))?;
        if text.len() > longest {
            let problem = Problem::with_field(ProblemCode::TextTooLong, "file");
            return Err(Failure::Invalid(vec![problem]));
        }
        Ok(text)
    }
}

/// Why a file gives no text.
pub(crate) fn unreadable(error: &ProseError) -> Failure {
    let message = error.message();
    refused(&message.zh, &message.en)
}

fn refused(zh: &str, en: &str) -> Failure {
    let problem = Problem::with_field(ProblemCode::ImportUnreadable, "file");
    Failure::Invalid(vec![problem.detail(zh, en)])
}

/// Does work on a thread that may be busy for a while.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(Failure::Bug(error.to_string())))
}
