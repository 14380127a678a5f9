//! The ledger: all entries with the result of verification, and the entries about one record.
//!
//! Main type: [`LedgerView`].

mod read;
#[cfg(test)]
pub(crate) mod samples;

use axum::Router;
use axum::routing::get;

use jiff::civil::DateTime;

use super::FilterGroup;
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Entry, Link, Mark, Paging, page_template};

/// The pages of the ledger.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(pattern::LEDGER, get(read::list))
        .route(pattern::LEDGER_HEADS, get(read::heads_file))
        .route(pattern::LEDGER_ENTRY, get(read::entry))
        .route(pattern::LEDGER_OF, get(read::of_record))
}

/// One entry.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Its number in the stream.
    pub number: i64,
    /// When it was written.
    pub at: DateTime,
    /// Who acted.
    pub who: String,
    /// What happened, linked to the entry.
    pub what: Link,
    /// The record it is about.
    pub record: Link,
    /// The first digits of its hash.
    pub hash: String,
    /// True when the payload was erased; the chain still verifies.
    pub erased: bool,
}

/// The result of the last verification.
#[derive(Clone, Debug)]
pub struct Verification {
    /// Whole or broken, in words.
    pub result: Mark,
    /// When it was made.
    pub at: DateTime,
    /// Entries verified.
    pub entries: i64,
    /// The head of the chain, and what else it reports.
    pub details: Vec<Entry>,
    /// Faults found, by entry.
    pub faults: Vec<String>,
}

/// The ledger, or the part of it about one record.
#[derive(Clone, Debug)]
pub struct LedgerView {
    /// The record, when only its entries are shown.
    pub record: Option<Link>,
    /// The last verification, when the reader may see it.
    pub verification: Option<Verification>,
    /// Whether verifying and exporting the heads are offered.
    pub tools: bool,
    /// The filters.
    pub filters: Vec<FilterGroup>,
    /// The entries, newest first.
    pub rows: Vec<EntryRow>,
    /// Where the page stands.
    pub paging: Paging,
}

page_template!(
    LedgerView,
    "ledger/list.html",
    Some(Job::Ledger),
    |view, lang| {
        let record = view.record.as_ref();
        record
            .map_or_else(
                || lang.t("job-ledger"),
                |link| lang.tv("ledger-of", &link.text),
            )
            .into_owned()
    }
);

/// One entry with what was written.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// What happened.
    pub title: String,
    /// The record it is about.
    pub record: Link,
    /// The header of the entry.
    pub lines: Vec<Entry>,
    /// What was written; empty when it was erased.
    pub payloads: Vec<String>,
}

page_template!(
    EntryView,
    "ledger/entry.html",
    Some(Job::Ledger),
    |view, _| view.title.clone()
);
