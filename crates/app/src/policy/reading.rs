//! Telling a firm who asked where it stands.

use crate::{Cx, Failure};
use benfu_domain::id::PartyId;
use benfu_store::policy::PolicyReading;
use serde_json::json;

/// Keeps, once a day for each organisation, that the actor asked where a firm stands on a policy, or on all. Its own
/// people leave no trace. Who cannot be put on record gets no answer, as where match-only facts take part.
pub(super) async fn keep_reading(
    cx: &Cx,
    party: PartyId,
    policy: Option<&str>,
) -> Result<(), Failure> {
    if cx.actor.party == Some(party) {
        return Ok(());
    }
    let reading = PolicyReading {
        party,
        policy: policy.map(str::to_owned),
        organisation: cx.actor.organisation,
        on: cx.today(),
    };
    if cx.store().has_policy_reading(&reading).await? {
        return Ok(());
    }
    // The firm is no subject of the act: nothing about it changes.
    let mut write = cx
        .write("standing_read", policy.unwrap_or("policies"))
        .await?;
    write.tell(json!({ "party": party.to_string(), "policy": policy }));
    write.add_policy_reading(&reading);
    cx.save(write).await?;
    Ok(())
}
