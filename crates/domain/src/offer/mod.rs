//! Offers (供给): technologies, capabilities, products, platform time.
//!
//! [`Offer`] is what a party can bring. What it can do exactly is facts about it; its text is searched.
//!
//! Does not belong here: facts (fact), ranking (matching).

use crate::id::{ImportId, OfferId, OrganisationId, PartyId, SubjectKey};
use crate::region::RegionCode;
use crate::word::worded;

worded! {
    /// Where an offer stands.
    OfferState {
        /// Being written: seen by its owner only.
        Draft = "draft",
        /// Takes part in matching.
        Open = "open",
        /// No longer offered.
        Withdrawn = "withdrawn",
    }
}

/// One offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Identifier.
    pub id: OfferId,
    /// Its key in the fact journal.
    pub key: SubjectKey,
    /// Kind, a pack id such as `technology`.
    pub kind: String,
    /// Title.
    pub title: String,
    /// What it does, in words.
    pub text: String,
    /// Whose it is.
    pub party: PartyId,
    /// The organisation that keeps the row.
    pub organisation: OrganisationId,
    /// Where it belongs.
    pub region: RegionCode,
    /// Where it stands.
    pub state: OfferState,
    /// The import it came with.
    pub import: Option<ImportId>,
    /// Counts up with each write.
    pub version: i64,
}
