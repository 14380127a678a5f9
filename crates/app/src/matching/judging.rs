//! Judging candidates: constraints first, then one score whose parts are shown.

use super::conditions::Askers;
use crate::need::is_open;
use crate::{Cx, Failure};
use benfu_domain::fact::{FactBook, Held, Level, Observed};
use benfu_domain::id::{NeedId, PartyId, SubjectKey};
use benfu_domain::matching::{
    Compiled, Evidence, Judgement, Nearness, Reason, Score, Weights, judge,
};
use benfu_domain::need::{Constraint, Need};
use benfu_domain::offer::Offer;
use benfu_domain::party::{Party, Status};
use benfu_domain::region::RegionCode;
use benfu_rules::{Answer, Day, Value};
use benfu_search::{Hit, Passage};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The concept that tells how mature a technology is; a pack without it simply has no such part.
const MATURITY: &str = "maturity_level";

/// An offer, or a firm without one, that may answer a need.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The offer; `None` when the firm itself was found.
    pub offer: Option<Offer>,
    /// Whose it is.
    pub party: Party,
    /// What the text search found.
    pub hit: Hit,
}

/// A candidate with its judgement, score and reasons.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// The candidate.
    pub candidate: Candidate,
    /// Each constraint with its answer.
    pub judgement: Judgement,
    /// The facts behind the answers.
    pub book: FactBook,
    /// What the candidate's offer asks of the need's asker, with its answers.
    pub conditions: Judgement,
    /// The fused score and its parts.
    pub score: Score,
    /// Reasons for and against, beside the constraints.
    pub reasons: Vec<Reason>,
    /// The passages of the candidate's text that matched; found by [`quote`] for those that are shown.
    pub passages: Vec<Passage>,
}

impl Ranked {
    /// What both sides' conditions come to.
    pub fn answer(&self) -> Answer {
        self.judgement.answer.and(self.conditions.answer)
    }

    /// Whether a condition of either side is not met.
    pub fn fails(&self) -> bool {
        self.answer() == Answer::NotMet
    }
}

/// What is known about a set of candidates, loaded at once.
pub(super) struct Knowledge {
    facts: HashMap<SubjectKey, Vec<Held>>,
    statuses: HashMap<PartyId, Vec<Status>>,
    ends: HashMap<PartyId, (u32, u32)>,
    completeness: Vec<benfu_domain::fact::Completeness>,
    /// The day on which it is judged.
    on: Day,
    /// What each part of a score counts.
    weights: Weights,
    /// Number of the learned ranking in force.
    pub(super) ranking: Option<i64>,
}

/// The moment for which candidates are judged.
#[derive(Clone, Copy)]
pub(super) enum Moment {
    /// Now.
    Now,
    /// As it was known when a day began: facts that were recorded by then, cases that had ended before.
    Beginning(Day),
}

/// The constraints of a need as they stand for its reader, the published ones while it is open; those that no longer
/// compile are left out and named.
pub(super) async fn constraints_of(
    cx: &Cx,
    need: &Need,
) -> Result<(Vec<Compiled>, Vec<Constraint>), Failure> {
    let constraints = cx.store().constraints(need.id, version_of(need)).await?;
    Ok(compiled(cx, constraints))
}

/// The same for many needs, in their order, without those that no longer compile.
pub(super) async fn constraints_of_all(
    cx: &Cx,
    needs: &[&Need],
) -> Result<Vec<Vec<Compiled>>, Failure> {
    let versions = needs.iter().map(|need| (need.id, version_of(need)));
    let mut constraints = cx.store().constraints_of_all(&versions.collect()).await?;
    let mut of = |need: &&Need| constraints.remove(&need.id).unwrap_or_default();
    Ok(needs.iter().map(|need| compiled(cx, of(need)).0).collect())
}

fn version_of(need: &Need) -> i64 {
    if is_open(need) {
        need.published_version
    } else {
        0
    }
}

pub(super) fn compiled(cx: &Cx, constraints: Vec<Constraint>) -> (Vec<Compiled>, Vec<Constraint>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for constraint in constraints {
        match Compiled::new(&constraint, &cx.pack().dictionary) {
            Ok(compiled) => good.push(compiled),
            Err(_) => bad.push(constraint),
        }
    }
    (good, bad)
}

/// A need as its candidates are judged.
pub(super) struct Asked<'a> {
    /// Which need it is.
    pub(super) need: NeedId,
    /// What offers ask of it.
    pub(super) askers: &'a Askers,
    /// Its hard constraints.
    pub(super) constraints: &'a [Compiled],
    /// Where it is, if anything says so.
    pub(super) place: Option<RegionCode>,
    /// The best hit of the whole search, against which similarity is measured.
    pub(super) best_milli: i64,
    /// Do match-only facts take part?
    pub(super) with_unseen: bool,
}

