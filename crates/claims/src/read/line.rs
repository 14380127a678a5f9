//! A run of folded text by characters, with byte offsets: what the scanner walks over.
//!
//! Main type: [`Line`]. It knows nothing of numbers or words.

/// Characters with their offsets.
pub(crate) struct Line<'a> {
    text: &'a str,
    characters: Vec<(usize, char)>,
    start: usize,
}

impl<'a> Line<'a> {
    /// The characters of `text`, which begins at byte `start` of the folded document.
    pub(crate) fn of(text: &'a str, start: usize) -> Self {
        Self {
            text,
            characters: text.char_indices().collect(),
            start,
        }
    }

    /// The character at an index; NUL outside.
    pub(crate) fn at(&self, index: usize) -> char {
        self.characters
            .get(index)
            .map_or('\0', |&(_, character)| character)
    }

    /// The character before an index; NUL at the beginning.
    pub(crate) fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('\0', |index| self.at(index))
    }

    /// Characters in the line.
    pub(crate) const fn len(&self) -> usize {
        self.characters.len()
    }

    /// Byte offset in the document of the character at an index.
    pub(crate) fn offset(&self, index: usize) -> usize {
        self.start + self.local(index)
    }

    /// The text from an index on.
    pub(crate) fn rest(&self, index: usize) -> &'a str {
        &self.text[self.local(index)..]
    }

    /// The text up to an index.
    pub(crate) fn until(&self, index: usize) -> &'a str {
        &self.text[..self.local(index)]
    }

    fn local(&self, index: usize) -> usize {
        self.characters
            .get(index)
            .map_or(self.text.len(), |&(offset, _)| offset)
    }
}
