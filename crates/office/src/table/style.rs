//! Cell styles, as far as they say what a number means.

use super::cell::Cell;
use super::number::push_exact;
use super::serial::{NumberFormat, read_serial};

/// The number format of each style of a workbook, and its epoch of days.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    pub(crate) formats: Vec<NumberFormat>,
    pub(crate) is_1904: bool,
}

/// Memory for the text of a number, reused from cell to cell.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    number: String,
    moment: String,
}

impl Styles {
    /// The cell for a stored number under a style; what is no number after all stays text.
    pub(crate) fn cell<'s>(
        &self,
        raw: &'s str,
        style: usize,
        scratch: &'s mut Scratch,
    ) -> Cell<'s> {
        scratch.number.clear();
        if !push_exact(raw.trim(), &mut scratch.number) {
            return Cell::Text(raw);
        }
        match self
            .formats
            .get(style)
            .copied()
            .unwrap_or(NumberFormat::Plain)
        {
            NumberFormat::Plain => Cell::Number(&scratch.number),
            NumberFormat::Padded(width) => {
                let missing = usize::from(width).saturating_sub(scratch.number.len());
                if missing > 0 && scratch.number.bytes().all(|b| b.is_ascii_digit()) {
                    scratch.number.insert_str(0, &"0".repeat(missing));
                }
                Cell::Number(&scratch.number)
            }
            format => read_serial(&scratch.number, format, self.is_1904, &mut scratch.moment),
        }
    }
}
