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
    let filled = filled(round, &pairs);
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

/// Why an asker is left without a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Without {
    /// It listed nobody.
    NoPreferences,
    /// None of so many that it listed lists it.
    NotListedBack(usize),
    /// All so many that list it back are full with others who were preferred.
    Outranked(usize),
    /// Giving it a place would not raise the total.
    NoGain,
}

impl Without {
    /// A stable code.
    pub fn code(self) -> &'static str {
        match self {
            Without::NoPreferences => "no_preferences",
            Without::NotListedBack(_) => "not_listed_back",
            Without::Outranked(_) => "outranked",
            Without::NoGain => "no_gain",
        }
    }

    /// The reason in words.
    pub fn label(self) -> Label {
        match self {
            Without::NoPreferences => Label::new("没有填报意向", "it listed nobody"),
            Without::NotListedBack(listed) => Label::new(
                format!("所填 {listed} 家均未选它"),
                format!("none of the {listed} it listed lists it"),
            ),
            Without::Outranked(mutual) => Label::new(
                format!("互选的 {mutual} 家名额已满,且都更愿选已录用者"),
                format!("all {mutual} that list it back are full with others who were preferred"),
            ),
            Without::NoGain => Label::new(
                "安排它不会增加总分",
                "giving it a place would not raise the total",
            ),
        }
    }
}

/// How often somebody listed, was listed back, and by how many that are full.
struct Counts {
    listed: usize,
    mutual: usize,
    full: usize,
}

impl Counts {
    fn why(&self) -> Without {
        match (self.listed, self.mutual) {
            (0, _) => Without::NoPreferences,
            (listed, 0) => Without::NotListedBack(listed),
            (_, mutual) if self.full == mutual => Without::Outranked(mutual),
            _ => Without::NoGain,
        }
    }
}

/// A reason for each asker without a host, by its place: nobody listed, not listed back, or all places taken by others.
pub fn without(round: &Round, pairs: &Pairs) -> Vec<(u32, Without)> {
    let counted = counted(round, pairs, &filled(round, pairs));
    let why = |(asker, counts): (u32, Counts)| (asker, counts.why());
    counted.into_iter().map(why).collect()
}

fn filled(round: &Round, pairs: &Pairs) -> Vec<u32> {
    let mut filled = vec![0_u32; round.hosts.len()];
    for host in pairs.host_of.iter().flatten() {
        filled[*host as usize] += 1;
    }
    filled
}

fn counted(round: &Round, pairs: &Pairs, filled: &[u32]) -> Vec<(u32, Counts)> {
    let liked: Vec<HashSet<u32>> = round
        .wanted_by_host
        .iter()
        .map(|list| list.iter().map(|one| one.other).collect())
        .collect();
    let left = (0_u32..)
        .zip(&pairs.host_of)
        .filter(|(_, host)| host.is_none());
    let counts = left.map(|(asker, _)| {
        let list = &round.wanted_by_asker[asker as usize];
        let back = list.iter().map(|one| one.other as usize);
        let back: Vec<usize> = back.filter(|host| liked[*host].contains(&asker)).collect();
        let full = back
            .iter()
            .filter(|host| filled[**host] >= round.capacity[**host]);
        let counts = Counts {
            listed: list.len(),
            mutual: back.len(),
            full: full.count(),
        };
        (asker, counts)
    });
    counts.collect()
}

fn unmatched(round: &Round, pairs: &Pairs, filled: &[u32]) -> Vec<Value> {
    let told = counted(round, pairs, filled)
        .into_iter()
        .map(|(asker, counts)| {
            let why = counts.why();
            let label = why.label();
            json!({
                "who": round.askers[asker as usize], "reason": why.code(), "listed": counts.listed,
                "listed_back": counts.mutual, "full": counts.full, "zh": label.zh, "en": label.en,
            })
        });
    told.collect()
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
