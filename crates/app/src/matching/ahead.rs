//! The full-text index while an import is written: its profiles go in as its rows do, and are kept when it is durable.
//!
//! Main type: [`Ahead`]. It only saves time: what it does not keep, [`Finder::follow`] makes up for.

use super::finder::{Finder, need_profile, offer_profile, party_profile};
use crate::App;
use benfu_domain::need::Need;
use benfu_domain::offer::Offer;
use benfu_domain::party::Party;
use benfu_search::{Profile, SearchError};
use std::sync::Arc;
use tokio::sync::{OwnedMutexGuard, mpsc, oneshot};
use tokio::task::JoinHandle;

/// Chunks that may wait for the index before the import is held back.
const CHUNKS_MAX: usize = 4;

/// An import on its way into the index. Dropping it keeps nothing.
pub(crate) struct Ahead {
    profiles: mpsc::Sender<Vec<Profile>>,
    place: oneshot::Sender<u64>,
    work: JoinHandle<Result<(), SearchError>>,
    /// The place of the act that makes the import durable, if no other act comes between.
    expected: i64,
    _turn: OwnedMutexGuard<()>,
}

impl Finder {
    /// Begins an import, as far as the index has everything before it and nobody else can write meanwhile: on the
    /// embedded engine the import is the only writer.
    pub(crate) async fn ahead(&self, app: &App) -> Option<Ahead> {
        if !app.store.embedded() {
            return None;
        }
        let turn = self.turn().await;
        let newest = self.catch_up_in_turn(&app.store).await.ok()?;
        let index = self.index();
        let (profiles, mut coming) = mpsc::channel::<Vec<Profile>>(CHUNKS_MAX);
        let (place, told) = oneshot::channel();
        let work = tokio::task::spawn_blocking(move || {
            let coming = std::iter::from_fn(|| coming.blocking_recv()).flatten();
            index.add_as_they_come(coming, || told.blocking_recv().ok())
        });
        Some(Ahead {
            profiles,
            place,
            work,
            expected: newest + 1,
            _turn: turn,
        })
    }
}

impl Ahead {
    /// Hands over what a chunk of the import makes.
    pub(crate) async fn add<'r>(
        &self,
        parties: impl Iterator<Item = &'r Party>,
        offers: impl Iterator<Item = &'r Offer>,
        needs: impl Iterator<Item = &'r Need>,
    ) {
        let profiles = parties
            .filter_map(party_profile)
            .chain(offers.filter_map(offer_profile))
            .chain(needs.filter_map(need_profile));
        // Work that has failed listens no more; it is told at the end.
        let _ = self.profiles.send(profiles.collect()).await;
    }

    /// The import is durable at this place of the ledger: its profiles are kept, unless another act came between.
    pub(crate) async fn finish(self, finder: &Arc<Finder>, place: i64) {
        if place != self.expected {
            return;
        }
        drop(self.profiles);
        let _ = self.place.send(u64::try_from(place).unwrap_or_default());
        match self.work.await {
            Ok(Ok(())) => finder.has_followed(place),
            Ok(Err(error)) => tracing::warn!(%error, "an import is not in the full-text index yet"),
            Err(error) => tracing::warn!(%error, "an import is not in the full-text index yet"),
        }
    }
}
