//! The vectors of profiles in little memory, compared exactly.
//!
//! Main type: [`Vectors`]. A number is kept as two bytes, a coarse and a fine one: all vectors that a filter leaves are
//! compared by their coarse bytes, the best of them again by both. No graph: under a filter it loses answers.

#![expect(
    clippy::inline_always,
    reason = "what is not inlined into the scan is compiled without its instructions"
)]

use super::nearest::{Nearest, nearest_of};
use super::places::Places;
use super::rows::Rows;
use super::scan::{AHEAD, ASKED, dot, touch, widely};

/// How many more than wanted are compared again.
const AGAIN: usize = 2;
/// Steps of a coarse byte, and fine steps within one of them.
const COARSE: f32 = 127.0;
const FINE: f32 = 254.0;

/// Vectors by the keys of their profiles.
#[derive(Debug, Default)]
pub struct Vectors {
    dimension: usize,
    keys: Vec<i64>,
    places: Places,
    /// How long one step of the vector's coarse bytes is, at length one.
    steps: Vec<f32>,
    coarse: Rows,
    fine: Rows,
    sums: Vec<f64>,
}

/// What is asked for: numbers that multiply quickly, and how long one step of them is.
struct Asked {
    numbers: Vec<i16>,
    step: f32,
}

/// Which profiles are compared.
#[derive(Clone, Copy)]
pub enum Among<'a> {
    /// All.
    All,
    /// Those with these keys; for when few are left.
    Keys(&'a [i64]),
    /// Those whose keys are allowed.
    Allowed(&'a dyn Fn(i64) -> bool),
}

/// A profile and how near its vector is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// The key of the profile.
    pub key: i64,
    /// The cosine to what is asked for, from −1 to 1.
    pub cosine: f32,
}

impl Vectors {
    /// Adds the vector of a profile, or puts it in place of the one that was there; all must have one length.
    ///
    /// # Panics
    /// When the vector is of another length than the first one.
    pub fn push(&mut self, key: i64, vector: &[f32]) {
        if self.keys.is_empty() {
            self.dimension = vector.len();
            self.sums = vec![0.0; vector.len()];
            self.coarse = Rows::of_length(vector.len());
            self.fine = Rows::of_length(vector.len());
        }
        assert_eq!(vector.len(), self.dimension, "vectors are of one length");
        let unit = unit(vector.iter().copied());
        let largest = unit.iter().fold(0.0_f32, |most, one| most.max(one.abs()));
        let step = largest.max(f32::MIN_POSITIVE) / COARSE;
        let row = self.places.row(key).unwrap_or(self.keys.len());
        if row < self.keys.len() {
            self.take_out_of_sums(row);
            self.steps[row] = step;
        } else {
            self.places.insert(key, row);
            self.keys.push(key);
            self.steps.push(step);
        }
        let numbers = || unit.iter().map(|number| bytes(number / step));
        self.coarse.put(row, numbers().map(|(coarse, _)| coarse));
        self.fine.put(row, numbers().map(|(_, fine)| fine));
        for (sum, number) in self.sums.iter_mut().zip(&unit) {
            *sum += f64::from(*number);
        }
    }

    /// The sums without what a row has added to them.
    fn take_out_of_sums(&mut self, row: usize) {
        let step = f64::from(self.steps[row]);
        let bytes = self.coarse.row(row).iter().zip(self.fine.row(row));
        for (sum, (coarse, fine)) in self.sums.iter_mut().zip(bytes) {
            let (coarse, fine) = (coarse.cast_signed(), fine.cast_signed());
            *sum -= (f64::from(coarse) + f64::from(fine) / f64::from(FINE)) * step;
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The length of each; 0 while there are none.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// What is asked for, seen from the middle of all vectors: models put everything they know into one corner, so that
    /// the middle tells nothing.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a mean of small numbers needs no exactness"
    )]
    pub fn from_the_middle(&self, asked: &[f32]) -> Vec<f32> {
        let count = self.len().max(1) as f64;
        let unit = unit(asked.iter().copied());
        let middle = self.sums.iter().map(|sum| (sum / count) as f32);
        unit.iter()
            .zip(middle)
            .map(|(one, middle)| one - middle)
            .collect()
    }

    /// The cosine of one profile's vector to what is asked for; `None` where there is no vector.
    pub fn cosine(&self, key: i64, asked: &[f32]) -> Option<f32> {
        let row = self.places.row(key)?;
        (asked.len() == self.dimension).then(|| widely(|| self.exact(row, &Asked::of(asked))))
    }

