//! An instance worked out: every block that every tenant may take, with its points.
//!
//! Main type: [`Model`], flat tables of numbers for the searches. An *option* is one tenant in one
//! block. Reading and explaining belong elsewhere.

use super::block::{Blocks, Touching, number};
use super::instance::{Instance, Tenant};
use super::option::{Building, ByArea, too_many_blocks, too_many_options, too_many_points};
use super::rows::Rows;
use super::suitability::Suitability;
use super::value;
use crate::document::Fault;
use std::collections::HashMap;

/// The most options that are worked out.
pub const MOST_OPTIONS: usize = 8_000_000;
/// A place that stands for nobody, no option, no class.
pub(super) const NONE: u32 = u32::MAX;

/// One tenant in one block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    /// The tenant.
    pub(super) tenant: u32,
    /// The block.
    pub(super) block: u32,
    /// Points, without those for neighbours, in millionths.
    pub(super) value: i64,
}

/// What a search needs to know of a tenant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker {
    /// Power in thousandths of a kW.
    pub(super) power: i64,
    /// Class of hazard.
    pub(super) hazard: u32,
    /// Cluster.
    pub(super) cluster: u32,
    /// Whether every plan must place it.
    pub(super) guaranteed: bool,
}

/// Every possibility of an instance.
#[derive(Debug, Clone)]
pub struct Model {
    pub(super) blocks: Blocks,
    /// By tenant, the best first.
    pub(super) choices: Vec<Choice>,
    pub(super) of_tenant: Rows<u32>,
    pub(super) askers: Vec<Asker>,
    /// Power of each building in thousandths of a kW; the largest number where no limit is stated.
    pub(super) power: Vec<i64>,
    pub(super) units: usize,
    /// Which classes of hazard may not touch, a square table.
    pub(super) conflicts: Vec<bool>,
    pub(super) hazards: usize,
    pub(super) clusters: usize,
    /// Points for two neighbours of one cluster, in millionths.
    pub(super) cluster_value: i64,
    /// Each border between units, seen from the other side.
    pub(super) twins: Vec<u32>,
    /// The most neighbours a block has.
    pub(super) rim_most: i64,
    /// The units of each building.
    pub(super) units_in: Vec<Vec<u32>>,
    /// The options that take each unit.
    pub(super) asking: Vec<Vec<u32>>,
}

impl Model {
    /// Works an instance out.
    ///
    /// # Errors
    /// When it is too large, contradicts itself, or names a block that no tenant could have.
    pub fn of(instance: &Instance) -> Result<Model, Vec<Fault>> {
        let touching = Touching::of(instance);
        let free = |tenant: &&Tenant| tenant.options.is_none() && !tenant.pinned;
        let joined = instance
            .tenants
            .iter()
            .filter(free)
            .map(|tenant| tenant.max_units);
        let most = joined.max().unwrap_or(0);
        let blocks =
            Blocks::connected(instance, &touching, most).ok_or_else(|| vec![too_many_blocks()])?;
        let mut building = Building {
            instance,
            touching: &touching,
            named: HashMap::new(),
            by_area: ByArea::of(&blocks, most),
            suitability: Suitability::of(instance),
            blocks,
            faults: Vec::new(),
        };
        let mut choices = Vec::new();
        let mut of_tenant = Rows::default();
        for (place, tenant) in instance.tenants.iter().enumerate() {
            let begin = choices.len();
            building.choices_of(place, tenant, &mut choices);
            if choices.len() > MOST_OPTIONS {
                return Err(vec![too_many_options()]);
            }
            choices[begin..].sort_by_key(|choice| (-choice.value, choice.block));
            of_tenant.push(number(begin)..number(choices.len()));
        }
        let Building {
            blocks, mut faults, ..
        } = building;
        faults.extend(too_many_points(instance, &choices, &of_tenant));
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(assembled(
            instance,
            touching.twins,
            blocks,
            choices,
            of_tenant,
        ))
    }

    /// How many options there are.
    pub fn options(&self) -> usize {
        self.choices.len()
    }

    /// Whether tenants of two classes may not touch.
    pub(super) fn conflict(&self, one: u32, other: u32) -> bool {
        one != NONE && other != NONE && self.conflicts[one as usize * self.hazards + other as usize]
    }

