//! Asking a party for a missing fact, and its answer on a pre-filled form.

use super::record::{About, FactDraft, add_facts, read_all, source_or_declared};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::fact::{Concept, Held, Level, SubjectKind};
use benfu_domain::id::{NeedId, OfferId, PartyId, QuestionId, SubjectKey};
use benfu_domain::need::Need;
use benfu_store::fact::{QuestionRow, QuestionState};
use serde_json::json;

/// Working days in which an answer is asked for.
const ANSWER_DAYS: u32 = 5;

/// A missing fact to be asked for.
#[derive(Debug, Clone)]
pub struct AskFact {
    /// The need whose constraint cannot be answered.
    pub need: NeedId,
    /// Who is asked.
    pub party: PartyId,
    /// The offer it is about, if it is not about the party itself.
    pub offer: Option<OfferId>,
    /// The concepts that are missing.
    pub concepts: Vec<String>,
}

/// Asks; returns how many questions are new. A question that is open already is not asked twice.
///
/// # Errors
/// [`Failure::Forbidden`] unless the actor may match the need.
pub async fn ask_fact(cx: &Cx, command: AskFact) -> Result<usize, Failure> {
    let need = crate::need::visible_need(cx, command.need).await?;
    cx.authorise(Verb::Match, Area::Need, &crate::need::owner_of(&need))?;
    let party = cx
        .store()
        .party(command.party)
        .await?
        .ok_or(Failure::NotFound)?;
    let offer = match command.offer {
        Some(id) => Some(crate::offer::visible_offer(cx, id).await?),
        None => None,
    };
    let asked = cx.store().questions_of_need(need.id).await?;
    let mut write = cx.write("facts_asked", &need.id.to_string()).await?;
    let mut count = 0;
    for concept in &command.concepts {
        let known = cx.pack().dictionary.concepts.get(concept);
        let known = known.ok_or_else(|| {
            Failure::Invalid(vec![Problem::with_field(
                ProblemCode::UnknownConcept,
                concept,
            )])
        })?;
        let of_offer = offer
            .as_ref()
            .filter(|_| known.subject == SubjectKind::Offer);
        let subject = of_offer.map_or(party.key, |offer| offer.key);
        if asked
            .iter()
            .any(|question| question.subject == subject && question.concept == *concept)
        {
            continue;
        }
        write.save_question(&question(
            cx,
            &need,
            subject,
            (&party.id, of_offer.map(|offer| offer.id)),
            concept,
        ));
        count += 1;
    }
    if count > 0 {
        write.tell(json!({ "party": party.id.to_string(), "concepts": command.concepts }));
        cx.save(write).await?;
    }
    Ok(count)
}

fn question(
    cx: &Cx,
    need: &Need,
    subject: SubjectKey,
    (party, offer): (&PartyId, Option<OfferId>),
    concept: &str,
) -> QuestionRow {
    QuestionRow {
        id: QuestionId::from_bits(cx.app.mint()),
        party: *party,
        subject,
        offer,
        concept: concept.to_owned(),
        need: Some(need.id),
        state: QuestionState::Open,
        asked_on: cx.today(),
        due_on: Some(
            cx.pack()
                .calendar
                .add_working_days(cx.today(), ANSWER_DAYS)
                .on,
        ),
        organisation: cx.actor.organisation,
        region: cx.actor.region.clone(),
        version: 1,
    }
}

/// One line of the form that a party is sent.
#[derive(Debug, Clone)]
pub struct FormField {
    /// The question.
    pub question: QuestionRow,
    /// What is asked for.
    pub concept: Concept,
    /// What is on record already, if anything.
    pub known: Option<Held>,
    /// Title of the need that asks; the need's owner may be unnamed to the reader.
    pub need_title: String,
}

/// The open questions to the actor's own party, with what is on record already.
///
/// # Errors
/// [`Failure::NotFound`] when the actor's organisation is no party.
pub async fn question_form(cx: &Cx) -> Result<Vec<FormField>, Failure> {
    let party = cx.actor.party.ok_or(Failure::NotFound)?;
    let questions = cx.store().open_questions(party).await?;
    let subjects: Vec<SubjectKey> = questions.iter().map(|question| question.subject).collect();
    let facts = cx.store().facts_of(&subjects).await?;
    let mut fields = Vec::new();
    for question in questions {
        let Some(concept) = cx
            .pack()
            .dictionary
            .concepts
            .get(&question.concept)
            .cloned()
        else {
            continue;
        };
        let known = facts
            .iter()
            .find(|fact| fact.subject == question.subject && fact.concept == question.concept);
        let need_title = need_title(cx, question.need).await?;
        fields.push(FormField {
            known: known.cloned(),
            concept,
            need_title,
            question,
        });
    }
    Ok(fields)
}

async fn need_title(cx: &Cx, need: Option<NeedId>) -> Result<String, Failure> {
    let Some(need) = need else {
        return Ok(String::new());
    };
    let need = cx.store().need(need).await?;
    Ok(need
        .filter(crate::need::is_open)
        .map(|need| need.title)
        .unwrap_or_default())
}

/// What a party answers.
#[derive(Debug, Clone)]
pub enum Answered {
    /// A value with the level that the party chose.
    Value {
        /// As written.
        value: String,
        /// Period as written; empty for values without one.
        period: String,
        /// Who may see it.
        level: Level,
    },
    /// The party does not want to say.
    Declined,
}

/// Records the answer to a question; every other open question about the same fact is settled too.
///
/// # Errors
/// [`Failure::Invalid`] when the value does not fit; [`Failure::NotFound`] for questions to others.
pub async fn answer_question(cx: &Cx, id: QuestionId, answer: Answered) -> Result<(), Failure> {
    let question = cx.store().question(id).await?.ok_or(Failure::NotFound)?;
    if cx.actor.party != Some(question.party) || question.state != QuestionState::Open {
        return Err(Failure::NotFound);
    }
    let about = question
        .offer
        .map_or(About::Party(question.party), About::Offer);
    let (subject, owner, _) = super::record::subject_of(cx, about).await?;
    cx.authorise(Verb::Write, Area::Fact, &owner)?;
    let mut write = cx.write("question_answered", &id.to_string()).await?;
    match answer {
        Answered::Declined => {
            let next = QuestionRow {
                state: QuestionState::Declined,
                version: question.version + 1,
                ..question
            };
            write
                .tell(json!({ "concept": next.concept, "declined": true }))
                .save_question(&next);
        }
        Answered::Value {
            value,
            period,
            level,
        } => {
            let concept = question.concept.clone();
            let draft = FactDraft {
                concept,
                period,
                value,
                level: Some(level),
                retract: false,
            };
            let facts = read_all(cx, subject, &[draft])?;
            if facts.is_empty() {
                return Err(Failure::Invalid(vec![Problem::with_field(
                    ProblemCode::FactUnfit,
                    "value",
                )]));
            }
            write.tell(json!({ "concept": question.concept, "subject": super::record::kind_of(about).word() }));
            add_facts(cx, &mut write, &facts, &source_or_declared(cx, None)).await?;
        }
    }
    cx.save(write).await?;
    Ok(())
}
