//! The acts of the past, in the order in which they happened, and how they get into the store.
//!
//! Main types: [`PastAct`] and [`History`]. Parts of the sample add acts in any order; [`History::write_into`]
//! sorts them by time, gives them ledger keys in that order and commits them.

use crate::clock::{day_of, written};
use benfu_domain::Day;
use benfu_domain::id::{AccountId, EntryKey, OrganisationId, PartyId, RecipientId};
use benfu_domain::region::RegionCode;
use benfu_store::{Act, Pool, Store, StoreError, Write};
use jiff::Timestamp;

/// Acts that are handed to the store at once.
const BATCH: usize = 512;

/// Who acts: an account with what its rows carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hand {
    /// The account.
    pub(super) account: AccountId,
    /// Its organisation.
    pub(super) organisation: OrganisationId,
    /// The party that the organisation is.
    pub(super) party: Option<PartyId>,
    /// Where it answers for.
    pub(super) region: RegionCode,
}

type Effect = Box<dyn FnOnce(&mut Write) + Send>;

/// One act: who did what when, and the rows it wrote.
pub(super) struct PastAct {
    at: Timestamp,
    act: Act,
    told: serde_json::Value,
    effects: Vec<Effect>,
    large: bool,
}

impl PastAct {
    /// An act without rows yet.
    pub(super) fn new(at: Timestamp, hand: &Hand, action: &'static str, subject: &str) -> PastAct {
        let act = Act {
            action,
            subject: subject.to_owned(),
            organisation: hand.organisation.to_string(),
            account: hand.account.to_string(),
            at: written(at),
        };
        PastAct {
            at,
            act,
            told: serde_json::Value::Null,
            effects: Vec::new(),
            large: false,
        }
    }

    /// What its ledger entry tells.
    pub(super) fn telling(mut self, told: serde_json::Value) -> PastAct {
        self.told = told;
        self
    }

    /// It was done by the holder of a link, who has no account.
    pub(super) fn by_link(mut self, recipient: RecipientId) -> PastAct {
        self.act.account = recipient.to_string();
        self
    }

    /// Rows it writes.
    pub(super) fn writing(mut self, effect: impl FnOnce(&mut Write) + Send + 'static) -> PastAct {
        self.effects.push(Box::new(effect));
        self
    }

    /// It writes so many rows that they go to the store part by part.
    pub(super) fn large(mut self) -> PastAct {
        self.large = true;
        self
    }

    fn write(&self, entry: i64, seed: u64) -> Write {
        let mut write = Write::new(EntryKey(entry), self.act.clone());
        write.salt_from(seed);
        if !self.told.is_null() {
            write.tell(self.told.clone());
        }
        write
    }
}

/// All acts of the sample.
#[derive(Default)]
pub(super) struct History {
    acts: Vec<PastAct>,
}

impl History {
    /// Adds an act.
    pub(super) fn add(&mut self, act: PastAct) {
        self.acts.push(act);
    }

    /// Adds acts.
    pub(super) fn extend(&mut self, acts: Vec<PastAct>) {
        self.acts.extend(acts);
    }

    /// Writes everything that happened up to `today` into the store; returns the number of ledger entries.
    pub(super) async fn write_into(
        self,
        store: &Store,
        seed: u64,
        today: Day,
    ) -> Result<usize, StoreError> {
        let mut acts = self.acts;
        acts.retain(|act| day_of(act.at) <= today);
        acts.sort_by_key(|act| act.at);
        let count = acts.len();
        let keys = store
            .reserve(Pool::Entry, i64::try_from(count).unwrap_or(i64::MAX))
            .await?;
        let mut batch = Vec::new();
        for (entry, act) in keys.zip(acts) {
            if act.large {
                store.commit_in_order(std::mem::take(&mut batch)).await?;
                write_large(store, act, entry, seed).await?;
                continue;
            }
            let mut write = act.write(entry, seed);
            act.effects
                .into_iter()
                .for_each(|effect| effect(&mut write));
            batch.push(write);
            if batch.len() == BATCH {
                store.commit_in_order(std::mem::take(&mut batch)).await?;
            }
        }
        store.commit_in_order(batch).await?;
        Ok(count)
    }
}

async fn write_large(store: &Store, act: PastAct, entry: i64, seed: u64) -> Result<(), StoreError> {
    let mut write = act.write(entry, seed);
    let mut bulk = store.bulk().await?;
    for effect in act.effects {
        effect(&mut write);
        bulk.send(&mut write).await?;
    }
    bulk.finish(write).await.map(drop)
}
