//! Giving out links and taking them back. A token is shown once and kept as its hash.

use super::round_for;
use crate::access::{hash_of, random_token};
use crate::{Cx, Failure, ProblemCode};
use benfu_domain::access::Verb;
use benfu_domain::collection::{LinkState, Recipient, Round};
use benfu_domain::id::{RecipientId, RoundId};
use benfu_store::Write;
use serde_json::json;

/// Hexadecimal digits of a token: 160 random bits, short enough for a chat.
const TOKEN_DIGITS: usize = 40;

/// Who gets a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinksFor {
    /// Everybody who has none yet.
    Missing,
    /// One recipient; an earlier link of it ends.
    One(RecipientId),
}

/// A link at the one moment at which its token is known.
#[derive(Debug, Clone)]
pub struct IssuedLink {
    /// For whom.
    pub recipient: Recipient,
    /// The secret part of the address.
    pub token: String,
}

/// Gives out links; in one act.
///
/// # Errors
/// [`Failure::Invalid`] when the round is closed.
pub async fn issue_links(
    cx: &Cx,
    round: RoundId,
    to: LinksFor,
) -> Result<Vec<IssuedLink>, Failure> {
    let round = round_for(cx, round, Verb::Write).await?;
    must_be_open(&round)?;
    let recipients = cx.store().recipients_of(round.id).await?;
    let wanted = recipients.into_iter().map(|found| found.recipient);
    let wanted: Vec<Recipient> = match to {
        LinksFor::Missing => wanted.filter(|one| one.link == LinkState::None).collect(),
        LinksFor::One(id) => wanted.filter(|one| one.id == id).collect(),
    };
    if wanted.is_empty() {
        return match to {
            LinksFor::Missing => Ok(Vec::new()),
            LinksFor::One(_) => Err(Failure::NotFound),
        };
    }
    let mut write = cx.write("links_issued", &round.id.to_string()).await?;
    let issued = issue(&mut write, wanted)?;
    let to: Vec<String> = issued
        .iter()
        .map(|one| one.recipient.id.to_string())
        .collect();
    write.tell(json!({ "to": to }));
    cx.save(write).await?;
    Ok(issued)
}

/// Fresh links for these, in a write under way.
pub(super) fn issue(
    write: &mut Write,
    recipients: Vec<Recipient>,
) -> Result<Vec<IssuedLink>, Failure> {
    let mut issued = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        let mut token = random_token()?;
        token.truncate(TOKEN_DIGITS);
        let recipient = Recipient {
            link: LinkState::Live,
            token_hash: Some(hash_of(&token)),
            version: recipient.version + 1,
            ..recipient
        };
        write.save_recipient(&recipient);
        issued.push(IssuedLink { recipient, token });
    }
    Ok(issued)
}

pub(super) fn must_be_open(round: &Round) -> Result<(), Failure> {
    match round.closed_on {
        None => Ok(()),
        Some(_) => Err(Failure::invalid(ProblemCode::RoundClosed)),
    }
}

/// Takes a link back: from now on it opens nothing.
///
/// # Errors
/// [`Failure::NotFound`] when the recipient has no live link.
pub async fn revoke_link(cx: &Cx, round: RoundId, id: RecipientId) -> Result<(), Failure> {
    let round = round_for(cx, round, Verb::Write).await?;
    let recipient = cx.store().recipient(id).await?;
    let recipient = recipient
        .filter(|one| one.round == round.id && one.link == LinkState::Live)
        .ok_or(Failure::NotFound)?;
    let mut write = cx.write("link_revoked", &round.id.to_string()).await?;
    write.tell(json!({ "from": recipient.id.to_string() }));
    write.save_recipient(&Recipient {
        link: LinkState::Revoked,
        version: recipient.version + 1,
        ..recipient
    });
    cx.save(write).await?;
    Ok(())
}
