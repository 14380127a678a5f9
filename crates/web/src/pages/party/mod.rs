//! Firms and other organisations: list, dossier, and where a firm stands on the policies.
//!
//! Main types: [`FirmListView`], [`FirmView`], [`FactRow`].

mod detail;
mod fact_form;
pub mod ladder;
mod match_page;
mod read;
#[cfg(test)]
pub(crate) mod samples;
mod write;

pub(crate) use fact_form::{
    closed_year, fact_drafts, fact_groups, fact_rows, level_choices, value_control,
};
pub(crate) use read::region_choices;

use axum::Router;
use axum::routing::get;

use jiff::civil::Date;

use super::need::{CaseRef, Ranked};
use super::{ListHead, RecordForm};
use crate::chart::Picture;
use crate::form::ActForm;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Answer, Link, Mark, Paging, page_template};

/// The pages of firms.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(pattern::FIRMS, get(read::list))
        .route(pattern::FIRM_NEW, get(write::new).post(write::create))
        .route(
            pattern::DUPLICATES,
            get(write::duplicates).post(write::decide),
        )
        .route(pattern::FIRM, get(read::detail))
        .route(pattern::FIRM_EDIT, get(write::existing).post(write::change))
        .route(
            pattern::FIRM_FACTS,
            get(write::facts).post(write::save_facts),
        )
        .route(pattern::FIRM_MATCHES, get(match_page::matches))
        .route(pattern::FIRM_LADDER, get(ladder::ladder))
        .route(pattern::FIRM_POLICY, get(ladder::policy))
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct FirmRow {
    /// The name, linked.
    pub name: Link,
    /// The unified social credit code; `None` while the identity is not confirmed.
    pub code: Option<String>,
    /// District and street.
    pub place: String,
    /// Recognitions in force.
    pub titles: Vec<String>,
}

/// The list of firms.
#[derive(Clone, Debug)]
pub struct FirmListView {
    /// Search and filters.
    pub head: ListHead,
    /// Firms by district or recognition.
    pub picture: Option<Picture>,
    /// The rows.
    pub rows: Vec<FirmRow>,
    /// Where the page stands.
    pub paging: Paging,
}

page_template!(
    FirmListView,
    "party/list.html",
    Some(Job::Firms),
    |_, lang| lang.t("job-firms").into_owned()
);

/// Something that held for a while: a name, a place, a status.
#[derive(Clone, Debug)]
pub struct Held {
    /// What.
    pub what: String,
    /// From when, if known.
    pub from: Option<Date>,
    /// Until when; `None` while it holds.
    pub until: Option<Date>,
    /// Document or record it is known from.
    pub source: String,
}

/// A person to speak to; personal data, shown only to those who may see it.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
    /// Telephone.
    pub telephone: String,
    /// From when, if known.
    pub from: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
}

/// One fact as the dossier shows it.
#[derive(Clone, Debug)]
pub struct FactRow {
    /// The concept.
    pub concept: String,
    /// Year, day or "always".
    pub period: String,
    /// The value written for people; `None` for a match-only fact the reader may not see.
    pub value: Option<String>,
    /// Where it is known from.
    pub source: String,
    /// The level of disclosure.
    pub level: String,
    /// The date of the document it is known from.
    pub dated: Option<Date>,
}

/// Who used which fact, and for what.
#[derive(Clone, Debug)]
pub struct FactUse {
    /// When.
    pub on: Date,
    /// Which concept.
    pub concept: String,
    /// For which need, linked.
    pub purpose: Link,
    /// What it answered.
    pub answer: Answer,
}

/// Somebody asked where the firm stands on a policy, or on all of them.
#[derive(Clone, Debug)]
pub struct StandingRead {
    /// The policy, linked to where the firm stands.
    pub policy: Link,
    /// The organisation that asked.
    pub reader: String,
    /// When.
    pub on: Date,
}

