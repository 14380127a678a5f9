//! Finding the header among the first rows of a sheet.
//!
//! Above the header stand titles, units and instructions, usually in one wide merged cell. The
//! header is the first row that fills at least half the table's width with different texts. A
//! header of two levels (`2024年` over `营业收入`) is joined column by column.

use std::collections::{BTreeSet, VecDeque};

use super::cell::{Cell, Row};
use super::row_error::RowError;

/// How many rows are looked at.
pub(crate) const ROWS_JUDGED: usize = 32;

/// The names of a sheet's columns and what stands above them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// Row or line of the header; 0 when the sheet has none (JSON lines, or an empty sheet).
    pub row: u64,
    /// One name per column, possibly empty or repeated.
    pub names: Vec<String>,
    /// The texts above the header, line by line: title, unit, instructions.
    pub above: Vec<String>,
}

/// Takes the header and what is above it off the front of `ahead`.
pub(crate) fn take_header(ahead: &mut VecDeque<Result<Row, RowError>>) -> Header {
    let Some(at) = header_position(ahead) else {
        return Header::default();
    };
    let mut header = Header::default();
    let mut kept = VecDeque::new();
    for result in ahead.drain(..at) {
        match result {
            Ok(row) => header.above.push(joined_text(&row)),
            Err(error) => kept.push_back(Err(error)),
        }
    }
    let Some(Ok(head)) = ahead.pop_front() else {
        return header;
    };
    header.row = head.number;
    header.names = head.cells().map(|cell| one_line(&cell.to_text())).collect();
    if second_level(&head, row_at(ahead, 0)).is_some()
        && let Some(Ok(below)) = ahead.pop_front()
    {
        header.names = joined_names(&head, &below);
    }
    kept.append(ahead);
    *ahead = kept;
    header
}

fn row_at(ahead: &VecDeque<Result<Row, RowError>>, at: usize) -> Option<&Row> {
    ahead.get(at).and_then(|result| result.as_ref().ok())
}

fn header_position(ahead: &VecDeque<Result<Row, RowError>>) -> Option<usize> {
    let rows = || {
        ahead
            .iter()
            .enumerate()
            .filter_map(|(at, r)| r.as_ref().ok().map(|r| (at, r)))
    };
    let width = rows().map(|(_, row)| different(row)).max()?;
    let fits = |at: usize, row: &Row| {
        let wide_enough = different(row) * 2 >= width && (different(row) >= 2 || width == 1);
        let grouped = second_level(row, row_at(ahead, at + 1)).is_some_and(|vertical| vertical > 0);
        mostly_words(row) && (wide_enough || grouped)
    };
    let found = rows().find(|(at, row)| fits(*at, row));
    let fallback = || rows().find(|(_, row)| filled(row) * 2 >= width);
    found.or_else(fallback).map(|(at, _)| at)
}

fn filled(row: &Row) -> usize {
    row.cells().filter(|cell| !cell.is_empty()).count()
}

fn different(row: &Row) -> usize {
    let texts: BTreeSet<String> = row
        .cells()
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.to_text())
        .collect();
    texts.len()
}

/// At least four of five cells are words rather than numbers or days.
fn mostly_words(row: &Row) -> bool {
    row.cells().filter(is_word).count() * 5 >= filled(row) * 4
}

fn is_word(cell: &Cell<'_>) -> bool {
    matches!(cell, Cell::Text(text) if !text.chars().all(|c| c.is_ascii_digit() || ".,-+%/:".contains(c)))
}

/// Whether `below` is the second level of the header `head`: it repeats the cells merged downwards
/// and names the columns of groups merged sideways. Answers how many cells are merged downwards.
fn second_level(head: &Row, below: Option<&Row>) -> Option<usize> {
    let below = below.filter(|below| below.number == head.number + 1)?;
    let in_group = |column: usize| {
        let here = head.cell(column);
        let left = column
            .checked_sub(1)
            .is_some_and(|left| head.cell(left) == here);
        !here.is_empty() && (left || head.cell(column + 1) == here)
    };
    let columns = 0..head.len().max(below.len());
    let (vertical, other): (Vec<usize>, Vec<usize>) =
        columns.partition(|column| head.cell(*column) == below.cell(*column));
    let names_groups = other
        .iter()
        .all(|column| in_group(*column) && is_word(&below.cell(*column)));
    (!other.is_empty() && names_groups).then_some(vertical.len())
}

fn joined_names(head: &Row, below: &Row) -> Vec<String> {
    let names = (0..head.len().max(below.len())).map(|column| {
        let (upper, lower) = (head.cell(column).to_text(), below.cell(column).to_text());
        if upper == lower {
            one_line(&upper)
        } else {
            one_line(&format!("{upper} {lower}"))
        }
    });
    names.collect()
}

/// The different texts of a row, in order.
fn joined_text(row: &Row) -> String {
    let mut seen = Vec::new();
    for cell in row.cells().filter(|cell| !cell.is_empty()) {
        let text = cell.to_text();
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen.join(" ")
}

/// Line breaks inside a header cell are only layout.
fn one_line(text: &str) -> String {
    text.split(['\r', '\n']).map(str::trim).collect()
}
