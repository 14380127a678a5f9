//! Learning weights from how cases ended, with a check on needs that were kept apart.
//!
//! Main types: [`Example`], [`Trial`]. A need whose cases came to good ends and to others says which candidate should
//! have stood before which; [`Concordance`] counts how often weights say the same. [`tried`] moves weights step by step as
//! long as that gains, on two thirds of the needs, and holds them against the weights in force on the last third. Whole
//! numbers only: equal ends give equal weights everywhere.
//!
//! Does not belong here: what was known when a case was opened (application), putting weights in force (a person does).

use super::{ScorePart, Weights};
use std::collections::BTreeMap;

/// Needs on each side of the split, below which nothing is said.
pub const FEWEST_NEEDS: usize = 8;
/// The whole of all weights.
const WHOLE: u16 = 1_000;
/// How far one move shifts weight from one part to another, the coarsest first.
const STEPS: [u16; 6] = [400, 200, 100, 50, 20, 10];
/// Rounds of moves at most; each round must gain, so that this is never reached by real data.
const ROUNDS: usize = 10_000;

/// A candidate of a need as it stood when its case was opened, and how that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Which need; candidates are compared within one.
    pub need: u128,
    /// The value of each part of the score, permille, in the order of [`ScorePart::ALL`].
    pub values: [u16; 5],
    /// It came to the end its programme is for.
    pub good: bool,
}

/// How often weights put the candidate with the good end before one with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Concordance {
    /// Pairs in which the good one stands before.
    pub before: u64,
    /// Pairs in which both stand equal.
    pub equal: u64,
    /// All pairs.
    pub pairs: u64,
}

/// What a trial came to on the needs that were kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Too few needs with ends of both kinds.
    TooFew,
    /// The learned weights order no more pairs rightly than those in force, or not so many more that it could not be chance.
    NoBetter,
    /// They do, and chance alone would not often do it (sign test over needs, one sided, 5 %).
    Better,
}

/// Weights learned from ends, beside those in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// What was learned.
    pub weights: Weights,
    /// Needs that were learned from, and needs that were kept apart.
    pub needs: [usize; 2],
    /// On the needs that were learned from: the weights in force, the learned ones.
    pub learned_on: [Concordance; 2],
    /// On the needs that were kept apart: the same.
    pub kept_apart: [Concordance; 2],
    /// Needs kept apart in which the learned weights do better, and worse.
    pub votes: [usize; 2],
    /// What to make of it.
    pub advice: Advice,
}

impl Concordance {
    /// Twice the pairs that are ordered rightly, an equal one counting half.
    fn doubled(self) -> u64 {
        2 * self.before + self.equal
    }

    /// The share of pairs that are ordered rightly, permille; an equal one counts half. `None` without pairs.
    pub fn permille(self) -> Option<u64> {
        (self.doubled() * 500).checked_div(self.pairs)
    }

    fn and(self, other: Concordance) -> Concordance {
        Concordance {
            before: self.before + other.before,
            equal: self.equal + other.equal,
            pairs: self.pairs + other.pairs,
        }
    }
}

/// The candidates of one need, by how they ended.
#[derive(Default)]
struct Group {
    good: Vec<[u16; 5]>,
    other: Vec<[u16; 5]>,
}

impl Group {
    fn concordance(&self, weights: [u16; 5]) -> Concordance {
        let mut found = Concordance::default();
        for good in &self.good {
            for other in &self.other {
                let (mine, theirs) = (weighed(weights, *good), weighed(weights, *other));
                found.pairs += 1;
                found.before += u64::from(mine > theirs);
                found.equal += u64::from(mine == theirs);
            }
        }
        found
    }
}

fn weighed(weights: [u16; 5], values: [u16; 5]) -> u32 {
    let parts = weights.iter().zip(values);
    parts
        .map(|(weight, value)| u32::from(*weight) * u32::from(value))
        .sum()
}

fn over(groups: &[&Group], weights: [u16; 5]) -> Concordance {
    let each = groups.iter().map(|group| group.concordance(weights));
    each.fold(Concordance::default(), Concordance::and)
}

/// Learns weights from ends, beginning with those in force.
pub fn tried(examples: &[Example], in_force: &Weights) -> Trial {
    let mut groups: BTreeMap<u128, Group> = BTreeMap::new();
    for example in examples {
        let group = groups.entry(example.need).or_default();
        let side = if example.good {
            &mut group.good
        } else {
            &mut group.other
        };
        side.push(example.values);
    }
    groups.retain(|_, group| !group.good.is_empty() && !group.other.is_empty());
    let (mut learn, mut apart) = (Vec::new(), Vec::new());
    for (need, group) in &groups {
        let side = if keeps_apart(*need) {
            &mut apart
        } else {
            &mut learn
        };
        side.push(group);
    }
    let before = in_force.permille;
    let after = climbed(&learn, before);
    let votes = votes(&apart, before, after);
    let kept_apart = [over(&apart, before), over(&apart, after)];
    let few = learn.len() < FEWEST_NEEDS || apart.len() < FEWEST_NEEDS;
    Trial {
        weights: Weights { permille: after },
        needs: [learn.len(), apart.len()],
        learned_on: [over(&learn, before), over(&learn, after)],
        kept_apart,
        votes,
        advice: if few {
            Advice::TooFew
        } else {
            advice(kept_apart, votes)
        },
    }
}

