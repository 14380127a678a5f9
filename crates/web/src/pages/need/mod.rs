//! Needs and scenarios: list, detail, form, and the match page.
//!
//! Main types: [`NeedListView`], [`NeedView`], [`NeedFormView`], [`MatchView`].

mod matches;
#[cfg(test)]
pub(crate) mod samples;

pub use matches::{Check, MatchView, Ranked, ScorePart};

use jiff::civil::{Date, DateTime};

use super::{ListHead, RecordForm};
use crate::chart::Picture;
use crate::form::ActForm;
use crate::view::{Due, Entry, Link, Mark, Paging, page_template};

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
    /// Cases opened on it.
    pub cases: i64,
    /// When it lapses unless renewed.
    pub expires: Option<Due>,
    /// Last change.
    pub changed_on: Date,
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

/// A version of the need.
#[derive(Clone, Debug)]
pub struct VersionRow {
    /// Its number.
    pub number: i64,
    /// When it was made.
    pub at: DateTime,
    /// By whom.
    pub who: String,
    /// What changed.
    pub what: String,
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
    /// Versions, newest first.
    pub versions: Vec<VersionRow>,
    /// Whether the reader may change it.
    pub may_edit: bool,
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
