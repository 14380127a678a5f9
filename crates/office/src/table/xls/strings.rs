//! Texts of the binary format: one or two bytes a character, possibly split over records.

use super::super::error::Refusal;
use super::super::shared::SharedStrings;
use super::record::Bytes;
use crate::limits::Limits;

const WIDE: u8 = 0x01;
const PHONETIC: u8 = 0x04;
const RICH: u8 = 0x08;

/// A text in one piece, behind a length of `len_bytes` (1 or 2) bytes. Runs and phonetics after it
/// are not looked at.
pub(crate) fn text(data: &[u8], len_bytes: usize) -> Option<String> {
    let count = match len_bytes {
        1 => usize::from(*data.first()?),
        _ => usize::from(Bytes(data).u16(0)?),
    };
    let flags = *data.get(len_bytes)?;
    let extras = if flags & RICH != 0 { 2 } else { 0 } + if flags & PHONETIC != 0 { 4 } else { 0 };
    let body = data.get(len_bytes + 1 + extras..)?;
    let mut out = String::new();
    push_characters(body, count, flags & WIDE != 0, &mut Vec::new(), &mut out);
    Some(out)
}

/// Appends up to `count` characters of `body`; answers how many characters and bytes were there.
fn push_characters(
    body: &[u8],
    count: usize,
    is_wide: bool,
    units: &mut Vec<u16>,
    out: &mut String,
) -> (usize, usize) {
    let width = if is_wide { 2 } else { 1 };
    let there = (body.len() / width).min(count);
    let used = &body[..there * width];
    units.clear();
    if is_wide {
        units.extend(
            used.chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]])),
        );
    } else {
        units.extend(used.iter().map(|b| u16::from(*b)));
    }
    out.extend(char::decode_utf16(units.iter().copied()).map(|c| c.unwrap_or('\u{fffd}')));
    (there, used.len())
}

/// Reads the table of shared texts from its record and the records that continue it. A table that
/// is cut off gives the texts before the cut; cells that refer to the rest report themselves.
pub(crate) fn read_shared(pieces: &[&[u8]], limits: &Limits) -> Result<SharedStrings, Refusal> {
    let mut shared = SharedStrings::default();
    let mut reader = PieceReader {
        pieces,
        piece: 0,
        at: 8,
    };
    let mut text = String::new();
    while reader.read_string(&mut text).is_some() {
        shared.push(&text, limits)?;
    }
    Ok(shared)
}

/// A place in the pieces of a continued record.
struct PieceReader<'a> {
    pieces: &'a [&'a [u8]],
    piece: usize,
    at: usize,
}

impl<'a> PieceReader<'a> {
    fn rest(&self) -> &'a [u8] {
        self.pieces
            .get(self.piece)
            .and_then(|piece| piece.get(self.at..))
            .unwrap_or_default()
    }

    fn next_piece(&mut self) -> Option<()> {
        self.piece += 1;
        self.at = 0;
        (self.piece < self.pieces.len()).then_some(())
    }

    fn read_string(&mut self, out: &mut String) -> Option<()> {
        out.clear();
        while self.rest().is_empty() {
            self.next_piece()?;
        }
        let head = self.rest();
        let (count, flags) = (usize::from(Bytes(head).u16(0)?), *head.get(2)?);
        self.at += 3;
        let runs = if flags & RICH != 0 {
            usize::from(self.take_u16()?) * 4
        } else {
            0
        };
        let phonetic = if flags & PHONETIC != 0 {
            usize::try_from(self.take_u32()?).ok()?
        } else {
            0
        };
        self.read_characters(count, flags & WIDE != 0, out)?;
        self.skip(runs.checked_add(phonetic)?)
    }

    fn take_u16(&mut self) -> Option<u16> {
        let value = Bytes(self.rest()).u16(0)?;
        self.at += 2;
        Some(value)
    }

    fn take_u32(&mut self) -> Option<u32> {
        let value = Bytes(self.rest()).u32(0)?;
        self.at += 4;
        Some(value)
    }

    /// Characters may go on in the next piece, which then begins with its own width flag.
    fn read_characters(
        &mut self,
        mut left: usize,
        mut is_wide: bool,
        out: &mut String,
    ) -> Option<()> {
        let mut units = Vec::new();
        loop {
            let (characters, bytes) = push_characters(self.rest(), left, is_wide, &mut units, out);
            self.at += bytes;
            left -= characters;
            if left == 0 {
                return Some(());
            }
            self.next_piece()?;
            is_wide = self.rest().first()? & WIDE != 0;
            self.at = 1;
        }
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let here = self.rest().len().min(count);
            self.at += here;
            count -= here;
            if count > 0 {
                self.next_piece()?;
            }
        }
        Some(())
    }
}
