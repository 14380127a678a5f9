//! One policy asked of everybody in reach.
//!
//! Main function: [`read_policy`]. Counting is by bitmaps: the answers, those in reach, those who hold the title.

use super::applied::Applied;
use super::city::Household;
use super::matrix::counts_by_region;
use super::{Assumed, City};
use crate::{Cx, Failure};
use benfu_domain::access::{Area, Scope, Verb};
use benfu_domain::policy::NoticeAnswer;
use benfu_domain::region::RegionCode;
use benfu_packs::{Edition, Policy};
use benfu_rules::{Bitmap, Catalogue, ConditionCount, CriteriaColumn, CriteriaSweep, Parameters};
use std::collections::BTreeMap;

/// How many firms a policy finds how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Firms in reach.
    pub firms: usize,
    /// They meet every condition.
    pub met: usize,
    /// They miss exactly one condition.
    pub near: usize,
    /// The facts at hand do not decide.
    pub unknown: usize,
    /// They hold the title today.
    pub holders: usize,
    /// They meet every condition, do not hold the title and have not applied.
    pub idle: usize,
}

/// Who would move if the assumed thresholds were in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// How many would meet every condition.
    pub met: usize,
    /// How many of them do not today.
    pub entering: usize,
    /// How many meet it today and would no longer.
    pub leaving: usize,
}

/// A policy with its counts.
#[derive(Debug, Clone)]
pub struct PolicyPage {
    /// The edition in force; `None` when there is none today, and then nothing is counted.
    pub edition: Option<String>,
    /// The counts; `None` for those who may not see the facts of others.
    pub tally: Option<Tally>,
    /// Each condition's counts, in the order of the policy.
    pub conditions: Vec<ConditionCount>,
    /// Firms that meet it, do not hold the title and have not applied, by region.
    pub idle_by_region: Vec<(RegionCode, usize)>,
    /// The thresholds, with what is assumed.
    pub assumed: Assumed,
    /// Who would move; `None` when nothing is assumed.
    pub moved: Option<Moved>,
}

/// The answers of a policy for the firms in reach.
pub(super) struct Swept {
    pub(super) column: CriteriaColumn,
    pub(super) reach: Bitmap,
    pub(super) holders: Bitmap,
    /// They have a case about the policy that is open or came to what it is for.
    pub(super) applied: Bitmap,
}

/// Whether the actor may ask policies of others at all.
pub(super) fn may_sweep(cx: &Cx) -> bool {
    let widest = cx.actor.widest(Verb::Read, Area::Fact);
    widest.is_some_and(|scope| scope != Scope::Own)
}

/// The firms whose facts the actor may see.
pub(super) fn reach(cx: &Cx, city: &City) -> Bitmap {
    let mut reach = Bitmap::clear(city.residents().len());
    let owned = |household: &&Household| cx.may(Verb::Read, Area::Fact, &household.owner());
    for household in city.households().iter().filter(owned) {
        for row in &household.rows {
            reach.put(*row, true);
        }
    }
    let own = cx.actor.party.and_then(|party| city.row(party));
    let own = own.and_then(|row| Some((row, city.residents().get(row)?)));
    if let Some((row, resident)) = own {
        reach.put(row, cx.may(Verb::Read, Area::Fact, &resident.owner()));
    }
    reach
}

fn holders(policy: &Policy, city: &City) -> Bitmap {
    let nobody = || Bitmap::clear(city.residents().len());
    policy
        .grants
        .as_ref()
        .map_or_else(nobody, |grant| city.holders(grant))
}

/// Asks an edition of everybody, under parameters that may be assumed.
pub(super) fn answered(
    sweep: &mut CriteriaSweep<'_>,
    edition: &Edition,
    parameters: &dyn Parameters,
) -> Result<CriteriaColumn, Failure> {
    let column = sweep.answer(&edition.criteria, parameters);
    column.map_err(|error| fault(&error))
}

/// The criteria of editions, ready for today and for firm after firm.
pub(crate) fn catalogue<'c>(
    cx: &'c Cx,
    editions: impl IntoIterator<Item = &'c Edition>,
) -> Catalogue<'c> {
    let parameters: &dyn Parameters = &cx.pack().dictionary;
    let editions = editions.into_iter();
    Catalogue::new(
        cx.today(),
        editions.map(|edition| (&edition.criteria, parameters)),
    )
}

