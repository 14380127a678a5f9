//! A quantity of the text: number, unit, mark, and the words around it.
//!
//! Main types: [`Quantity`] and [`Span`]. Reading them from text is in `scan`; relations between them are in `kind`.

use super::mark::{Mark, part};
use super::unit::{Dimension, Unit};
use crate::band::Band;
use benfu_rules::Exact;

/// Bytes of the folded text, end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    /// From here to there.
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text of the span; empty when it is none.
    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// From the beginning of this to the end of the other.
    pub(crate) fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A number with its unit and its surroundings.
#[derive(Debug, Clone)]
pub(crate) struct Quantity {
    /// Mark, number, unit and mark.
    pub(crate) span: Span,
    /// In base units of its dimension.
    pub(crate) value: Exact,
    /// The place value of the last printed digit, in base units.
    pub(crate) step: Exact,
    /// Decimals printed.
    pub(crate) decimals: u8,
    /// Base units of what is printed: 亿 and 元 together.
    pub(crate) scale: Exact,
    /// 万, 亿 or nothing.
    pub(crate) scale_word: &'static str,
    pub(crate) unit: Unit,
    pub(crate) mark: Mark,
    /// Words between the last break or quantity and this one.
    pub(crate) before: Span,
    /// Words between this one and the next break or quantity.
    pub(crate) after: Span,
    /// Which clause of the sentence it stands in.
    pub(crate) clause: usize,
    /// Which part between ；。 it stands in.
    pub(crate) stretch: usize,
    /// Whether it is said in words that round: 四分之一, 一半, 三成.
    pub(crate) coarse: bool,
    /// Written in Chinese words.
    pub(crate) in_words: bool,
    /// Depth of brackets.
    pub(crate) bracket: u8,
}

impl Quantity {
    /// Everything that is printed with these digits; counts without a scale are exact.
    pub(crate) fn rounding(&self) -> Option<Band> {
        let exact = matches!(
            self.unit.dimension,
            Dimension::Count | Dimension::Bare | Dimension::Score
        ) && self.decimals == 0
            && self.scale_word.is_empty();
        if exact && !self.coarse {
            return Some(Band::exactly(self.value));
        }
        let half = part(&self.step, 1, 2)?;
        Band::around(self.value, half)
    }

    /// What the quantity can stand for when others are computed from it.
    pub(crate) fn band(&self) -> Option<Band> {
        let from = |low: Exact, high: Exact| Some(Band { low, high });
        match self.mark {
            Mark::Plain => self.narrow(),
            Mark::Over | Mark::AtLeast => {
                from(self.value, self.value.checked_add(&self.room()?).ok()?)
            }
            Mark::Near => from(part(&self.value, 9, 10)?, self.value),
            Mark::About => from(part(&self.value, 97, 100)?, part(&self.value, 103, 100)?),
            Mark::Below | Mark::AtMost => from(part(&self.value, 4, 5)?, self.value),
            Mark::Range => None,
        }
    }

    /// The rounding of an operand. A whole number before 万 or 亿 is seldom rounded to that place: half a per cent at most.
    fn narrow(&self) -> Option<Band> {
        let whole = self.rounding()?;
        if self.decimals > 0 || self.coarse || self.is_share() {
            return Some(whole);
        }
        let half = part(&self.value.checked_abs().ok()?, 1, 200)?;
        let near = Band::around(self.value, half)?;
        Some(if near.low > whole.low { near } else { whole })
    }

    /// How far above its digits a number marked 余 or 超 may lie: one in its last significant place, a tenth at least.
    fn room(&self) -> Option<Exact> {
        let tenth = part(&self.value, 1, 10)?;
        let mut place = self.step;
        for _ in 0..12 {
            let more = place.checked_mul(&Exact::whole(10)).ok()?;
            let places = self.value.checked_div(&more).ok()?;
            if self.value.is_zero() || places.to_whole().is_none() {
                break;
            }
            place = more;
        }
        Some(place.max(tenth))
    }

    /// Whether it is an amount: not a rate, not a span of time.
    pub(crate) const fn is_amount(&self) -> bool {
        self.unit.is_amount()
    }

    /// Whether it is a per cent or a fraction.
    pub(crate) const fn is_share(&self) -> bool {
        matches!(self.unit.dimension, Dimension::Share)
    }

    /// Whether the two may be added and divided.
    pub(crate) fn matches(&self, other: &Self) -> bool {
        self.unit.matches(&other.unit)
    }

    /// Whether the number is printed without a mark.
    pub(crate) fn is_plain(&self) -> bool {
        self.mark == Mark::Plain
    }
}

impl Quantity {
    /// Takes the unit of the list it stands in.
    pub(crate) fn adopt(&mut self, unit: Unit, scale: &Exact, scale_word: &'static str) {
        let scaled = self.value.checked_mul(scale).ok();
        let Some((value, step)) = scaled.zip(self.step.checked_mul(scale).ok()) else {
            return;
        };
        self.value = value;
        self.step = step;
        self.unit = unit;
        self.scale = self.scale.checked_mul(scale).unwrap_or(*scale);
        if !scale_word.is_empty() {
            self.scale_word = scale_word;
        }
    }
}
