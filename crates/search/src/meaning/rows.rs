//! Rows of bytes in large pages of memory.
//!
//! Main type: [`Rows`]. A scan of all rows reads more memory than the processor keeps translations for: in pages of
//! two megabytes it takes half the time. Where the system gives none, the rows lie in ordinary memory.

#![expect(
    clippy::inline_always,
    reason = "what is not inlined into the scan is compiled without its instructions"
)]

use memmap2::{Advice, MmapOptions};
use std::fmt;
use std::ops::DerefMut;

/// Memory of a fixed size.
type Memory = Box<dyn DerefMut<Target = [u8]> + Send + Sync>;

/// Bytes that are taken from the system at a time: four large pages.
const BLOCK: usize = 8 << 20;

/// Rows of one length.
#[derive(Default)]
pub(super) struct Rows {
    blocks: Vec<Memory>,
    /// Bytes of a row.
    length: usize,
    /// Rows of a block as a power of two, so that finding a row divides nothing.
    power: u32,
    count: usize,
}

impl Rows {
    /// No rows yet, each of so many bytes.
    pub(super) fn of_length(length: usize) -> Self {
        let length = length.max(1);
        Self {
            blocks: Vec::new(),
            length,
            power: (BLOCK / length).max(1).ilog2(),
            count: 0,
        }
    }

    /// Puts a row at a place; the first place behind the last row adds one.
    pub(super) fn put(&mut self, number: usize, row: impl IntoIterator<Item = i8>) {
        let (block, place) = self.place(number);
        if block == self.blocks.len() {
            self.blocks.push(memory(self.in_block() * self.length));
        }
        let bytes = &mut self.blocks[block][place * self.length..(place + 1) * self.length];
        for (byte, number) in bytes.iter_mut().zip(row) {
            *byte = number.cast_unsigned();
        }
        self.count = self.count.max(number + 1);
    }

    /// A row.
    #[inline(always)]
    pub(super) fn row(&self, number: usize) -> &[u8] {
        let (block, place) = self.place(number);
        &self.blocks[block][place * self.length..(place + 1) * self.length]
    }

    /// All rows in their order.
    #[inline(always)]
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let rows = self.blocks.iter();
        let rows = rows.flat_map(|block| block.chunks_exact(self.length));
        rows.take(self.count)
    }

    /// The block of a row, and how many rows stand before it there.
    #[inline(always)]
    fn place(&self, number: usize) -> (usize, usize) {
        (number >> self.power, number & (self.in_block() - 1))
    }

    /// Rows of one block.
    #[inline(always)]
    fn in_block(&self) -> usize {
        1 << self.power
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("length", &self.length)
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}

/// So many bytes, in large pages where the system has them.
fn memory(length: usize) -> Memory {
    let Ok(map) = MmapOptions::new().len(length).map_anon() else {
        return Box::new(vec![0; length]);
    };
    // Ordinary pages are as right, only slower.
    let _ordinary = map.advise(Advice::HugePage);
    Box::new(map)
}