pub(crate) fn fault(error: &benfu_rules::EvaluationError) -> Failure {
    Failure::Bug(format!("policy: {error}"))
}

impl Swept {
    /// Under the parameters in force.
    pub(super) fn of(
        (cx, city, applied): (&Cx, &City, &Applied),
        sweep: &mut CriteriaSweep<'_>,
        (policy, edition): (&Policy, &Edition),
        reach: Bitmap,
    ) -> Result<Swept, Failure> {
        Ok(Swept {
            column: answered(sweep, edition, &cx.pack().dictionary)?,
            reach,
            holders: holders(policy, city),
            applied: applied.rows(&policy.id, city),
        })
    }

    /// They meet every condition, do not hold the title and have not applied.
    pub(super) fn idle(&self) -> Bitmap {
        let taken = self.holders.or(&self.applied);
        self.column.answers.met.and(&taken.not())
    }

    /// What the rules found of a firm.
    pub(super) fn answer(&self, row: usize) -> NoticeAnswer {
        let column = &self.column;
        if column.answers.met.get(row) {
            NoticeAnswer::Met
        } else if column.missed_by_one.get(row) {
            NoticeAnswer::Near
        } else if column.answers.unknown.get(row) {
            NoticeAnswer::Unknown
        } else {
            NoticeAnswer::NotMet
        }
    }

    pub(super) fn tally(&self) -> Tally {
        let count = |rows: &Bitmap| rows.and(&self.reach).count();
        let met = &self.column.answers.met;
        Tally {
            firms: self.reach.count(),
            met: count(met),
            near: count(&self.column.missed_by_one),
            unknown: count(&self.column.answers.unknown),
            holders: count(&self.holders),
            idle: count(&self.idle()),
        }
    }

    /// Who would move to the answers of another sweep.
    fn moved(&self, assumed: &CriteriaColumn) -> Moved {
        let (now, then) = (&self.column.answers.met, &assumed.answers.met);
        let count = |rows: &Bitmap| rows.and(&self.reach).count();
        Moved {
            met: count(then),
            entering: count(&then.and(&now.not())),
            leaving: count(&now.and(&then.not())),
        }
    }
}

/// Opens a policy. `texts` holds assumed thresholds by their ids, as a person writes them.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such policy.
pub async fn read_policy(
    cx: &Cx,
    id: &str,
    texts: &BTreeMap<String, String>,
) -> Result<PolicyPage, Failure> {
    let policy = cx.pack().policies.get(id).ok_or(Failure::NotFound)?;
    let Some(edition) = policy.edition_on(cx.today()) else {
        return Ok(PolicyPage::without(None, Assumed::default()));
    };
    let assumed = Assumed::of(cx, edition, cx.today(), texts);
    if !may_sweep(cx) {
        return Ok(PolicyPage::without(Some(edition), assumed));
    }
    let applied = Applied::read(cx).await?;
    let ask = |city: &City| {
        city.sweep(|sweep| asked((cx, city, &applied), sweep, (policy, edition), assumed))
    };
    cx.app.city.ask(&cx.app, ask).await?
}

fn asked(
    (cx, city, applied): (&Cx, &City, &Applied),
    sweep: &mut CriteriaSweep<'_>,
    (policy, edition): (&Policy, &Edition),
    assumed: Assumed,
) -> Result<PolicyPage, Failure> {
    let reach = reach(cx, city);
    let swept = Swept::of((cx, city, applied), sweep, (policy, edition), reach)?;
    let moved = if assumed.is_any() {
        let then = answered(sweep, edition, &assumed.parameters(cx))?;
        Some(swept.moved(&then))
    } else {
        None
    };
    Ok(PolicyPage {
        tally: Some(swept.tally()),
        conditions: swept.column.counts(&swept.reach),
        idle_by_region: counts_by_region((cx, city), &swept.reach, &swept.idle()),
        moved,
        ..PolicyPage::without(Some(edition), assumed)
    })
}

impl PolicyPage {
    fn without(edition: Option<&Edition>, assumed: Assumed) -> PolicyPage {
        PolicyPage {
            edition: edition.map(|edition| edition.id.clone()),
            tally: None,
            conditions: Vec::new(),
            idle_by_region: Vec::new(),
            assumed,
            moved: None,
        }
    }
}
