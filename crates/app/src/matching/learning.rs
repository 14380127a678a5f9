//! Learning from ends: what was known when cases were opened, and how they ended.
//!
//! A need takes part when a result of one of its cases was accepted (or it came to the end its programme is for) and
//! others ended otherwise. Its candidates are
//! judged as on the morning of the day on which the first of these cases was opened: by facts recorded by then and cases ended
//! before. Texts are read as they stand today. Match-only facts take no part.

use super::conditions::Askers;
use super::judging::{Asked, Candidate, Moment, compiled, knowledge, places, rank};
use super::match_need::search;
use super::{profile, ranking};
use crate::{Cx, Failure, Page};
use benfu_domain::id::{NeedId, OfferId, PartyId};
use benfu_domain::matching::{Advice, Example, RankingModel, Trial, tried};
use benfu_domain::need::Need;
use benfu_domain::programme::{Case, CaseState};
use benfu_search::{Hit, Kind, Parts};
use benfu_store::programme::CaseFilter;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};

/// The most cases that are learned from, the latest first.
const CASES: usize = 20_000;

/// What was tried.
#[derive(Debug, Clone)]
pub struct Learned {
    /// The trial.
    pub trial: Trial,
    /// How many decided cases it rests on.
    pub cases: usize,
    /// The number under which it was kept, when it was.
    pub number: Option<i64>,
}

/// Tries what weights the ends so far would give; keeps nothing.
///
/// # Errors
/// [`Failure::Forbidden`] unless the actor answers for the ranking.
pub async fn try_learning(cx: &Cx) -> Result<Learned, Failure> {
    ranking::authorised(cx)?;
    let examples = examples(cx).await?;
    let (in_force, _) = ranking::weights_in_force(cx).await?;
    let cases = examples.len();
    let work = move || tried(&examples, &in_force);
    let trial = tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Failure::Bug(error.to_string()))?;
    Ok(Learned {
        trial,
        cases,
        number: None,
    })
}

/// The same, and keeps what was learned as a numbered ranking that is not in force. Too few ends are not kept.
///
/// # Errors
/// As [`try_learning`].
pub async fn learn_ranking(cx: &Cx) -> Result<Learned, Failure> {
    let mut learned = try_learning(cx).await?;
    if learned.trial.advice == Advice::TooFew {
        return Ok(learned);
    }
    let number = cx
        .store()
        .rankings()
        .await?
        .first()
        .map_or(1, |last| last.number + 1);
    let model = RankingModel::learned(number, &learned.trial, cx.today());
    let mut write = cx
        .write("ranking_learned", &format!("ranking {number}"))
        .await?;
    let [before, after] = model
        .kept_apart
        .map(benfu_domain::matching::Concordance::permille);
    write.tell(json!({
        "number": number, "weights": model.weights.permille, "needs": model.needs, "cases": learned.cases,
        "before_permille": before, "after_permille": after, "better": model.better,
    }));
    write.save_ranking(&model);
    cx.save(write).await?;
    learned.number = Some(number);
    Ok(learned)
}

/// A candidate of every decided case of a need that has ends of both kinds.
async fn examples(cx: &Cx) -> Result<Vec<Example>, Failure> {
    let mut of: BTreeMap<NeedId, Vec<(Case, bool)>> = BTreeMap::new();
    for case in decided(cx).await? {
        if let (Some(need), Some(good)) = (case.need, is_good(cx, &case)) {
            of.entry(need).or_default().push((case, good));
        }
    }
    of.retain(|_, cases| {
        cases.iter().any(|(_, good)| *good) && cases.iter().any(|(_, good)| !good)
    });
    let mut examples = Vec::new();
    for (need, cases) in of {
        let Some(need) = cx.store().need(need).await? else {
            continue;
        };
        examples.extend(of_need(cx, &need, &cases).await?);
    }
    Ok(examples)
}

