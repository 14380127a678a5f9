//! Workbooks out and in: for the officer of a round, and for the holder of a link.

use super::ask::ask_firms;
use super::compare::{From, compare};
use super::hand::Hand;
use super::link::must_be_open;
use super::round_for;
use super::sheet::workbook;
use super::sheet_reading::read_sheet;
use super::taking::take;
use super::visit::Visit;
use crate::party::owner_of;
use crate::{Cx, Failure, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::collection::{Channel, Decision, Return, ReturnState, Round};
use benfu_domain::id::{PartyId, RecipientId, ReturnId, RoundId};
use benfu_domain::party::Party;
use benfu_store::collection::{AnswerRow, SubjectRow};
use benfu_store::evidence::{EvidenceRow, content_hash};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// A workbook that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// The return.
    pub id: ReturnId,
    /// The same file came before; this is what it was then.
    pub again: bool,
}

/// The workbook of a round, of one recipient or of all.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such round or recipient; [`Failure::Forbidden`] without the permission to take
/// data out.
pub async fn round_workbook(
    cx: &Cx,
    round: RoundId,
    recipient: Option<RecipientId>,
) -> Result<Vec<u8>, Failure> {
    let round = round_for(cx, round, Verb::Export).await?;
    let mut subjects = cx.store().subjects_of(round.id).await?;
    subjects.retain(|subject| recipient.is_none_or(|id| subject.recipient == id));
    if subjects.is_empty() {
        return Err(Failure::NotFound);
    }
    let recipients = cx.store().recipients_of(round.id).await?;
    let names: HashMap<RecipientId, String> = recipients
        .into_iter()
        .map(|found| (found.recipient.id, found.recipient.name))
        .collect();
    made(cx, &round, &subjects, &names, false).await
}

/// The workbook of a link.
///
/// # Errors
/// Only those of the store.
pub async fn visitor_workbook(visit: &Visit) -> Result<Vec<u8>, Failure> {
    let recipient = &visit.recipient;
    let names = HashMap::from([(recipient.id, recipient.name.clone())]);
    made(
        &visit.cx,
        &visit.round,
        &visit.subjects,
        &names,
        visit.own(),
    )
    .await
}

async fn made(
    cx: &Cx,
    round: &Round,
    subjects: &[SubjectRow],
    names: &HashMap<RecipientId, String>,
    own: bool,
) -> Result<Vec<u8>, Failure> {
    let ids: Vec<PartyId> = subjects.iter().map(|subject| subject.party).collect();
    let mut parties = super::parties(cx, &ids).await?;
    parties.sort_by(|one, other| (&one.region, &one.name).cmp(&(&other.region, &other.name)));
    let asked = ask_firms(cx, round, parties, own).await?;
    let answering = |party: PartyId| {
        let subject = subjects.iter().find(|subject| subject.party == party);
        let name = subject.and_then(|subject| names.get(&subject.recipient));
        name.cloned().unwrap_or_default()
    };
    let firms: Vec<_> = asked
        .into_iter()
        .map(|firm| {
            let answering = answering(firm.party.id);
            (firm, answering)
        })
        .collect();
    workbook(cx, round, &firms)
}

