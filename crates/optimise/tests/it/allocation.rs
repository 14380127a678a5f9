//! Allocation of space from a document to a plan with its certificate.

use crate::schema;
use benfu_optimise::allocation::{
    self, Instance, Model, Plan, Reason, check, differences, first_plan, reasons, replan, solve,
};
use benfu_optimise::budget::Steps;
use benfu_optimise::chance::Chance;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const DOCUMENT: &str = include_str!("../../../../docs/reference/allocation.md");
const SCHEMA: &str = include_str!("../../../../docs/reference/allocation.schema.json");

fn read(document: &Value) -> Instance {
    let (instance, _) = allocation::read(document, None).expect("the document is right");
    instance
}

fn faults(document: &Value) -> String {
    let faults = match allocation::read(document, None) {
        Err(faults) => faults,
        Ok((instance, _)) => Model::of(&instance).expect_err("the document is wrong"),
    };
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    told.join("\n")
}

/// A small park with everything that a document may hold, drawn by chance.
fn drawn(seed: u64, units: usize, tenants: usize) -> Value {
    let chance = &mut Chance::of_seed(seed);
    let units_list: Vec<Value> = (0..units)
        .map(|at| {
            json!({
                "id": format!("u{at}"), "building": format!("b{}", at / 4), "area_m2": 100 + chance.below(5) * 50,
                "rent": chance.below(40), "load": 5 + chance.below(10), "available_from": format!("2027-0{}-01", 1 + chance.below(6)),
            })
        })
        .collect();
    let adjacency: Vec<Value> = (1..units)
        .map(|at| json!({"units": [format!("u{}", at - 1), format!("u{at}")], "joinable": chance.below(4) > 0}))
        .collect();
    let buildings: Vec<Value> = (0..units.div_ceil(4))
        .map(|at| json!({"id": format!("b{at}"), "power_kw": 10 + chance.below(60), "theme": "c0"}))
        .collect();
    let tenants_list: Vec<Value> = (0..tenants).map(|at| tenant(chance, at, units)).collect();
    json!({
        "buildings": buildings, "units": units_list, "adjacency": adjacency, "tenants": tenants_list,
        "weights": {"rent": chance.below(3), "cluster": chance.below(60), "stay": 30},
    })
}

fn tenant(chance: &mut Chance, at: usize, units: usize) -> Value {
    let hazard = [json!("hazardous"), json!("sensitive"), Value::Null][chance.below(3)].clone();
    let mut tenant = json!({
        "id": format!("t{at}"), "area_m2": {"min": 80 + chance.below(250)}, "needs": {"load": chance.below(10)},
        "power_kw": chance.below(30), "promise": chance.below(200), "cluster": format!("c{}", chance.below(2)),
        "hazard": hazard,
        "move_in_by": format!("2027-0{}-15", 2 + chance.below(6)),
    });
    match chance.below(6) {
        0 => tenant["guaranteed"] = json!(true),
        1 => tenant["current"] = json!([format!("u{}", chance.below(units))]),
        2 => {
            tenant["options"] = json!([{"units": [format!("u{}", chance.below(units))], "value": chance.below(300)}]);
        }
        3 => {
            tenant["fit"] = json!({ format!("u{}", chance.below(units)): 50, format!("u{}", chance.below(units)): null });
        }
        _ => {}
    }
    tenant
}

fn without_guarantees(found: &[check::Violation]) -> Vec<&check::Violation> {
    found
        .iter()
        .filter(|one| one.rule != "guaranteed")
        .collect()
}

/// The best plan by trying every one: guaranteed tenants placed, then points.
fn brute_force(instance: &Instance, model: &Model) -> (usize, i64) {
    let mut options: BTreeMap<usize, Vec<Vec<usize>>> = BTreeMap::new();
    for one in model.possibilities() {
        options.entry(one.tenant).or_default().push(one.units);
    }
    let options: Vec<(usize, Vec<Vec<usize>>)> = options.into_iter().collect();
    let mut best = (0, 0);
    tried(instance, &options, &mut Plan::default(), &mut best);
    best
}

