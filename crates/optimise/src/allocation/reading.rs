//! An [`Instance`] from a JSON document.
//!
//! The format is described in `docs/reference/allocation.md`; the JSON Schema beside it is held to
//! this reader by a test.

use super::instance::{
    Adjacency, Attribute, Building, Instance, Plan, Rules, Tenant, Unit, Weights,
};
use super::tenant::{table_of_fit, tenant};
use crate::document::{Fault, Members, Node, Reading, Remark};
use benfu_domain::Label;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The most of anything that is read; a district has some thousands.
pub const MOST: usize = 100_000;
/// The most units that may be joined.
pub const MOST_JOINED: usize = 8;

/// Reads an instance, and an earlier plan that was printed by a run of its own.
///
/// # Errors
/// Everything that is wrong with either.
pub fn read(
    document: &Value,
    previous: Option<&Value>,
) -> Result<(Instance, Vec<Remark>), Vec<Fault>> {
    let reading = Reading::default();
    let mut instance = instance(&Node::root(document, &reading));
    if let (Some(instance), Some(previous)) = (&mut instance, previous) {
        let node = Node::root(previous, &reading);
        if let Some(members) = node.members() {
            let names = Names::of(&instance.units, &instance.tenants);
            instance.previous = members.needed("plan").map(|node| plan(&node, &names));
        }
    }
    reading.finish(instance)
}

/// Where each name stands.
pub(super) struct Names {
    pub(super) units: HashMap<String, usize>,
    pub(super) tenants: HashMap<String, usize>,
}

impl Names {
    fn of(units: &[Unit], tenants: &[Tenant]) -> Names {
        let units = units.iter().enumerate();
        let tenants = tenants.iter().enumerate();
        Names {
            units: units.map(|(at, unit)| (unit.id.clone(), at)).collect(),
            tenants: tenants.map(|(at, one)| (one.id.clone(), at)).collect(),
        }
    }

    fn units(&self, node: &Node) -> Vec<usize> {
        units_named(node, &self.units)
    }
}

/// The places of one unit, or of several in a list; in order, each once.
pub(super) fn units_named(node: &Node, units: &HashMap<String, usize>) -> Vec<usize> {
    let place = |node: &Node| known(units, node, "单元", "unit");
    let found: BTreeSet<usize> = match node.value {
        Value::Array(_) => node.items().filter_map(|item| place(&item)).collect(),
        _ => place(node).into_iter().collect(),
    };
    found.into_iter().collect()
}

pub(super) fn known(
    names: &HashMap<String, usize>,
    node: &Node,
    zh: &str,
    en: &str,
) -> Option<usize> {
    let name = node.name()?;
    let place = names.get(&name).copied();
    if place.is_none() {
        node.fault(
            Label::new(
                format!("没有名为 \"{name}\" 的{zh}"),
                format!("there is no {en} \"{name}\""),
            ),
            Label::new(
                format!("改用已列出的{zh},或把它补进列表"),
                format!("name one that is listed, or list this {en}"),
            ),
        );
    }
    place
}

fn instance(root: &Node) -> Option<Instance> {
    let members = root.members()?;
    for told in ["format", "name", "note", "$schema"] {
        members.get(told);
    }
    let mut buildings = Named::default();
    if let Some(node) = members.get("buildings") {
        node.items()
            .for_each(|item| buildings.add(&item, |members, id| Some(building(members, id))));
    }
    let mut units = Named::default();
    let listed = members.needed("units")?;
    for item in listed.items() {
        units.add(&item, |members, id| unit(members, id, &mut buildings));
    }
    let rules = rules(members.get("rules"));
    let mut tenants = Named::default();
    let listed = members.needed("tenants")?;
    for item in listed.items() {
        tenants.add(&item, |members, id| {
            Some(tenant(members, id, &rules, &units.places))
        });
    }
    let names = Names {
        units: units.places,
        tenants: tenants.places,
    };
    let mut tenants = tenants.list;
    if let Some(node) = members.get("fit") {
        table_of_fit(&node, &names, &mut tenants);
    }
    let adjacency = members.get("adjacency").map(|node| {
        node.items()
            .filter_map(|item| touching(&item, &names))
            .collect()
    });
    let previous = members.get("previous").map(|node| plan(&node, &names));
    let weights = weights(members.get("weights"));
    members.remark_rest();
    Some(Instance {
        buildings: buildings.list,
        units: units.list,
        adjacency: adjacency.unwrap_or_default(),
        tenants,
        rules,
        weights,
        previous,
    })
}

/// Things with names of their own, in the order they are told.
struct Named<T> {
    list: Vec<T>,
    places: HashMap<String, usize>,
}

impl<T> Default for Named<T> {
    fn default() -> Named<T> {
        let (list, places) = (Vec::new(), HashMap::new());
        Named { list, places }
    }
}

impl<T> Named<T> {
    fn add(&mut self, node: &Node, read: impl FnOnce(&Members, String) -> Option<T>) {
        let Some(members) = node.members() else {
            return;
        };
        let Some(id) = members.id() else { return };
        if self.places.contains_key(&id) {
            node.fault(
                Label::new(
                    format!("\"{id}\" 出现两次"),
                    format!("\"{id}\" occurs twice"),
                ),
                Label::new("名称须各不相同", "give each a name of its own"),
            );
        } else if self.list.len() == MOST {
            node.fault(
                Label::new(
                    format!("超过 {MOST} 项"),
                    format!("there are more than {MOST} of them"),
                ),
                Label::new("按园区拆分后分别运行", "split by park and run each"),
            );
        } else if let Some(one) = read(&members, id.clone()) {
            self.places.insert(id, self.list.len());
            self.list.push(one);
        }
    }
}

