//! The products that a comparison of vectors is made of, in whole numbers and in the widest instructions of the processor.

#![expect(
    clippy::inline_always,
    reason = "what is not inlined into the scan is compiled without its instructions"
)]

use std::hint::black_box;

use pulp::Arch;

/// The largest number of what is asked for.
pub(super) const ASKED: f32 = 32_767.0;
/// Numbers multiplied together: the compiler unrolls a loop of a known length, and so many products of a byte with such
/// a number fit into 32 bits.
const TOGETHER: usize = 256;
/// Rows that are asked of memory at once. Those of a filter lie far apart; one after the other, each would be waited for.
pub(super) const AHEAD: usize = 32;
/// Bytes that memory gives together.
const LINE: usize = 64;

/// Does work that compares many vectors with the instructions that this processor has.
pub(super) fn widely<T>(work: impl FnOnce() -> T) -> T {
    Arch::new().dispatch(work)
}

/// The product of a row of signed bytes with what is asked for; exact. Inlined, so that it is compiled for the
/// instructions of the work it is part of.
#[inline(always)]
pub(super) fn dot(bytes: &[u8], asked: &[i16]) -> i64 {
    let (bytes, bytes_rest) = bytes.as_chunks::<TOGETHER>();
    let (asked, asked_rest) = asked.as_chunks::<TOGETHER>();
    let mut sum = i64::from(short_dot(bytes_rest, asked_rest));
    for (bytes, asked) in bytes.iter().zip(asked) {
        sum += i64::from(short_dot(bytes, asked));
    }
    sum
}

/// Reads something of every line of memory that the row lies in, so that it is near when it is wanted.
#[inline(always)]
pub(super) fn touch(row: &[u8]) {
    let (lines, _) = row.as_chunks::<LINE>();
    let last = row.last().copied().map_or(0, u32::from);
    black_box(
        lines
            .iter()
            .fold(last, |sum, line| sum + u32::from(line[0])),
    );
}

#[inline(always)]
fn short_dot(bytes: &[u8], asked: &[i16]) -> i32 {
    let products = bytes.iter().zip(asked);
    let products =
        products.map(|(byte, asked)| i32::from(i16::from(byte.cast_signed())) * i32::from(*asked));
    products.sum()
}
