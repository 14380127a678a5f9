//! Prices of what tenants compete for, in whole numbers.
//!
//! Main type: [`Prices`]. Each unit, each building's power and each border between tenants that may
//! not touch has a price that is not negative; the points for two neighbours of one cluster are
//! split between the two sides of their border. With such prices every tenant can be looked at
//! alone, and what all of them would earn beyond the prices, plus the prices of everything there is,
//! is a bound that no plan exceeds (Lagrangian relaxation), whatever the prices are. How good
//! prices are found belongs to [`super::bound`].

use super::model::{Asker, Model, NONE};

/// Tables beyond this size are left out, which loosens the bound and keeps it true.
const LARGEST_TABLE: usize = 8_000_000;

/// Where each kind of price stands in the one list, and the list.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    /// Units, then buildings, then conflicts, then splits.
    pub(super) list: Vec<i64>,
    pub(super) layout: Layout,
    /// The ordinary worth of an option; a measure for steps.
    pub(super) scale: i64,
    /// No price need be higher: nobody takes what costs more than anything is worth.
    pub(super) highest: i64,
}

/// The parts of the list of prices.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) buildings: usize,
    pub(super) conflicts: usize,
    pub(super) splits: usize,
    pub(super) len: usize,
    /// Ordered pairs of classes of hazard that may not touch.
    pub(super) pairs: Vec<[u32; 2]>,
    /// Power that a price of power is for.
    pub(super) power_unit: i64,
    /// Borders between units, each seen from both sides.
    pub(super) borders: usize,
}

impl Layout {
    fn of(model: &Model) -> Layout {
        let borders = model.twins.len();
        let classes = 0..super::block::number(model.hazards);
        let pairs = classes
            .clone()
            .flat_map(|one| classes.clone().map(move |other| [one, other]));
        let mut pairs: Vec<[u32; 2]> = pairs
            .filter(|[one, other]| model.conflict(*one, *other))
            .collect();
        if pairs.len() * borders > LARGEST_TABLE {
            pairs.clear();
        }
        let clusters = if model.cluster_value == 0 {
            0
        } else {
            model.clusters
        };
        let splits = Some(clusters * borders).filter(|size| *size <= LARGEST_TABLE);
        let drawing = model
            .askers
            .iter()
            .map(|asker| asker.power)
            .filter(|power| *power > 0);
        let (count, total) = drawing.fold((0, 0_i64), |(count, total), power| {
            (count + 1, total.saturating_add(power))
        });
        let buildings = model.units;
        let conflicts = buildings + model.power.len();
        let first_split = conflicts + pairs.len() * borders;
        Layout {
            buildings,
            conflicts,
            splits: first_split,
            len: first_split + splits.unwrap_or(0),
            pairs,
            power_unit: (total / count.max(1)).max(1),
            borders,
        }
    }

    /// Where the price of a border stands, for the pair of classes of that number.
    pub(super) fn conflict(&self, pair: usize, border: u32) -> usize {
        self.conflicts + pair * self.borders + border as usize
    }

    /// Where the share of the side that a border is seen from stands; nothing when there is no table.
    pub(super) fn split(&self, cluster: u32, border: u32) -> Option<usize> {
        let at = self.splits + cluster as usize * self.borders + border as usize;
        (at < self.len).then_some(at)
    }
}

impl Prices {
    /// Nothing costs anything yet; neighbours share by halves.
    pub(super) fn free(model: &Model) -> Prices {
        let layout = Layout::of(model);
        let mut list = vec![0; layout.len];
        list[layout.splits..].fill(model.cluster_value / 2);
        // The halves of an odd number: one side gets the rest.
        for (at, split) in list[layout.splits..].iter_mut().enumerate() {
            let border = at % layout.borders.max(1);
            if (model.twins[border] as usize) < border {
                *split = model.cluster_value - model.cluster_value / 2;
            }
        }
        let best =
            (0..model.of_tenant.len()).filter_map(|tenant| model.of_tenant.row(tenant).first());
        let best: Vec<i64> = best
            .map(|option| model.choices[*option as usize].value.max(0))
            .collect();
        let most = best.iter().max().copied().unwrap_or(0);
        let count = i64::try_from(best.len()).unwrap_or(i64::MAX).max(1);
        let scale = (best.iter().sum::<i64>() / count).max(1);
        let highest = 2 * (most + model.cluster_value * model.rim_most) + 1;
        Prices {
            list,
            layout,
            scale,
            highest,
        }
    }

    /// What power costs a tenant, rounded down.
    fn power_paid(&self, building: usize, power: i64) -> i64 {
        if power == 0 || self.list[self.layout.buildings + building] == 0 {
            return 0;
        }
        let price = i128::from(self.list[self.layout.buildings + building]);
        let paid = price * i128::from(power) / i128::from(self.layout.power_unit);
        i64::try_from(paid).unwrap_or(i64::MAX / 4)
    }

