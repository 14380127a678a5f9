//! Where one firm stands: its rungs, and one policy explained to the last condition.
//!
//! Main functions: [`read_ladder`], [`explain_policy`].

use super::sweep::fault;
use crate::party::owner_of;
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::fact::FactBook;
use benfu_domain::id::PartyId;
use benfu_domain::party::{Party, Status};
use benfu_packs::{Edition, Policy};
use benfu_rules::{Answer, Assessment, Question, Remedy};

/// A policy as it stands for one firm.
#[derive(Debug, Clone)]
pub struct Rung {
    /// The policy.
    pub policy: String,
    /// The edition in force.
    pub edition: String,
    /// The title held today, when the policy leads to one.
    pub held: Option<Status>,
    /// Whether the firm meets it.
    pub answer: Answer,
    /// How many conditions decide.
    pub conditions: usize,
    /// Conditions that are not met, in the order of the policy.
    pub failing: Vec<String>,
    /// Facts that would settle what is open.
    pub missing: Vec<Question>,
    /// Whether reviewers still have to judge.
    pub judgement: bool,
}

/// All policies as they stand for one firm.
#[derive(Debug, Clone)]
pub struct Ladder {
    /// The firm.
    pub party: Party,
    /// The rungs, in the order of the policies' ids.
    pub rungs: Vec<Rung>,
    /// Whether the reader may record facts about the firm.
    pub may_record: bool,
}

/// One policy explained for one firm.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The firm.
    pub party: Party,
    /// The policy.
    pub policy: String,
    /// The edition in force.
    pub edition: String,
    /// Every condition with its reasons.
    pub assessment: Assessment,
    /// What would have to change, the soonest and smallest first.
    pub remedies: Vec<Remedy>,
    /// Whether the reader may record facts about the firm.
    pub may_record: bool,
}

struct Known {
    party: Party,
    owner: Owner,
    statuses: Vec<Status>,
    book: FactBook,
}

/// What the actor may know of a firm.
async fn known(cx: &Cx, id: PartyId) -> Result<Known, Failure> {
    let party = cx.store().party(id).await?.ok_or(Failure::NotFound)?;
    let owner = owner_of(&party);
    cx.authorise(Verb::Read, Area::Party, &owner)?;
    cx.authorise(Verb::Read, Area::Fact, &owner)?;
    let statuses = cx.store().statuses_of(id).await?;
    let facts = cx.store().facts_of(&[party.key]).await?;
    let seen = facts
        .into_iter()
        .filter(|fact| crate::fact::may_see(cx, fact.level, &owner));
    let book = FactBook::new(cx.today(), vec![party.key])
        .with_facts(seen)
        .with_statuses(party.place().cloned(), statuses.clone())
        .with_completeness(cx.store().completeness().await?);
    Ok(Known {
        party,
        owner,
        statuses,
        book,
    })
}

/// Where a firm stands on every policy in force.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such firm, or the actor may not know its facts.
pub async fn read_ladder(cx: &Cx, id: PartyId) -> Result<Ladder, Failure> {
    let known = known(cx, id).await?;
    let mut rungs = Vec::new();
    for policy in cx.pack().policies.values() {
        if let Some(edition) = policy.edition_on(cx.today()) {
            rungs.push(rung(cx, &known, policy, edition)?);
        }
    }
    Ok(Ladder {
        may_record: may_record(cx, &known),
        party: known.party,
        rungs,
    })
}

fn may_record(cx: &Cx, known: &Known) -> bool {
    cx.may(Verb::Write, Area::Fact, &known.owner)
}

fn rung(cx: &Cx, known: &Known, policy: &Policy, edition: &Edition) -> Result<Rung, Failure> {
    let found = edition
        .criteria
        .assess(&known.book, &cx.pack().dictionary, cx.today());
    let found = found.map_err(|error| fault(&error))?;
    let parts = found.root.parts();
    let deciding = parts.iter().filter(|part| !part.advisory);
    let failing = deciding
        .clone()
        .filter(|part| part.answer == Answer::NotMet)
        .map(|part| part.id.to_string());
    Ok(Rung {
        policy: policy.id.clone(),
        edition: edition.id.clone(),
        held: held(cx, known, policy),
        answer: found.answer(),
        conditions: deciding.clone().count(),
        failing: failing.collect(),
        missing: found.missing().into_iter().collect(),
        judgement: found.open().judgement,
    })
}

/// The title held today; of several the one that lasts longest.
fn held(cx: &Cx, known: &Known, policy: &Policy) -> Option<Status> {
    let grant = policy.grants.as_ref()?;
    let holding = known.statuses.iter().filter(|status| {
        status.scheme == grant.scheme
            && (grant.level.is_empty() || status.level == grant.level)
            && status.holds_on(cx.today())
    });
    let longest = holding.max_by_key(|status| (status.until.is_none(), status.until));
    longest.cloned()
}

/// Explains one policy for one firm, with what is missing and what would have to change.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such firm or policy, none in force today, or the actor may not know the firm's
/// facts.
pub async fn explain_policy(cx: &Cx, id: PartyId, policy: &str) -> Result<Explained, Failure> {
    let known = known(cx, id).await?;
    let policy = cx.pack().policies.get(policy).ok_or(Failure::NotFound)?;
    let edition = policy.edition_on(cx.today()).ok_or(Failure::NotFound)?;
    let dictionary = &cx.pack().dictionary;
    let (criteria, book) = (&edition.criteria, &known.book);
    let assessment = criteria.assess(book, dictionary, cx.today());
    let remedies = criteria.remedies(dictionary, book, dictionary, cx.today());
    Ok(Explained {
        may_record: may_record(cx, &known),
        policy: policy.id.clone(),
        edition: edition.id.clone(),
        assessment: assessment.map_err(|error| fault(&error))?,
        remedies: remedies.map_err(|error| fault(&error))?,
        party: known.party,
    })
}
