//! A first pass over a sheet that keeps only its merged areas.
//!
//! They stand after the rows, but are needed while reading them. Unpacking the sheet to its end
//! also proves its size and checksum before the first row is given out.

use std::io::Read;

use super::super::merges::Area;
use crate::archive::{ArchiveError, archive_error};

const PIECE: usize = 64 << 10;
const TAG: &[u8] = b"mergeCell ";
/// The longest tag there is: `mergeCell ref="XFD1048576:XFD1048576"`, with some room.
const TAG_ROOM: usize = 96;

/// The merged areas of a sheet; stops early, unsorted, when there are more than `limit`.
pub(crate) fn merged_areas(mut bytes: impl Read, limit: usize) -> Result<Vec<Area>, ArchiveError> {
    let mut areas = Vec::new();
    let mut piece = vec![0; PIECE];
    let mut kept = 0;
    loop {
        let count = bytes.read(&mut piece[kept..]).map_err(archive_error)?;
        let filled = &piece[..kept + count];
        let done = collect(filled, count == 0, &mut areas);
        if count == 0 || areas.len() > limit {
            return Ok(areas);
        }
        kept = filled.len() - done;
        piece.copy_within(done..done + kept, 0);
    }
}

/// Reads the areas in a piece; answers how many bytes of it are dealt with.
fn collect(piece: &[u8], is_last: bool, areas: &mut Vec<Area>) -> usize {
    let mut from = 0;
    while let Some(at) = find(&piece[from..]) {
        let start = from + at;
        if piece.len() - start < TAG_ROOM && !is_last {
            return start;
        }
        let tag = &piece[start..piece.len().min(start + TAG_ROOM)];
        areas.extend(parse_area(tag));
        from = start + TAG.len();
    }
    if is_last {
        piece.len()
    } else {
        from.max(piece.len().saturating_sub(TAG.len()))
    }
}

fn find(piece: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        // Sheets hold few letters g, so looking for that one is fast.
        let g = from + piece[from..].iter().position(|b| *b == TAG[3])?;
        let start = g.checked_sub(3);
        if let Some(start) = start.filter(|start| piece[*start..].starts_with(TAG)) {
            return Some(start);
        }
        from = g + 1;
    }
}

fn parse_area(tag: &[u8]) -> Option<Area> {
    let text = tag.split(|b| *b == b'"' || *b == b'\'').nth(1)?;
    let (first, last) = std::str::from_utf8(text).ok()?.split_once(':')?;
    let ((left, top), (right, bottom)) = (cell_position(first)?, cell_position(last)?);
    (left <= right && top <= bottom).then_some(Area {
        top,
        bottom,
        left,
        right,
    })
}

/// `C7` as column 2 (counted from 0) and row 7 (counted from 1).
pub(crate) fn cell_position(reference: &str) -> Option<(usize, u64)> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase).count();
    let row = reference
        .get(letters..)?
        .parse()
        .ok()
        .filter(|row| (1..=1_048_576).contains(row))?;
    if letters == 0 || letters > 3 {
        return None;
    }
    let value = |column: usize, letter: u8| column * 26 + usize::from(letter - b'A') + 1;
    let column = reference.bytes().take(letters).fold(0, value) - 1;
    (column < 16_384).then_some((column, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_reference_is_read_within_the_sheet_only() {
        assert_eq!(cell_position("A1"), Some((0, 1)));
        assert_eq!(cell_position("XFD1048576"), Some((16_383, 1_048_576)));
        for outside in ["XFE1", "A0", "A1048577", "ZZZZ1", "1", "a1", ""] {
            assert_eq!(cell_position(outside), None, "{outside}");
        }
    }

    #[test]
    fn areas_are_found_across_the_seams_of_pieces() {
        let tag = br#"<mergeCell ref="B2:C3"/>"#;
        for padding in (PIECE - 40)..(PIECE + 4) {
            let mut bytes = vec![b'g'; padding];
            bytes.extend_from_slice(tag);
            assert_eq!(merged_areas(&bytes[..], 10).unwrap().len(), 1, "{padding}");
        }
    }

    #[test]
    fn cell_names_and_positions_are_inverse() {
        for column in [0, 25, 26, 701, 702, 16_383] {
            let name = super::super::super::cell::cell_name(column, 7);
            assert_eq!(cell_position(&name), Some((column, 7)));
        }
    }
}
