//! From a need to the offers that may answer it.

use super::conditions::Askers;
use super::judging::{
    Asked, Candidate, Moment, Ranked, constraints_of, knowledge, places, quote, rank,
};
use super::meanings::WithoutMeaning;
use super::profile;
use crate::need::{is_open, owner_of, visible_need};
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Verb};
use benfu_domain::fact::Level;
use benfu_domain::id::{NeedId, OfferId, PartyId, SubjectKey};
use benfu_domain::need::{Constraint, Need};
use benfu_domain::party::Party;
use benfu_rules::Answer;
use benfu_search::meaning::Vectors;
use benfu_search::{Hit, Kind, Meaning, Parts, Profile, Query, SearchError};
use benfu_store::fact::UnseenAnswer;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Candidates that are judged for one need.
const CANDIDATES: usize = 200;

/// Ranked offers for a need.
#[derive(Debug, Clone)]
pub struct NeedMatches {
    /// The need.
    pub need: Need,
    /// Those that pass or may pass the constraints, the best first; then those that fail, with reasons.
    pub ranked: Vec<Ranked>,
    /// Constraints whose rules no longer compile, and so were not asked.
    pub broken_constraints: Vec<Constraint>,
    /// Parties that have an open case for the need already.
    pub in_case: BTreeSet<PartyId>,
    /// Why likeness of meaning did not take part although there is an endpoint for it.
    pub without_meaning: Option<WithoutMeaning>,
    /// Number of the learned ranking in force; the pack's weights count when there is none.
    pub ranking: Option<i64>,
}

/// Ranks offers, and firms without one, for a need.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such need; [`Failure::Forbidden`] unless the actor may match it.
pub async fn match_need(cx: &Cx, id: NeedId, limit: usize) -> Result<NeedMatches, Failure> {
    let need = visible_need(cx, id).await?;
    cx.authorise(Verb::Match, Area::Need, &owner_of(&need))?;
    let searching = profile::of_need(&need);
    let found = search(cx, searching, vec![Kind::Offer, Kind::Party], None).await?;
    let candidates = candidates(cx, found.hits, &need).await?;
    let mut matches = judged(cx, need, candidates).await?;
    matches.without_meaning = found.without_meaning;
    log_unseen(cx, &matches).await?;
    matches.ranked.truncate(limit);
    quote(cx, matches.ranked.iter_mut());
    Ok(matches)
}

/// Judges one offer that the actor names, however it ranks.
///
/// # Errors
/// As [`match_need`].
pub async fn why_not(cx: &Cx, id: NeedId, offer: OfferId) -> Result<NeedMatches, Failure> {
    let need = visible_need(cx, id).await?;
    cx.authorise(Verb::Match, Area::Need, &owner_of(&need))?;
    let offer = crate::offer::visible_offer(cx, offer).await?;
    let searching = profile::of_need(&need);
    let found = search(cx, searching, vec![Kind::Offer], Some(offer.key)).await?;
    let hit = found.hits.into_iter().next();
    let hit = hit.unwrap_or(Hit {
        key: offer.key.0,
        score_milli: 0,
        parts: Parts::default(),
        terms: Vec::new(),
    });
    let party = cx
        .store()
        .party(offer.party)
        .await?
        .ok_or(Failure::NotFound)?;
    let mut matches = judged(
        cx,
        need,
        vec![Candidate {
            offer: Some(offer),
            party,
            hit,
        }],
    )
    .await?;
    matches.without_meaning = found.without_meaning;
    quote(cx, matches.ranked.iter_mut());
    log_unseen(cx, &matches).await?;
    Ok(matches)
}

/// What a search found, and why it went without likeness of meaning where there is an endpoint for it.
pub(super) struct Searched {
    pub(super) hits: Vec<Hit>,
    pub(super) without_meaning: Option<WithoutMeaning>,
}

/// Searches off the async threads; only `only` when it is given.
pub(super) async fn search(
    cx: &Cx,
    profile: Profile,
    kinds: Vec<Kind>,
    only: Option<SubjectKey>,
) -> Result<Searched, Failure> {
    let index = cx.app.finder.current(&cx.app).await;
    let meanings = Arc::clone(&cx.app.meanings);
    let work = move || {
        let allowed = |key: i64| only.is_none_or(|only| key == only.0);
        let mut query = Query::matching(&profile, &kinds, CANDIDATES);
        if only.is_some() {
            query = query.among(&allowed);
        }
        let asked = meanings.at_hand().then(|| meanings.asked(&profile));
        let (found, without_meaning) = match &asked {
            Some(Ok(asked)) => {
                let like =
                    |vectors: &Vectors| index.search(&query.like(Meaning { vectors, asked }));
                (meanings.with_vectors(like), None)
            }
            Some(Err(without)) => (None, Some(without.clone())),
            None => (None, None),
        };
        let hits = found.unwrap_or_else(|| index.search(&query))?;
        Ok(Searched {
            hits,
            without_meaning,
        })
    };
    let searched = tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Failure::Bug(error.to_string()))?;
    searched.map_err(|error: SearchError| Failure::Bug(format!("full-text index: {error}")))
}

