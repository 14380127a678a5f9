//! What a use case works with: the shared app, and the context of one call.

use crate::clock::written;
use crate::matching::{Finder, Meanings};
use crate::policy::CityKeeper;
use crate::{Clock, Failure, Ids};
use benfu_domain::Day;
use benfu_domain::access::{Actor, Area, Authority, Owner, Verb, may};
use benfu_packs::Pack;
use benfu_store::{Act, Committed, Store, Write};
use std::str::FromStr;
use std::sync::Arc;

/// What all calls share. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The policy.
    pub pack: Arc<Pack>,
    /// Full text over needs and offers, a cache of the store.
    pub finder: Arc<Finder>,
    /// Likeness of meaning, if the operator has an endpoint for it; a cache of the store.
    pub meanings: Arc<Meanings>,
    /// The facts of all parties side by side, a cache of the store.
    pub city: Arc<CityKeeper>,
    /// The time.
    pub clock: Clock,
    /// New identifiers.
    pub ids: Arc<Ids>,
}

/// The context of one call.
#[derive(Clone)]
pub struct Cx {
    /// What all calls share.
    pub app: App,
    /// Who is asking.
    pub actor: Actor,
    /// The key of this request, so that a repeated one has no second effect.
    pub request_key: Option<String>,
}

impl App {
    /// The context of a call by `actor`.
    pub fn cx(&self, actor: Actor) -> Cx {
        Cx {
            app: self.clone(),
            actor,
            request_key: None,
        }
    }

    /// Bits for a fresh identifier.
    pub fn mint(&self) -> u128 {
        self.ids.mint(self.clock.now())
    }
}

impl Cx {
    /// The database.
    pub fn store(&self) -> &Store {
        &self.app.store
    }

    /// The policy.
    pub fn pack(&self) -> &Pack {
        &self.app.pack
    }

    /// Today, in China.
    pub fn today(&self) -> Day {
        self.app.clock.today()
    }

    /// Milliseconds since 1970 UTC.
    pub fn now_ms(&self) -> i64 {
        self.app.clock.now().as_millisecond()
    }

    /// Asks the one question of authority. Who may not know that a row exists gets *not found*.
    pub fn authorise(&self, verb: Verb, area: Area, owner: &Owner) -> Result<(), Failure> {
        match may(&self.actor, verb, area, owner) {
            Authority::Allowed => Ok(()),
            Authority::Forbidden => Err(Failure::Forbidden),
            Authority::Hidden => Err(Failure::NotFound),
        }
    }

    /// May the actor do this to a row of this owner?
    pub fn may(&self, verb: Verb, area: Area, owner: &Owner) -> bool {
        may(&self.actor, verb, area, owner) == Authority::Allowed
    }

    /// The actor's own organisation and region as the owner of new rows.
    pub fn own(&self) -> Owner {
        Owner {
            organisation: self.actor.organisation,
            region: self.actor.region.clone(),
            parties: self.actor.party.into_iter().collect(),
        }
    }

    /// An empty write for an act of this actor on `subject`.
    pub async fn write(&self, action: &'static str, subject: &str) -> Result<Write, Failure> {
        let entry = self.store().next_entry().await?;
        let act = Act {
            action,
            subject: subject.to_owned(),
            organisation: self.actor.organisation.to_string(),
            account: self.actor.account.to_string(),
            at: written(self.app.clock.now()),
        };
        Ok(Write::new(entry, act))
    }

    /// Makes a write durable. With a request key, a repeated request fails as a conflict before it has a
    /// second effect; [`Cx::earlier`] finds the first one's outcome.
    pub async fn save(&self, mut write: Write) -> Result<Committed, Failure> {
        if let Some(key) = &self.request_key {
            write.remember_request(key);
        }
        Ok(self.store().commit(write).await?)
    }

    /// Makes several writes of one request durable, all or none; as [`Cx::save`] otherwise.
    pub async fn save_together(&self, mut writes: Vec<Write>) -> Result<Vec<Committed>, Failure> {
        if let (Some(key), Some(first)) = (&self.request_key, writes.first_mut()) {
            first.remember_request(key);
        }
        Ok(self.store().commit_together(writes).await?)
    }

    /// The identifier of the thing that this very request made before, if it is a repeated one.
    pub async fn earlier_id<T: FromStr>(&self) -> Result<Option<T>, Failure> {
        let earlier = self.earlier().await?;
        let read = |text: String| {
            let made = |_| Failure::Bug(format!("an earlier request made something else: {text}"));
            text.parse().map_err(made)
        };
        earlier.map(read).transpose()
    }

    /// The thing that this very request made before, if it is a repeated one.
    pub async fn earlier(&self) -> Result<Option<String>, Failure> {
        let Some(key) = &self.request_key else {
            return Ok(None);
        };
        Ok(self
            .store()
            .request(&self.actor.account.to_string(), key)
            .await?)
    }
}
