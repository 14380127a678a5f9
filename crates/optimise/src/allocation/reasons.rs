//! Why each tenant has what it has, why not something better, and why it has nothing.
//!
//! Main type: [`Reason`]. Reasons are worked out from the finished plan; they are data, and said in
//! both languages by [`super::telling`].

use super::instance::{Instance, Plan};
use super::model::{Model, NONE};
use super::needs::{self, Obstacle, Verdict};
use super::occupancy::Occupancy;
use super::solve::options_of;
use super::value;
use std::collections::BTreeMap;

/// Better possibilities that are told.
const TOLD: usize = 3;

/// What keeps a tenant from a possibility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Barrier {
    /// Others hold units of it.
    HeldBy(Vec<usize>),
    /// It would touch these, which its class of hazard may not.
    Hazard(Vec<usize>),
    /// Its building has not enough power left.
    Power,
    /// Nothing: it could have it, and the plan as a whole would be worth less.
    WorthLess,
}

/// A possibility that a tenant did not get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// Places of the units.
    pub units: Vec<usize>,
    /// What it would be worth beside the neighbours there are now, in millionths of a point.
    pub points: i64,
    /// What keeps the tenant from it.
    pub barriers: Vec<Barrier>,
    /// What those in the way are worth where they are, in millionths of a point.
    pub displaced: i64,
}

/// Why a tenant has what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It has a place.
    Placed {
        /// The parts of its points that count, in millionths.
        parts: Vec<(&'static str, i128)>,
        /// How many of its possibilities are better, and how many there are.
        rank: (usize, usize),
        /// The best of those.
        better: Vec<Missed>,
    },
    /// It has none, though it had possibilities.
    Outbid {
        /// How many possibilities it had.
        choices: usize,
        /// The best of them.
        best: Vec<Missed>,
    },
    /// No unit suits it.
    Unsuitable {
        /// How many units fail by each obstacle.
        failing: BTreeMap<Obstacle, usize>,
        /// How many nobody can tell of before the obstacle is measured.
        unknown: BTreeMap<Obstacle, usize>,
        /// How many units suit it, alone too small, too large or not joined as it needs.
        suiting: usize,
    },
}

/// A reason for every tenant, in the order of the instance.
pub fn reasons(instance: &Instance, model: &Model, plan: &Plan) -> Vec<Reason> {
    let options = options_of(model, plan);
    let plan = Occupancy::of_options(model, &options);
    let tenants = 0..instance.tenants.len();
    tenants
        .map(|tenant| reason(instance, &plan, tenant))
        .collect()
}

fn reason(instance: &Instance, plan: &Occupancy, tenant: usize) -> Reason {
    let options = plan.model.of_tenant.row(tenant);
    if options.is_empty() {
        return unsuitable(instance, tenant);
    }
    let present = plan.chosen[tenant];
    let points = |option: u32| plan.gain(option).points;
    let least = if present == NONE {
        i64::MIN
    } else {
        points(present)
    };
    let better = options
        .iter()
        .copied()
        .filter(|option| *option != present && points(*option) > least);
    let mut better: Vec<u32> = better.collect();
    better.sort_by_key(|option| (-points(*option), *option));
    let missed = better
        .iter()
        .take(TOLD)
        .map(|option| missed(plan, *option))
        .collect();
    if present == NONE {
        let choices = options.len();
        return Reason::Outbid {
            choices,
            best: missed,
        };
    }
    Reason::Placed {
        parts: parts(instance, plan, tenant),
        rank: (better.len(), options.len()),
        better: missed,
    }
}

fn parts(instance: &Instance, plan: &Occupancy, tenant: usize) -> Vec<(&'static str, i128)> {
    let option = plan.chosen[tenant];
    let units: Vec<usize> = plan
        .model
        .units_of(option)
        .iter()
        .map(|unit| *unit as usize)
        .collect();
    let asking = &instance.tenants[tenant];
    let mut named = asking
        .options
        .iter()
        .flatten()
        .filter(|choice| !asking.pinned && choice.units == units);
    let named = named.find_map(|choice| choice.value);
    let mut parts = value::of_option(instance, asking, &units, named).told();
    let neighbours = plan.neighbours(option);
    if neighbours > 0 {
        parts.push(("cluster", i128::from(neighbours)));
    }
    parts
}

fn missed(plan: &Occupancy, option: u32) -> Missed {
    let model = plan.model;
    let tenant = model.choices[option as usize].tenant;
    let mut in_the_way = Vec::new();
    plan.in_the_way(option, &mut in_the_way);
    let units = model.units_of(option);
    let holds = |holder: &u32| {
        units
            .iter()
            .any(|unit| plan.holder[*unit as usize] == *holder)
    };
    let (holders, touching): (Vec<u32>, Vec<u32>) =
        in_the_way.iter().partition(|holder| holds(holder));
    let places = |list: Vec<u32>| {
        list.into_iter()
            .map(|one| one as usize)
            .collect::<Vec<usize>>()
    };
    let displaced = in_the_way.iter().filter(|one| **one != tenant);
    let displaced = displaced
        .map(|one| plan.gain(plan.chosen[*one as usize]).points)
        .sum();
    let mut barriers = Vec::new();
    if !holders.is_empty() {
        barriers.push(Barrier::HeldBy(places(holders)));
    }
    if !touching.is_empty() {
        barriers.push(Barrier::Hazard(places(touching)));
    }
    if plan.lacks_power(option) > 0 {
        barriers.push(Barrier::Power);
    }
    if barriers.is_empty() {
        barriers.push(Barrier::WorthLess);
    }
    Missed {
        units: units.iter().map(|unit| *unit as usize).collect(),
        points: plan.gain(option).points,
        barriers,
        displaced,
    }
}

fn unsuitable(instance: &Instance, tenant: usize) -> Reason {
    let asking = &instance.tenants[tenant];
    let (mut failing, mut unknown, mut suiting) = (BTreeMap::new(), BTreeMap::new(), 0);
    for (place, unit) in instance.units.iter().enumerate() {
        match needs::verdict(asking, unit, place) {
            Verdict::Fits => suiting += 1,
            Verdict::Fails(obstacle) => *failing.entry(obstacle).or_insert(0) += 1,
            Verdict::Unknown(obstacle) => *unknown.entry(obstacle).or_insert(0) += 1,
        }
    }
    Reason::Unsuitable {
        failing,
        unknown,
        suiting,
    }
}
