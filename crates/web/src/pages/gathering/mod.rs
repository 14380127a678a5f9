//! Matchmaking days and assignments: the list, one with its timetable, who brings what, whom each would meet, sheets.
//!
//! Main types: [`GatheringsView`], [`GatheringFormView`], [`GatheringView`], [`BringView`], [`WishesView`],
//! [`SheetsView`].

mod acts;
mod bring;
mod detail;
mod editor;
mod list;
mod pictures;
mod rows;
#[cfg(test)]
pub(crate) mod samples;
mod sheets;
mod wishes;

use axum::Router;
use axum::routing::{get, post};
use jiff::civil::Date;

use super::RecordForm;
use crate::chart::Picture;
use crate::form::ActForm;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Entry, Link, Mark, Paging, page_template};

/// The pages of gatherings.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(pattern::GATHERINGS, get(list::list))
        .route(
            pattern::GATHERING_NEW,
            get(editor::fresh).post(editor::save_fresh),
        )
        .route(
            pattern::GATHERING_EDIT,
            get(editor::form).post(editor::save),
        )
        .route(pattern::GATHERING, get(detail::detail))
        .route(pattern::GATHERING_BRING, get(bring::form).post(bring::send))
        .route(
            pattern::GATHERING_WISHES,
            get(wishes::form).post(wishes::say),
        )
        .route(pattern::GATHERING_PART, post(acts::part))
        .route(pattern::GATHERING_SHEETS, get(sheets::sheets))
        .route(pattern::GATHERING_ACT, post(acts::act))
}

/// A gathering in a list.
#[derive(Clone, Debug)]
pub struct GatheringRow {
    /// The gathering.
    pub gathering: Link,
    /// How its pairs are made, and where.
    pub under: String,
    /// When it is held.
    pub held_on: Option<Date>,
    /// How many take part.
    pub participants: String,
    /// Meetings held, of those that are not taken out.
    pub held: String,
    /// Their cases that have ended.
    pub ended: String,
    /// Where it stands.
    pub state: Mark,
}

/// All gatherings.
#[derive(Clone, Debug)]
pub struct GatheringsView {
    /// How far those that are running have come.
    pub picture: Option<Picture>,
    /// The rows.
    pub rows: Vec<GatheringRow>,
    /// Makes one, for those who may.
    pub create: Option<Link>,
    /// Where the list stands.
    pub paging: Paging,
}

page_template!(
    GatheringsView,
    "gathering/list.html",
    Some(Job::Gatherings),
    |_, lang| lang.t("job-gatherings").into_owned()
);

/// The form of a gathering.
#[derive(Clone, Debug)]
pub struct GatheringFormView {
    /// Its name, or that it is new.
    pub heading: String,
    /// The fields.
    pub form: RecordForm,
}

page_template!(
    GatheringFormView,
    "gathering/form.html",
    Some(Job::Gatherings),
    |view, _| view.heading.clone()
);

/// A pair with its meeting.
#[derive(Clone, Debug)]
pub struct MeetingRow {
    /// Identifier, as the anchor of the row.
    pub id: String,
    /// Slot and table; empty without.
    pub at: String,
    /// The need.
    pub need: Link,
    /// Who has it.
    pub asker: String,
    /// The supplier.
    pub supplier: Link,
    /// Where the meeting stands.
    pub state: Mark,
    /// Why it was missed or taken out.
    pub reason: String,
    /// The case that follows it.
    pub case: Option<(Link, Mark)>,
    /// Does it wait for somebody to say whether it was held?
    pub waits: bool,
}

/// Somebody who takes part.
#[derive(Clone, Debug)]
pub struct PartyRow {
    /// Its name.
    pub party: Link,
    /// The needs it brings, or that it comes as a supplier.
    pub brings: String,
    /// Whom it wants, who wants it, what is mutual, how many meetings it has; for those who may see it.
    pub said: Option<[String; 4]>,
    /// Kept table, slots away, why it dropped out.
    pub note: String,
    /// Its wishes.
    pub wishes: Option<Link>,
}