fn tried(
    instance: &Instance,
    left: &[(usize, Vec<Vec<usize>>)],
    plan: &mut Plan,
    best: &mut (usize, i64),
) {
    let Some(((tenant, options), rest)) = left.split_first() else {
        let guaranteed = plan
            .0
            .keys()
            .filter(|place| instance.tenants[**place].guaranteed);
        let worth = (guaranteed.count(), check::objective(instance, plan).0);
        *best = (*best).max(worth);
        return;
    };
    tried(instance, rest, plan, best);
    for units in options {
        plan.0.insert(*tenant, units.clone());
        if without_guarantees(&check::violations(instance, plan)).is_empty() {
            tried(instance, rest, plan, best);
        }
        plan.0.remove(tenant);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_plan_of_a_random_park_breaks_a_rule(seed in any::<u64>(), units in 1_usize..30, tenants in 0_usize..40) {
        let instance = read(&drawn(seed, units, tenants));
        let model = Model::of(&instance).expect("a model");
        let (first, points) = first_plan(&model);
        prop_assert!(without_guarantees(&check::violations(&instance, &first)).is_empty());
        prop_assert_eq!(check::objective(&instance, &first), points);
        let solution = solve(&model, seed, &Steps(300));
        let broken = check::violations(&instance, &solution.plan);
        prop_assert!(without_guarantees(&broken).is_empty(), "{:?}", broken);
        prop_assert_eq!(broken.len(), solution.unplaced_guaranteed.len());
        prop_assert_eq!(check::objective(&instance, &solution.plan), solution.points);
        if solution.unplaced_guaranteed.is_empty() {
            prop_assert!(solution.points <= solution.bound);
        }
    }

    #[test]
    fn a_tiny_park_is_allocated_as_by_trying_everything(seed in any::<u64>(), units in 1_usize..7, tenants in 0_usize..5) {
        let instance = read(&drawn(seed, units, tenants));
        let model = Model::of(&instance).expect("a model");
        let solution = solve(&model, seed, &Steps(64));
        let (guaranteed, points) = brute_force(&instance, &model);
        let wanted = instance.tenants.iter().filter(|tenant| tenant.guaranteed).count();
        prop_assert!(solution.proven);
        prop_assert_eq!(wanted - solution.unplaced_guaranteed.len(), guaranteed);
        prop_assert_eq!(solution.points.0, points);
    }
}

#[test]
fn the_same_seed_and_steps_give_the_same_plan() {
    let instance = read(&drawn(5, 40, 60));
    let model = Model::of(&instance).expect("a model");
    let solved = || solve(&model, 9, &Steps(3_000)).plan;
    assert_eq!(solved(), solved());
}

#[test]
fn the_bound_stays_near_the_plan() {
    let instance = read(&drawn(11, 60, 40));
    let model = Model::of(&instance).expect("a model");
    let solution = solve(&model, 1, &Steps(20_000));
    assert!(
        solution.bound.0 - solution.points.0 < solution.bound.0 / 10,
        "{solution:?}"
    );
}

#[test]
fn a_tenant_that_leaves_moves_few_others() {
    let mut document = drawn(3, 80, 100);
    let before = {
        let instance = read(&document);
        let model = Model::of(&instance).expect("a model");
        let solution = solve(&model, 1, &Steps(10_000));
        allocation::answer(&instance, &model, &solution, &[])
    };
    let gone = before["plan"][0]["tenant"].clone();
    let tenants = document["tenants"].as_array_mut().expect("tenants");
    tenants.retain(|tenant| tenant["id"] != gone);
    let (instance, _) = allocation::read(&document, Some(&before)).expect("a plan to change");
    let previous = instance.previous.clone().expect("the earlier plan");
    let model = Model::of(&instance).expect("a model");
    let allowed = previous.0.len() / 20;
    let anew = replan(&model, &previous, allowed, 1, &Steps(10_000));
    let differing = differences(&previous, &anew.plan);
    let moved = differing
        .iter()
        .filter(|one| !one.before.is_empty())
        .count();
    assert!(moved <= allowed, "{moved} moved of {allowed}");
    assert!(without_guarantees(&check::violations(&instance, &anew.plan)).is_empty());
    assert!(anew.points >= check::objective(&instance, &previous));
}

#[test]
fn every_tenant_gets_its_reason() {
    let document = json!({
        "units": [{"id": "a", "area_m2": 100, "load": 5}, {"id": "b", "area_m2": 100}],
        "tenants": [
            {"id": "rich", "promise": 900, "needs": {"load": 4}}, {"id": "poor", "promise": 1, "needs": {"load": 5}},
            {"id": "heavy", "needs": {"load": 50}},
        ],
    });
    let instance = read(&document);
    let model = Model::of(&instance).expect("a model");
    let solution = solve(&model, 1, &Steps(500));
    let found = reasons(&instance, &model, &solution.plan);
    assert!(
        matches!(&found[0], Reason::Placed { rank: (0, 1), .. }),
        "{found:?}"
    );
    assert!(matches!(&found[1], Reason::Outbid { best, .. } if best[0].displaced > best[0].points));
    let Reason::Unsuitable {
        failing,
        unknown,
        suiting,
    } = &found[2]
    else {
        panic!("{:?}", found[2]);
    };
    assert_eq!((failing.len(), unknown.len(), *suiting), (1, 1, 0));
}

#[test]
fn an_unknown_attribute_is_neither_yes_nor_no() {
    let document = json!({ "units": [{"id": "a"}], "tenants": [{"id": "t", "needs": {"load": 5}, "promise": 10}] });
    let instance = read(&document);
    let model = Model::of(&instance).expect("a model");
    assert_eq!(model.options(), 0);
    let verdict = allocation::verdict(&instance.tenants[0], &instance.units[0], 0);
    assert!(matches!(verdict, allocation::Verdict::Unknown(_)));
}

#[test]
fn the_checker_finds_what_is_broken() {
    let document = json!({
        "buildings": [{"id": "b", "power_kw": 5}],
        "units": [{"id": "x", "building": "b"}, {"id": "y", "building": "b"}],
        "adjacency": [["x", "y"]],
        "tenants": [
            {"id": "h", "hazard": "hazardous", "power_kw": 4}, {"id": "s", "hazard": "sensitive", "power_kw": 4},
            {"id": "g", "guaranteed": true},
        ],
    });
    let instance = read(&document);
    let rules = |plan: &[(usize, usize)]| {
        let plan = Plan(
            plan.iter()
                .map(|(tenant, unit)| (*tenant, vec![*unit]))
                .collect(),
        );
        let found = check::violations(&instance, &plan);
        found.iter().map(|one| one.rule).collect::<Vec<_>>()
    };
    assert_eq!(rules(&[(0, 0), (1, 1)]), ["hazard", "power", "guaranteed"]);
    assert_eq!(rules(&[(0, 0), (2, 0)]), ["one_tenant"]);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_all_at_once() {
    let told = faults(&json!({
        "units": [{"id": "a", "area_m2": -1}, {"id": "a"}],
        "tenants": [{"id": "t", "area_m2": {"min": 5, "max": 3}, "current": ["z"]}, {"promise": "much"}],
    }));
    for part in [
        "units[0].area_m2",
        "\"a\" occurs twice",
        "area is above",
        "no unit \"z\"",
        "\"id\" is missing",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let pinned = json!({ "units": [{"id": "a"}], "tenants": [{"id": "t", "pinned": true}] });
    assert!(faults(&pinned).contains("may only stay"));
    let huge = json!({ "units": [{"id": "a"}], "tenants": [{"id": "t", "promise": 999_999_999_999_i64}], "weights": {"promise": 999_999_999} });
    assert!(faults(&huge).contains("counted exactly"));
}

#[test]
fn the_example_and_the_schema_are_what_the_reader_takes() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let example = schema::example(DOCUMENT);
    schema::follows(&schema, &schema, &example, "").expect("the example follows the schema");
    let (_, remarks) = allocation::read(&example, None).expect("the example is read");
    assert_eq!(remarks, []);
    let park = drawn(1, 20, 30);
    let mut stripped = park.clone();
    for tenant in stripped["tenants"].as_array_mut().expect("tenants") {
        let members = tenant.as_object_mut().expect("an object");
        members.retain(|_, member| !member.is_null());
    }
    schema::follows(&schema, &schema, &stripped, "").expect("a drawn park follows the schema");
    let unknown = json!({ "units": [], "tenants": [{"id": "t", "colour": 1}] });
    assert!(schema::follows(&schema, &schema, &unknown, "").is_err());
}

#[test]
fn every_member_that_the_schema_knows_is_read() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    for (part, pointer) in [
        ("tenants", "/$defs/tenant/properties"),
        ("buildings", "/$defs/building/properties"),
    ] {
        for name in schema::names(&schema, pointer) {
            // A member that is read complains of an object where none can be, or takes it in silence;
            // only one that is not read is remarked.
            let mut one = json!({ "id": "x" });
            one[&name] = json!({});
            let mut document = json!({ "units": [], "tenants": [] });
            document[part] = json!([one]);
            let remarked = allocation::read(&document, None).map(|(_, remarks)| remarks.len());
            assert_ne!(remarked.ok(), Some(1), "{part}: {name} is not read");
        }
    }
}
