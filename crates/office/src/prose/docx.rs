//! The text of a Word file.
//!
//! Main item: [`text`]. Deleted text of tracked changes, field codes and comments are not part of it.

use std::io::Cursor;

use super::ProseError;
use crate::archive::Archive;
use crate::limits::Limits;
use crate::table::xml::{Events, Node, local};

/// The part that holds the body.
pub(super) const DOCUMENT: &str = "word/document.xml";

/// Paragraphs as lines, rows of tables as lines with tabs.
pub(super) fn text(bytes: Vec<u8>, limits: &Limits) -> Result<String, ProseError> {
    let mut archive = Archive::open(Cursor::new(bytes), limits)?;
    let part = archive.part(DOCUMENT)?.ok_or(ProseError::NoDocument)?;
    let mut events = Events::new(part, DOCUMENT, limits.row_bytes);
    let mut writer = Writer::default();
    loop {
        match events.next()? {
            Node::Open(start) => writer.open(local(start.name().as_ref())),
            Node::Close(end) => writer.close(local(end.name().as_ref())),
            Node::Text(text) => writer.text(&text),
            Node::End => return Ok(writer.out),
        }
    }
}

/// Gathers the text of a document from its elements.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) out: String,
    /// Inside `w:t`.
    in_text: bool,
    /// Tables around the present place.
    tables: usize,
    /// Cells written in the present row.
    cells: usize,
}

impl Writer {
    pub(super) fn open(&mut self, name: &[u8]) {
        match name {
            b"t" => self.in_text = true,
            b"tab" if self.tables == 0 => self.out.push('\t'),
            b"br" | b"cr" if self.tables == 0 => self.out.push('\n'),
            b"tbl" => self.tables += 1,
            b"tr" => self.cells = 0,
            b"tc" if self.tables == 1 => {
                if self.cells > 0 {
                    self.out.push('\t');
                }
                self.cells += 1;
            }
            _ => {}
        }
    }

    pub(super) fn close(&mut self, name: &[u8]) {
        match name {
            b"t" => self.in_text = false,
            b"p" if self.tables == 0 => self.out.push('\n'),
            b"tr" if self.tables == 1 => self.out.push('\n'),
            b"tbl" => self.tables = self.tables.saturating_sub(1),
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.in_text {
            self.out.push_str(text);
        }
    }
}
