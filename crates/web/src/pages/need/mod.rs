//! Needs and scenarios: list, detail, form, and the match page.
//!
//! Main types: [`NeedListView`], [`NeedView`], [`NeedFormView`], [`MatchView`].

mod acts;
mod describe;
mod edit;
mod groups;
mod match_page;
mod matches;
mod read;
#[cfg(test)]
pub(crate) mod samples;
mod write;

pub(crate) use groups::{Lines, constraints_of, in_words, line_fields, line_of, sent_lines};
pub(crate) use match_page::{all_checks, marked, offer_link, parts, reasons};
pub(crate) use read::{case_refs, programme_name};

pub use describe::{DescribeView, ProposalRow, Read, Stretch};
#[cfg(test)]
pub(crate) use describe::{stretches, view as describe_view};
pub use matches::{Check, MatchView, Ranked, ScorePart};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use jiff::civil::{Date, DateTime};

use super::{ListHead, RecordForm};
use crate::chart::Picture;
use crate::form::ActForm;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Due, Entry, Link, Mark, Paging, page_template};

/// The pages of needs.
pub(crate) fn routes(upload_limit: usize) -> Router<Web> {
    Router::new()
        .route(pattern::NEEDS, get(read::list).post(edit::create))
        .route(pattern::NEED_NEW, get(edit::new))
        .route(
            pattern::NEED_DESCRIBE,
            get(describe::ask)
                .post(describe::read)
                .layer(DefaultBodyLimit::max(upload_limit)),
        )
        .route(pattern::NEED, get(read::detail))
        .route(pattern::NEED_EDIT, get(edit::existing))
        .route(pattern::NEED_MATCHES, get(match_page::matches))
        .route(
            pattern::NEED_ACT,
            post(write::act).layer(DefaultBodyLimit::max(upload_limit)),
        )
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct NeedRow {
    /// The number people quote.
    pub code: String,
    /// The title, linked.
    pub title: Link,
    /// Whose need it is.
    pub owner: String,
    /// What kind (scenario, technical need, open challenge, …), from the pack.
    pub kind: String,
    /// Its state.
    pub state: Mark,
    /// Publishing fields still missing.
    pub missing: i64,
    /// When it lapses unless renewed.
    pub expires: Option<Due>,
    /// When it was drafted or handed in.
    pub opened_on: Date,
}

/// The list of needs.
#[derive(Clone, Debug)]
pub struct NeedListView {
    /// Search and filters.
    pub head: ListHead,
    /// Needs by state.
    pub picture: Option<Picture>,
    /// The rows.
    pub rows: Vec<NeedRow>,
    /// Where the page stands.
    pub paging: Paging,
}

page_template!(
    NeedListView,
    "need/list.html",
    Some(Job::Needs),
    |_, lang| lang.t("job-needs").into_owned()
);

/// A hard constraint in plain language.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// The sentence.
    pub text: String,
    /// The rule as written.
    pub rule: String,
    /// Offers that meet it, do not, and cannot be told, when counted.
    pub counts: Option<[i64; 3]>,
}

/// A step of the need's life.
#[derive(Clone, Debug)]
pub struct VersionRow {
    /// The version it published; `None` for steps that publish nothing.
    pub number: Option<i64>,
    /// When it was made.
    pub at: DateTime,
    /// By whom.
    pub who: String,
    /// What was done.
    pub what: String,
    /// The reason or advice given.
    pub note: String,
}

/// A case opened on the need.
#[derive(Clone, Debug)]
pub struct CaseRef {
    /// The case, linked.
    pub case: Link,
    /// With whom.
    pub with: String,
    /// Its state.
    pub state: Mark,
    /// Its next deadline.
    pub due: Option<Due>,
}

/// One need.
#[derive(Clone, Debug)]
pub struct NeedView {
    /// The identifier, for links.
    pub id: String,
    /// The number people quote.
    pub code: String,
    /// The title.
    pub title: String,
    /// What kind.
    pub kind: String,
    /// Its state.
    pub state: Mark,
    /// Whose need it is.
    pub owner: Link,
    /// When it lapses unless renewed.
    pub expires: Option<Due>,
    /// The description, by paragraph.
    pub text: Vec<String>,
    /// The fields publishing asks for.
    pub fields: Vec<Entry>,
    /// The hard constraints.
    pub constraints: Vec<Constraint>,
    /// Cases opened on it.
    pub cases: Vec<CaseRef>,
    /// Files attached to it.
    pub files: Vec<Link>,
    /// Steps of its life, newest first.
    pub versions: Vec<VersionRow>,
    /// Whether the reader may change it.
    pub may_edit: bool,
    /// Whether the reader may see ranked offers for it.
    pub may_match: bool,
    /// What the reader may do.
    pub acts: Vec<ActForm>,
}

impl NeedView {
    /// Publishing fields still missing.
    pub fn missing(&self) -> i64 {
        let missing = self
            .fields
            .iter()
            .filter(|field| field.value.is_none())
            .count();
        i64::try_from(missing).unwrap_or(i64::MAX)
    }
}

page_template!(NeedView, "need/detail.html", Some(Job::Needs), |view, _| {
    view.title.clone()
});

/// The form of a new or existing need.
#[derive(Clone, Debug)]
pub struct NeedFormView {
    /// The title of an existing need; `None` for a new one.
    pub existing: Option<String>,
    /// The form.
    pub form: RecordForm,
}

page_template!(
    NeedFormView,
    "need/form.html",
    Some(Job::Needs),
    |view, lang| {
        let title = view.existing.as_deref();
        title
            .map_or_else(|| lang.t("need-new"), |title| lang.tv("edit-title", title))
            .into_owned()
    }
);
