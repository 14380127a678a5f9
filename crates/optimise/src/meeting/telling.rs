//! A timetable as JSON: by meeting, by person, by table, with what was left out and why.
//!
//! Main function: [`answer`].

use super::day::{Day, Meeting};
use super::timetable::{bound, violations};
use crate::document::{Amount, Remark};
use serde_json::{Map, Value, json};

/// Everything that is answered about a timetable.
pub fn answer(day: &Day, timetable: &[Meeting], remarks: &[Remark]) -> Value {
    let weight = timetable
        .iter()
        .map(|meeting| day.interests[meeting.interest].weight)
        .sum();
    let kept = timetable
        .iter()
        .filter(|meeting| day.previous.contains(meeting))
        .count();
    json!({
        "timetable": timetable.iter().map(|meeting| row(day, meeting)).collect::<Vec<_>>(),
        "by_person": by_person(day, timetable),
        "by_table": by_table(day, timetable),
        "meetings": timetable.len(),
        "total": number(weight),
        "bound": number(bound(day)),
        "violations": violations(day, timetable),
        "kept": kept, "of_previous": day.previous.len(),
        "unmet": unmet(day, timetable),
        "remarks": remarks.iter().map(|one| json!({"at": one.at, "zh": one.what.zh, "en": one.what.en})).collect::<Vec<_>>(),
    })
}

fn number(thousandths: i64) -> Value {
    Amount::thousandths(thousandths)
        .to_string()
        .parse()
        .unwrap_or(Value::Null)
}

fn row(day: &Day, meeting: &Meeting) -> Value {
    let [one, other] = day.interests[meeting.interest]
        .people
        .map(|place| &day.people[place].id);
    json!({ "slot": day.slots[meeting.slot], "table": day.tables[meeting.table], "one": one, "other": other })
}

fn by_person(day: &Day, timetable: &[Meeting]) -> Value {
    let people = day.people.iter().enumerate().map(|(place, person)| {
        let own = timetable
            .iter()
            .filter(|meeting| day.interests[meeting.interest].people.contains(&place));
        (
            person.id.clone(),
            own.map(|meeting| row(day, meeting)).collect(),
        )
    });
    Value::Object(people.collect::<Map<String, Value>>())
}

fn by_table(day: &Day, timetable: &[Meeting]) -> Value {
    let tables = day.tables.iter().enumerate().map(|(place, table)| {
        let own = timetable.iter().filter(|meeting| meeting.table == place);
        (
            table.clone(),
            own.map(|meeting| row(day, meeting)).collect(),
        )
    });
    Value::Object(tables.collect::<Map<String, Value>>())
}

/// Mutual interests without a meeting: no slot in which both can, both full, or no table.
fn unmet(day: &Day, timetable: &[Meeting]) -> Vec<Value> {
    let busy = |place: usize, slot: usize| {
        let own = timetable.iter().any(|meeting| {
            meeting.slot == slot && day.interests[meeting.interest].people.contains(&place)
        });
        own || day.people[place].away.contains(&slot)
    };
    let meets = |interest: usize| timetable.iter().any(|meeting| meeting.interest == interest);
    let unmet = (0..day.interests.len()).filter(|interest| !meets(*interest));
    let told = unmet.map(|interest| {
        let people = day.interests[interest].people;
        let common = (0..day.slots.len()).any(|slot| people.iter().all(|place| !busy(*place, slot)));
        let (code, zh, en) = if common {
            ("no_table", "双方都有空的时段里没有可用的桌,或已达场次上限", "when both are free there is no table for them, or one has all the meetings it takes")
        } else {
            ("no_common_slot", "没有双方都有空的时段", "there is no slot in which both are free")
        };
        let [one, other] = people.map(|place| &day.people[place].id);
        json!({ "one": one, "other": other, "reason": code, "zh": zh, "en": en })
    });
    told.collect()
}