/// A round that asked the firm for facts.
#[derive(Clone, Debug)]
pub struct AskedRound {
    /// When it was opened.
    pub on: Date,
    /// The round, linked for those who may open it, with the policy it serves.
    pub purpose: Link,
    /// The organisation that asked.
    pub asked_by: String,
    /// Who answered for the firm, and whether an answer came.
    pub answering: String,
}

/// One firm: the enterprise dossier.
#[derive(Clone, Debug)]
pub struct FirmView {
    /// The identifier, for links.
    pub id: String,
    /// The name today.
    pub name: String,
    /// The unified social credit code.
    pub code: Option<String>,
    /// Whether the identity is confirmed.
    pub identity: Mark,
    /// District and street today.
    pub place: String,
    /// Names, newest first.
    pub names: Vec<Held>,
    /// Places, newest first.
    pub places: Vec<Held>,
    /// Contacts, when the reader may see them.
    pub contacts: Option<Vec<Contact>>,
    /// Facts.
    pub facts: Vec<FactRow>,
    /// The day as of whose end the facts are shown as they were known; `None` for now.
    pub known: Option<Date>,
    /// What it says of itself, by paragraph.
    pub about: Vec<String>,
    /// Links to other parties.
    pub relations: Vec<Link>,
    /// Pages for working with it: edit, facts, needs that suit it, questions.
    pub links: Vec<Link>,
    /// Statuses over time.
    pub status_picture: Option<Picture>,
    /// Statuses, newest first.
    pub statuses: Vec<Held>,
    /// Its offers.
    pub offers: Vec<Link>,
    /// Its needs.
    pub needs: Vec<Link>,
    /// Its cases.
    pub cases: Vec<CaseRef>,
    /// Who used which fact; shown to the firm itself and to auditors.
    pub uses: Option<Vec<FactUse>>,
    /// Who asked where it stands on policies; empty for others than its own people.
    pub readings: Vec<StandingRead>,
    /// Which rounds asked for its facts; shown to the firm itself and to officers who answer for it.
    pub asked: Option<Vec<AskedRound>>,
    /// What the reader may do.
    pub acts: Vec<ActForm>,
}

page_template!(
    FirmView,
    "party/detail.html",
    Some(Job::Firms),
    |view, _| view.name.clone()
);

/// A form about a firm: the firm itself, or facts about it.
#[derive(Clone, Debug)]
pub struct FirmFormView {
    /// The heading.
    pub title: String,
    /// Where it belongs.
    pub crumb: Link,
    /// The form.
    pub form: RecordForm,
}

page_template!(
    FirmFormView,
    "party/form.html",
    Some(Job::Firms),
    |view, _| view.title.clone()
);

/// The needs that suit a firm.
#[derive(Clone, Debug)]
pub struct FirmMatchView {
    /// The firm.
    pub firm: Link,
    /// Needs looked at.
    pub considered: i64,
    /// Needs whose constraints the firm does not fail, best first.
    pub ranked: Vec<Ranked>,
    /// Needs of which it fails a constraint.
    pub failed: Vec<Ranked>,
}

page_template!(
    FirmMatchView,
    "party/matches.html",
    Some(Job::Firms),
    |view, lang| lang.tv("firm-matches-of", &view.firm.text).into_owned()
);

/// Two firms that look like one.
#[derive(Clone, Debug)]
pub struct DuplicatePair {
    /// The one that would be kept.
    pub kept: Link,
    /// The one that would be merged into it.
    pub other: Link,
    /// Identifier of the first.
    pub kept_id: String,
    /// Identifier of the second.
    pub other_id: String,
}

/// Firms that look like one, to be decided by a person.
#[derive(Clone, Debug)]
pub struct DuplicatesView {
    /// The pairs.
    pub pairs: Vec<DuplicatePair>,
}

page_template!(
    DuplicatesView,
    "party/duplicates.html",
    Some(Job::Firms),
    |_, lang| lang.t("duplicates").into_owned()
);
