//! From a model to a plan with its certificate: the order of the steps.
//!
//! Main functions: [`first_plan`], [`solve`], [`replan`]. The first plan takes milliseconds; then prices
//! are found that prove a bound and show what is promising; then two searches improve the plan from
//! different seeds while a third thread lowers the bound. All of it is counted in steps or measured by
//! the caller's clock, as its [`Budget`] says.

use super::anneal::{Annealing, Stability};
use super::bound::{self, Bound};
use super::exact;
use super::first;
use super::instance::{Plan, Points};
use super::model::{Model, NONE};
use super::occupancy::Occupancy;
use super::price::Prices;
use crate::budget::{Budget, Share};
use std::collections::HashMap;

/// Rounds of the bound cost as much as so many steps of a search.
const STEPS_A_ROUND: u64 = 200;
/// Permille of the budget for the first prices.
const FIRST_PRICES: u64 = 300;

/// A plan with its certificate.
#[derive(Debug, Clone)]
pub struct Solution {
    /// Who gets what.
    pub plan: Plan,
    /// Its points.
    pub points: Points,
    /// No plan that places every guaranteed tenant has more points.
    pub bound: Points,
    /// Whether the plan was proven to be the best of all.
    pub proven: bool,
    /// Guaranteed tenants that have no place.
    pub unplaced_guaranteed: Vec<usize>,
    /// Steps of the searches.
    pub steps: u64,
    /// Rounds of the bound.
    pub rounds: u64,
}

/// Rounds of the bound, as steps.
struct Rounds<'b>(&'b dyn Budget);

impl Budget for Rounds<'_> {
    fn used_permille(&self, rounds: u64) -> u64 {
        self.0.used_permille(rounds.saturating_mul(STEPS_A_ROUND))
    }
}

/// A plan that keeps every hard rule, by regret, within milliseconds; with its points.
pub fn first_plan(model: &Model) -> (Plan, Points) {
    let plan = first::first_plan(model);
    (told(&plan), Points(plan.worth.points))
}

/// The best plan that the budget allows.
pub fn solve(model: &Model, seed: u64, budget: &dyn Budget) -> Solution {
    let first = first::first_plan(model);
    let rest = rest_of(budget);
    let share = Share {
        whole: &rest,
        from: 0,
        until: FIRST_PRICES,
    };
    let bound = bound::lowered(
        model,
        Prices::free(model),
        first.worth.points,
        &Rounds(&share),
    );
    let priced = first::by_prices(model, &bound.prices);
    let start = if priced.worth > first.worth {
        priced
    } else {
        first
    };
    let rest = rest_of(budget);
    let (found, bound) = std::thread::scope(|scope| {
        let lowering = scope.spawn(|| lowered_on(model, &bound, start.worth.points, &rest));
        let second = scope.spawn(|| searched(&start, &bound.prices, seed.wrapping_add(1), &rest));
        let found = searched(&start, &bound.prices, seed, &rest);
        let second = second.join().ok();
        let found = match second {
            Some(second) if second.0.worth > found.0.worth => (second.0, found.1 + second.1),
            Some(second) => (found.0, found.1 + second.1),
            None => found,
        };
        let lower = lowering.join().ok();
        (found, lower.unwrap_or_else(|| bound.clone()))
    });
    certified(model, found, &bound)
}

/// A plan near an earlier one: at most so many of those who had a place in it get another.
pub fn replan(
    model: &Model,
    previous: &Plan,
    allowed: usize,
    seed: u64,
    budget: &dyn Budget,
) -> Solution {
    let options = options_of(model, previous);
    let mut start = Occupancy::of_options(model, &options);
    let present: Vec<u32> = start.chosen.clone();
    start.fill();
    let share = Share {
        whole: &rest_of(budget),
        from: 0,
        until: 300,
    };
    let bound = bound::lowered(
        model,
        Prices::free(model),
        start.worth.points,
        &Rounds(&share),
    );
    let rest = rest_of(budget);
    let stability = Stability {
        previous: present,
        allowed,
    };
    let search = Annealing::new(start, &bound.prices, seed).held(stability);
    let (mut found, steps) = search.run(&rest);
    found.fill();
    finished(model, &found, &bound, (steps, false))
}

