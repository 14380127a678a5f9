//! The first plan: greedy by regret.
//!
//! The tenant that would lose most if its best possibility were taken goes first: guaranteed ones
//! before all others. Each time a tenant comes to its turn and its best is gone, its regret is
//! worked out anew. Main function: [`first_plan`]; [`by_prices`] does the same with prices of units
//! known from the bound, which makes it much better.

use super::model::{Model, NONE};
use super::occupancy::Occupancy;
use super::price::Prices;
use std::collections::BinaryHeap;

/// A tenant waiting for its turn: guaranteed first, then the greatest urgency.
type Turn = (bool, i64, std::cmp::Reverse<u32>, u32);

/// A plan that breaks no rule, within milliseconds.
pub(super) fn first_plan(model: &Model) -> Occupancy<'_> {
    let mut plan = Occupancy::empty(model);
    let mut turns: BinaryHeap<Turn> = (0..super::block::number(model.askers.len()))
        .filter_map(|tenant| turn(&plan, tenant))
        .collect();
    while let Some((_, _, std::cmp::Reverse(tenant), option)) = turns.pop() {
        if plan.is_free(option) {
            plan.place(option);
        } else if let Some(turn) = turn(&plan, tenant) {
            turns.push(turn);
        }
    }
    plan
}

/// A tenant's best free option, and by how much that is better than its second best, weighed with
/// the worth of the space it takes.
fn turn(plan: &Occupancy, tenant: u32) -> Option<Turn> {
    let model = plan.model;
    let guaranteed = model.askers[tenant as usize].guaranteed;
    let mut free = model
        .of_tenant
        .row(tenant as usize)
        .iter()
        .filter(|option| plan.is_free(**option));
    let best = *free.next()?;
    let value = model.choices[best as usize].value;
    let second = free.find(|option| apart(model, best, **option));
    let regret = second.map_or(value, |option| {
        value - model.choices[*option as usize].value
    });
    let units = i64::try_from(model.units_of(best).len()).unwrap_or(i64::MAX);
    let urgency = value / units + regret;
    (guaranteed || value > 0).then_some((guaranteed, urgency, std::cmp::Reverse(tenant), best))
}

/// Whether two options share no unit.
fn apart(model: &Model, one: u32, other: u32) -> bool {
    let units = model.units_of(one);
    model
        .units_of(other)
        .iter()
        .all(|unit| !units.contains(unit))
}

/// A plan in the order of what options are worth beyond the prices of what they take.
pub(super) fn by_prices<'m>(model: &'m Model, prices: &Prices) -> Occupancy<'m> {
    let mut plan = Occupancy::empty(model);
    let tariff = prices.tariff(model);
    let mut order: Vec<(bool, i64, u32)> = (0..super::block::number(model.choices.len()))
        .filter_map(|option| {
            let profit = prices.profit(model, &tariff, option);
            let asker = model.asker_of(option);
            (asker.guaranteed || profit > -prices.scale).then_some((
                !asker.guaranteed,
                -profit,
                option,
            ))
        })
        .collect();
    order.sort_unstable();
    for (_, _, option) in order {
        let tenant = model.choices[option as usize].tenant;
        if plan.chosen[tenant as usize] == NONE && plan.is_free(option) {
            plan.place(option);
        }
    }
    plan.fill();
    plan
}
