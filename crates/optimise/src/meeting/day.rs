//! A matchmaking day (技术荟) from a JSON document: tables, slots, who would meet whom.
//!
//! Main type: [`Day`]. The format is described in `docs/reference/schedule.md`.

use crate::document::{Fault, Members, Node, Reading, Remark};
use benfu_domain::Label;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The most of people, slots or tables.
pub const MOST: usize = 10_000;

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Its name.
    pub id: String,
    /// Places of the slots in which it cannot meet.
    pub away: BTreeSet<usize>,
    /// The table at which all of its meetings are; a reserved host.
    pub table: Option<usize>,
    /// The most meetings it takes.
    pub most: usize,
}

/// Two who would meet, and how much that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interest {
    /// Places of the two.
    pub people: [usize; 2],
    /// How much, in thousandths.
    pub weight: i64,
}

/// One meeting of a timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meeting {
    /// Place of the slot.
    pub slot: usize,
    /// Place of the table.
    pub table: usize,
    /// Place of the interest.
    pub interest: usize,
}

/// Everything that a timetable is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Names of the slots, in order; breaks are not among them.
    pub slots: Vec<String>,
    /// Names of the tables.
    pub tables: Vec<String>,
    /// Who takes part.
    pub people: Vec<Person>,
    /// Who would meet whom, the most wanted first.
    pub interests: Vec<Interest>,
    /// An earlier timetable that should change little.
    pub previous: Vec<Meeting>,
}

/// Reads a day, and an earlier timetable that was printed by a run of its own.
///
/// # Errors
/// Everything that is wrong with either.
pub fn read(document: &Value, previous: Option<&Value>) -> Result<(Day, Vec<Remark>), Vec<Fault>> {
    let reading = Reading::default();
    let mut day = day(&Node::root(document, &reading));
    if let (Some(day), Some(previous)) = (&mut day, previous) {
        let node = Node::root(previous, &reading);
        let listed = node
            .members()
            .and_then(|members| members.needed("timetable"));
        day.previous = listed.map_or_else(Vec::new, |listed| timetable(&listed, day));
    }
    reading.finish(day)
}

type Places = HashMap<String, usize>;

fn day(root: &Node) -> Option<Day> {
    let members = root.members()?;
    for told in ["format", "name", "note", "$schema"] {
        members.get(told);
    }
    let breaks = members
        .get("breaks")
        .map(|node| words(&node))
        .unwrap_or_default();
    let slots = named(&members.needed("slots")?, "slot-");
    let slots: Vec<String> = slots
        .into_iter()
        .filter(|slot| !breaks.contains(slot))
        .collect();
    let tables = named(&members.needed("tables")?, "table-");
    let (slot_places, table_places) = (places(&slots), places(&tables));
    let listed = members.needed("people")?;
    let mut people: Vec<Person> = Vec::new();
    for item in listed.items() {
        let Some(one) = item.members() else { continue };
        people.extend(person(&one, &slot_places, &table_places));
    }
    let names: Vec<String> = people.iter().map(|one| one.id.clone()).collect();
    let people_places = places(&names);
    if people_places.len() < people.len() || people.len() > MOST {
        listed.wrong(
            "名称各不相同的参会者,不超过一万",
            "people with names of their own, up to 10,000",
        );
    }
    let interests = members
        .get("interests")
        .map(|node| interests(&node, &people_places));
    members.remark_rest();
    Some(Day {
        slots,
        tables,
        people,
        interests: interests.unwrap_or_default(),
        previous: Vec::new(),
    })
}

fn places(names: &[String]) -> Places {
    let names = names.iter().enumerate();
    names.map(|(at, name)| (name.clone(), at)).collect()
}