fn building(members: &Members, id: String) -> Building {
    let building = Building {
        id,
        power_kw: members.quantity("power_kw"),
        theme: members.name("theme"),
    };
    members.get("name");
    members.remark_rest();
    building
}

fn unit(members: &Members, id: String, buildings: &mut Named<Building>) -> Option<Unit> {
    let building = members.name("building").unwrap_or_else(|| "-".to_owned());
    let place = buildings.places.get(&building).copied();
    let building = place.unwrap_or_else(|| {
        let at = buildings.list.len();
        buildings.places.insert(building.clone(), at);
        let (power_kw, theme) = (None, None);
        buildings.list.push(Building {
            id: building,
            power_kw,
            theme,
        });
        at
    });
    let area_m2 = members.any(&["area_m2", "area"]).and_then(|n| n.quantity());
    let rent = members.quantity("rent");
    let (available_from, available_until) = (
        members.day("available_from"),
        members.day("available_until"),
    );
    let mut attributes = BTreeMap::new();
    if let Some(node) = members.get("attributes") {
        for (name, node) in node.members()?.all() {
            attributes.extend(attribute(&node).map(|read| (name.to_owned(), read)));
        }
    }
    for (name, node) in members.rest() {
        attributes.extend(attribute(&node).map(|read| (name.to_owned(), read)));
    }
    Some(Unit {
        id,
        building,
        area_m2: area_m2.unwrap_or_default(),
        rent: rent.unwrap_or_default(),
        available_from,
        available_until,
        attributes,
    })
}

fn attribute(node: &Node) -> Option<Attribute> {
    match node.value {
        Value::Null => None,
        Value::Number(_) => node.amount().map(Attribute::Number),
        Value::Bool(flag) => Some(Attribute::Flag(*flag)),
        Value::String(text) => Some(Attribute::Word(text.trim().to_owned())),
        Value::Array(_) => Some(Attribute::Words(
            node.items().filter_map(|item| item.name()).collect(),
        )),
        Value::Object(_) => {
            node.wrong(
                "数、文字、true/false 或文字列表",
                "a number, a text, true, false or a list of texts",
            );
            None
        }
    }
}

fn touching(node: &Node, names: &Names) -> Option<Adjacency> {
    let (units, joinable) = match node.value {
        Value::Object(_) => {
            let members = node.members()?;
            let joinable = members.get("joinable").and_then(|node| node.flag());
            let units = names.units(&members.needed("units")?);
            members.remark_rest();
            (units, joinable.unwrap_or(true))
        }
        _ => (names.units(node), true),
    };
    let pair = <[usize; 2]>::try_from(units).ok();
    if pair.is_none() {
        node.wrong("两个不同的单元", "two different units");
    }
    Some(Adjacency {
        units: pair?,
        joinable,
    })
}

fn rules(node: Option<Node>) -> Rules {
    let members = node.as_ref().and_then(Node::members);
    let joined = members
        .as_ref()
        .and_then(|members| members.get("max_joined"));
    let conflicts = members
        .as_ref()
        .and_then(|members| members.get("hazard_conflicts"));
    if let Some(members) = &members {
        members.remark_rest();
    }
    let ordinary = || vec![["hazardous".to_owned(), "sensitive".to_owned()]];
    Rules {
        max_joined: joined.and_then(|n| n.count(MOST_JOINED)).unwrap_or(3),
        hazard_conflicts: conflicts.map_or_else(ordinary, |node| {
            node.items()
                .filter_map(|item| pair_of_words(&item))
                .collect()
        }),
    }
}

fn pair_of_words(node: &Node) -> Option<[String; 2]> {
    let words: Vec<String> = node.items().filter_map(|item| item.name()).collect();
    let pair = <[String; 2]>::try_from(words).ok();
    if pair.is_none() {
        node.wrong("两个危险类别", "two classes of hazard");
    }
    pair
}

fn weights(node: Option<Node>) -> Weights {
    let mut weights = Weights::default();
    let Some(members) = node.as_ref().and_then(Node::members) else {
        return weights;
    };
    for (name, weight) in [
        ("fit", &mut weights.fit),
        ("rent", &mut weights.rent),
        ("promise", &mut weights.promise),
        ("area", &mut weights.area),
        ("theme", &mut weights.theme),
        ("cluster", &mut weights.cluster),
        ("stay", &mut weights.stay),
    ] {
        *weight = members.quantity(name).unwrap_or(*weight);
    }
    members.remark_rest();
    weights
}

fn plan(node: &Node, names: &Names) -> Plan {
    let mut plan = BTreeMap::new();
    for item in node.items() {
        let Some(members) = item.members() else {
            continue;
        };
        let tenant = members.name("tenant");
        let (Some(tenant), Some(units)) = (tenant, members.get("units")) else {
            continue;
        };
        // Who left, and units that are gone, are what a plan is made anew for.
        let kept: Vec<usize> = units
            .items()
            .filter_map(|unit| names.units.get(&unit.name()?).copied())
            .collect();
        if let (Some(place), false) = (names.tenants.get(&tenant), kept.is_empty()) {
            plan.insert(*place, kept);
        }
    }
    Plan(plan)
}
