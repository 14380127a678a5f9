//! The best plan for certain, for few tenants: branch and bound.
//!
//! Main function: [`proven_best`]. Tenants are decided one after the other; a branch is left when
//! the prices of the bound show that it cannot beat what is known.

use super::model::Model;
use super::occupancy::Occupancy;
use super::price::{Prices, Tariff};

/// Branches that are followed before giving up.
const MOST_BRANCHES: u64 = 20_000;

/// The best plan of all, when it could be proven within so many branches. `known` is a plan to beat;
/// it is returned itself when nothing beats it.
pub(super) fn proven_best<'m>(
    model: &'m Model,
    prices: &Prices,
    known: &Occupancy<'m>,
) -> Option<Occupancy<'m>> {
    let tariff = prices.tariff(model);
    let mut search = Search {
        model,
        prices,
        tariff: &tariff,
        plan: Occupancy::empty(model),
        best: known.clone(),
        order: order(model),
        branches: 0,
    };
    let everything = i128::from(prices.of_everything(model));
    search.decide(0, everything);
    (search.branches < MOST_BRANCHES).then_some(search.best)
}

/// Tenants with options, those with few first.
fn order(model: &Model) -> Vec<u32> {
    let options = |tenant: &u32| model.of_tenant.row(*tenant as usize).len();
    let tenants = 0..super::block::number(model.askers.len());
    let mut order: Vec<u32> = tenants.filter(|tenant| options(tenant) > 0).collect();
    order.sort_by_key(|tenant| (!model.askers[*tenant as usize].guaranteed, options(tenant)));
    order
}

struct Search<'m, 's> {
    model: &'m Model,
    prices: &'s Prices,
    tariff: &'s Tariff,
    plan: Occupancy<'m>,
    best: Occupancy<'m>,
    order: Vec<u32>,
    branches: u64,
}

impl Search<'_, '_> {
    /// Decides the tenants from a place in the order on. `earned` are the prices of everything and
    /// the profits of those decided so far.
    fn decide(&mut self, at: usize, earned: i128) {
        self.branches += 1;
        if self.branches >= MOST_BRANCHES {
            return;
        }
        let Some(tenant) = self.order.get(at).copied() else {
            if self.plan.worth > self.best.worth {
                self.best = self.plan.clone();
            }
            return;
        };
        if !self.may_beat(at, earned) {
            return;
        }
        for (profit, option) in self.free_options(tenant) {
            self.plan.place(option);
            self.decide(at + 1, earned + i128::from(profit));
            self.plan.remove(tenant);
        }
        self.decide(at + 1, earned);
    }

    /// A tenant's options that are free, the most profitable first.
    fn free_options(&self, tenant: u32) -> Vec<(i64, u32)> {
        let options = self.model.of_tenant.row(tenant as usize).iter();
        let free = options.filter(|option| self.plan.is_free(**option));
        let profit = |option: &u32| self.prices.profit(self.model, self.tariff, *option);
        let mut free: Vec<(i64, u32)> = free.map(|option| (profit(option), *option)).collect();
        free.sort_by_key(|(profit, option)| (-*profit, *option));
        free
    }

    /// Whether the tenants still to come could make up for what is missing.
    fn may_beat(&self, at: usize, earned: i128) -> bool {
        let mut guaranteed = self.plan.worth.guaranteed;
        let mut reach = earned;
        for tenant in &self.order[at..] {
            let free = self.free_options(*tenant);
            let best = free.first().map(|(profit, _)| i128::from(*profit));
            if self.model.askers[*tenant as usize].guaranteed {
                guaranteed += i32::from(best.is_some());
            }
            reach += best.unwrap_or(0).max(0);
        }
        let known = self.best.worth;
        guaranteed > known.guaranteed
            || guaranteed == known.guaranteed && reach > i128::from(known.points)
    }
}

/// Whether an instance is small enough to be tried.
pub(super) fn is_small(model: &Model) -> bool {
    let choosing =
        (0..model.of_tenant.len()).filter(|tenant| !model.of_tenant.row(*tenant).is_empty());
    model.choices.len() <= 200 && choosing.count() <= 12
}
