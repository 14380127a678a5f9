//! From tenants and blocks to options: which blocks each tenant may take, and what each is worth.
//!
//! Main type: [`Building`], a model while it is made. What is too large or contradicts itself becomes
//! a fault that says what to do.

use super::block::{Blocks, MOST_BLOCKS, Touching, number};
use super::instance::{Instance, Tenant};
use super::model::{Choice, MOST_OPTIONS};
use super::rows::Rows;
use super::suitability::Suitability;
use super::value;
use crate::document::Fault;
use benfu_domain::Label;
use std::collections::HashMap;

/// Beyond this sum of points, in millionths, sums could overflow.
const MOST_POINTS: i128 = 1 << 54;

/// Blocks of each size, by area.
pub(super) struct ByArea(Vec<Vec<u32>>);

impl ByArea {
    pub(super) fn of(blocks: &Blocks, most: usize) -> ByArea {
        let mut sizes = vec![Vec::new(); most + 1];
        for block in 0..blocks.area.len() {
            sizes[blocks.units.row(block).len()].push(number(block));
        }
        for size in &mut sizes {
            size.sort_by_key(|block| (blocks.area[*block as usize], *block));
        }
        ByArea(sizes)
    }
}

/// A model half made.
pub(super) struct Building<'i> {
    pub(super) instance: &'i Instance,
    pub(super) touching: &'i Touching,
    pub(super) blocks: Blocks,
    /// Blocks that a tenant named or sits in.
    pub(super) named: HashMap<Vec<u32>, u32>,
    pub(super) by_area: ByArea,
    pub(super) suitability: Suitability<'i>,
    pub(super) faults: Vec<Fault>,
}

impl Building<'_> {
    /// Adds the options of a tenant.
    pub(super) fn choices_of(&mut self, place: usize, tenant: &Tenant, choices: &mut Vec<Choice>) {
        let usable = self.suitability.usable(tenant);
        match &tenant.options {
            _ if tenant.pinned => self.pinned(place, tenant, &usable, choices),
            Some(options) => {
                for option in options {
                    self.named_choice(
                        place,
                        tenant,
                        (&option.units, option.value),
                        &usable,
                        choices,
                    );
                }
            }
            None => self.found(place, tenant, &usable, choices),
        }
    }

    fn pinned(
        &mut self,
        place: usize,
        tenant: &Tenant,
        usable: &[bool],
        choices: &mut Vec<Choice>,
    ) {
        let before = choices.len();
        self.named_choice(place, tenant, (&tenant.current, None), usable, choices);
        if choices.len() == before {
            self.faults.push(Fault {
                at: format!("tenants[{place}].pinned"),
                what: Label::new(
                    format!("\"{}\" 只能留在原处,但原处为空或不符合其条件", tenant.id),
                    format!("\"{}\" may only stay where it is, but it sits nowhere or there its own conditions fail", tenant.id),
                ),
                next: Label::new("改正 current 或条件,或去掉 pinned", "correct current or the conditions, or drop pinned"),
            });
        }
    }

    fn named_choice(
        &mut self,
        place: usize,
        tenant: &Tenant,
        (units, points): (&[usize], Option<crate::document::Amount>),
        usable: &[bool],
        choices: &mut Vec<Choice>,
    ) {
        let fits = units.iter().all(|unit| usable[*unit]);
        if units.is_empty() || !fits || !self.one_building(place, units) {
            return;
        }
        let key: Vec<u32> = units.iter().map(|unit| number(*unit)).collect();
        let known = self.named.get(&key).copied();
        let block = known.unwrap_or_else(|| {
            let block = self.blocks.push(&key, self.instance, self.touching);
            self.named.insert(key, block);
            block
        });
        self.push(place, tenant, block, points, choices);
    }

    fn one_building(&mut self, place: usize, units: &[usize]) -> bool {
        let of = |unit: &usize| self.instance.units[*unit].building;
        let same = units.windows(2).all(|pair| of(&pair[0]) == of(&pair[1]));
        if !same {
            self.faults.push(Fault {
                at: format!("tenants[{place}]"),
                what: Label::new(
                    "一个选项中的单元不在同一建筑",
                    "the units of one option lie in different buildings",
                ),
                next: Label::new(
                    "每个选项只列同一建筑的单元",
                    "list units of one building in each option",
                ),
            });
        }
        same
    }

    fn found(&mut self, place: usize, tenant: &Tenant, usable: &[bool], choices: &mut Vec<Choice>) {
        let sizes = std::mem::take(&mut self.by_area.0);
        for blocks in sizes.iter().take(tenant.max_units + 1) {
            let small = |block: &u32| {
                tenant
                    .area_min
                    .is_some_and(|least| self.blocks.area[*block as usize] < least)
            };
            let begin = blocks.partition_point(small);
            for block in &blocks[begin..] {
                let area = self.blocks.area[*block as usize];
                if tenant.area_max.is_some_and(|most| area > most) {
                    break;
                }
                let mut units = self.blocks.units.row(*block as usize).iter();
                if units.all(|unit| usable[*unit as usize]) && !self.needless(tenant, *block) {
                    self.push(place, tenant, *block, None, choices);
                }
            }
        }
        self.by_area.0 = sizes;
    }

    /// Whether a tenant without a greatest area would take a unit that it does not need.
    fn needless(&self, tenant: &Tenant, block: u32) -> bool {
        let (Some(least), None) = (tenant.area_min, tenant.area_max) else {
            return false;
        };
        let units = self.blocks.units.row(block as usize);
        let areas = units
            .iter()
            .map(|unit| self.instance.units[*unit as usize].area_m2);
        let smallest = areas.min().unwrap_or_default().in_thousandths();
        let rest = self.blocks.area[block as usize].in_thousandths() - smallest;
        units.len() > 1 && rest >= least.in_thousandths()
    }

    fn push(
        &mut self,
        place: usize,
        tenant: &Tenant,
        block: u32,
        points: Option<crate::document::Amount>,
        choices: &mut Vec<Choice>,
    ) {
        let units = self.blocks.units.row(block as usize).iter();
        let units: Vec<usize> = units.map(|unit| *unit as usize).collect();
        let value = value::of_option(self.instance, tenant, &units, points).total();
        match i64::try_from(value) {
            Ok(value) => choices.push(Choice {
                tenant: number(place),
                block,
                value,
            }),
            Err(_) => self.faults.push(points_fault(format!("tenants[{place}]"))),
        }
    }
}