    /// The nearest of these profiles, the nearest first; equal ones in the order of keys.
    pub fn nearest(&self, asked: &[f32], limit: usize, among: Among<'_>) -> Vec<Near> {
        if asked.len() != self.dimension || limit == 0 {
            return Vec::new();
        }
        let asked = Asked::of(asked);
        let mut near = widely(
            #[inline(always)]
            || {
                let rough = self.roughly(&asked, limit.saturating_mul(AGAIN), among);
                let mut near = Vec::with_capacity(rough.len());
                for row in rough {
                    near.push(Near {
                        key: self.keys[row],
                        cosine: self.exact(row, &asked),
                    });
                }
                near
            },
        );
        near.sort_unstable_by(|a, b| b.cosine.total_cmp(&a.cosine).then(a.key.cmp(&b.key)));
        near.truncate(limit);
        near
    }

    /// Rows that the coarse bytes put first; all of them where there are no more than are wanted.
    #[inline(always)]
    fn roughly(&self, asked: &Asked, room: usize, among: Among<'_>) -> Vec<usize> {
        let mut best = Nearest::new(room);
        match among {
            Among::All => {
                for (row, bytes) in self.coarse.iter().enumerate() {
                    best.offer(row, self.nearness(row, bytes, asked));
                }
            }
            Among::Keys(keys) if keys.len() <= room => return self.rows_of(keys).collect(),
            Among::Keys(keys) => {
                let rows: Vec<usize> = self.rows_of(keys).collect();
                return nearest_of(self.nearnesses(&rows, asked), room);
            }
            Among::Allowed(allowed) => {
                for (row, bytes) in self.coarse.iter().enumerate() {
                    if allowed(self.keys[row]) {
                        best.offer(row, self.nearness(row, bytes, asked));
                    }
                }
            }
        }
        best.rows()
    }

    /// The rows of these keys that have one.
    #[inline(always)]
    fn rows_of<'k>(&'k self, keys: &'k [i64]) -> impl Iterator<Item = usize> + 'k {
        keys.iter().filter_map(|key| self.places.row(*key))
    }

    #[inline(always)]
    #[expect(clippy::cast_precision_loss, reason = "only the order counts")]
    fn nearness(&self, row: usize, coarse: &[u8], asked: &Asked) -> f32 {
        dot(coarse, &asked.numbers) as f32 * self.steps[row]
    }

    /// How near rows are that lie apart.
    #[inline(always)]
    fn nearnesses(&self, rows: &[usize], asked: &Asked) -> Vec<(f32, usize)> {
        let mut near = Vec::with_capacity(rows.len());
        for rows in rows.chunks(AHEAD) {
            for row in rows {
                touch(self.coarse.row(*row));
            }
            for row in rows {
                near.push((self.nearness(*row, self.coarse.row(*row), asked), *row));
            }
        }
        near
    }

    /// The cosine by both bytes.
    #[inline(always)]
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a cosine is told to four digits"
    )]
    fn exact(&self, row: usize, asked: &Asked) -> f32 {
        let coarse = dot(self.coarse.row(row), &asked.numbers) as f64;
        let fine = dot(self.fine.row(row), &asked.numbers) as f64;
        let product = coarse + fine / f64::from(FINE);
        (product * f64::from(self.steps[row]) * f64::from(asked.step)) as f32
    }
}

impl Asked {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the numbers are clamped to what they are kept in"
    )]
    fn of(vector: &[f32]) -> Self {
        let unit = unit(vector.iter().copied());
        let largest = unit.iter().fold(0.0_f32, |most, one| most.max(one.abs()));
        let step = largest.max(f32::MIN_POSITIVE) / ASKED;
        let numbers = unit
            .iter()
            .map(|one| (one / step).round().clamp(-ASKED, ASKED) as i16);
        Self {
            numbers: numbers.collect(),
            step,
        }
    }
}

/// The vector at length one; nothing but zeros stays so.
fn unit(vector: impl Iterator<Item = f32> + Clone) -> Vec<f32> {
    let length = vector.clone().map(|one| one * one).sum::<f32>().sqrt();
    let length = if length > 0.0 { length } else { 1.0 };
    vector.map(|one| one / length).collect()
}

