//! What is typed after `benfu forms`.

use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

/// `forms …`.
#[derive(Debug, ClapArgs)]
pub(crate) struct FormsCommand {
    #[command(subcommand)]
    pub(crate) act: FormsAct,
}

/// What is done with forms and rounds.
#[derive(Debug, Subcommand)]
pub(crate) enum FormsAct {
    /// List forms, and rounds with how far each has come.
    List,
    /// One round: its recipients, who is late, what came back.
    Show {
        /// Id of the round.
        round: String,
    },
    /// Write the workbook of a round to a file.
    Export {
        /// Id of the round.
        round: String,
        /// Only this recipient.
        #[arg(long)]
        recipient: Option<String>,
        /// The file.
        #[arg(long, short)]
        out: PathBuf,
    },
    /// Read a workbook that came back and compare it with the record; nothing is recorded without `--take`.
    Import {
        /// Id of the round.
        round: String,
        /// The workbook.
        file: PathBuf,
        /// Record what does not conflict.
        #[arg(long)]
        take: bool,
    },
}
