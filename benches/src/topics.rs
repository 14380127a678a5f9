//! Invented vectors as a model would make them: each is about one of some topics.
//!
//! Main type: [`Topics`].

use crate::texts::Dice;

const TOPICS: usize = 800;
/// How much of a vector is its topic, beside what is its own.
const SHARED: f32 = 0.7;

/// Makes vectors, the same ones for the same seed; one topic follows the other.
pub struct Topics {
    dice: Dice,
    middles: Vec<Vec<f32>>,
    made: usize,
}

impl Topics {
    /// Topics with a seed, whose vectors are of so many numbers.
    pub fn new(seed: u64, dimension: usize) -> Topics {
        let mut dice = Dice::new(seed);
        let mut topic = || (0..dimension).map(|_| noise(&mut dice)).collect();
        let middles = (0..TOPICS).map(|_| topic()).collect();
        Topics {
            dice,
            middles,
            made: 0,
        }
    }

    /// The next vector, of length one.
    pub fn vector(&mut self) -> Vec<f32> {
        let topic = &self.middles[self.made * 7_919 % TOPICS];
        self.made += 1;
        let numbers = topic.iter().map(|of| noise(&mut self.dice) + SHARED * of);
        let vector: Vec<f32> = numbers.collect();
        let length = vector.iter().map(|one| one * one).sum::<f32>().sqrt();
        vector.iter().map(|one| one / length).collect()
    }
}

/// A number around 0, nearly normal: the sum of four even ones.
fn noise(dice: &mut Dice) -> f32 {
    let mut even =
        || f32::from(u16::try_from(dice.below(65_536)).unwrap_or_default()) / 65_536.0 - 0.5;
    even() + even() + even() + even()
}
