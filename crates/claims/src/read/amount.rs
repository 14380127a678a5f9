//! A number being made into a quantity: its scale, unit and marks.
//!
//! Main type: [`Read`]. Finding the number is the scanner's; the words around are filled in by `sentence`.

use super::line::Line;
use super::mark::{self, Mark};
use super::numeral::Numeral;
use super::quantity::{Quantity, Span};
use super::scan::Scanned;
use super::unit::{self, Unit};
use benfu_rules::Exact;

/// A number being made into a quantity.
pub(super) struct Read {
    pub(super) begin: usize,
    pub(super) end: usize,
    pub(super) numeral: Numeral,
    pub(super) scale: (i128, &'static str),
    pub(super) unit: Unit,
    pub(super) mark: Option<Mark>,
    pub(super) coarse: bool,
}

impl Read {
    pub(super) fn fraction(begin: usize, end: usize, value: Exact) -> Self {
        let step = mark::part(&value, 1, 10).unwrap_or(Exact::ZERO);
        Self {
            begin,
            end,
            numeral: Numeral {
                value,
                step,
                end,
                decimals: 0,
                in_words: true,
            },
            scale: (1, ""),
            unit: Unit::WHOLE,
            mark: None,
            coarse: true,
        }
    }

    /// Number, scale, unit and the marks between and behind them.
    pub(super) fn number(line: &Line<'_>, at: usize, numeral: &Numeral) -> Self {
        let mut read = Self {
            begin: at,
            end: numeral.end,
            numeral: *numeral,
            scale: (1, ""),
            unit: Unit::BARE,
            mark: None,
            coarse: false,
        };
        read.take_mark(line);
        read.scale = scale_at(line.rest(read.end));
        read.end += read.scale.1.chars().count();
        read.take_mark(line);
        if let Some(unit) = unit::at_start(line.rest(read.end)) {
            read.unit = unit;
            read.end += unit.word.chars().count();
            read.take_mark(line);
        }
        read
    }

    pub(super) fn take_mark(&mut self, line: &Line<'_>) {
        if line.at(self.end) == '+' {
            self.mark = Some(Mark::Over);
            self.end += 1;
        }
        if self.mark.is_none()
            && let Some((mark, width)) = mark::after(line.rest(self.end))
        {
            self.mark = Some(mark);
            self.end += line.rest(self.end)[..width].chars().count();
        }
    }

    pub(super) fn push(self, line: &Line<'_>, into: &mut Scanned) -> usize {
        let end = self.end;
        into.quantities.extend(self.quantity(line));
        end
    }

    pub(super) fn quantity(self, line: &Line<'_>) -> Option<Quantity> {
        let negative = "-−".contains(line.before(self.begin))
            && !line.before(self.begin - 1).is_alphanumeric();
        let scale = Exact::whole(self.scale.0)
            .checked_mul(&self.unit.factor())
            .ok()?;
        let value = self.numeral.value.checked_mul(&scale).ok()?;
        let value = if negative {
            value.checked_neg().ok()?
        } else {
            value
        };
        let before = mark::before(line.until(self.begin));
        let width = before.map_or(0, |(_, width)| width);
        Some(Quantity {
            span: Span::new(line.offset(self.begin) - width, line.offset(self.end)),
            value,
            step: self.numeral.step.checked_mul(&scale).ok()?,
            decimals: self.numeral.decimals,
            scale,
            scale_word: self.scale.1,
            unit: self.unit,
            mark: before
                .map(|(mark, _)| mark)
                .or(self.mark)
                .unwrap_or(Mark::Plain),
            before: Span::new(0, 0),
            after: Span::new(0, 0),
            clause: 0,
            stretch: 0,
            coarse: self.coarse || self.unit.word == "成",
            in_words: self.numeral.in_words,
            bracket: 0,
        })
    }
}

const SCALES: &[(&str, i128)] = &[
    ("万亿", 1_000_000_000_000),
    ("千亿", 100_000_000_000),
    ("百亿", 10_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1000),
    ("百", 100),
];

fn scale_at(text: &str) -> (i128, &'static str) {
    // 千瓦, 千米 and 千克 are units.
    if text.starts_with("千瓦") || text.starts_with("千米") || text.starts_with("千克") {
        return (1, "");
    }
    let found = SCALES.iter().find(|(word, _)| text.starts_with(word));
    found.map_or((1, ""), |&(word, value)| (value, word))
}