/// A number of steps as a coarse byte and what is left.
#[expect(
    clippy::cast_possible_truncation,
    reason = "both are clamped to what a byte holds"
)]
fn bytes(steps: f32) -> (i8, i8) {
    let whole = steps.round().clamp(-COARSE, COARSE);
    let rest = ((steps - whole) * FINE).round().clamp(-COARSE, COARSE);
    (whole as i8, rest as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without pattern between −1 and 1, always the same ones.
    fn made(seed: u64, length: usize) -> Vec<f32> {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            f32::from(u16::try_from(state >> 48).unwrap_or_default()) / 32_768.0 - 1.0
        };
        (0..length).map(|_| next()).collect()
    }

    fn vectors(count: u64) -> (Vectors, Vec<Vec<f32>>) {
        let made: Vec<Vec<f32>> = (1..=count).map(|seed| made(seed, 48)).collect();
        let mut vectors = Vectors::default();
        for (key, vector) in (1..).zip(&made) {
            vectors.push(key, vector);
        }
        (vectors, made)
    }

    fn cosine(a: &[f32], b: &[f32]) -> f64 {
        let dot = |a: &[f32], b: &[f32]| -> f64 {
            let products = a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b));
            products.sum()
        };
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
    }

    #[test]
    fn the_nearest_are_those_of_plain_arithmetic_with_and_without_a_filter() {
        let (vectors, plain) = vectors(2_000);
        let asked = made(9_999, 48);
        for modulus in [1, 7, 100] {
            let allowed = move |key: i64| key % modulus == 0;
            let mut exact: Vec<(f64, i64)> = (1..)
                .zip(&plain)
                .filter(|(key, _)| allowed(*key))
                .map(|(key, vector)| (cosine(vector, &asked), key))
                .collect();
            exact.sort_by(|a, b| b.0.total_cmp(&a.0));
            let exact: Vec<i64> = exact.iter().take(10).map(|(_, key)| *key).collect();
            let found = vectors.nearest(&asked, 10, Among::Allowed(&allowed));
            let keys: Vec<i64> = (1..=2_000).filter(|key| allowed(*key)).collect();
            assert_eq!(vectors.nearest(&asked, 10, Among::Keys(&keys)), found);
            if modulus == 1 {
                assert_eq!(vectors.nearest(&asked, 10, Among::All), found);
            }
            let found: Vec<i64> = found.iter().map(|near| near.key).collect();
            assert_eq!(found, exact, "one in {modulus}");
        }
    }

    #[test]
    fn a_cosine_is_right_to_four_digits() {
        let (vectors, plain) = vectors(50);
        let asked = made(77, 48);
        for (key, vector) in (1..).zip(&plain) {
            let found = vectors.cosine(key, &asked).map_or(9.0, f64::from);
            assert!(
                (found - cosine(vector, &asked)).abs() < 1e-4,
                "{key}: {found}"
            );
        }
    }

    #[test]
    fn a_second_vector_of_a_profile_takes_the_place_of_the_first() {
        let (mut vectors, _) = vectors(50);
        let middle = vectors.from_the_middle(&made(3, 48));
        let kept = made(7, 48);
        vectors.push(7, &made(5_000, 48));
        assert!(vectors.cosine(7, &kept).is_some_and(|near| near < 0.9));
        vectors.push(7, &kept);
        assert_eq!(vectors.len(), 50);
        assert!(vectors.cosine(7, &kept).is_some_and(|near| near > 0.999));
        let found = vectors.nearest(&kept, 50, Among::All);
        assert_eq!(found.iter().filter(|near| near.key == 7).count(), 1);
        let again = vectors.from_the_middle(&made(3, 48));
        let apart = middle.iter().zip(&again).map(|(a, b)| (a - b).abs());
        assert!(apart.fold(0.0, f32::max) < 1e-4, "the middle is as it was");
    }

    #[test]
    fn what_has_no_vector_or_another_length_is_near_to_nothing() {
        let (vectors, _) = vectors(3);
        assert_eq!(vectors.cosine(99, &made(1, 48)), None);
        assert_eq!(vectors.cosine(1, &made(1, 47)), None);
        assert!(vectors.nearest(&made(1, 47), 5, Among::All).is_empty());
        assert!(Vectors::default().nearest(&[1.0], 5, Among::All).is_empty());
    }

    #[test]
    fn a_vector_of_zeros_is_kept_and_near_to_nothing() {
        let mut vectors = Vectors::default();
        vectors.push(1, &[0.0, 0.0]);
        vectors.push(2, &[0.0, 3.0]);
        let near = vectors.nearest(&[0.0, 1.0], 2, Among::All);
        assert_eq!(near[0].key, 2);
        assert!(near[1].cosine.abs() < f32::EPSILON, "{near:?}");
    }
}
