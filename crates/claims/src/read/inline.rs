//! Tables written within a line: `软件 71家 36.0%；医药 54家 27.4%；合计 125家 63.4%`.
//!
//! Main function: [`inline_table`]. A line is one only when every part of a stretch has a label and the same number of
//! figures, and the last one names a total; everything else stays prose.

use super::quantity::Span;
use super::table::{Cell, Row, Table};

/// Rows that make a table, the total included.
const FEWEST: usize = 4;
/// Figures of a row at most.
const MOST: usize = 3;
/// Bytes of a part at most, so that a line of any length is read in a time that grows with it alone.
const LONGEST: usize = 600;
/// What names the whole of the parts before it.
const TOTALS: &[&str] = &[
    "合计",
    "总计",
    "共计",
    "总和",
    "小计",
    "全年",
    "全市",
    "全区",
    "全县",
    "全省",
    "总投资",
    "总额",
];
/// What stands between the cells of a row.
const BETWEEN: &[char] = &[' ', '|', '：', ':', '，', '、', '（', '）'];
/// Before the first label, what is listed is announced.
const ANNOUNCED: &[&str] = &["：", "——", "|"];

/// The first table of a line, and the bytes that it takes.
pub(super) fn inline_table(line: &str, start: usize) -> Option<(Table, Span)> {
    let separator = if line.contains('；') { '；' } else { '|' };
    let mut rows: Vec<Row> = Vec::new();
    for part in parts(line, separator) {
        let text = part.of(line);
        let short = (text.len() <= LONGEST).then_some(text);
        let found = short.and_then(|text| rows_of(text, start + part.start, rows.is_empty()));
        match found {
            Some(found) if found.iter().all(|row| fits(&rows, row)) => rows.extend(found),
            _ => rows.clear(),
        }
        even(&mut rows);
        if let Some(table) = whole(line, start, &mut rows) {
            return Some(table);
        }
    }
    None
}

fn parts(line: &str, separator: char) -> impl Iterator<Item = Span> {
    let mut at = 0;
    let line = line.trim_end_matches('。');
    line.split(separator).map(move |part| {
        let span = Span::new(at, at + part.len());
        at += part.len() + separator.len_utf8();
        span
    })
}

/// The rows of a part: itself, or those that it lists. Only the first may be announced.
fn rows_of(part: &str, start: usize, first: bool) -> Option<Vec<Row>> {
    let own = || row(part, start).map(|row| vec![row]);
    let announced = || {
        let places = ANNOUNCED.iter().flat_map(|word| part.match_indices(word));
        let mut tails: Vec<usize> = places.map(|(place, word)| place + word.len()).collect();
        tails.sort_unstable();
        tails
            .into_iter()
            .find_map(|tail| listed(&part[tail..], start + tail))
    };
    own()
        .or_else(|| listed(part, start))
        .or_else(|| first.then(announced).flatten())
}

fn listed(part: &str, start: usize) -> Option<Vec<Row>> {
    let rows = parts(part, '、').map(|item| row(item.of(part), start + item.start));
    rows.collect()
}

/// A label and one to three figures.
fn row(text: &str, start: usize) -> Option<Row> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut at = 0;
    for token in text.split(BETWEEN) {
        if !token.is_empty() {
            cells.extend(glued(token, start + at));
        }
        at += token.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    let label = cells
        .iter()
        .take_while(|cell| cell.number.is_none())
        .count();
    let figures = cells.len() - label;
    let all = cells[label..].iter().all(|cell| cell.number.is_some());
    if label == 0 || !all || !(1..=MOST).contains(&figures) {
        return None;
    }
    let name = cells[0].span.to(cells[label - 1].span);
    let mut own = vec![Cell {
        span: name,
        number: None,
    }];
    own.extend(cells.drain(label..));
    Some(Row {
        span: Span::new(start, start + text.len()),
        cells: own,
    })
}

/// A cell; a label and the figure that follows it at once are two.
fn glued(token: &str, start: usize) -> Vec<Cell> {
    let whole = Cell::read(token, start);
    let digits = token.find(|sign: char| sign.is_ascii_digit());
    let Some(at) = digits.filter(|at| *at > 0 && whole.number.is_none()) else {
        return vec![whole];
    };
    let figure = Cell::read(&token[at..], start + at);
    if figure.number.is_none() {
        return vec![whole];
    }
    vec![Cell::read(&token[..at], start), figure]
}

/// Whether the figures of a row can stand below those before it.
fn fits(rows: &[Row], row: &Row) -> bool {
    let Some(above) = rows.first() else {
        return true;
    };
    let pairs = || above.cells.iter().zip(&row.cells).skip(1);
    above.cells.len() >= row.cells.len()
        && pairs().all(|(above, below)| match (&above.number, &below.number) {
            (Some(above), Some(below)) => {
                above.unit == below.unit && above.scale_word == below.scale_word
            }
            _ => false,
        })
}

/// A total need not tell the shares of its parts again: what it leaves out stays empty.
fn even(rows: &mut [Row]) {
    let width = rows.first().map_or(0, |row| row.cells.len());
    if let Some(last) = rows.last_mut() {
        let end = last.span.end;
        let empty = || Cell {
            span: Span::new(end, end),
            number: None,
        };
        last.cells.resize_with(width.max(last.cells.len()), empty);
    }
}

/// The rows so far as a table, when the last of them is its total.
fn whole(line: &str, start: usize, rows: &mut Vec<Row>) -> Option<(Table, Span)> {
    let last = rows.last()?;
    let label = last.cells.first()?.span;
    let label = Span::new(label.start - start, label.end - start).of(line);
    let total = label == "共" || TOTALS.iter().any(|total| label.contains(total));
    if rows.len() < FEWEST || !total {
        return None;
    }
    let span = rows.first()?.span.to(last.span);
    let heads = rows[0].cells.iter().map(|cell| match &cell.number {
        Some(figure) if figure.is_share() => "占比",
        _ => "",
    });
    let heads = heads.collect();
    Some((Table::inline(std::mem::take(rows), heads), span))
}
