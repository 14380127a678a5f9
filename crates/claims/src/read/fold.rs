//! Folding: one spelling for what is written in several, with the way back to the original bytes.
//!
//! Main type: [`Folded`]. Full-width letters, digits and signs become ASCII, Chinese punctuation gets one form, blanks
//! inside Chinese text go away, wide gaps become tabs (columns). What the characters mean does not belong here.

use super::wrap::joints;

/// A folded text and where each of its bytes came from.
pub(crate) struct Folded<'a> {
    source: &'a str,
    /// What is read.
    pub(crate) text: String,
    origin: Vec<u32>,
}

impl<'a> Folded<'a> {
    /// The original bytes of a folded span.
    pub(crate) fn source_span(&self, start: usize, end: usize) -> (usize, usize) {
        let at = |place: usize| {
            self.origin
                .get(place)
                .copied()
                .map_or(self.source.len(), index)
        };
        if end <= start {
            return (at(start), at(start));
        }
        let last = at(end - 1);
        let width = self.source[last..].chars().next().map_or(0, char::len_utf8);
        (at(start), last + width)
    }

    /// The original text.
    pub(crate) const fn source(&self) -> &'a str {
        self.source
    }
}

fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// Folds a text.
pub(crate) fn fold(source: &str) -> Folded<'_> {
    let mut folding = Folding {
        text: String::with_capacity(source.len()),
        origin: Vec::with_capacity(source.len()),
        blanks: 0,
        blank_at: 0,
        joined: false,
    };
    let mut joints = joints(source).into_iter().peekable();
    if u32::try_from(source.len()).is_ok() {
        let mut characters = source.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let rest = &source[at + character.len_utf8()..];
            if joints.next_if_eq(&at).is_some() {
                folding.join(at);
            } else if character == '*' && rest.starts_with('*') {
                characters.next();
            } else {
                folding.take(at, character, rest);
            }
        }
    }
    Folded {
        source,
        text: folding.text,
        origin: folding.origin,
    }
}

struct Folding {
    text: String,
    origin: Vec<u32>,
    blanks: usize,
    blank_at: usize,
    /// A broken line goes on: blanks around the break are one.
    joined: bool,
}

impl Folding {
    fn take(&mut self, at: usize, character: char, rest: &str) {
        match character {
            ' ' | '\u{3000}' | '\u{a0}' => {
                self.blanks = if self.joined { 1 } else { self.blanks + 1 };
                self.blank_at = at;
            }
            '\r' | '\u{feff}' | '\u{200b}' => {}
            _ => {
                self.leave_blank(character);
                let folded = one_spelling(character, self.text.chars().next_back(), rest);
                self.push(at, folded);
            }
        }
    }

    /// A line break inside a sentence is no more than a blank.
    fn join(&mut self, at: usize) {
        self.blanks = 1;
        self.blank_at = at;
        self.joined = true;
    }

    /// A wide gap inside a line is a column; a single blank is kept only between ASCII words.
    fn leave_blank(&mut self, next: char) {
        let blanks = std::mem::take(&mut self.blanks);
        self.joined = false;
        let Some(last) = self.text.chars().next_back() else {
            return;
        };
        if blanks == 0 || "\n\t|".contains(last) || "\n\t|".contains(next) {
            return;
        }
        if blanks > 1 {
            self.push(self.blank_at, '\t');
        } else if last.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() {
            self.push(self.blank_at, ' ');
        }
    }

    fn push(&mut self, at: usize, character: char) {
        self.text.push(character);
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.origin
            .extend(std::iter::repeat_n(at, character.len_utf8()));
    }
}

fn one_spelling(character: char, before: Option<char>, rest: &str) -> char {
    let ascii = match character {
        '\u{ff01}'..='\u{ff5e}' => narrow(character),
        _ => character,
    };
    match ascii {
        ',' if separates_thousands(before, rest) => ',',
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '(' | '〔' | '[' | '［' | '【' => '（',
        ')' | '〕' | ']' | '］' | '】' => '）',
        '!' => '！',
        '?' => '？',
        '〜' | '∼' => '~',
        '–' | '―' | '─' | '－' => '—',
        '｜' => '|',
        other => other,
    }
}

fn narrow(character: char) -> char {
    char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
}

/// A comma is part of a number when a digit stands before it and exactly three behind it.
fn separates_thousands(before: Option<char>, rest: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let following = rest.chars().take_while(|&c| digit(c)).count();
    before.is_some_and(|c| c.is_ascii_digit()) && following == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_and_blanks_are_folded_and_lead_back() {
        let source = "　　共 ３７ 项，占９０％。";
        let folded = fold(source);
        assert_eq!(folded.text, "共37项，占90%。");
        let at = folded.text.find("37项").expect("folded");
        let (start, end) = folded.source_span(at, at + "37项".len());
        assert_eq!(&source[start..end], "３７ 项");
    }

    #[test]
    fn thousands_stay_and_other_commas_become_one() {
        assert_eq!(fold("1,234家,12,5").text, "1,234家，12，5");
    }

    #[test]
    fn wide_gaps_are_columns() {
        assert_eq!(fold("项目    数量\n甲  12").text, "项目\t数量\n甲\t12");
    }
}
