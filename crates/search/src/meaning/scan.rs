//! The two products that a comparison of vectors is made of, written so that the compiler finds wide instructions.

/// Numbers taken together.
const LANES: usize = 16;

/// The product of coarse bytes with numbers of at most 12 bits; exact up to 100,000 numbers.
#[expect(
    clippy::cast_precision_loss,
    reason = "only the order of products counts"
)]
pub(super) fn dot(bytes: &[i8], asked: &[i16]) -> f32 {
    let mut sums = [0_i32; LANES];
    let (bytes, rest) = bytes.as_chunks::<LANES>();
    let (asked, asked_rest) = asked.as_chunks::<LANES>();
    for (bytes, asked) in bytes.iter().zip(asked) {
        for lane in 0..LANES {
            sums[lane] += i32::from(i16::from(bytes[lane])) * i32::from(asked[lane]);
        }
    }
    let rest = rest.iter().zip(asked_rest);
    let rest: i32 = rest
        .map(|(one, asked)| i32::from(*one) * i32::from(*asked))
        .sum();
    let sums: i64 = sums.iter().copied().map(i64::from).sum();
    (sums + i64::from(rest)) as f32
}

/// The product of coarse and fine bytes together; `share` is how much of a coarse step a fine one is.
pub(super) fn fine_dot(coarse: &[i8], fine: &[i8], share: f32, asked: &[f32]) -> f32 {
    let numbers = coarse.iter().zip(fine);
    let numbers = numbers.map(|(coarse, fine)| f32::from(*coarse) + f32::from(*fine) * share);
    numbers
        .zip(asked)
        .map(|(number, asked)| number * asked)
        .sum()
}
