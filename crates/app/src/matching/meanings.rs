//! Likeness of meaning while the server runs: the vectors of all profiles, made by the operator's endpoint.
//!
//! Main type: [`Meanings`]. It is a cache of the store that follows the ledger as the full-text index does, on a task of its
//! own, since an endpoint is slow. Nobody waits for it: until it has all vectors, and whenever the endpoint fails, matching
//! goes on without, and says so.

use super::finder::{all_profiles, changes};
use crate::App;
use benfu_search::meaning::{EmbedError, Embedder, Side, Vectors, of_profile};
use benfu_search::{Change, Profile};
use benfu_store::{Store, StoreError};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Profiles whose vectors are asked for at once.
const BATCH: usize = 64;
/// Acts taken over at once.
const ACTS: i64 = 500;

/// An embedder that may be used from any thread, one at a time.
type SharedEmbedder = Arc<Mutex<Box<dyn Embedder + Send>>>;

/// Why a ranking was made without likeness of meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WithoutMeaning {
    /// So many of the profiles have no vector yet.
    Preparing {
        /// Profiles that still wait.
        left: usize,
    },
    /// The endpoint failed, with the stable code of the reason.
    Failed {
        /// The code.
        code: &'static str,
    },
}

/// The vectors of all profiles, if there is an endpoint.
#[derive(Default)]
pub struct Meanings(Option<Kept>);

struct Kept {
    /// Makes the vectors of profiles.
    profiles: SharedEmbedder,
    /// Makes the vectors of what is looked for, so that this does not wait behind profiles.
    queries: SharedEmbedder,
    vectors: RwLock<Vectors>,
    progress: Mutex<Progress>,
}

/// How far the vectors are.
struct Progress {
    /// The newest act that was taken over; none before the first profiles were loaded.
    seen: Option<i64>,
    waiting: Vec<Change>,
    failed: Option<&'static str>,
}

impl Meanings {
    /// Vectors made by these two embedders of one model.
    pub fn by(profiles: Box<dyn Embedder + Send>, queries: Box<dyn Embedder + Send>) -> Self {
        let shared = |embedder| Arc::new(Mutex::new(embedder));
        Self(Some(Kept {
            profiles: shared(profiles),
            queries: shared(queries),
            vectors: RwLock::default(),
            progress: Mutex::new(Progress {
                seen: None,
                waiting: Vec::new(),
                failed: None,
            }),
        }))
    }

    /// Takes over what has changed in the store and asks for the vectors of one batch. True while more is waiting.
    ///
    /// # Errors
    /// Those of the store; a failure of the endpoint is kept for those who rank.
    pub async fn follow(&self, app: &App) -> Result<bool, StoreError> {
        let Some(kept) = &self.0 else {
            return Ok(false);
        };
        kept.look(&app.store).await?;
        Ok(kept.embed_some(Arc::clone(&kept.profiles)).await)
    }

    /// Whether the endpoint failed when it was last asked for vectors of profiles.
    pub fn failing(&self) -> bool {
        let kept = self.0.as_ref();
        kept.is_some_and(|kept| kept.progress().failed.is_some())
    }

    /// Whether there is an endpoint at all.
    pub(super) fn at_hand(&self) -> bool {
        self.0.is_some()
    }

    /// What a profile looks for as a vector; blocks for as long as the endpoint takes.
    pub(super) fn asked(&self, profile: &Profile) -> Result<Vec<f32>, WithoutMeaning> {
        let Some(kept) = &self.0 else {
            return Err(WithoutMeaning::Preparing { left: 0 });
        };
        kept.ready()?;
        let embedder = kept.queries.lock().unwrap_or_else(PoisonError::into_inner);
        let vectors = kept.vectors.read().unwrap_or_else(PoisonError::into_inner);
        let asked = benfu_search::meaning::ask(&**embedder, profile, &vectors);
        asked.map_err(|error| WithoutMeaning::Failed { code: error.code() })
    }

    /// Uses the vectors as they are.
    pub(super) fn with_vectors<T>(&self, using: impl FnOnce(&Vectors) -> T) -> Option<T> {
        let kept = self.0.as_ref()?;
        let vectors = kept.vectors.read().unwrap_or_else(PoisonError::into_inner);
        Some(using(&vectors))
    }
}

impl Kept {
    fn progress(&self) -> std::sync::MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ready(&self) -> Result<(), WithoutMeaning> {
        let progress = self.progress();
        match (progress.failed, progress.seen, progress.waiting.len()) {
            (Some(code), ..) => Err(WithoutMeaning::Failed { code }),
            // A few that are behind rank as the average until they are there.
            (None, Some(_), left) if left <= BATCH => Ok(()),
            (None, _, left) => Err(WithoutMeaning::Preparing { left }),
        }
    }

    /// Notes every profile that has changed since it was last looked; at first, all.
    async fn look(&self, store: &Store) -> Result<(), StoreError> {
        let seen = self.progress().seen;
        let Some(mut seen) = seen else {
            let newest = store.newest_act().await?;
            let profiles = all_profiles(store).await?;
            let mut progress = self.progress();
            progress.waiting = profiles.into_iter().map(Change::Put).collect();
            progress.seen = Some(newest);
            return Ok(());
        };
        loop {
            let acts = store.acts_after(seen, ACTS).await?;
            let newest = acts.last().map(|act| act.place);
            let Some(newest) = newest.filter(|place| *place > seen) else {
                return Ok(());
            };
            let changed = changes(store, &acts).await?;
            let mut progress = self.progress();
            progress.waiting.extend(changed);
            (seen, progress.seen) = (newest, Some(newest));
        }
    }

    /// Asks for one batch. True while more is waiting.
    async fn embed_some(&self, embedder: SharedEmbedder) -> bool {
        let batch = self.batch();
        if batch.is_empty() {
            return false;
        }
        let (keys, texts): (Vec<i64>, Vec<String>) = batch.into_iter().unzip();
        let asked = texts.len();
        let work = move || {
            let embedder = embedder.lock().unwrap_or_else(PoisonError::into_inner);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            embedder.embed(&texts, Side::Profile)
        };
        let made = tokio::task::spawn_blocking(work).await;
        let made = made.unwrap_or_else(|error| Err(EmbedError::Malformed(error.to_string())));
        match made.and_then(|made| self.put(&keys, made)) {
            Ok(()) => {
                let mut progress = self.progress();
                let taken = progress.waiting.len().min(asked);
                progress.waiting.drain(..taken);
                progress.failed = None;
                !progress.waiting.is_empty()
            }
            Err(error) => {
                tracing::warn!(%error, "matching goes on without likeness of meaning");
                self.progress().failed = Some(error.code());
                false
            }
        }
    }

    /// The next profiles that wait. What was taken out of matching needs no vector, and is never a hit without a profile.
    fn batch(&self) -> Vec<(i64, String)> {
        let mut progress = self.progress();
        progress
            .waiting
            .retain(|change| matches!(change, Change::Put(_)));
        let next = progress.waiting.iter().take(BATCH);
        let text = |change: &Change| match change {
            Change::Put(profile) => Some((profile.key, of_profile(profile))),
            Change::Remove(_) => None,
        };
        next.filter_map(text).collect()
    }

    fn put(&self, keys: &[i64], made: Vec<Vec<f32>>) -> Result<(), EmbedError> {
        let mut vectors = self.vectors.write().unwrap_or_else(PoisonError::into_inner);
        vectors.put_all(keys, made)
    }
}