/// The fault of an instance whose points could not be added up exactly.
pub(super) fn too_many_points(
    instance: &Instance,
    choices: &[Choice],
    of_tenant: &Rows<u32>,
) -> Option<Fault> {
    let best = (0..of_tenant.len()).map(|tenant| {
        let choices = of_tenant
            .row(tenant)
            .iter()
            .map(|at| choices[*at as usize].value);
        choices
            .map(|value| i128::from(value).abs())
            .max()
            .unwrap_or(0)
    });
    let neighbours = i128::from(value::millionths(instance.weights.cluster));
    let pairs = neighbours * instance.adjacency.len() as i128;
    (best.sum::<i128>() + pairs > MOST_POINTS).then(|| points_fault(String::new()))
}

fn points_fault(at: String) -> Fault {
    Fault {
        at,
        what: Label::new(
            "分值之和过大,无法精确计算",
            "the points add up to more than can be counted exactly",
        ),
        next: Label::new(
            "把权重或数值按比例缩小",
            "scale the weights or the values down",
        ),
    }
}

pub(super) fn too_many_blocks() -> Fault {
    Fault {
        at: "adjacency".to_owned(),
        what: Label::new(
            format!("可合并的单元组合超过 {MOST_BLOCKS} 个"),
            format!("units can be joined in more than {MOST_BLOCKS} ways"),
        ),
        next: Label::new(
            "减小 max_joined 或 max_units,或按建筑拆分",
            "lower max_joined or max_units, or split by building",
        ),
    }
}

pub(super) fn too_many_options() -> Fault {
    Fault {
        at: "tenants".to_owned(),
        what: Label::new(
            format!("租户与单元组合的选项超过 {MOST_OPTIONS} 个"),
            format!("tenants and blocks make more than {MOST_OPTIONS} options"),
        ),
        next: Label::new(
            "为租户写明面积上下限或条件,或按园区拆分",
            "give tenants an area span or needs, or split by park",
        ),
    }
}
