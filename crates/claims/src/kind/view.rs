//! A sentence as the kinds see it: quantities by index, and the words before, behind and between them.
//!
//! Main type: [`View`]. What the words mean is decided by each kind.

use super::change::Change;
use crate::read::{Paragraph, Quantity, Sentence, Span};
use std::cell::OnceCell;

/// One sentence with its neighbours.
pub(crate) struct View<'a> {
    pub(crate) text: &'a str,
    pub(crate) sentence: &'a Sentence,
    /// The sentence before it in the paragraph.
    pub(crate) previous: Option<&'a Sentence>,
    pub(crate) paragraph: &'a Paragraph,
    /// Its place among the sentences of the paragraph.
    index: usize,
    /// What changed between which of its values, once asked.
    pub(super) changes: OnceCell<Vec<Change>>,
}

impl<'a> View<'a> {
    /// The sentence of a paragraph at an index.
    pub(crate) fn of(text: &'a str, paragraph: &'a Paragraph, index: usize) -> Self {
        Self {
            text,
            sentence: &paragraph.sentences[index],
            previous: index
                .checked_sub(1)
                .and_then(|before| paragraph.sentences.get(before)),
            paragraph,
            index,
            changes: OnceCell::new(),
        }
    }

    /// The sentences before this one in the paragraph, the nearest first, at most so many.
    pub(crate) fn earlier(&self, most: usize) -> impl Iterator<Item = View<'a>> + use<'a> {
        self.window(most).skip(1)
    }

    /// This sentence and those before it, the nearest first.
    pub(crate) fn window(&self, most: usize) -> impl Iterator<Item = View<'a>> + use<'a> {
        let (text, paragraph, index) = (self.text, self.paragraph, self.index);
        (index.saturating_sub(most)..=index)
            .rev()
            .map(move |index| Self::of(text, paragraph, index))
    }

    /// All quantities in order.
    pub(crate) fn quantities(&self) -> &'a [Quantity] {
        &self.sentence.quantities
    }

    /// The whole sentence.
    pub(crate) fn words(&self) -> &'a str {
        self.sentence.span.of(self.text)
    }

    /// The words between the last break or quantity and this one.
    pub(crate) fn before(&self, quantity: &Quantity) -> &'a str {
        quantity.before.of(self.text)
    }

    /// The words between this one and the next break or quantity.
    pub(crate) fn after(&self, quantity: &Quantity) -> &'a str {
        quantity.after.of(self.text)
    }

    /// Everything between two quantities.
    pub(crate) fn between(&self, first: &Quantity, second: &Quantity) -> &'a str {
        Span::new(first.span.end, second.span.start.max(first.span.end)).of(self.text)
    }

    /// The words since the number before, other clauses included.
    pub(crate) fn since_last(&self, quantity: &Quantity) -> &'a str {
        let before = self
            .quantities()
            .iter()
            .take_while(|other| other.span.start < quantity.span.start)
            .last();
        let from = before.map_or(self.sentence.span.start, |before| before.span.end);
        Span::new(from, quantity.span.start.max(from)).of(self.text)
    }

    /// Everything in its sentence before a quantity of this sentence or of an earlier one.
    pub(crate) fn lead(&self, quantity: &Quantity) -> &'a str {
        Span::new(self.home(quantity).start, quantity.span.start).of(self.text)
    }

    /// Everything in its sentence behind a quantity.
    pub(crate) fn rest(&self, quantity: &Quantity) -> &'a str {
        Span::new(
            quantity.span.end,
            self.home(quantity).end.max(quantity.span.end),
        )
        .of(self.text)
    }

    /// The sentence that a quantity of the paragraph stands in.
    fn home(&self, quantity: &Quantity) -> Span {
        let own = self.sentence.span;
        if own.start <= quantity.span.start {
            return own;
        }
        let mut before = self.paragraph.sentences[..self.index].iter().rev();
        before
            .find(|sentence| sentence.span.start <= quantity.span.start)
            .map_or(own, |sentence| sentence.span)
    }

    /// The clause up to the quantity, other quantities included.
    pub(crate) fn clause(&self, quantity: &Quantity) -> &'a str {
        let lead = self.lead(quantity);
        let cut = lead.rfind(['，', '；', '：', '（', '）', '\t']);
        cut.map_or(lead, |at| {
            let width = lead[at..].chars().next().map_or(0, char::len_utf8);
            &lead[at + width..]
        })
    }

    /// The words directly around a quantity: before, then behind.
    pub(crate) fn around(&self, quantity: &Quantity) -> String {
        format!("{}{}", self.before(quantity), self.after(quantity))
    }

    /// The place from the words of one quantity to the end of another, inside the sentence.
    pub(crate) fn place(&self, first: &Quantity, last: &Quantity) -> Span {
        let (first, last) = if first.span.start <= last.span.start {
            (first, last)
        } else {
            (last, first)
        };
        Span::new(
            first.before.start.max(self.paragraph.span.start),
            last.span.end,
        )
    }
}
