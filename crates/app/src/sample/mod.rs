//! The sample district: a synthetic history for a first look and for tests.
//!
//! [`make_sample`] fills an empty installation with a district of invented firms, offers, needs and cases from
//! January 2024 to the sample's day. Everything is drawn from a seed, and each act is dated to its day and decided
//! by the domain as it would have been then. [`SIGN_INS`] are its accounts; their passwords are no secret.
//!
//! Nobody real is meant: names, codes, sites and figures are made up. Policy stays in the pack; what the pack
//! does not know (a scheme, a concept, a programme) is left out.

mod activities;
mod brokered;
mod calendar_time;
mod case_course;
mod case_tale;
mod coached;
mod coaching_fates;
mod coaching_tale;
mod collected;
mod district;
mod draw;
mod fates;
mod firms;
mod gathered;
mod gathering_tale;
mod history;
mod known;
mod lists;
mod meeting_tale;
mod names;
mod notices;
mod owners;
mod papers;
mod people;
mod platforms;
mod profile;
mod qualities;
mod returned;
mod returns;
mod round_tale;
mod rounds;
mod society;
mod suppliers;
mod supply;
mod tale;
mod themes;
mod titles;
mod told;
mod trades;
mod wants;
mod yearly;

pub use people::{SIGN_INS, SignIn};

use crate::{App, Failure, Problem, ProblemCode};
use benfu_domain::Day;
use benfu_store::{Store, StoreError};
use papers::Paper;
use society::Society;
use tokio::task::JoinSet;

/// Files that are written at the same time.
const FILES_AT_ONCE: usize = 8;

/// How the sample is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleOptions {
    /// The same seed gives the same rows.
    pub seed: u64,
    /// The last day of its history, on which its clock stands.
    pub today: Day,
    /// Number of firms; 12,000 in the full sample. Offers, needs and platforms do not depend on it.
    pub firms: usize,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleSummary {
    /// Name of the district.
    pub district: String,
    /// Firms.
    pub firms: usize,
    /// Offers.
    pub offers: usize,
    /// Needs.
    pub needs: usize,
    /// Cases.
    pub cases: usize,
    /// Ledger entries.
    pub entries: usize,
}

/// Fills an empty installation with the sample.
///
/// # Errors
/// [`Failure::Conflict`] when the installation holds something already; [`Failure::Invalid`] when the pack has no
/// district.
pub async fn make_sample(app: &App, options: &SampleOptions) -> Result<SampleSummary, Failure> {
    if app.store.newest_act().await? > 0 {
        return Err(Failure::Conflict(Problem::new(ProblemCode::AlreadyExists)));
    }
    let society = Society::found(app, options).await?;
    let summary = society.summary();
    let (history, papers) = society.into_history();
    keep(&app.store, papers).await?;
    let entries = history
        .write_into(&app.store, options.seed, options.today)
        .await?;
    Ok(SampleSummary { entries, ..summary })
}

/// Keeps the files before the acts that name them.
async fn keep(store: &Store, papers: Vec<Paper>) -> Result<(), StoreError> {
    let mut writing = JoinSet::new();
    for paper in papers {
        if writing.len() >= FILES_AT_ONCE {
            finished(&mut writing).await?;
        }
        let store = store.clone();
        writing.spawn(async move { store.keep_file(&paper.bytes).await });
    }
    while !writing.is_empty() {
        finished(&mut writing).await?;
    }
    Ok(())
}

async fn finished(writing: &mut JoinSet<Result<String, StoreError>>) -> Result<(), StoreError> {
    match writing.join_next().await {
        Some(Ok(kept)) => kept.map(drop),
        Some(Err(_)) => Err(StoreError::Stopped),
        None => Ok(()),
    }
}
