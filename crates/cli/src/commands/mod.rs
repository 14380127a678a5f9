//! One file for each group of commands; this one dispatches.

mod account;
mod backup;
mod case;
mod check;
mod demo;
mod describe;
mod doctor;
mod embeddings;
mod eval;
mod fact;
mod forms;
mod import;
mod init;
mod ledger;
mod matching;
mod need;
mod offer;
mod optimise;
mod pack;
mod pack_review;
mod policy;
mod rank;
mod ranking;
mod read;
mod report;
mod serve;

use crate::args::{Args, Command};
use crate::installation::{context, directory, open};
use crate::outcome::Outcome;
use benfu_app::Cx;
use std::path::PathBuf;
use tokio::task::block_in_place;

/// What every command knows.
pub(crate) struct Setting {
    pub(crate) directory: PathBuf,
    pub(crate) json: bool,
    account: Option<String>,
}

impl Setting {
    /// Opens the installation and acts as the named account.
    pub(crate) async fn cx(&self) -> anyhow::Result<Cx> {
        let app = open(&self.directory).await?;
        context(&app, self.account.as_deref()).await
    }
}

/// Runs a command.
pub(crate) async fn run(args: Args) -> anyhow::Result<Outcome> {
    let named = args.dir.clone();
    let setting = Setting {
        directory: directory(args.dir),
        json: args.json,
        account: args.account,
    };
    match args.command {
        Command::Demo(demo) => demo::run(demo, named).await,
        Command::Init(init) => init::run(&init).await,
        Command::Serve(serve) => serve::run(&setting, serve.listen).await,
        Command::Import(import) => import::run(&setting, import).await,
        Command::Match(wanted) => matching::for_need(&setting, &wanted).await,
        Command::MatchFirm(wanted) => matching::for_firm(&setting, &wanted).await,
        // Ranking waits for an embeddings endpoint where one is given.
        Command::Rank(rank) => block_in_place(|| rank::run(&rank)),
        Command::Ranking(wanted) => ranking::run(&setting, &wanted.act).await,
        Command::Eval(eval) => block_in_place(|| eval::run(&eval)),
        Command::Need(need) => need::run(&setting, need.act).await,
        Command::Offer(offer) => offer::run(&setting, offer.act).await,
        Command::Fact(fact) => fact::run(&setting, &fact).await,
        Command::Case(case) => case::run(&setting, case.act).await,
        Command::Forms(forms) => forms::run(&setting, forms.act).await,
        Command::Figure(figure) => report::figure(&setting, &figure).await,
        Command::Report(report) => report::report(&setting, &report).await,
        Command::Ledger(ledger) => ledger::run(&setting, ledger.act).await,
        Command::Account(account) => account::run(&setting, account.act).await,
        Command::Pack(pack) => pack::run(&pack.act, args.json),
        Command::Check(wanted) => check::run(&wanted, args.json),
        Command::Describe(wanted) => describe::run(&wanted, args.json),
        Command::Explain(wanted) => policy::explain(&wanted, args.json),
        Command::Fit(wanted) => policy::fit(&wanted, args.json),
        Command::Sweep(wanted) => policy::sweep(&wanted, args.json),
        Command::Allocate(wanted) => optimise::allocate(&wanted, args.json),
        Command::Assign(wanted) => optimise::assign(&wanted, args.json),
        Command::Schedule(wanted) => optimise::schedule(&wanted, args.json),
        Command::Doctor => doctor::run(&setting).await,
        Command::Backup { to } => backup::backup(&setting, &to).await,
        Command::Restore { from, to } => backup::restore(&from, &to).await,
    }
}
