//! Paragraphs and sentences: the frames in which quantities are related.
//!
//! Main types: [`Paragraph`] and [`Sentence`]. Tables are read in `table`.

use super::line::Line;
use super::quantity::{Quantity, Span};
use super::scan::{Scanned, scan};
use super::stamp::Stamp;

/// A line of prose.
#[derive(Debug)]
pub(crate) struct Paragraph {
    pub(crate) span: Span,
    pub(crate) sentences: Vec<Sentence>,
}

/// Text up to 。！？ with what it holds.
#[derive(Debug)]
pub(crate) struct Sentence {
    pub(crate) span: Span,
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) stamps: Vec<Stamp>,
}

/// Signs at which the words around a quantity end.
const BREAKS: &str = "，。；：！？、（）\n\t|";
const CLAUSES: &str = "，。；：！？（）\n\t|";

impl Paragraph {
    /// Reads one.
    pub(crate) fn read(text: &str, start: usize) -> Self {
        let line = Line::of(text, start);
        let scanned = surrounded(text, start, scan(&line));
        let sentences = split(text, start)
            .into_iter()
            .map(|span| within(span, &scanned))
            .collect();
        Self {
            span: Span::new(start, start + text.len()),
            sentences,
        }
    }
}

fn split(text: &str, start: usize) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut begin = 0;
    for (at, mark) in text.match_indices(['。', '！', '？']) {
        spans.push(Span::new(start + begin, start + at + mark.len()));
        begin = at + mark.len();
    }
    if begin < text.len() {
        spans.push(Span::new(start + begin, start + text.len()));
    }
    spans
}

fn within(span: Span, scanned: &Scanned) -> Sentence {
    let inside = |other: Span| other.start >= span.start && other.start < span.end;
    let from = scanned
        .quantities
        .partition_point(|quantity| quantity.span.start < span.start);
    let quantities = scanned.quantities[from..]
        .iter()
        .take_while(|quantity| inside(quantity.span))
        .cloned()
        .collect();
    let from = scanned
        .stamps
        .partition_point(|stamp| stamp.span.start < span.start);
    let stamps = scanned.stamps[from..]
        .iter()
        .take_while(|stamp| inside(stamp.span))
        .copied()
        .collect();
    Sentence {
        span,
        quantities,
        stamps,
    }
}

/// Fills in the words, clauses and brackets around each quantity.
fn surrounded(text: &str, start: usize, mut scanned: Scanned) -> Scanned {
    let mut walk = Walk::default();
    let mut characters = text.char_indices().peekable();
    let count = scanned.quantities.len();
    for index in 0..count {
        let span = scanned.quantities[index].span;
        while let Some((at, character)) = characters.next_if(|&(at, _)| start + at < span.start) {
            walk.pass(start + at, character);
        }
        let next = scanned
            .quantities
            .get(index + 1)
            .map(|next| next.span.start);
        let quantity = &mut scanned.quantities[index];
        quantity.before = Span::new(
            walk.broken.max(walk.last_end).max(start).min(span.start),
            span.start,
        );
        quantity.after = words_after(text, start, span.end, next);
        quantity.clause = walk.clause;
        quantity.stretch = walk.stretch;
        quantity.bracket = walk.depth;
        walk.last_end = span.end;
    }
    scanned
}

fn words_after(text: &str, start: usize, end: usize, next: Option<usize>) -> Span {
    let rest = text.get(end - start..).unwrap_or("");
    let stop = rest.find(|c| BREAKS.contains(c)).unwrap_or(rest.len());
    let stop = next.map_or(end + stop, |next| next.min(end + stop));
    Span::new(end, stop.max(end))
}

#[derive(Default)]
struct Walk {
    broken: usize,
    last_end: usize,
    clause: usize,
    stretch: usize,
    depth: u8,
}

impl Walk {
    fn pass(&mut self, at: usize, character: char) {
        if BREAKS.contains(character) {
            self.broken = at + character.len_utf8();
        }
        self.clause += usize::from(CLAUSES.contains(character));
        self.stretch += usize::from("；。！？".contains(character));
        match character {
            '（' => self.depth = self.depth.saturating_add(1),
            '）' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}
