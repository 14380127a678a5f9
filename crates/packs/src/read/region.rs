//! Regions: the lists of a pack and of those it extends, laid over one another by code.

use crate::fault;
use crate::layers::Layers;
use crate::reader::{Log, Node, Table, TextFile, with_table};
use benfu_domain::region::{Region, RegionCode, RegionTable, RegionTableError};
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
            | RegionTableError::WithinItself { code }) = fault;
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
    let code = row.required("code").and_then(|node| code(&node))?;
    Some(Region {
        code,
        parent,
        zh,
        en,
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
