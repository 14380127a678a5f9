//! Two sides of a round, brought together.

use crate::schema;
use benfu_optimise::chance::Chance;
use benfu_optimise::pairing::{self, Pairs, Round, best_total, blocking, stable, total};
use proptest::prelude::*;
use serde_json::{Value, json};

const DOCUMENT: &str = include_str!("../../../../docs/reference/assignment.md");
const SCHEMA: &str = include_str!("../../../../docs/reference/assignment.schema.json");

fn read(document: &Value) -> Round {
    pairing::read(document).expect("the document is right").0
}

fn drawn(seed: u64, askers: usize, hosts: usize, mode: &str) -> Value {
    let chance = &mut Chance::of_seed(seed);
    let mut side = |count: usize, others: usize, of: &str, to: &str, places: bool| {
        let list = (0..count).map(|at| {
            let listed = chance.below(others + 1);
            let wanted: Vec<Value> = (0..listed)
                .map(|_| json!({"id": format!("{to}{}", chance.below(others)), "points": chance.below(20)}))
                .collect();
            let capacity = if places { chance.below(3) } else { 1 };
            let mut one = json!({ "id": format!("{of}{at}"), "preferences": wanted });
            if places {
                one["capacity"] = json!(capacity);
            }
            one
        });
        list.collect::<Vec<Value>>()
    };
    let (left, right) = (
        side(askers, hosts, "a", "h", false),
        side(hosts, askers, "h", "a", true),
    );
    json!({ "mode": mode, "askers": left, "hosts": right })
}

/// The greatest sum by trying every pairing.
fn brute_force(round: &Round, asker: usize, pairs: &mut Pairs, filled: &mut [u32]) -> i64 {
    let Some(list) = round.wanted_by_asker.get(asker) else {
        return total(round, pairs);
    };
    let mut best = brute_force(round, asker + 1, pairs, filled);
    for one in list {
        let host = one.other as usize;
        if filled[host] < round.capacity[host] {
            filled[host] += 1;
            pairs.host_of[asker] = Some(one.other);
            best = best.max(brute_force(round, asker + 1, pairs, filled));
            pairs.host_of[asker] = None;
            filled[host] -= 1;
        }
    }
    best
}

fn keeps_places(round: &Round, pairs: &Pairs) -> bool {
    let mut filled = vec![0; round.hosts.len()];
    pairs
        .host_of
        .iter()
        .flatten()
        .for_each(|host| filled[*host as usize] += 1);
    filled
        .iter()
        .zip(&round.capacity)
        .all(|(filled, places)| filled <= places)
}

proptest! {
    #[test]
    fn nobody_can_leave_stable_pairs_for_better_ones(seed in any::<u64>(), askers in 0_usize..30, hosts in 1_usize..12) {
        let round = read(&drawn(seed, askers.max(1), hosts, "stable"));
        let pairs = stable(&round);
        prop_assert!(keeps_places(&round, &pairs));
        prop_assert_eq!(blocking(&round, &pairs), vec![]);
        for (asker, host) in pairs.host_of.iter().enumerate() {
            let mutual = host.is_none_or(|host| round.wanted_by_host[host as usize].iter().any(|one| one.other as usize == asker));
            prop_assert!(mutual);
        }
    }

    #[test]
    fn the_best_total_reaches_its_own_bound(seed in any::<u64>(), askers in 1_usize..40, hosts in 1_usize..20) {
        let round = read(&drawn(seed, askers, hosts, "best_total"));
        let (pairs, certificate) = best_total(&round);
        prop_assert!(keeps_places(&round, &pairs));
        prop_assert_eq!(total(&round, &pairs), certificate.bound(&round));
    }

    #[test]
    fn the_best_total_of_a_tiny_round_is_that_of_trying_everything(seed in any::<u64>(), askers in 1_usize..6, hosts in 1_usize..4) {
        let round = read(&drawn(seed, askers, hosts, "best_total"));
        let mut none = Pairs { host_of: vec![None; askers] };
        let most = brute_force(&round, 0, &mut none, &mut vec![0; hosts]);
        prop_assert_eq!(total(&round, &best_total(&round).0), most);
    }
}

#[test]
fn a_pair_that_would_rather_have_each_other_is_found() {
    let round = read(&json!({
        "askers": [{"id": "a", "preferences": ["x", "y"]}, {"id": "b", "preferences": ["x"]}],
        "hosts": [{"id": "x", "preferences": ["a", "b"]}, {"id": "y", "preferences": ["a"]}],
    }));
    let swapped = Pairs {
        host_of: vec![Some(1), Some(0)],
    };
    assert_eq!(blocking(&round, &swapped), [(0, 0)]);
    assert_eq!(stable(&round).host_of, [Some(0), None]);
}

#[test]
fn everybody_without_a_place_gets_the_reason() {
    let round = read(&json!({
        "askers": [{"id": "a", "preferences": ["x"]}, {"id": "b", "preferences": ["x"]}, {"id": "c", "preferences": ["x"]}, {"id": "d"}],
        "hosts": [{"id": "x", "preferences": ["a", "b"]}],
    }));
    let answer = pairing::answer(&round, &[]);
    let reasons: Vec<&str> = answer["unmatched"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["reason"].as_str())
        .collect();
    assert_eq!(reasons, ["outranked", "not_listed_back", "no_preferences"]);
    assert_eq!(answer["blocking_pairs"], 0);
}

#[test]
fn what_is_wrong_with_a_round_is_told_by_its_place() {
    let faults = pairing::read(
        &json!({ "askers": [{"id": "a", "preferences": ["q"]}, {"id": "a"}], "hosts": [{"id": "h", "capacity": -1}], "mode": "fair" }),
    );
    let told: Vec<String> = faults
        .expect_err("it is wrong")
        .iter()
        .map(ToString::to_string)
        .collect();
    let told = told.join("\n");
    for part in ["askers[1]", "mode: \"stable\""] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert!(
        pairing::read(&json!({ "askers": [{"id": "a", "preferences": ["q"]}], "hosts": [] }))
            .is_err()
    );
}

#[test]
fn the_example_of_a_round_follows_its_schema_and_is_read() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let example = schema::example(DOCUMENT);
    schema::follows(&schema, &schema, &example, "").expect("the example follows the schema");
    let (_, remarks) = pairing::read(&example).expect("the example is read");
    assert_eq!(remarks, []);
    schema::follows(&schema, &schema, &drawn(1, 9, 4, "stable"), "")
        .expect("a drawn round follows the schema");
    assert!(
        schema::follows(
            &schema,
            &schema,
            &json!({ "askers": [], "hosts": [], "colour": 1 }),
            ""
        )
        .is_err()
    );
}
