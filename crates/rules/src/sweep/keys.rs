//! A column of whole numbers that is asked again and again which of its rows reach a bound.
//!
//! Main type: [`Keys`]. Sixty-four rows make one word of the answer; numbers that fit are held in 32 bits, of which a
//! processor compares several at once.

use crate::bitmap::WORD;

/// One number per row.
pub(super) enum Keys {
    Short(Vec<i32>),
    Long(Vec<i64>),
}

impl Keys {
    /// The numbers in as few bits as hold them all.
    pub(super) fn of(values: Vec<i64>) -> Self {
        let short: Result<Vec<i32>, _> = values.iter().map(|value| i32::try_from(*value)).collect();
        short.map_or(Self::Long(values), Self::Short)
    }

    /// One bit per row whose number is at least the bound.
    pub(super) fn at_least(&self, bound: i128) -> Vec<u64> {
        match self {
            Self::Short(values) => reaching(values, bound),
            Self::Long(values) => reaching(values, bound),
        }
    }
}

fn reaching<T>(values: &[T], bound: i128) -> Vec<u64>
where
    T: Copy + PartialOrd + TryFrom<i128>,
{
    let Ok(bound) = T::try_from(bound) else {
        let all = if bound < 0 { u64::MAX } else { 0 };
        return vec![all; values.len().div_ceil(WORD)];
    };
    let (words, rest) = values.as_chunks::<WORD>();
    let mut reached = Vec::with_capacity(words.len() + 1);
    reached.extend(words.iter().map(|word| packed(word, bound)));
    if !rest.is_empty() {
        let bits = rest.iter().enumerate();
        reached.push(bits.fold(0, |bits, (place, value)| {
            bits | (u64::from(*value >= bound) << place)
        }));
    }
    reached
}

/// One bit per value. Written so that the comparisons need no branch and can be done several at once.
fn packed<T: Copy + PartialOrd>(values: &[T; WORD], bound: T) -> u64 {
    let mut flags = [0_u8; WORD];
    for (flag, value) in flags.iter_mut().zip(values) {
        *flag = u8::from(*value >= bound);
    }
    let (eights, _) = flags.as_chunks::<8>();
    let bytes = eights.iter().enumerate();
    bytes.fold(0, |bits, (place, eight)| {
        bits | (byte(*eight) << (8 * place))
    })
}

/// Eight flags as eight bits: each factor carries one flag to its place in the highest byte.
fn byte(flags: [u8; 8]) -> u64 {
    const CARRIERS: u64 = 0x0102_0408_1020_4080;
    u64::from_le_bytes(flags).wrapping_mul(CARRIERS) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plainly(values: &[i64], bound: i128) -> Vec<u64> {
        let mut words = vec![0_u64; values.len().div_ceil(WORD)];
        for (row, value) in values.iter().enumerate() {
            words[row / WORD] |= u64::from(i128::from(*value) >= bound) << (row % WORD);
        }
        words
    }

    #[test]
    fn every_row_is_compared_in_either_width() {
        let short: Vec<i64> = (-100..100).map(|value| value * 7).collect();
        let long: Vec<i64> = short.iter().map(|value| value << 40).collect();
        for bound in [-701, -700, -1, 0, 3, 7, 693, 694] {
            assert_eq!(
                Keys::of(short.clone()).at_least(bound),
                plainly(&short, bound)
            );
            let far = bound << 40;
            assert_eq!(Keys::of(long.clone()).at_least(far), plainly(&long, far));
        }
    }

    #[test]
    fn a_bound_beyond_the_width_is_reached_by_all_or_none() {
        let keys = Keys::of(vec![i64::from(i32::MIN), i64::from(i32::MAX)]);
        assert_eq!(keys.at_least(i128::MIN)[0] & 3, 3);
        assert_eq!(keys.at_least(i128::from(i32::MAX) + 1)[0] & 3, 0);
    }
}
