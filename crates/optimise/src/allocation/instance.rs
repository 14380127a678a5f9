//! What is to be allocated: buildings, units, tenants, rules and weights, as a document says it.
//!
//! Main type: [`Instance`]. Places are numbers into its lists. Nothing here is worked out: which
//! units a tenant may take is the [`super::Model`]'s business, whether a plan keeps the rules that
//! of [`super::check`], which reads this and nothing else.

use crate::document::Amount;
use benfu_domain::Day;
use std::collections::BTreeMap;

/// A building.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Building {
    /// Its name.
    pub id: String,
    /// Power that its tenants may draw together, in kW; nothing when no limit was stated.
    pub power_kw: Option<Amount>,
    /// The cluster (产业集群) it is meant for.
    pub theme: Option<String>,
}

/// What a unit has, as a rule of fit may ask for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attribute {
    /// A measured number.
    Number(Amount),
    /// A word, such as a vibration class.
    Word(String),
    /// Whether it has it.
    Flag(bool),
    /// Several words, such as the hazard classes admitted.
    Words(Vec<String>),
}

/// A unit of space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its name.
    pub id: String,
    /// Place of its building.
    pub building: usize,
    /// Area in m².
    pub area_m2: Amount,
    /// Rent in yuan for a square metre and month.
    pub rent: Amount,
    /// First day on which it can be let.
    pub available_from: Option<Day>,
    /// Last day on which it can be let.
    pub available_until: Option<Day>,
    /// What else is known of it.
    pub attributes: BTreeMap<String, Attribute>,
}

/// Two units that touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adjacency {
    /// Places of the two units.
    pub units: [usize; 2],
    /// Whether one tenant may take both as one.
    pub joinable: bool,
}

/// What a tenant asks of one attribute of each unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// A number from the first to the second, where given.
    Within(Option<Amount>, Option<Amount>),
    /// One of these words.
    OneOf(Vec<String>),
    /// Yes or no.
    Is(bool),
}

/// What a table of fit says of a tenant in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It fits, with so many points.
    Points(Amount),
    /// It does not.
    No,
    /// Nobody can tell yet.
    Unknown,
}

/// Units that a tenant names as a possibility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Places of the units.
    pub units: Vec<usize>,
    /// Points in place of those for fit, rent, promise, area and theme.
    pub value: Option<Amount>,
}

/// Who asks for space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Its name.
    pub id: String,
    /// Least area in m².
    pub area_min: Option<Amount>,
    /// Greatest area in m².
    pub area_max: Option<Amount>,
    /// How many adjoining units it takes at most.
    pub max_units: usize,
    /// Greatest rent in yuan for a square metre and month.
    pub rent_max: Option<Amount>,
    /// Power it draws, in kW.
    pub power_kw: Amount,
    /// Class of hazard, such as `hazardous` or `sensitive`.
    pub hazard: Option<String>,
    /// The cluster it belongs to.
    pub cluster: Option<String>,
    /// What it promises, in any one unit of measure that all tenants share.
    pub promise: Amount,
    /// Last day on which it can wait for its unit.
    pub move_in_by: Option<Day>,
    /// First day on which it comes.
    pub move_in_from: Option<Day>,
    /// Whether every plan must place it.
    pub guaranteed: bool,
    /// Places of the units it sits in; empty when it is new.
    pub current: Vec<usize>,
    /// Whether it may only stay where it is.
    pub pinned: bool,
    /// What it asks of each unit's attributes.
    pub needs: BTreeMap<String, Need>,
    /// Its row of the table of fit, by place of the unit; nothing when there is no such row.
    pub fit: Option<BTreeMap<usize, Fit>>,
    /// The only possibilities, where they are named.
    pub options: Option<Vec<Choice>>,
}

/// Rules about tenants beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// How many units a tenant may join that does not say it itself.
    pub max_joined: usize,
    /// Classes of hazard that may not touch.
    pub hazard_conflicts: Vec<[String; 2]>,
}

/// Points for what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// For each point of fit.
    pub fit: Amount,
    /// For each thousand yuan of rent a month.
    pub rent: Amount,
    /// For each unit of promise.
    pub promise: Amount,
    /// For each square metre let.
    pub area: Amount,
    /// For a tenant in a building with its own cluster as theme.
    pub theme: Amount,
    /// For each pair of touching units with two tenants of one cluster.
    pub cluster: Amount,
    /// For a sitting tenant that stays where it is.
    pub stay: Amount,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            fit: Amount::whole(1),
            rent: Amount::ZERO,
            promise: Amount::whole(1),
            area: Amount::ZERO,
            theme: Amount::whole(10),
            cluster: Amount::whole(5),
            stay: Amount::whole(20),
        }
    }
}

/// Everything that an allocation is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// The buildings.
    pub buildings: Vec<Building>,
    /// The units.
    pub units: Vec<Unit>,
    /// Which of them touch.
    pub adjacency: Vec<Adjacency>,
    /// Who asks for space.
    pub tenants: Vec<Tenant>,
    /// Rules about neighbours.
    pub rules: Rules,
    /// Points.
    pub weights: Weights,
    /// An earlier plan that should change little.
    pub previous: Option<Plan>,
}

/// Who gets which units, by places in an [`Instance`]; a tenant that is not listed gets none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan(pub BTreeMap<usize, Vec<usize>>);

/// A whole count of millionths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(pub i64);

impl std::fmt::Display for Points {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        crate::document::decimal(f, i128::from(self.0), 6)
    }
}