/// One need in three, by its identifier alone: it stays on its side when others come.
fn keeps_apart(need: u128) -> bool {
    let mixed = (need ^ (need >> 64)).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
    (mixed >> 96).is_multiple_of(3)
}

/// Shifts weight from one part to another as long as that orders more pairs rightly; of equal gains the first counts.
fn climbed(groups: &[&Group], from: [u16; 5]) -> [u16; 5] {
    let (mut best, mut reached) = (from, over(groups, from).doubled());
    for step in STEPS {
        for _ in 0..ROUNDS {
            let moves = moved(best, step).map(|next| (over(groups, next).doubled(), next));
            let Some((gained, next)) = moves
                .filter(|(gained, _)| *gained > reached)
                .reduce(|one, other| if other.0 > one.0 { other } else { one })
            else {
                break;
            };
            (best, reached) = (next, gained);
        }
    }
    best
}

/// Every way to shift so much weight from one part to another.
fn moved(weights: [u16; 5], step: u16) -> impl Iterator<Item = [u16; 5]> {
    let parts = ScorePart::ALL.len();
    let ways = (0..parts).flat_map(move |from| (0..parts).map(move |to| (from, to)));
    ways.filter_map(move |(from, to)| {
        let mut next = weights;
        next[from] = next[from].checked_sub(step)?;
        next[to] = next[to].checked_add(step).filter(|sum| *sum <= WHOLE)?;
        (from != to).then_some(next)
    })
}

fn votes(groups: &[&Group], before: [u16; 5], after: [u16; 5]) -> [usize; 2] {
    let mut votes = [0; 2];
    for group in groups {
        let (old, new) = (group.concordance(before), group.concordance(after));
        votes[0] += usize::from(new.doubled() > old.doubled());
        votes[1] += usize::from(new.doubled() < old.doubled());
    }
    votes
}

fn advice([before, after]: [Concordance; 2], [better, worse]: [usize; 2]) -> Advice {
    let gained = after.doubled() > before.doubled();
    if gained && hardly_by_chance(better, better + worse) {
        Advice::Better
    } else {
        Advice::NoBetter
    }
}

/// Would a fair coin show so many heads of so many throws in at most one case of twenty?
fn hardly_by_chance(heads: usize, throws: usize) -> bool {
    if throws > MOST_THROWS {
        // Two standard deviations, beyond which exact sums do not fit into 128 bits.
        let over = (2 * heads).saturating_sub(throws);
        return over * over > 4 * throws;
    }
    let (mut ways, mut sum) = (1_u128, 0_u128);
    for head in 0..=throws {
        if head >= heads {
            sum += ways;
        }
        let left = u128::try_from(throws - head).unwrap_or(0);
        let place = u128::try_from(head + 1).unwrap_or(1);
        ways = ways * left / place;
    }
    sum * 20 <= 1_u128 << throws
}

/// Throws whose ways are counted exactly.
const MOST_THROWS: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    /// A need in which the good end had a record and the other a closer text.
    fn ends(need: u128) -> [Example; 2] {
        let example = |values, good| Example { need, values, good };
        [
            example([600, 500, 300, 800, 0], true),
            example([900, 500, 300, 0, 0], false),
        ]
    }

    fn many(count: u128) -> Vec<Example> {
        (1..=count).flat_map(|need| ends(need * 7_919)).collect()
    }

    #[test]
    fn what_ends_say_is_learned_and_held_against_needs_kept_apart() {
        let trial = tried(&many(60), &Weights::default());
        assert_eq!(trial.advice, Advice::Better);
        assert_eq!(trial.kept_apart[1].permille(), Some(1_000));
        assert_eq!(trial.kept_apart[0].permille(), Some(0));
        assert_eq!(trial.weights.permille.iter().sum::<u16>(), 1_000);
        assert!(trial.needs.iter().all(|needs| *needs >= FEWEST_NEEDS));
        let record = trial.weights.permille[3];
        assert!(record > Weights::default().permille[3]);
    }

    #[test]
    fn few_ends_say_nothing() {
        let trial = tried(&many(6), &Weights::default());
        assert_eq!(trial.advice, Advice::TooFew);
        let none = tried(&[], &Weights::default());
        assert_eq!(none.weights, Weights::default());
        assert_eq!(none.learned_on[0].permille(), None);
    }

    #[test]
    fn ends_that_say_nothing_new_change_nothing() {
        let same = |example: Example| Example {
            good: !example.good,
            ..example
        };
        let examples: Vec<Example> = many(60).into_iter().map(same).collect();
        let trial = tried(&examples, &Weights::default());
        assert_eq!(trial.weights, Weights::default(), "it was right already");
        assert_eq!(trial.advice, Advice::NoBetter);
    }

    #[test]
    fn a_need_with_ends_of_one_kind_is_left_out() {
        let examples: Vec<Example> = many(60).into_iter().filter(|one| one.good).collect();
        assert_eq!(tried(&examples, &Weights::default()).needs, [0, 0]);
    }

    #[test]
    fn chance_is_counted_as_in_the_tables() {
        // Binomial tables: 5 of 5 has 1/32, 8 of 10 has 56/1024, 9 of 10 has 11/1024.
        assert!(hardly_by_chance(5, 5));
        assert!(!hardly_by_chance(4, 4));
        assert!(!hardly_by_chance(8, 10));
        assert!(hardly_by_chance(9, 10));
        assert!(!hardly_by_chance(0, 0));
        assert!(hardly_by_chance(120, 200) && !hardly_by_chance(110, 200));
    }
}
