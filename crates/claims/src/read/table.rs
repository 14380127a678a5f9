//! Tables in text: Markdown pipes, tabs, wide gaps.
//!
//! Main types: [`Table`], [`Row`] and [`Cell`]. Which column means what is decided in `kind::table`.

use super::line::Line;
use super::quantity::{Quantity, Span};
use super::scan::scan_cell;

/// Rows of cells; the first `head` rows are headings.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
    pub(crate) head: usize,
    /// Headings that nobody wrote, for a table within a line, whose last row is its total.
    pub(crate) inline: Option<Vec<&'static str>>,
}

/// One line of a table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) span: Span,
    pub(crate) cells: Vec<Cell>,
}

/// One cell, with its number when it is nothing but a number.
#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) span: Span,
    pub(crate) number: Option<Quantity>,
}

impl Row {
    /// Reads a line as a row; nothing when it has no columns.
    pub(crate) fn read(text: &str, start: usize) -> Option<Self> {
        let separator = if text.contains('|') { '|' } else { '\t' };
        if !text.contains(separator) {
            return None;
        }
        let inner = text.trim_matches(|c| c == '|' || c == '\t');
        let lead = start + text.find(inner).unwrap_or(0);
        let mut at = lead;
        let cells: Vec<Cell> = inner
            .split(separator)
            .map(|cell| {
                let read = Cell::read(cell, at);
                at += cell.len() + separator.len_utf8();
                read
            })
            .collect();
        let prose = cells
            .iter()
            .any(|cell| cell.span.of_local(inner, lead).contains('。'));
        (cells.len() > 1 && !prose).then_some(Self {
            span: Span::new(start, start + text.len()),
            cells,
        })
    }

    /// Whether it is the line under a Markdown heading.
    pub(crate) fn is_rule(text: &str) -> bool {
        text.contains('-') && text.chars().all(|c| "|-：:\t—".contains(c))
    }

    fn has_number(&self) -> bool {
        self.cells.iter().skip(1).any(|cell| cell.number.is_some())
    }
}

impl Span {
    fn of_local(self, text: &str, start: usize) -> &str {
        Self::new(self.start - start, self.end - start).of(text)
    }
}

impl Cell {
    pub(super) fn read(text: &str, start: usize) -> Self {
        let inner = text.trim();
        let begin = start + text.find(inner).unwrap_or(0);
        Self {
            span: Span::new(begin, begin + inner.len()),
            number: number(inner, begin),
        }
    }
}

fn number(text: &str, start: usize) -> Option<Quantity> {
    let digits = text.trim_start_matches(['-', '+', '−', '↑', '↓']);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let line = Line::of(text, start);
    let mut scanned = scan_cell(&line);
    let only = scanned.quantities.pop()?;
    let whole = scanned.quantities.is_empty()
        && scanned.stamps.is_empty()
        && only.span.end == start + text.len();
    whole.then_some(only)
}

impl Table {
    /// A table of at least two rows of which one holds a number.
    pub(crate) fn of(rows: Vec<Row>) -> Option<Self> {
        let head = rows.iter().position(Row::has_number)?;
        (rows.len() > 1).then_some(Self {
            rows,
            head,
            inline: None,
        })
    }

    /// A table within a line.
    pub(super) fn inline(rows: Vec<Row>, heads: Vec<&'static str>) -> Self {
        Self {
            rows,
            head: 0,
            inline: Some(heads),
        }
    }
}
