//! The ledger (台账): every write is one hash-chained entry in the same transaction.
//!
//! An entry's header carries the hash suite, its stream and place, who did what, the commitments to its payloads
//! and the hash of the entry before it. Payloads are kept apart with a salt each: one can be erased and the
//! chain still verifies. [`Store::verify_ledger`] recomputes everything; a head exported earlier
//! ([`Store::ledger_heads`]) shows truncation.

mod entry;
mod verify;

pub use entry::{Entry, Header, Suite};
pub(crate) use entry::{Head, head_step, seal};
pub(crate) use verify::read_head;
pub use verify::{Finding, LedgerReport, PublishedHead};