/// Where needs are: where they are to be done, else where their askers are; a list that names neither says nothing.
pub(super) async fn places(
    cx: &Cx,
    needs: &[&Need],
) -> Result<HashMap<NeedId, RegionCode>, Failure> {
    let mut askers: Vec<PartyId> = needs.iter().filter_map(|need| need.party).collect();
    askers.sort_unstable();
    askers.dedup();
    let askers = cx.store().parties_by_id(&askers).await?;
    let located: HashSet<PartyId> = askers
        .iter()
        .filter_map(|asker| asker.place().map(|_| asker.id))
        .collect();
    let here = |need: &Need| {
        let asker_known = need.party.is_some_and(|asker| located.contains(&asker));
        let region = asker_known.then(|| need.region.clone());
        Some((need.id, need.terms.place.clone().or(region)?))
    };
    Ok(needs.iter().filter_map(|need| here(need)).collect())
}

/// Loads what is known about candidates, as far as these constraints may ask or the score counts.
pub(super) async fn knowledge(
    cx: &Cx,
    candidates: &[Candidate],
    constraints: impl Iterator<Item = &Compiled>,
    moment: Moment,
) -> Result<Knowledge, Failure> {
    let asked = constraints.flat_map(|one| one.rule.concepts());
    let concepts: BTreeSet<&str> = asked
        .map(|(concept, _)| concept)
        .chain([MATURITY])
        .collect();
    let concepts: Vec<&str> = concepts.into_iter().collect();
    let mut subjects: Vec<SubjectKey> = Vec::new();
    let mut parties: Vec<PartyId> = Vec::new();
    for candidate in candidates {
        subjects.extend(candidate.offer.as_ref().map(|offer| offer.key));
        subjects.push(candidate.party.key);
        parties.push(candidate.party.id);
    }
    subjects.sort_unstable();
    subjects.dedup();
    parties.sort_unstable();
    parties.dedup();
    let takes_part = |fact: &Held| match fact.level {
        Level::Public | Level::Members | Level::MatchOnly => true,
        Level::Parties | Level::Owner => false,
    };
    let mut facts: HashMap<SubjectKey, Vec<Held>> = HashMap::new();
    let held = match moment {
        Moment::Now => cx.store().facts_about(&subjects, &concepts).await?,
        Moment::Beginning(day) => {
            let known = crate::clock::beginning_ms(day);
            cx.store().facts_known(&subjects, &concepts, known).await?
        }
    };
    for fact in held.into_iter().filter(takes_part) {
        facts.entry(fact.subject).or_default().push(fact);
    }
    let (weights, ranking) = super::ranking::weights_in_force(cx).await?;
    Ok(Knowledge {
        facts,
        statuses: statuses(cx, &parties).await?,
        ends: ends(cx, &parties, moment).await?,
        completeness: cx.store().completeness().await?,
        on: match moment {
            Moment::Now => cx.today(),
            Moment::Beginning(day) => day,
        },
        weights,
        ranking,
    })
}

pub(super) async fn statuses(
    cx: &Cx,
    parties: &[PartyId],
) -> Result<HashMap<PartyId, Vec<Status>>, Failure> {
    let mut by_party: HashMap<PartyId, Vec<Status>> = HashMap::new();
    for chunk in parties.chunks(500) {
        for status in cx.store().statuses_of_all(chunk).await? {
            by_party.entry(status.party).or_default().push(status);
        }
    }
    Ok(by_party)
}

async fn ends(
    cx: &Cx,
    parties: &[PartyId],
    moment: Moment,
) -> Result<HashMap<PartyId, (u32, u32)>, Failure> {
    let mut ends = HashMap::new();
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    for chunk in parties.chunks(500) {
        let records = match moment {
            Moment::Now => cx.store().track_records(chunk).await?,
            Moment::Beginning(day) => cx.store().track_records_before(chunk, day).await?,
        };
        ends.extend(
            records
                .into_iter()
                .map(|(party, good, other)| (party, (count(good), count(other)))),
        );
    }
    Ok(ends)
}

