//! Short lists that need no heap.
//!
//! Main type: [`Few`].

use std::ops::{Deref, DerefMut};

/// A list that lies in place while it has no more than `N` members, and on the heap when it has.
#[derive(Debug, Clone)]
pub(crate) enum Few<T, const N: usize> {
    Here(usize, [T; N]),
    Heap(Vec<T>),
}

impl<T: Copy + Default, const N: usize> Few<T, N> {
    /// So many members, each the default.
    pub(crate) fn of(count: usize) -> Self {
        if count <= N {
            Self::Here(count, [T::default(); N])
        } else {
            Self::Heap(vec![T::default(); count])
        }
    }
}

impl<T, const N: usize> Deref for Few<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::Here(count, items) => &items[..*count],
            Self::Heap(items) => items,
        }
    }
}

impl<T, const N: usize> DerefMut for Few<T, N> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::Here(count, items) => &mut items[..*count],
            Self::Heap(items) => items,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_the_same_in_place_and_on_the_heap() {
        for count in 0..7 {
            let mut few: Few<u8, 3> = Few::of(count);
            few.iter_mut()
                .zip(1..)
                .for_each(|(one, place)| *one = place);
            let expected: Vec<u8> = (1..=7).take(count).collect();
            assert_eq!(*few, *expected);
            assert_eq!(*few, *few.clone());
            assert_eq!(matches!(few, Few::Heap(_)), count > 3);
        }
    }
}
