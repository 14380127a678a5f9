//! XML parts of a workbook, read one event at a time under limits.
//!
//! [`Events`] refuses document type declarations (so neither entity blow-up nor external entities
//! can occur), bounds nesting and the size of one event, and yields only what readers need.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use thiserror::Error;

use crate::archive::{ArchiveError, archive_error};
use crate::message::{Explain, Message};

/// Elements open at once; a workbook's parts nest less than twenty deep.
const MAX_DEPTH: usize = 64;

/// Why an XML part is refused.
#[derive(Debug, Error)]
#[expect(
    missing_docs,
    reason = "the texts of the variants say what their fields hold"
)]
pub enum XmlError {
    /// A document type declaration, the door to entity attacks.
    #[error(
        "'{part}' declares its own document type, which office files never do; the file was made to do harm, do not use it and tell whoever sent it"
    )]
    Doctype { part: String },
    /// Not well-formed, or not UTF-8.
    #[error(
        "'{part}' is damaged near byte {at} ({detail}); open the workbook in Excel or WPS, save it under a new name and send that"
    )]
    Malformed {
        part: String,
        at: u64,
        detail: String,
    },
    /// Nested deeper than any workbook.
    #[error(
        "'{part}' nests its elements too deeply; open the workbook in Excel or WPS, save it under a new name and send that"
    )]
    TooDeep { part: String },
    /// One piece of text or one tag longer than a cell may be.
    #[error(
        "'{part}' holds a single text of more than {limit} bytes; shorten the cell, or attach the text as a file"
    )]
    TooLong { part: String, limit: usize },
    /// The bytes cannot be unpacked.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl Explain for XmlError {
    fn message(&self) -> Message {
        const SAVE_AGAIN: &str = "请用 Excel 或 WPS 打开后另存为新文件再上传";
        let (code, zh) = match self {
            Self::Doctype { part } => (
                "office.xml.doctype",
                format!(
                    "“{part}”自带文档类型声明，正常办公文件不会如此；该文件系恶意构造，请勿使用并告知发送人"
                ),
            ),
            Self::Malformed { part, at, detail } => (
                "office.xml.malformed",
                format!("“{part}”在第 {at} 字节附近损坏（{detail}）；{SAVE_AGAIN}"),
            ),
            Self::TooDeep { part } => (
                "office.xml.too_deep",
                format!("“{part}”的元素嵌套过深；{SAVE_AGAIN}"),
            ),
            Self::TooLong { part, limit } => (
                "office.xml.too_long",
                format!("“{part}”中有一段文字超过 {limit} 字节；请缩短该单元格，或改为附件"),
            ),
            Self::Archive(error) => return error.message(),
        };
        Message::new(code, zh, self.to_string())
    }
}

/// What readers of a part need to see.
pub(crate) enum Node<'a> {
    /// An element begins; an empty element is followed by its [`Node::Close`].
    Open(BytesStart<'a>),
    /// An element ends.
    Close(BytesEnd<'a>),
    /// A piece of text; one text may come in several pieces.
    Text(Cow<'a, str>),
    /// The part is over.
    End,
}

/// The events of one part.
pub(crate) struct Events<R> {
    reader: Reader<Metered<BufReader<R>>>,
    buffer: Vec<u8>,
    part: String,
    depth: usize,
    event_bytes: usize,
}

impl<R: Read> Events<R> {
    /// Reads `bytes`, the part called `part`; no single event may exceed `event_bytes`.
    pub(crate) fn new(bytes: R, part: &str, event_bytes: usize) -> Self {
        let buffered = BufReader::with_capacity(64 << 10, bytes);
        let mut reader = Reader::from_reader(Metered {
            inner: buffered,
            left: event_bytes,
        });
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            part: part.to_owned(),
            depth: 0,
            event_bytes,
        }
    }

    /// The next node.
    pub(crate) fn next(&mut self) -> Result<Node<'_>, XmlError> {
        self.buffer.clear();
        self.reader.get_mut().left = self.event_bytes;
        let at = self.reader.buffer_position();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => return Err(failed(error, &self.part, at, self.event_bytes)),
        };
        let malformed = |detail: &str| XmlError::Malformed {
            part: self.part.clone(),
            at,
            detail: detail.to_owned(),
        };
        match event {
            Event::Start(start) if self.depth >= MAX_DEPTH => {
                drop(start);
                Err(XmlError::TooDeep {
                    part: self.part.clone(),
                })
            }
            Event::Start(start) => {
                self.depth += 1;
                Ok(Node::Open(start))
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Node::Close(end))
            }
            Event::Text(text) => utf8(text.into_inner())
                .map(Node::Text)
                .ok_or_else(|| malformed("not UTF-8")),
            Event::CData(data) => utf8(data.into_inner())
                .map(Node::Text)
                .ok_or_else(|| malformed("not UTF-8")),
            Event::GeneralRef(reference) => resolve(&reference)
                .map(Node::Text)
                .ok_or_else(|| malformed("unknown entity")),
            Event::DocType(_) => Err(XmlError::Doctype {
                part: self.part.clone(),
            }),
            Event::Eof => Ok(Node::End),
            Event::Empty(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {
                Ok(Node::Text(Cow::Borrowed("")))
            }
        }
    }
}

fn failed(error: quick_xml::Error, part: &str, at: u64, limit: usize) -> XmlError {
    let part = part.to_owned();
    let error = match error {
        quick_xml::Error::Io(error) => error,
        other => {
            return XmlError::Malformed {
                part,
                at,
                detail: other.to_string(),
            };
        }
    };
    if error.kind() == io::ErrorKind::FileTooLarge {
        return XmlError::TooLong { part, limit };
    }
    match Arc::try_unwrap(error) {
        Ok(error) => XmlError::Archive(archive_error(error)),
        Err(shared) => XmlError::Malformed {
            part,
            at,
            detail: shared.to_string(),
        },
    }
}

/// The name without its prefix.
pub(crate) fn local(name: &[u8]) -> &[u8] {
    name.iter()
        .rposition(|b| *b == b':')
        .map_or(name, |colon| &name[colon + 1..])
}

fn utf8(bytes: Cow<'_, [u8]>) -> Option<Cow<'_, str>> {
    match bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
    }
}

/// A character reference or one of the five entities XML predefines.
pub(crate) fn resolve<'a>(reference: &BytesRef<'_>) -> Option<Cow<'a, str>> {
    if let Some(c) = reference.resolve_char_ref().ok()? {
        return Some(Cow::Owned(c.to_string()));
    }
    let name = std::str::from_utf8(reference).ok()?;
    quick_xml::escape::resolve_predefined_entity(name).map(Cow::Borrowed)
}

/// The value of an attribute, whatever its prefix.
pub(crate) fn attribute<'a>(start: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = start.attributes();
    let found = attributes
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| local(attribute.key.as_ref()) == name.as_bytes())?;
    let text = utf8(found.value)?;
    if !text.contains('&') {
        return Some(text);
    }
    quick_xml::escape::unescape(&text)
        .ok()
        .map(|text| Cow::Owned(text.into_owned()))
}

/// Hands out at most `left` bytes until `left` is set anew.
struct Metered<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.inner.consume(count);
    }
}
