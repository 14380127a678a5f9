//! Offers: technologies, capabilities and other supply; list, detail, form.
//!
//! Main types: [`OfferListView`], [`OfferView`], [`OfferFormView`].

mod read;
#[cfg(test)]
pub(crate) mod samples;
mod write;

use axum::Router;
use axum::routing::{get, post};

use super::party::FactRow;
use super::{ListHead, RecordForm};
use crate::chart::Picture;
use crate::form::ActForm;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Link, Mark, Paging, page_template};

/// The pages of offers.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(pattern::OFFERS, get(read::list).post(write::create))
        .route(pattern::OFFER_NEW, get(write::new))
        .route(pattern::OFFER, get(read::detail))
        .route(pattern::OFFER_EDIT, get(write::existing))
        .route(
            pattern::OFFER_FACTS,
            get(write::facts).post(write::save_facts),
        )
        .route(pattern::OFFER_ACT, post(write::act))
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct OfferRow {
    /// The title, linked.
    pub title: Link,
    /// Its owner.
    pub owner: String,
    /// What kind, from the pack.
    pub kind: String,
    /// Where its owner is.
    pub place: String,
    /// Its state.
    pub state: Mark,
}

/// The list of offers.
#[derive(Clone, Debug)]
pub struct OfferListView {
    /// Search and filters.
    pub head: ListHead,
    /// Offers by kind.
    pub picture: Option<Picture>,
    /// The rows.
    pub rows: Vec<OfferRow>,
    /// Where the page stands.
    pub paging: Paging,
}

page_template!(
    OfferListView,
    "offer/list.html",
    Some(Job::Offers),
    |_, lang| lang.t("job-offers").into_owned()
);

/// A need that suits an offer.
#[derive(Clone, Debug)]
pub struct SuitingNeed {
    /// The need, linked.
    pub need: Link,
    /// Whose need it is.
    pub owner: String,
    /// The score in thousandths.
    pub score_permille: i64,
    /// The strongest reason.
    pub reason: String,
    /// Constraints that cannot be told yet.
    pub unknown: i64,
}

/// One offer.
#[derive(Clone, Debug)]
pub struct OfferView {
    /// The identifier, for links.
    pub id: String,
    /// The title.
    pub title: String,
    /// What kind.
    pub kind: String,
    /// Its state.
    pub state: Mark,
    /// Its owner.
    pub owner: Link,
    /// The description, by paragraph.
    pub text: Vec<String>,
    /// What is known of it.
    pub facts: Vec<FactRow>,
    /// What it asks of whoever needs it: in words, and as a condition where that says more.
    pub conditions: Vec<(String, String)>,
    /// Needs that suit it, best first.
    pub suits: Vec<SuitingNeed>,
    /// Its cases.
    pub cases: Vec<super::need::CaseRef>,
    /// Pages for working with it: facts, needs that suit its owner.
    pub links: Vec<Link>,
    /// Whether the reader may change it.
    pub may_edit: bool,
    /// What the reader may do.
    pub acts: Vec<ActForm>,
}

page_template!(
    OfferView,
    "offer/detail.html",
    Some(Job::Offers),
    |view, _| view.title.clone()
);

/// The form of a new or existing offer.
#[derive(Clone, Debug)]
pub struct OfferFormView {
    /// The title of an existing offer; `None` for a new one.
    pub existing: Option<String>,
    /// The form.
    pub form: RecordForm,
}

page_template!(
    OfferFormView,
    "offer/form.html",
    Some(Job::Offers),
    |view, lang| {
        let title = view.existing.as_deref();
        title
            .map_or_else(|| lang.t("offer-new"), |title| lang.tv("edit-title", title))
            .into_owned()
    }
);

/// The form for facts about an offer.
#[derive(Clone, Debug)]
pub struct OfferFactsView {
    /// The offer.
    pub offer: Link,
    /// The form.
    pub form: RecordForm,
}

page_template!(
    OfferFactsView,
    "offer/facts.html",
    Some(Job::Offers),
    |view, lang| lang.tv("fact-form-of", &view.offer.text).into_owned()
);
