//! Planned failures: a test makes the n-th store call fail, for n = 1, 2, … until the use case succeeds.

use crate::StoreError;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts the calls of a store and fails one of them. Without a plan the count costs one atomic add.
#[derive(Debug, Clone, Default)]
pub struct FaultPlan(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    calls: AtomicU64,
    fails_at: AtomicU64,
}

impl FaultPlan {
    /// From now on, the `n`-th call fails (1 is the next one); 0 takes the plan back.
    pub fn fail_at(&self, n: u64) {
        self.0.calls.store(0, Ordering::SeqCst);
        self.0.fails_at.store(n, Ordering::SeqCst);
    }

    /// How many calls were made since the plan was set.
    pub fn calls(&self) -> u64 {
        self.0.calls.load(Ordering::SeqCst)
    }

    pub(crate) fn call(&self) -> Result<(), StoreError> {
        let call = self.0.calls.fetch_add(1, Ordering::SeqCst) + 1;
        if call == self.0.fails_at.load(Ordering::SeqCst) {
            return Err(StoreError::Planned(call));
        }
        Ok(())
    }
}
