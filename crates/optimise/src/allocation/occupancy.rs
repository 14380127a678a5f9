//! Who sits where during a search: kept consistent move by move.
//!
//! Main type: [`Occupancy`]. Every state of it keeps every hard rule but the guarantees, which it
//! counts. How good moves are found belongs to the searches.

use super::model::{Model, NONE};

/// What plans are compared by: guaranteed tenants placed, then points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Worth {
    /// Guaranteed tenants that are placed.
    pub(super) guaranteed: i32,
    /// Points, in millionths.
    pub(super) points: i64,
}

impl std::ops::Sub for Worth {
    type Output = Worth;

    fn sub(self, other: Worth) -> Worth {
        Worth {
            guaranteed: self.guaranteed - other.guaranteed,
            points: self.points - other.points,
        }
    }
}

/// A plan in the making.
#[derive(Debug, Clone)]
pub(super) struct Occupancy<'m> {
    pub(super) model: &'m Model,
    /// The tenant of each unit.
    pub(super) holder: Vec<u32>,
    /// The option of each tenant.
    pub(super) chosen: Vec<u32>,
    /// Power left in each building.
    pub(super) power: Vec<i64>,
    /// What the plan is worth.
    pub(super) worth: Worth,
}

impl<'m> Occupancy<'m> {
    /// Nobody anywhere.
    pub(super) fn empty(model: &'m Model) -> Occupancy<'m> {
        Occupancy {
            model,
            holder: vec![NONE; model.units],
            chosen: vec![NONE; model.askers.len()],
            power: model.power.clone(),
            worth: Worth::default(),
        }
    }

    /// The options of a plan, one after the other as far as each is still possible.
    pub(super) fn of_options(model: &'m Model, options: &[u32]) -> Occupancy<'m> {
        let mut plan = Occupancy::empty(model);
        for option in options.iter().filter(|option| **option != NONE) {
            if plan.is_free(*option) {
                plan.place(*option);
            }
        }
        plan
    }

    /// Points for neighbours of its own cluster that an option would have now.
    pub(super) fn neighbours(&self, option: u32) -> i64 {
        let cluster = self.model.asker_of(option).cluster;
        if cluster == NONE || self.model.cluster_value == 0 {
            return 0;
        }
        let tenant = self.model.choices[option as usize].tenant;
        let same = self.model.rim_of(option).iter().filter(|unit| {
            let holder = self.holder[**unit as usize];
            holder != NONE
                && holder != tenant
                && self.model.askers[holder as usize].cluster == cluster
        });
        i64::try_from(same.count()).unwrap_or(i64::MAX) * self.model.cluster_value
    }

    /// What placing an option would add.
    pub(super) fn gain(&self, option: u32) -> Worth {
        Worth {
            guaranteed: i32::from(self.model.asker_of(option).guaranteed),
            points: self.model.choices[option as usize].value + self.neighbours(option),
        }
    }

    /// Puts the option's tenant, which is nowhere, into its block, which is free.
    pub(super) fn place(&mut self, option: u32) {
        let gain = self.gain(option);
        self.worth.guaranteed += gain.guaranteed;
        self.worth.points += gain.points;
        let tenant = self.model.choices[option as usize].tenant;
        self.chosen[tenant as usize] = option;
        for unit in self.model.units_of(option) {
            self.holder[*unit as usize] = tenant;
        }
        self.draw(option, -1);
    }

    /// Takes a tenant out; its option, or [`NONE`] when it was nowhere.
    pub(super) fn remove(&mut self, tenant: u32) -> u32 {
        let option = std::mem::replace(&mut self.chosen[tenant as usize], NONE);
        if option == NONE {
            return NONE;
        }
        for unit in self.model.units_of(option) {
            self.holder[*unit as usize] = NONE;
        }
        self.draw(option, 1);
        let gain = self.gain(option);
        self.worth.guaranteed -= gain.guaranteed;
        self.worth.points -= gain.points;
        option
    }

    fn draw(&mut self, option: u32, sign: i64) {
        let left = &mut self.power[self.model.building_of(option)];
        if *left != i64::MAX {
            *left += sign * self.model.asker_of(option).power;
        }
    }

    /// Whether an option breaks no rule now. Its tenant counts as being nowhere.
    pub(super) fn is_free(&self, option: u32) -> bool {
        let tenant = self.model.choices[option as usize].tenant;
        let stranger = |unit: &u32| {
            let holder = self.holder[*unit as usize];
            if holder == tenant { NONE } else { holder }
        };
        let units = self.model.units_of(option);
        units.iter().all(|unit| stranger(unit) == NONE)
            && self.lacks_power(option) <= 0
            && !self.touches_conflict(option)
    }

    fn touches_conflict(&self, option: u32) -> bool {
        let tenant = self.model.choices[option as usize].tenant;
        let hazard = self.model.asker_of(option).hazard;
        hazard != NONE
            && self.model.rim_of(option).iter().any(|unit| {
                let holder = self.holder[*unit as usize];
                holder != NONE && holder != tenant && self.in_conflict(hazard, holder)
            })
    }

    pub(super) fn in_conflict(&self, hazard: u32, holder: u32) -> bool {
        self.model
            .conflict(hazard, self.model.askers[holder as usize].hazard)
    }

    /// How much power is missing in the option's building, its own tenant's present draw left out.
    pub(super) fn lacks_power(&self, option: u32) -> i64 {
        let building = self.model.building_of(option);
        let present = self.chosen[self.model.choices[option as usize].tenant as usize];
        let own = match present {
            NONE => 0,
            present if self.model.building_of(present) == building => {
                self.model.asker_of(option).power
            }
            _ => 0,
        };
        self.model.asker_of(option).power - self.power[building].saturating_add(own)
    }

    /// Who must leave for an option: holders of its units and neighbours it may not touch.
    pub(super) fn in_the_way(&self, option: u32, found: &mut Vec<u32>) {
        found.clear();
        let tenant = self.model.choices[option as usize].tenant;
        for unit in self.model.units_of(option) {
            let holder = self.holder[*unit as usize];
            if holder != NONE && holder != tenant && !found.contains(&holder) {
                found.push(holder);
            }
        }
        let hazard = self.model.asker_of(option).hazard;
        if hazard == NONE {
            return;
        }
        for unit in self.model.rim_of(option) {
            let holder = self.holder[*unit as usize];
            let known = holder == NONE || holder == tenant || found.contains(&holder);
            if !known && self.in_conflict(hazard, holder) {
                found.push(holder);
            }
        }
    }

    /// The free option of a tenant that adds most; nothing when none adds anything.
    pub(super) fn best_free(&self, tenant: u32) -> Option<u32> {
        self.best_free_among(tenant, self.model.of_tenant.row(tenant as usize))
    }

    /// As [`Occupancy::best_free`], among some of its options, the most valuable first.
    pub(super) fn best_free_among(&self, tenant: u32, options: &[u32]) -> Option<u32> {
        let guaranteed = self.model.askers[tenant as usize].guaranteed;
        let most_neighbours = match self.model.askers[tenant as usize].cluster {
            NONE => 0,
            _ => self.model.cluster_value,
        };
        let mut best: Option<(i64, u32)> = None;
        for option in options {
            let value = self.model.choices[*option as usize].value;
            // The best come first; no neighbours could make up for more than this.
            if let Some((points, _)) = best
                && (most_neighbours == 0 || value + most_neighbours * self.model.rim_most <= points)
            {
                break;
            }
            if self.is_free(*option) {
                let points = value + self.neighbours(*option);
                if best.is_none_or(|(most, _)| points > most) {
                    best = Some((points, *option));
                }
            }
        }
        best.filter(|(points, _)| guaranteed || *points > 0)
            .map(|(_, option)| option)
    }

    /// Fills what is free until no tenant outside could be added with profit.
    pub(super) fn fill(&mut self) {
        let tenants = 0..super::block::number(self.chosen.len());
        for tenant in tenants {
            if self.chosen[tenant as usize] == NONE
                && let Some(option) = self.best_free(tenant)
            {
                self.place(option);
            }
        }
    }
}
