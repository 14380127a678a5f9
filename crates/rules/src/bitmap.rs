//! A bitmap: one bit per row of a column.
//!
//! Main type: [`Bitmap`]. What a bit means is said where the bitmap is used.

/// A fixed number of bits.
///
/// Bits beyond the length are always clear, so words can be counted and compared whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Bitmap {
    words: Vec<u64>,
    length: usize,
}

/// Bits in a word.
pub(crate) const WORD: usize = 64;

impl Bitmap {
    /// All bits clear.
    pub fn clear(length: usize) -> Self {
        Self {
            words: vec![0; length.div_ceil(WORD)],
            length,
        }
    }

    /// All bits set.
    pub fn full(length: usize) -> Self {
        let words = vec![u64::MAX; length.div_ceil(WORD)];
        Self::from_words(words, length)
    }

    /// A bitmap of these words, lowest bit first; surplus bits are cleared, missing ones clear.
    pub fn from_words(mut words: Vec<u64>, length: usize) -> Self {
        words.resize(length.div_ceil(WORD), 0);
        let used = length % WORD;
        if let Some(last) = words.last_mut().filter(|_| used > 0) {
            *last &= (1 << used) - 1;
        }
        Self { words, length }
    }

    /// The number of bits.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there are no bits at all.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The words, lowest bit first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The bit of a row; clear beyond the end.
    pub fn get(&self, row: usize) -> bool {
        let word = self.words.get(row / WORD).copied().unwrap_or(0);
        word >> (row % WORD) & 1 == 1
    }

    /// Sets or clears the bit of a row; a row beyond the end is left alone.
    pub fn put(&mut self, row: usize, bit: bool) {
        if row >= self.length {
            return;
        }
        let mask = 1 << (row % WORD);
        if bit {
            self.words[row / WORD] |= mask;
        } else {
            self.words[row / WORD] &= !mask;
        }
    }

    /// The bits set in both; as long as this one.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.joined(other, |mine, theirs| mine & theirs)
    }

    /// The bits set in either; as long as this one.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        self.joined(other, |mine, theirs| mine | theirs)
    }

    /// The bits that are clear.
    #[must_use]
    pub fn not(&self) -> Self {
        let words = self.words.iter().map(|word| !word).collect();
        Self::from_words(words, self.length)
    }

    fn joined(&self, other: &Self, join: impl Fn(u64, u64) -> u64) -> Self {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        let words = self.words.iter().zip(others);
        let words = words.map(|(mine, theirs)| join(*mine, theirs)).collect();
        Self::from_words(words, self.length)
    }

    /// How many bits are set.
    pub fn count(&self) -> usize {
        let ones = self.words.iter().map(|word| word.count_ones());
        ones.fold(0, |total, ones| total + usize::try_from(ones).unwrap_or(0))
    }

    /// The first row whose bit is set.
    pub fn first(&self) -> Option<usize> {
        let place = self.words.iter().position(|word| *word != 0)?;
        Some(place * WORD + lowest(self.words[place]))
    }

    /// The rows whose bits are set, in ascending order.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        let words = self
            .words
            .iter()
            .enumerate()
            .filter(|(_, word)| **word != 0);
        words.flat_map(|(place, word)| {
            let without_lowest = |left: &u64| Some(left & (left - 1)).filter(|left| *left != 0);
            let lefts = std::iter::successors(Some(*word), without_lowest);
            lefts.map(move |left| place * WORD + lowest(left))
        })
    }
}

/// The place of the lowest bit of a word that has one.
fn lowest(word: u64) -> usize {
    usize::try_from(word.trailing_zeros()).unwrap_or_default()
}

impl FromIterator<bool> for Bitmap {
    fn from_iter<I: IntoIterator<Item = bool>>(bits: I) -> Self {
        let mut words = Vec::new();
        let mut length = 0;
        for bit in bits {
            if length % WORD == 0 {
                words.push(0);
            }
            if let Some(last) = words.last_mut() {
                *last |= u64::from(bit) << (length % WORD);
            }
            length += 1;
        }
        Self { words, length }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_bitmap_has_no_bits_beyond_its_length() {
        let full = Bitmap::full(70);
        assert_eq!(
            (full.count(), full.get(69), full.get(70)),
            (70, true, false)
        );
        assert_eq!(full, (0..70).map(|_| true).collect());
    }

    #[test]
    fn set_rows_come_back_in_order() {
        let mut map = Bitmap::clear(130);
        for row in [129, 0, 64, 500] {
            map.put(row, true);
        }
        map.put(64, false);
        assert_eq!(map.rows().collect::<Vec<_>>(), [0, 129]);
    }
}
