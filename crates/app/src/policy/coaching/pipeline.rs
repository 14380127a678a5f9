//! All coaching towards one policy: stages, coverage, cohorts, who has what in hand.
//!
//! Main function: [`read_pipeline`].

use super::coaches::coaches;
use super::target::{may_state, target_view};
use super::view::{CoachLoad, CoachingRow, Cohort, Coverage, Pipeline, StageCount};
use crate::party::names_of;
use crate::policy::City;
use crate::policy::applied::Applied;
use crate::policy::sweep::{Swept, may_sweep, reach};
use crate::{Cx, Failure};
use benfu_domain::Day;
use benfu_domain::access::{Area, Scope, Verb};
use benfu_domain::id::{CaseId, OrganisationId, PartyId};
use benfu_domain::period::Period;
use benfu_domain::programme::{Case, Programme};
use benfu_domain::region::RegionCode;
use benfu_packs::{Edition, Policy};
use benfu_store::Page;
use benfu_store::programme::CaseFilter;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Which cases of the pipeline are shown.
#[derive(Debug, Clone, Default)]
pub struct PipelineAsked {
    /// Only in this stage; any when empty.
    pub stage: String,
    /// Only kept by this organisation.
    pub coach: Option<OrganisationId>,
    /// Only of this region and inside it.
    pub region: String,
    /// Only past their day.
    pub overdue: bool,
    /// How many rows come before.
    pub after: usize,
    /// How many rows at most.
    pub limit: usize,
}

/// What the sweep says of firms, beside their cases.
pub(super) struct Standing {
    pub(super) coverage: Vec<Coverage>,
    pub(super) idle: i64,
    pub(super) near: i64,
    pub(super) unknown: i64,
    pub(super) held: i64,
    /// Holders by the last day of their title.
    pub(super) lapses: Vec<Day>,
    /// Firms that hold the title today.
    pub(super) holders: HashSet<PartyId>,
    /// The first day of the title of firms that hold it and never held it before.
    pub(super) first_won: Vec<Day>,
}

/// Reads the pipeline of a policy.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such policy or none in force, or the actor may see only what is its own.
pub async fn read_pipeline(cx: &Cx, id: &str, asked: &PipelineAsked) -> Result<Pipeline, Failure> {
    let policy = cx.pack().policies.get(id).ok_or(Failure::NotFound)?;
    let edition = policy.edition_on(cx.today()).ok_or(Failure::NotFound)?;
    let filter = case_reach(cx, id)?;
    let programme = cx.pack().coaching().ok_or(Failure::NotFound)?;
    let cases = cases(cx, &filter).await?;
    let submitted: HashMap<CaseId, Day> = cx
        .store()
        .submissions_about(id)
        .await?
        .into_iter()
        .collect();
    let standing = standing(cx, (policy, edition), &cases).await?;
    let cohorts = cohorts(programme, &cases, &submitted);
    let names = coach_names(cx, &cases).await?;
    let (rows, total) = rows(cx, &cases, asked, (&submitted, &names)).await?;
    Ok(Pipeline {
        edition: edition.id.clone(),
        stages: stages(cx, programme, &cases),
        ends: ends(programme, &cases),
        rows,
        total,
        target: target_view(cx, policy, (programme, &cases), &standing, &cohorts).await?,
        coverage: standing.coverage,
        loads: loads(cx, &cases, &names),
        cohorts,
        may_state: may_state(cx),
    })
}

/// The cases of a policy in the actor's reach.
fn case_reach(cx: &Cx, policy: &str) -> Result<CaseFilter, Failure> {
    let scope = cx.actor.widest(Verb::Read, Area::Programme);
    let mut filter = CaseFilter {
        policy: Some(policy.to_owned()),
        ..CaseFilter::default()
    };
    match scope.filter(|_| may_sweep(cx)) {
        Some(Scope::All) => {}
        Some(Scope::District) => filter.region = cx.actor.region.to_string(),
        Some(Scope::Organisation) => {
            filter.organisation = Some(cx.actor.organisation.to_string());
        }
        Some(Scope::Own) | None => return Err(Failure::NotFound),
    }
    Ok(filter)
}

