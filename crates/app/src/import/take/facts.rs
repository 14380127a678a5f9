//! Facts of rows: what is new, what is known, what another row of the file has said before.

use super::Taking;
use crate::import::record::FactCell;
use crate::import::register::{At, fingerprint};
use benfu_domain::fact::Level;
use benfu_domain::id::SubjectKey;
use benfu_store::fact::NewFact;
use std::collections::HashSet;

/// Which facts the rows of this file have stated: one bit for each party and column, so that no fact is recorded
/// twice in one act.
pub(super) struct Given {
    words: usize,
    bits: Vec<u64>,
    /// Facts of rows that name their concept themselves.
    named: HashSet<u128>,
}

impl Given {
    pub(super) fn new(columns: usize) -> Given {
        Given {
            words: columns.div_ceil(64),
            bits: Vec::new(),
            named: HashSet::new(),
        }
    }

    /// Is this the first time that a row of the file states this fact?
    fn first(&mut self, at: At, cell: &FactCell) -> bool {
        let Some(column) = cell.column else {
            return self
                .named
                .insert(fingerprint(&(at.index(), &cell.concept, cell.period)));
        };
        let word = at.index() * self.words + column / 64;
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        let mask = 1 << (column % 64);
        let first = self.bits[word] & mask == 0;
        self.bits[word] |= mask;
        first
    }
}

impl Taking<'_> {
    /// Records the facts of a row about a party; returns how many were new.
    pub(super) fn facts(&mut self, at: At, cells: &[FactCell]) -> usize {
        let key = self.register.get(at).key;
        let mut recorded = 0;
        for cell in cells {
            if self.given.first(at, cell) && self.fact_about(key, cell) {
                recorded += 1;
            }
        }
        recorded
    }

    /// Records a fact unless it is on record; `true` when it is new. A level that somebody chose stays.
    fn fact_about(&mut self, key: SubjectKey, cell: &FactCell) -> bool {
        if self.batch.makes(key) {
            self.first_facts(key, std::slice::from_ref(cell));
            return true;
        }
        let held = self.held.get(&(key, cell.concept.clone(), cell.period));
        if held.is_some_and(|(observed, _)| *observed == cell.observed) {
            return false;
        }
        let level = held.map(|(_, level)| *level);
        let fact = self.new_fact(key, cell, level.unwrap_or(cell.level));
        self.batch.updates.push(fact);
        true
    }

    /// Facts about a subject that this row made.
    pub(super) fn first_facts(&mut self, key: SubjectKey, cells: &[FactCell]) {
        for cell in cells {
            let fact = self.new_fact(key, cell, cell.level);
            self.batch.fresh.push(fact);
        }
    }

    fn new_fact(&self, subject: SubjectKey, cell: &FactCell, level: Level) -> NewFact {
        NewFact {
            subject,
            concept: self
                .concepts
                .get(&cell.concept)
                .copied()
                .unwrap_or_default(),
            period: cell.period,
            observed: Some(cell.observed.clone()),
            level,
        }
    }
}
