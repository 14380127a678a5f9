//! Closing a round: its links end, and nothing more comes in.

use super::link::must_be_open;
use super::round_for;
use crate::{Cx, Failure};
use benfu_domain::access::Verb;
use benfu_domain::collection::Round;
use benfu_domain::id::RoundId;
use serde_json::json;

/// Closes a round. What was read before may still be taken, and conflicts decided.
///
/// # Errors
/// [`Failure::Invalid`] when it is closed already.
pub async fn close_round(cx: &Cx, id: RoundId) -> Result<(), Failure> {
    let round = round_for(cx, id, Verb::Write).await?;
    must_be_open(&round)?;
    let recipients = cx.store().recipients_of(id).await?;
    let asked: i64 = recipients.iter().map(|one| one.progress.asked).sum();
    let returned: i64 = recipients.iter().map(|one| one.progress.returned).sum();
    let mut write = cx.write("round_closed", &id.to_string()).await?;
    write.tell(json!({ "asked": asked, "returned": returned }));
    write.save_round(&Round {
        closed_on: Some(cx.today()),
        version: round.version + 1,
        ..round
    });
    cx.save(write).await?;
    Ok(())
}
