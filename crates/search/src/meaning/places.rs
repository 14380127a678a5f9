//! Which row a key has.
//!
//! Main type: [`Places`]. Keys are given out in order, so nearly all lie close together: those stand in a table by their
//! distance from the first, the others in a map.

use std::collections::HashMap;

/// Room in the table for each key there is, and for the first ones.
const ROOM: usize = 8;
const FIRST_ROOM: usize = 1_024;
/// Where no row is.
const NONE: u32 = u32::MAX;

/// The rows of keys.
#[derive(Debug, Default)]
pub(super) struct Places {
    first: i64,
    count: usize,
    near: Vec<u32>,
    far: HashMap<i64, usize>,
}

impl Places {
    /// Notes the row of a key, in place of an earlier one.
    pub(super) fn insert(&mut self, key: i64, row: usize) {
        if self.count == 0 {
            self.first = key;
        }
        self.count += 1;
        let room = self.count.saturating_mul(ROOM) + FIRST_ROOM;
        match (self.distance(key), u32::try_from(row)) {
            (Some(distance), Ok(short)) if distance < room && short != NONE => {
                if distance >= self.near.len() {
                    self.near.resize(distance + 1, NONE);
                }
                self.near[distance] = short;
                self.far.remove(&key);
            }
            _ => {
                self.far.insert(key, row);
            }
        }
    }

    /// The row of a key.
    #[inline]
    pub(super) fn row(&self, key: i64) -> Option<usize> {
        let near = self
            .distance(key)
            .and_then(|distance| self.near.get(distance));
        match near {
            Some(row) if *row != NONE => usize::try_from(*row).ok(),
            _ => self.far.get(&key).copied(),
        }
    }

    #[inline]
    fn distance(&self, key: i64) -> Option<usize> {
        usize::try_from(key.checked_sub(self.first)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_wherever_it_lies_and_its_last_row_counts() {
        let mut places = Places::default();
        let keys = [500, 501, 900, 7, -3, i64::MAX, i64::MIN, 40_000, 501];
        for (row, key) in keys.into_iter().enumerate() {
            places.insert(key, row);
        }
        assert_eq!(places.row(501), Some(8));
        for (row, key) in keys.into_iter().enumerate().filter(|(_, key)| *key != 501) {
            assert_eq!(places.row(key), Some(row), "{key}");
        }
        assert_eq!(places.row(502), None);
        assert!(places.near.len() < 2_000, "far keys take no room");
    }
}
