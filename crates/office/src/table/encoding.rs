//! Which encoding a text file is in, and reading it as UTF-8.
//!
//! [`TextEncoding::detect`] looks at the whole file once in pieces; [`TextEncoding::decode`] gives
//! its text as UTF-8 bytes. Bytes that are no text become U+FFFD, which row readers report.

use std::io::{self, Read, SeekFrom};

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::source::Source;

const PIECE: usize = 256 << 10;

/// Encodings in which tables are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// GB18030, which contains GBK and GB2312.
    Gb18030,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
}

impl TextEncoding {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    /// The encoding of the text, or `None` when the bytes are no text in any of them.
    pub(crate) fn detect(source: &mut Source) -> io::Result<Option<Self>> {
        let head = source.peek(PIECE)?;
        match head.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => return Ok(Some(Self::Utf8)),
            [0xFF, 0xFE, ..] => return Ok(Some(Self::Utf16Le)),
            [0xFE, 0xFF, ..] => return Ok(Some(Self::Utf16Be)),
            _ => {}
        }
        if let Some(wide) = wide_without_mark(&head) {
            return Ok(Some(wide));
        }
        if looks_binary(&head) {
            return Ok(None);
        }
        let census = Census::take(source)?;
        Ok(Some(census.verdict(&head)))
    }

    /// The text as UTF-8 bytes without byte order mark.
    pub(crate) fn decode<'a>(
        self,
        source: &'a mut Source,
    ) -> io::Result<Box<dyn Read + Send + 'a>> {
        let head = source.peek(3)?;
        let mark = match head.as_slice() {
            [0xEF, 0xBB, 0xBF] => 3,
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => 2,
            _ => 0,
        };
        source.bytes.seek(SeekFrom::Start(mark))?;
        let encoding: &'static Encoding = match self {
            Self::Utf8 => return Ok(Box::new(&mut source.bytes)),
            Self::Gb18030 => GB18030,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        };
        Ok(Box::new(Decoded::new(&mut source.bytes, encoding)))
    }
}

/// UTF-16 without a mark: zero bytes are common and stand mostly on one side of the pairs.
fn wide_without_mark(head: &[u8]) -> Option<TextEncoding> {
    let zeros = |side: usize| {
        head.iter()
            .skip(side)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (high_first, low_first) = (zeros(0), zeros(1));
    let is_common = |most: usize, least: usize| most > head.len() / 50 && most >= 8 * least;
    let (encoding, kind) = if is_common(low_first, high_first) {
        (UTF_16LE, TextEncoding::Utf16Le)
    } else if is_common(high_first, low_first) {
        (UTF_16BE, TextEncoding::Utf16Be)
    } else {
        return None;
    };
    let (text, is_bad) = encoding.decode_without_bom_handling(&head[..head.len() & !1]);
    let is_text = !text.chars().any(|c| c.is_control() && !c.is_whitespace());
    (!is_bad && is_text).then_some(kind)
}

/// Many control characters that no text has.
fn looks_binary(head: &[u8]) -> bool {
    let odd = |b: &&u8| matches!(**b, 0..=8 | 14..=26 | 28..=31);
    head.iter().filter(odd).count() > head.len() / 50
}

/// How well a file reads as UTF-8.
struct Census {
    good: u64,
    bad: u64,
}

impl Census {
    fn take(source: &mut Source) -> io::Result<Self> {
        source.bytes.seek(SeekFrom::Start(0))?;
        let mut census = Self { good: 0, bad: 0 };
        let mut piece = vec![0; PIECE];
        let mut kept = 0;
        loop {
            let count = source.bytes.read(&mut piece[kept..])?;
            let filled = kept + count;
            let unfinished = census.count(&piece[..filled], count == 0);
            piece.copy_within(filled - unfinished..filled, 0);
            kept = unfinished;
            if count == 0 {
                source.bytes.seek(SeekFrom::Start(0))?;
                return Ok(census);
            }
        }
    }

    /// Counts a piece; answers how many bytes at its end belong to a character not yet complete.
    fn count(&mut self, mut piece: &[u8], is_last: bool) -> usize {
        loop {
            match std::str::from_utf8(piece) {
                Ok(text) => {
                    self.good += u64::from(!text.is_ascii());
                    return 0;
                }
                Err(error) => {
                    self.good += wide_characters(&piece[..error.valid_up_to()]);
                    piece = &piece[error.valid_up_to()..];
                    match error.error_len() {
                        None if !is_last => return piece.len(),
                        None => piece = &[],
                        Some(len) => piece = &piece[len..],
                    }
                    self.bad += 1;
                }
            }
        }
    }

    /// A few broken characters in good UTF-8 are reported row by row; text that is mostly broken as
    /// UTF-8 is GB18030, unless that reads it even worse.
    fn verdict(&self, head: &[u8]) -> TextEncoding {
        if self.bad == 0 || self.good / 10 >= self.bad {
            return TextEncoding::Utf8;
        }
        let (text, _) = GB18030.decode_without_bom_handling(head);
        let broken = text
            .chars()
            .filter(|c| *c == char::REPLACEMENT_CHARACTER)
            .count() as u64;
        if broken < self.bad {
            TextEncoding::Gb18030
        } else {
            TextEncoding::Utf8
        }
    }
}

fn wide_characters(valid: &[u8]) -> u64 {
    valid.iter().filter(|b| **b >= 0xC0).count() as u64
}

/// A reader that turns another encoding into UTF-8 piece by piece.
struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Piece,
    text: Piece,
    is_over: bool,
}

/// A buffer and the part of it that is still to be used.
struct Piece {
    bytes: Vec<u8>,
    from: usize,
    to: usize,
}

impl Piece {
    fn new() -> Self {
        Self {
            bytes: vec![0; 64 << 10],
            from: 0,
            to: 0,
        }
    }

    fn is_used_up(&self) -> bool {
        self.from == self.to
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.from..self.to]
    }
}

impl<R: Read> Decoded<R> {
    fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self {
            inner,
            decoder,
            raw: Piece::new(),
            text: Piece::new(),
            is_over: false,
        }
    }

    /// Decodes the next piece. The decoder needs room for whole characters, so it never writes into
    /// the buffer of a caller, which may be small.
    fn refill(&mut self) -> io::Result<()> {
        if self.raw.is_used_up() {
            let count = self.inner.read(&mut self.raw.bytes)?;
            (self.raw.from, self.raw.to) = (0, count);
        }
        let is_last = self.raw.to == 0;
        let (result, used, written, _) =
            self.decoder
                .decode_to_utf8(self.raw.rest(), &mut self.text.bytes, is_last);
        self.raw.from += used;
        (self.text.from, self.text.to) = (0, written);
        self.is_over = is_last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.text.is_used_up() && !self.is_over {
            self.refill()?;
        }
        let count = self.text.rest().read(out)?;
        self.text.from += count;
        Ok(count)
    }
}
