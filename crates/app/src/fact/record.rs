//! Recording facts from a form: each value read against its concept, all in one act.

use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::fact::{Concept, Level, Observed, Source, SourceKind, SubjectKind};
use benfu_domain::id::{OfferId, PartyId, SubjectKey};
use benfu_domain::period::Period;
use benfu_store::Write;
use benfu_store::fact::NewFact;
use serde_json::json;

/// One value as a person wrote it.
#[derive(Debug, Clone)]
pub struct FactDraft {
    /// Concept.
    pub concept: String,
    /// Period as written ("2024"); empty for values without one.
    pub period: String,
    /// Value as written; empty means nothing was said.
    pub value: String,
    /// Who may see it; the concept's own level when `None`.
    pub level: Option<Level>,
    /// Take back what was recorded, without saying anything new.
    pub retract: bool,
}

/// What the facts are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A party.
    Party(PartyId),
    /// An offer.
    Offer(OfferId),
}

/// Facts to be recorded.
#[derive(Debug, Clone)]
pub struct RecordFacts {
    /// About whom or what.
    pub about: About,
    /// The values.
    pub facts: Vec<FactDraft>,
    /// Where they come from; *declared by the actor* when `None`.
    pub source: Option<Source>,
}

/// Records facts; returns how many.
///
/// # Errors
/// [`Failure::Invalid`] lists every value that does not fit its concept; then nothing is recorded.
pub async fn record_facts(cx: &Cx, command: RecordFacts) -> Result<usize, Failure> {
    let (subject, owner, id) = subject_of(cx, command.about).await?;
    cx.authorise(Verb::Write, Area::Fact, &owner)?;
    let facts = read_all(cx, subject, &command.facts)?;
    if facts.is_empty() {
        return Ok(0);
    }
    let mut write = cx.write("facts_recorded", &id).await?;
    write.tell(json!({ "concepts": facts.iter().map(|fact| &fact.concept).collect::<Vec<_>>() }));
    let source = source_or_declared(cx, command.source);
    add_facts(cx, &mut write, &facts, &source).await?;
    cx.save(write).await?;
    Ok(facts.len())
}

pub(super) fn source_or_declared(cx: &Cx, source: Option<Source>) -> Source {
    source.unwrap_or_else(|| Source {
        kind: SourceKind::Declared,
        title: "在线填报 / declared online".to_owned(),
        reference: None,
        dated: Some(cx.today()),
    })
}

/// The subject's key, its owner and its id.
pub(super) async fn subject_of(
    cx: &Cx,
    about: About,
) -> Result<(SubjectKey, Owner, String), Failure> {
    match about {
        About::Party(id) => {
            let party = cx.store().party(id).await?.ok_or(Failure::NotFound)?;
            Ok((party.key, crate::party::owner_of(&party), id.to_string()))
        }
        About::Offer(id) => {
            let offer = cx.store().offer(id).await?.ok_or(Failure::NotFound)?;
            Ok((offer.key, crate::offer::owner_of(&offer), id.to_string()))
        }
    }
}

/// A value that fits its concept.
pub(crate) struct ReadFact {
    /// About whom or what.
    pub(crate) subject: SubjectKey,
    /// Id of the concept.
    pub(crate) concept: String,
    /// Its period.
    pub(crate) period: Period,
    /// What was observed; `None` takes back what was recorded.
    pub(crate) observed: Option<Observed>,
    /// Who may see it.
    pub(crate) level: Level,
}

pub(super) fn read_all(
    cx: &Cx,
    subject: SubjectKey,
    drafts: &[FactDraft],
) -> Result<Vec<ReadFact>, Failure> {
    let read: Vec<Result<Option<ReadFact>, Problem>> = drafts
        .iter()
        .map(|draft| read_one(cx, subject, draft))
        .collect();
    let problems: Vec<Problem> = read
        .iter()
        .filter_map(|fact| fact.as_ref().err().cloned())
        .collect();
    Failure::unless_empty(problems)?;
    Ok(read
        .into_iter()
        .filter_map(|fact| fact.ok().flatten())
        .collect())
}

fn read_one(cx: &Cx, subject: SubjectKey, draft: &FactDraft) -> Result<Option<ReadFact>, Problem> {
    let dictionary = &cx.pack().dictionary;
    let unknown = || Problem::with_field(ProblemCode::UnknownConcept, &draft.concept);
    let concept = dictionary
        .concepts
        .get(&draft.concept)
        .ok_or_else(unknown)?;
    let period = read_period(concept, draft)?;
    let level = draft.level.unwrap_or(concept.level);
    let fact = |observed| ReadFact {
        subject,
        concept: concept.id.clone(),
        period,
        observed,
        level,
    };
    if draft.retract {
        return Ok(Some(fact(None)));
    }
    let unfit = |unfit: benfu_domain::fact::Unfit| {
        Problem::with_field(ProblemCode::FactUnfit, &draft.concept).detail(unfit.zh, unfit.en)
    };
    let observed = dictionary.read(concept, &draft.value, "").map_err(unfit)?;
    Ok(observed.map(|observed| fact(Some(observed))))
}

fn read_period(concept: &Concept, draft: &FactDraft) -> Result<Period, Problem> {
    let problem = || Problem::with_field(ProblemCode::PeriodUnreadable, &draft.concept);
    let period: Period = draft.period.trim().parse().map_err(|_| problem())?;
    match (concept.period, period) {
        (benfu_rules::Period::Timeless, _) | (benfu_rules::Period::Yearly, Period::Year(_)) => {
            Ok(period)
        }
        (benfu_rules::Period::Yearly, _) => Err(problem()),
    }
}

/// Adds facts of one source to a write, under the keys that the journal has for their concepts; what was asked about them
/// is settled.
///
/// # Errors
/// [`Failure::Bug`] when the journal has no key for a concept of the dictionary.
pub(crate) async fn add_facts(
    cx: &Cx,
    write: &mut Write,
    facts: &[ReadFact],
    source: &Source,
) -> Result<(), Failure> {
    let ids: Vec<&str> = facts.iter().map(|fact| fact.concept.as_str()).collect();
    let keys = cx.store().concept_keys(&ids).await?;
    let row = |fact: &ReadFact| {
        let unkeyed = || Failure::Bug(format!("the journal has no concept {}", fact.concept));
        Ok(NewFact {
            subject: fact.subject,
            concept: keys.get(&fact.concept).copied().ok_or_else(unkeyed)?,
            period: fact.period,
            observed: fact.observed.clone(),
            level: fact.level,
        })
    };
    let rows = facts.iter().map(row).collect::<Result<Vec<_>, Failure>>()?;
    let source_key = cx.store().next_source().await?;
    write.add_source(source_key, source);
    write.record_facts(&rows, source_key, cx.now_ms(), false);
    for fact in facts {
        write.settle_questions(fact.subject, &fact.concept);
    }
    Ok(())
}

/// The subject kind that an [`About`] is.
pub(super) fn kind_of(about: About) -> SubjectKind {
    match about {
        About::Party(_) => SubjectKind::Party,
        About::Offer(_) => SubjectKind::Offer,
    }
}
