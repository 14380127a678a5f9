//! What the firm of the reader qualifies for and has not applied for, and what it was told.
//!
//! Main function: [`read_own_benefits`].

use super::applied::in_hand;
use super::firm::{Rung, read_ladder};
use crate::{Cx, Failure};
use benfu_packs::PolicyKind;
use benfu_rules::Answer;
use benfu_store::policy::PolicyNotice;
use std::collections::BTreeSet;

/// What a firm could have.
#[derive(Debug, Clone)]
pub struct OwnBenefits {
    /// It meets every condition, and has neither the title nor an application.
    pub qualified: Vec<Rung>,
    /// It misses one condition, and nothing else is open.
    pub near: Vec<Rung>,
    /// What it was told of policies in force, the latest first.
    pub told: Vec<PolicyNotice>,
}

/// Reads what the reader's own firm could have; `None` for readers without a firm, or who may not read its facts.
///
/// # Errors
/// Only those of the store.
pub async fn read_own_benefits(cx: &Cx) -> Result<Option<OwnBenefits>, Failure> {
    let Some(party) = cx.actor.party else {
        return Ok(None);
    };
    let ladder = match read_ladder(cx, party).await {
        Ok(ladder) => ladder,
        Err(Failure::NotFound | Failure::Forbidden) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let cases = cx.store().policy_cases(Some(party)).await?;
    let in_hand = cases.into_iter().filter(|case| in_hand(cx.pack(), case));
    let in_hand: BTreeSet<String> = in_hand.map(|case| case.policy).collect();
    let open = |rung: &Rung| rung.held.is_none() && !in_hand.contains(&rung.policy);
    let (mut qualified, mut near) = (Vec::new(), Vec::new());
    for rung in ladder
        .rungs
        .into_iter()
        .filter(open)
        .filter(|rung| gives(cx, rung))
    {
        match rung.answer {
            Answer::Met => qualified.push(rung),
            Answer::NotMet if rung.failing.len() == 1 && rung.open == 0 && !rung.outside => {
                near.push(rung);
            }
            Answer::NotMet | Answer::Unknown => {}
        }
    }
    let mut told = cx.store().policy_notices_of(party).await?;
    told.retain(|notice| in_force(cx, notice) && !in_hand.contains(&notice.policy));
    Ok(Some(OwnBenefits {
        qualified,
        near,
        told,
    }))
}

/// A size class gives nothing by itself.
fn gives(cx: &Cx, rung: &Rung) -> bool {
    let policy = cx.pack().policies.get(&rung.policy);
    policy.is_some_and(|policy| policy.kind != PolicyKind::Classification)
}

fn in_force(cx: &Cx, notice: &PolicyNotice) -> bool {
    let policy = cx.pack().policies.get(&notice.policy);
    let edition = policy.and_then(|policy| policy.edition_on(cx.today()));
    edition.is_some_and(|edition| edition.id == notice.edition)
}
