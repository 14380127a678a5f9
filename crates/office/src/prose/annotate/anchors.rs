//! Where comments begin and end in the XML of a document.
//!
//! Main item: [`place`]. The text is walked as the reader of text walks it, so that bytes of the text lead to bytes of the XML.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Comment;
use crate::prose::ProseError;
use crate::prose::docx::{DOCUMENT, Writer};
use crate::table::xml::{XmlError, local, resolve};

/// A document with the marks of comments.
pub(super) struct Placed<'c> {
    pub(super) document: String,
    /// The comments that found a place, with their numbers.
    pub(super) comments: Vec<(u32, &'c Comment)>,
}

/// Puts the marks of comments numbered from `first_id` into a document.
pub(super) fn place<'c>(
    xml: &str,
    comments: &'c [Comment],
    first_id: u32,
) -> Result<Placed<'c>, ProseError> {
    let walk = Walk::through(xml)?;
    let mut edits: Vec<Edit> = Vec::new();
    let mut placed = Vec::new();
    for (id, comment) in (first_id..).zip(comments) {
        let marks = walk.begin(comment.start).zip(walk.end(comment.end));
        if let Some((begin, end)) = marks.filter(|(begin, end)| begin.at <= end.at) {
            let p = &walk.prefix;
            let opened = format!(r#"<{p}commentRangeStart {p}id="{id}"/>"#);
            let closed = format!(
                r#"<{p}commentRangeEnd {p}id="{id}"/><{p}r><{p}commentReference {p}id="{id}"/></{p}r>"#
            );
            edits.push(walk.edit(xml, &begin, &opened, 1));
            edits.push(walk.edit(xml, &end, &closed, 0));
            edits.extend(
                [&begin, &end]
                    .into_iter()
                    .filter_map(|cut| walk.keep_blanks(xml, cut)),
            );
            placed.push((id, comment));
        }
    }
    Ok(Placed {
        document: edited(xml, edits),
        comments: placed,
    })
}

/// Something put into the XML at a byte; of one place the lower order comes first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Edit {
    at: usize,
    order: u8,
    text: String,
}

