//! Collecting: forms, rounds, what came back, and the pages behind a link.
//!
//! Main types: [`CollectionsView`], [`FormView`], [`OpenView`], [`RoundView`], [`HandOutView`], [`ReturnView`]; behind a
//! link [`LinkFirmsView`], [`LinkFormView`], [`LinkReviewView`], [`LinkOverView`].

mod acts;
mod door;
mod editor;
mod link;
mod link_excel;
mod link_form;
#[cfg(test)]
pub(crate) mod link_samples;
mod link_view;
mod list;
mod open;
mod own;
mod returns;
mod round;
mod round_picture;
#[cfg(test)]
pub(crate) mod samples;
mod settling;

pub use link_view::{LinkFirmsView, LinkFormView, LinkHead, LinkOverView, LinkReviewView};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use jiff::civil::Date;

use super::{FilterGroup, RecordForm};
use crate::chart::Picture;
use crate::form::ActForm;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Due, Entry, Link, Mark, Paging, page_template};

/// The pages of collecting.
pub(crate) fn routes(upload_limit: usize) -> Router<Web> {
    let limit = || DefaultBodyLimit::max(upload_limit);
    Router::new()
        .route(pattern::COLLECTIONS, get(list::list))
        .route(
            pattern::FORM_NEW,
            get(editor::fresh).post(editor::save_fresh),
        )
        .route(pattern::FORM_EDIT, get(editor::form).post(editor::save))
        .route(pattern::ROUND_NEW, get(open::form).post(open::plan_or_open))
        .route(pattern::ROUND, get(round::detail))
        .route(pattern::ROUND_ACT, post(acts::act))
        .route(pattern::ROUND_REMINDER, get(acts::reminder_text))
        .route(pattern::ROUND_WORKBOOK, get(returns::workbook))
        .route(
            pattern::ROUND_RETURNS,
            post(returns::receive).layer(limit()),
        )
        .route(pattern::RETURN, get(returns::detail))
        .route(pattern::RETURN_UNREADABLE, get(settling::unreadable))
        .route(pattern::RETURN_ACT, post(settling::settle))
        .route(pattern::OWN_ROUND, get(own::start))
        .route(pattern::OWN_ROUND_FIRM, get(own::firm).post(own::answer))
        .route(pattern::LINK_FORM, get(link::start))
        .route(pattern::LINK_FIRM, get(link::firm).post(link::answer))
        .route(pattern::LINK_WORKBOOK, get(link_excel::workbook))
        .route(
            pattern::LINK_RETURNS,
            post(link_excel::receive).layer(limit()),
        )
        .route(
            pattern::LINK_RETURN,
            get(link_excel::own).post(link_excel::take_own),
        )
}

/// A round in a list.
#[derive(Clone, Debug)]
pub struct RoundRow {
    /// The round.
    pub round: Link,
    /// To whom it went.
    pub sent_to: String,
    /// How many firms are answered for.
    pub progress: String,
    /// True gaps that answers left open.
    pub left_open: String,
    /// By when.
    pub due: Option<Due>,
    /// Where it stands.
    pub state: Mark,
}

/// A form in a list.
#[derive(Clone, Debug)]
pub struct FormRow {
    /// The form.
    pub form: Link,
    /// The policy it serves.
    pub policy: String,
    /// Opens a round with it.
    pub open: Option<Link>,
    /// Makes a copy of it.
    pub copy: Option<Link>,
}

/// Rounds and forms.
#[derive(Clone, Debug)]
pub struct CollectionsView {
    /// How far the open rounds have come.
    pub picture: Option<Picture>,
    /// The rounds.
    pub rounds: Vec<RoundRow>,
    /// The forms.
    pub forms: Vec<FormRow>,
    /// Makes a form, for those who may.
    pub create: Option<Link>,
    /// Where the list of rounds stands.
    pub paging: Paging,
}

page_template!(
    CollectionsView,
    "collection/list.html",
    Some(Job::Collections),
    |_, lang| lang.t("job-collections").into_owned()
);

/// A time for which a concept can be asked.
#[derive(Clone, Debug)]
pub struct TimeChoice {
    /// The id of the box.
    pub id: String,
    /// The value sent.
    pub value: String,
    /// The words.
    pub label: String,
    /// Is it asked?
    pub ticked: bool,
}

/// A concept of the dictionary to choose from.
#[derive(Clone, Debug)]
pub struct ConceptChoice {
    /// Its name.
    pub label: String,
    /// How it is asked.
    pub question: String,
    /// The times.
    pub times: Vec<TimeChoice>,
}

/// Concepts of one kind.
#[derive(Clone, Debug)]
pub struct ConceptGroup {
    /// The kind.
    pub label: String,
    /// Is it shown unfolded?
    pub open: bool,
    /// The concepts.
    pub concepts: Vec<ConceptChoice>,
}

/// The form in which a form is made.
#[derive(Clone, Debug)]
pub struct FormView {
    /// Its name, or that it is new.
    pub heading: String,
    /// Title, explanation, policy, freshness.
    pub form: RecordForm,
    /// What is chosen.
    pub chosen: Vec<ConceptChoice>,
    /// The words looked for.
    pub words: String,
    /// The rest of the dictionary, or what was found.
    pub groups: Vec<ConceptGroup>,
    /// Opens a round with the form as it was saved.
    pub open: Option<Link>,
    /// May it be saved?
    pub may_write: bool,
}

