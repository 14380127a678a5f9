//! Blocks: units that one tenant may take together.
//!
//! Main type: [`Blocks`]. Blocks are connected by joinable adjacency within one building; each knows
//! its rim, the units that touch it. Who may take a block is the model's business.

use super::instance::Instance;
use super::rows::Rows;
use crate::document::Amount;

/// The most blocks that are worked out; more would take gigabytes.
pub(super) const MOST_BLOCKS: usize = 3_000_000;

/// Every block that some tenant might take.
#[derive(Debug, Clone, Default)]
pub(super) struct Blocks {
    /// The units of each block, in order.
    pub(super) units: Rows<u32>,
    /// The units that touch each block, once for each pair that touches.
    pub(super) rim: Rows<u32>,
    /// The borders across which they touch, in the same order.
    pub(super) borders: Rows<u32>,
    /// The building of each block.
    pub(super) building: Vec<u32>,
    /// The area of each block.
    pub(super) area: Vec<Amount>,
}

/// Which units touch which.
pub(super) struct Touching {
    joinable: Vec<Vec<u32>>,
    all: Rows<u32>,
    /// For each border, the same one seen from the other side.
    pub(super) twins: Vec<u32>,
}

impl Touching {
    pub(super) fn of(instance: &Instance) -> Touching {
        let none = || vec![Vec::new(); instance.units.len()];
        let (mut joinable, mut all) = (none(), none());
        for pair in &instance.adjacency {
            let [one, other] = pair.units;
            let together = instance.units[one].building == instance.units[other].building;
            for (from, to) in [(one, other), (other, one)] {
                all[from].push(number(to));
                if pair.joinable && together {
                    joinable[from].push(number(to));
                }
            }
        }
        for list in joinable.iter_mut().chain(&mut all) {
            list.sort_unstable();
            list.dedup();
        }
        let all: Rows<u32> = all.into_iter().collect();
        let twins = twins(&all);
        Touching {
            joinable,
            all,
            twins,
        }
    }

    /// The borders of a unit: each with the unit beyond it.
    fn borders(&self, unit: u32) -> impl Iterator<Item = (u32, u32)> {
        let range = self.all.range(unit as usize);
        let beyond = self.all.row(unit as usize).iter().copied();
        range.map(number).zip(beyond)
    }
}

fn twins(all: &Rows<u32>) -> Vec<u32> {
    let units = 0..all.len();
    let from_unit = |unit: usize| {
        let beyond = all.row(unit).iter();
        beyond.map(move |other| {
            let back = all.row(*other as usize).binary_search(&number(unit));
            let begin = all.range(*other as usize).start;
            number(begin + back.unwrap_or_default())
        })
    };
    units.flat_map(from_unit).collect()
}

/// A place as it is kept in large tables.
pub(super) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Blocks {
    /// All blocks of up to `most` units; nothing when there are too many.
    pub(super) fn connected(
        instance: &Instance,
        touching: &Touching,
        most: usize,
    ) -> Option<Blocks> {
        let mut blocks = Blocks::default();
        let mut level: Vec<Vec<u32>> = match most {
            0 => Vec::new(),
            _ => (0..number(instance.units.len()))
                .map(|unit| vec![unit])
                .collect(),
        };
        for size in 1..=most {
            for block in &level {
                blocks.push(block, instance, touching);
            }
            if size < most {
                level = grown(&level, touching)?;
            }
        }
        Some(blocks)
    }

    /// Adds a block and returns its number.
    pub(super) fn push(&mut self, block: &[u32], instance: &Instance, touching: &Touching) -> u32 {
        let of = |unit: &u32| &instance.units[*unit as usize];
        let area: i64 = block
            .iter()
            .map(|unit| of(unit).area_m2.in_thousandths())
            .sum();
        let around = block.iter().flat_map(|unit| touching.borders(*unit));
        let around: Vec<(u32, u32)> = around.filter(|(_, unit)| !block.contains(unit)).collect();
        self.borders.push(around.iter().map(|(border, _)| *border));
        self.rim.push(around.iter().map(|(_, unit)| *unit));
        self.units.push(block.iter().copied());
        self.area.push(Amount::thousandths(area));
        self.building
            .push(block.first().map_or(0, |unit| number(of(unit).building)));
        number(self.area.len() - 1)
    }
}

/// Each block with one more unit that touches it; nothing when there are too many.
fn grown(level: &[Vec<u32>], touching: &Touching) -> Option<Vec<Vec<u32>>> {
    let mut grown: Vec<Vec<u32>> = Vec::new();
    for block in level {
        for next in block
            .iter()
            .flat_map(|unit| &touching.joinable[*unit as usize])
        {
            if !block.contains(next) {
                let mut larger = block.clone();
                larger.push(*next);
                larger.sort_unstable();
                grown.push(larger);
            }
        }
        if grown.len() > 8 * MOST_BLOCKS {
            return None;
        }
    }
    grown.sort_unstable();
    grown.dedup();
    (grown.len() <= MOST_BLOCKS).then_some(grown)
}
