//! Taking what came back: facts are recorded, refusals kept, conflicts left to a person.

use super::ask::{AskedFirm, AskedLine, ask_firms};
use super::compare::{Compared, From, compare, said_again};
use super::hand::Hand;
use super::hand_in::conflicts;
use super::round_for;
use crate::fact::{ReadFact, add_facts};
use crate::party::owner_of;
use crate::{Cx, Failure, ProblemCode};
use benfu_domain::access::{Area, Verb};
use benfu_domain::collection::{Decision, Given, Presence, Return, ReturnState, Round, Verdict};
use benfu_domain::fact::{Observed, Source, SourceKind};
use benfu_domain::id::{PartyId, ReturnId};
use benfu_domain::party::Party;
use benfu_domain::period::Period;
use benfu_store::Write;
use benfu_store::collection::AnswerRow;
use serde_json::json;
use std::collections::BTreeSet;

/// What is decided about a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settle {
    /// The return.
    pub given_in: ReturnId,
    /// The firm.
    pub party: PartyId,
    /// The place in the form.
    pub ordinal: i64,
    /// Take the answer; otherwise what is on record stays.
    pub take: bool,
}

/// Where a fact that came back comes from.
pub(crate) fn source(cx: &Cx, round: &Round, back: &Return, who: &str) -> Source {
    Source {
        kind: SourceKind::Declared,
        title: format!("采集批次《{}》· {who}", round.title),
        reference: Some(back.id.to_string()),
        dated: Some(cx.today()),
    }
}

/// What becomes of answers that are taken.
pub(crate) struct Taken {
    /// The answers, each with its decision.
    pub(crate) rows: Vec<AnswerRow>,
    /// The facts that they make.
    pub(crate) facts: Vec<ReadFact>,
    /// The firms that are answered for, each with how many true gaps are left.
    pub(crate) answered: Vec<(PartyId, i64)>,
}

/// Settles what was compared; what a person has to decide stays open.
pub(crate) fn taken(cx: &Cx, back: ReturnId, asked: &[AskedFirm], compared: &[Compared]) -> Taken {
    let row = |one: &Compared| one.row(back, decision(one.judged.verdict));
    let mut taken = Taken {
        rows: compared.iter().map(row).collect(),
        facts: Vec::new(),
        answered: Vec::new(),
    };
    for firm in asked {
        let id = firm.party.id;
        let own = || compared.iter().filter(move |one| one.said.party == id);
        taken
            .facts
            .extend(own().filter_map(|one| fact(cx, firm, one)));
        if own().any(|one| one.judged.verdict != Verdict::Unreadable) {
            taken.answered.push((id, left_open(firm, own())));
        }
    }
    taken
}

/// Records what was compared: the answers with what became of them, the facts, and that the firms are answered for.
pub(super) async fn record(
    cx: &Cx,
    write: &mut Write,
    (round, back, who): (&Round, &Return, &str),
    asked: &[AskedFirm],
    compared: &[Compared],
) -> Result<(), Failure> {
    let taken = taken(cx, back.id, asked, compared);
    write.put_answers(back.id, &taken.rows);
    for (party, left) in taken.answered {
        write.mark_returned((round.id, party), cx.today(), left);
    }
    if taken.facts.is_empty() {
        return Ok(());
    }
    add_facts(cx, write, &taken.facts, &source(cx, round, back, who)).await
}

fn decision(verdict: Verdict) -> Decision {
    match verdict {
        Verdict::New | Verdict::Confirmed | Verdict::Changed | Verdict::Declined => Decision::Taken,
        Verdict::Conflict => Decision::Waiting,
        Verdict::Unreadable => Decision::Kept,
    }
}

/// The true gaps that were not answered at all.
fn left_open<'a>(firm: &AskedFirm, answers: impl Iterator<Item = &'a Compared>) -> i64 {
    let answered: BTreeSet<i64> = answers
        .filter(|one| one.judged.verdict != Verdict::Unreadable)
        .map(|one| one.said.ordinal)
        .collect();
    let gaps = firm
        .lines
        .iter()
        .filter(|line| line.presence == Presence::Gap);
    let left = gaps
        .filter(|line| !answered.contains(&line.ordinal))
        .count();
    i64::try_from(left).unwrap_or(i64::MAX)
}

/// The fact that an answer makes; nothing for refusals, conflicts, and what is on record
/// already from a source that is at least as good.
fn fact(cx: &Cx, firm: &AskedFirm, one: &Compared) -> Option<ReadFact> {
    let line = firm.line(one.said.ordinal)?;
    let Given::Said(observed) = &one.said.given else {
        return None;
    };
    match one.judged.verdict {
        Verdict::New | Verdict::Changed => Some(stated(cx, &firm.party, line, observed)),
        Verdict::Confirmed if renews(line) => Some(stated(cx, &firm.party, line, observed)),
        Verdict::Confirmed | Verdict::Conflict | Verdict::Declined | Verdict::Unreadable => None,
    }
}

/// A confirmation makes a value without a period as fresh as the confirmation, unless a better source vouches for it.
fn renews(line: &AskedLine) -> bool {
    let kind = line.held.as_ref().map(|held| held.source.kind);
    line.period == Period::Always
        && !matches!(kind, Some(SourceKind::Official | SourceKind::Measured))
}

fn stated(cx: &Cx, party: &Party, line: &AskedLine, observed: &Observed) -> ReadFact {
    let held = line.held.as_ref();
    let period = match held {
        // The latest value stands under the latest day, when values of this concept carry days at all.
        Some(held) if line.period == Period::Always && held.period != Period::Always => {
            Period::Day(cx.today())
        }
        _ => line.period,
    };
    ReadFact {
        subject: party.key,
        concept: line.concept.id.clone(),
        period,
        observed: Some(observed.clone()),
        level: held.map_or(line.concept.level, |held| held.level),
    }
}

