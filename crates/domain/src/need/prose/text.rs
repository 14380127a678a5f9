//! A text as it is read: full-width letters and signs narrowed, cut into sentences and clauses.
//!
//! Main types: [`Text`], [`Sentence`]. Every place in the narrowed text leads back to the original, so that a quote is a
//! passage of what was written.

use crate::written::half_width;
use std::ops::Range;

/// The longest first line that counts as a title, in characters.
const LONGEST_TITLE: usize = 40;

/// A text and what is read of it.
pub(super) struct Text<'t> {
    original: &'t str,
    folded: String,
    /// Of each byte of the folded text the place in the original.
    origin: Vec<usize>,
}

/// A stretch of the folded text that ends with a full stop or a line.
#[derive(Clone)]
pub(super) struct Sentence<'t> {
    text: &'t str,
    /// Where it stands.
    pub(super) at: Range<usize>,
}

impl<'t> Text<'t> {
    pub(super) fn of(original: &'t str) -> Self {
        let mut folded = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        let mut chars = original.char_indices().peekable();
        let mut after_backslash = false;
        while let Some((place, character)) = chars.next() {
            // Files that went through another program may hold a line break as two letters.
            let breaks = character == '\\' && chars.peek().is_some_and(|(_, next)| *next == 'n');
            let narrow = match character {
                '\\' if breaks => '\n',
                'n' if after_backslash => ' ',
                '\r' => '\n',
                other => narrowed(other),
            };
            after_backslash = breaks;
            folded.push(narrow);
            origin.resize(folded.len(), place);
        }
        origin.push(original.len());
        Self {
            original,
            folded,
            origin,
        }
    }

    /// The place in the original of a stretch, without the blanks around it.
    pub(super) fn original(&self, folded: &Range<usize>) -> Range<usize> {
        let said = &self.folded[folded.clone()];
        let start = folded.start + (said.len() - said.trim_start().len());
        self.origin[start]..self.origin[start + said.trim().len()]
    }

    /// A stretch as it was written.
    pub(super) fn written(&self, folded: &Range<usize>) -> &'t str {
        &self.original[self.original(folded)]
    }

    /// A stretch of the folded text.
    pub(super) fn folded(&self, range: &Range<usize>) -> &str {
        self.folded[range.clone()].trim()
    }

    /// The first line, when it is short and something follows.
    pub(super) fn title(&self) -> Option<Range<usize>> {
        let start = self.folded.len() - self.folded.trim_start().len();
        let (line, rest) = self.folded[start..].split_once('\n')?;
        let short = (4..=LONGEST_TITLE).contains(&line.trim().chars().count());
        let sentence = line.contains(['。', ';', '!', '?']);
        (short && !sentence && !rest.trim().is_empty()).then_some(start..start + line.len())
    }

    pub(super) fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        pieces(&self.folded, |text, place| {
            text[place..].starts_with(['\n', '。', ';', '!', '?'])
        })
        .map(|at| Sentence {
            text: &self.folded,
            at,
        })
    }
}

impl<'t> Sentence<'t> {
    pub(super) fn as_str(&self) -> &'t str {
        &self.text[self.at.clone()]
    }

    /// Its clauses: what stands between commas, and between members of a list.
    pub(super) fn clauses(&self) -> impl Iterator<Item = Sentence<'t>> {
        let (text, start) = (self.text, self.at.start);
        let within = |text: &str, place: usize| {
            let sign = text[place..].starts_with([',', '、']);
            sign && !in_number(text, place)
        };
        pieces(self.as_str(), within).map(move |at| Sentence {
            text,
            at: start + at.start..start + at.end,
        })
    }

    /// A part of it, by places within it.
    pub(super) fn range(&self, within: Range<usize>) -> Range<usize> {
        self.at.start + within.start..self.at.start + within.end
    }
}

/// Whether a comma separates thousands.
fn in_number(text: &str, comma: usize) -> bool {
    let before = text[..comma].chars().next_back();
    let after = text[comma..].chars().nth(1);
    let digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_digit());
    text[comma..].starts_with(',') && digit(before) && digit(after)
}

/// The stretches between the signs at which a text is cut, none of them blank.
fn pieces(text: &str, cuts: impl Fn(&str, usize) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        let mut places = text[from..].char_indices().map(|(place, _)| from + place);
        let end = places.find(|place| cuts(text, *place));
        start = end.map(|end| end + text[end..].chars().next().map_or(1, char::len_utf8));
        Some(from..end.unwrap_or(text.len()))
    })
    .filter(|at| !text[at.clone()].trim().is_empty())
}

/// Half-width, but with the stops that end Chinese sentences and list their members.
fn narrowed(character: char) -> char {
    match character {
        '。' | '、' => character,
        '～' | '〜' | '∼' => '~',
        '≧' | '⩾' | '≥' => '≥',
        '≦' | '⩽' | '≤' => '≤',
        other => half_width(other),
    }
}