    pub(super) fn units_of(&self, option: u32) -> &[u32] {
        self.blocks
            .units
            .row(self.choices[option as usize].block as usize)
    }

    pub(super) fn rim_of(&self, option: u32) -> &[u32] {
        self.blocks
            .rim
            .row(self.choices[option as usize].block as usize)
    }

    pub(super) fn borders_of(&self, option: u32) -> &[u32] {
        self.blocks
            .borders
            .row(self.choices[option as usize].block as usize)
    }

    pub(super) fn building_of(&self, option: u32) -> usize {
        self.blocks.building[self.choices[option as usize].block as usize] as usize
    }

    pub(super) fn asker_of(&self, option: u32) -> &Asker {
        &self.askers[self.choices[option as usize].tenant as usize]
    }
}

fn assembled(
    instance: &Instance,
    twins: Vec<u32>,
    blocks: Blocks,
    choices: Vec<Choice>,
    of_tenant: Rows<u32>,
) -> Model {
    let (mut hazards, mut clusters) = (Words::default(), Words::default());
    let pairs = instance.rules.hazard_conflicts.iter();
    let pairs: Vec<[u32; 2]> = pairs
        .map(|pair| pair.each_ref().map(|word| hazards.number(word)))
        .collect();
    let askers = instance.tenants.iter().map(|tenant| Asker {
        power: tenant.power_kw.in_thousandths(),
        hazard: tenant
            .hazard
            .as_ref()
            .map_or(NONE, |word| hazards.number(word)),
        cluster: tenant
            .cluster
            .as_ref()
            .map_or(NONE, |word| clusters.number(word)),
        guaranteed: tenant.guaranteed || tenant.pinned,
    });
    let askers = askers.collect();
    let count = hazards.0.len();
    let mut conflicts = vec![false; count * count];
    for [one, other] in pairs {
        conflicts[one as usize * count + other as usize] = true;
        conflicts[other as usize * count + one as usize] = true;
    }
    let mut units_in = vec![Vec::new(); instance.buildings.len()];
    for (at, unit) in instance.units.iter().enumerate() {
        units_in[unit.building].push(number(at));
    }
    let mut asking = vec![Vec::new(); instance.units.len()];
    for (at, choice) in choices.iter().enumerate() {
        for unit in blocks.units.row(choice.block as usize) {
            asking[*unit as usize].push(number(at));
        }
    }
    let rims = (0..blocks.rim.len()).map(|block| blocks.rim.row(block).len());
    let rim_most = i64::try_from(rims.max().unwrap_or(0)).unwrap_or(i64::MAX);
    let limit = |power: &Option<_>| power.map_or(i64::MAX, crate::document::Amount::in_thousandths);
    Model {
        blocks,
        choices,
        of_tenant,
        askers,
        power: instance
            .buildings
            .iter()
            .map(|one| limit(&one.power_kw))
            .collect(),
        units: instance.units.len(),
        conflicts,
        hazards: count,
        clusters: clusters.0.len(),
        cluster_value: value::millionths(instance.weights.cluster),
        twins,
        rim_most,
        units_in,
        asking,
    }
}

/// Numbers for words, in the order they are met.
#[derive(Default)]
struct Words(HashMap<String, u32>);

impl Words {
    fn number(&mut self, word: &str) -> u32 {
        let next = number(self.0.len());
        *self.0.entry(word.to_owned()).or_insert(next)
    }
}

/// One tenant in one block, for those who want the model itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possibility {
    /// Place of the tenant.
    pub tenant: usize,
    /// Places of the units.
    pub units: Vec<usize>,
    /// Points without those for neighbours.
    pub points: super::instance::Points,
}

impl Model {
    /// Every option.
    pub fn possibilities(&self) -> impl Iterator<Item = Possibility> {
        self.choices.iter().map(|choice| {
            let units = self.blocks.units.row(choice.block as usize).iter();
            Possibility {
                tenant: choice.tenant as usize,
                units: units.map(|unit| *unit as usize).collect(),
                points: super::instance::Points(choice.value),
            }
        })
    }
}
