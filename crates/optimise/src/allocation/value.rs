//! What an option is worth, part by part.
//!
//! Main type: [`Parts`], in millionths of a point. Points for neighbours depend on the rest of the
//! plan and are counted where plans are.

use super::instance::{Instance, Tenant};
use super::needs;
use crate::document::Amount;

/// The parts of an option's worth, in millionths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Parts {
    /// What the tenant named itself; stands in place of the next five.
    pub(super) named: Option<i128>,
    /// Fit.
    pub(super) fit: i128,
    /// Rent.
    pub(super) rent: i128,
    /// Promise.
    pub(super) promise: i128,
    /// Area.
    pub(super) area: i128,
    /// Theme of the building.
    pub(super) theme: i128,
    /// Staying where it is.
    pub(super) stay: i128,
}

impl Parts {
    /// All of them.
    pub(super) fn total(&self) -> i128 {
        let own = self.fit + self.rent + self.promise + self.area + self.theme;
        self.named.unwrap_or(own) + self.stay
    }

    /// Each part that counts, by its name.
    pub(super) fn told(&self) -> Vec<(&'static str, i128)> {
        let own = [
            ("fit", self.fit),
            ("rent", self.rent),
            ("promise", self.promise),
            ("area", self.area),
            ("theme", self.theme),
        ];
        let mut told: Vec<_> = match self.named {
            Some(named) => vec![("value", named)],
            None => own.to_vec(),
        };
        told.push(("stay", self.stay));
        told.retain(|(_, points)| *points != 0);
        told
    }
}

/// A weight in millionths of a point.
pub(super) fn millionths(weight: Amount) -> i64 {
    weight.in_thousandths().saturating_mul(1000)
}

/// What a tenant in these units is worth.
pub(super) fn of_option(
    instance: &Instance,
    tenant: &Tenant,
    units: &[usize],
    named: Option<Amount>,
) -> Parts {
    let weights = &instance.weights;
    let exact = |amount: Amount| i128::from(amount.in_thousandths());
    let fit = units.iter().map(|unit| needs::points(tenant, *unit)).min();
    let area = units
        .iter()
        .map(|unit| exact(instance.units[*unit].area_m2));
    // m² × yuan/m² in millionths of a yuan; with the weight a billionth, per thousand yuan 10⁻¹².
    let rent = units.iter().map(|unit| {
        let unit = &instance.units[*unit];
        exact(unit.area_m2) * exact(unit.rent)
    });
    let themed = units.first().is_some_and(|unit| {
        let theme = &instance.buildings[instance.units[*unit].building].theme;
        theme.is_some() && *theme == tenant.cluster
    });
    let stays = !tenant.current.is_empty() && tenant.current == units;
    let when = |holds: bool, weight: Amount| if holds { exact(weight) * 1000 } else { 0 };
    Parts {
        named: named.map(|points| exact(points) * 1000),
        fit: exact(weights.fit) * exact(fit.unwrap_or_default()),
        rent: exact(weights.rent) * rent.sum::<i128>() / 1_000_000,
        promise: exact(weights.promise) * exact(tenant.promise),
        area: exact(weights.area) * area.sum::<i128>(),
        theme: when(themed, weights.theme),
        stay: when(stays, weights.stay),
    }
}
