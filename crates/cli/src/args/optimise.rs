//! Arguments of what is decided from a file alone: `allocate`, `assign`, `schedule`.

use clap::Args as ClapArgs;
use std::path::PathBuf;

/// Arguments of `allocate`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Allocate {
    /// JSON file with units, adjacency, tenants, rules and weights (docs/reference/allocation.md).
    #[arg(long)]
    pub(crate) instance: PathBuf,
    /// Seconds until the plan is wanted; how good it is then depends on the machine.
    #[arg(long, default_value_t = 10.0)]
    pub(crate) seconds: f64,
    /// Steps instead of seconds: the same file, seed and steps give the same plan everywhere.
    #[arg(long)]
    pub(crate) steps: Option<u64>,
    /// Another seed searches another way.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// An earlier answer of this command: change its plan little.
    #[arg(long)]
    pub(crate) previous: Option<PathBuf>,
    /// Percent of the earlier plan's tenants that may be moved.
    #[arg(long, default_value_t = 5)]
    pub(crate) max_moved: u8,
    /// An earlier answer of this command: set its plan beside the new one.
    #[arg(long)]
    pub(crate) compare: Option<PathBuf>,
}

/// Arguments of `assign`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Assign {
    /// JSON file with askers, hosts, places and preferences (docs/reference/assignment.md).
    #[arg(long)]
    pub(crate) file: PathBuf,
}

/// Arguments of `schedule`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Schedule {
    /// JSON file with tables, slots, people and interests (docs/reference/schedule.md).
    #[arg(long)]
    pub(crate) file: PathBuf,
    /// Steps of the search; the same file, seed and steps give the same timetable everywhere.
    #[arg(long, default_value_t = 20_000)]
    pub(crate) steps: u64,
    /// Another seed searches another way.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// An earlier answer of this command: keep its meetings as far as they still can be.
    #[arg(long)]
    pub(crate) previous: Option<PathBuf>,
}