    fn border_paid(&self, model: &Model, block: usize, hazard: u32) -> i64 {
        let mut paid = 0;
        for (pair, [from, to]) in self.layout.pairs.iter().enumerate() {
            for border in model.blocks.borders.row(block) {
                if *from == hazard {
                    paid += self.list[self.layout.conflict(pair, *border)];
                }
                if *to == hazard {
                    let twin = model.twins[*border as usize];
                    paid += self.list[self.layout.conflict(pair, twin)];
                }
            }
        }
        paid
    }

    fn shares(&self, model: &Model, block: usize, cluster: u32) -> i64 {
        let borders = model.blocks.borders.row(block).iter();
        let share = |border: &u32| match self.layout.split(cluster, *border) {
            Some(at) => self.list[at],
            None => model.cluster_value.midpoint(1),
        };
        borders.map(share).sum()
    }

    /// The prices of everything there is, power rounded up.
    pub(super) fn of_everything(&self, model: &Model) -> i64 {
        let sum = |list: &[i64]| list.iter().map(|price| i128::from(*price)).sum::<i128>();
        let units = sum(&self.list[..self.layout.buildings]);
        let borders = sum(&self.list[self.layout.conflicts..self.layout.splits]);
        let power = model.power.iter().enumerate().map(|(building, power)| {
            let price = i128::from(self.list[self.layout.buildings + building]);
            let unit = i128::from(self.layout.power_unit);
            (price * i128::from(*power) + unit - 1) / unit
        });
        i64::try_from(units + borders + power.sum::<i128>()).unwrap_or(i64::MAX)
    }

    /// The same prices by block.
    pub(super) fn tariff(&self, model: &Model) -> Tariff {
        let mut tariff = Tariff::default();
        self.refresh(model, &mut tariff);
        tariff
    }

    /// Brings a tariff up to these prices.
    pub(super) fn refresh(&self, model: &Model, tariff: &mut Tariff) {
        let blocks = 0..model.blocks.area.len();
        let paid = |block: usize| -> i64 {
            let units = model.blocks.units.row(block).iter();
            units.map(|unit| self.list[*unit as usize]).sum()
        };
        tariff.units.clear();
        tariff.units.extend(blocks.clone().map(paid));
        tariff.blocks = blocks.len();
        tariff.borders.clear();
        let classes = if self.layout.pairs.is_empty() {
            0
        } else {
            model.hazards
        };
        for hazard in 0..super::block::number(classes) {
            let paid = blocks
                .clone()
                .map(|block| self.border_paid(model, block, hazard));
            tariff.borders.extend(paid);
        }
        tariff.shares.clear();
        let clusters = if model.cluster_value == 0 {
            0
        } else {
            model.clusters
        };
        for cluster in 0..super::block::number(clusters) {
            let shares = blocks
                .clone()
                .map(|block| self.shares(model, block, cluster));
            tariff.shares.extend(shares);
        }
    }

    /// What an option is worth beyond the prices of what it takes.
    pub(super) fn profit(&self, model: &Model, tariff: &Tariff, option: u32) -> i64 {
        let choice = &model.choices[option as usize];
        let asker = &model.askers[choice.tenant as usize];
        let building = model.blocks.building[choice.block as usize] as usize;
        let own = choice.value - self.power_paid(building, asker.power);
        own - tariff.paid(choice.block as usize, asker)
    }

    /// Whether anything has a price yet.
    pub(super) fn are_set(&self) -> bool {
        self.list[..self.layout.splits]
            .iter()
            .any(|price| *price > 0)
    }

    /// Among options of a tenant, the most valuable first, the one with the greatest profit; nothing
    /// when none is worth its price and the tenant need not be placed.
    pub(super) fn best_among(
        &self,
        model: &Model,
        tariff: &Tariff,
        tenant: usize,
        options: &[u32],
    ) -> Option<(i64, u32)> {
        let asker = &model.askers[tenant];
        let neighbours = match asker.cluster {
            NONE => 0,
            _ => model.cluster_value * model.rim_most,
        };
        let mut best: Option<(i64, u32)> = None;
        let mut least = if asker.guaranteed { i64::MIN } else { 0 };
        for option in options {
            // The most valuable come first; no share could make up for more.
            if model.choices[*option as usize]
                .value
                .saturating_add(neighbours)
                <= least
            {
                break;
            }
            let profit = self.profit(model, tariff, *option);
            if profit > least {
                least = profit;
                best = Some((profit, *option));
            }
        }
        best
    }
}

/// Prices added up by block, so that the many tenants that may take it need not.
#[derive(Debug, Clone, Default)]
pub(super) struct Tariff {
    blocks: usize,
    units: Vec<i64>,
    /// By class of hazard.
    borders: Vec<i64>,
    /// By cluster.
    shares: Vec<i64>,
}

impl Tariff {
    /// What a tenant pays for a block, less its shares for neighbours; power not counted.
    fn paid(&self, block: usize, asker: &Asker) -> i64 {
        let table = |table: &[i64], class: u32| {
            let at = class as usize * self.blocks + block;
            if class == NONE {
                0
            } else {
                table.get(at).copied().unwrap_or(0)
            }
        };
        self.units[block] + table(&self.borders, asker.hazard) - table(&self.shares, asker.cluster)
    }
}
