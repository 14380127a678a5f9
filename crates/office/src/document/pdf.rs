//! A Word file as PDF, through LibreOffice where it is installed.
//!
//! Main items: [`to_pdf`], [`pdf_offered`]. The PDF is made from the Word file itself, so that the two never differ; every Linux distribution
//! has LibreOffice, and an installation without it offers the Word file alone.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use thiserror::Error;

use crate::message::{Explain, Message};

const PROGRAM: &str = "soffice";
/// How long a conversion may take: a first start of LibreOffice with a new profile needs several seconds.
const PATIENCE: Duration = Duration::from_secs(90);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Why there is no PDF.
#[derive(Debug, Error)]
pub enum PdfError {
    /// LibreOffice is not installed.
    #[error(
        "LibreOffice is not installed here; take the Word file, or install it (Debian: libreoffice-writer-nogui)"
    )]
    NotInstalled,
    /// It did not finish in time, or made no file.
    #[error("LibreOffice made no PDF of the Word file; take the Word file and try again")]
    NotMade,
    /// A temporary file could not be written or read.
    #[error(
        "a temporary file could not be written or read ({0}); see that there is room in the temporary directory"
    )]
    Io(#[from] io::Error),
}

impl Explain for PdfError {
    fn message(&self) -> Message {
        let (code, zh) = match self {
            Self::NotInstalled => (
                "office.pdf.not-installed",
                "本机未安装 LibreOffice；请使用 Word 文件，或安装后重试（Debian：libreoffice-writer-nogui）"
                    .to_owned(),
            ),
            Self::NotMade => (
                "office.pdf.not-made",
                "LibreOffice 未能由 Word 文件生成 PDF；请使用 Word 文件，稍后重试".to_owned(),
            ),
            Self::Io(error) => (
                "office.pdf.temporary-file",
                format!("临时文件读写失败（{error}）；请检查临时目录是否有空间"),
            ),
        };
        Message::new(code, zh, self.to_string())
    }
}

/// Whether this machine can make a PDF.
pub fn pdf_offered() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(PROGRAM).is_file())
}

/// The PDF of a Word file. It waits for another program: call it where waiting is allowed.
///
/// # Errors
/// When LibreOffice is not installed, makes no file, or takes longer than a minute and a half.
pub fn to_pdf(docx: &[u8]) -> Result<Vec<u8>, PdfError> {
    let room = tempfile::tempdir()?;
    let source = room.path().join("document.docx");
    std::fs::write(&source, docx)?;
    let running = start(room.path(), &source)?;
    if !finished(running)? {
        return Err(PdfError::NotMade);
    }
    std::fs::read(room.path().join("document.pdf")).map_err(|_| PdfError::NotMade)
}

/// A profile of its own, so that conversions do not wait for each other or for a person's open window.
fn start(room: &Path, source: &Path) -> Result<Child, PdfError> {
    let profile = format!(
        "-env:UserInstallation=file://{}",
        room.join("profile").display()
    );
    let mut program = Command::new(PROGRAM);
    program
        .args([
            "--headless",
            "--norestore",
            &profile,
            "--convert-to",
            "pdf",
            "--outdir",
        ])
        .args([room, source])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    program.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => PdfError::NotInstalled,
        _ => PdfError::Io(error),
    })
}

fn finished(mut running: Child) -> Result<bool, PdfError> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if let Some(status) = running.try_wait()? {
            return Ok(status.success());
        }
        std::thread::sleep(LOOK_AGAIN);
    }
    running.kill()?;
    running.wait()?;
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::{PdfError, to_pdf};
    use crate::document::{Block, Document};

    #[test]
    fn a_word_file_becomes_a_pdf_or_says_why_not() {
        let document = Document {
            title: "对接卷宗".to_owned(),
            blocks: vec![Block::text("一段文字")],
            ..Document::default()
        };
        match to_pdf(&document.to_docx().expect("a Word file")) {
            Ok(pdf) => assert!(pdf.starts_with(b"%PDF-")),
            Err(PdfError::NotInstalled) => {}
            Err(error) => panic!("{error}"),
        }
    }
}
