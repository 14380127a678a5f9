//! The text of a report: plain text, Markdown, Word, PDF.
//!
//! Main items: [`read`] and [`ProseError`]. The text comes out as it stands in the file, one paragraph a line, the cells of
//! a table row with tabs between them. What the text says does not belong here.

mod annotate;
mod docx;
mod pdf;

pub use annotate::{Comment, annotate, plain_document};

use std::io::{self, Read as _};

use thiserror::Error;

use crate::archive::ArchiveError;
use crate::limits::Limits;
use crate::magic::Magic;
use crate::message::{Explain, Message};
use crate::table::encoding::TextEncoding;
use crate::table::source::Source;
use crate::table::xml::XmlError;

/// Why a file has no text to be read.
#[derive(Debug, Error)]
pub enum ProseError {
    /// The operating system's refusal.
    #[error("reading the file")]
    Read(#[from] io::Error),
    /// The Word package is unfit to be unpacked.
    #[error("unpacking the Word file")]
    Archive(#[from] ArchiveError),
    /// The Word document is no readable XML.
    #[error("reading the Word document")]
    Xml(#[from] XmlError),
    /// A package without a Word document in it.
    #[error("the package holds no Word document")]
    NoDocument,
    /// Larger than the limits admit, in bytes.
    #[error("the file has {bytes} bytes, at most {limit} are accepted")]
    TooLarge {
        /// Bytes of the file.
        bytes: u64,
        /// Bytes that are accepted.
        limit: u64,
    },
    /// The Word copy cannot be put together.
    #[error("writing the Word copy ({0})")]
    Write(#[from] zip::result::ZipError),
    /// Some other kind of file.
    #[error("the file is {0}, not a text")]
    OtherKind(&'static str),
    /// PDF cannot be read because the program for it is not installed.
    #[error("pdftotext is not installed")]
    NoPdfReader,
    /// The PDF has no text, such as a scan.
    #[error("the PDF holds no text")]
    NoPdfText,
}

const WRITE_DOCX: &str = "请用 Word 或 WPS 另存为 .docx 后再检查";

impl Explain for ProseError {
    fn message(&self) -> Message {
        let (code, zh) = match self {
            Self::Read(error) => ("office.prose.read", format!("文件无法读取（{error}）；请检查路径和权限")),
            Self::Archive(error) => return error.message(),
            Self::Xml(error) => return error.message(),
            Self::NoDocument => ("office.prose.no_document", format!("压缩包内没有 Word 文档；{WRITE_DOCX}")),
            Self::TooLarge { bytes, limit } => ("office.prose.too_large", format!("文件有 {bytes} 字节，最多接受 {limit} 字节；请拆分后再检查")),
            Self::Write(error) => ("office.prose.write", format!("Word 副本写出失败（{error}）；请重试，若再次出现请报告")),
            Self::OtherKind(kind) => ("office.prose.other_kind", format!("该文件是{kind}，不是文本；{WRITE_DOCX}")),
            Self::NoPdfReader => (
                "office.prose.no_pdf_reader",
                "读取 PDF 需要 pdftotext，本机未安装；请安装 poppler-utils（如 apt install poppler-utils），或改交 .docx".to_owned(),
            ),
            Self::NoPdfText => ("office.prose.no_pdf_text", format!("该 PDF 内没有文字，可能是扫描件；{WRITE_DOCX}")),
        };
        let next = match self {
            Self::NoPdfReader => {
                "; install poppler-utils (such as: apt install poppler-utils), or send a .docx"
            }
            Self::Write(_) => "; try again, and report it if it happens again",
            Self::Read(_) => "; check path and permissions",
            _ => "; save it as .docx and check that",
        };
        Message::new(code, zh, format!("{self}{next}"))
    }
}

/// The text of a file, whatever its name says it is.
///
/// # Errors
/// Why there is no text, with what to do next.
pub fn read(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<String, ProseError> {
    let size = bytes.len() as u64;
    if size > limits.file_bytes {
        return Err(ProseError::TooLarge {
            bytes: size,
            limit: limits.file_bytes,
        });
    }
    match Magic::of(&bytes) {
        Some(Magic::Zip) => docx::text(bytes, limits),
        Some(Magic::Pdf) => pdf::text(&bytes),
        Some(Magic::Markup) | None => plain(name, bytes),
        Some(other) => Err(ProseError::OtherKind(other.zh())),
    }
}

/// Whether a file is a package as Word writes them, so that comments can be put into it as it is.
pub fn is_word(bytes: &[u8]) -> bool {
    Magic::of(bytes) == Some(Magic::Zip)
}

fn plain(name: &str, bytes: Vec<u8>) -> Result<String, ProseError> {
    let mut source = Source::bytes(name, bytes);
    let Some(encoding) = TextEncoding::detect(&mut source)? else {
        return Err(ProseError::OtherKind("二进制文件"));
    };
    let mut decoded = Vec::new();
    encoding.decode(&mut source)?.read_to_end(&mut decoded)?;
    Ok(String::from_utf8(decoded)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}
