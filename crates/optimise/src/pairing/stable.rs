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

/// For each asker, in the order of its list, at which rank the host has it; [`NONE`] where it does not. One list after the
/// other: of lists of their own, each would be looked for in memory.
struct Ranks {
    /// Where each asker's ranks begin, and where the last ones end.
    starts: Vec<usize>,
    ranks: Vec<u32>,
}

impl Ranks {
    fn of(round: &Round) -> Ranks {
        let starts = starts(round.wanted_by_asker.iter().map(Vec::len));
        let mut ranks = vec![NONE; starts.last().copied().unwrap_or(0)];
        let mut rank_of = vec![NONE; round.askers.len()];
        let wanting = Wanting::of(round, &starts);
        for (host, list) in round.wanted_by_host.iter().enumerate() {
            for (rank, one) in (0_u32..).zip(list) {
                rank_of[one.other as usize] = rank;
            }
            for (asker, place) in wanting.of_host(host) {
                ranks[*place as usize] = rank_of[*asker as usize];
            }
            for one in list {
                rank_of[one.other as usize] = NONE;
            }
        }
        Ranks { starts, ranks }
    }

    fn at(&self, asker: usize, place: usize) -> u32 {
        self.ranks[self.starts[asker] + place]
    }
}

/// Who lists each host, and at which place of all lists; one host after the other.
struct Wanting {
    starts: Vec<usize>,
    all: Vec<(u32, u32)>,
}

impl Wanting {
    fn of(round: &Round, places: &[usize]) -> Wanting {
        let mut counts = vec![0; round.hosts.len()];
        for one in round.wanted_by_asker.iter().flatten() {
            counts[one.other as usize] += 1;
        }
        let starts = starts(counts.into_iter());
        let mut next = starts.clone();
        let mut all = vec![(0, 0); starts.last().copied().unwrap_or(0)];
        for ((asker, list), start) in (0_u32..).zip(&round.wanted_by_asker).zip(places) {
            let first = u32::try_from(*start).unwrap_or(NONE);
            for (place, one) in (first..).zip(list) {
                let free = &mut next[one.other as usize];
                all[*free] = (asker, place);
                *free += 1;
            }
        }
        Wanting { starts, all }
    }

    fn of_host(&self, host: usize) -> &[(u32, u32)] {
        &self.all[self.starts[host]..self.starts[host + 1]]
    }
}

/// Where lists of these lengths begin when they stand one after the other, and where the last one ends.
fn starts(lengths: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut end = 0;
    let ends = lengths.map(|length| {
        end += length;
        end
    });
    std::iter::once(0).chain(ends).collect()
}

/// The stable pairs that every asker likes best.
pub fn stable(round: &Round) -> Pairs {
    let ranks = Ranks::of(round);
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
        let rank = ranks.at(asker as usize, at);
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
    let ranks = Ranks::of(round);
    let mut worst: Vec<Vec<u32>> = vec![Vec::new(); round.hosts.len()];
    for (asker, host) in pairs.host_of.iter().enumerate() {
        let Some(host) = host else { continue };
        let list = &round.wanted_by_asker[asker];
        let at = list.iter().position(|one| one.other == *host);
        worst[*host as usize].push(at.map_or(NONE, |at| ranks.at(asker, at)));
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
            if open(one.other as usize, ranks.at(asker, at)) {
                blocking.push((asker, one.other as usize));
            }
        }
    }
    blocking
}
