//! Arguments of the commands on policies and guides: `explain`, `sweep`, `fit`.

use clap::Args as ClapArgs;
use std::path::PathBuf;

/// Arguments of `explain`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// Id of the policy, such as `hnte`.
    #[arg(long)]
    pub(crate) policy: String,
    /// JSON file with the firm's facts: `{concept: value}` or `{concept: {"2024": value, …}}`.
    #[arg(long)]
    pub(crate) facts: PathBuf,
    /// Day of the evaluation, such as 2026-06-30.
    #[arg(long)]
    pub(crate) on: String,
    /// Edition a case is pinned to; that of the day when absent.
    #[arg(long)]
    pub(crate) edition: Option<String>,
    /// CONCEPT=VALUE, CONCEPT@YEAR=VALUE: what if this were so?
    #[arg(long = "set", value_name = "CONCEPT=VALUE")]
    pub(crate) set: Vec<String>,
    /// PARAMETER=VALUE: what if this threshold were another?
    #[arg(long = "param", value_name = "PARAMETER=VALUE")]
    pub(crate) param: Vec<String>,
    /// Id of an embedded pack, or a directory.
    #[arg(long, default_value = "shenzhen")]
    pub(crate) pack: String,
    /// English instead of Chinese.
    #[arg(long)]
    pub(crate) english: bool,
}

/// Arguments of `fit`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Fit {
    /// JSON file with what a process needs, `{concept: value}`, or a list of processes.
    #[arg(long)]
    pub(crate) process: PathBuf,
    /// JSON file with what a floor has, `{concept: value}`, or a list of floors.
    #[arg(long)]
    pub(crate) unit: PathBuf,
    /// Ids of guides with commas between, or `all`.
    #[arg(long, default_value = "all")]
    pub(crate) guides: String,
    /// Day of the evaluation, such as 2026-06-30; today when absent.
    #[arg(long)]
    pub(crate) on: Option<String>,
    /// Id of an embedded pack, or a directory.
    #[arg(long, default_value = "shenzhen")]
    pub(crate) pack: String,
    /// English instead of Chinese.
    #[arg(long)]
    pub(crate) english: bool,
}

/// Arguments of `sweep`.
#[derive(Debug, ClapArgs)]
pub(crate) struct SweepArgs {
    /// CSV file, one firm a row; headers are concepts (`sales`, `sales.y1`, `sales.2024`), schemes, or their names.
    #[arg(long)]
    pub(crate) facts: PathBuf,
    /// Ids of policies with commas between, or `all`.
    #[arg(long, default_value = "all")]
    pub(crate) policies: String,
    /// Day of the evaluation, such as 2026-06-30.
    #[arg(long)]
    pub(crate) on: String,
    /// Id of an embedded pack, or a directory.
    #[arg(long, default_value = "shenzhen")]
    pub(crate) pack: String,
}
