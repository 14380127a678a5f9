//! Reading: from text to paragraphs with quantities, and tables.
//!
//! Main type: [`Document`]. What the quantities mean together is decided in `kind`.

mod amount;
mod fold;
mod inline;
mod line;
pub(crate) mod mark;
pub(crate) mod numeral;
pub(crate) mod quantity;
pub(crate) mod scan;
pub(crate) mod sentence;
mod stamp;
pub(crate) mod table;
pub(crate) mod unit;
mod worded;
mod wrap;

pub(crate) use fold::{Folded, fold};
pub(crate) use line::Line;
pub(crate) use mark::{Mark, agrees, agrees_as_mean};
pub(crate) use quantity::{Quantity, Span};
pub(crate) use sentence::{Paragraph, Sentence};
pub(crate) use stamp::{Part, Stamp};
pub(crate) use table::{Row, Table};
pub(crate) use unit::{Dimension, Unit};

/// A text that has been read.
pub(crate) struct Document<'a> {
    /// The folded text that all spans mean.
    pub(crate) text: &'a str,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) tables: Vec<Table>,
}

impl<'a> Document<'a> {
    /// Reads a folded text.
    pub(crate) fn read(text: &'a str) -> Self {
        let mut reading = Reading {
            text,
            paragraphs: Vec::new(),
            tables: Vec::new(),
            rows: Vec::new(),
        };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            reading.take(line.trim_end_matches('\n'), start);
            start += line.len();
        }
        reading.end_table();
        Self {
            text,
            paragraphs: reading.paragraphs,
            tables: reading.tables,
        }
    }
}

struct Reading<'a> {
    text: &'a str,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    rows: Vec<Row>,
}

impl Reading<'_> {
    fn take(&mut self, line: &str, start: usize) {
        if !self.rows.is_empty() && Row::is_rule(line) {
            return;
        }
        if let Some(row) = Row::read(line, start) {
            self.rows.push(row);
            return;
        }
        self.end_table();
        self.prose(line, start);
    }

    /// A line that is no row of a table; what is a table within it is no sentence.
    fn prose(&mut self, line: &str, start: usize) {
        let Some((table, span)) = inline::inline_table(line, start) else {
            if !line.trim().is_empty() {
                self.paragraphs.push(Paragraph::read(line, start));
            }
            return;
        };
        self.tables.push(table);
        let (before, after) = (span.start - start, span.end - start);
        let rest = [(0, &line[..before]), (after, &line[after..])];
        for (at, rest) in rest.into_iter().filter(|(_, rest)| !rest.trim().is_empty()) {
            self.paragraphs.push(Paragraph::read(rest, start + at));
        }
    }

    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let spans: Vec<Span> = rows.iter().map(|row| row.span).collect();
        if let Some(table) = Table::of(rows) {
            self.tables.push(table);
            return;
        }
        for span in spans {
            self.prose(span.of(self.text), span.start);
        }
    }
}
