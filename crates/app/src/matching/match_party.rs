//! From a firm or one of its offers to the needs that suit it.

use super::conditions::Askers;
use super::judging::{
    Asked, Candidate, Moment, Ranked, constraints_of_all, knowledge, places, quote, rank,
};
use super::match_need::search;
use super::profile;
use crate::need::{is_open, owner_of};
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Verb};
use benfu_domain::id::{OfferId, PartyId, SubjectKey};
use benfu_domain::need::Need;
use benfu_domain::offer::{Offer, OfferState};
use benfu_domain::party::Party;
use benfu_search::{Hit, Kind, Profile};
use std::collections::HashMap;

/// Needs that suit a firm, with the same reasons as seen from the other side.
#[derive(Debug, Clone)]
pub struct PartyMatches {
    /// The firm.
    pub party: Party,
    /// Needs with the judgement of the firm's best offer (or of the firm itself) for each; the best first.
    pub needs: Vec<(Need, Ranked)>,
}

/// Ranks the needs that the actor may see for a firm.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such firm, or the actor may not know of it.
pub async fn match_party(cx: &Cx, id: PartyId, limit: usize) -> Result<PartyMatches, Failure> {
    let party = party_to_match(cx, id).await?;
    let offers = cx.store().offers_of(id).await?;
    let open = |offer: &Offer| offer.state == OfferState::Open;
    let offers: Vec<Offer> = offers.into_iter().filter(open).collect();
    let needs = needs_for(cx, &party, profiles(&party, &offers), limit).await?;
    Ok(PartyMatches { party, needs })
}

/// Ranks the needs that the actor may see for one offer, whatever else its owner offers.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such offer, or the actor may not know of it or of its owner.
pub async fn match_offer(cx: &Cx, id: OfferId, limit: usize) -> Result<PartyMatches, Failure> {
    let offer = crate::offer::visible_offer(cx, id).await?;
    let party = party_to_match(cx, offer.party).await?;
    let searching = profile::of_offer(&offer);
    let needs = needs_for(cx, &party, vec![(Some(offer), searching)], limit).await?;
    Ok(PartyMatches { party, needs })
}

/// Its own people may match a firm, and those who may match needs and know of the firm.
async fn party_to_match(cx: &Cx, id: PartyId) -> Result<Party, Failure> {
    let party = cx.store().party(id).await?.ok_or(Failure::NotFound)?;
    if cx.actor.party != Some(id) {
        cx.authorise(Verb::Read, Area::Party, &crate::party::owner_of(&party))?;
        cx.actor
            .widest(Verb::Match, Area::Need)
            .ok_or(Failure::Forbidden)?;
    }
    Ok(party)
}

async fn needs_for(
    cx: &Cx,
    party: &Party,
    profiles: Vec<(Option<Offer>, Profile)>,
    limit: usize,
) -> Result<Vec<(Need, Ranked)>, Failure> {
    let mut best: HashMap<i64, (Option<Offer>, Hit)> = HashMap::new();
    for (offer, profile) in profiles {
        let found = search(cx, profile, vec![Kind::Need], None).await?;
        for hit in found.hits {
            let better = best
                .get(&hit.key)
                .is_none_or(|(_, known)| known.score_milli < hit.score_milli);
            if better {
                best.insert(hit.key, (offer.clone(), hit));
            }
        }
    }
    let mut needs = judge_needs(cx, party, best).await?;
    needs.truncate(limit);
    quote(cx, needs.iter_mut().map(|(_, ranked)| ranked));
    Ok(needs)
}

/// What the firm can be found by: each open offer, and what it says of itself.
fn profiles(party: &Party, offers: &[Offer]) -> Vec<(Option<Offer>, Profile)> {
    let of_offers = offers
        .iter()
        .map(|offer| (Some(offer.clone()), profile::of_offer(offer)));
    // Its name says nothing of what it can do.
    let own = || Profile {
        title: String::new(),
        ..profile::of_party(party)
    };
    let own = (!party.introduction.is_empty()).then(|| (None, own()));
    of_offers.chain(own).collect()
}

async fn judge_needs(
    cx: &Cx,
    party: &Party,
    mut best: HashMap<i64, (Option<Offer>, Hit)>,
) -> Result<Vec<(Need, Ranked)>, Failure> {
    let mut keys: Vec<SubjectKey> = best.keys().map(|key| SubjectKey(*key)).collect();
    keys.sort_unstable();
    let top = best
        .values()
        .map(|(_, hit)| hit.score_milli)
        .max()
        .unwrap_or(1);
    let pairs: Vec<(Need, Candidate)> = cx
        .store()
        .needs_by_key(&keys)
        .await?
        .into_iter()
        .filter(|need| visible(cx, need) && need.party != Some(party.id))
        .filter_map(|need| {
            let (offer, hit) = best.remove(&need.key.0)?;
            let party = party.clone();
            Some((need, Candidate { offer, party, hit }))
        })
        .collect();
    let candidates: Vec<Candidate> = pairs.iter().map(|(_, one)| one.clone()).collect();
    // The firm's own people may see how their match-only facts answer; to others they answer nothing here,
    // since this direction logs no use of them.
    let own = cx.actor.party == Some(party.id);
    let needs: Vec<&Need> = pairs.iter().map(|(need, _)| need).collect();
    let terms = constraints_of_all(cx, &needs).await?;
    let knowledge = knowledge(cx, &candidates, terms.iter().flatten(), Moment::Now).await?;
    let mut places = places(cx, &needs).await?;
    let askers = Askers::of(cx, &needs, &candidates).await?;
    let mut needs = Vec::new();
    for ((need, candidate), constraints) in pairs.into_iter().zip(&terms) {
        let place = places.remove(&need.id);
        let with_unseen = is_open(&need) && own;
        let asked = Asked {
            need: need.id,
            askers: &askers,
            constraints,
            place,
            best_milli: top,
            with_unseen,
        };
        let ranked = rank(cx, &asked, vec![candidate], &knowledge);
        needs.extend(ranked.into_iter().next().map(|ranked| (need, ranked)));
    }
    needs.sort_by_key(|(need, ranked)| {
        (
            ranked.fails(),
            std::cmp::Reverse(ranked.score.total_permille),
            need.id,
        )
    });
    Ok(needs)
}

fn visible(cx: &Cx, need: &Need) -> bool {
    is_open(need) || cx.may(Verb::Read, Area::Need, &owner_of(need))
}
