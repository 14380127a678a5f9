//! Firms and other organisations: list and dossier.
//!
//! Main types: [`FirmListView`], [`FirmView`], [`FactRow`].

#[cfg(test)]
pub(crate) mod samples;

use jiff::civil::{Date, DateTime};

use super::ListHead;
use super::need::CaseRef;
use crate::chart::Picture;
use crate::form::ActForm;
use crate::view::{Link, Mark, Paging, page_template};

/// A row of the list.
#[derive(Clone, Debug)]
pub struct FirmRow {
    /// The name, linked.
    pub name: Link,
    /// The unified social credit code; `None` while the identity is not confirmed.
    pub code: Option<String>,
    /// District and street.
    pub place: String,
    /// The highest recognitions in force.
    pub titles: Vec<String>,
    /// Offers.
    pub offers: i64,
    /// Open cases.
    pub cases: i64,
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
    /// From when.
    pub from: Date,
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
    /// From when.
    pub from: Date,
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
    /// When it was recorded.
    pub recorded_on: Date,
    /// True when it corrects an earlier value.
    pub corrected: bool,
}

/// Who used which fact, and for what.
#[derive(Clone, Debug)]
pub struct FactUse {
    /// When.
    pub at: DateTime,
    /// Who.
    pub who: String,
    /// Which concept.
    pub concept: String,
    /// For what, linked.
    pub purpose: Link,
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
    /// What the reader may do.
    pub acts: Vec<ActForm>,
}

page_template!(
    FirmView,
    "party/detail.html",
    Some(Job::Firms),
    |view, _| view.name.clone()
);