page_template!(
    FormView,
    "collection/form.html",
    Some(Job::Collections),
    |view, _| view.heading.clone()
);

/// Whom a round would ask.
#[derive(Clone, Debug)]
pub struct PlanView {
    /// In a sentence.
    pub sum: String,
    /// By when.
    pub due: Option<Due>,
    /// Those it would be sent to: name and firms.
    pub recipients: Vec<(String, String)>,
    /// How many more there are.
    pub more: Option<String>,
    /// Those who are not asked: who and why.
    pub left_out: Vec<(String, String)>,
    /// What was asked for, to be sent again unseen.
    pub carried: Vec<(String, String)>,
}

/// The form in which a round is opened.
#[derive(Clone, Debug)]
pub struct OpenView {
    /// The form that is sent.
    pub sends: Link,
    /// The fields.
    pub form: RecordForm,
    /// The offices to choose from: id, name, chosen.
    pub offices: Vec<(String, String, bool)>,
    /// Whom it would ask.
    pub plan: Option<PlanView>,
}

page_template!(
    OpenView,
    "collection/open.html",
    Some(Job::Collections),
    |_, lang| lang.t("round-open").into_owned()
);

/// One of those a round was sent to.
#[derive(Clone, Debug)]
pub struct RecipientRow {
    /// Its name.
    pub name: Link,
    /// Where it stands.
    pub stage: Mark,
    /// How many of its firms are answered for.
    pub progress: String,
    /// True gaps left open.
    pub left_open: String,
    /// Where its link stands.
    pub link: String,
    /// When it was last reminded.
    pub reminded: Option<Date>,
    /// Its workbook.
    pub workbook: Option<Link>,
    /// The text that reminds it.
    pub reminder: Option<Link>,
    /// Its link given out or taken back.
    pub acts: Vec<ActForm>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct ReturnRow {
    /// From whom, linked.
    pub from: Link,
    /// By which way.
    pub channel: String,
    /// When.
    pub on: Option<Date>,
    /// Where it stands.
    pub state: Mark,
    /// Conflicts that wait.
    pub conflicts: String,
}

/// One round.
#[derive(Clone, Debug)]
pub struct RoundView {
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: Mark,
    /// What is asked and by whom.
    pub entries: Vec<Entry>,
    /// The form.
    pub form: Link,
    /// By when.
    pub due: Option<Due>,
    /// How far it has come, in a sentence.
    pub sum: String,
    /// Recipients by where they stand.
    pub picture: Option<Picture>,
    /// Firms answered for, by recipient.
    pub bars: Option<Picture>,
    /// The lists.
    pub filters: Vec<FilterGroup>,
    /// The recipients.
    pub rows: Vec<RecipientRow>,
    /// What came back.
    pub returns: Vec<ReturnRow>,
    /// The workbook of all.
    pub workbook: Option<Link>,
    /// The text for all who are late.
    pub reminder: Option<Link>,
    /// Hands a workbook in.
    pub upload: Option<RecordForm>,
    /// What may be done.
    pub acts: Vec<ActForm>,
}

page_template!(
    RoundView,
    "collection/round.html",
    Some(Job::Collections),
    |view, _| view.title.clone()
);

/// Links or a reminder, to be copied.
#[derive(Clone, Debug)]
pub struct HandOutView {
    /// What this is.
    pub heading: String,
    /// The round.
    pub round: Link,
    /// What to know before leaving the page.
    pub note: String,
    /// The text to be copied.
    pub text: String,
    /// Lines of the text.
    pub lines: usize,
    /// Each by itself: name and link.
    pub rows: Vec<(String, String)>,
    /// Records the reminder.
    pub acts: Vec<ActForm>,
}

page_template!(
    HandOutView,
    "collection/hand_out.html",
    Some(Job::Collections),
    |view, _| view.heading.clone()
);

/// An answer beside the record.
#[derive(Clone, Debug)]
pub struct AnswerLine {
    /// The firm; empty when the page is about one.
    pub firm: Link,
    /// What was asked.
    pub item: String,
    /// What is on record, with its source.
    pub was: Option<(String, String)>,
    /// What was answered.
    pub given: String,
    /// What it is beside the record.
    pub verdict: Mark,
    /// Why a person decides, or why it cannot be read.
    pub why: String,
    /// The decision that may be taken here.
    pub acts: Vec<ActForm>,
}

/// One return.
#[derive(Clone, Debug)]
pub struct ReturnView {
    /// From whom.
    pub heading: String,
    /// Where the reader came from.
    pub round: Link,
    /// Where it stands.
    pub state: Mark,
    /// What this is, in a sentence.
    pub lead: String,
    /// Answers by what they are.
    pub picture: Option<Picture>,
    /// The lists.
    pub filters: Vec<FilterGroup>,
    /// The answers.
    pub lines: Vec<AnswerLine>,
    /// Rows that could not be taken.
    pub notes: Vec<String>,
    /// What could not be read, as a file.
    pub unreadable: Option<Link>,
    /// What may be done.
    pub acts: Vec<ActForm>,
}

page_template!(ReturnView, "collection/return.html", None, |view, _| view
    .heading
    .clone());
