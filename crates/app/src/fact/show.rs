//! Which facts a reader sees. A match-only fact is shown to its owner alone.

use crate::{Cx, Failure};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::fact::{Held, Level, Observed, Source};
use benfu_domain::id::{PartyId, SubjectKey};
use benfu_domain::period::Period;

/// A fact as a reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownFact {
    /// Concept.
    pub concept: String,
    /// When it was true.
    pub period: Period,
    /// What was observed.
    pub observed: Observed,
    /// Who may see it.
    pub level: Level,
    /// Where it comes from.
    pub source: Source,
}

/// May the actor see a fact of this level about rows of this owner?
fn may_see(cx: &Cx, level: Level, owner: &Owner) -> bool {
    let own = cx
        .actor
        .party
        .is_some_and(|party| owner.parties.contains(&party));
    match level {
        Level::Public => true,
        Level::Members => cx.actor.widest(Verb::Read, Area::Fact).is_some(),
        // Parties of a case see each other's facts of this level in the case itself.
        Level::Parties | Level::Owner => own || cx.may(Verb::Read, Area::Fact, owner),
        Level::MatchOnly => own,
    }
}

/// The current facts of a subject that the actor may see, with facts of parties merged into it.
///
/// # Errors
/// Only those of the store.
pub async fn shown_facts(
    cx: &Cx,
    subject: SubjectKey,
    owner: &Owner,
) -> Result<Vec<ShownFact>, Failure> {
    let facts = seen_facts(cx, subject, owner).await?;
    Ok(facts.into_iter().map(shown).collect())
}

/// The same as the store holds them, to answer rules with.
pub(crate) async fn seen_facts(
    cx: &Cx,
    subject: SubjectKey,
    owner: &Owner,
) -> Result<Vec<Held>, Failure> {
    let mut facts = cx.store().facts_of(&[subject]).await?;
    facts.retain(|fact| may_see(cx, fact.level, owner));
    Ok(facts)
}

fn shown(fact: Held) -> ShownFact {
    ShownFact {
        concept: fact.concept,
        period: fact.period,
        observed: fact.observed,
        level: fact.level,
        source: fact.source,
    }
}

/// What was known about a party at an instant (milliseconds since 1970 UTC), as far as the actor may see it.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such party, or the actor may not know of it.
pub async fn facts_as_known(
    cx: &Cx,
    party: PartyId,
    known_ms: i64,
) -> Result<Vec<ShownFact>, Failure> {
    let party = cx.store().party(party).await?.ok_or(Failure::NotFound)?;
    let owner = crate::party::owner_of(&party);
    cx.authorise(Verb::Read, Area::Party, &owner)?;
    let lines = cx.store().facts_as_known(party.key, known_ms).await?;
    let visible = lines
        .into_iter()
        .filter(|line| may_see(cx, line.level, &owner));
    Ok(visible
        .filter_map(|line| {
            let observed = line.observed?;
            let (concept, period) = (line.concept, line.period);
            Some(ShownFact {
                concept,
                period,
                observed,
                level: line.level,
                source: line.source,
            })
        })
        .collect())
}
