//! Sizes, times and the lines that are printed.

use anyhow::{Context as _, Result};
use rustix::time::{ClockId, clock_gettime};
use std::env;
use std::io::{Write as _, stdout};
use std::time::Duration;

/// How large a run is, in hundredths of the full size.
#[derive(Debug, Clone, Copy)]
pub struct Scale(u64);

impl Scale {
    /// The first word of the command line; the full size without one.
    ///
    /// # Errors
    /// When the word is no whole number above 0.
    pub fn from_command_line() -> Result<Scale> {
        let Some(word) = env::args().nth(1) else {
            return Ok(Scale(100));
        };
        let percent = word.parse().ok().filter(|percent| *percent > 0);
        percent
            .map(Scale)
            .with_context(|| format!("`{word}` is no percentage of the full size"))
    }

    /// That part of a full size; never less than one.
    pub fn of(self, full: usize) -> usize {
        let part = full as u128 * u128::from(self.0) / 100;
        usize::try_from(part).unwrap_or(usize::MAX).max(1)
    }
}

/// Prints a line that `cargo xtask bench` passes on.
///
/// # Errors
/// When nobody reads any more.
pub fn note(line: &str) -> Result<()> {
    writeln!(stdout(), "{line}").context("printing")
}

/// Prints one figure: our value, the peer's, and the mark for ours ÷ peer, such as `>= 0.5`.
///
/// # Errors
/// As [`note`].
pub fn figure(name: &str, unit: &str, ours: f64, peer: f64, mark: &str) -> Result<()> {
    note(&format!(
        "figure\t{name}\t{unit}\t{ours:.3}\t{peer:.3}\t{mark}"
    ))
}

/// How many of them in a second.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a benchmark are far below 2^52"
)]
pub fn rate(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

/// The processor time of this process so far, over all of its threads.
pub fn processor_time() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(now.tv_nsec).unwrap_or_default())
}

/// The processor time of doing something once, from as many times as fill `patience`: where the clock goes in steps of
/// milliseconds, a short time is seen in no other way.
pub fn each(patience: Duration, mut work: impl FnMut()) -> Duration {
    let (before, mut times) = (processor_time(), 0_u32);
    loop {
        work();
        times += 1;
        let took = processor_time().saturating_sub(before);
        if took >= patience {
            return took / times;
        }
    }
}

/// The time in milliseconds that `percent` of the samples do not exceed; 0 without samples.
pub fn percentile_ms(samples: &[Duration], percent: usize) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort();
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted
        .get(place)
        .map_or(0.0, |sample| sample.as_secs_f64() * 1000.0)
}