async fn cases(cx: &Cx, filter: &CaseFilter) -> Result<Vec<Case>, Failure> {
    let (mut all, mut page) = (Vec::new(), Page::first(Page::MOST));
    loop {
        let mut found = cx.store().cases(filter, &page).await?;
        let Some(last) = found.last() else {
            return Ok(all);
        };
        page.after = last.id.to_string();
        all.append(&mut found);
    }
}

fn open(cases: &[Case]) -> impl Iterator<Item = &Case> {
    cases.iter().filter(|case| case.end.is_none())
}

fn stages(cx: &Cx, programme: &Programme, cases: &[Case]) -> Vec<StageCount> {
    let stage = |stage: &benfu_domain::programme::Stage| {
        let here: Vec<&Case> = open(cases).filter(|case| case.stage == stage.id).collect();
        StageCount {
            stage: stage.id.clone(),
            state: stage.state,
            open: here.len(),
            overdue: here.iter().filter(|case| case.overdue(cx.today())).count(),
        }
    };
    programme.stages.iter().map(stage).collect()
}

fn ends(programme: &Programme, cases: &[Case]) -> Vec<(String, usize)> {
    let of = |code: &str| {
        let ended = cases.iter().filter_map(|case| case.end.as_ref());
        ended.filter(|end| end.code == code).count()
    };
    let counted = programme
        .end_codes
        .iter()
        .map(|code| (code.id.clone(), of(&code.id)));
    counted.filter(|(_, count)| *count > 0).collect()
}

/// Applications by the half-year in which they were handed in, the latest first.
fn cohorts(programme: &Programme, cases: &[Case], submitted: &HashMap<CaseId, Day>) -> Vec<Cohort> {
    let mut cohorts: BTreeMap<(i32, u8), Cohort> = BTreeMap::new();
    for case in cases {
        let Some(on) = submitted.get(&case.id) else {
            continue;
        };
        let (year, half) = (on.year(), if on.month() <= 6 { 1 } else { 2 });
        let Some(period) = Period::half(year, half) else {
            continue;
        };
        let cohort = cohorts.entry((year, half)).or_insert_with(|| Cohort {
            period,
            submitted: 0,
            rate: benfu_domain::policy::PassRate::default(),
        });
        cohort.submitted += 1;
        if let Some(end) = &case.end {
            let passed = programme
                .end_code(&end.code)
                .is_some_and(|code| code.success);
            cohort.rate.decided += 1;
            cohort.rate.passed += i64::from(passed);
        }
    }
    cohorts.into_values().rev().collect()
}

async fn coach_names(cx: &Cx, cases: &[Case]) -> Result<HashMap<OrganisationId, String>, Failure> {
    let mut names: HashMap<OrganisationId, String> = match coaches(cx).await {
        Ok(coaches) => coaches
            .into_iter()
            .map(|coach| (coach.id, coach.name))
            .collect(),
        // Who may only read names those that occur.
        Err(Failure::NotFound) => HashMap::new(),
        Err(failure) => return Err(failure),
    };
    let wanted: BTreeSet<OrganisationId> = cases.iter().map(|case| case.organisation).collect();
    for id in wanted {
        if !names.contains_key(&id) {
            let found = cx.store().organisation(id).await?;
            names.extend(found.map(|row| (id, row.name)));
        }
    }
    Ok(names)
}

/// The rows asked for, overdue first, then by their day; ended ones last.
async fn rows(
    cx: &Cx,
    cases: &[Case],
    asked: &PipelineAsked,
    (submitted, coaches): (&HashMap<CaseId, Day>, &HashMap<OrganisationId, String>),
) -> Result<(Vec<CoachingRow>, usize), Failure> {
    let today = cx.today();
    let wanted = |case: &&Case| {
        (asked.stage.is_empty() || case.stage == asked.stage)
            && asked.coach.is_none_or(|coach| case.organisation == coach)
            && case.region.as_str().starts_with(&asked.region)
            && (!asked.overdue || case.overdue(today))
    };
    let mut found: Vec<&Case> = cases.iter().filter(wanted).collect();
    found.sort_by_key(|case| {
        let due = case.clock.due.as_ref().map(|due| due.on);
        (
            case.end.is_some(),
            !case.overdue(today),
            due.is_none(),
            due,
            case.id,
        )
    });
    let total = found.len();
    let part: Vec<&Case> = found
        .into_iter()
        .skip(asked.after)
        .take(asked.limit)
        .collect();
    let firms = names_of(cx, part.iter().map(|case| case.sides.asker)).await?;
    let row = |case: &Case| CoachingRow {
        firm: firms.get(&case.sides.asker).cloned().unwrap_or_default(),
        coach: coaches.get(&case.organisation).cloned().unwrap_or_default(),
        overdue: case.overdue(today),
        submitted_on: submitted.get(&case.id).copied(),
        case: case.clone(),
    };
    Ok((part.into_iter().map(row).collect(), total))
}

