//! Whoever answers for one recipient of a round, by its link or signed in: sees its form, and nothing else of the round.

use super::hand::{Hand, MOST_SENDINGS};
use super::returns::{ReturnPage, page_of};
use crate::access::hash_of;
use crate::party::owner_of;
use crate::{App, Cx, Failure, ProblemCode};
use benfu_domain::Day;
use benfu_domain::access::{Actor, Area, Verb};
use benfu_domain::collection::{LinkState, Recipient, Round};
use benfu_domain::id::{AccountId, PartyId, ReturnId, RoundId};
use benfu_domain::party::Party;
use benfu_store::collection::{RoundProgress, SubjectRow};

/// A form that is open: to the holder of a link, or to somebody signed in who answers for a recipient.
pub struct Visit {
    /// The context: of a link, one without any permission.
    pub cx: Cx,
    /// Whether somebody is signed in.
    pub signed: bool,
    /// The round.
    pub round: Round,
    /// Whose link it is.
    pub recipient: Recipient,
    /// The firms it answers for.
    pub subjects: Vec<SubjectRow>,
}

/// Why a link opens nothing any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// The round was closed.
    Closed {
        /// Its title.
        title: String,
        /// The day.
        on: Day,
    },
    /// The link was taken back.
    Revoked,
}

/// What a link leads to.
pub enum Visited {
    /// The form.
    Open(Box<Visit>),
    /// Nothing any more.
    Over(Over),
}

/// Opens a link. The first opening is noted, so that the round shows who has looked.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such link.
pub async fn visit(app: &App, token: &str) -> Result<Visited, Failure> {
    let hash = hash_of(token);
    let recipient = app.store.recipient_of_token(&hash).await?;
    let recipient = recipient.ok_or(Failure::NotFound)?;
    let round = app.store.round(recipient.round).await?;
    let round = round.ok_or(Failure::NotFound)?;
    if let Some(on) = round.closed_on {
        let title = round.title;
        return Ok(Visited::Over(Over::Closed { title, on }));
    }
    if recipient.link != LinkState::Live {
        return Ok(Visited::Over(Over::Revoked));
    }
    let cx = app.cx(nobody(&round));
    let recipient = noted(&cx, recipient).await?;
    opened(cx, round, recipient, false).await
}

async fn opened(
    cx: Cx,
    round: Round,
    recipient: Recipient,
    signed: bool,
) -> Result<Visited, Failure> {
    let mut subjects = cx.store().subjects_of(round.id).await?;
    subjects.retain(|subject| subject.recipient == recipient.id);
    Ok(Visited::Open(Box::new(Visit {
        cx,
        signed,
        round,
        recipient,
        subjects,
    })))
}

/// Opens a round that is sent to the actor's own firm, or to its office: people who sign in need no link.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such round, or it is not sent to them.
pub async fn own_visit(cx: &Cx, round: RoundId) -> Result<Visited, Failure> {
    let round = cx.store().round(round).await?.ok_or(Failure::NotFound)?;
    let recipients = cx.store().recipients_of(round.id).await?.into_iter();
    let mut own = recipients.map(|found| found.recipient).filter(|one| {
        let office = one.office == Some(cx.actor.organisation);
        office || (one.party.is_some() && one.party == cx.actor.party)
    });
    let recipient = own.next().ok_or(Failure::NotFound)?;
    if let Some(on) = round.closed_on {
        let title = round.title;
        return Ok(Visited::Over(Over::Closed { title, on }));
    }
    opened(cx.clone(), round, recipient, true).await
}

/// The open rounds that are sent to the actor's own firm or office, with how far its answer has come; the first to be due
/// first.
///
/// # Errors
/// Only those of the store.
pub async fn rounds_asking(cx: &Cx) -> Result<Vec<RoundProgress>, Failure> {
    let found = cx
        .store()
        .rounds_asking(cx.actor.party, cx.actor.organisation)
        .await?;
    Ok(found)
}

