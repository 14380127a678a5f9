//! What is typed after `benfu ledger`, `benfu account` and `benfu pack`: the upkeep of an installation.

use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

/// `ledger …`.
#[derive(Debug, ClapArgs)]
pub(crate) struct LedgerCommand {
    #[command(subcommand)]
    pub(crate) act: LedgerAct,
}

/// What is done with the ledger.
#[derive(Debug, Subcommand)]
pub(crate) enum LedgerAct {
    /// Recompute the chain.
    Verify {
        /// Heads exported earlier (JSON, from `ledger head`): truncation and rewriting are found against them.
        #[arg(long)]
        against: Option<PathBuf>,
    },
    /// Print the heads, to be kept where the operator cannot reach them.
    Head,
}

/// `account …`.
#[derive(Debug, ClapArgs)]
pub(crate) struct AccountCommand {
    #[command(subcommand)]
    pub(crate) act: AccountAct,
}

/// What is done with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum AccountAct {
    /// Make an account; the password is read from the first line of the standard input.
    Add {
        /// Sign-in name.
        login: String,
        /// Name of the person.
        #[arg(long)]
        name: String,
        /// Roles of the pack, separated by commas.
        #[arg(long, value_delimiter = ',')]
        roles: Vec<String>,
        /// Id of the organisation; the operator's own when absent.
        #[arg(long)]
        organisation: Option<String>,
    },
    /// Make an organisation, for a party when one is named.
    AddOrganisation {
        /// Name.
        name: String,
        /// Region.
        #[arg(long)]
        region: String,
        /// Id of the party it is.
        #[arg(long)]
        party: Option<String>,
    },
    /// Issue a session token for a program that calls the API; it lasts twelve hours.
    Token {
        /// Sign-in name.
        login: String,
    },
    /// List accounts.
    List,
}

/// `pack …`.
#[derive(Debug, ClapArgs)]
pub(crate) struct PackCommand {
    #[command(subcommand)]
    pub(crate) act: PackAct,
}

/// What is done with packs.
#[derive(Debug, Subcommand)]
pub(crate) enum PackAct {
    /// Read a pack and say what is wrong, like a compiler.
    Check {
        /// Id of an embedded pack, or a directory.
        pack: String,
    },
    /// Run the rule cases of a pack.
    Test {
        /// Id of an embedded pack, or a directory.
        pack: String,
    },
    /// Say what differs between two packs, and which cases change their answer.
    Diff {
        /// Id of an embedded pack, or a directory.
        before: String,
        /// Id of an embedded pack, or a directory.
        after: String,
    },
    /// Say what a policy, a rule, a parameter, a concept or a scheme says.
    Explain {
        /// Its id, such as `hnte` or `hnte.rd_staff`.
        id: String,
        /// Id of an embedded pack, or a directory.
        #[arg(long, default_value = "shenzhen")]
        pack: String,
    },
    /// List the concepts that rules may name.
    Concepts {
        /// Id of an embedded pack, or a directory.
        #[arg(default_value = "shenzhen")]
        pack: String,
    },
}
