//! The rows of one sheet, streamed from its XML.
//!
//! Main type: [`SheetRows`]. A damaged cell spoils its row, not the sheet; damaged XML ends the
//! reading.

use std::io::Read;

use quick_xml::events::BytesStart;

use super::super::cell::{Cell, Row, cell_name};
use super::super::merges::Merges;
use super::super::row_error::{RowError, RowFault};
use super::super::rows::ReadRow;
use super::super::shared::SharedStrings;
use super::super::style::{Scratch, Styles};
use super::super::xml::{Events, Node, XmlError, attribute, local};
use super::event_bytes;
use super::strings::{Place, unescaped};
use super::survey::cell_position;
use crate::limits::Limits;

/// What cells refer to outside their sheet.
pub(crate) struct Book<'a> {
    pub(crate) shared: Option<&'a SharedStrings>,
    pub(crate) styles: &'a Styles,
    pub(crate) limits: &'a Limits,
}

pub(crate) struct SheetRows<'a, R> {
    events: Events<R>,
    book: Book<'a>,
    merges: Merges,
    last_number: u64,
    value: String,
    scratch: Scratch,
}

/// The attributes of a cell.
struct CellHead {
    column: Option<usize>,
    style: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Flag,
    IsoDay,
}

impl<'a, R: Read> SheetRows<'a, R> {
    pub(crate) fn new(bytes: R, part: &str, book: Book<'a>, merges: Merges) -> Self {
        let events = Events::new(bytes, part, event_bytes(book.limits));
        Self {
            events,
            book,
            merges,
            last_number: 0,
            value: String::new(),
            scratch: Scratch::default(),
        }
    }

    /// Goes to the next row element and takes its attributes; `false` when there is none.
    fn enter_row(&mut self, row: &mut Row) -> Result<bool, XmlError> {
        loop {
            match self.events.next()? {
                Node::Open(start) if local(start.name().into_inner()) == b"row" => {
                    let number = attribute(&start, "r").and_then(|r| r.parse::<u64>().ok());
                    let number = number.filter(|number| (1..=1_048_576).contains(number));
                    row.number = number.unwrap_or(self.last_number + 1);
                    row.hidden =
                        attribute(&start, "hidden").is_some_and(|h| h == "1" || h == "true");
                    self.last_number = row.number;
                    return Ok(true);
                }
                Node::End => return Ok(false),
                _ => {}
            }
        }
    }

    /// Reads the cells up to the end of the row; the first fault is reported after the last cell.
    fn read_cells(&mut self, row: &mut Row) -> Result<(), RowFault> {
        let mut fault = None;
        let mut column = 0;
        loop {
            let head = match self.events.next()? {
                Node::Open(start) if local(start.name().into_inner()) == b"c" => cell_head(&start),
                Node::Close(end) if local(end.name().into_inner()) == b"row" => break,
                Node::End => break,
                _ => continue,
            };
            let at = head
                .as_ref()
                .ok()
                .and_then(|head| head.column)
                .unwrap_or(column);
            let value = self.read_value(at)?;
            let placed = head.and_then(|head| value.and_then(|()| self.place(row, at, &head)));
            fault = fault.or(placed.err());
            column = at + 1;
            let limit = self.book.limits.row_bytes_applied();
            if row.text_len() > limit {
                return Err(RowFault::RowTooLong { limit });
            }
        }
        fault.map_or(Ok(()), Err)
    }

    /// Collects the text of the cell just entered into `self.value`, up to the cell's end.
    fn read_value(&mut self, column: usize) -> Result<Result<(), RowFault>, XmlError> {
        let limit = self.book.limits.cell_bytes;
        let mut place = Place::default();
        let mut is_too_long = false;
        let mut in_value = false;
        self.value.clear();
        loop {
            match self.events.next()? {
                Node::Open(start) => match local(start.name().into_inner()) {
                    b"v" => in_value = true,
                    name => place.enter(name),
                },
                Node::Text(text) if in_value || place.is_in_text => {
                    is_too_long |= self.value.len() + text.len() > limit;
                    if !is_too_long {
                        self.value.push_str(&text);
                    }
                }
                Node::Close(end) => match local(end.name().into_inner()) {
                    b"v" => in_value = false,
                    b"c" => break,
                    name => drop(place.leave(name)),
                },
                Node::Text(_) => {}
                Node::End => break,
            }
        }
        let too_long = RowFault::CellTooLong {
            column: column + 1,
            limit,
        };
        Ok(if is_too_long { Err(too_long) } else { Ok(()) })
    }

    fn place(&mut self, row: &mut Row, column: usize, head: &CellHead) -> Result<(), RowFault> {
        if self.value.is_empty() {
            return Ok(());
        }
        if column >= self.book.limits.columns {
            return Err(RowFault::TooManyColumns {
                limit: self.book.limits.columns,
            });
        }
        let raw = self.value.as_str();
        let damaged = || RowFault::DamagedCell {
            cell: cell_name(column, row.number),
        };
        let text;
        let cell = match head.kind {
            Kind::Number => self.book.styles.cell(raw, head.style, &mut self.scratch),
            Kind::Shared => {
                let index = raw.trim().parse().ok();
                let shared = self
                    .book
                    .shared
                    .zip(index)
                    .and_then(|(all, index)| all.get(index));
                Cell::Text(shared.ok_or_else(damaged)?)
            }
            Kind::Text => {
                text = unescaped(raw);
                Cell::Text(&text)
            }
            Kind::Flag => Cell::Flag(raw.trim() == "1" || raw.trim() == "true"),
            Kind::IsoDay => raw.parse().map_or(Cell::Text(raw), Cell::Day),
        };
        row.set(column, cell);
        Ok(())
    }
}

/// Reads all attributes in one pass, since this is done for every cell.
fn cell_head(start: &BytesStart<'_>) -> Result<CellHead, RowFault> {
    let mut head = CellHead {
        column: None,
        style: 0,
        kind: Kind::Number,
    };
    let mut attributes = start.attributes();
    for attribute in attributes.with_checks(false).filter_map(Result::ok) {
        let value = attribute.value.as_ref();
        match attribute.key.as_ref() {
            b"r" => {
                let reference = String::from_utf8_lossy(value);
                let damaged = || RowFault::DamagedCell {
                    cell: reference.chars().take(20).collect(),
                };
                head.column = Some(cell_position(&reference).ok_or_else(damaged)?.0);
            }
            b"s" => {
                let style = std::str::from_utf8(value).ok().and_then(|s| s.parse().ok());
                head.style = style.unwrap_or(0);
            }
            b"t" => head.kind = kind(value),
            _ => {}
        }
    }
    Ok(head)
}

fn kind(attribute: &[u8]) -> Kind {
    match attribute {
        b"s" => Kind::Shared,
        b"b" => Kind::Flag,
        b"d" => Kind::IsoDay,
        b"inlineStr" | b"str" | b"e" => Kind::Text,
        _ => Kind::Number,
    }
}

impl<R: Read> ReadRow for SheetRows<'_, R> {
    fn read(&mut self, row: &mut Row) -> Result<bool, RowError> {
        row.clear();
        let next = self.last_number + 1;
        if !self
            .enter_row(row)
            .map_err(|error| RowFault::Xml(error).at(next))?
        {
            return Ok(false);
        }
        let number = row.number;
        self.read_cells(row).map_err(|fault| fault.at(number))?;
        row.drop_trailing_empty();
        if !row.is_empty() {
            self.merges.fill(row).map_err(|fault| fault.at(number))?;
        }
        Ok(true)
    }
}
