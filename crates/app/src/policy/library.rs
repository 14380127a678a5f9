//! The library of policies, each with its counts.
//!
//! Main function: [`list_policies`].

use super::City;
use super::applied::Applied;
use super::sweep::{Swept, Tally, may_sweep, reach};
use crate::{Cx, Failure};
use benfu_packs::Policy;
use benfu_rules::CriteriaSweep;

/// A policy with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyLine {
    /// The policy.
    pub id: String,
    /// The edition in force today, if there is one.
    pub edition: Option<String>,
    /// The counts; `None` without an edition, and for those who may not see the facts of others.
    pub tally: Option<Tally>,
}

/// All policies of the pack, each asked of everybody in the actor's reach.
///
/// # Errors
/// Only those of the store.
pub async fn list_policies(cx: &Cx) -> Result<Vec<PolicyLine>, Failure> {
    let policies: Vec<&Policy> = cx.pack().policies.values().collect();
    if !may_sweep(cx) {
        return Ok(policies
            .into_iter()
            .map(|policy| line(cx, policy))
            .collect());
    }
    let applied = Applied::read(cx).await?;
    let ask = |city: &City| city.sweep(|sweep| counted((cx, city, &applied), sweep, &policies));
    cx.app.city.ask(&cx.app, ask).await?
}

fn line(cx: &Cx, policy: &Policy) -> PolicyLine {
    let edition = policy.edition_on(cx.today());
    PolicyLine {
        id: policy.id.clone(),
        edition: edition.map(|edition| edition.id.clone()),
        tally: None,
    }
}

fn counted(
    (cx, city, applied): (&Cx, &City, &Applied),
    sweep: &mut CriteriaSweep<'_>,
    policies: &[&Policy],
) -> Result<Vec<PolicyLine>, Failure> {
    let reach = reach(cx, city);
    let mut lines = Vec::with_capacity(policies.len());
    for policy in policies {
        let mut line = line(cx, policy);
        if let Some(edition) = policy.edition_on(cx.today()) {
            let swept = Swept::of((cx, city, applied), sweep, (policy, edition), reach.clone())?;
            line.tally = Some(swept.tally());
        }
        lines.push(line);
    }
    Ok(lines)
}
