//! A two-sided round from a JSON document: askers with preferences, hosts with places.
//!
//! Main type: [`Round`]. The format is described in `docs/reference/assignment.md`.

use crate::document::{Amount, Fault, Members, Node, Reading, Remark};
use benfu_domain::Label;
use serde_json::Value;
use std::collections::HashMap;

/// The most of either side.
pub const MOST: usize = 1_000_000;

/// What is to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Nobody could do better by leaving with somebody who would rather have them.
    Stable,
    /// The greatest sum of points.
    BestTotal,
}

/// One side of one possible pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferred {
    /// Place of the other.
    pub other: u32,
    /// Points of the pair, as this side gives them.
    pub points: Amount,
}

/// Everything that a round is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Names of those who ask; each gets one host at most.
    pub askers: Vec<String>,
    /// Names of those who have places.
    pub hosts: Vec<String>,
    /// Places of each host.
    pub capacity: Vec<u32>,
    /// Whom each asker would take, the dearest first.
    pub wanted_by_asker: Vec<Vec<Preferred>>,
    /// Whom each host would take, the dearest first.
    pub wanted_by_host: Vec<Vec<Preferred>>,
    /// What is to be found.
    pub mode: Wanted,
}

/// Reads a round.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(document: &Value) -> Result<(Round, Vec<Remark>), Vec<Fault>> {
    let reading = Reading::default();
    let round = round(&Node::root(document, &reading));
    reading.finish(round)
}

type Places = HashMap<String, u32>;

fn round(root: &Node) -> Option<Round> {
    let members = root.members()?;
    for told in ["format", "name", "note", "$schema"] {
        members.get(told);
    }
    let (askers, hosts) = (members.needed("askers"), members.needed("hosts"));
    let (askers, hosts) = (askers?, hosts?);
    let (asker_names, host_names) = (names(&askers), names(&hosts));
    let mode = match members.name("mode").as_deref() {
        None | Some("stable") => Wanted::Stable,
        Some("best_total") => Wanted::BestTotal,
        Some(_) => {
            if let Some(node) = members.get("mode") {
                node.wrong(
                    "\"stable\" 或 \"best_total\"",
                    "\"stable\" or \"best_total\"",
                );
            }
            return None;
        }
    };
    members.remark_rest();
    let capacity = hosts
        .items()
        .filter_map(|host| capacity(&host.members()?))
        .collect();
    let round = Round {
        wanted_by_asker: preferences(&askers, &host_names.1),
        wanted_by_host: preferences(&hosts, &asker_names.1),
        askers: asker_names.0,
        hosts: host_names.0,
        capacity,
        mode,
    };
    Some(round)
}

fn capacity(members: &Members) -> Option<u32> {
    let read = members.get("capacity").map(|node| node.count(MOST));
    u32::try_from(read.unwrap_or(Some(1))?).ok()
}

fn names(list: &Node) -> (Vec<String>, Places) {
    let (mut order, mut places) = (Vec::new(), HashMap::new());
    for item in list.items().take(MOST) {
        let Some(id) = item.members().and_then(|members| members.id()) else {
            continue;
        };
        let place = u32::try_from(order.len()).unwrap_or(u32::MAX);
        if places.insert(id.clone(), place).is_some() {
            item.fault(
                Label::new(
                    format!("\"{id}\" 出现两次"),
                    format!("\"{id}\" occurs twice"),
                ),
                Label::new("名称须各不相同", "give each a name of its own"),
            );
        }
        order.push(id);
    }
    if list.value.as_array().is_some_and(|all| all.len() > MOST) {
        list.fault(
            Label::new(
                format!("超过 {MOST} 项"),
                format!("there are more than {MOST}"),
            ),
            Label::new("分批运行", "run them in several rounds"),
        );
    }
    (order, places)
}

/// Each list of preferences: names in order, or `{"id": …, "points": …}`.
fn preferences(list: &Node, others: &Places) -> Vec<Vec<Preferred>> {
    let read = list.items().map(|item| {
        let Some(members) = item.members() else {
            return Vec::new();
        };
        for told in ["id", "capacity", "name"] {
            members.get(told);
        }
        let listed = members.get("preferences");
        members.remark_rest();
        listed.map_or_else(Vec::new, |node| ranked(&node, others))
    });
    read.collect()
}

/// In the order of points where they are given, else in the order of the list; equal points keep
/// the order of the list, and a name that comes again is left out. This is the rule for ties.
fn ranked(node: &Node, others: &Places) -> Vec<Preferred> {
    let count = i64::try_from(node.value.as_array().map_or(0, Vec::len)).unwrap_or(i64::MAX);
    let mut ranked: Vec<Preferred> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (at, item) in (0..).zip(node.items()) {
        let (name, points) = match item.value {
            Value::Object(_) => {
                let Some(members) = item.members() else {
                    continue;
                };
                (members.id(), members.amount("points"))
            }
            _ => (item.name(), None),
        };
        let Some(name) = name else { continue };
        match others.get(&name) {
            Some(other) if seen.insert(*other) => ranked.push(Preferred {
                other: *other,
                points: points.unwrap_or(Amount::whole(count - at)),
            }),
            Some(_) => {}
            None => item.fault(
                Label::new(
                    format!("对方名单中没有 \"{name}\""),
                    format!("the other side has no \"{name}\""),
                ),
                Label::new(
                    "改用已列出的名称,或补进名单",
                    "use a listed name, or list this one",
                ),
            ),
        }
    }
    ranked.sort_by_key(|one| std::cmp::Reverse(one.points));
    ranked
}