/// What is left of a budget, as a whole of its own.
fn rest_of(budget: &dyn Budget) -> Share<'_> {
    Share {
        whole: budget,
        from: budget.used_permille(0),
        until: 1000,
    }
}

fn searched<'m>(
    start: &Occupancy<'m>,
    prices: &Prices,
    seed: u64,
    budget: &dyn Budget,
) -> (Occupancy<'m>, u64) {
    Annealing::new(start.clone(), prices, seed).run(budget)
}

fn lowered_on(model: &Model, so_far: &Bound, reached: i64, budget: &dyn Budget) -> Bound {
    let further = bound::lowered(model, so_far.prices.clone(), reached, &Rounds(budget));
    let rounds = so_far.rounds + further.rounds;
    let better = if further.points < so_far.points {
        further
    } else {
        so_far.clone()
    };
    Bound { rounds, ..better }
}

/// A plan with what is proven of it; of a small instance everything is.
fn certified(model: &Model, (found, steps): (Occupancy, u64), bound: &Bound) -> Solution {
    let best = exact::is_small(model).then(|| exact::proven_best(model, &bound.prices, &found));
    match best.flatten() {
        Some(best) => finished(model, &best, bound, (steps, true)),
        None => finished(model, &found, bound, (steps, false)),
    }
}

fn finished(
    model: &Model,
    found: &Occupancy,
    bound: &Bound,
    (steps, proven): (u64, bool),
) -> Solution {
    let askers = model.askers.iter().zip(&found.chosen).enumerate();
    let without = askers.filter(|(_, (asker, option))| asker.guaranteed && **option == NONE);
    let unplaced_guaranteed: Vec<usize> = without.map(|(tenant, _)| tenant).collect();
    let points = found.worth.points;
    let all_placed = unplaced_guaranteed.is_empty();
    let tight = bound.points.max(if all_placed { points } else { i64::MIN });
    Solution {
        plan: told(found),
        points: Points(points),
        bound: Points(if proven && all_placed { points } else { tight }),
        proven: proven || all_placed && tight == points,
        unplaced_guaranteed,
        steps,
        rounds: bound.rounds,
    }
}

fn told(plan: &Occupancy) -> Plan {
    let placed = plan
        .chosen
        .iter()
        .enumerate()
        .filter(|(_, option)| **option != NONE);
    let held = placed.map(|(tenant, option)| {
        let units = plan.model.units_of(*option).iter();
        (tenant, units.map(|unit| *unit as usize).collect())
    });
    Plan(held.collect())
}

/// The options of a plan, as far as the model has them.
pub(super) fn options_of(model: &Model, plan: &Plan) -> Vec<u32> {
    let mut options = vec![NONE; model.askers.len()];
    for (tenant, units) in &plan.0 {
        let mut wanted: Vec<u32> = units
            .iter()
            .map(|unit| super::block::number(*unit))
            .collect();
        wanted.sort_unstable();
        let own = model.of_tenant.row(*tenant).iter();
        let found = own
            .copied()
            .find(|option| model.units_of(*option) == wanted);
        options[*tenant] = found.unwrap_or(NONE);
    }
    options
}

/// How two plans differ, tenant by tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Place of the tenant.
    pub tenant: usize,
    /// Its units in the one; empty when it has none.
    pub before: Vec<usize>,
    /// Its units in the other.
    pub after: Vec<usize>,
}

/// Every tenant whose units differ.
pub fn differences(before: &Plan, after: &Plan) -> Vec<Difference> {
    let mut pairs: HashMap<usize, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (tenant, units) in &before.0 {
        pairs.entry(*tenant).or_default().0.clone_from(units);
    }
    for (tenant, units) in &after.0 {
        pairs.entry(*tenant).or_default().1.clone_from(units);
    }
    let mut differing: Vec<Difference> = pairs
        .into_iter()
        .map(|(tenant, (mut before, mut after))| {
            before.sort_unstable();
            after.sort_unstable();
            Difference {
                tenant,
                before,
                after,
            }
        })
        .filter(|one| one.before != one.after)
        .collect();
    differing.sort_by_key(|one| one.tenant);
    differing
}
