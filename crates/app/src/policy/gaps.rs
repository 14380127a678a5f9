//! How far the firms that miss only one condition are from its bound.
//!
//! Main function: [`policy_gaps`]. A gap is a share of the bound; a condition without a number (a flag, a title) has none.

use super::closer::closer;
use super::{FirmRow, RowsAsked, RowsOf, policy_firms};
use crate::{Cx, Failure};
use benfu_domain::id::PartyId;
use benfu_rules::{
    Answer, Condition, ConditionKind, Exact, Finding, FindingKind, Shortfall, SideValue, Tally,
    Value,
};
use std::collections::BTreeMap;

/// Firms looked at one by one at most.
const MOST: usize = 1_000;
/// Upper ends of the bins, in permille of the bound; the last bin has no end.
const ENDS: [i64; 5] = [50, 100, 200, 500, 1_000];

/// A bin of the distribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapBin {
    /// More than this share of the bound is lacking, in permille.
    pub above_permille: i64,
    /// At most this share, in permille; `None` for the last bin.
    pub up_to_permille: Option<i64>,
    /// The firms, in the order of the list.
    pub firms: Vec<PartyId>,
}

/// The gaps of one condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gaps {
    /// The bins, the smallest gap first.
    pub bins: Vec<GapBin>,
    /// Firms whose gap has no number.
    pub unnumbered: Vec<PartyId>,
    /// Firms looked at.
    pub looked_at: usize,
    /// Firms that miss only this condition.
    pub total: usize,
}

/// Measures the gaps of the firms that miss only `condition`, in a region or everywhere in reach.
///
/// # Errors
/// As [`policy_firms`]; [`Failure::NotFound`] also when the policy has no such condition.
pub async fn policy_gaps(
    cx: &Cx,
    id: &str,
    condition: &str,
    region: &str,
) -> Result<Gaps, Failure> {
    let asked = RowsAsked {
        of: RowsOf::Near(Some(condition.to_owned())),
        region: region.to_owned(),
        assumed: BTreeMap::new(),
        only: std::collections::BTreeSet::new(),
        after: 0,
        limit: MOST,
    };
    let found = policy_firms(cx, id, &asked).await?;
    let policy = cx.pack().policies.get(id).ok_or(Failure::NotFound)?;
    let edition = policy.edition_on(cx.today()).ok_or(Failure::NotFound)?;
    let mut criteria = edition.criteria.root.parts().iter();
    if !criteria.any(|part| *part.id == *condition) {
        return Err(Failure::NotFound);
    }
    let mut gaps = Gaps::empty(found.rows.len(), found.total);
    for firm in closer(cx, edition, &found.rows).await? {
        let mut parts = firm.assessment.root.parts().iter();
        let gap = parts
            .find(|part| *part.id == *condition)
            .and_then(of_finding);
        gaps.add(firm.firm, gap);
    }
    Ok(gaps)
}

impl Gaps {
    fn empty(looked_at: usize, total: usize) -> Gaps {
        let starts = std::iter::once(0).chain(ENDS);
        let ends = ENDS.into_iter().map(Some).chain([None]);
        let bin = |(above_permille, up_to_permille)| GapBin {
            above_permille,
            up_to_permille,
            firms: Vec::new(),
        };
        Gaps {
            bins: starts.zip(ends).map(bin).collect(),
            unnumbered: Vec::new(),
            looked_at,
            total,
        }
    }

    fn add(&mut self, firm: &FirmRow, gap: Option<Exact>) {
        let place = gap.and_then(|gap| {
            let permille = gap.checked_mul(&Exact::whole(1_000)).ok()?;
            let within = |end: &i64| permille <= Exact::whole(i128::from(*end));
            Some(ENDS.iter().position(within).unwrap_or(ENDS.len()))
        });
        match place.and_then(|place| self.bins.get_mut(place)) {
            Some(bin) => bin.firms.push(firm.id),
            None => self.unnumbered.push(firm.id),
        }
    }
}

/// What a finding lacks, as a share of its bound: of several that must hold the largest, of several ways the smallest.
fn of_finding(finding: &Finding) -> Option<Exact> {
    if finding.answer != Answer::NotMet {
        return None;
    }
    match &finding.kind {
        FindingKind::Rule(outcome) => of_condition(&outcome.trace),
        FindingKind::All(parts) => largest(
            parts
                .iter()
                .filter(|part| failed(part.answer))
                .map(of_finding),
        ),
        FindingKind::AtLeast { least: 1, of } => of.iter().filter_map(of_finding).min(),
        FindingKind::Score(tally) => of_score(tally),
        FindingKind::AtLeast { .. } | FindingKind::Not(_) | FindingKind::Judged => None,
    }
}

fn failed(answer: Answer) -> bool {
    answer == Answer::NotMet
}

fn of_condition(condition: &Condition) -> Option<Exact> {
    match &condition.kind {
        ConditionKind::All(parts) => largest(
            parts
                .iter()
                .filter(|part| failed(part.answer))
                .map(of_condition),
        ),
        ConditionKind::Any(parts) => parts.iter().filter_map(of_condition).min(),
        ConditionKind::Choice { test, yes, no } => {
            let branch = if test.answer == Answer::Met { yes } else { no };
            branch.as_deref().and_then(of_condition)
        }
        ConditionKind::Comparison { right, .. } => match (condition.shortfall(), &right.value) {
            (Some(Shortfall::Amount(lacking)), SideValue::Known(Value::Number(bound))) => {
                lacking.checked_div(&bound.checked_abs().ok()?).ok()
            }
            _ => None,
        },
        ConditionKind::Constant(_)
        | ConditionKind::Not(_)
        | ConditionKind::Flag(_)
        | ConditionKind::OneOf { .. }
        | ConditionKind::Among { .. }
        | ConditionKind::Held(_)
        | ConditionKind::RecordedAsNone { .. } => None,
    }
}

/// The largest of several; none when one of them has no number.
fn largest(gaps: impl Iterator<Item = Option<Exact>>) -> Option<Exact> {
    let gaps: Option<Vec<Exact>> = gaps.collect();
    gaps?.into_iter().max()
}

/// Points lacking even if reviewers give all they can.
fn of_score(tally: &Tally) -> Option<Exact> {
    let best = Exact::whole(i128::from(tally.total.high));
    let lacking = tally.pass.checked_sub(&best).ok()?;
    if lacking.is_negative() {
        return None;
    }
    lacking.checked_div(&tally.pass).ok()
}
