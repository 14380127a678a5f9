//! The nearest rows of many.
//!
//! Main items: [`Nearest`], while rows come one after the other, and [`nearest_of`] for a list that is at hand.

use std::collections::BinaryHeap;

/// The nearest rows of a list that is at hand; among so few most would enter a heap, only to leave it again.
pub(super) fn nearest_of(mut all: Vec<(f32, usize)>, room: usize) -> Vec<usize> {
    if room < all.len() {
        all.select_nth_unstable_by(room, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        all.truncate(room);
    }
    all.into_iter().map(|(_, row)| row).collect()
}

/// The nearest rows so far, the farthest on top.
pub(super) struct Nearest {
    heap: BinaryHeap<Place>,
    room: usize,
    /// The nearness that must be exceeded to get in.
    bar: f32,
}

#[derive(PartialEq)]
struct Place {
    nearness: f32,
    row: usize,
}

impl Eq for Place {}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let nearness = other.nearness.total_cmp(&self.nearness);
        nearness.then(self.row.cmp(&other.row))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Nearest {
    pub(super) fn new(room: usize) -> Self {
        Self {
            heap: BinaryHeap::new(),
            room,
            bar: f32::NEG_INFINITY,
        }
    }

    pub(super) fn offer(&mut self, row: usize, nearness: f32) {
        if nearness <= self.bar {
            return;
        }
        self.heap.push(Place { nearness, row });
        if self.heap.len() > self.room {
            self.heap.pop();
        }
        if self.heap.len() == self.room {
            self.bar = self.heap.peek().map_or(self.bar, |place| place.nearness);
        }
    }

    pub(super) fn rows(self) -> Vec<usize> {
        self.heap.into_iter().map(|place| place.row).collect()
    }
}