/// Takes a return that was read: compares it anew with the record of this moment and records it; in one act.
///
/// # Errors
/// [`Failure::Invalid`] when it was taken or dropped before; [`Failure::Forbidden`] when it speaks of firms whose facts
/// the actor may not record.
pub async fn take_return(cx: &Cx, id: ReturnId) -> Result<(), Failure> {
    let (round, back) = waiting(cx, id).await?;
    let visitor = None;
    take(Hand { cx, visitor }, round, back, false).await
}

/// The same in anybody's hand.
pub(super) async fn take(
    hand: Hand<'_>,
    round: Round,
    back: Return,
    own: bool,
) -> Result<(), Failure> {
    let cx = hand.cx;
    let ids = cx.store().parties_answered(back.id).await?;
    let parties = super::parties(cx, &ids).await?;
    if hand.visitor.is_none() {
        for party in &parties {
            cx.authorise(Verb::Write, Area::Fact, &owner_of(party))?;
        }
    }
    let asked = ask_firms(cx, &round, parties, own).await?;
    let said = cx.store().answers_in(back.id).await?;
    let said = said.into_iter().map(said_again).collect();
    let from = From {
        channel: back.channel,
        recipient: back.recipient,
        given_in: Some(back.id),
    };
    let compared = compare(cx, &round, from, &asked, said).await?;
    let who = who(cx, &back).await?;
    let next = Return {
        state: ReturnState::Taken,
        version: back.version + 1,
        ..back
    };
    let mut write = hand.write("return_taken", &next.id.to_string()).await?;
    write.tell(json!({
        "round": round.id.to_string(), "firms": asked.len(), "answers": compared.len(),
        "conflicts": conflicts(&compared),
    }));
    write.save_return(&next);
    record(cx, &mut write, (&round, &next, &who), &asked, &compared).await?;
    hand.save(write).await?;
    Ok(())
}

async fn who(cx: &Cx, back: &Return) -> Result<String, Failure> {
    let recipient = match back.recipient {
        Some(id) => cx.store().recipient(id).await?,
        None => None,
    };
    Ok(recipient.map_or_else(|| back.file_name.clone(), |found| found.name))
}

async fn settled(cx: &Cx, id: ReturnId) -> Result<(Round, Return), Failure> {
    let back = cx.store().collection_return(id).await?;
    let back = back.ok_or(Failure::NotFound)?;
    let round = round_for(cx, back.round, Verb::Write).await?;
    Ok((round, back))
}

async fn waiting(cx: &Cx, id: ReturnId) -> Result<(Round, Return), Failure> {
    let (round, back) = settled(cx, id).await?;
    if back.state == ReturnState::Read {
        Ok((round, back))
    } else {
        Err(Failure::invalid(ProblemCode::ReturnSettled))
    }
}

/// Puts a return aside: nothing of it is recorded.
///
/// # Errors
/// [`Failure::Invalid`] when it was taken or dropped before.
pub async fn drop_return(cx: &Cx, id: ReturnId) -> Result<(), Failure> {
    let (round, back) = waiting(cx, id).await?;
    let mut write = cx.write("return_dropped", &id.to_string()).await?;
    write.tell(json!({ "round": round.id.to_string() }));
    // Nothing came of the file, so it may be handed in again.
    write.save_return(&Return {
        state: ReturnState::Dropped,
        file_hash: None,
        version: back.version + 1,
        ..back
    });
    cx.save(write).await?;
    Ok(())
}

/// Decides a conflict: the answer is recorded, or what is on record stays. In one act.
///
/// # Errors
/// [`Failure::Invalid`] when nothing waits there.
pub async fn decide_answer(cx: &Cx, settle: Settle) -> Result<(), Failure> {
    let (round, back) = settled(cx, settle.given_in).await?;
    let party = cx.store().party(settle.party).await?;
    let party = party.ok_or(Failure::NotFound)?;
    cx.authorise(Verb::Write, Area::Fact, &owner_of(&party))?;
    let rows = cx.store().answers_in(back.id).await?;
    let waits = |row: &AnswerRow| {
        (row.party, row.ordinal, row.decision) == (settle.party, settle.ordinal, Decision::Waiting)
    };
    let taken = back.state == ReturnState::Taken;
    let row = rows.into_iter().find(|row| taken && waits(row));
    let row = row.ok_or_else(|| Failure::invalid(ProblemCode::ReturnSettled))?;
    let decision = if settle.take {
        Decision::Taken
    } else {
        Decision::Kept
    };
    let mut write = cx.write("conflict_decided", &back.id.to_string()).await?;
    write.tell(json!({
        "round": round.id.to_string(), "party": settle.party.to_string(),
        "item": settle.ordinal, "decision": decision.word(),
    }));
    write.decide_answer((back.id, settle.party, settle.ordinal), decision);
    if let (true, Some(observed)) = (settle.take, row.observed) {
        let asked = ask_firms(cx, &round, vec![party], false).await?;
        let firm = asked.first().ok_or(Failure::NotFound)?;
        let line = firm.line(settle.ordinal).ok_or(Failure::NotFound)?;
        if line.withheld {
            return Err(Failure::Forbidden);
        }
        let fact = stated(cx, &firm.party, line, &observed);
        let who = who(cx, &back).await?;
        add_facts(cx, &mut write, &[fact], &source(cx, &round, &back, &who)).await?;
    }
    cx.save(write).await?;
    Ok(())
}
