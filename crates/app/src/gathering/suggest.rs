//! Who suits whom among those who take part, by the ranking of matching.

use super::whole::Whole;
use crate::matching::{match_need, match_party};
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Verb};
use benfu_domain::gathering::Pair;
use benfu_domain::id::{NeedId, OfferId, PartyId};
use std::collections::HashMap;

/// How many of a ranking are looked at.
const LOOKED_AT: usize = 200;

/// How well a pair suits, as matching sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggested {
    /// The score, permille.
    pub permille: u16,
    /// The offer that suits best.
    pub offer: Option<OfferId>,
    /// A condition of either side is not met.
    pub fails: bool,
}

/// The suppliers that suit a need, for those who may match it.
pub(super) async fn for_need(
    cx: &Cx,
    need: NeedId,
) -> Result<HashMap<PartyId, Suggested>, Failure> {
    let mut found = HashMap::new();
    let matches = match match_need(cx, need, LOOKED_AT).await {
        Err(Failure::Forbidden | Failure::NotFound) => return Ok(found),
        matches => matches?,
    };
    for ranked in matches.ranked {
        let suggested = Suggested {
            permille: ranked.score.total_permille,
            offer: ranked.candidate.offer.as_ref().map(|offer| offer.id),
            fails: ranked.fails(),
        };
        // The best of a supplier's offers comes first.
        found.entry(ranked.candidate.party.id).or_insert(suggested);
    }
    Ok(found)
}

/// What suits one of those who take part: suppliers for each of its needs, and others' needs for what it offers.
pub(super) async fn for_party(
    cx: &Cx,
    whole: &Whole,
    party: PartyId,
) -> Result<HashMap<Pair, Suggested>, Failure> {
    let mut found = HashMap::new();
    let own = whole
        .needs
        .values()
        .filter(|need| need.party == Some(party));
    for need in own {
        let suppliers = for_need(cx, need.id).await?.into_iter();
        found.extend(suppliers.map(|(supplier, suggested)| {
            let need = need.id;
            (Pair { need, supplier }, suggested)
        }));
    }
    let matches = match match_party(cx, party, LOOKED_AT).await {
        Err(Failure::Forbidden | Failure::NotFound) => return Ok(found),
        matches => matches?,
    };
    found.extend(matches.needs.iter().map(|(need, ranked)| {
        let pair = Pair {
            need: need.id,
            supplier: party,
        };
        let suggested = Suggested {
            permille: ranked.score.total_permille,
            offer: ranked.candidate.offer.as_ref().map(|offer| offer.id),
            fails: ranked.fails(),
        };
        (pair, suggested)
    }));
    Ok(found)
}

/// Suppliers who suit a need and do not take part yet, the best first.
///
/// # Errors
/// As [`crate::matching::match_need`].
pub(super) async fn newcomers(
    cx: &Cx,
    whole: &Whole,
    need: NeedId,
    most: usize,
) -> Result<Vec<(PartyId, Suggested)>, Failure> {
    let suits = for_need(cx, need).await?;
    let mut fresh: Vec<(PartyId, Suggested)> = suits
        .into_iter()
        .filter(|(party, suggested)| !suggested.fails && whole.participant(*party).is_none())
        .collect();
    fresh.sort_by_key(|(party, suggested)| (std::cmp::Reverse(suggested.permille), *party));
    fresh.truncate(most);
    let parties = fresh.iter().map(|(party, _)| *party).collect::<Vec<_>>();
    let known = cx.store().parties_by_id(&parties).await?;
    let visible: Vec<PartyId> = known
        .iter()
        .filter(|party| cx.may(Verb::Read, Area::Party, &crate::party::owner_of(party)))
        .map(|party| party.id)
        .collect();
    fresh.retain(|(party, _)| visible.contains(party));
    Ok(fresh)
}
