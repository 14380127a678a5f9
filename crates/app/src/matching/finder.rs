//! The full-text index over needs, offers and firms. It is a cache of the store: it follows the ledger, and is
//! built anew when it is damaged or gone.

use super::profile;
use crate::{App, Failure};
use benfu_domain::id::SubjectKey;
use benfu_domain::need::{Need, NeedState};
use benfu_domain::offer::{Offer, OfferState};
use benfu_domain::party::Party;
use benfu_search::{Change, Index, Lexicon, Profile, SearchError};
use benfu_store::need::NeedFilter;
use benfu_store::party::PartyFilter;
use benfu_store::{ActAfter, Page, Store, StoreError};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// Acts taken over at once.
const BATCH: i64 = 500;
/// When more acts than this are waiting, building anew is quicker than following.
const REBUILD_FROM: i64 = 50_000;

/// The index with the turn of whoever changes it.
pub struct Finder {
    index: Arc<Index>,
    turn: Arc<Mutex<()>>,
    /// The newest act that has been taken over.
    followed: AtomicI64,
}

fn broken(error: &SearchError) -> Failure {
    Failure::Bug(format!("full-text index: {error}"))
}

impl Finder {
    /// Opens the index in a directory, or makes it anew when it cannot be trusted.
    ///
    /// # Errors
    /// [`Failure::Bug`] when even a new one cannot be made.
    pub fn open(directory: &Path, lexicon: &Lexicon) -> Result<Finder, Failure> {
        let opened = match Index::open(directory, lexicon) {
            Err(SearchError::MustRebuild { cause, .. }) => {
                tracing::warn!(?cause, "the full-text index is built anew");
                Index::recreate(directory, lexicon)
            }
            other => other,
        };
        Ok(Finder::over(opened.map_err(|error| broken(&error))?))
    }

    /// An index in memory, for one call of the command line or a test.
    ///
    /// # Errors
    /// [`Failure::Bug`] when the lexicon is not usable.
    pub fn in_memory(lexicon: &Lexicon) -> Result<Finder, Failure> {
        Index::in_memory(lexicon)
            .map(Finder::over)
            .map_err(|error| broken(&error))
    }

    fn over(index: Index) -> Finder {
        Finder {
            index: Arc::new(index),
            turn: Arc::default(),
            followed: AtomicI64::new(-1),
        }
    }

    /// The index with every act that was acknowledged before this call. Whoever searches brings it up to date, so
    /// that nobody who writes waits for it.
    pub(crate) async fn current(&self, app: &App) -> Arc<Index> {
        self.follow(app).await;
        self.index()
    }

    /// The turn of whoever changes it, kept until the guard is dropped.
    pub(super) async fn turn(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.turn).lock_owned().await
    }

    /// Notes that every act up to this one has been taken over.
    pub(super) fn has_followed(&self, act: i64) {
        self.followed.store(act, Ordering::Release);
    }

    /// The index as it is.
    pub(crate) fn index(&self) -> Arc<Index> {
        Arc::clone(&self.index)
    }

    /// Brings the index up to the store. A failure is logged, not told: the write that caused it is durable,
    /// and the next follow or start makes up for it.
    pub async fn follow(&self, app: &App) {
        if let Err(error) = self.catch_up(&app.store).await {
            tracing::warn!(%error, "the full-text index could not follow the store");
        }
    }

    /// The same, telling failures. Of many that wait for their turn, the first takes over the acts of all.
    ///
    /// # Errors
    /// Those of the store, or [`Failure::Bug`] for the index.
    pub async fn catch_up(&self, store: &Store) -> Result<(), Failure> {
        let newest = store.newest_act().await?;
        // Before it waits for its turn, since an import that runs ahead keeps that until it ends.
        if self.has(store, newest) {
            return Ok(());
        }
        let _turn = self.turn().await;
        if self.has(store, newest) {
            return Ok(());
        }
        self.catch_up_in_turn(store).await.map(drop)
    }

    /// Only the embedded engine gives acts in the order in which they were committed.
    fn has(&self, store: &Store, act: i64) -> bool {
        store.embedded() && self.followed.load(Ordering::Acquire) >= act
    }

    /// Takes over what there is, and says which act was the newest.
    pub(super) async fn catch_up_in_turn(&self, store: &Store) -> Result<i64, Failure> {
        let newest = store.newest_act().await?;
        let seen = i64::try_from(self.index.stamp()).unwrap_or(i64::MAX);
        if seen > newest || newest - seen > REBUILD_FROM || (seen == 0 && newest > 0) {
            self.rebuild(store, newest).await?;
        } else {
            self.follow_from(store, seen).await?;
        }
        self.has_followed(newest);
        Ok(newest)
    }

    async fn follow_from(&self, store: &Store, mut seen: i64) -> Result<(), Failure> {
        loop {
            let acts = store.acts_after(seen, BATCH).await?;
            let Some(last) = acts
                .last()
                .map(|act| act.place)
                .filter(|place| *place > seen)
            else {
                return Ok(());
            };
            let changes = changes(store, &acts).await?;
            self.apply(changes, last).await?;
            seen = last;
        }
    }

    async fn apply(&self, changes: Vec<Change>, stamp: i64) -> Result<(), Failure> {
        if changes.is_empty() && stamp % 64 != 0 {
            // Acts about other things need no commit of their own; the stamp catches up with the next one.
            return Ok(());
        }
        let index = self.index();
        let stamp = u64::try_from(stamp).unwrap_or_default();
        let work = move || index.apply(changes, stamp);
        let done = tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| Failure::Bug(error.to_string()))?;
        done.map_err(|error| broken(&error))
    }

    async fn rebuild(&self, store: &Store, stamp: i64) -> Result<(), Failure> {
        let profiles = all_profiles(store).await?;
        let index = self.index();
        let stamp = u64::try_from(stamp).unwrap_or_default();
        let work = move || index.rebuild(profiles, stamp);
        let done = tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| Failure::Bug(error.to_string()))?;
        done.map_err(|error| broken(&error))
    }
}

