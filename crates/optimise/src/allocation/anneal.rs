//! Improvement: one tenant at a time takes another block, whoever is in the way is moved on.
//!
//! Main type: [`Annealing`]. A move puts a tenant into one of its promising options, takes out whom
//! that displaces, and gives each of those the best that is free (an ejection chain). A move that
//! loses is kept while patience is high; rounds grow longer, and patience begins lower in each.
//! Which options are promising is told by the prices of the bound.

use super::model::{Model, NONE};
use super::occupancy::{Occupancy, Worth};
use super::price::Prices;
use super::rows::Rows;
use crate::budget::Budget;
use crate::chance::Chance;

/// Steps between two looks at the budget.
const STRETCH: u64 = 64;
/// The most options of a tenant that are tried.
const PROMISING: usize = 24;

/// How far a plan may depart from an earlier one.
#[derive(Debug, Clone)]
pub(super) struct Stability {
    /// The option of each tenant in the earlier plan.
    pub(super) previous: Vec<u32>,
    /// How many of them may get another.
    pub(super) allowed: usize,
}

/// A plan being improved.
pub(super) struct Annealing<'m> {
    model: &'m Model,
    plan: Occupancy<'m>,
    best: Vec<u32>,
    best_worth: Worth,
    /// Options worth trying, by tenant.
    promising: Rows<u32>,
    /// Tenants that have one.
    movable: Vec<u32>,
    stability: Option<Stability>,
    /// Tenants that depart from the earlier plan now.
    departed: usize,
    chance: Chance,
    /// Tenants touched by the move under way, with the option each had.
    touched: Vec<(u32, u32)>,
    evicted: Vec<u32>,
    scale: i64,
    steps: u64,
}

impl<'m> Annealing<'m> {
    pub(super) fn new(plan: Occupancy<'m>, prices: &Prices, seed: u64) -> Annealing<'m> {
        let model = plan.model;
        let promising = promising(model, prices);
        let tenants = 0..super::block::number(promising.len());
        let movable = tenants.filter(|tenant| !promising.row(*tenant as usize).is_empty());
        Annealing {
            model,
            best: plan.chosen.clone(),
            best_worth: plan.worth,
            movable: movable.collect(),
            promising,
            stability: None,
            departed: 0,
            chance: Chance::of_seed(seed),
            touched: Vec::new(),
            evicted: Vec::new(),
            scale: prices.scale,
            plan,
            steps: 0,
        }
    }

    /// Holds the search near an earlier plan.
    pub(super) fn held(mut self, stability: Stability) -> Annealing<'m> {
        self.departed = departed(&self.plan.chosen, &stability.previous);
        self.stability = Some(stability);
        self
    }

    /// Goes on until the budget is used up; the best plan and the steps gone.
    pub(super) fn run(mut self, budget: &dyn Budget) -> (Occupancy<'m>, u64) {
        let mut from = 0;
        while from < 1000 && !self.movable.is_empty() {
            // Each round takes three times the part of the one before, the last what is left.
            let until = if from >= 250 {
                1000
            } else {
                (from * 4).max(16)
            };
            self.round(budget, from, until);
            from = until;
        }
        let mut best = Occupancy::of_options(self.model, &self.best);
        if self.stability.is_none() {
            best.fill();
        }
        (best, self.steps)
    }

    fn round(&mut self, budget: &dyn Budget, from: u64, until: u64) {
        let begin = match self.stability {
            None => self.scale / 20,
            Some(_) => 0,
        };
        loop {
            let used = budget.used_permille(self.steps);
            if used >= until {
                break;
            }
            let left = ((until - used.max(from)) * 1024 / (until - from).max(1)).min(1024);
            let left = i64::try_from(left).unwrap_or(0);
            for _ in 0..STRETCH {
                self.step(begin * left / 1024 * left / 1024);
            }
            self.steps += STRETCH;
            if self.plan.worth > self.best_worth {
                self.best_worth = self.plan.worth;
                self.best.clone_from(&self.plan.chosen);
            }
        }
        self.plan = Occupancy::of_options(self.model, &self.best);
        if let Some(stability) = &self.stability {
            self.departed = departed(&self.plan.chosen, &stability.previous);
        }
    }

    fn step(&mut self, patience: i64) {
        let tenant = self.movable[self.chance.below(self.movable.len())];
        let options = self.promising.row(tenant as usize);
        let option = options[self.chance.below(options.len())];
        if self.plan.chosen[tenant as usize] == option {
            return;
        }
        let before = self.plan.worth;
        if !self.moved(tenant, option) {
            self.undo();
            return;
        }
        let change = self.plan.worth - before;
        let departing = self.departing();
        let allowed = (patience * self.chance.patience()) >> 16;
        let price = departing.saturating_mul(self.scale / 50);
        let worse = change.guaranteed < 0
            || change.guaranteed == 0 && change.points < price.saturating_sub(allowed);
        if worse || self.departs_too_far(departing) {
            self.undo();
        } else {
            self.departed = self
                .departed
                .saturating_add_signed(isize::try_from(departing).unwrap_or(0));
        }
    }

    /// How many more tenants depart from the earlier plan by the move under way.
    fn departing(&self) -> i64 {
        let Some(stability) = &self.stability else {
            return 0;
        };
        let mut seen: Vec<u32> = Vec::new();
        let mut more = 0;
        for (tenant, had) in &self.touched {
            let earlier = stability.previous[*tenant as usize];
            if earlier == NONE || seen.contains(tenant) {
                continue;
            }
            seen.push(*tenant);
            more += i64::from(self.plan.chosen[*tenant as usize] != earlier)
                - i64::from(*had != earlier);
        }
        more
    }

