//! What a cell record says.

use std::fmt::Write;

use super::record::{Bytes, Record, kind};
use super::strings;

/// One cell as stored. Numbers are decimal text for the exact reader.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stored {
    Number(String),
    Shared(usize),
    Text(String),
    Flag(bool),
    /// A formula whose text result is in the next record.
    TextFollows,
}

/// A cell, its place (row counted from 1) and its style.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredCell {
    pub(crate) row: u64,
    pub(crate) column: usize,
    pub(crate) style: usize,
    pub(crate) stored: Stored,
}

/// Appends the cells of a record; records of other kinds, and damaged ones, have none.
pub(crate) fn push_cells(record: Record<'_>, out: &mut Vec<StoredCell>) {
    if record.kind == kind::MANY_NUMBERS {
        push_many(record.data, out);
    } else {
        out.extend(one_cell(record));
    }
}

fn one_cell(record: Record<'_>) -> Option<StoredCell> {
    let bytes = Bytes(record.data);
    let stored = match record.kind {
        kind::NUMBER => Stored::Number(plain(bytes.f64(6)?)),
        kind::SHORT_NUMBER => Stored::Number(short_number(bytes.u32(6)?)),
        kind::SHARED_TEXT => Stored::Shared(usize::try_from(bytes.u32(6)?).ok()?),
        kind::TEXT => Stored::Text(strings::text(record.data.get(6..)?, 2)?),
        kind::FLAG => flag_or_error(*record.data.get(6)?, *record.data.get(7)?),
        kind::FORMULA => result(bytes.array(6)?)?,
        _ => return None,
    };
    Some(StoredCell {
        row: u64::from(bytes.u16(0)?) + 1,
        column: usize::from(bytes.u16(2)?),
        style: usize::from(bytes.u16(4)?),
        stored,
    })
}

/// Several numbers side by side: row, first column, then style and number of each.
fn push_many(data: &[u8], out: &mut Vec<StoredCell>) {
    let bytes = Bytes(data);
    let (Some(row), Some(first)) = (bytes.u16(0), bytes.u16(2)) else {
        return;
    };
    let body = data
        .get(4..data.len().saturating_sub(2))
        .unwrap_or_default();
    for (at, pair) in body.chunks_exact(6).enumerate() {
        let (Some(style), Some(number)) = (Bytes(pair).u16(0), Bytes(pair).u32(2)) else {
            continue;
        };
        out.push(StoredCell {
            row: u64::from(row) + 1,
            column: usize::from(first) + at,
            style: usize::from(style),
            stored: Stored::Number(short_number(number)),
        });
    }
}

/// A number in four bytes: a whole number or the upper half of a double, perhaps in hundredths.
fn short_number(bits: u32) -> String {
    let mut text = match bits & 2 {
        0 => plain(f64::from_bits(u64::from(bits & !3) << 32)),
        _ => (i32::from_ne_bytes(bits.to_ne_bytes()) >> 2).to_string(),
    };
    if bits & 1 != 0 {
        text.push_str("E-2");
    }
    text
}

/// The shortest decimal that means this double; never in scientific form.
fn plain(value: f64) -> String {
    let mut text = String::new();
    // Writing into a string cannot fail.
    let _ = write!(text, "{value}");
    text
}

/// The stored result of a formula: a double, or a mark and a value (MS-XLS 2.5.133).
fn result(bytes: [u8; 8]) -> Option<Stored> {
    if bytes[6..] != [0xFF, 0xFF] {
        return Some(Stored::Number(plain(f64::from_le_bytes(bytes))));
    }
    match bytes[0] {
        0 => Some(Stored::TextFollows),
        1 => Some(flag_or_error(bytes[2], 0)),
        2 => Some(flag_or_error(bytes[2], 1)),
        _ => None,
    }
}

fn flag_or_error(value: u8, is_error: u8) -> Stored {
    if is_error == 0 {
        return Stored::Flag(value != 0);
    }
    let shown = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Stored::Text(shown.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_hold_whole_numbers_doubles_and_hundredths() {
        assert_eq!(short_number((12_345 << 2) | 2), "12345");
        assert_eq!(short_number((12_345 << 2) | 3), "12345E-2");
        assert_eq!(short_number(0xFFFF_FFFE), "-1");
        let half = u32::try_from(0.5_f64.to_bits() >> 32).unwrap();
        assert_eq!(short_number(half), "0.5");
    }
}