impl Knowledge {
    /// The facts of one candidate, the offer's before its owner's.
    fn book(&self, candidate: &Candidate, with_unseen: bool) -> FactBook {
        let offer = candidate.offer.as_ref().map(|offer| offer.key);
        let subjects: Vec<SubjectKey> = offer.into_iter().chain([candidate.party.key]).collect();
        let facts = subjects
            .iter()
            .filter_map(|subject| self.facts.get(subject))
            .flatten()
            .filter(|fact| with_unseen || fact.level != Level::MatchOnly)
            .cloned();
        let statuses = self
            .statuses
            .get(&candidate.party.id)
            .cloned()
            .unwrap_or_default();
        FactBook::new(self.on, subjects.clone())
            .with_facts(facts.collect::<Vec<_>>())
            .with_statuses(candidate.party.place().cloned(), statuses)
            .with_completeness(self.completeness.clone())
    }

    fn evidence(&self, candidate: &Candidate, asked: &Asked<'_>, book: &FactBook) -> Evidence {
        let (good_ends, other_ends) = self
            .ends
            .get(&candidate.party.id)
            .copied()
            .unwrap_or_default();
        let similarity = candidate.hit.score_milli.saturating_mul(1000) / asked.best_milli.max(1);
        let subjects = candidate
            .offer
            .iter()
            .map(|offer| offer.key)
            .chain([candidate.party.key]);
        Evidence {
            similarity_permille: u16::try_from(similarity.clamp(0, 1000)).unwrap_or(0),
            shared_terms: candidate
                .hit
                .terms
                .iter()
                .take(8)
                .map(|term| term.text.clone())
                .collect(),
            maturity_level: subjects
                .into_iter()
                .find_map(|subject| maturity(book, subject)),
            good_ends,
            other_ends,
            nearness: nearness(asked.place.as_ref(), candidate.party.place()),
        }
    }
}

/// The readiness level that everybody may know: a match-only one answers constraints, never the score.
fn maturity(book: &FactBook, subject: SubjectKey) -> Option<u8> {
    let open = |fact: &&Held| fact.concept == MATURITY && fact.level != Level::MatchOnly;
    match &book.facts_of(subject).find(open)?.observed {
        Observed::Value(Value::Number(level)) => {
            level.to_whole().and_then(|level| u8::try_from(level).ok())
        }
        _ => None,
    }
}

fn nearness(need: Option<&RegionCode>, party: Option<&RegionCode>) -> Nearness {
    let (Some(need), Some(party)) = (need, party) else {
        return Nearness::Unknown;
    };
    let (need, party) = (need.to_string(), party.to_string());
    let same = |digits: usize| {
        need.get(..digits)
            .is_some_and(|start| party.starts_with(start))
    };
    if same(6) && !need.ends_with("00") {
        Nearness::SameDistrict
    } else if same(4) {
        Nearness::SameCity
    } else {
        Nearness::Far
    }
}

/// Judges and scores the candidates of one need, the best first; those that fail a constraint come last.
pub(super) fn rank(
    cx: &Cx,
    asked: &Asked<'_>,
    candidates: Vec<Candidate>,
    knowledge: &Knowledge,
) -> Vec<Ranked> {
    let judge_one = |candidate| judged(cx, asked, candidate, knowledge);
    let mut ranked: Vec<Ranked> = candidates.into_iter().map(judge_one).collect();
    ranked.sort_by_key(|ranked| {
        (
            ranked.fails(),
            std::cmp::Reverse(ranked.score.total_permille),
            ranked.candidate.hit.key,
        )
    });
    ranked
}

fn judged(cx: &Cx, asked: &Asked<'_>, candidate: Candidate, knowledge: &Knowledge) -> Ranked {
    let book = knowledge.book(&candidate, asked.with_unseen);
    let judgement = judge(
        asked.constraints,
        &book,
        &cx.pack().dictionary,
        knowledge.on,
    );
    let conditions = asked.askers.judged(cx, asked.need, &candidate);
    let evidence = knowledge.evidence(&candidate, asked, &book);
    let verdicts = judgement.verdicts.iter().chain(&conditions.verdicts);
    let answers: Vec<Answer> = verdicts.map(|verdict| verdict.answer).collect();
    let score = knowledge.weights.score(&evidence, &answers);
    Ranked {
        reasons: evidence.reasons(),
        candidate,
        judgement,
        book,
        conditions,
        score,
        passages: Vec::new(),
    }
}

/// Finds the passages of those that are shown.
pub(super) fn quote<'r>(cx: &Cx, shown: impl Iterator<Item = &'r mut Ranked>) {
    let index = cx.app.finder.index();
    for ranked in shown {
        let candidate = &ranked.candidate;
        let text = candidate
            .offer
            .as_ref()
            .map_or(&candidate.party.introduction, |offer| &offer.text);
        ranked.passages = index.analyzer().passages(text, &candidate.hit.terms);
    }
}
