//! Regions: the lists of a pack and of those it extends, laid over one another by code.

use crate::fault;
use crate::layers::Layers;
use crate::reader::{Log, Node, Table, TextFile, with_table};
use benfu_domain::region::{MOST_TILES, Region, RegionCode, RegionTable, RegionTableError, Tile};
use std::collections::BTreeMap;

/// The table of all regions; an outer pack's line takes the place of one below with the same code.
pub(crate) fn regions(layers: &Layers, log: &Log) -> RegionTable {
    let mut all: BTreeMap<RegionCode, (Region, &TextFile)> = BTreeMap::new();
    for file in layers.regions.iter().rev() {
        for region in with_table(file, log, list) {
            all.insert(region.code.clone(), (region, file));
        }
    }
    let table = RegionTable::new(all.values().map(|(region, _)| region.clone()));
    table.unwrap_or_else(|faults| {
        for fault in &faults {
            let (RegionTableError::CodeTwice { code }
            | RegionTableError::ParentUnknown { code, .. }
            | RegionTableError::WithinItself { code }
            | RegionTableError::TileTwice { code, .. }) = fault;
            if let Some((_, file)) = all.get(code) {
                let byte = file.text.find(&format!("\"{code}\"")).unwrap_or(0);
                log.note(file, byte, fault::region(fault));
            }
        }
        RegionTable::default()
    })
}

/// The lines of one list, each code once.
fn list(table: &Table<'_>) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    for row in table.tables("regions") {
        let region = region(&row);
        row.finish();
        let Some(region) = region else { continue };
        if regions.iter().any(|known| known.code == region.code) {
            row.fault_at(
                "code",
                fault::twice(("区域", "region"), region.code.as_str()),
            );
        }
        regions.push(region);
    }
    table.finish();
    regions
}

fn region(row: &Table<'_>) -> Option<Region> {
    let (zh, en) = (row.text("zh"), row.text("en"));
    let parent = row.node("parent").and_then(|node| code(&node));
    let tile = row.node("tile").and_then(|node| tile(&node));
    let code = row.required("code").and_then(|node| code(&node))?;
    Some(Region {
        code,
        parent,
        zh,
        en,
        tile,
    })
}

/// A place on the map: column from the west and row from the north, both from 0.
fn tile(node: &Node<'_>) -> Option<Tile> {
    let numbers = node.list();
    let [column, row] = numbers.as_slice() else {
        if node.is_list() {
            node.fault(fault::tile());
        }
        return None;
    };
    let number = |node: &Node<'_>| {
        let number = node.whole(0, i64::from(MOST_TILES) - 1)?;
        u8::try_from(number).ok()
    };
    let (column, row) = (number(column), number(row));
    Some(Tile {
        column: column?,
        row: row?,
    })
}

/// A region's code.
pub(crate) fn code(node: &Node<'_>) -> Option<RegionCode> {
    let text = node.text()?;
    match text.parse::<RegionCode>() {
        Ok(code) => Some(code),
        Err(error) => {
            node.fault(fault::region_code(&error.zh(), &error.to_string()));
            None
        }
    }
}