/// What could not be set, and why.
#[derive(Clone, Debug)]
pub struct UnmetRow {
    /// Who.
    pub who: String,
    /// Why.
    pub why: String,
}

/// One gathering.
#[derive(Clone, Debug)]
pub struct GatheringView {
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: Mark,
    /// What comes next, in a sentence.
    pub sum: String,
    /// When, where, which hours.
    pub entries: Vec<Entry>,
    /// From mutual wishes to cases that ended well.
    pub funnel: Option<Picture>,
    /// Who meets when and where.
    pub grid: Option<Picture>,
    /// The meetings.
    pub meetings: Vec<MeetingRow>,
    /// Where the form that settles meetings is sent, when some wait.
    pub settle: Option<String>,
    /// What could not be set.
    pub unmet: Vec<UnmetRow>,
    /// Those who take part.
    pub parties: Vec<PartyRow>,
    /// May the reader see how much each said?
    pub counts: bool,
    /// Other pages: bringing, sheets, the form, one's own wishes.
    pub links: Vec<Link>,
    /// What may be done.
    pub acts: Vec<ActForm>,
}

page_template!(
    GatheringView,
    "gathering/detail.html",
    Some(Job::Gatherings),
    |view, _| view.title.clone()
);

/// A need that can be brought.
#[derive(Clone, Debug)]
pub struct NeedChoice {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who has it.
    pub asker: String,
    /// Is it brought already?
    pub brought: bool,
}

/// Bringing needs and suppliers.
#[derive(Clone, Debug)]
pub struct BringView {
    /// The gathering.
    pub gathering: Link,
    /// Names of suppliers, places of each need.
    pub form: RecordForm,
    /// Published needs.
    pub needs: Vec<NeedChoice>,
    /// Lines that name nobody, and why.
    pub unfound: Vec<(String, String)>,
    /// What was brought just now.
    pub done: Option<String>,
}

page_template!(
    BringView,
    "gathering/bring.html",
    Some(Job::Gatherings),
    |_, lang| lang.t("gathering-bring").into_owned()
);

/// A pair that could be wanted.
#[derive(Clone, Debug)]
pub struct WishRow {
    /// The name of its choice.
    pub name: String,
    /// The need.
    pub need: Link,
    /// The other side.
    pub other: String,
    /// Whose need it is.
    pub side: String,
    /// How well it suits.
    pub suits: Option<Mark>,
    /// What the other said, for the organiser.
    pub answered: String,
    /// What is said: empty, or 0 to 3.
    pub said: String,
}

/// Whom somebody would meet.
#[derive(Clone, Debug)]
pub struct WishesView {
    /// Whose wishes these are.
    pub heading: String,
    /// The gathering.
    pub gathering: Link,
    /// What is asked, in a sentence.
    pub lead: String,
    /// Where it is sent.
    pub action: String,
    /// The pairs.
    pub rows: Vec<WishRow>,
    /// What can be said: value and words.
    pub strengths: Vec<(String, String)>,
    /// Is the other's answer shown?
    pub answers: bool,
    /// Suppliers who suit and do not take part: id, name, how well.
    pub newcomers: Vec<(String, String, String)>,
    /// Where they are brought.
    pub bring: String,
    /// Kept table and slots; dropping out.
    pub acts: Vec<ActForm>,
}

page_template!(
    WishesView,
    "gathering/wishes.html",
    Some(Job::Gatherings),
    |view, _| view.heading.clone()
);

/// One sheet for printing.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Whose it is: a party or a table.
    pub heading: String,
    /// What stands under it.
    pub under: String,
    /// When, where, with whom, about what.
    pub rows: Vec<[String; 4]>,
}

/// Sheets by party and by table.
#[derive(Clone, Debug)]
pub struct SheetsView {
    /// The gathering.
    pub gathering: Link,
    /// Its day and place.
    pub lead: String,
    /// One for each party.
    pub parties: Vec<Sheet>,
    /// One for each table.
    pub tables: Vec<Sheet>,
}

page_template!(
    SheetsView,
    "gathering/sheets.html",
    Some(Job::Gatherings),
    |_, lang| lang.t("gathering-sheets").into_owned()
);
