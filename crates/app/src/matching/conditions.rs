//! What offers ask of whoever needs them, and what is known of those who do.
//!
//! Main type: [`Askers`]. Only facts that every member may see take part: an offer's conditions are not published and
//! logged as those of needs are, so match-only facts answer nothing here.

use super::judging::{Candidate, compiled};
use crate::{Cx, Failure};
use benfu_domain::fact::{FactBook, Held, Level};
use benfu_domain::id::{NeedId, OfferId, SubjectKey};
use benfu_domain::matching::{Compiled, Judgement, judge};
use benfu_domain::need::Need;
use benfu_domain::party::{Party, Status};
use std::collections::{BTreeSet, HashMap};

/// The conditions of offers, and the facts of those who need them.
pub(super) struct Askers {
    conditions: HashMap<OfferId, Vec<Compiled>>,
    books: HashMap<NeedId, FactBook>,
}

impl Askers {
    /// Loads what is asked by the offers of these candidates, and of the askers of these needs what that may read.
    pub(super) async fn of(
        cx: &Cx,
        needs: &[&Need],
        candidates: &[Candidate],
    ) -> Result<Askers, Failure> {
        let conditions = conditions(cx, candidates).await?;
        let books = if conditions.is_empty() {
            HashMap::new()
        } else {
            books(cx, needs, &conditions).await?
        };
        Ok(Askers { conditions, books })
    }

    /// The conditions of a candidate's offer, answered for the asker of a need.
    pub(super) fn judged(&self, cx: &Cx, need: NeedId, candidate: &Candidate) -> Judgement {
        let offer = candidate.offer.as_ref();
        let conditions = offer.and_then(|offer| self.conditions.get(&offer.id));
        let unknown = FactBook::new(cx.today(), Vec::new());
        let book = self.books.get(&need).unwrap_or(&unknown);
        let conditions = conditions.map_or(&[][..], Vec::as_slice);
        judge(conditions, book, &cx.pack().dictionary, cx.today())
    }
}

/// What the offers ask; a condition that no longer compiles is left out.
async fn conditions(
    cx: &Cx,
    candidates: &[Candidate],
) -> Result<HashMap<OfferId, Vec<Compiled>>, Failure> {
    let offers = candidates.iter().filter_map(|one| one.offer.as_ref());
    let offers: BTreeSet<OfferId> = offers.map(|offer| offer.id).collect();
    let offers: Vec<OfferId> = offers.into_iter().collect();
    let found = cx.store().offer_conditions(&offers).await?;
    let compiled = |(offer, conditions)| (offer, compiled(cx, conditions).0);
    Ok(found.into_iter().map(compiled).collect())
}

async fn books(
    cx: &Cx,
    needs: &[&Need],
    conditions: &HashMap<OfferId, Vec<Compiled>>,
) -> Result<HashMap<NeedId, FactBook>, Failure> {
    let rules = conditions.values().flatten();
    let concepts = rules.flat_map(|one| one.rule.concepts());
    let concepts: BTreeSet<&str> = concepts.map(|(concept, _)| concept).collect();
    let concepts: Vec<&str> = concepts.into_iter().collect();
    let parties: Vec<_> = needs.iter().filter_map(|need| need.party).collect();
    let parties = cx.store().parties_by_id(&parties).await?;
    let parties: HashMap<_, Party> = parties.into_iter().map(|one| (one.id, one)).collect();
    let ids: Vec<_> = parties.keys().copied().collect();
    let statuses = super::judging::statuses(cx, &ids).await?;
    let mut keys: Vec<SubjectKey> = needs.iter().map(|need| need.key).collect();
    keys.extend(parties.values().map(|party| party.key));
    keys.sort_unstable();
    keys.dedup();
    let facts = cx.store().facts_about(&keys, &concepts).await?;
    let completeness = cx.store().completeness().await?;
    let book = |need: &&Need| {
        let party = need.party.and_then(|id| parties.get(&id));
        let statuses = party.and_then(|party| statuses.get(&party.id));
        let book = book(
            cx,
            (need, party),
            &facts,
            statuses.cloned().unwrap_or_default(),
        );
        (need.id, book.with_completeness(completeness.clone()))
    };
    Ok(needs.iter().map(book).collect())
}

/// The facts of one need and its asker that every member may see.
fn book(
    cx: &Cx,
    (need, party): (&Need, Option<&Party>),
    facts: &[Held],
    statuses: Vec<Status>,
) -> FactBook {
    let subjects: Vec<SubjectKey> = party
        .map(|party| party.key)
        .into_iter()
        .chain([need.key])
        .collect();
    let open = |fact: &&Held| matches!(fact.level, Level::Public | Level::Members);
    let own = facts.iter().filter(|fact| subjects.contains(&fact.subject));
    let facts: Vec<Held> = own.filter(open).cloned().collect();
    FactBook::new(cx.today(), subjects.clone())
        .with_facts(facts)
        .with_statuses(party.and_then(|party| party.place().cloned()), statuses)
}
