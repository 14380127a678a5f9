//! Many short lists in one piece of memory.
//!
//! Main type: [`Rows`].

/// Lists one after the other, each found by its number.
#[derive(Debug, Clone)]
pub(super) struct Rows<T> {
    flat: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Rows<T> {
    fn default() -> Rows<T> {
        let (flat, ends) = (Vec::new(), Vec::new());
        Rows { flat, ends }
    }
}

impl<T> Rows<T> {
    /// Adds a list at the end.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.flat.extend(list);
        self.ends.push(self.flat.len());
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where in the flat memory a list stands.
    pub(super) fn range(&self, at: usize) -> std::ops::Range<usize> {
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        begin..self.ends[at]
    }

    /// The list of that number.
    pub(super) fn row(&self, at: usize) -> &[T] {
        &self.flat[self.range(at)]
    }
}

impl<T> FromIterator<Vec<T>> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = Vec<T>>>(lists: I) -> Rows<T> {
        let mut rows = Rows::default();
        lists.into_iter().for_each(|list| rows.push(list));
        rows
    }
}
