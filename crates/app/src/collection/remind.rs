//! Reminding those who have not answered for all their firms.

use super::link::{issue, must_be_open};
use super::round_for;
use crate::{Cx, Failure, ProblemCode};
use benfu_domain::access::Verb;
use benfu_domain::collection::{Recipient, Round};
use benfu_domain::id::{RecipientId, RoundId};
use benfu_store::collection::RecipientProgress;
use serde_json::json;
use std::collections::HashMap;

/// Who is reminded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Remind {
    /// Only this one; everybody who owes something when `None`.
    pub only: Option<RecipientId>,
    /// Give each a fresh link, which ends the one before.
    pub fresh_links: bool,
}

/// Who was reminded.
#[derive(Debug, Clone)]
pub struct Reminded {
    /// The round.
    pub round: Round,
    /// Those who owe answers, by name.
    pub owing: Vec<RecipientProgress>,
    /// The tokens of fresh links.
    pub tokens: HashMap<RecipientId, String>,
}

/// Those who owe answers, for the text; nothing is written.
///
/// # Errors
/// [`Failure::Invalid`] when the round is closed or nobody owes anything.
pub async fn to_remind(
    cx: &Cx,
    round: RoundId,
    only: Option<RecipientId>,
) -> Result<Reminded, Failure> {
    let round = round_for(cx, round, Verb::Write).await?;
    must_be_open(&round)?;
    let mut owing = cx.store().recipients_of(round.id).await?;
    owing.retain(|one| {
        !one.progress.is_complete() && only.is_none_or(|only| one.recipient.id == only)
    });
    if owing.is_empty() {
        return Err(Failure::invalid(ProblemCode::NobodyOwes));
    }
    Ok(Reminded {
        round,
        owing,
        tokens: HashMap::new(),
    })
}

/// Records that they were reminded, with fresh links when these are wanted; in one act.
///
/// # Errors
/// As [`to_remind`].
pub async fn remind(cx: &Cx, round: RoundId, command: Remind) -> Result<Reminded, Failure> {
    let mut reminded = to_remind(cx, round, command.only).await?;
    let today = cx.today();
    let recipients = reminded.owing.iter().map(|one| Recipient {
        reminded_on: Some(today),
        ..one.recipient.clone()
    });
    let recipients: Vec<Recipient> = recipients.collect();
    let to: Vec<String> = recipients.iter().map(|one| one.id.to_string()).collect();
    let mut write = cx.write("round_reminded", &round.to_string()).await?;
    write.tell(json!({ "to": to, "fresh_links": command.fresh_links }));
    if command.fresh_links {
        let issued = issue(&mut write, recipients)?.into_iter();
        reminded.tokens = issued.map(|link| (link.recipient.id, link.token)).collect();
    } else {
        for recipient in recipients {
            let version = recipient.version + 1;
            write.save_recipient(&Recipient {
                version,
                ..recipient
            });
        }
    }
    cx.save(write).await?;
    Ok(reminded)
}
