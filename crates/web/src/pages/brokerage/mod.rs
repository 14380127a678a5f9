//! The ledger of brokers: the register with load and credit, one broker, leads, one lead.
//!
//! Main types: [`BrokersView`], [`BrokerView`], [`LeadsView`], [`LeadView`], [`LedgerFormView`].

mod acts;
mod broker;
mod brokers;
mod editor;
mod lead;
mod leads;
#[cfg(test)]
pub(crate) mod samples;

use axum::Router;
use axum::routing::{get, post};
use jiff::civil::Date;

use super::{FilterGroup, RecordForm};
use crate::chart::Picture;
use crate::form::ActForm;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Due, Entry, Link, Mark, Paging, page_template};

/// The pages of the ledger.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(pattern::BROKERS, get(brokers::list))
        .route(
            pattern::BROKER_NEW,
            get(editor::fresh_broker).post(editor::save_fresh_broker),
        )
        .route(
            pattern::BROKER_EDIT,
            get(editor::broker).post(editor::save_broker_form),
        )
        .route(pattern::BROKER, get(broker::detail))
        .route(pattern::BROKER_ACT, post(acts::on_broker))
        .route(pattern::LEADS, get(leads::list))
        .route(
            pattern::LEAD_NEW,
            get(editor::fresh_lead).post(editor::save_fresh_lead),
        )
        .route(
            pattern::LEAD_EDIT,
            get(editor::lead).post(editor::save_lead_form),
        )
        .route(pattern::LEAD, get(lead::detail))
        .route(pattern::LEAD_ACT, post(acts::on_lead))
}

/// A broker in the register.
#[derive(Clone, Debug)]
pub struct BrokerRow {
    /// The broker.
    pub broker: Link,
    /// Fields of work, or when the broker stopped.
    pub under: String,
    /// The certificate: level and where it stands.
    pub certificate: Mark,
    /// Its last day.
    pub until: Option<Due>,
    /// Open leads.
    pub open: String,
    /// Leads that were won.
    pub won: String,
    /// Shares of what was won: found, shaped, closed.
    pub credit: [String; 3],
    /// Interests that run.
    pub interests: String,
}

/// The register.
#[derive(Clone, Debug)]
pub struct BrokersView {
    /// Open leads by broker.
    pub picture: Option<Picture>,
    /// The rows.
    pub rows: Vec<BrokerRow>,
    /// Adds one, for those who may.
    pub create: Option<Link>,
}

page_template!(
    BrokersView,
    "brokerage/brokers.html",
    Some(Job::Leads),
    |_, lang| lang.t("brokers").into_owned()
);

/// A lead in a list.
#[derive(Clone, Debug)]
pub struct LeadRow {
    /// The lead.
    pub lead: Link,
    /// Whose it would be.
    pub party: String,
    /// How far it has come.
    pub standing: Mark,
    /// Who has a part in it.
    pub brokers: String,
    /// What is done next.
    pub next: String,
    /// By when.
    pub due: Option<Due>,
    /// When it was found.
    pub found_on: Option<Date>,
}

/// Leads.
#[derive(Clone, Debug)]
pub struct LeadsView {
    /// How many stand where.
    pub picture: Option<Picture>,
    /// The lists.
    pub filters: Vec<FilterGroup>,
    /// The rows.
    pub rows: Vec<LeadRow>,
    /// Writes one down, for those who may.
    pub create: Option<Link>,
    /// The register.
    pub register: Link,
    /// Where the list stands.
    pub paging: Paging,
}

page_template!(
    LeadsView,
    "brokerage/leads.html",
    Some(Job::Leads),
    |_, lang| lang.t("job-leads").into_owned()
);

/// What ties a broker to a party.
#[derive(Clone, Debug)]
pub struct InterestRow {
    /// The party.
    pub party: Link,
    /// What ties them.
    pub kind: String,
    /// In words.
    pub note: String,
    /// Since when and until when.
    pub span: String,
    /// Whether it runs.
    pub state: Mark,
}

/// One broker.
#[derive(Clone, Debug)]
pub struct BrokerView {
    /// Name.
    pub name: String,
    /// The certificate.
    pub certificate: Mark,
    /// Load and credit in a sentence.
    pub sum: String,
    /// Fields, number, account.
    pub entries: Vec<Entry>,
    /// The last day of the certificate.
    pub until: Option<Due>,
    /// Its leads by how far they have come.
    pub picture: Option<Picture>,
    /// Its leads.
    pub leads: Vec<LeadRow>,
    /// What it declared.
    pub interests: Vec<InterestRow>,
    /// Changes it.
    pub edit: Option<Link>,
    /// What may be done.
    pub acts: Vec<ActForm>,
}

page_template!(
    BrokerView,
    "brokerage/broker.html",
    Some(Job::Leads),
    |view, _| view.name.clone()
);

/// A share of a part of a lead.
#[derive(Clone, Debug)]
pub struct CreditRow {
    /// What was done.
    pub part: String,
    /// By whom.
    pub broker: Link,
    /// Its share.
    pub share: String,
    /// What was paid.
    pub fee: String,
    /// How an interest was told.
    pub disclosed: String,
    /// Takes it back.
    pub acts: Vec<ActForm>,
}

/// One lead.
#[derive(Clone, Debug)]
pub struct LeadView {
    /// What it is called.
    pub title: String,
    /// How far it has come.
    pub standing: Mark,
    /// What is done next.
    pub next: String,
    /// By when.
    pub due: Option<Due>,
    /// What was heard, by paragraph.
    pub text: Vec<String>,
    /// Party, finder, need, case.
    pub entries: Vec<Entry>,
    /// The need and the case.
    pub links: Vec<Link>,
    /// How the parts are shared.
    pub picture: Option<Picture>,
    /// The shares.
    pub credits: Vec<CreditRow>,
    /// Changes it.
    pub edit: Option<Link>,
    /// What may be done.
    pub acts: Vec<ActForm>,
}

page_template!(
    LeadView,
    "brokerage/lead.html",
    Some(Job::Leads),
    |view, _| view.title.clone()
);

/// The form of a broker or of a lead.
#[derive(Clone, Debug)]
pub struct LedgerFormView {
    /// What it is.
    pub heading: String,
    /// The fields.
    pub form: RecordForm,
}

page_template!(
    LedgerFormView,
    "brokerage/form.html",
    Some(Job::Leads),
    |view, _| view.heading.clone()
);
