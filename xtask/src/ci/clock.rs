//! How long a step took: on the wall, and in processor time of all its children.
//!
//! Main types: [`Clock`] and [`Spent`]. Processor time is what can be compared between a busy
//! machine and an idle one; it is known on Linux only.

use std::fs;
use std::time::Instant;

/// Ticks a second in which Linux counts processor time for programs, on every architecture.
const TICKS: f64 = 100.0;
/// Places of the children's user and system time among the fields after the program's name.
const CHILDREN: [usize; 2] = [13, 14];

/// A moment to measure from.
#[derive(Debug)]
pub(crate) struct Clock {
    wall: Instant,
    processor: Option<f64>,
}

/// Time between two moments, in seconds.
#[derive(Debug)]
pub(crate) struct Spent {
    pub(crate) wall: f64,
    pub(crate) processor: Option<f64>,
}

impl Clock {
    /// Starts measuring.
    pub(crate) fn start() -> Self {
        Self {
            wall: Instant::now(),
            processor: of_children(),
        }
    }

    /// The time since the start.
    pub(crate) fn spent(&self) -> Spent {
        let processor = of_children()
            .zip(self.processor)
            .map(|(now, then)| now - then);
        Spent {
            wall: self.wall.elapsed().as_secs_f64(),
            processor,
        }
    }
}

/// Processor seconds of all children that have ended.
fn of_children() -> Option<f64> {
    in_stat(&fs::read_to_string("/proc/self/stat").ok()?)
}

fn in_stat(text: &str) -> Option<f64> {
    // The program's name may hold spaces and brackets; the fields after its last bracket do not.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = CHILDREN
        .iter()
        .map(|at| fields.get(*at)?.parse::<f64>().ok());
    ticks.sum::<Option<f64>>().map(|ticks| ticks / TICKS)
}

#[cfg(test)]
mod tests {
    use super::in_stat;

    #[test]
    fn the_childrens_time_is_read_past_a_name_with_brackets() {
        let text = "7 (a) b) S 1 7 7 0 -1 0 0 0 0 0 11 22 250 50 20 0 1 0 99";
        assert_eq!(in_stat(text), Some(3.0));
        assert_eq!(in_stat("nonsense"), None);
    }
}
