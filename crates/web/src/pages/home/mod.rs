//! Home: what waits for me, overdue first.
//!
//! Main type: [`HomeView`].

mod read;
#[cfg(test)]
pub(crate) mod samples;

use axum::Router;
use axum::routing::get;
use jiff::civil::DateTime;

use crate::chart::Picture;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Due, Link, page_template};

/// Home and search.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(pattern::HOME, get(read::home))
        .route(pattern::SEARCH, get(read::search))
}

/// Something that waits for this person.
#[derive(Clone, Debug)]
pub struct Task {
    /// What must be done, linked to where it is done.
    pub what: Link,
    /// What it is about.
    pub about: String,
    /// Who waits for it.
    pub waiting: String,
    /// By when.
    pub due: Option<Due>,
}

/// Something that happened in matters of this person.
#[derive(Clone, Debug)]
pub struct Happening {
    /// When.
    pub at: DateTime,
    /// Who did it.
    pub who: String,
    /// What, linked to the record.
    pub what: Link,
}

/// The home page.
#[derive(Clone, Debug)]
pub struct HomeView {
    /// What waits, overdue first.
    pub tasks: Vec<Task>,
    /// What waits for others and is overdue, for those who see to it.
    pub others: Vec<Task>,
    /// How many of all are overdue.
    pub overdue: i64,
    /// How many wait in all.
    pub total: i64,
    /// Where the rest of a long list is.
    pub more: Option<String>,
    /// The cases of this person by state.
    pub picture: Option<Picture>,
    /// What happened lately.
    pub recent: Vec<Happening>,
    /// The firm this person belongs to: its dossier and where it stands.
    pub own: Vec<Link>,
    /// What an officer told this firm about policies.
    pub told: Vec<Link>,
    /// What this firm qualifies for and has not applied for.
    pub qualified: Vec<Link>,
    /// What it lacks one condition of.
    pub near: Vec<Link>,
    /// First steps, shown while nothing waits.
    pub first_steps: Vec<Link>,
}

page_template!(HomeView, "home/home.html", Some(Job::Home), |_, lang| lang
    .t("job-home")
    .into_owned());

/// What a search found.
#[derive(Clone, Debug)]
pub struct FoundView {
    /// The words searched for.
    pub words: String,
    /// Needs.
    pub needs: Vec<Link>,
    /// Offers.
    pub offers: Vec<Link>,
    /// Firms.
    pub firms: Vec<Link>,
}

page_template!(FoundView, "home/found.html", None, |view, lang| lang
    .tv("found-for", &view.words)
    .into_owned());
