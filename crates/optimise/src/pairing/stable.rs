//! Stable pairs by deferred acceptance: askers propose, hosts hold the best so far.
//!
//! Main function: [`stable`]. The outcome is the best stable one for every asker at once, and the
//! only one of its kind, in whatever order they propose. [`blocking`] checks it.

use super::round::Round;

/// Nobody.
const NONE: u32 = u32::MAX;

/// Who is with whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs {
    /// The host of each asker.
    pub host_of: Vec<Option<u32>>,
}

/// For each asker, in the order of its list, at which rank the host has it; [`NONE`] where it does not.
fn ranks(round: &Round) -> Vec<Vec<u32>> {
    let mut ranks: Vec<Vec<u32>> = round
        .wanted_by_asker
        .iter()
        .map(|list| vec![NONE; list.len()])
        .collect();
    // Where each host stands in each asker's list, one host after the other.
    let mut at_host: Vec<Vec<(u32, u32)>> = vec![Vec::new(); round.hosts.len()];
    for (asker, list) in (0_u32..).zip(&round.wanted_by_asker) {
        for (at, one) in (0_u32..).zip(list) {
            at_host[one.other as usize].push((asker, at));
        }
    }
    let mut rank_of = vec![NONE; round.askers.len()];
    for (host, wanting) in at_host.iter().enumerate() {
        let list = &round.wanted_by_host[host];
        for (rank, one) in (0_u32..).zip(list) {
            rank_of[one.other as usize] = rank;
        }
        for (asker, at) in wanting {
            ranks[*asker as usize][*at as usize] = rank_of[*asker as usize];
        }
        for one in list {
            rank_of[one.other as usize] = NONE;
        }
    }
    ranks
}

/// The stable pairs that every asker likes best.
pub fn stable(round: &Round) -> Pairs {
    let ranks = ranks(round);
    let mut next = vec![0_usize; round.askers.len()];
    let mut held: Vec<std::collections::BinaryHeap<(u32, u32)>> =
        vec![std::collections::BinaryHeap::new(); round.hosts.len()];
    let mut host_of = vec![None; round.askers.len()];
    let mut waiting: Vec<u32> = (0..u32::try_from(round.askers.len()).unwrap_or(u32::MAX))
        .rev()
        .collect();
    while let Some(asker) = waiting.pop() {
        let list = &round.wanted_by_asker[asker as usize];
        let at = next[asker as usize];
        let Some(wanted) = list.get(at) else { continue };
        next[asker as usize] += 1;
        let rank = ranks[asker as usize][at];
        if rank == NONE {
            waiting.push(asker);
            continue;
        }
        let host = wanted.other as usize;
        held[host].push((rank, asker));
        host_of[asker as usize] = Some(wanted.other);
        if held[host].len() > round.capacity[host] as usize
            && let Some((_, refused)) = held[host].pop()
        {
            host_of[refused as usize] = None;
            waiting.push(refused);
        }
    }
    Pairs { host_of }
}

/// An asker and a host who would both rather have each other than what they have; none when the
/// pairs are stable. Worked out from the lists alone.
pub fn blocking(round: &Round, pairs: &Pairs) -> Vec<(usize, usize)> {
    let ranks = ranks(round);
    let mut worst: Vec<Vec<u32>> = vec![Vec::new(); round.hosts.len()];
    for (asker, host) in pairs.host_of.iter().enumerate() {
        let Some(host) = host else { continue };
        let list = &round.wanted_by_asker[asker];
        let at = list.iter().position(|one| one.other == *host);
        worst[*host as usize].push(at.map_or(NONE, |at| ranks[asker][at]));
    }
    let open = |host: usize, rank: u32| {
        let full = worst[host].len() >= round.capacity[host] as usize;
        rank != NONE
            && round.capacity[host] > 0
            && (!full || worst[host].iter().any(|held| *held > rank))
    };
    let mut blocking = Vec::new();
    for (asker, list) in round.wanted_by_asker.iter().enumerate() {
        for (at, one) in list.iter().enumerate() {
            if Some(one.other) == pairs.host_of[asker] {
                break;
            }
            if open(one.other as usize, ranks[asker][at]) {
                blocking.push((asker, one.other as usize));
            }
        }
    }
    blocking
}