/// Reads a workbook that came back and compares it with the record; nothing of it is recorded before it is taken. The
/// same file again has no second effect.
///
/// # Errors
/// [`Failure::Invalid`] when it cannot be read or holds no row of the round, or the round is closed.
pub async fn receive_workbook(
    cx: &Cx,
    round: RoundId,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Received, Failure> {
    let round = round_for(cx, round, Verb::Import).await?;
    let subjects = cx.store().subjects_of(round.id).await?;
    let hand = Hand { cx, visitor: None };
    receive(hand, &round, &subjects, name, bytes).await
}

/// The same by the holder of a link, for its own firms.
///
/// # Errors
/// As [`receive_workbook`].
pub async fn receive_visitor_workbook(
    visit: &Visit,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Received, Failure> {
    visit.may_send()?;
    receive(visit.hand(), &visit.round, &visit.subjects, name, bytes).await
}

async fn receive(
    hand: Hand<'_>,
    round: &Round,
    subjects: &[SubjectRow],
    name: &str,
    bytes: Vec<u8>,
) -> Result<Received, Failure> {
    let (cx, hash) = (hand.cx, content_hash(&bytes));
    must_be_open(round)?;
    let known = cx.store().returns_of(round.id).await?;
    let own = |back: &Return| {
        hand.visitor
            .is_none_or(|one| back.recipient == Some(one.id))
    };
    let same = known
        .iter()
        .find(|back| back.file_hash.as_ref() == Some(&hash));
    match same {
        Some(back) if own(back) => {
            let id = back.id;
            return Ok(Received { id, again: true });
        }
        Some(_) => return Err(Failure::invalid(ProblemCode::SheetForeign)),
        None => {}
    }
    let parties: BTreeSet<PartyId> = subjects.iter().map(|subject| subject.party).collect();
    let read = read_sheet(cx, round, &parties, name, bytes.clone()).await?;
    let spoken: BTreeSet<PartyId> = read.said.iter().map(|said| said.party).collect();
    let found = super::parties(cx, &spoken.iter().copied().collect::<Vec<_>>()).await?;
    if hand.visitor.is_none() {
        may_record(cx, &found)?;
    }
    let of_firm = hand.visitor.is_some_and(|one| one.party.is_some());
    let asked = ask_firms(cx, round, found, of_firm).await?;
    let recipient = recipient(subjects, &spoken);
    let from = From {
        channel: Channel::Excel,
        recipient,
        given_in: None,
    };
    let compared = compare(cx, round, from, &asked, read.said).await?;
    let notes: Vec<String> = read
        .notes
        .iter()
        .map(|(zh, en)| format!("{zh}\t{en}"))
        .collect();
    let back = Return {
        id: ReturnId::from_bits(cx.app.mint()),
        round: round.id,
        recipient: recipient.or(hand.visitor.map(|one| one.id)),
        channel: Channel::Excel,
        file_hash: Some(hash),
        file_name: safe_name(name),
        filled_by: String::new(),
        notes: notes.join("\n"),
        state: ReturnState::Read,
        received_on: cx.today(),
        version: 1,
    };
    let rows: Vec<AnswerRow> = compared
        .iter()
        .map(|one| one.row(back.id, Decision::Waiting))
        .collect();
    keep(hand, &back, &rows, bytes).await?;
    Ok(Received {
        id: back.id,
        again: false,
    })
}

fn may_record(cx: &Cx, parties: &[Party]) -> Result<(), Failure> {
    parties
        .iter()
        .try_for_each(|party| cx.authorise(Verb::Write, Area::Fact, &owner_of(party)))
}

/// The one recipient whose firms a workbook speaks of, if it is one.
fn recipient(subjects: &[SubjectRow], spoken: &BTreeSet<PartyId>) -> Option<RecipientId> {
    let theirs = subjects
        .iter()
        .filter(|subject| spoken.contains(&subject.party));
    let recipients: BTreeSet<RecipientId> = theirs.map(|subject| subject.recipient).collect();
    match recipients.len() {
        1 => recipients.first().copied(),
        _ => None,
    }
}

async fn keep(
    hand: Hand<'_>,
    back: &Return,
    rows: &[AnswerRow],
    bytes: Vec<u8>,
) -> Result<(), Failure> {
    let cx = hand.cx;
    let hash = cx.store().keep_file(&bytes).await?;
    let mut write = hand.write("return_received", &back.id.to_string()).await?;
    write.tell(json!({
        "round": back.round.to_string(), "file": back.file_name, "hash": hash, "answers": rows.len(),
    }));
    write.save_return(back).put_answers(back.id, rows);
    write.save_evidence(&EvidenceRow {
        hash,
        subject: back.id.to_string(),
        kind: String::new(),
        name: back.file_name.clone(),
        media_type: "application/octet-stream".to_owned(),
        size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        stage: String::new(),
        added_on: cx.today(),
        account: write.act.account.clone(),
        organisation: cx.actor.organisation.to_string(),
        entry: 0,
    });
    hand.save(write).await?;
    Ok(())
}

fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = last.chars().filter(|letter| !letter.is_control());
    kept.take(120).collect()
}

/// Takes a workbook that this very link handed in.
///
/// # Errors
/// [`Failure::NotFound`] when it is not its own; [`Failure::Invalid`] when it was taken before.
pub async fn take_own_return(visit: &Visit, id: ReturnId) -> Result<(), Failure> {
    visit.may_send()?;
    let back = visit.cx.store().collection_return(id).await?;
    let back = back
        .filter(|back| back.recipient == Some(visit.recipient.id))
        .ok_or(Failure::NotFound)?;
    if back.state != ReturnState::Read {
        return Err(Failure::invalid(ProblemCode::ReturnSettled));
    }
    take(visit.hand(), visit.round.clone(), back, visit.own()).await
}
