//! Stable pairs of a large round beside deferred acceptance in plain Python over the same lists.
//!
//! Both turn the lists of hosts into ranks and then let askers ask; the host of every asker must be the same. Times are of
//! one processor, the median of several goes.

use anyhow::{Context as _, Result, ensure};
use benfu_benches::{Dice, Scale, asked, each, figure, note, python};
use benfu_optimise::document::Amount;
use benfu_optimise::pairing::{Pairs, Preferred, Round, Wanted, blocking, stable};
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// About as many as in the largest yearly match of physicians with hospitals.
const ASKERS: usize = 47_000;
const HOSTS: usize = 6_600;
/// Hosts that an asker lists, and the most places of a host.
const LISTED: usize = 12;
const PLACES: usize = 12;
const PATIENCE: Duration = Duration::from_secs(1);
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/pairs.py");

fn main() -> Result<()> {
    let scale = Scale::from_command_line()?;
    let round = made(scale.of(ASKERS), scale.of(HOSTS).max(LISTED))?;
    let pairs = stable(&round);
    ensure!(
        blocking(&round, &pairs).is_empty(),
        "the pairs are not stable"
    );
    let folder = TempDir::new()?;
    let peer = plain(&round, &pairs, &folder.path().join("round"))?;
    let ours = each(PATIENCE, || {
        black_box(stable(black_box(&round)));
    });
    let placed = pairs.host_of.iter().flatten().count();
    note(&format!(
        "{placed} of {} askers have a host",
        round.askers.len()
    ))?;
    let name = format!(
        "stable pairs of {} and {}",
        round.askers.len(),
        round.hosts.len()
    );
    figure(&name, "ms", ours.as_secs_f64() * 1000.0, peer, "<= 0.05")
}

/// Askers list hosts at random, hosts all who list them in an order of their own.
fn made(askers: usize, hosts: usize) -> Result<Round> {
    let mut dice = Dice::new(5);
    let preferred = |other: usize| -> Result<Preferred> {
        let (other, points) = (u32::try_from(other)?, Amount::ZERO);
        Ok(Preferred { other, points })
    };
    let mut round = Round {
        askers: (0..askers).map(|asker| format!("a{asker}")).collect(),
        hosts: (0..hosts).map(|host| format!("h{host}")).collect(),
        capacity: Vec::new(),
        wanted_by_asker: vec![Vec::new(); askers],
        wanted_by_host: vec![Vec::new(); hosts],
        mode: Wanted::Stable,
    };
    for _ in 0..hosts {
        round.capacity.push(u32::try_from(1 + dice.below(PLACES))?);
    }
    for asker in 0..askers {
        while round.wanted_by_asker[asker].len() < LISTED {
            let host = preferred(dice.below(hosts))?;
            if !round.wanted_by_asker[asker].contains(&host) {
                round.wanted_by_asker[asker].push(host);
                round.wanted_by_host[host.other as usize].push(preferred(asker)?);
            }
        }
    }
    for list in &mut round.wanted_by_host {
        for last in (1..list.len()).rev() {
            list.swap(last, dice.below(last + 1));
        }
    }
    Ok(round)
}

/// The milliseconds that the peer took, after a look at whether it found the same pairs.
fn plain(round: &Round, pairs: &Pairs, path: &Path) -> Result<f64> {
    let others = |lists: &[Vec<Preferred>]| -> Vec<Vec<u32>> {
        let others = lists.iter().map(|list| list.iter().map(|one| one.other));
        others.map(Iterator::collect).collect()
    };
    let lists = serde_json::json!({
        "capacity": round.capacity,
        "askers": others(&round.wanted_by_asker),
        "hosts": others(&round.wanted_by_host),
    });
    std::fs::write(path, lists.to_string())?;
    let answer = asked(Command::new(python()?).arg(SCRIPT).arg(path))?;
    ensure!(
        answer["host_of"] == serde_json::json!(pairs.host_of),
        "the peer has other pairs"
    );
    answer["ms"].as_f64().context("a time")
}
