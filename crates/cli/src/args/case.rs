//! What is typed after `benfu case`: opening a case, the actions of the loop, records, evidence.

use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

/// `case …`.
#[derive(Debug, ClapArgs)]
pub(crate) struct CaseCommand {
    #[command(subcommand)]
    pub(crate) act: CaseAct,
}

/// What is done with cases.
#[derive(Debug, Subcommand)]
pub(crate) enum CaseAct {
    /// Invite a supplier, or come forward (without --supplier).
    Open {
        /// Id of the need.
        need: String,
        /// Id of the supplier.
        #[arg(long)]
        supplier: Option<String>,
        /// Id of the offer.
        #[arg(long)]
        offer: Option<String>,
        /// A word to the other side.
        #[arg(long, default_value = "")]
        message: String,
    },
    /// Take an action of the loop.
    Act {
        /// Id of the case.
        id: String,
        /// The action: agree, decline, start, deliver, refuse, accept, adopt, advance, pause, end, …
        action: String,
        /// Why, or a remark.
        #[arg(long, default_value = "")]
        reason: String,
        /// Coded end.
        #[arg(long, default_value = "")]
        code: String,
    },
    /// Add a record: round, adoption, `repeat_purchase`, `follow_up`, cost, note.
    Record {
        /// Id of the case.
        id: String,
        /// Kind of record.
        kind: String,
        /// What happened.
        #[arg(long)]
        text: String,
        /// Measured value of the need's metric.
        #[arg(long)]
        measured: Option<String>,
        /// Amount, as written: 120万元.
        #[arg(long)]
        amount: Option<String>,
        /// The day; today when absent.
        #[arg(long)]
        on: Option<String>,
    },
    /// Attach an evidence file.
    Attach {
        /// Id of the case.
        id: String,
        /// The file.
        file: PathBuf,
        /// Kind of evidence that the stage asks for.
        #[arg(long, default_value = "")]
        kind: String,
    },
    /// List cases.
    List {
        /// Only in this state.
        #[arg(long)]
        state: Option<String>,
    },
    /// Show a case.
    Show {
        /// Id of the case.
        id: String,
    },
}
