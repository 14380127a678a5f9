//! The pairs with the greatest sum of points, and prices that prove it.
//!
//! Main function: [`best_total`], a flow of least loss by shortest chains: askers are admitted one
//! after the other, each time the cheapest chain of changes is carried out and prices rise along it.
//! Whatever the prices are, [`Certificate::bound`] is a sum that no pairs exceed; with the final ones
//! it is reached.

use super::round::Round;
use super::stable::Pairs;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// What proves that no other pairs have a greater sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The price of a place at each host, in thousandths of a point.
    pub prices: Vec<i64>,
}

/// Points of every pair that both sides list, in thousandths: the sum of what the two give it.
fn pairs_of(round: &Round) -> Vec<Vec<(u32, i64)>> {
    let mut by_host: Vec<HashMap<u32, i64>> = Vec::with_capacity(round.hosts.len());
    for list in &round.wanted_by_host {
        let points = list
            .iter()
            .map(|one| (one.other, one.points.in_thousandths()));
        by_host.push(points.collect());
    }
    let lists = (0_u32..).zip(&round.wanted_by_asker);
    let both = lists.map(|(asker, list)| {
        let both = list.iter().filter_map(|one| {
            let theirs = by_host[one.other as usize].get(&asker)?;
            Some((
                one.other,
                theirs.saturating_add(one.points.in_thousandths()),
            ))
        });
        both.collect()
    });
    both.collect()
}

/// The pairs with the greatest sum; only pairs that both sides list and that have points above 0.
pub fn best_total(round: &Round) -> (Pairs, Certificate) {
    let lists = pairs_of(round);
    let mut flow = Flow::new(round, &lists);
    for asker in 0..u32::try_from(lists.len()).unwrap_or(u32::MAX) {
        flow.admit(asker);
    }
    let prices = flow.price;
    let host_of = flow.host_of;
    (Pairs { host_of }, Certificate { prices })
}

/// Where a chain of changes ends.
#[derive(Clone, Copy)]
enum End {
    /// At a host with a free place.
    Place(u32),
    /// With an asker that is better left without.
    Without(u32),
}

/// The best pairs of the askers admitted so far, with prices that prove it.
struct Flow<'r> {
    round: &'r Round,
    lists: &'r [Vec<(u32, i64)>],
    /// What each asker earns beyond the price of its place.
    earned: Vec<i64>,
    price: Vec<i64>,
    held: Vec<Vec<u32>>,
    host_of: Vec<Option<u32>>,
    /// What is lost on the way to each host in this admission, and who comes from where.
    lost: Vec<i64>,
    from: Vec<u32>,
    met: Vec<u32>,
}

