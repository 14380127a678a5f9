//! Telling what a file is by its content, never by its name.

use std::io::Read;

use super::dialect::Dialect;
use super::encoding::TextEncoding;
use super::error::Refusal;
use super::source::Source;
use super::xls::{Book, Compound};
use super::xlsx::Package;
use crate::archive::Archive;
use crate::limits::Limits;
use crate::magic::Magic;

/// Formats in which tables are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An Excel workbook in the XML format.
    Xlsx,
    /// An Excel workbook in the old binary format.
    Xls,
    /// Text with a delimiter between fields.
    Delimited(Dialect, TextEncoding),
    /// One JSON object a line.
    JsonLines(TextEncoding),
}

/// A file opened as what it is.
pub(crate) enum Content {
    Delimited {
        source: Source,
        encoding: TextEncoding,
        dialect: Dialect,
    },
    JsonLines {
        source: Source,
        encoding: TextEncoding,
    },
    Xlsx(Package),
    Xls(Book),
}

/// How much of a text is looked at.
const HEAD: u64 = 64 << 10;

impl Content {
    pub(crate) fn of(mut source: Source, limits: &Limits) -> Result<(Format, Self), Refusal> {
        if source.len == 0 {
            return Err(Refusal::Empty);
        }
        if source.len > limits.file_bytes {
            return Err(Refusal::TooLarge {
                bytes: source.len,
                limit: limits.file_bytes,
            });
        }
        match Magic::of(&source.peek(512)?) {
            Some(Magic::Zip) => {
                package(source, limits).map(|book| (Format::Xlsx, Self::Xlsx(book)))
            }
            Some(Magic::Compound) => xls(source, limits).map(|book| (Format::Xls, Self::Xls(book))),
            Some(magic) => Err(Refusal::NotATable {
                zh: magic.zh(),
                en: magic.en(),
            }),
            None => text(source),
        }
    }
}

fn package(source: Source, limits: &Limits) -> Result<Package, Refusal> {
    let archive = Archive::open(source.bytes, limits)?;
    let other = if archive.contains("xl/workbook.bin") {
        Some(("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"))
    } else if archive.contains("word/document.xml") {
        Some(("Word 文档", "a Word document"))
    } else if archive.contains("ppt/presentation.xml") {
        Some(("演示文稿", "a presentation"))
    } else if archive.contains("content.xml") && archive.contains("mimetype") {
        Some(("OpenDocument 文件", "an OpenDocument file"))
    } else if !archive.contains("[Content_Types].xml") {
        Some((Magic::Zip.zh(), Magic::Zip.en()))
    } else {
        None
    };
    match other {
        Some((zh, en)) => Err(Refusal::NotATable { zh, en }),
        None => Package::open(archive, limits),
    }
}

fn xls(mut source: Source, limits: &Limits) -> Result<Book, Refusal> {
    if source.len > limits.xls_bytes {
        return Err(Refusal::TooLarge {
            bytes: source.len,
            limit: limits.xls_bytes,
        });
    }
    let mut bytes = Vec::new();
    source
        .bytes
        .by_ref()
        .take(limits.xls_bytes)
        .read_to_end(&mut bytes)?;
    let compound = Compound::read(bytes).ok_or(Refusal::XlsDamaged)?;
    if compound.contains("EncryptedPackage") || compound.contains("DataSpaces") {
        return Err(Refusal::Encrypted);
    }
    if compound.contains("WordDocument") {
        return Err(Refusal::NotATable {
            zh: "Word 文档",
            en: "a Word document",
        });
    }
    let Some(stream) = compound
        .stream("Workbook")
        .or_else(|| compound.stream("Book"))
    else {
        return Err(Refusal::NotATable {
            zh: Magic::Compound.zh(),
            en: Magic::Compound.en(),
        });
    };
    if compound.contains("_VBA_PROJECT_CUR") {
        return Err(Refusal::Macro {
            part: "_VBA_PROJECT_CUR".to_owned(),
        });
    }
    Book::open(stream, limits)
}

fn text(mut source: Source) -> Result<(Format, Content), Refusal> {
    let Some(encoding) = TextEncoding::detect(&mut source)? else {
        return Err(Refusal::NotATable {
            zh: "二进制数据",
            en: "binary data",
        });
    };
    let mut head = Vec::new();
    encoding
        .decode(&mut source)?
        .take(HEAD)
        .read_to_end(&mut head)?;
    let head = String::from_utf8_lossy(&head);
    match TextKind::of(&head) {
        TextKind::Blank if source.len <= HEAD => Err(Refusal::Empty),
        TextKind::JsonArray => Err(Refusal::JsonArray),
        TextKind::JsonLines => Ok((
            Format::JsonLines(encoding),
            Content::JsonLines { source, encoding },
        )),
        TextKind::Blank | TextKind::Other => {
            let dialect = Dialect::detect(whole_lines(&head));
            let content = Content::Delimited {
                source,
                encoding,
                dialect,
            };
            Ok((Format::Delimited(dialect, encoding), content))
        }
    }
}

/// What the beginning of a text shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextKind {
    Blank,
    JsonLines,
    JsonArray,
    Other,
}

impl TextKind {
    pub(crate) fn of(head: &str) -> Self {
        let start = head.trim_start();
        let line = start.lines().next().unwrap_or_default();
        let object = |text: &str| {
            let inner = text.strip_prefix('{').map(str::trim_start);
            inner.is_some_and(|inner| inner.starts_with('"') || inner.starts_with('}'))
        };
        match start.strip_prefix('[') {
            _ if start.is_empty() => Self::Blank,
            _ if object(line) => Self::JsonLines,
            Some(rest) if object(rest.trim_start()) => Self::JsonArray,
            _ => Self::Other,
        }
    }
}

/// Without the last line when the text was cut off in it.
fn whole_lines(head: &str) -> &str {
    match head.rfind('\n') {
        Some(end) if head.len() as u64 >= HEAD => &head[..=end],
        _ => head,
    }
}
