//! A tenant from its part of the document: wishes, options and its row of the table of fit.

use super::instance::{Choice, Fit, Rules, Tenant};
use super::needs;
use super::reading::{MOST_JOINED, Names, units_named};
use crate::document::{Amount, Members, Node};
use benfu_domain::Label;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Reads a tenant.
pub(super) fn tenant(
    members: &Members,
    id: String,
    rules: &Rules,
    units: &HashMap<String, usize>,
) -> Tenant {
    let names = |node: &Node| units_named(node, units);
    let (area_min, area_max) = needs::area(members);
    let joined = if area_min.is_some() {
        rules.max_joined
    } else {
        1
    };
    let max_units = members.get("max_units").and_then(|n| n.count(MOST_JOINED));
    let needs = members.get("needs").map(|node| needs::read(&node));
    let fit = members.get("fit").map(|node| row_of_fit(&node, units));
    let options = members.get("options").map(|node| {
        let choices = node.items();
        choices.filter_map(|item| choice(&item, names)).collect()
    });
    let current = members.get("current").map(|node| names(&node));
    let tenant = Tenant {
        id,
        area_min,
        area_max,
        max_units: max_units.unwrap_or(joined),
        rent_max: members.quantity("rent_max"),
        power_kw: members.quantity("power_kw").unwrap_or_default(),
        hazard: members.name("hazard"),
        cluster: members.name("cluster"),
        promise: members.amount("promise").unwrap_or_default(),
        move_in_by: members.day("move_in_by"),
        move_in_from: members.day("move_in_from"),
        guaranteed: members.flag("guaranteed"),
        current: current.unwrap_or_default(),
        pinned: members.flag("pinned"),
        needs: needs.unwrap_or_default(),
        fit,
        options,
    };
    members.get("name");
    members.remark_rest();
    tenant
}

fn choice(node: &Node, names: impl Fn(&Node) -> Vec<usize>) -> Option<Choice> {
    if !node.value.is_object() {
        let (units, value) = (names(node), None);
        return (!units.is_empty()).then_some(Choice { units, value });
    }
    let members = node.members()?;
    let units = names(&members.needed("units")?);
    let value = members.amount("value");
    members.remark_rest();
    (!units.is_empty()).then_some(Choice { units, value })
}

fn row_of_fit(node: &Node, units: &HashMap<String, usize>) -> BTreeMap<usize, Fit> {
    let Some(members) = node.members() else {
        return BTreeMap::new();
    };
    let cells = members.all().filter_map(|(name, cell)| {
        let place = units.get(name).copied();
        if place.is_none() {
            cell.fault(
                Label::new(
                    format!("没有名为 \"{name}\" 的单元"),
                    format!("there is no unit \"{name}\""),
                ),
                Label::new("改用已列出的单元", "name a unit that is listed"),
            );
        }
        Some((place?, cell_of_fit(&cell)?))
    });
    cells.collect()
}

fn cell_of_fit(node: &Node) -> Option<Fit> {
    match node.value {
        Value::Null => Some(Fit::Unknown),
        Value::Bool(true) => Some(Fit::Points(Amount::whole(100))),
        Value::Bool(false) => Some(Fit::No),
        _ => node.quantity().map(|points| match points {
            Amount::ZERO => Fit::No,
            points => Fit::Points(points),
        }),
    }
}

/// Reads the table of fit of all tenants.
pub(super) fn table_of_fit(node: &Node, names: &Names, tenants: &mut [Tenant]) {
    let Some(rows) = node.members() else { return };
    for (name, row) in rows.all() {
        let place = names.tenants.get(name);
        match place.and_then(|place| tenants.get_mut(*place)) {
            Some(tenant) => tenant.fit = Some(row_of_fit(&row, &names.units)),
            None => row.fault(
                Label::new(
                    format!("没有名为 \"{name}\" 的租户"),
                    format!("there is no tenant \"{name}\""),
                ),
                Label::new("改用已列出的租户", "name a tenant that is listed"),
            ),
        }
    }
}
