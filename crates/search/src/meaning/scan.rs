//! The products that a comparison of vectors is made of, in whole numbers and in the widest instructions of the processor.

#![expect(
    clippy::inline_always,
    reason = "what is not inlined into the scan is compiled without its instructions"
)]

use pulp::Arch;

/// The largest number of what is asked for.
pub(super) const ASKED: f32 = 32_767.0;
/// So many products of a byte with such a number fit into 32 bits.
const FIT: usize = 512;

/// Does work that compares many vectors with the instructions that this processor has.
pub(super) fn widely<T>(work: impl FnOnce() -> T) -> T {
    Arch::new().dispatch(work)
}

/// The product of a row of signed bytes with what is asked for; exact. Inlined, so that it is compiled for the
/// instructions of the work it is part of.
#[inline(always)]
pub(super) fn dot(bytes: &[u8], asked: &[i16]) -> i64 {
    let pairs = bytes.chunks(FIT).zip(asked.chunks(FIT));
    pairs
        .map(|(bytes, asked)| i64::from(short_dot(bytes, asked)))
        .sum()
}

#[inline(always)]
fn short_dot(bytes: &[u8], asked: &[i16]) -> i32 {
    let products = bytes.iter().zip(asked);
    let products =
        products.map(|(byte, asked)| i32::from(i16::from(byte.cast_signed())) * i32::from(*asked));
    products.sum()
}