/// Cases that say something: a result was accepted, or they ended.
async fn decided(cx: &Cx) -> Result<Vec<Case>, Failure> {
    let filter = CaseFilter {
        states: vec![CaseState::Accepted, CaseState::Adopted, CaseState::Ended],
        about_policy: Some(false),
        ..CaseFilter::default()
    };
    let (mut cases, mut page) = (Vec::new(), Page::first(Page::MOST));
    loop {
        let mut found = cx.store().cases(&filter, &page).await?;
        let full = i64::try_from(found.len()).unwrap_or(i64::MAX) >= Page::MOST;
        page.after = found
            .last()
            .map(|case| case.id.to_string())
            .unwrap_or_default();
        cases.append(&mut found);
        if !full || cases.len() >= CASES {
            return Ok(cases);
        }
    }
}

/// Was a result accepted, or did it come to the end its programme is for? An end without blame says nothing of the choice.
fn is_good(cx: &Cx, case: &Case) -> Option<bool> {
    if case.farthest >= CaseState::Accepted {
        return Some(true);
    }
    let end = case.end.as_ref()?;
    let code = cx
        .pack()
        .programmes
        .get(&case.programme)?
        .end_code(&end.code)?;
    (code.success || !code.blameless).then_some(code.success)
}

async fn of_need(cx: &Cx, need: &Need, cases: &[(Case, bool)]) -> Result<Vec<Example>, Failure> {
    let Some(day) = cases.iter().map(|(case, _)| case.opened_on).min() else {
        return Ok(Vec::new());
    };
    let (candidates, best_milli) = candidates(cx, need, cases).await?;
    let version = cases.iter().map(|(case, _)| case.need_version).max();
    let constraints = cx
        .store()
        .constraints(need.id, version.unwrap_or(0))
        .await?;
    let (constraints, _) = compiled(cx, constraints);
    let moment = Moment::Beginning(day);
    let knowledge = knowledge(cx, &candidates, constraints.iter(), moment).await?;
    let asked = Asked {
        need: need.id,
        askers: &Askers::of(cx, &[need], &candidates).await?,
        constraints: &constraints,
        place: places(cx, &[need]).await?.remove(&need.id),
        best_milli,
        with_unseen: false,
    };
    let ends: HashMap<(PartyId, Option<OfferId>), bool> = cases
        .iter()
        .map(|(case, good)| ((case.sides.supplier, case.offer), *good))
        .collect();
    let number = bits(need.id);
    let ranked = rank(cx, &asked, candidates, &knowledge).into_iter();
    let told = ranked.filter_map(|one| {
        let offer = one.candidate.offer.as_ref().map(|offer| offer.id);
        let good = *ends.get(&(one.candidate.party.id, offer))?;
        let mut values = one.score.parts.iter().map(|(_, value, _)| *value);
        Some(Example {
            need: number,
            values: std::array::from_fn(|_| values.next().unwrap_or(0)),
            good,
        })
    });
    Ok(told.collect())
}

/// The number in an identifier.
fn bits(need: NeedId) -> u128 {
    let text = need.to_string();
    u128::from_str_radix(text.trim_start_matches(NeedId::PREFIX), 16).unwrap_or(0)
}

/// The offers of the cases (or the firms, where none was named) as the search finds them, and the best hit of all.
async fn candidates(
    cx: &Cx,
    need: &Need,
    cases: &[(Case, bool)],
) -> Result<(Vec<Candidate>, i64), Failure> {
    let kinds = vec![Kind::Offer, Kind::Party];
    let found = search(cx, profile::of_need(need), kinds, None).await?.hits;
    let best = found.iter().map(|hit| hit.score_milli).max().unwrap_or(1);
    let hits: HashMap<i64, Hit> = found.into_iter().map(|hit| (hit.key, hit)).collect();
    let mut candidates = Vec::new();
    for (case, _) in cases {
        let offer = match case.offer {
            Some(offer) => cx.store().offer(offer).await?,
            None => None,
        };
        let Some(party) = cx.store().party(case.sides.supplier).await? else {
            continue;
        };
        let key = offer.as_ref().map_or(party.key, |offer| offer.key);
        let nothing = || Hit {
            key: key.0,
            score_milli: 0,
            parts: Parts::default(),
            terms: Vec::new(),
        };
        let hit = hits.get(&key.0).cloned().unwrap_or_else(nothing);
        candidates.push(Candidate { offer, party, hit });
    }
    Ok((candidates, best))
}
