//! What surrounds every page: language, jobs in the navigation, the signed-in person, a message.
//!
//! Main type: [`Frame`]. A handler makes one from the session; templates read it as `frame`.
//! What does not belong here: what a page itself shows (see [`crate::view`]).

use benfu_domain::access::{Actor, Area, Verb};
use jiff::civil::Date;

use crate::locale::Lang;
use crate::route::Route;

/// A job of daily work: an entry of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// What waits for me.
    Home,
    /// Scenarios and needs.
    Needs,
    /// Technologies, capabilities and other offers.
    Offers,
    /// Firms and other organisations.
    Firms,
    /// Policies, and who qualifies.
    Policies,
    /// Collection rounds.
    Collections,
    /// Matchmaking days and assignments.
    Gatherings,
    /// Leads and brokers.
    Leads,
    /// Cases on the loop.
    Cases,
    /// Figures and the half-year report.
    Reports,
    /// Imports.
    Imports,
    /// The ledger.
    Ledger,
    /// Accounts and roles.
    Administration,
}

impl Job {
    /// All jobs in the order of the navigation.
    pub const ALL: [Self; 13] = [
        Self::Home,
        Self::Needs,
        Self::Offers,
        Self::Firms,
        Self::Policies,
        Self::Collections,
        Self::Gatherings,
        Self::Leads,
        Self::Cases,
        Self::Reports,
        Self::Imports,
        Self::Ledger,
        Self::Administration,
    ];

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Home => "job-home",
            Self::Needs => "job-needs",
            Self::Offers => "job-offers",
            Self::Firms => "job-firms",
            Self::Policies => "job-policies",
            Self::Collections => "job-collections",
            Self::Gatherings => "job-gatherings",
            Self::Leads => "job-leads",
            Self::Cases => "job-cases",
            Self::Reports => "job-reports",
            Self::Imports => "job-imports",
            Self::Ledger => "job-ledger",
            Self::Administration => "job-administration",
        }
    }

    /// Whether the actor's roles leave anything to do there.
    pub fn open_to(self, actor: &Actor) -> bool {
        let may = |verb, area| actor.widest(verb, area).is_some();
        match self {
            Self::Home => true,
            Self::Needs => may(Verb::Read, Area::Need),
            Self::Offers => may(Verb::Read, Area::Offer),
            Self::Firms | Self::Policies => may(Verb::Read, Area::Party),
            Self::Collections => may(Verb::Read, Area::Collection),
            Self::Gatherings => may(Verb::Read, Area::Gathering),
            Self::Leads => may(Verb::Read, Area::Brokerage),
            Self::Cases => may(Verb::Read, Area::Programme),
            Self::Reports => may(Verb::Read, Area::Indicator),
            Self::Imports => Area::ALL.iter().any(|area| may(Verb::Import, *area)),
            Self::Ledger => may(Verb::Audit, Area::Ledger),
            Self::Administration => may(Verb::Read, Area::Access),
        }
    }

    /// Where it leads.
    pub fn route(self) -> Route<'static> {
        match self {
            Self::Home => Route::Home,
            Self::Needs => Route::Needs,
            Self::Offers => Route::Offers,
            Self::Firms => Route::Firms,
            Self::Policies => Route::Policies,
            Self::Collections => Route::Collections,
            Self::Gatherings => Route::Gatherings,
            Self::Leads => Route::Leads,
            Self::Cases => Route::Cases,
            Self::Reports => Route::Reports,
            Self::Imports => Route::Imports,
            Self::Ledger => Route::Ledger,
            Self::Administration => Route::Accounts,
        }
    }
}

/// A job this person may do, with the number of things that wait there.
#[derive(Clone, Debug)]
pub struct JobLink {
    /// The job.
    pub job: Job,
    /// Things waiting; `None` shows no number.
    pub waiting: Option<i64>,
}

/// The signed-in person, as the top of the page shows them.
#[derive(Clone, Debug)]
pub struct Person {
    /// Name or account name.
    pub name: String,
    /// The organisation acted for.
    pub organisation: String,
    /// The role, in the language of the page.
    pub role: String,
}

/// How a message after an act is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Done as asked.
    Done,
    /// Done, with something to look at.
    Attention,
}

/// A message shown once at the top, after an act.
#[derive(Clone, Debug)]
pub struct Notice {
    /// How it is shown.
    pub kind: NoticeKind,
    /// The text, in the language of the page.
    pub text: String,
}

/// What surrounds a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language of the page.
    pub lang: Lang,
    /// The address of the page with its query, to return to.
    pub here: String,
    /// The operator of this installation (a district, a group, a park).
    pub operator: String,
    /// The day the system reckons with.
    pub today: Option<Date>,
    /// Who is signed in; `None` before sign-in.
    pub person: Option<Person>,
    /// The jobs this person may do.
    pub jobs: Vec<JobLink>,
    /// The token every form carries back.
    pub form_token: String,
    /// A fresh key that forms carry back, so that one sent twice has one effect.
    pub request_key: String,
    /// A message after an act.
    pub notice: Option<Notice>,
}

impl Frame {
    /// A frame for a reader who is not signed in.
    pub fn public(lang: Lang, here: impl Into<String>) -> Self {
        Self {
            lang,
            here: here.into(),
            operator: String::new(),
            today: None,
            person: None,
            jobs: Vec::new(),
            form_token: String::new(),
            request_key: String::new(),
            notice: None,
        }
    }

    /// The address that switches the language and returns here.
    pub fn language_switch(&self) -> String {
        Route::Language(self.lang.other().code()).with(&[("back", &self.here)])
    }

    /// The address of an embedded asset.
    pub fn asset(&self, name: &str) -> String {
        crate::assets::address(name)
    }
}
