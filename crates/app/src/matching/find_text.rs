//! Finding needs, offers and firms by a person's words.

use crate::{Cx, Failure};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::id::SubjectKey;
use benfu_domain::need::Need;
use benfu_domain::offer::{Offer, OfferState};
use benfu_domain::party::Party;
use benfu_search::Query;
use benfu_store::Page;

/// Hits looked at before authority thins them out.
const HITS: usize = 100;

/// What was found that the actor may see, the best first.
#[derive(Debug, Clone, Default)]
pub struct FoundText {
    /// Needs.
    pub needs: Vec<Need>,
    /// Offers.
    pub offers: Vec<Offer>,
    /// Firms, by name and by what they say of themselves.
    pub parties: Vec<Party>,
}

/// Finds needs, offers and firms by words; each only if the actor may know of it.
///
/// # Errors
/// Those of the store, and [`Failure::Bug`] when the index is damaged.
pub async fn find_text(cx: &Cx, words: &str) -> Result<FoundText, Failure> {
    let words = words.trim();
    if words.is_empty() {
        return Ok(FoundText::default());
    }
    let keys = hits(cx, words).await?;
    let mut found = FoundText::default();
    for need in cx.store().needs_by_key(&keys).await? {
        let open = crate::need::is_open(&need) && cx.actor.widest(Verb::Read, Area::Need).is_some();
        if open || reads(cx, Area::Need, &crate::need::owner_of(&need)) {
            found.needs.push(need);
        }
    }
    for offer in cx.store().offers_by_key(&keys).await? {
        let open =
            offer.state == OfferState::Open && cx.actor.widest(Verb::Read, Area::Offer).is_some();
        if open || reads(cx, Area::Offer, &crate::offer::owner_of(&offer)) {
            found.offers.push(offer);
        }
    }
    found.parties = parties(cx, words, &keys).await?;
    let place = |key: SubjectKey| {
        keys.iter()
            .position(|known| *known == key)
            .unwrap_or(usize::MAX)
    };
    found.needs.sort_by_key(|need| place(need.key));
    found.offers.sort_by_key(|offer| place(offer.key));
    Ok(found)
}

fn reads(cx: &Cx, area: Area, owner: &Owner) -> bool {
    cx.may(Verb::Read, area, owner)
}

async fn hits(cx: &Cx, words: &str) -> Result<Vec<SubjectKey>, Failure> {
    let (index, words) = (cx.app.finder.current(&cx.app).await, words.to_owned());
    let work = move || index.search(&Query::words(&words, HITS));
    let hits = tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Failure::Bug(error.to_string()))?;
    let hits = hits.map_err(|error| Failure::Bug(format!("full-text index: {error}")))?;
    Ok(hits.into_iter().map(|hit| SubjectKey(hit.key)).collect())
}

/// Firms whose names contain the words, then firms that speak of them.
async fn parties(cx: &Cx, words: &str, keys: &[SubjectKey]) -> Result<Vec<Party>, Failure> {
    let query = crate::party::PartyQuery {
        name: words.to_owned(),
        ..crate::party::PartyQuery::default()
    };
    let mut found = match crate::party::list_parties(cx, &query, &Page::first(20)).await {
        Ok(list) => list.parties,
        Err(Failure::NotFound) => return Ok(Vec::new()),
        Err(failure) => return Err(failure),
    };
    for party in cx.store().parties_by_key(keys).await? {
        let known = found.iter().any(|other| other.id == party.id);
        if !known && reads(cx, Area::Party, &crate::party::owner_of(&party)) {
            found.push(party);
        }
    }
    Ok(found)
}
