//! Grades that people gave, and how well an order agrees with them.
//!
//! Main types: [`Grades`], [`Pairs`].

use std::collections::BTreeMap;

/// How far down a list is looked at.
const DEPTH: usize = 10;
/// A higher grade gains no more; far above what people use.
const HIGHEST: u8 = 30;

/// The documents that a query is held to: key and grade. 0 answers nothing, each grade above gains twice as much.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grades(pub BTreeMap<i64, u8>);

/// Which documents may answer a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidates {
    /// All; what nobody judged answers nothing.
    All,
    /// All but the one with this key, which is the query itself.
    AllBut(i64),
    /// Those that were judged.
    Judged,
}

/// Pairs of documents with different grades, and how many stand in the right order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Twice the pairs in the right order; a tie counts once.
    pub right_halves: u64,
    /// All pairs.
    pub all: u64,
}

impl Grades {
    /// Whether the key may stand in an answer.
    pub fn admits(&self, candidates: Candidates, key: i64) -> bool {
        match candidates {
            Candidates::All => true,
            Candidates::AllBut(own) => key != own,
            Candidates::Judged => self.0.contains_key(&key),
        }
    }

    /// The normalised discounted cumulative gain of the first ten keys, from 0 to 1 (Järvelin and Kekäläinen 2002,
    /// gain 2^grade − 1); `None` when nothing answers the query.
    pub fn ndcg(&self, ranked: &[i64]) -> Option<f64> {
        let mut grades: Vec<u8> = self.0.values().copied().collect();
        grades.sort_unstable_by_key(|grade| std::cmp::Reverse(*grade));
        let best = discounted(grades.into_iter());
        let grade = |key: &i64| self.0.get(key).copied().unwrap_or(0);
        (best > 0.0).then(|| discounted(ranked.iter().map(grade)) / best)
    }

    /// The judged pairs in the order of their scores; a document without a score has 0.
    pub fn pairs(&self, scores: &BTreeMap<i64, i64>) -> Pairs {
        let score = |key: &i64| scores.get(key).copied().unwrap_or(0);
        let mut pairs = Pairs::default();
        for (better, high) in &self.0 {
            for (worse, _) in self.0.iter().filter(|(_, low)| *low < high) {
                pairs.all += 1;
                pairs.right_halves += match score(better).cmp(&score(worse)) {
                    std::cmp::Ordering::Greater => 2,
                    std::cmp::Ordering::Equal => 1,
                    std::cmp::Ordering::Less => 0,
                };
            }
        }
        pairs
    }
}

impl Pairs {
    /// The share in the right order, from 0 to 1: the area under the curve. `None` without a pair.
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of judged pairs are small"
    )]
    pub fn share(self) -> Option<f64> {
        (self.all > 0).then(|| self.right_halves as f64 / 2.0 / self.all as f64)
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            right_halves: self.right_halves + other.right_halves,
            all: self.all + other.all,
        }
    }
}

fn discounted(grades: impl Iterator<Item = u8>) -> f64 {
    let gain = |grade: u8| 2_f64.powi(i32::from(grade.min(HIGHEST))) - 1.0;
    (2_u32..)
        .zip(grades.take(DEPTH))
        .map(|(place, grade)| gain(grade) / f64::from(place).log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grades(of: &[(i64, u8)]) -> Grades {
        Grades(of.iter().copied().collect())
    }

    #[test]
    fn the_best_order_gains_all_and_a_worse_one_less() {
        let grades = grades(&[(1, 3), (2, 1), (3, 0)]);
        assert_eq!(grades.ndcg(&[1, 2, 3]), Some(1.0));
        let best = 7.0 + 1.0 / 3_f64.log2();
        let turned = 1.0 + 7.0 / 3_f64.log2();
        let found = grades.ndcg(&[2, 1, 3]).unwrap_or_default();
        assert!((found - turned / best).abs() < 1e-12, "{found}");
    }

    #[test]
    fn only_the_first_ten_places_gain() {
        let grades = grades(&[(1, 1)]);
        let mut ranked: Vec<i64> = (2..=11).collect();
        ranked.push(1);
        assert_eq!(grades.ndcg(&ranked), Some(0.0));
    }

    #[test]
    fn a_query_that_nothing_answers_has_no_figure() {
        assert_eq!(grades(&[(1, 0)]).ndcg(&[1]), None);
        assert_eq!(Pairs::default().share(), None);
    }

    #[test]
    fn a_tie_is_half_right() {
        let grades = grades(&[(1, 2), (2, 1), (3, 0)]);
        let scores = [(1, 5), (2, 5)].into_iter().collect();
        assert_eq!(
            grades.pairs(&scores),
            Pairs {
                right_halves: 5,
                all: 3
            }
        );
    }
}
