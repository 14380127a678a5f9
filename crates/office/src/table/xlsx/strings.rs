//! Reading a workbook's table of shared texts, and the marks inside texts.

use std::borrow::Cow;
use std::io::Read;

use super::super::error::Refusal;
use super::super::shared::SharedStrings;
use super::super::xml::{Events, Node, local};
use super::event_bytes;
use crate::limits::Limits;

/// Reads the table, stopping as soon as a limit is passed.
pub(crate) fn read_shared(
    bytes: impl Read,
    part: &str,
    limits: &Limits,
) -> Result<SharedStrings, Refusal> {
    let mut strings = SharedStrings::default();

    let mut events = Events::new(bytes, part, event_bytes(limits));
    let mut place = Place::default();
    let mut raw = String::new();
    loop {
        match events.next()? {
            Node::Open(start) => place.enter(local(start.name().into_inner())),
            Node::Text(text) if place.is_in_text => raw.push_str(&text),
            Node::Close(end) => {
                if place.leave(local(end.name().into_inner())) {
                    strings.push(&unescaped(&raw), limits)?;
                    raw.clear();
                }
            }
            Node::Text(_) => {}
            Node::End => return Ok(strings),
        }
        if raw.len() > limits.shared_string_bytes {
            return Err(Refusal::SharedStrings {
                limit: limits.shared_string_bytes,
            });
        }
    }
}

/// Where in a string item the reader stands; phonetic guides (`rPh`) are not part of the text.
#[derive(Debug, Default)]
pub(crate) struct Place {
    pub(crate) is_in_text: bool,
    in_phonetic: bool,
}

impl Place {
    pub(crate) fn enter(&mut self, name: &[u8]) {
        match name {
            b"rPh" => self.in_phonetic = true,
            b"t" => self.is_in_text = !self.in_phonetic,
            _ => {}
        }
    }

    /// Answers whether a whole item ended.
    pub(crate) fn leave(&mut self, name: &[u8]) -> bool {
        match name {
            b"rPh" => self.in_phonetic = false,
            b"t" => self.is_in_text = false,
            _ => {}
        }
        name == b"si"
    }
}

/// Undoes the `_x000D_` form in which workbooks write characters that XML cannot hold
/// (ECMA-376 part 1, 22.9.2.19). Control characters other than line breaks and tabs stay as written.
pub(crate) fn unescaped(raw: &str) -> Cow<'_, str> {
    if !raw.contains("_x") {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let (taken, c) = match escape_at(&rest[at..]) {
            Some(c) => (7, c),
            None => (1, '_'),
        };
        out.push(c);
        rest = &rest[at + taken..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn escape_at(text: &str) -> Option<char> {
    let digits = text
        .get(2..6)
        .filter(|_| text.as_bytes().get(6) == Some(&b'_'))?;
    let code = digits
        .bytes()
        .all(|b| b.is_ascii_hexdigit())
        .then_some(digits)?;
    let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
    (!c.is_control() || matches!(c, '\t' | '\n' | '\r')).then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_out_characters_are_undone_and_lookalikes_kept() {
        assert_eq!(unescaped("甲_x000D_\n乙"), "甲\r\n乙");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("a_xyz_x0000_"), "a_xyz_x0000_");
    }
}
