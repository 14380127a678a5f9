//! What is typed after `benfu ranking`.

use clap::{Args as ClapArgs, Subcommand};

/// `ranking …`.
#[derive(Debug, ClapArgs)]
pub(crate) struct RankingCommand {
    #[command(subcommand)]
    pub(crate) act: RankingAct,
}

/// What is done with rankings.
#[derive(Debug, Subcommand)]
pub(crate) enum RankingAct {
    /// The weights in force, and all that were learned.
    List,
    /// Learn from the cases that have ended; changes nothing by itself.
    Learn,
    /// Put a learned ranking in force.
    Use {
        /// Its number.
        number: i64,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Back to the weights of the pack.
    Default {
        /// Why.
        #[arg(long)]
        reason: String,
    },
}
