//! Cases: list, one case on the loop, and the questions to a supplier.
//!
//! Main types: [`CaseListView`], [`CaseView`], [`QuestionsView`].

mod acts;
mod detail;
mod dossier;
mod dossier_record;
mod dossier_text;
mod list;
mod questions;
#[cfg(test)]
pub(crate) mod samples;
mod write;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use benfu_app::office::document::Block;
use jiff::civil::{Date, DateTime};

use super::{ListHead, RecordForm};
use crate::chart::Picture;
use crate::form::ActForm;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Answer, Due, Link, Mark, Paging, page_template};

pub(crate) use write::file_response;

/// The pages of cases, questions to a party, and evidence files.
pub(crate) fn routes(upload_limit: usize) -> Router<Web> {
    Router::new()
        .route(pattern::CASES, get(list::list))
        .route(pattern::CASE, get(detail::detail))
        .route(
            pattern::CASE_ACT,
            post(write::act).layer(DefaultBodyLimit::max(upload_limit)),
        )
        .route(pattern::CASE_DOSSIER, get(dossier::dossier))
        .route(pattern::CASE_DOSSIER_FILE, get(dossier::dossier_file))
        .route(pattern::EVIDENCE, get(write::evidence))
        .route(
            pattern::QUESTIONS,
            get(questions::form).post(questions::answer),
        )
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// The number, linked.
    pub code: Link,
    /// The need.
    pub need: String,
    /// The supplier.
    pub supplier: String,
    /// The state.
    pub state: Mark,
    /// The stage inside the state.
    pub stage: String,
    /// Whose turn it is.
    pub turn: String,
    /// The running clock.
    pub due: Option<Due>,
    /// When it opened.
    pub opened_on: Date,
}

/// The list of cases.
#[derive(Clone, Debug)]
pub struct CaseListView {
    /// Search and filters.
    pub head: ListHead,
    /// The funnel.
    pub picture: Option<Picture>,
    /// Coded ends of ended cases.
    pub ends: Option<Picture>,
    /// The rows.
    pub rows: Vec<CaseRow>,
    /// Where the page stands.
    pub paging: Paging,
}

page_template!(
    CaseListView,
    "case/list.html",
    Some(Job::Cases),
    |_, lang| lang.t("job-cases").into_owned()
);

/// Something that happened in the case.
#[derive(Clone, Debug)]
pub struct Event {
    /// When.
    pub at: DateTime,
    /// Who, with the part played.
    pub who: String,
    /// What.
    pub what: String,
    /// The reason or note given.
    pub note: Option<String>,
    /// The ledger entry.
    pub entry: Link,
}

/// A record on the case: a trial round with its measured value, an effect, a purchase, a follow-up.
#[derive(Clone, Debug)]
pub struct Round {
    /// What it is, counted for trial rounds.
    pub label: String,
    /// The day it is about.
    pub on: Date,
    /// The measured value with its unit.
    pub measured: Option<String>,
    /// Whether the target was reached.
    pub reached: Option<Answer>,
    /// What was noted.
    pub note: String,
    /// Money, written for people.
    pub amount: Option<String>,
}

/// An evidence file.
#[derive(Clone, Debug)]
pub struct EvidenceRow {
    /// The name, linked.
    pub file: Link,
    /// What it shows.
    pub about: String,
    /// Size, written for people.
    pub size: String,
    /// Who brought it.
    pub who: String,
    /// When.
    pub on: Date,
    /// The first digits of its digest.
    pub digest: String,
}

/// A clock of the case.
#[derive(Clone, Debug)]
pub struct Clock {
    /// What it measures.
    pub label: String,
    /// When it started.
    pub from: Date,
    /// Working days given.
    pub days: i64,
    /// When it is due.
    pub due: Due,
    /// "Running", "stopped", "kept".
    pub state: Mark,
}

/// Who plays a part.
#[derive(Clone, Debug)]
pub struct PartRow {
    /// The part (asker, supplier, host, …).
    pub part: String,
    /// The organisation.
    pub organisation: Link,
    /// Whether the reader plays this part.
    pub own: bool,
}

/// One case.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// The identifier, for links.
    pub id: String,
    /// The number people quote.
    pub code: String,
    /// The need.
    pub need: Link,
    /// The offer.
    pub offer: Option<Link>,
    /// The programme and its rule version.
    pub programme: String,
    /// The state.
    pub state: Mark,
    /// Stage and whose turn it is, in a sentence.
    pub standing: String,
    /// How it ended, when it ended.
    pub ended: Option<String>,
    /// The loop.
    pub loop_picture: Picture,
    /// Measured values against baseline and target.
    pub chart: Option<Picture>,
    /// The trial rounds.
    pub rounds: Vec<Round>,
    /// The clocks, running first.
    pub clocks: Vec<Clock>,
    /// Evidence files.
    pub evidence: Vec<EvidenceRow>,
    /// Who plays which part.
    pub parts: Vec<PartRow>,
    /// What happened, newest first.
    pub events: Vec<Event>,
    /// What the reader may do.
    pub acts: Vec<ActForm>,
}

page_template!(
    CaseView,
    "case/detail.html",
    Some(Job::Cases),
    |view, _| format!("{} {}", view.code, view.need.text)
);

/// The file of a case that protects who decided.
#[derive(Clone, Debug)]
pub struct DossierView {
    /// The case.
    pub case: Link,
    /// The title of the file.
    pub title: String,
    /// Where the Word file is.
    pub word: String,
    /// Where the PDF is, when this machine can make one.
    pub pdf: Option<String>,
    /// How many things the file lacks.
    pub lacking: usize,
    /// The text, the same as in the Word file.
    pub blocks: Vec<Block>,
}

page_template!(
    DossierView,
    "case/dossier.html",
    Some(Job::Cases),
    |view, _| view.title.clone()
);

/// The questions to a supplier: a pre-filled form of facts.
#[derive(Clone, Debug)]
pub struct QuestionsView {
    /// Who is asked.
    pub firm: Link,
    /// By when.
    pub due: Option<Due>,
    /// The form; known answers are filled in.
    pub form: RecordForm,
    /// Facts already known and not asked again, as label and value.
    pub known: Vec<crate::view::Entry>,
}

page_template!(
    QuestionsView,
    "case/questions.html",
    Some(Job::Cases),
    |view, lang| lang.tv("questions-to", &view.firm.text).into_owned()
);