/// Somebody with no permission at all, in whose context a link is read.
fn nobody(round: &Round) -> Actor {
    Actor {
        account: AccountId::from_bits(0),
        organisation: round.organisation,
        party: None,
        region: round.region.clone(),
        permissions: Vec::new(),
    }
}

async fn noted(cx: &Cx, recipient: Recipient) -> Result<Recipient, Failure> {
    if recipient.opened_on.is_some() {
        return Ok(recipient);
    }
    let next = Recipient {
        opened_on: Some(cx.today()),
        version: recipient.version + 1,
        ..recipient
    };
    let mut write = cx.write("link_opened", &next.round.to_string()).await?;
    write.act.account = next.id.to_string();
    write.save_recipient(&next);
    match cx.save(write).await {
        Ok(_) => Ok(next),
        // Two openings at one moment: the other one is noted.
        Err(Failure::Conflict(_)) => Ok(recipient_again(cx, next).await?),
        Err(failure) => Err(failure),
    }
}

async fn recipient_again(cx: &Cx, opened: Recipient) -> Result<Recipient, Failure> {
    let found = cx.store().recipient(opened.id).await?;
    found.ok_or(Failure::NotFound)
}

impl Visit {
    /// Whoever is signed in writes in their own name.
    pub(super) fn hand(&self) -> Hand<'_> {
        Hand {
            cx: &self.cx,
            visitor: (!self.signed).then_some(&self.recipient),
        }
    }

    /// Does the firm itself answer?
    pub fn own(&self) -> bool {
        self.recipient.party.is_some()
    }

    /// One of the firms it answers for.
    pub(super) async fn firm(&self, id: PartyId) -> Result<Party, Failure> {
        if !self.subjects.iter().any(|subject| subject.party == id) {
            return Err(Failure::NotFound);
        }
        let party = self.cx.store().party(id).await?.ok_or(Failure::NotFound)?;
        if self.signed {
            self.cx
                .authorise(Verb::Write, Area::Fact, &owner_of(&party))?;
        }
        Ok(party)
    }

    /// The thing that this very request made before, if it is a repeated one.
    pub async fn earlier(&self) -> Result<Option<String>, Failure> {
        let Some(key) = &self.cx.request_key else {
            return Ok(None);
        };
        let account = match self.hand().visitor {
            Some(recipient) => recipient.id.to_string(),
            None => self.cx.actor.account.to_string(),
        };
        Ok(self.cx.store().request(&account, key).await?)
    }

    /// May it send something today? Only links are counted.
    pub(super) fn may_send(&self) -> Result<(), Failure> {
        let today = self.recipient.sendings_on == Some(self.cx.today());
        if !self.signed && today && self.recipient.sendings >= MOST_SENDINGS {
            return Err(Failure::invalid(ProblemCode::SentTooOften));
        }
        Ok(())
    }
}

/// The firms of a visit, each with where its answer stands, by name.
///
/// # Errors
/// Only those of the store.
pub async fn visitor_rows(visit: &Visit) -> Result<Vec<(Party, SubjectRow)>, Failure> {
    let ids: Vec<PartyId> = visit.subjects.iter().map(|subject| subject.party).collect();
    let parties = super::parties(&visit.cx, &ids).await?;
    let mut rows: Vec<(Party, SubjectRow)> = parties
        .into_iter()
        .filter_map(|party| {
            let subject = visit.subjects.iter().find(|row| row.party == party.id)?;
            Some((party, subject.clone()))
        })
        .collect();
    rows.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    Ok(rows)
}

/// What this link handed in at one time.
///
/// # Errors
/// [`Failure::NotFound`] when it is not its own.
pub async fn own_return(visit: &Visit, id: ReturnId) -> Result<ReturnPage, Failure> {
    let back = visit.cx.store().collection_return(id).await?;
    let back = back
        .filter(|back| back.recipient == Some(visit.recipient.id))
        .ok_or(Failure::NotFound)?;
    page_of(&visit.cx, visit.round.clone(), back, visit.own()).await
}
