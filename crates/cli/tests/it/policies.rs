//! Policies answered from files: `explain`, `sweep`, `pack explain`, `pack diff`. No database is opened.

use crate::command_line::{benfu, json, write};
use serde_json::{Value, json as value};
use tempfile::TempDir;

/// A firm that passes every gate; the reviewers gave 71 points.
fn firm() -> Value {
    value!({
        "registered_on": "2018-03-01", "class_one_ip": 2, "class_two_ip": 6, "high_tech_field": "new_materials",
        "employees": { "2025": 100 }, "rd_staff": { "2025": 10 },
        "sales": { "2025": "4000万元", "2024": "3000万元", "2023": "2000万元" },
        "rd_expense": { "2025": "200万元", "2024": "180万元", "2023": "120万元" }, "rd_expense_audited": true,
        "rd_expense_in_china": { "2025": "200万元", "2024": "180万元", "2023": "120万元" },
        "high_tech_income": { "2025": "3000万元" }, "total_income": { "2025": "4000万元" },
        "major_incident": false, "hnte_innovation_score": 71
    })
}

fn explained(facts: &Value, more: &[&str]) -> Value {
    let directory = TempDir::new().expect("a temporary directory");
    let path = write(directory.path(), "facts.json", &facts.to_string());
    let mut arguments = vec![
        "explain",
        "--policy",
        "hnte",
        "--facts",
        &path,
        "--on",
        "2026-06-30",
        "--json",
    ];
    arguments.extend(more);
    json(&benfu(&arguments))
}

#[test]
fn a_firm_that_passes_every_gate_meets_the_policy() {
    let found = explained(&firm(), &[]);
    assert_eq!(found["answer"], "met");
    assert_eq!(found["missing"], value!([]));
    assert_eq!(found["score"], value!([71, 71]));
    assert_eq!(found["edition"], "2016");
}

#[test]
fn null_and_absent_are_unknown_and_asked_for() {
    let mut facts = firm();
    facts["rd_staff"] = Value::Null;
    facts["sales"] = value!({ "2025": "4000万元", "2023": "2000万元" });
    let found = explained(&facts, &[]);
    assert_eq!(found["answer"], "unknown");
    assert_eq!(found["missing"], value!(["rd_staff", "sales"]));
    assert_eq!(found["missing_facts"][1]["year"], 2024);
    assert_eq!(found["because"], value!(["rd_staff", "rd_intensity"]));
    facts["rd_expense_in_china"] = value!({ "2025": 1, "2024": 1, "2023": 1 });
    let settled = explained(&facts, &[]);
    assert_eq!(settled["answer"], "not_met");
    assert_eq!(
        settled["missing"],
        value!([]),
        "what cannot change the answer is not asked"
    );
    assert_eq!(settled["because"], value!(["rd_in_china"]));
}

#[test]
fn the_nearest_change_met_when_it_is_tried() {
    let mut facts = firm();
    facts["rd_staff"] = value!({ "2025": 8 });
    facts["registered_on"] = "2025-10-01".into();
    let found = explained(&facts, &[]);
    assert_eq!(found["answer"], "not_met");
    let nearest = &found["nearest_changes"][0];
    assert_eq!(nearest["gives"], "met", "{nearest}");
    let changes = nearest["changes"].as_array().expect("a list");
    assert!(
        changes.iter().any(|one| one["wait_until"] == "2026-10-01"),
        "{nearest}"
    );
    let staff = changes
        .iter()
        .find(|one| one["concept"] == "rd_staff")
        .expect("more staff");
    assert_eq!(
        (&staff["to"], &staff["from"]),
        (&"10".into(), &"2027-01-01".into())
    );
    let what_if = explained(
        &facts,
        &["--set", "rd_staff=10", "--set", "registered_on=2024-10-01"],
    );
    assert_eq!(what_if["answer"], "met");
    let easier = explained(&facts, &["--param", "hnte.rd_staff_min=0.08"]);
    assert_eq!(easier["because"], value!(["registered"]));
}

#[test]
fn the_tree_carries_both_sides_the_sources_and_the_shortfall() {
    let mut facts = firm();
    facts["rd_staff"] = value!({ "2025": 8 });
    let found = explained(&facts, &[]);
    let parts = found["tree"]["parts"].as_array().expect("criteria");
    let staff = parts
        .iter()
        .find(|part| part["id"] == "rd_staff")
        .expect("the gate");
    assert_eq!(staff["source"]["document"], "国科发火〔2016〕32号");
    let condition = &staff["condition"];
    assert_eq!(condition["left"]["value"], "8");
    assert_eq!(condition["right"]["value"], "10");
    assert_eq!(condition["shortfall"]["value"], "2");
    assert_eq!(condition["left"]["facts"][0]["concept"], "rd_staff");
}

