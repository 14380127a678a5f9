//! The one binary, `benfu`: the same use cases as the pages, for scripts and operators.
//!
//! Exit codes: 0 done (an answer of *not met* or *cannot tell* is done), 1 done with findings (rejected rows, a
//! ledger that does not verify), 2 wrong use, 3 failure.
#![expect(clippy::print_stderr, reason = "a command line prints")]

mod args;
mod commands;
mod config;
mod installation;
mod outcome;
mod say;

use clap::Parser as _;
use outcome::Outcome;
use std::process::ExitCode;

/// Requests and imports are many small pieces of memory that several threads hand to one another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(commands::run(args)),
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::from(0),
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => {
            outcome::explain(&error);
            outcome::exit_code(&error)
        }
    }
}