/// What these acts change in the index: each thing once, as it is now.
pub(super) async fn changes(store: &Store, acts: &[ActAfter]) -> Result<Vec<Change>, StoreError> {
    let subjects: BTreeSet<&str> = acts.iter().map(|act| act.subject.as_str()).collect();
    let mut changes = Vec::new();
    for subject in subjects {
        match subject.get(..4) {
            Some("ned_") => changes.extend(need_change(store, subject).await?),
            Some("ofr_") => changes.extend(offer_change(store, subject).await?),
            Some("pty_") => changes.extend(party_change(store, subject).await?),
            Some("imp_") => changes.extend(import_changes(store, subject).await?),
            _ => {}
        }
    }
    Ok(changes)
}

async fn need_change(store: &Store, id: &str) -> Result<Option<Change>, StoreError> {
    let Ok(id) = id.parse() else { return Ok(None) };
    Ok(store
        .need(id)
        .await?
        .map(|need| put_or_remove(need_profile(&need), need.key.0)))
}

async fn offer_change(store: &Store, id: &str) -> Result<Option<Change>, StoreError> {
    let Ok(id) = id.parse() else { return Ok(None) };
    Ok(store
        .offer(id)
        .await?
        .map(|offer| put_or_remove(offer_profile(&offer), offer.key.0)))
}

async fn party_change(store: &Store, id: &str) -> Result<Option<Change>, StoreError> {
    let Ok(id) = id.parse() else { return Ok(None) };
    Ok(store
        .party(id)
        .await?
        .map(|party| put_or_remove(party_profile(&party), party.key.0)))
}

fn put_or_remove(profile: Option<Profile>, key: i64) -> Change {
    profile.map_or(Change::Remove(key), Change::Put)
}

/// Everything that an import made, as it is now. Rows of a withdrawn one are gone from the store, so the keys it
/// had are taken out by their range.
async fn import_changes(store: &Store, id: &str) -> Result<Vec<Change>, StoreError> {
    let Ok(id) = id.parse() else {
        return Ok(Vec::new());
    };
    let mut changes = Vec::new();
    let withdrawn = store
        .import(id)
        .await?
        .is_some_and(|import| import.withdrawn);
    if withdrawn && let Some((first, last)) = store.import_keys(id).await? {
        changes.extend(withdrawn_changes(store, first, last).await?);
    }
    for need in store.needs_of_import(id).await? {
        changes.extend(need_profile(&need).map(Change::Put));
    }
    for offer in store.offers_of_import(id).await? {
        changes.extend(offer_profile(&offer).map(Change::Put));
    }
    for party in store.parties_of_import(id).await? {
        changes.extend(party_profile(&party).map(Change::Put));
    }
    Ok(changes)
}

/// The keys between the first and the last one that a withdrawn import had. Other acts may have taken keys in
/// between, so what still stands there is put back.
async fn withdrawn_changes(
    store: &Store,
    first: i64,
    last: i64,
) -> Result<Vec<Change>, StoreError> {
    let mut changes = Vec::new();
    let keys: Vec<SubjectKey> = (first..=last).map(SubjectKey).collect();
    for keys in keys.chunks(5_000) {
        changes.extend(keys.iter().map(|key| Change::Remove(key.0)));
        let needs = store.needs_by_key(keys).await?;
        changes.extend(needs.iter().filter_map(need_profile).map(Change::Put));
        let offers = store.offers_by_key(keys).await?;
        changes.extend(offers.iter().filter_map(offer_profile).map(Change::Put));
        let parties = store.parties_by_key(keys).await?;
        changes.extend(parties.iter().filter_map(party_profile).map(Change::Put));
    }
    Ok(changes)
}

pub(super) async fn all_profiles(store: &Store) -> Result<Vec<Profile>, StoreError> {
    let mut profiles = Vec::new();
    let mut page = Page::first(Page::MOST);
    loop {
        let needs = store.needs(&NeedFilter::default(), &page).await?;
        let Some(last) = needs.last() else { break };
        page.after = last.id.to_string();
        profiles.extend(needs.iter().filter_map(need_profile));
    }
    page = Page::first(Page::MOST);
    loop {
        let offers = store.offers(OfferState::Open, "", &page).await?;
        let Some(last) = offers.last() else { break };
        page.after = last.id.to_string();
        profiles.extend(offers.iter().filter_map(offer_profile));
    }
    page = Page::first(Page::MOST);
    loop {
        let parties = store.parties(&PartyFilter::default(), &page).await?;
        let Some(last) = parties.last() else { break };
        page.after = last.id.to_string();
        profiles.extend(parties.iter().filter_map(party_profile));
    }
    Ok(profiles)
}

/// A need takes part in matching until it is over.
pub(super) fn need_profile(need: &Need) -> Option<Profile> {
    let over = matches!(
        need.state,
        NeedState::Closed | NeedState::Expired | NeedState::Withdrawn
    );
    (!over).then(|| profile::of_need(need))
}

pub(super) fn offer_profile(offer: &Offer) -> Option<Profile> {
    (offer.state == OfferState::Open).then(|| profile::of_offer(offer))
}

/// A firm is found by what it says of itself; a register of bare names would only make noise.
pub(super) fn party_profile(party: &Party) -> Option<Profile> {
    let told =
        !party.introduction.is_empty() && party.identity != benfu_domain::party::Identity::Merged;
    told.then(|| profile::of_party(party))
}