#[test]
fn wrong_use_is_told_and_ends_with_two() {
    let directory = TempDir::new().expect("a temporary directory");
    let path = write(directory.path(), "facts.json", "{\"sales\": \"20kg\"}");
    let run = |policy: &str, on: &str, path: &str| {
        benfu(&["explain", "--policy", policy, "--facts", path, "--on", on])
            .status
            .code()
    };
    assert_eq!(
        run("hnte", "2026-06-30", &path),
        Some(2),
        "a weight is no money"
    );
    assert_eq!(run("nothing", "2026-06-30", &path), Some(2));
    assert_eq!(run("hnte", "yesterday", &path), Some(2));
    assert_eq!(
        run("hnte", "2015-06-30", &path),
        Some(2),
        "before the first edition"
    );
    assert_eq!(run("hnte", "2026-06-30", "nowhere.json"), Some(2));
}

const FIRMS: &str = "id,registered_on,class_one_ip,high_tech_field,employees,rd_staff,sales,sales.y1,sales.2023,\
rd_expense,rd_expense@2024,rd_expense.y2,rd_expense_in_china,rd_expense_in_china.y1,rd_expense_in_china.y2,\
high_tech_income,total_income,major_incident,rd_expense_audited,hnte_innovation_score
in,2015-01-01,2,new_materials,100,10,4000,3000,3000,200,180,120,200,180,120,3000,4000,false,true,80
near,2015-01-01,2,new_materials,100,9,4000,3000,3000,200,180,120,200,180,120,3000,4000,false,true,80
far,2015-01-01,2,new_materials,100,9,4000,3000,3000,200,180,120,2,1,1,3000,4000,false,true,80
open,2015-01-01,2,new_materials,100,,4000,3000,3000,200,180,120,200,180,120,3000,4000,false,true,80
";

#[test]
fn a_sweep_lists_who_meets_a_policy_and_who_misses_one_condition() {
    let directory = TempDir::new().expect("a temporary directory");
    let path = write(directory.path(), "firms.csv", FIRMS);
    let swept = benfu(&[
        "sweep",
        "--facts",
        &path,
        "--policies",
        "hnte",
        "--on",
        "2026-06-30",
        "--json",
    ]);
    let swept = json(&swept);
    let total = &swept["totals"][0];
    assert_eq!(
        [
            &total["met"],
            &total["not_met"],
            &total["unknown"],
            &total["missed_by_one"]
        ],
        [1, 2, 1, 1]
    );
    let lines = swept["lines"].as_array().expect("lines");
    let told: Vec<_> = lines
        .iter()
        .map(|line| (&line["firm"], &line["answer"], &line["missed"]))
        .collect();
    assert_eq!(
        told,
        [
            (&value!("in"), &value!("met"), &Value::Null),
            (&value!("near"), &value!("not_met"), &value!("rd_staff"))
        ]
    );
    let all = benfu(&[
        "sweep",
        "--facts",
        &path,
        "--policies",
        "all",
        "--on",
        "2026-06-30",
        "--json",
    ]);
    assert!(!json(&all)["totals"].as_array().expect("totals").is_empty());
}

#[test]
fn a_policy_is_told_criterion_by_criterion() {
    let told = json(&benfu(&["--json", "pack", "explain", "hnte"]));
    let edition = &told["editions"][0];
    let criteria = edition["criteria"].as_array().expect("criteria");
    let staff = criteria
        .iter()
        .find(|one| one["id"] == "rd_staff")
        .expect("the gate");
    assert_eq!(
        staff["demand"],
        "rd_staff >= employees * param(\"hnte.rd_staff_min\") | 高新技术企业认定管理办法 第十一条（四）（国科发火〔2016〕32号）"
    );
    assert_eq!(
        benfu(&["pack", "explain", "no_such_thing"]).status.code(),
        Some(2)
    );
}

#[test]
fn a_changed_threshold_is_told_with_the_cases_it_turns() {
    let same = json(&benfu(&["--json", "pack", "diff", "base", "base"]));
    assert_eq!(
        (&same["differences"], &same["cases"]),
        (&value!([]), &value!([]))
    );
    let directory = TempDir::new().expect("a temporary directory");
    let city = directory.path().join("city");
    std::fs::create_dir_all(city.join("parameters/hnte")).expect("a folder");
    write(
        &city,
        "pack.toml",
        "id = \"city\"\nversion = \"1\"\nextends = \"base\"\nlabel = { zh = \"市\", en = \"City\" }\n",
    );
    let parameter = "label = { zh = \"占比\", en = \"Share\" }\nunit = \"ratio\"\n\n[[value]]\nfrom = 2016-01-01\nis = \"0.09\"\n\
         source = { title = \"高新技术企业认定管理办法 第十一条\", document = \"国科发火〔2016〕32号\", confidence = \"H\" }\n";
    write(
        &city.join("parameters/hnte"),
        "rd_staff_min.toml",
        parameter,
    );
    let told = json(&benfu(&[
        "--json",
        "pack",
        "diff",
        "base",
        &city.display().to_string(),
    ]));
    let differences = told["differences"].as_array().expect("a list");
    let ids: Vec<_> = differences.iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, ["hnte.rd_staff_min"]);
    let cases = told["cases"].as_array().expect("a list");
    assert!(
        cases.iter().any(|case| case["rule"] == "policy:hnte"),
        "{cases:?}"
    );
}
