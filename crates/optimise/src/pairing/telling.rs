//! The pairs of a round as JSON, with a reason for everybody who is left without.
//!
//! Main function: [`answer`].

use super::round::{Round, Wanted};
use super::stable::{Pairs, blocking, stable};
use super::total::{best_total, total};
use crate::document::{Amount, Remark};
use benfu_domain::Label;
use serde_json::{Value, json};
use std::collections::HashSet;

/// Decides a round and says what came of it.
pub fn answer(round: &Round, remarks: &[Remark]) -> Value {
    let (pairs, certificate) = match round.mode {
        Wanted::Stable => (stable(round), None),
        Wanted::BestTotal => {
            let (pairs, certificate) = best_total(round);
            (pairs, Some(certificate))
        }
    };
    let mut filled = vec![0_u32; round.hosts.len()];
    pairs
        .host_of
        .iter()
        .flatten()
        .for_each(|host| filled[*host as usize] += 1);
    let listed = pairs
        .host_of
        .iter()
        .enumerate()
        .filter_map(|(asker, host)| {
            let host = &round.hosts[(*host)? as usize];
            Some(json!({ "asker": round.askers[asker], "host": host }))
        });
    let mut answer = json!({
        "mode": if round.mode == Wanted::Stable { "stable" } else { "best_total" },
        "pairs": listed.collect::<Vec<_>>(),
        "total": number(total(round, &pairs)),
        "unmatched": unmatched(round, &pairs, &filled),
        "places_left": places_left(round, &filled),
        "remarks": remarks.iter().map(|one| json!({"at": one.at, "zh": one.what.zh, "en": one.what.en})).collect::<Vec<_>>(),
    });
    match certificate {
        None => answer["blocking_pairs"] = json!(blocking(round, &pairs).len()),
        Some(certificate) => answer["bound"] = number(certificate.bound(round)),
    }
    answer
}

fn number(thousandths: i64) -> Value {
    Amount::thousandths(thousandths)
        .to_string()
        .parse()
        .unwrap_or(Value::Null)
}

/// A reason for each asker without a host: nobody listed, not listed back, or all places taken by others.
fn unmatched(round: &Round, pairs: &Pairs, filled: &[u32]) -> Vec<Value> {
    let liked: Vec<HashSet<u32>> = round
        .wanted_by_host
        .iter()
        .map(|list| list.iter().map(|one| one.other).collect())
        .collect();
    let without = (0_u32..)
        .zip(&pairs.host_of)
        .filter(|(_, host)| host.is_none());
    let told = without.map(|(asker, _)| {
        let list = &round.wanted_by_asker[asker as usize];
        let mutual = list.iter().filter(|one| liked[one.other as usize].contains(&asker));
        let mutual: Vec<usize> = mutual.map(|one| one.other as usize).collect();
        let full = mutual.iter().filter(|host| filled[**host] >= round.capacity[**host]).count();
        let (code, why) = why_without(list.len(), mutual.len(), full);
        json!({
            "who": round.askers[asker as usize], "reason": code, "listed": list.len(), "listed_back": mutual.len(),
            "full": full, "zh": why.zh, "en": why.en,
        })
    });
    told.collect()
}

fn why_without(listed: usize, mutual: usize, full: usize) -> (&'static str, Label) {
    match (listed, mutual) {
        (0, _) => (
            "no_preferences",
            Label::new("没有填报意向", "it listed nobody"),
        ),
        (_, 0) => (
            "not_listed_back",
            Label::new(
                format!("所填 {listed} 家均未选它"),
                format!("none of the {listed} it listed lists it"),
            ),
        ),
        _ if full == mutual => (
            "outranked",
            Label::new(
                format!("互选的 {mutual} 家名额已满,且都更愿选已录用者"),
                format!("all {mutual} that list it back are full with others who were preferred"),
            ),
        ),
        _ => (
            "no_gain",
            Label::new(
                "安排它不会增加总分",
                "giving it a place would not raise the total",
            ),
        ),
    }
}

fn places_left(round: &Round, filled: &[u32]) -> Vec<Value> {
    let hosts = round
        .hosts
        .iter()
        .zip(&round.capacity)
        .zip(filled)
        .enumerate();
    let open = hosts.filter(|(_, ((_, places), filled))| filled < places);
    let told = open.map(|(at, ((host, places), filled))| {
        let listed = round.wanted_by_host[at].len();
        let (zh, en) = match listed {
            0 => ("没有填报意向".to_owned(), "it listed nobody".to_owned()),
            _ => (
                format!("所选 {listed} 家中,其余去了更愿去的一方或未选它"),
                format!("of the {listed} it listed, the others went where they would rather be or did not list it"),
            ),
        };
        json!({ "host": host, "left": places - filled, "zh": zh, "en": en })
    });
    told.collect()
}
