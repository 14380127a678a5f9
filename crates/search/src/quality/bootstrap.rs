//! How far a mean may be off by the chance of which queries were asked.
//!
//! Main type: [`Interval`]. Percentile bootstrap (Efron 1979) with draws of its own, so that one set of figures always
//! gives the same interval.

/// Samples that are drawn.
const SAMPLES: usize = 2_000;
/// Samples below the lower end, and above the upper end: 2.5 % each.
const TAIL: usize = SAMPLES / 40;

/// A mean with the interval that holds it in 95 of 100 cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The mean of the figures.
    pub mean: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The mean of figures, one a query, with its interval; `None` without figures.
pub fn interval(figures: &[f64]) -> Option<Interval> {
    let mut draws = Draws(0x9e37_79b9_7f4a_7c15);
    let mut means: Vec<f64> = Vec::with_capacity(SAMPLES);
    for _ in 0..SAMPLES {
        let sample = (0..figures.len()).filter_map(|_| figures.get(draws.below(figures.len())));
        means.push(mean(sample)?);
    }
    means.sort_unstable_by(f64::total_cmp);
    Some(Interval {
        mean: mean(figures.iter())?,
        low: *means.get(TAIL)?,
        high: *means.get(SAMPLES - 1 - TAIL)?,
    })
}

fn mean<'a>(figures: impl Iterator<Item = &'a f64>) -> Option<f64> {
    let (count, sum) = figures.fold((0_u32, 0.0), |(count, sum), one| (count + 1, sum + one));
    (count > 0).then(|| sum / f64::from(count))
}

/// Numbers without pattern, always the same ones (xorshift64*).
struct Draws(u64);

impl Draws {
    fn below(&mut self, length: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        (high % length.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_figures_leave_no_doubt() {
        let found = interval(&[0.25; 40]);
        let sure = Interval {
            mean: 0.25,
            low: 0.25,
            high: 0.25,
        };
        assert_eq!(found, Some(sure));
        assert_eq!(interval(&[]), None);
    }

    #[test]
    fn the_interval_is_about_two_standard_errors_to_each_side() {
        let figures: Vec<f64> = (0..400).map(|number| f64::from(number % 2)).collect();
        let found = interval(&figures).expect("there are figures");
        assert!((found.mean - 0.5).abs() < 1e-12);
        assert!((found.low - 0.451).abs() < 0.006, "{found:?}");
        assert!((found.high - 0.549).abs() < 0.006, "{found:?}");
    }
}