fn loads(cx: &Cx, cases: &[Case], names: &HashMap<OrganisationId, String>) -> Vec<CoachLoad> {
    let mut loads: BTreeMap<OrganisationId, CoachLoad> = BTreeMap::new();
    for case in open(cases) {
        let id = case.organisation;
        let load = loads.entry(id).or_insert_with(|| CoachLoad {
            organisation: id,
            name: names.get(&id).cloned().unwrap_or_default(),
            open: 0,
            overdue: 0,
        });
        load.open += 1;
        load.overdue += usize::from(case.overdue(cx.today()));
    }
    let mut loads: Vec<CoachLoad> = loads.into_values().collect();
    loads.sort_by_key(|load| std::cmp::Reverse((load.overdue, load.open)));
    loads
}

async fn standing(
    cx: &Cx,
    (policy, edition): (&Policy, &Edition),
    cases: &[Case],
) -> Result<Standing, Failure> {
    let applied = Applied::read(cx).await?;
    let coached: BTreeMap<PartyId, &RegionCode> = open(cases)
        .map(|case| (case.sides.asker, &case.region))
        .collect();
    let ask = |city: &City| {
        city.sweep(|sweep| {
            let reach = reach(cx, city);
            let swept = Swept::of((cx, city, &applied), sweep, (policy, edition), reach)?;
            Ok(stand((policy, city), &swept, &coached))
        })
    };
    cx.app.city.ask(&cx.app, ask).await?
}

fn stand(
    (policy, city): (&Policy, &City),
    swept: &Swept,
    coached: &BTreeMap<PartyId, &RegionCode>,
) -> Standing {
    let untouched = swept.reach.and(&swept.holders.or(&swept.applied).not());
    let idle = swept.idle().and(&swept.reach);
    let near = swept.column.missed_by_one.and(&untouched);
    let mut coverage: BTreeMap<RegionCode, Coverage> = BTreeMap::new();
    let mut add = |region: &RegionCode, counted: fn(&mut Coverage) -> &mut usize| {
        let line = coverage.entry(region.clone()).or_insert_with(|| Coverage {
            region: region.clone(),
            coached: 0,
            idle: 0,
            near: 0,
        });
        *counted(line) += 1;
    };
    let region = |row: usize| city.residents().get(row).map(|resident| &resident.region);
    idle.rows()
        .filter_map(region)
        .for_each(|region| add(region, |line| &mut line.idle));
    near.rows()
        .filter_map(region)
        .for_each(|region| add(region, |line| &mut line.near));
    for region in coached.values() {
        add(region, |line| &mut line.coached);
    }
    let held = swept.holders.and(&swept.reach);
    let holders = || held.rows().filter_map(|row| city.residents().get(row));
    let grant = policy.grants.as_ref();
    Standing {
        idle: counted(&idle),
        near: counted(&near),
        unknown: counted(&swept.column.answers.unknown.and(&untouched)),
        held: counted(&held),
        lapses: holders()
            .filter_map(|resident| resident.title(grant?, city.day())?.until)
            .collect(),
        first_won: holders()
            .filter_map(|resident| resident.first_title(grant?))
            .collect(),
        holders: holders().map(|resident| resident.id).collect(),
        coverage: coverage.into_values().collect(),
    }
}

fn counted(rows: &benfu_rules::Bitmap) -> i64 {
    i64::try_from(rows.count()).unwrap_or(i64::MAX)
}