impl<'r> Flow<'r> {
    fn new(round: &'r Round, lists: &'r [Vec<(u32, i64)>]) -> Flow<'r> {
        let hosts = round.hosts.len();
        Flow {
            round,
            lists,
            earned: vec![0; lists.len()],
            price: vec![0; hosts],
            held: vec![Vec::new(); hosts],
            host_of: vec![None; lists.len()],
            lost: vec![i64::MAX; hosts],
            from: vec![0; hosts],
            met: Vec::new(),
        }
    }

    /// Finds the chain of changes that costs least (Dijkstra over hosts) and carries it out.
    fn admit(&mut self, asker: u32) {
        // Losses are counted from the greatest that the asker could earn, so that none is negative.
        let open = self.lists[asker as usize]
            .iter()
            .filter(|(host, _)| self.round.capacity[*host as usize] > 0);
        let worth = open.map(|(host, points)| points - self.price[*host as usize]);
        let most = worth.max().unwrap_or(0).max(0);
        self.earned[asker as usize] = most;
        let mut heap = BinaryHeap::new();
        let mut best = (most, End::Without(asker));
        self.look_around(asker, 0, &mut heap);
        let mut passed: Vec<u32> = Vec::new();
        while let Some(Reverse((lost, host))) = heap.pop() {
            if lost >= best.0 {
                break;
            }
            if lost > self.lost[host as usize] {
                continue;
            }
            if self.held[host as usize].len() < self.round.capacity[host as usize] as usize {
                best = (lost, End::Place(host));
                break;
            }
            passed.push(host);
            for at in 0..self.held[host as usize].len() {
                let holder = self.held[host as usize][at];
                let without = lost + self.earned[holder as usize];
                if without < best.0 {
                    best = (without, End::Without(holder));
                }
                self.look_around(holder, lost, &mut heap);
            }
        }
        self.reprice(asker, best.0, &passed);
        self.carry_out(asker, best.1);
        for host in std::mem::take(&mut self.met) {
            self.lost[host as usize] = i64::MAX;
        }
    }

    /// What an asker would lose at each of its hosts.
    fn look_around(&mut self, asker: u32, so_far: i64, heap: &mut BinaryHeap<Reverse<(i64, u32)>>) {
        let lists = self.lists;
        for (host, points) in &lists[asker as usize] {
            let place = *host as usize;
            if self.round.capacity[place] == 0 {
                continue;
            }
            let lost = so_far + self.earned[asker as usize] - (points - self.price[place]);
            if lost < self.lost[place] {
                if self.lost[place] == i64::MAX {
                    self.met.push(*host);
                }
                self.lost[place] = lost;
                self.from[place] = asker;
                heap.push(Reverse((lost, *host)));
            }
        }
    }

    /// Raises prices where the chain passed, so that nobody would rather have anything else.
    fn reprice(&mut self, asker: u32, lost: i64, passed: &[u32]) {
        self.earned[asker as usize] -= lost;
        for host in passed {
            let more = lost - self.lost[*host as usize];
            if more > 0 {
                self.price[*host as usize] += more;
                for holder in &self.held[*host as usize] {
                    self.earned[*holder as usize] -= more;
                }
            }
        }
    }

    fn carry_out(&mut self, asker: u32, end: End) {
        let mut host = match end {
            End::Place(host) => host,
            End::Without(last) if last == asker => return,
            End::Without(last) => match self.leave(last) {
                Some(host) => host,
                None => return,
            },
        };
        loop {
            let comer = self.from[host as usize];
            let left = self.leave(comer);
            self.held[host as usize].push(comer);
            self.host_of[comer as usize] = Some(host);
            match left {
                Some(left) if comer != asker => host = left,
                _ => return,
            }
        }
    }

    fn leave(&mut self, asker: u32) -> Option<u32> {
        let host = self.host_of[asker as usize].take()?;
        self.held[host as usize].retain(|one| *one != asker);
        Some(host)
    }
}

impl Certificate {
    /// A sum that no pairs exceed, in thousandths of a point: whatever the prices are, what every
    /// asker could earn beyond them and what all places cost.
    pub fn bound(&self, round: &Round) -> i64 {
        let lists = pairs_of(round);
        let earned = lists.iter().map(|list| {
            let open = list
                .iter()
                .filter(|(host, _)| round.capacity[*host as usize] > 0);
            let worth = open.map(|(host, points)| {
                i128::from(*points) - i128::from(self.prices[*host as usize])
            });
            worth.max().unwrap_or(0).max(0)
        });
        let places = self.prices.iter().zip(&round.capacity);
        let places = places.map(|(price, places)| i128::from(*price) * i128::from(*places));
        let bound = earned.sum::<i128>() + places.sum::<i128>();
        i64::try_from(bound).unwrap_or(i64::MAX)
    }
}

/// The sum of points of pairs, in thousandths.
pub fn total(round: &Round, pairs: &Pairs) -> i64 {
    let lists = pairs_of(round);
    let points = pairs.host_of.iter().zip(&lists).filter_map(|(host, list)| {
        let found = list.iter().find(|(one, _)| Some(*one) == *host);
        found.map(|(_, points)| *points)
    });
    points.sum()
}