fn edited(xml: &str, mut edits: Vec<Edit>) -> String {
    edits.sort();
    edits.dedup_by(|left, right| left.order == BLANKS && left == right);
    let mut out =
        String::with_capacity(xml.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut from = 0;
    for edit in &edits {
        out.push_str(&xml[from..edit.at]);
        out.push_str(&edit.text);
        from = edit.at;
    }
    out.push_str(&xml[from..]);
    out
}

/// The order of an attribute, which never shares its place with a mark.
const BLANKS: u8 = 2;

/// A run of text.
#[derive(Default)]
struct Run {
    start: usize,
    end: usize,
    /// Its properties as written.
    properties: (usize, usize),
    /// Bytes of its content up to now, properties aside.
    first_content: Option<usize>,
    last_content: usize,
}

/// A stretch of text that stands in the XML as in the text, or one character written as a reference.
struct Piece {
    text: (usize, usize),
    xml: (usize, usize),
    run: usize,
    /// Where the tag `<w:t>` ends that it stands in.
    tag_end: usize,
}

impl Piece {
    /// The byte of the XML for a byte of the text inside it; a reference is not divided.
    fn inside(&self, at: usize) -> usize {
        let plain = self.xml.1 - self.xml.0 == self.text.1 - self.text.0;
        match at - self.text.0 {
            0 => self.xml.0,
            offset if plain => self.xml.0 + offset,
            _ => self.xml.1,
        }
    }
}

/// A place in a run: between runs, or inside a text that has to be split.
struct Cut {
    at: usize,
    piece: usize,
    splits: bool,
}

#[derive(Default)]
struct Walk {
    /// Prefix of Word's elements with its colon.
    prefix: String,
    runs: Vec<Run>,
    pieces: Vec<Piece>,
}

impl Walk {
    fn through(xml: &str) -> Result<Self, ProseError> {
        let mut walk = Self::default();
        let mut writer = Writer::default();
        let mut open: Vec<usize> = Vec::new();
        let mut tag_end = 0;
        let mut reader = Reader::from_str(xml);
        loop {
            let from = position(&reader);
            let event = reader
                .read_event()
                .map_err(|error| malformed(from, &error.to_string()))?;
            let until = position(&reader);
            match event {
                Event::Eof => break,
                Event::Start(start) => {
                    let name = start.name();
                    if walk.prefix.is_empty() {
                        walk.prefix = prefix_of(name.as_ref());
                    }
                    walk.enter(name.as_ref(), from, &mut open);
                    tag_end = until;
                    writer.open(local(name.as_ref()));
                }
                Event::Empty(empty) => {
                    let name = empty.name();
                    walk.content(name.as_ref(), from, until, &open);
                    writer.open(local(name.as_ref()));
                    writer.close(local(name.as_ref()));
                }
                Event::End(end) => {
                    walk.leave(end.name().as_ref(), until, &mut open);
                    writer.close(local(end.name().as_ref()));
                }
                Event::Text(_) => walk.text(
                    &xml[from..until],
                    (from, until),
                    tag_end,
                    &open,
                    &mut writer,
                ),
                Event::GeneralRef(reference) => {
                    let text =
                        resolve(&reference).ok_or_else(|| malformed(from, "unknown entity"))?;
                    walk.text(&text, (from, until), tag_end, &open, &mut writer);
                }
                Event::CData(data) => {
                    let text =
                        std::str::from_utf8(&data).map_err(|_| malformed(from, "not UTF-8"))?;
                    walk.text(text, (from, until), tag_end, &open, &mut writer);
                }
                _ => {}
            }
        }
        Ok(walk)
    }

    fn enter(&mut self, name: &[u8], from: usize, open: &mut Vec<usize>) {
        if let Some(&run) = open.last()
            && local(name) != b"rPr"
        {
            self.runs[run].first_content.get_or_insert(from);
        }
        if name == format!("{}r", self.prefix).as_bytes() {
            open.push(self.runs.len());
            self.runs.push(Run {
                start: from,
                ..Run::default()
            });
        } else if local(name) == b"rPr"
            && let Some(&run) = open.last()
            && self.runs[run].first_content.is_none()
        {
            self.runs[run].properties = (from, from);
        }
    }

    fn content(&mut self, name: &[u8], from: usize, until: usize, open: &[usize]) {
        let Some(&run) = open.last() else { return };
        if local(name) == b"rPr" {
            self.runs[run].properties = (from, until);
        } else if !self.in_properties(run) {
            self.runs[run].first_content.get_or_insert(from);
            self.runs[run].last_content = until;
        }
    }

    /// Whether the properties of a run are still open.
    fn in_properties(&self, run: usize) -> bool {
        let (from, until) = self.runs[run].properties;
        from > 0 && from == until
    }

    fn leave(&mut self, name: &[u8], until: usize, open: &mut Vec<usize>) {
        let Some(&run) = open.last() else { return };
        if local(name) == b"rPr" && self.in_properties(run) {
            self.runs[run].properties.1 = until;
        } else if name == format!("{}r", self.prefix).as_bytes() {
            self.runs[run].end = until;
            open.pop();
        } else {
            self.runs[run].last_content = until;
        }
    }

    fn text(
        &mut self,
        text: &str,
        xml: (usize, usize),
        tag_end: usize,
        open: &[usize],
        writer: &mut Writer,
    ) {
        let from = writer.out.len();
        writer.text(text);
        let until = writer.out.len();
        if let Some(&run) = open.last()
            && until > from
        {
            self.pieces.push(Piece {
                text: (from, until),
                xml,
                run,
                tag_end,
            });
        }
    }

    /// Where a comment begins that is on the text from `start` on.
    fn begin(&self, start: usize) -> Option<Cut> {
        let at = self.pieces.partition_point(|piece| piece.text.1 <= start);
        let piece = self.pieces.get(at)?;
        let run = &self.runs[piece.run];
        let whole = start <= piece.text.0;
        if whole
            && run
                .first_content
                .is_some_and(|first| self.opens(first, piece))
        {
            return Some(Cut {
                at: run.start,
                piece: at,
                splits: false,
            });
        }
        Some(Cut {
            at: piece.inside(start.max(piece.text.0)),
            piece: at,
            splits: true,
        })
    }

    /// Whether a text is the first thing of its run.
    fn opens(&self, first: usize, piece: &Piece) -> bool {
        first < piece.xml.0
            && piece.tag_end == piece.xml.0
            && !self
                .pieces
                .iter()
                .any(|other| other.run == piece.run && other.xml.0 < piece.xml.0)
    }

    /// Where a comment ends that is on the text up to `end`.
    fn end(&self, end: usize) -> Option<Cut> {
        let at = self
            .pieces
            .partition_point(|piece| piece.text.0 < end)
            .checked_sub(1)?;
        let piece = &self.pieces[at];
        let run = &self.runs[piece.run];
        let last = self
            .pieces
            .get(at + 1)
            .is_none_or(|next| next.run != piece.run);
        let closes = run.last_content.saturating_sub(piece.xml.1) <= CLOSING_TAG
            && run.last_content > piece.xml.1;
        if end >= piece.text.1 && last && closes {
            return Some(Cut {
                at: run.end,
                piece: at,
                splits: false,
            });
        }
        Some(Cut {
            at: piece.inside(end.min(piece.text.1)),
            piece: at,
            splits: true,
        })
    }

    /// The mark at a cut, with the run divided around it where it has to be.
    fn edit(&self, xml: &str, cut: &Cut, mark: &str, order: u8) -> Edit {
        let p = &self.prefix;
        let run = &self.runs[self.pieces[cut.piece].run];
        let properties = &xml[run.properties.0..run.properties.1];
        let text = if cut.splits {
            format!(r#"</{p}t></{p}r>{mark}<{p}r>{properties}<{p}t xml:space="preserve">"#)
        } else {
            mark.to_owned()
        };
        Edit {
            at: cut.at,
            order,
            text,
        }
    }

    /// Blanks at the end of the first half of a divided text are kept only where its tag says so.
    fn keep_blanks(&self, xml: &str, cut: &Cut) -> Option<Edit> {
        let end = self.pieces[cut.piece].tag_end;
        let begin = xml[..end].rfind('<')?;
        let said = xml[begin..end].contains("xml:space");
        (cut.splits && !said).then(|| Edit {
            at: end - 1,
            order: BLANKS,
            text: r#" xml:space="preserve""#.to_owned(),
        })
    }
}

/// Bytes of the longest tag that closes a text.
const CLOSING_TAG: usize = 12;

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn prefix_of(name: &[u8]) -> String {
    let colon = name
        .iter()
        .position(|sign| *sign == b':')
        .map_or(0, |at| at + 1);
    String::from_utf8_lossy(&name[..colon]).into_owned()
}

fn malformed(at: usize, detail: &str) -> ProseError {
    ProseError::Xml(XmlError::Malformed {
        part: DOCUMENT.to_owned(),
        at: at as u64,
        detail: detail.to_owned(),
    })
}
