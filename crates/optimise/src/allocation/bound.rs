//! The bound: no plan can have more points.
//!
//! Main function: [`bound`], a subgradient method on [`Prices`] in whole numbers. Whatever it finds
//! is true, since the bound holds for any prices; the search for good prices only makes it small.

use super::model::{Model, NONE};
use super::price::{Prices, Tariff};
use super::rows::Rows;
use crate::budget::Budget;

/// Directions are kept in 1/1024.
const ONE: i64 = 1024;
/// Rounds without a better bound after which steps are shortened.
const PATIENCE: u32 = 20;
/// Steps shorter than this lead nowhere.
const SHORTEST: i64 = 4;

/// A bound with the prices that prove it.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// No plan has more, in millionths of a point.
    pub(super) points: i64,
    pub(super) prices: Prices,
    /// Rounds that were gone.
    pub(super) rounds: u64,
}

/// Rounds on a sample of the options, where there are many.
const SAMPLED_ROUNDS: u64 = 260;
/// Options of a tenant in a sample.
const SAMPLE: usize = 40;

/// Lowers the bound from given prices until the budget, counted in rounds, is used up or steps have
/// become too short. `reached` are the points of a plan that is known.
pub(super) fn lowered(model: &Model, prices: Prices, reached: i64, budget: &dyn Budget) -> Bound {
    let mut descent = Descent::new(model, prices, reached);
    if model.choices.len() > 4 * SAMPLE * model.askers.len() && !descent.prices.are_set() {
        descent.on_a_sample(budget);
    }
    loop {
        descent.round();
        if budget.used_permille(descent.rounds) >= 1000 || descent.theta < SHORTEST {
            break;
        }
    }
    Bound {
        points: descent.low,
        prices: descent.low_prices,
        rounds: descent.rounds,
    }
}

/// The state of a descent.
struct Descent<'m> {
    model: &'m Model,
    prices: Prices,
    tariff: Tariff,
    /// The lowest that was met, and its prices.
    low: i64,
    low_prices: Prices,
    /// A part of the options by tenant, the most valuable first, while only that is looked at.
    sample: Option<Rows<u32>>,
    reached: i64,
    direction: Vec<i64>,
    gradient: Vec<i64>,
    /// Length of steps in thousandths of the way to what is reached.
    theta: i64,
    stale: u32,
    /// Whether the direction was forgotten, so that the next is the gradient itself.
    fresh: bool,
    rounds: u64,
}

