//! The firms behind a count of a policy.
//!
//! Main function: [`policy_firms`].

use super::applied::Applied;
use super::matrix::counts_by_region;
use super::sweep::{Swept, answered, may_sweep, reach};
use super::{Assumed, City, Resident};
use crate::{Cx, Failure};
use benfu_domain::Day;
use benfu_domain::access::Owner;
use benfu_domain::id::PartyId;
use benfu_domain::policy::NoticeAnswer;
use benfu_domain::region::RegionCode;
use benfu_packs::{Edition, Policy};
use benfu_rules::{Bitmap, CriteriaColumn, CriteriaSweep};
use std::collections::{BTreeMap, BTreeSet};

/// Which firms are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowsOf {
    /// They meet every condition, do not hold the title and have not applied.
    Idle,
    /// They miss exactly one condition: this one, or any; those with the fewest open conditions come first.
    Near(Option<String>),
    /// The facts at hand do not decide; those with the fewest open conditions come first.
    Unknown,
    /// They hold the title; those whose title lapses first come first.
    Holders,
    /// They hold a title that lapses within so many months; the first to lapse comes first.
    Lapsing(u32),
    /// They would meet it under the assumed thresholds and do not today.
    Entering,
    /// They meet it today and would not under the assumed thresholds.
    Leaving,
}

/// What a list of firms asks for.
#[derive(Debug, Clone)]
pub struct RowsAsked {
    /// Which firms.
    pub of: RowsOf,
    /// Only of this region and inside it; empty for all in reach.
    pub region: String,
    /// Assumed thresholds by their ids, as a person writes them.
    pub assumed: BTreeMap<String, String>,
    /// Only these; all when empty.
    pub only: BTreeSet<PartyId>,
    /// How many rows come before.
    pub after: usize,
    /// How many rows at most.
    pub limit: usize,
}

/// A firm behind a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmRow {
    /// The firm.
    pub id: PartyId,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: RegionCode,
    /// To whom its row belongs.
    pub owner: Owner,
    /// What the rules found.
    pub answer: NoticeAnswer,
    /// Whether it holds the title today.
    pub holds: bool,
    /// The only condition that it misses.
    pub missed: Option<String>,
    /// Conditions that the facts at hand do not decide.
    pub open: Vec<String>,
    /// Last day of the title that it holds.
    pub until: Option<Day>,
}

/// A part of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmRows {
    /// The rows.
    pub rows: Vec<FirmRow>,
    /// How many there are in all.
    pub total: usize,
    /// The whole list, whatever the region asked for, by the regions directly below the reader's own.
    pub by_region: Vec<(RegionCode, usize)>,
}

/// Lists the firms behind a count of a policy.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such policy, none in force, or the actor may not see the facts of others.
pub async fn policy_firms(cx: &Cx, id: &str, asked: &RowsAsked) -> Result<FirmRows, Failure> {
    let policy = cx.pack().policies.get(id).ok_or(Failure::NotFound)?;
    let edition = policy.edition_on(cx.today()).ok_or(Failure::NotFound)?;
    if !may_sweep(cx) {
        return Err(Failure::NotFound);
    }
    let applied = Applied::read(cx).await?;
    let ask = |city: &City| {
        city.sweep(|sweep| listed((cx, city, &applied), sweep, (policy, edition), asked))
    };
    cx.app.city.ask(&cx.app, ask).await?
}