/// The offers and firms behind hits. A firm is a candidate of its own only when none of its offers was found,
/// and nobody is a candidate for their own need.
async fn candidates(cx: &Cx, hits: Vec<Hit>, need: &Need) -> Result<Vec<Candidate>, Failure> {
    let keys: Vec<SubjectKey> = hits.iter().map(|hit| SubjectKey(hit.key)).collect();
    let offers: HashMap<i64, _> = cx
        .store()
        .offers_by_key(&keys)
        .await?
        .into_iter()
        .map(|offer| (offer.key.0, offer))
        .collect();
    let mut parties: HashMap<i64, Party> = cx
        .store()
        .parties_by_key(&keys)
        .await?
        .into_iter()
        .map(|party| (party.key.0, party))
        .collect();
    let owners: Vec<PartyId> = offers.values().map(|offer| offer.party).collect();
    let owners: HashMap<PartyId, Party> = cx
        .store()
        .parties_by_id(&owners)
        .await?
        .into_iter()
        .map(|party| (party.id, party))
        .collect();
    parties.retain(|_, party| !owners.contains_key(&party.id));
    let found = hits.into_iter().filter_map(|hit| {
        let offer = offers.get(&hit.key).cloned();
        let party = match &offer {
            Some(offer) => owners.get(&offer.party).cloned(),
            None => parties.get(&hit.key).cloned(),
        };
        Some(Candidate {
            offer,
            party: party?,
            hit,
        })
    });
    Ok(found
        .filter(|candidate| need.party != Some(candidate.party.id))
        .collect())
}

async fn judged(cx: &Cx, need: Need, candidates: Vec<Candidate>) -> Result<NeedMatches, Failure> {
    let (constraints, broken_constraints) = constraints_of(cx, &need).await?;
    let knowledge = knowledge(cx, &candidates, constraints.iter(), Moment::Now).await?;
    let best = candidates
        .iter()
        .map(|candidate| candidate.hit.score_milli)
        .max()
        .unwrap_or(1);
    let asked = Asked {
        need: need.id,
        askers: &Askers::of(cx, &[&need], &candidates).await?,
        constraints: &constraints,
        place: places(cx, &[&need]).await?.remove(&need.id),
        best_milli: best,
        with_unseen: is_open(&need),
    };
    let ranked = rank(cx, &asked, candidates, &knowledge);
    let cases = cx.store().cases_of_need(need.id).await?;
    let open = cases.into_iter().filter(|case| case.end.is_none());
    let in_case = open.map(|case| case.sides.supplier).collect();
    Ok(NeedMatches {
        need,
        ranked,
        broken_constraints,
        in_case,
        without_meaning: None,
        ranking: knowledge.ranking,
    })
}

/// Logs, once for each published version, that match-only facts answered constraints; their owners see it.
async fn log_unseen(cx: &Cx, matches: &NeedMatches) -> Result<(), Failure> {
    if !is_open(&matches.need) {
        return Ok(());
    }
    let answers: Vec<UnseenAnswer> = matches
        .ranked
        .iter()
        .flat_map(|ranked| unseen_of(cx, matches, ranked))
        .collect();
    let mut subjects: Vec<SubjectKey> = answers.iter().map(|answer| answer.subject).collect();
    subjects.dedup();
    let logged = cx.store().unseen_answers(&subjects).await?;
    let known = |answer: &UnseenAnswer| {
        logged.iter().any(|old| {
            (old.subject, &old.concept, old.need, old.need_version)
                == (
                    answer.subject,
                    &answer.concept,
                    answer.need,
                    answer.need_version,
                )
        })
    };
    let fresh: Vec<UnseenAnswer> = answers
        .into_iter()
        .filter(|answer| !known(answer))
        .collect();
    if fresh.is_empty() {
        return Ok(());
    }
    let mut write = cx
        .write("matched_unseen", &matches.need.id.to_string())
        .await?;
    write.log_unseen(&fresh);
    cx.save(write).await?;
    Ok(())
}

fn unseen_of<'a>(
    cx: &Cx,
    matches: &'a NeedMatches,
    ranked: &'a Ranked,
) -> impl Iterator<Item = UnseenAnswer> + 'a {
    let today = cx.today();
    let settled = ranked
        .judgement
        .verdicts
        .iter()
        .filter(|verdict| verdict.answer != Answer::Unknown);
    settled.flat_map(move |verdict| {
        let facts = verdict
            .facts(&ranked.book)
            .into_iter()
            .filter(|fact| fact.level == Level::MatchOnly);
        facts.map(move |fact| UnseenAnswer {
            subject: fact.subject,
            concept: fact.concept.clone(),
            need: matches.need.id,
            need_version: matches.need.published_version,
            on: today,
            met: verdict.answer == Answer::Met,
        })
    })
}