impl<'m> Descent<'m> {
    fn new(model: &'m Model, prices: Prices, reached: i64) -> Descent<'m> {
        Descent {
            model,
            tariff: Tariff::default(),
            low: i64::MAX,
            low_prices: prices.clone(),
            sample: None,
            reached,
            direction: vec![0; prices.list.len()],
            gradient: vec![0; prices.list.len()],
            prices,
            theta: 1000,
            stale: 0,
            fresh: true,
            rounds: 0,
        }
    }

    /// Goes some rounds with a part of each tenant's options, which brings prices near where they
    /// will be at a part of the cost.
    fn on_a_sample(&mut self, budget: &dyn Budget) {
        let tenants = 0..self.model.of_tenant.len();
        let sample = tenants.map(|tenant| {
            let options = self.model.of_tenant.row(tenant);
            let apart = options.len().div_ceil(SAMPLE).max(1);
            options
                .iter()
                .copied()
                .skip(tenant % apart)
                .step_by(apart)
                .collect()
        });
        self.sample = Some(sample.collect());
        while budget.used_permille(self.rounds) < 600 && self.rounds < SAMPLED_ROUNDS {
            self.round();
        }
        // What was lowest over a sample says nothing of all options.
        self.sample = None;
        self.low = i64::MAX;
        self.theta = 400;
        self.return_to_lowest();
    }

    /// Goes on from the lowest prices, the direction forgotten.
    fn return_to_lowest(&mut self) {
        self.prices.list.clone_from(&self.low_prices.list);
        self.fresh = true;
        self.stale = 0;
    }

    fn round(&mut self) {
        self.rounds += 1;
        let found = self.relaxed();
        if found < self.low {
            let enough = self.low - found > self.low / 20_000;
            self.stale = if enough { 0 } else { self.stale + 1 };
            self.low = found;
            self.low_prices.list.clone_from(&self.prices.list);
        } else {
            self.stale += 1;
        }
        if self.stale > PATIENCE {
            self.theta = self.theta * 17 / 20;
            self.return_to_lowest();
            self.relaxed();
        }
        self.step(found);
    }

    /// Lets every tenant take what is best for it at these prices; what that comes to. The gradient
    /// is then how much more of everything is taken than there is.
    fn relaxed(&mut self) -> i64 {
        let (model, layout) = (self.model, &self.prices.layout);
        self.gradient.fill(0);
        self.gradient[..layout.buildings].fill(-ONE);
        for (building, power) in model.power.iter().enumerate() {
            self.gradient[layout.buildings + building] = match *power {
                i64::MAX => 0,
                power => -in_units(power, layout.power_unit),
            };
        }
        self.gradient[layout.conflicts..layout.splits].fill(-ONE);
        let mut found = i128::from(self.prices.of_everything(model));
        self.prices.refresh(model, &mut self.tariff);
        for tenant in 0..model.askers.len() {
            let all = model.of_tenant.row(tenant);
            let options = self
                .sample
                .as_ref()
                .map_or(all, |sample| sample.row(tenant));
            if let Some((profit, option)) =
                self.prices.best_among(model, &self.tariff, tenant, options)
            {
                found += i128::from(profit);
                take(model, &self.prices, option, &mut self.gradient);
            }
        }
        i64::try_from(found).unwrap_or(i64::MAX)
    }

    fn step(&mut self, found: i64) {
        let gap = i128::from((found - self.reached).max(found / 2000).max(1));
        let stride = gap * i128::from(self.theta) * i128::from(ONE) / 1000;
        let splits = self.prices.layout.splits;
        // What things cost and how neighbours share are moved by steps of their own: the many
        // shares would otherwise keep the few prices in place.
        let length = self.turn(0..splits);
        if length > 0 {
            self.step_prices(stride, length);
        }
        let length = self.turn(splits..self.prices.layout.len);
        if length > 0 {
            self.step_splits(stride, length * 3 / 2);
        }
        self.fresh = false;
    }

    /// Turns a part of the direction towards the gradient; the square of its length.
    fn turn(&mut self, part: std::ops::Range<usize>) -> i128 {
        let splits = self.prices.layout.splits;
        let mut length: i128 = 0;
        for at in part {
            // What costs nothing and is not wanted has no say in the length of the step.
            let idle = at < splits && self.prices.list[at] == 0 && self.gradient[at] < 0;
            let gradient = if idle { 0 } else { self.gradient[at] };
            let old = if self.fresh {
                gradient
            } else {
                self.direction[at]
            };
            let direction = (old * 6 + gradient * 4) / 10;
            self.direction[at] = direction;
            length += i128::from(direction) * i128::from(direction);
        }
        length
    }

    fn step_prices(&mut self, stride: i128, length: i128) {
        let highest = i128::from(self.prices.highest);
        for at in 0..self.prices.layout.splits {
            let move_by = stride * i128::from(self.direction[at]) / length;
            let price = (i128::from(self.prices.list[at]) + move_by).clamp(0, highest);
            self.prices.list[at] = i64::try_from(price).unwrap_or(self.prices.highest);
        }
    }

    fn step_splits(&mut self, stride: i128, length: i128) {
        let layout = &self.prices.layout;
        let whole = i128::from(self.model.cluster_value);
        for at in layout.splits..layout.len {
            let border = (at - layout.splits) % layout.borders;
            let twin = self.model.twins[border] as usize;
            if border < twin {
                let move_by = stride * i128::from(self.direction[at]) / length;
                let share = (i128::from(self.prices.list[at]) - move_by).clamp(0, whole);
                let share = i64::try_from(share).unwrap_or(0);
                self.prices.list[at] = share;
                self.prices.list[at - border + twin] = self.model.cluster_value - share;
            }
        }
    }
}

fn in_units(power: i64, unit: i64) -> i64 {
    i64::try_from(i128::from(power) * i128::from(ONE) / i128::from(unit)).unwrap_or(i64::MAX >> 20)
}

/// Adds what an option takes.
fn take(model: &Model, prices: &Prices, option: u32, gradient: &mut [i64]) {
    let layout = &prices.layout;
    let asker = model.asker_of(option);
    for unit in model.units_of(option) {
        gradient[*unit as usize] += ONE;
    }
    let building = model.building_of(option);
    if model.power[building] != i64::MAX {
        gradient[layout.buildings + building] += in_units(asker.power, layout.power_unit);
    }
    for (pair, [from, to]) in layout.pairs.iter().enumerate() {
        for border in model.borders_of(option) {
            if *from == asker.hazard {
                gradient[layout.conflict(pair, *border)] += ONE;
            }
            if *to == asker.hazard {
                gradient[layout.conflict(pair, model.twins[*border as usize])] += ONE;
            }
        }
    }
    if asker.cluster == NONE || model.cluster_value == 0 {
        return;
    }
    for border in model.borders_of(option) {
        let twin = model.twins[*border as usize];
        if let (Some(own), Some(other)) = (
            layout.split(asker.cluster, *border),
            layout.split(asker.cluster, twin),
        ) {
            gradient[own] += ONE;
            gradient[other] -= ONE;
        }
    }
}
