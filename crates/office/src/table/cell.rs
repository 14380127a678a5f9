//! One row of a table and the cells in it.
//!
//! A [`Row`] keeps all its text in one buffer, so that a row costs two allocations and none when it
//! is reused; a [`Cell`] is a view into it. What does not belong here: where rows come from.

use jiff::civil::Date;

/// What one cell says. Text is trimmed of leading and trailing white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing, or only white space.
    Empty,
    /// Text; every cell of a delimited file is text.
    Text(&'a str),
    /// A number in plain decimal digits (`-1234.5`), never in scientific form: whole numbers keep
    /// every digit that is in the file, others the fifteen that Excel shows.
    Number(&'a str),
    /// A calendar day.
    Day(Date),
    /// True or false.
    Flag(bool),
}

impl Cell<'_> {
    /// Whether there is nothing in the cell.
    pub fn is_empty(&self) -> bool {
        *self == Cell::Empty
    }

    /// The cell as text for people: days in ISO form, flags as `TRUE` or `FALSE`.
    pub fn to_text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Number(text) => (*text).to_owned(),
            Cell::Day(day) => day.to_string(),
            Cell::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        }
    }
}

/// Where a cell's content lies in its row's buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Empty,
    Text(u32, u32),
    Number(u32, u32),
    Day(Date),
    Flag(bool),
}

/// One row: its number in the file and its cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Line of a text file or row of a sheet on which the row begins; the first is 1.
    pub number: u64,
    /// Whether the sheet hides this row from its readers (by hand or by a filter).
    pub hidden: bool,
    text: String,
    slots: Vec<Slot>,
}

impl Row {
    /// An empty row, to be filled by [`super::Rows::read_into`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of cells up to the last one that is not empty.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether every cell is empty.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The cell in this column, counted from 0; beyond the end it is [`Cell::Empty`].
    pub fn cell(&self, column: usize) -> Cell<'_> {
        self.slots
            .get(column)
            .map_or(Cell::Empty, |slot| self.view(*slot))
    }

    /// All cells from the first column on.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> + '_ {
        self.slots.iter().map(|slot| self.view(*slot))
    }

    fn view(&self, slot: Slot) -> Cell<'_> {
        match slot {
            Slot::Empty => Cell::Empty,
            Slot::Text(from, to) => Cell::Text(&self.text[from as usize..to as usize]),
            Slot::Number(from, to) => Cell::Number(&self.text[from as usize..to as usize]),
            Slot::Day(day) => Cell::Day(day),
            Slot::Flag(flag) => Cell::Flag(flag),
        }
    }

    pub(crate) fn clear(&mut self) {
        self.number = 0;
        self.hidden = false;
        self.text.clear();
        self.slots.clear();
    }

    /// Bytes of text held.
    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
    }

    /// Replaces the text by `text`, whose fields end at `ends`, trimming each.
    pub(crate) fn fill_fields(&mut self, text: &str, ends: impl Iterator<Item = usize>) {
        self.text.push_str(text);
        let mut from = 0;
        for end in ends {
            self.slots.push(trimmed_slot(text, from, end));
            from = end;
        }
        self.drop_trailing_empty();
    }

    /// Puts a cell into a column, filling the gap before it with empty cells.
    pub(crate) fn set(&mut self, column: usize, cell: Cell<'_>) {
        let slot = self.store(cell);
        if column >= self.slots.len() {
            self.slots.resize(column + 1, Slot::Empty);
        }
        self.slots[column] = slot;
    }

    fn store(&mut self, cell: Cell<'_>) -> Slot {
        match cell {
            Cell::Empty => Slot::Empty,
            Cell::Day(day) => Slot::Day(day),
            Cell::Flag(flag) => Slot::Flag(flag),
            Cell::Number(number) => {
                let (from, to) = self.append(number);
                Slot::Number(from, to)
            }
            Cell::Text(text) => match trimmed(text) {
                "" => Slot::Empty,
                text => {
                    let (from, to) = self.append(text);
                    Slot::Text(from, to)
                }
            },
        }
    }

    fn append(&mut self, text: &str) -> (u32, u32) {
        let from = offset(self.text.len());
        self.text.push_str(text);
        (from, offset(self.text.len()))
    }

    pub(crate) fn drop_trailing_empty(&mut self) {
        let kept = self
            .slots
            .iter()
            .rposition(|slot| *slot != Slot::Empty)
            .map_or(0, |at| at + 1);
        self.slots.truncate(kept);
    }
}

/// White space, and the invisible marks that copied text brings along.
fn is_padding(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

pub(crate) fn trimmed(text: &str) -> &str {
    let plain = |b: Option<&u8>| b.is_some_and(u8::is_ascii_graphic);
    if plain(text.as_bytes().first()) && plain(text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(is_padding)
}

fn trimmed_slot(text: &str, from: usize, end: usize) -> Slot {
    let field = text.get(from..end).unwrap_or_default();
    let kept = trimmed(field);
    if kept.is_empty() {
        return Slot::Empty;
    }
    let start = from + (kept.as_ptr().addr() - field.as_ptr().addr());
    Slot::Text(offset(start), offset(start + kept.len()))
}

/// Row text is bounded below 2³² bytes by [`crate::limits::Limits::row_bytes`].
fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("a row's text is bounded by its limit")
}

/// `C7` for column 2 (counted from 0) and row 7.
pub(crate) fn cell_name(column: usize, row: u64) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(char::from(
            b'A' + u8::try_from((left - 1) % 26).unwrap_or(0),
        ));
        left = (left - 1) / 26;
    }
    let name: String = letters.into_iter().rev().collect();
    format!("{name}{row}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_trimmed_of_ideographic_and_invisible_space() {
        let mut row = Row::new();
        row.fill_fields("\u{3000}甲 \u{feff}", [10].into_iter());
        assert_eq!(row.cell(0), Cell::Text("甲"));
    }

    #[test]
    fn cells_after_the_last_filled_one_are_dropped() {
        let mut row = Row::new();
        row.fill_fields("a  ", [1, 2, 3].into_iter());
        assert_eq!(row.len(), 1);
        assert_eq!(row.cell(7), Cell::Empty);
    }

    #[test]
    fn a_cell_set_far_right_leaves_empty_cells_before_it() {
        let mut row = Row::new();
        row.set(2, Cell::Number("007"));
        assert_eq!(
            row.cells().collect::<Vec<_>>(),
            [Cell::Empty, Cell::Empty, Cell::Number("007")]
        );
    }
}
