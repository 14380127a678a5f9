//! What the sample's needs and offers are about: thirty fields of work, each with three sites, a metric, hard
//! conditions and the products that answer them.
//!
//! Main types: [`Theme`] and [`Site`]. All names, sites and products are invented; the numbers are of the size
//! that people in the field would expect. How they become needs and offers stands in the modules beside.

mod building;
mod factory;
mod health;
mod power;
mod transport;
mod water;

/// One place where the need is felt: whose it is and what is the matter there.
pub(super) struct Site {
    /// Key of the owner, see [`super::owners`].
    pub(super) owner: &'static str,
    /// Title of the need.
    pub(super) title: &'static str,
    /// What is the matter.
    pub(super) scene: &'static str,
}

/// What an offer can do: a concept of the pack with ways to answer it, the weakest first.
pub(super) struct Ability {
    /// Concept of the pack.
    pub(super) concept: &'static str,
    /// Values as people write them.
    pub(super) values: &'static [&'static str],
}

/// What is measured, and where it stands today.
pub(super) struct Metric {
    /// Name.
    pub(super) name: &'static str,
    /// Unit as written.
    pub(super) unit: &'static str,
    /// The value today, in thousandths of the unit.
    pub(super) baseline_milli: i64,
    /// The value wanted, in thousandths of the unit.
    pub(super) target_milli: i64,
}

/// One field of work.
pub(super) struct Theme {
    /// Key; trades and programmes refer to it.
    pub(super) key: &'static str,
    /// Programme of its needs; `scenario` when the pack has no such programme.
    pub(super) programme: &'static str,
    /// The trade of the firms that offer here, see [`super::trades`].
    pub(super) trade: &'static str,
    /// Three places.
    pub(super) sites: [Site; 3],
    /// What is wanted.
    pub(super) ask: &'static str,
    /// How it is measured.
    pub(super) metric: Metric,
    /// Hard conditions: label and rule.
    pub(super) rules: &'static [(&'static str, &'static str)],
    /// How the result is tested.
    pub(super) test: &'static str,
    /// Budget from and to, in ten thousand yuan.
    pub(super) budget_wan: (i64, i64),
    /// Products that answer it.
    pub(super) products: &'static [&'static str],
    /// What such products do, in sentences without a full stop.
    pub(super) features: &'static [&'static str],
    /// What offers state about themselves.
    pub(super) abilities: &'static [Ability],
}

/// All fields of work, in a fixed order.
pub(super) fn all() -> Vec<&'static Theme> {
    let areas = [
        water::THEMES,
        transport::THEMES,
        power::THEMES,
        factory::THEMES,
        health::THEMES,
        building::THEMES,
    ];
    areas.into_iter().flatten().collect()
}
