//! The answers of one block of rows, joined word by word.
//!
//! Main type: [`Answers`].

use super::RowFailure;
use crate::Answer;
use crate::bitmap::WORD;
use crate::operand::Failure;

/// Three bitmaps of equal length: met, unknown, failed. Met and unknown never overlap; what they
/// say of a failed row means nothing until [`Answers::append`] clears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answers {
    pub(super) met: Vec<u64>,
    pub(super) unknown: Vec<u64>,
    pub(super) failed: Vec<u64>,
    failures: Vec<RowFailure>,
}

impl Answers {
    /// No rows.
    pub(super) fn none() -> Self {
        Self::clear(0)
    }

    /// Not met for all rows.
    pub(super) fn clear(rows: usize) -> Self {
        let words = vec![0; rows.div_ceil(WORD)];
        Self {
            met: words.clone(),
            unknown: words.clone(),
            failed: words,
            failures: Vec::new(),
        }
    }

    /// The same answer for all rows.
    pub(super) fn constant(answer: Answer, rows: usize) -> Self {
        let mut answers = Self::clear(rows);
        match answer {
            Answer::NotMet => {}
            Answer::Unknown => answers.unknown.fill(u64::MAX),
            Answer::Met => answers.met.fill(u64::MAX),
        }
        answers
    }

    /// The answers of a condition given row by row.
    pub(super) fn collect(rows: usize, answer: impl Fn(usize) -> Result<Answer, Failure>) -> Self {
        let mut answers = Self::clear(rows);
        for row in 0..rows {
            let (word, bit) = (row / WORD, 1 << (row % WORD));
            match answer(row) {
                Ok(Answer::Met) => answers.met[word] |= bit,
                Ok(Answer::Unknown) => answers.unknown[word] |= bit,
                Ok(Answer::NotMet) => {}
                Err(failure) => {
                    answers.failed[word] |= bit;
                    answers.failures.push((row, failure));
                }
            }
        }
        answers
    }

    /// The failure of the first failed row among so many rows.
    pub(super) fn first_failure(&self, rows: usize) -> Option<RowFailure> {
        let failed = |row: &usize| self.failed[row / WORD] >> (row % WORD) & 1 == 1;
        let first = (0..rows).find(failed)?;
        let of_first = self.failures.iter().find(|(row, _)| *row == first);
        of_first.cloned()
    }

    /// The answer of a row, as if nothing had failed.
    pub(super) fn get(&self, row: usize) -> Answer {
        let bit = |words: &[u64]| words[row / WORD] >> (row % WORD) & 1 == 1;
        if bit(&self.met) {
            Answer::Met
        } else if bit(&self.unknown) {
            Answer::Unknown
        } else {
            Answer::NotMet
        }
    }

    /// The failure of a row, if it failed.
    pub(super) fn failure(&self, row: usize) -> Option<&Failure> {
        if self.failed[row / WORD] >> (row % WORD) & 1 == 0 {
            return None;
        }
        let of_row = self.failures.iter().find(|(failed, _)| *failed == row);
        of_row.map(|(_, failure)| failure)
    }

    /// Kleene "and", row by row.
    pub(super) fn and(mut self, other: &Self) -> Self {
        for index in 0..self.met.len() {
            let possible =
                (self.met[index] | self.unknown[index]) & (other.met[index] | other.unknown[index]);
            self.met[index] &= other.met[index];
            self.unknown[index] = possible & !self.met[index];
        }
        self.fail_with(other);
        self
    }

    /// Kleene "or", row by row.
    pub(super) fn or(mut self, other: &Self) -> Self {
        for index in 0..self.met.len() {
            self.met[index] |= other.met[index];
            self.unknown[index] |= other.unknown[index];
            self.unknown[index] &= !self.met[index];
        }
        self.fail_with(other);
        self
    }

    /// Kleene "not", row by row.
    pub(super) fn negate(mut self) -> Self {
        for index in 0..self.met.len() {
            self.met[index] = !self.met[index] & !self.unknown[index];
        }
        self
    }

    /// The branch taken, row by row. A branch that cannot count cannot fail either.
    pub(super) fn choose(test: &Self, yes: &Self, no: &Self) -> Self {
        let mut chosen = test.clone();
        for index in 0..test.met.len() {
            let (met, unknown) = (test.met[index], test.unknown[index]);
            let not_met = !met & !unknown;
            let both_met = yes.met[index] & no.met[index];
            let neither =
                !(yes.met[index] | yes.unknown[index] | no.met[index] | no.unknown[index]);
            chosen.met[index] =
                (met & yes.met[index]) | (not_met & no.met[index]) | (unknown & both_met);
            chosen.unknown[index] = (met & yes.unknown[index])
                | (not_met & no.unknown[index])
                | (unknown & !both_met & !neither);
            chosen.failed[index] = test.failed[index]
                | ((met | unknown) & yes.failed[index])
                | ((not_met | unknown) & no.failed[index]);
        }
        for (branch, excluded_by) in [(yes, Answer::NotMet), (no, Answer::Met)] {
            let counts = |(row, _): &&RowFailure| test.get(*row) != excluded_by;
            let failures = branch.failures.iter().filter(counts);
            chosen.failures.extend(failures.cloned());
        }
        chosen
    }

    fn fail_with(&mut self, other: &Self) {
        for (mine, theirs) in self.failed.iter_mut().zip(&other.failed) {
            *mine |= theirs;
        }
        self.failures.extend(other.failures.iter().cloned());
    }

    /// Adds the answers of the next block; failed rows are neither met nor unknown.
    pub(super) fn append(&mut self, block: &Self) {
        for index in 0..block.met.len() {
            let fine = !block.failed[index];
            self.met.push(block.met[index] & fine);
            self.unknown.push(block.unknown[index] & fine);
            self.failed.push(block.failed[index]);
        }
    }
}
