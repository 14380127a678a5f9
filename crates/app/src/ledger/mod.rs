//! The ledger for readers: verification, entries, and what was written about one thing.

use crate::{Cx, Failure};
use benfu_domain::access::{Area, Verb};

pub use benfu_store::ledger::{Entry, Finding, LedgerReport, PublishedHead};

/// Verifies the whole ledger against itself and against heads that were exported earlier.
///
/// # Errors
/// [`Failure::NotFound`] unless the actor may audit.
pub async fn verify(cx: &Cx, published: &[PublishedHead]) -> Result<LedgerReport, Failure> {
    cx.authorise(Verb::Audit, Area::Ledger, &cx.own())?;
    Ok(cx.store().verify_ledger(published).await?)
}

/// Entries before a place of a stream, the newest first.
///
/// # Errors
/// [`Failure::NotFound`] unless the actor may audit.
pub async fn list_entries(
    cx: &Cx,
    stream: &str,
    before: i64,
    limit: i64,
) -> Result<Vec<Entry>, Failure> {
    cx.authorise(Verb::Audit, Area::Ledger, &cx.own())?;
    Ok(cx.store().entries_before(stream, before, limit).await?)
}

/// The heads, to be put where the operator cannot reach them.
///
/// # Errors
/// [`Failure::NotFound`] unless the actor may audit.
pub async fn heads(cx: &Cx) -> Result<Vec<PublishedHead>, Failure> {
    cx.authorise(Verb::Audit, Area::Ledger, &cx.own())?;
    Ok(cx.store().ledger_heads().await?)
}

/// One entry with its payloads. Auditors see all; others those of their own organisation.
///
/// # Errors
/// [`Failure::NotFound`] when there is none, or the actor may not know of it.
pub async fn read_entry(cx: &Cx, key: i64) -> Result<(Entry, Vec<String>), Failure> {
    let (entry, payloads) = cx.store().entry(key).await?.ok_or(Failure::NotFound)?;
    let own = entry.header.organisation == cx.actor.organisation.to_string();
    if !own {
        cx.authorise(Verb::Audit, Area::Ledger, &cx.own())?;
    }
    Ok((entry, payloads))
}

/// What was written about one thing that the actor may see; the caller has read the thing itself.
///
/// # Errors
/// Only those of the store.
pub async fn entries_of(cx: &Cx, subject: &str) -> Result<Vec<Entry>, Failure> {
    Ok(cx.store().entries_of(subject, 100).await?)
}
