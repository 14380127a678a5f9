//! Where one firm stands: its rungs, and one policy explained to the last condition.
//!
//! Main functions: [`read_ladder`], [`explain_policy`].

use super::reading::keep_reading;
use super::{catalogue, sweep::fault};
use crate::fact::seen_facts;
use crate::party::owner_of;
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::fact::FactBook;
use benfu_domain::id::PartyId;
use benfu_domain::party::{Party, Status};
use benfu_packs::{Edition, Policy, TERRITORY};
use benfu_rules::{Answer, Assessment, Facts as _, Lookup, Question, Remedy, Step, Value};
use std::collections::BTreeMap;

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
    /// How many of them cannot be told.
    pub open: usize,
    /// Whether the firm is known to be outside the policy's territory.
    pub outside: bool,
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
    /// Where it stands on the policy in force.
    pub rung: Rung,
    /// Every condition with its reasons.
    pub assessment: Assessment,
    /// What would have to change, the soonest and smallest first.
    pub remedies: Vec<Remedy>,
    /// The values on record of the facts that would change.
    pub recorded: BTreeMap<Question, Value>,
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
    let seen = seen_facts(cx, party.key, &owner).await?;
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
    keep_reading(cx, id, None).await?;
    let policies = cx.pack().policies.values();
    let in_force = policies.filter_map(|policy| Some((policy, policy.edition_on(cx.today())?)));
    let in_force: Vec<(&Policy, &Edition)> = in_force.collect();
    let catalogue = catalogue(cx, in_force.iter().map(|(_, edition)| *edition));
    let recorded = catalogue.look_up(&known.book);
    let mut rungs = Vec::with_capacity(in_force.len());
    for (policy, criteria) in in_force.iter().zip(&catalogue) {
        let found = criteria.assess(&recorded).map_err(|error| fault(&error))?;
        rungs.push(rung(cx, &known, *policy, &found));
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

fn rung(
    cx: &Cx,
    known: &Known,
    (policy, edition): (&Policy, &Edition),
    found: &Assessment,
) -> Rung {
    let parts = found.root.parts();
    let deciding = || parts.iter().filter(|part| !part.advisory);
    let answered = |answer: Answer| deciding().filter(move |part| part.answer == answer);
    let failing: Vec<String> = answered(Answer::NotMet)
        .map(|part| part.id.to_string())
        .collect();
    Rung {
        policy: policy.id.clone(),
        edition: edition.id.clone(),
        held: held(cx, known, policy),
        answer: found.answer(),
        conditions: deciding().count(),
        open: answered(Answer::Unknown).count(),
        outside: failing.iter().any(|id| id == TERRITORY),
        failing,
        missing: found.missing(),
        judgement: found.open().judgement,
    }
}

/// The title held today.
fn held(cx: &Cx, known: &Known, policy: &Policy) -> Option<Status> {
    let grant = policy.grants.as_ref()?;
    let title = (grant.scheme.as_str(), grant.level.as_str());
    Status::longest_held(&known.statuses, title, cx.today()).cloned()
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
    keep_reading(cx, id, Some(&policy.id)).await?;
    let catalogue = catalogue(cx, [edition]);
    let (criteria, facts) = (catalogue.only(), catalogue.look_up(&known.book));
    let assessment = criteria.assess(&facts).map_err(|error| fault(&error))?;
    let remedies = criteria.remedies(&facts).map_err(|error| fault(&error))?;
    Ok(Explained {
        may_record: may_record(cx, &known),
        rung: rung(cx, &known, (policy, edition), &assessment),
        recorded: recorded(&known.book, &remedies),
        assessment,
        remedies,
        party: known.party,
    })
}

/// What is on record of the facts that remedies change; nothing where no value is.
fn recorded(book: &FactBook, remedies: &[Remedy]) -> BTreeMap<Question, Value> {
    let changes = remedies.iter().flat_map(|remedy| &remedy.changes);
    let value = |question: &Question| match question {
        Question::Concept {
            concept,
            years_back,
        } => match book.lookup(concept, *years_back) {
            Lookup::Known { value, .. } => Some(value.into_owned()),
            Lookup::RecordedNone { .. } | Lookup::NotApplicable { .. } | Lookup::Unknown => None,
        },
        Question::Register { .. } => None,
    };
    let known = changes.filter_map(|change| match &change.step {
        Step::Fact { asked, .. } => Some((asked.question.clone(), value(&asked.question)?)),
        Step::Wait { .. } => None,
    });
    known.collect()
}
