//! The ranking: what each part of a score counts, what was learned from ends, what is in force.
//!
//! Main type: [`RankingsView`].

mod read;
#[cfg(test)]
pub(crate) mod samples;

use axum::Router;
use axum::routing::{get, post};
use jiff::civil::Date;

use crate::chart::Picture;
use crate::form::ActForm;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Mark, page_template};

/// The page of rankings.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(pattern::RANKINGS, get(read::rankings))
        .route(pattern::RANKINGS_ACT, post(read::act))
}

/// A learned ranking.
#[derive(Clone, Debug)]
pub struct RankingRow {
    /// Its number.
    pub name: String,
    /// When it was learned.
    pub learned_on: Option<Date>,
    /// What each part counts.
    pub weights: String,
    /// Needs it was learned from and needs kept apart.
    pub needs: String,
    /// Pairs of needs kept apart that are ordered rightly: before, and by it.
    pub kept_apart: String,
    /// Needs kept apart in which it does better, and worse.
    pub votes: String,
    /// Whether it passed.
    pub verdict: Mark,
    /// Whether it is in force.
    pub state: Mark,
    /// Why it was put in force or taken back.
    pub reason: String,
    /// Putting it in force.
    pub acts: Vec<ActForm>,
}

/// The rankings.
#[derive(Clone, Debug)]
pub struct RankingsView {
    /// What is in force, in a sentence.
    pub sum: String,
    /// What each part counts today, beside the pack.
    pub picture: Picture,
    /// What a trial just came to.
    pub tried: Option<String>,
    /// Learned rankings, the newest first.
    pub rows: Vec<RankingRow>,
    /// Learning, and taking back.
    pub acts: Vec<ActForm>,
}

page_template!(
    RankingsView,
    "ranking/rankings.html",
    Some(Job::Needs),
    |_, lang| lang.t("rankings").into_owned()
);