fn listed(
    (cx, city, applied): (&Cx, &City, &Applied),
    sweep: &mut CriteriaSweep<'_>,
    (policy, edition): (&Policy, &Edition),
    asked: &RowsAsked,
) -> Result<FirmRows, Failure> {
    let swept = Swept::of(
        (cx, city, applied),
        sweep,
        (policy, edition),
        reach(cx, city),
    )?;
    let now = &swept.column.answers.met;
    let found = match &asked.of {
        RowsOf::Idle => swept.idle(),
        RowsOf::Near(condition) => near(&swept.column, condition.as_deref()),
        RowsOf::Unknown => swept.column.answers.unknown.clone(),
        RowsOf::Holders => swept.holders.clone(),
        RowsOf::Lapsing(months) => lapsing(city, policy, *months),
        RowsOf::Entering | RowsOf::Leaving => {
            let assumed = Assumed::of(cx, edition, cx.today(), &asked.assumed);
            let then = answered(sweep, edition, &assumed.parameters(cx))?
                .answers
                .met;
            if asked.of == RowsOf::Entering {
                then.and(&now.not())
            } else {
                now.and(&then.not())
            }
        }
    };
    Ok(FirmRows {
        by_region: counts_by_region((cx, city), &swept.reach, &found),
        ..shown(city, policy, &swept, &found, asked)
    })
}

/// Those whose title has its last day within so many months.
fn lapsing(city: &City, policy: &Policy, months: u32) -> Bitmap {
    let Some(grant) = &policy.grants else {
        return Bitmap::clear(city.residents().len());
    };
    let months = i32::try_from(months).unwrap_or(i32::MAX);
    let limit = city.day().plus_months(months);
    let lapses = |resident: &Resident| {
        let until = resident.title(grant, city.day())?.until?;
        limit.map(|limit| until <= limit)
    };
    let residents = city.residents().iter();
    residents
        .map(|resident| lapses(resident).unwrap_or(false))
        .collect()
}

fn near(column: &CriteriaColumn, condition: Option<&str>) -> Bitmap {
    let Some(condition) = condition else {
        return column.missed_by_one.clone();
    };
    let mut found = Bitmap::clear(column.missed_by_one.len());
    for (row, place) in column.misses() {
        if column
            .conditions
            .get(place)
            .is_some_and(|(id, _)| **id == *condition)
        {
            found.put(row, true);
        }
    }
    found
}

fn shown(
    city: &City,
    policy: &Policy,
    swept: &Swept,
    found: &Bitmap,
    asked: &RowsAsked,
) -> FirmRows {
    let inside = |row: &usize| {
        let resident = city.residents().get(*row);
        resident.is_some_and(|resident| {
            resident.region.as_str().starts_with(&asked.region)
                && (asked.only.is_empty() || asked.only.contains(&resident.id))
        })
    };
    let rows: Vec<usize> = found.and(&swept.reach).rows().filter(inside).collect();
    let until = |row: usize| {
        let (grant, resident) = (policy.grants.as_ref()?, city.residents().get(row)?);
        resident.title(grant, city.day())?.until
    };
    let mut ordered: Vec<(Option<Day>, usize)> =
        rows.iter().map(|row| (until(*row), *row)).collect();
    match &asked.of {
        RowsOf::Holders | RowsOf::Lapsing(_) => {
            ordered.sort_by_key(|(until, row)| (until.is_none(), *until, *row));
        }
        RowsOf::Near(_) | RowsOf::Unknown => {
            ordered.sort_by_cached_key(|(_, row)| (swept.column.open(*row).count(), *row));
        }
        RowsOf::Idle | RowsOf::Entering | RowsOf::Leaving => {}
    }
    let part = ordered.into_iter().skip(asked.after).take(asked.limit);
    let row = |(until, row): (Option<Day>, usize)| {
        let resident = city.residents().get(row)?;
        let missed = swept.column.missed_by_one.get(row);
        Some(FirmRow {
            id: resident.id,
            name: resident.name.clone(),
            region: resident.region.clone(),
            owner: resident.owner(),
            answer: swept.answer(row),
            holds: swept.holders.get(row),
            missed: missed
                .then(|| swept.column.missed(row).map(ToString::to_string))
                .flatten(),
            open: swept.column.open(row).map(ToString::to_string).collect(),
            until,
        })
    };
    FirmRows {
        total: rows.len(),
        rows: part.filter_map(row).collect(),
        by_region: Vec::new(),
    }
}
