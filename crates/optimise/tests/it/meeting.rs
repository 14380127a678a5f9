//! The timetable of a matchmaking day.

use crate::schema;
use benfu_optimise::budget::Steps;
use benfu_optimise::chance::Chance;
use benfu_optimise::meeting::{self, Day, bound, decided, violations};
use proptest::prelude::*;
use serde_json::{Value, json};

const DOCUMENT: &str = include_str!("../../../../docs/reference/schedule.md");
const SCHEMA: &str = include_str!("../../../../docs/reference/schedule.schema.json");

fn read(document: &Value) -> Day {
    meeting::read(document, None)
        .expect("the document is right")
        .0
}

fn drawn(seed: u64, people: usize, slots: usize, tables: usize) -> Value {
    let chance = &mut Chance::of_seed(seed);
    let listed: Vec<Value> = (0..people)
        .map(|at| {
            let mut one = json!({ "id": format!("p{at}"), "away": [format!("slot-{}", 1 + chance.below(slots * 2))] });
            match chance.below(5) {
                0 => one["max_meetings"] = json!(chance.below(3)),
                1 if at < tables => one["table"] = json!(format!("table-{}", at + 1)),
                _ => {}
            }
            one
        })
        .collect();
    let interests: Vec<Value> = (0..people * 3)
        .map(|_| {
            let (from, to) = (chance.below(people), chance.below(people - 1));
            let to = if to >= from { to + 1 } else { to };
            json!({ "from": format!("p{from}"), "to": format!("p{to}"), "weight": 1 + chance.below(9), "mutual": chance.below(2) == 0 })
        })
        .collect();
    json!({ "tables": tables, "slots": slots, "people": listed, "interests": interests })
}

fn weight(day: &Day, timetable: &[meeting::Meeting]) -> i64 {
    timetable
        .iter()
        .map(|one| day.interests[one.interest].weight)
        .sum()
}

proptest! {
    #[test]
    fn nobody_is_booked_twice_and_no_bound_exceeded(seed in any::<u64>(), people in 2_usize..16, slots in 1_usize..6, tables in 1_usize..5) {
        let day = read(&drawn(seed, people, slots, tables));
        let timetable = decided(&day, seed, &Steps(200));
        prop_assert_eq!(violations(&day, &timetable), Vec::<String>::new());
        prop_assert!(weight(&day, &timetable) <= bound(&day));
        prop_assert_eq!(&timetable, &decided(&day, seed, &Steps(200)));
    }

    #[test]
    fn when_somebody_drops_out_all_other_meetings_stay(seed in any::<u64>(), people in 3_usize..12) {
        let mut document = drawn(seed, people, 4, 3);
        let day = read(&document);
        let timetable = decided(&day, 1, &Steps(100));
        let before = meeting::answer(&day, &timetable, &[]);
        let gone = |value: &Value| *value == json!("p0");
        document["people"].as_array_mut().expect("people").retain(|one| !gone(&one["id"]));
        document["interests"].as_array_mut().expect("interests").retain(|one| !gone(&one["from"]) && !gone(&one["to"]));
        let (day, _) = meeting::read(&document, Some(&before)).expect("a timetable to change");
        let anew = decided(&day, 1, &Steps(100));
        prop_assert_eq!(violations(&day, &anew), Vec::<String>::new());
        prop_assert!(day.previous.iter().all(|kept| anew.contains(kept)));
    }
}

#[test]
fn a_less_wanted_meeting_makes_room() {
    let day = read(&json!({
        "tables": 2, "slots": 2, "people": [{"id": "a"}, {"id": "b", "away": ["slot-2"]}, {"id": "c"}],
        "interests": [{"from": "a", "to": "c", "weight": 5, "mutual": true}, {"from": "a", "to": "b", "weight": 4, "mutual": true}],
    }));
    let timetable = decided(&day, 1, &Steps(500));
    assert_eq!(
        (timetable.len(), weight(&day, &timetable)),
        (2, bound(&day))
    );
}

#[test]
fn what_is_wrong_with_a_day_is_told_by_its_place() {
    let wrong = json!({ "tables": -1, "slots": ["x", "x"], "people": [{"id": "a", "table": "nowhere"}], "interests": [{"from": "a", "to": "a"}] });
    let faults = meeting::read(&wrong, None).expect_err("it is wrong");
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let told = told.join("\n");
    for part in ["tables:", "slots:", "people[0].table", "interests[0]"] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

#[test]
fn the_example_of_a_day_follows_its_schema_and_is_read() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let example = schema::example(DOCUMENT);
    schema::follows(&schema, &schema, &example, "").expect("the example follows the schema");
    let (day, remarks) = meeting::read(&example, None).expect("the example is read");
    assert_eq!(
        (day.slots.len(), day.interests.len(), remarks.len()),
        (3, 2, 0)
    );
    schema::follows(&schema, &schema, &drawn(2, 6, 3, 2), "")
        .expect("a drawn day follows the schema");
}