/// Names in a list, or as many as a number says.
fn named(node: &Node, prefix: &str) -> Vec<String> {
    let names = match node.value {
        Value::Number(_) => {
            let count = node.count(MOST).unwrap_or(0);
            (1..=count).map(|at| format!("{prefix}{at}")).collect()
        }
        _ => words(node),
    };
    let distinct: BTreeSet<&String> = names.iter().collect();
    if distinct.len() < names.len() || names.len() > MOST {
        node.wrong(
            "互不相同的名称,不超过一万",
            "names that differ, up to 10,000",
        );
    }
    names
}

fn words(node: &Node) -> Vec<String> {
    node.items().filter_map(|item| item.name()).collect()
}

fn known(node: &Node, among: &Places) -> Option<usize> {
    let name = node.name()?;
    let place = among.get(&name).copied();
    if place.is_none() {
        node.fault(
            Label::new(
                format!("没有名为 \"{name}\" 的一项"),
                format!("there is no \"{name}\""),
            ),
            Label::new("改用已列出的名称", "use a name that is listed"),
        );
    }
    place
}

fn person(members: &Members, slots: &Places, tables: &Places) -> Option<Person> {
    let away = members.get("away").map(|node| {
        let away = node.items();
        // A break is no slot, so that being away then says nothing.
        away.filter_map(|slot| slots.get(&slot.name()?).copied())
            .collect()
    });
    let most = members
        .get("max_meetings")
        .and_then(|node| node.count(MOST));
    let table = members.get("table").and_then(|node| known(&node, tables));
    let person = Person {
        id: members.id()?,
        away: away.unwrap_or_default(),
        table,
        most: most.unwrap_or(MOST),
    };
    members.get("name");
    members.remark_rest();
    Some(person)
}

/// Interest is mutual when both say it, or when it is said once with `mutual`; one-sided interest
/// makes no meeting. The weight of a pair is the sum of what the two say.
fn interests(node: &Node, people: &Places) -> Vec<Interest> {
    let mut said: BTreeMap<[usize; 2], [Option<i64>; 2]> = BTreeMap::new();
    for item in node.items() {
        let Some(members) = item.members() else {
            continue;
        };
        let (from, to) = (members.needed("from"), members.needed("to"));
        let weight = members
            .quantity("weight")
            .map_or(1000, crate::document::Amount::in_thousandths);
        let mutual = members.flag("mutual");
        members.remark_rest();
        let from = from.and_then(|node| known(&node, people));
        let to = to.and_then(|node| known(&node, people));
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        if from == to {
            item.wrong("两个不同的参会者", "two different people");
            continue;
        }
        let pair = said.entry([from.min(to), from.max(to)]).or_default();
        pair[usize::from(from > to)] = Some(weight);
        if mutual {
            pair[usize::from(from < to)] = Some(weight);
        }
    }
    let both = said.into_iter().filter_map(|(people, said)| {
        let weight = said[0]?.saturating_add(said[1]?);
        (weight > 0).then_some(Interest { people, weight })
    });
    let mut interests: Vec<Interest> = both.collect();
    interests.sort_by_key(|one| (std::cmp::Reverse(one.weight), one.people));
    interests
}

fn timetable(node: &Node, day: &Day) -> Vec<Meeting> {
    let names: Vec<String> = day.people.iter().map(|one| one.id.clone()).collect();
    let (people, slots, tables) = (places(&names), places(&day.slots), places(&day.tables));
    let meeting = |members: &Members| -> Option<Meeting> {
        let found = |name: &'static str, among: &Places| among.get(&members.name(name)?).copied();
        let (one, other) = (found("one", &people)?, found("other", &people)?);
        let pair = [one.min(other), one.max(other)];
        Some(Meeting {
            slot: found("slot", &slots)?,
            table: found("table", &tables)?,
            interest: day
                .interests
                .iter()
                .position(|interest| interest.people == pair)?,
        })
    };
    // Who dropped out is why a timetable is made anew: a meeting that is gone is no fault.
    node.items()
        .filter_map(|item| meeting(&item.members()?))
        .collect()
}
