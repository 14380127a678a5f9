//! What is decided from a file alone: `allocate`, `assign`, `schedule`.

use crate::command_line::{benfu, json, write};
use serde_json::{Value, json as value};
use tempfile::TempDir;

fn run(document: &Value, arguments: &[&str]) -> std::process::Output {
    let directory = TempDir::new().expect("a temporary directory");
    let path = write(directory.path(), "file.json", &document.to_string());
    let mut all = arguments.to_vec();
    all.extend([path.as_str(), "--json"]);
    benfu(&all)
}

#[test]
fn a_park_is_allocated_with_a_certificate_and_reasons() {
    let park = value!({
        "units": [{"id": "a", "area_m2": 900}, {"id": "b", "area_m2": 700}], "adjacency": [["a", "b"]],
        "tenants": [{"id": "big", "area_m2": 1500, "promise": 900}, {"id": "small", "area_m2": 600, "promise": 90}],
    });
    let answer = json(&run(&park, &["allocate", "--steps", "500", "--instance"]));
    assert_eq!(
        answer["plan"],
        value!([{"tenant": "big", "units": ["a", "b"]}])
    );
    assert_eq!(
        (&answer["objective"], &answer["bound"]),
        (&value!(1000), &value!(1000))
    );
    assert_eq!(answer["check"]["violations"], value!([]));
    assert_eq!(answer["reasons"][1]["status"], "outbid");
    assert!(answer["time_to_first_plan_ms"].is_number());
}

#[test]
fn a_guarantee_that_cannot_be_kept_is_a_finding_and_a_wrong_file_wrong_use() {
    let park = value!({ "units": [], "tenants": [{"id": "t", "guaranteed": true}] });
    let told = run(&park, &["allocate", "--steps", "10", "--instance"]);
    assert_eq!(told.status.code(), Some(1));
    let wrong = run(&value!({ "units": 5 }), &["allocate", "--instance"]);
    assert_eq!(wrong.status.code(), Some(2));
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(
        told.contains("units: a list") && told.contains("列表"),
        "{told}"
    );
}

#[test]
fn both_sides_of_a_round_are_brought_together() {
    let round = value!({
        "askers": [{"id": "s", "preferences": ["c"]}, {"id": "t", "preferences": ["c"]}],
        "hosts": [{"id": "c", "preferences": ["t", "s"]}],
    });
    let answer = json(&run(&round, &["assign", "--file"]));
    assert_eq!(answer["pairs"], value!([{"asker": "t", "host": "c"}]));
    assert_eq!(answer["unmatched"][0]["reason"], "outranked");
}

#[test]
fn a_matchmaking_day_gets_its_timetable() {
    let day = value!({
        "tables": 1, "slots": ["9:00", "9:30", "10:00"], "breaks": ["9:30"],
        "people": [{"id": "p"}, {"id": "q"}, {"id": "r"}],
        "interests": [{"from": "p", "to": "q", "mutual": true}, {"from": "q", "to": "r", "mutual": true}, {"from": "p", "to": "r"}],
    });
    let answer = json(&run(&day, &["schedule", "--file"]));
    assert_eq!(
        (&answer["meetings"], &answer["violations"]),
        (&value!(2), &value!([]))
    );
}
