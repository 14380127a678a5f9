//! Processes answered for floors from files: `fit`. No database is opened.

use crate::command_line::{benfu, json, write};
use serde_json::{Value, json as value};
use tempfile::TempDir;

fn line() -> Value {
    value!({
        "id": "cell-line", "process_area": "1200m²", "process_floor_load": "6kN/m²", "process_clear_height": "4m",
        "process_column_spacing": "无", "process_lift_load": "2t", "process_lift_door_width": "2.2m",
        "process_lift_door_height": "无", "process_power": "800kVA", "process_vibration": "VC-A", "process_hazard": "丙",
        "process_work": "electronics", "process_waste_water": "5t/d", "process_exhaust": true,
        "process_ground_floor": false, "process_major_hazard": false, "process_heavy_pollution": false,
        "process_from": "2027-03-01"
    })
}

fn floor() -> Value {
    value!({
        "id": "A-7", "unit_area": "1500m²", "unit_floor_load": "6.5kN/m²", "unit_clear_height": "4.2m",
        "unit_storey_height": "5m", "unit_column_spacing": "8.4m", "unit_lift_load": "3t", "unit_freight_lifts": 2,
        "unit_lift_door_width": "2.5m", "unit_lift_door_height": "3m", "unit_power": "1000kVA",
        "unit_vibration": "VC-B", "unit_storey": 7, "unit_fire_grade": "一级", "unit_fire_compartment": "3000m²",
        "unit_sprinklers": true, "unit_hazards_admitted": ["丙", "丁"], "unit_waste_water": "10t/d",
        "unit_exhaust": true, "unit_free_from": "2027-01-01", "building_height": "80m", "building_storeys": 16
    })
}

fn fitted(process: &Value, unit: &Value) -> Value {
    let directory = TempDir::new().expect("a temporary directory");
    let process = write(directory.path(), "process.json", &process.to_string());
    let unit = write(directory.path(), "unit.json", &unit.to_string());
    let on = ["--on", "2026-12-01", "--json"];
    let files = ["fit", "--process", &process, "--unit", &unit];
    json(&benfu(&[&files[..], &on[..]].concat()))
}

fn clause<'a>(found: &'a Value, guide: &str, id: &str) -> &'a Value {
    let guides = found["guides"].as_array().expect("guides");
    let guide = guides.iter().find(|one| one["guide"] == guide);
    let clauses = guide.expect("the guide")["clauses"].as_array();
    let found = clauses.expect("clauses").iter().find(|one| one["id"] == id);
    found.expect("the clause")
}

#[test]
fn a_floor_that_has_everything_fits() {
    let found = fitted(&line(), &floor());
    assert_eq!(found["fits"], true);
    assert_eq!(found["answer"], "met");
    assert_eq!(found["missing"], value!([]));
    assert_eq!(
        clause(&found, "fire", "compartment_c1_high")["applies"],
        true
    );
    assert_eq!(
        clause(&found, "fire", "class_a_high_rise")["applies"],
        false
    );
    assert_eq!(
        clause(&found, "process", "column_spacing")["applies"],
        false
    );
}

#[test]
fn one_thing_too_small_is_named_and_what_would_make_it_fit() {
    let mut floor = floor();
    floor["unit_clear_height"] = value!("3.9m");
    floor["unit_vibration"] = Value::Null;
    let found = fitted(&line(), &floor);
    assert_eq!(found["fits"], false);
    assert_eq!(found["because"], value!(["process/clear_height"]));
    assert_eq!(found["missing"], value!([]));
    let guides = found["guides"].as_array().expect("guides");
    let process = guides.iter().find(|one| one["guide"] == "process");
    let changes = process.expect("the guide")["nearest_changes"].to_string();
    assert!(changes.contains("unit_clear_height"), "{changes}");
}

#[test]
fn what_nobody_measured_is_asked_of_its_side() {
    let mut floor = floor();
    floor["unit_vibration"] = Value::Null;
    let found = fitted(&line(), &floor);
    assert_eq!(found["fits"], Value::Null);
    assert_eq!(found["answer"], "unknown");
    assert_eq!(found["missing"], value!(["unit_vibration"]));
    assert_eq!(found["measure"][0]["of"], "space");
}

#[test]
fn a_reference_value_refuses_nobody() {
    let mut floor = floor();
    floor["unit_freight_lifts"] = value!(1);
    let found = fitted(&line(), &floor);
    assert_eq!(clause(&found, "upstairs", "lifts")["answer"], "not_met");
    assert_eq!(clause(&found, "upstairs", "lifts")["advisory"], true);
    assert_eq!(found["fits"], true);
}

#[test]
fn lists_are_answered_for_each_pair() {
    let mut low = floor();
    low["id"] = value!("A-8");
    low["unit_floor_load"] = value!("5kN/m²");
    let found = fitted(&line(), &value!([floor(), low]));
    let pairs = found["pairs"].as_array().expect("pairs");
    let told: Vec<(&Value, &Value)> = pairs
        .iter()
        .map(|one| (&one["unit"], &one["fits"]))
        .collect();
    assert_eq!(
        told,
        [
            (&value!("A-7"), &value!(true)),
            (&value!("A-8"), &value!(false))
        ]
    );
}

#[test]
fn a_file_or_a_guide_that_is_none_is_wrong_use() {
    let directory = TempDir::new().expect("a temporary directory");
    let process = write(directory.path(), "process.json", "[1]");
    let unit = write(directory.path(), "unit.json", "{}");
    let files = ["fit", "--process", &process, "--unit", &unit];
    assert_eq!(benfu(&files).status.code(), Some(2));
    let unknown = [
        "fit",
        "--process",
        &unit,
        "--unit",
        &unit,
        "--guides",
        "lease",
    ];
    assert_eq!(benfu(&unknown).status.code(), Some(2));
    let wrong = write(
        directory.path(),
        "wrong.json",
        r#"{"unit_area": "as far as I see"}"#,
    );
    assert_eq!(
        benfu(&["fit", "--process", &unit, "--unit", &wrong])
            .status
            .code(),
        Some(2)
    );
}
