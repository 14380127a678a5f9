//! Which uploaded files are accepted as evidence, and how they may be served.
//!
//! [`recognise`] tells the kind by content; the answer's [`MediaType`] is what a server sends as
//! `Content-Type`, whatever the uploader claimed. What is not listed is refused: programs, web
//! pages, pictures that run scripts, archives of unknown content, files with macros.

use std::io::Cursor;

use thiserror::Error;

use crate::archive::{Archive, ArchiveError};
use crate::limits::Limits;
use crate::magic::Magic;
use crate::message::{Explain, Message};

/// Bytes of one evidence file, at most: 50 MiB.
pub const MAX_EVIDENCE_BYTES: u64 = 50 << 20;

/// Kinds of file accepted as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// A PDF document.
    Pdf,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// A Word document (.docx).
    Docx,
    /// An Excel workbook (.xlsx).
    Xlsx,
    /// Plain UTF-8 text, delimited tables included.
    Text,
}

impl MediaType {
    /// The value for `Content-Type`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// The usual ending of a file name, without the point.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Text => "txt",
        }
    }

    /// Whether a browser may show it in place; everything else is sent as a download.
    pub fn may_show_inline(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg)
    }
}

/// Why an upload is not accepted as evidence.
#[derive(Debug, Error)]
#[expect(
    missing_docs,
    reason = "the texts of the variants say what their fields hold"
)]
pub enum EvidenceRefusal {
    /// No bytes.
    #[error("the file is empty; choose it again and check that it opens on your computer")]
    Empty,
    /// Larger than the limit.
    #[error(
        "the file has {bytes} bytes, at most {limit} are accepted; reduce its pictures or split it"
    )]
    TooLarge { bytes: u64, limit: u64 },
    /// A kind that is not accepted.
    #[error("{en} is not accepted as evidence; send PDF, PNG, JPEG, .docx, .xlsx or plain text")]
    NotAccepted { zh: &'static str, en: &'static str },
    /// A document with macros.
    #[error(
        "the document carries macros ({part}), which are not accepted; save it as .docx, .xlsx or PDF and send that"
    )]
    Macro { part: String },
    /// A package that must not be unpacked.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl Explain for EvidenceRefusal {
    fn message(&self) -> Message {
        let (code, zh) = match self {
            Self::Empty => (
                "office.evidence.empty",
                "文件是空的；请重新选择，并确认在本机能够打开".to_owned(),
            ),
            Self::TooLarge { bytes, limit } => (
                "office.evidence.too_large",
                format!("文件有 {bytes} 字节，最多接受 {limit} 字节；请压缩其中图片或拆分文件"),
            ),
            Self::NotAccepted { zh, .. } => (
                "office.evidence.not_accepted",
                format!("{zh}不能作为佐证材料；请上传 PDF、PNG、JPEG、.docx、.xlsx 或纯文本"),
            ),
            Self::Macro { part } => (
                "office.evidence.macro",
                format!("文件带有宏（{part}），不予接受；请另存为 .docx、.xlsx 或 PDF 后上传"),
            ),
            Self::Archive(error) => return error.message(),
        };
        Message::new(code, zh, self.to_string())
    }
}

/// The kind of an uploaded file, told by its content; `limit` is in bytes
/// (usually [`MAX_EVIDENCE_BYTES`]).
///
/// # Errors
/// Why it is not accepted.
pub fn recognise(bytes: &[u8], limit: u64) -> Result<MediaType, EvidenceRefusal> {
    let len = bytes.len() as u64;
    if bytes.is_empty() {
        return Err(EvidenceRefusal::Empty);
    }
    if len > limit {
        return Err(EvidenceRefusal::TooLarge { bytes: len, limit });
    }
    match Magic::of(bytes) {
        Some(Magic::Pdf) => Ok(MediaType::Pdf),
        Some(Magic::Png) => Ok(MediaType::Png),
        Some(Magic::Jpeg) => Ok(MediaType::Jpeg),
        Some(Magic::Zip) => package(bytes),
        Some(other) => Err(EvidenceRefusal::NotAccepted {
            zh: other.zh(),
            en: other.en(),
        }),
        None if is_plain_text(bytes) => Ok(MediaType::Text),
        None => Err(EvidenceRefusal::NotAccepted {
            zh: "未知格式的文件",
            en: "a file of unknown format",
        }),
    }
}

/// A package is accepted when its directory is harmless and it is a document without macros.
fn package(bytes: &[u8]) -> Result<MediaType, EvidenceRefusal> {
    let archive = Archive::open(Cursor::new(bytes), &Limits::default())?;
    let is_macro = |name: &str| name.to_lowercase().ends_with("vbaproject.bin");
    if let Some(entry) = archive.entries().iter().find(|entry| is_macro(&entry.name)) {
        return Err(EvidenceRefusal::Macro {
            part: entry.name.clone(),
        });
    }
    let has_types = archive.contains("[Content_Types].xml");
    if has_types && archive.contains("word/document.xml") {
        Ok(MediaType::Docx)
    } else if has_types && archive.contains("xl/workbook.xml") {
        Ok(MediaType::Xlsx)
    } else {
        Err(EvidenceRefusal::NotAccepted {
            zh: Magic::Zip.zh(),
            en: Magic::Zip.en(),
        })
    }
}

/// UTF-8 without control characters other than line breaks, tabs and form feeds.
fn is_plain_text(bytes: &[u8]) -> bool {
    let is_allowed = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(is_allowed))
}
