//! A timetable as JSON: by meeting, by person, by table, with what was left out and why.
//!
//! Main function: [`answer`].

use super::day::{Day, Meeting};
use super::timetable::{bound, unmet, violations};
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
        "unmet": unmet_told(day, timetable),
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

fn unmet_told(day: &Day, timetable: &[Meeting]) -> Vec<Value> {
    let told = unmet(day, timetable).into_iter().map(|(interest, why)| {
        let people = day.interests[interest].people;
        let [one, other] = people.map(|place| &day.people[place].id);
        let label = why.label();
        json!({ "one": one, "other": other, "reason": why.code(), "zh": label.zh, "en": label.en })
    });
    told.collect()
}
