//! Answering on the page of a link: looked over first, then handed in.

use super::ask::{AskedFirm, AskedLine, ask_firms};
use super::compare::{Compared, From, Said, compare};
use super::taking::record;
use super::visit::Visit;
use crate::{Failure, Problem, ProblemCode};
use benfu_domain::collection::{Channel, Given, Return, ReturnState, Verdict};
use benfu_domain::fact::Heading;
use benfu_domain::id::{PartyId, ReturnId};
use serde_json::json;
use std::collections::BTreeMap;

/// The longest name of a person.
const MOST_LETTERS: usize = 60;

/// What somebody answered to one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerDraft {
    /// The value as written; empty for none.
    pub value: String,
    /// The value on record is right.
    pub confirmed: bool,
    /// They do not want to say.
    pub declined: bool,
}

/// The answers about one firm.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The firm.
    pub party: PartyId,
    /// Who filled it in, in their own words.
    pub filled_by: String,
    /// The answers by place in the form.
    pub lines: BTreeMap<i64, AnswerDraft>,
}

/// The form of one firm of a visit.
///
/// # Errors
/// [`Failure::NotFound`] for firms that are not the link's own.
pub async fn asked_firm(visit: &Visit, party: PartyId) -> Result<AskedFirm, Failure> {
    let firm = visit.firm(party).await?;
    let mut asked = ask_firms(&visit.cx, &visit.round, vec![firm], visit.own()).await?;
    asked.pop().ok_or(Failure::NotFound)
}

/// What handing in would do, line by line; nothing is written.
///
/// # Errors
/// [`Failure::Invalid`] when nothing is answered, or an answer does not fit; each problem names its field.
pub async fn review(visit: &Visit, answers: &Answers) -> Result<Vec<Compared>, Failure> {
    let asked = asked_firm(visit, answers.party).await?;
    compared(visit, answers, &asked).await
}

async fn compared(
    visit: &Visit,
    answers: &Answers,
    asked: &AskedFirm,
) -> Result<Vec<Compared>, Failure> {
    let said: Vec<Said> = asked
        .lines
        .iter()
        .filter_map(|line| said(visit, answers, line))
        .collect();
    Failure::unless_empty(said.iter().filter_map(unreadable).collect())?;
    let from = From {
        channel: Channel::Link,
        recipient: Some(visit.recipient.id),
        given_in: None,
    };
    let asked = std::slice::from_ref(asked);
    let compared = compare(&visit.cx, &visit.round, from, asked, said).await?;
    if compared.is_empty() {
        return Err(Failure::invalid(ProblemCode::NothingAnswered));
    }
    Ok(compared)
}

fn said(visit: &Visit, answers: &Answers, line: &AskedLine) -> Option<Said> {
    let draft = answers.lines.get(&line.ordinal)?;
    let dictionary = &visit.cx.pack().dictionary;
    let heading = Heading::of(&line.concept, "");
    let given = match (&line.held, draft) {
        (_, AnswerDraft { declined: true, .. }) => Given::Declined,
        (
            Some(held),
            AnswerDraft {
                confirmed: true,
                value,
                ..
            },
        ) if value.is_empty() => Given::Said(held.observed.clone()),
        (_, AnswerDraft { value, .. }) => Given::read(dictionary, &line.concept, value, &heading),
    };
    Some(Said {
        party: answers.party,
        ordinal: line.ordinal,
        written: draft.value.clone(),
        given,
    })
}

fn unreadable(said: &Said) -> Option<Problem> {
    let Given::Unreadable(unfit) = &said.given else {
        return None;
    };
    let field = format!("value-{}", said.ordinal);
    let problem = Problem::with_field(ProblemCode::FactUnfit, &field);
    Some(problem.detail(unfit.zh.as_str(), unfit.en.as_str()))
}

/// Hands answers in; what a better source contradicts waits for the round's officer. In one act.
///
/// # Errors
/// As [`review`]; [`Failure::Invalid`] too when the link has sent too often today.
pub async fn hand_in(visit: &Visit, answers: &Answers) -> Result<ReturnId, Failure> {
    visit.may_send()?;
    let asked = asked_firm(visit, answers.party).await?;
    let compared = compared(visit, answers, &asked).await?;
    let back = Return {
        id: ReturnId::from_bits(visit.cx.app.mint()),
        round: visit.round.id,
        recipient: Some(visit.recipient.id),
        channel: Channel::Link,
        file_hash: None,
        file_name: String::new(),
        filled_by: answers
            .filled_by
            .trim()
            .chars()
            .take(MOST_LETTERS)
            .collect(),
        notes: String::new(),
        state: ReturnState::Taken,
        received_on: visit.cx.today(),
        version: 1,
    };
    let mut write = visit
        .hand()
        .write("return_handed_in", &back.id.to_string())
        .await?;
    write.tell(json!({
        "round": visit.round.id.to_string(), "party": answers.party.to_string(),
        "answers": compared.len(), "conflicts": conflicts(&compared),
    }));
    write.save_return(&back);
    let asked = std::slice::from_ref(&asked);
    let place = (&visit.round, &back, visit.recipient.name.as_str());
    record(&visit.cx, &mut write, place, asked, &compared).await?;
    visit.hand().save(write).await?;
    Ok(back.id)
}

pub(super) fn conflicts(compared: &[Compared]) -> usize {
    let conflict = |one: &&Compared| one.judged.verdict == Verdict::Conflict;
    compared.iter().filter(conflict).count()
}