    fn departs_too_far(&self, departing: i64) -> bool {
        let more = usize::try_from(departing).unwrap_or(0);
        let held = self.stability.as_ref();
        more > 0 && held.is_some_and(|held| self.departed + more > held.allowed)
    }

    /// Carries a move out as far as it goes; whether it could be finished.
    fn moved(&mut self, tenant: u32, option: u32) -> bool {
        self.touched.clear();
        self.take_out(tenant);
        let mut evicted = std::mem::take(&mut self.evicted);
        self.plan.in_the_way(option, &mut evicted);
        for one in &evicted {
            self.take_out(*one);
        }
        let powered = self.make_power(option, &mut evicted);
        if powered {
            self.plan.place(option);
            self.place_again(&evicted, tenant);
        }
        self.evicted = evicted;
        powered
    }

    fn take_out(&mut self, tenant: u32) {
        let had = self.plan.remove(tenant);
        self.touched.push((tenant, had));
    }

    /// Takes tenants out of a building until there is power for one more.
    fn make_power(&mut self, option: u32, evicted: &mut Vec<u32>) -> bool {
        let mut tries = 0;
        while self.plan.lacks_power(option) > 0 {
            tries += 1;
            let building = self.model.building_of(option);
            let Some(holder) = self.somebody_in(building) else {
                return false;
            };
            if tries > 4 {
                return false;
            }
            self.take_out(holder);
            evicted.push(holder);
        }
        true
    }

    /// A tenant that draws power in a building, found by looking at units at random.
    fn somebody_in(&mut self, building: usize) -> Option<u32> {
        let units = &self.model.units_in[building];
        (0..12).find_map(|_| {
            let unit = *units.get(self.chance.below(units.len()))?;
            let holder = self.plan.holder[unit as usize];
            (holder != NONE && self.model.askers[holder as usize].power > 0).then_some(holder)
        })
    }

    /// Gives everybody who was taken out the best that is free, and what became free to whom it
    /// may help.
    fn place_again(&mut self, evicted: &[u32], mover: u32) {
        for tenant in evicted.iter().filter(|tenant| **tenant != mover) {
            let options = self.promising.row(*tenant as usize);
            if let Some(option) = self.plan.best_free_among(*tenant, options) {
                self.plan.place(option);
            }
        }
        self.offer_left(mover);
    }

    /// Offers the units that the mover left to somebody who has nothing.
    fn offer_left(&mut self, mover: u32) {
        let Some((_, left)) = self
            .touched
            .iter()
            .copied()
            .find(|(tenant, _)| *tenant == mover)
        else {
            return;
        };
        if left == NONE {
            return;
        }
        let unit = self.model.units_of(left)[0];
        if self.plan.holder[unit as usize] != NONE {
            return;
        }
        let asking = &self.model.asking[unit as usize];
        let mut best: Option<(Worth, u32)> = None;
        for _ in 0..asking.len().min(8) {
            let option = asking[self.chance.below(asking.len())];
            let tenant = self.model.choices[option as usize].tenant;
            if self.plan.chosen[tenant as usize] == NONE && self.plan.is_free(option) {
                let gain = self.plan.gain(option);
                if best.is_none_or(|(most, _)| gain > most) {
                    best = Some((gain, option));
                }
            }
        }
        if let Some((gain, option)) = best
            && gain > Worth::default()
        {
            let tenant = self.model.choices[option as usize].tenant;
            self.touched.push((tenant, NONE));
            self.plan.place(option);
        }
    }

    fn undo(&mut self) {
        for (tenant, _) in &self.touched {
            self.plan.remove(*tenant);
        }
        // The first entry of a tenant is what it had before the move.
        let mut at = self.touched.len();
        while at > 0 {
            at -= 1;
            let (tenant, had) = self.touched[at];
            let earlier = self.touched[..at].iter().any(|(one, _)| *one == tenant);
            if had != NONE && !earlier {
                self.plan.place(had);
            }
        }
    }
}

/// How many tenants of an earlier plan have another option now.
fn departed(chosen: &[u32], previous: &[u32]) -> usize {
    let pairs = chosen.iter().zip(previous);
    pairs
        .filter(|(now, before)| **before != NONE && now != before)
        .count()
}

/// For each tenant the options whose profit comes near the best it can have at these prices, the
/// most valuable first.
fn promising(model: &Model, prices: &Prices) -> Rows<u32> {
    let mut rows = Rows::default();
    let tariff = prices.tariff(model);
    for tenant in 0..model.askers.len() {
        let floor = if model.askers[tenant].guaranteed {
            i64::MIN
        } else {
            -prices.scale / 8
        };
        let options = model.of_tenant.row(tenant).iter();
        let ranked = options.map(|option| (-prices.profit(model, &tariff, *option), *option));
        let mut ranked: Vec<(i64, u32)> = ranked.filter(|(loss, _)| -loss > floor).collect();
        ranked.sort_unstable();
        ranked.truncate(PROMISING);
        let mut kept: Vec<u32> = ranked.into_iter().map(|(_, option)| option).collect();
        kept.sort_unstable();
        rows.push(kept);
    }
    rows
}
