//! Who suits whom among those who take part, by the ranking of matching.

use super::whole::Whole;
use crate::matching::{match_need, match_party};
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Verb};
use benfu_domain::gathering::Pair;
use benfu_domain::id::{NeedId, OfferId, PartyId};
use std::collections::{BTreeMap, HashMap};

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
async fn for_need(cx: &Cx, need: NeedId) -> Result<HashMap<PartyId, Suggested>, Failure> {
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
) -> Result<BTreeMap<Pair, Suggested>, Failure> {
    let mut found = BTreeMap::new();
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

/// Suppliers who suit a need of the party best and do not take part yet, so many for each need.
pub(super) async fn newcomers(
    cx: &Cx,
    whole: &Whole,
    suits: &BTreeMap<Pair, Suggested>,
    most: usize,
) -> Result<Vec<(PartyId, String, Suggested)>, Failure> {
    let mut of_need: BTreeMap<NeedId, Vec<(PartyId, Suggested)>> = BTreeMap::new();
    for (pair, suggested) in suits {
        if !suggested.fails && whole.participant(pair.supplier).is_none() {
            let suppliers = of_need.entry(pair.need).or_default();
            suppliers.push((pair.supplier, *suggested));
        }
    }
    let mut best: BTreeMap<PartyId, Suggested> = BTreeMap::new();
    for (_, mut suppliers) in of_need {
        suppliers.sort_by_key(|(party, one)| (std::cmp::Reverse(one.permille), *party));
        suppliers.truncate(most);
        for (party, suggested) in suppliers {
            let known = best.entry(party).or_insert(suggested);
            if known.permille < suggested.permille {
                *known = suggested;
            }
        }
    }
    let ids: Vec<PartyId> = best.keys().copied().collect();
    let known = cx.store().parties_by_id(&ids).await?.into_iter();
    let visible =
        known.filter(|party| cx.may(Verb::Read, Area::Party, &crate::party::owner_of(party)));
    let mut found: Vec<(PartyId, String, Suggested)> = visible
        .filter_map(|party| Some((party.id, party.name, *best.get(&party.id)?)))
        .collect();
    found.sort_by_key(|(party, ..)| *party);
    Ok(found)
}
