//! The facts of all parties side by side, kept in memory so that a policy can be asked of everybody at once.
//!
//! Main types: [`CityKeeper`], which brings it up to the store before each question, and [`City`]. It is a cache: nothing
//! is written to it alone. Match-only facts are not in it: they answer needs, and nothing else.

use crate::{App, Failure};
use benfu_domain::Day;
use benfu_domain::access::Owner;
use benfu_domain::fact::{Completeness, FactTable, Held, Level, Observed, REGION};
use benfu_domain::id::{ImportId, OrganisationId, PartyId, QuestionId, ReturnId, SubjectKey};
use benfu_domain::party::{Party, Status};
use benfu_domain::period::Period;
use benfu_domain::region::RegionCode;
use benfu_packs::Grant;
use benfu_rules::{Bitmap, CriteriaSweep, SweepMemory, Value};
use benfu_store::{ActAfter, Page, Store};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem::take;
use std::sync::{Mutex, OnceLock};
use tokio::sync::RwLock;

/// Acts taken over at once; when more are waiting, reading everything anew is quicker.
const BATCH: i64 = 1_000;

/// A party of the register.
#[derive(Debug, Clone)]
pub struct Resident {
    /// Its id.
    pub id: PartyId,
    /// Its name.
    pub name: String,
    /// The region it is kept under.
    pub region: RegionCode,
    /// The organisation that keeps it.
    pub organisation: OrganisationId,
    /// Its statuses of all times.
    pub statuses: Vec<Status>,
}

/// Residents that are kept by one organisation under one region: who may see one of them may see all.
#[derive(Debug)]
pub struct Household {
    /// The organisation that keeps them.
    pub organisation: OrganisationId,
    /// The region they are kept under.
    pub region: RegionCode,
    /// Their rows, ascending.
    pub rows: Vec<usize>,
}

/// Everybody, as of one day.
#[derive(Debug)]
pub struct City {
    residents: Vec<Resident>,
    /// The residents by their owners; empty until somebody asks.
    households: OnceLock<Vec<Household>>,
    rows: HashMap<PartyId, usize>,
    table: FactTable,
    completeness: Vec<Completeness>,
    day: Day,
    stamp: i64,
    /// Acts after the stamp that are in it already: the shared engine gives recent acts again.
    seen: BTreeSet<i64>,
    /// What sweeps have worked out about these very facts.
    memory: Mutex<SweepMemory>,
}

/// Keeps the city and brings it up to the store.
#[derive(Debug, Default)]
pub struct CityKeeper {
    city: RwLock<Option<City>>,
}

impl CityKeeper {
    /// Asks something of the city as it is after every act acknowledged before this call.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn ask<T>(&self, app: &App, question: impl FnOnce(&City) -> T) -> Result<T, Failure> {
        let newest = app.store.newest_act().await?;
        let today = app.clock.today();
        {
            let city = self.city.read().await;
            if let Some(city) = city.as_ref().filter(|city| city.is(today, newest, app)) {
                return Ok(question(city));
            }
        }
        let mut kept = self.city.write().await;
        let city = match kept.take() {
            Some(city) if city.day == today => city.brought_up(&app.store, newest).await?,
            _ => City::read(&app.store, today, newest).await?,
        };
        Ok(question(kept.insert(city)))
    }
}

impl City {
    /// Only the embedded engine gives acts in the order in which they were committed.
    fn is(&self, day: Day, newest: i64, app: &App) -> bool {
        self.day == day && self.stamp >= newest && app.store.embedded()
    }

    /// The parties, in the order of the rows.
    pub fn residents(&self) -> &[Resident] {
        &self.residents
    }

    /// The row of a party.
    pub fn row(&self, party: PartyId) -> Option<usize> {
        self.rows.get(&party).copied()
    }

    /// The residents by their owners.
    pub fn households(&self) -> &[Household] {
        self.households.get_or_init(|| households(&self.residents))
    }

    /// Who holds the title that a policy leads to.
    pub fn holders(&self, grant: &Grant) -> Bitmap {
        self.table.holders(&grant.scheme, &grant.level)
    }

    /// The day.
    pub fn day(&self) -> Day {
        self.day
    }

    /// Asks policies of everybody. What an earlier sweep worked out about the same facts is used again.
    pub(super) fn sweep<T>(&self, ask: impl FnOnce(&mut CriteriaSweep<'_>) -> T) -> T {
        let memory = self.memory.lock().map(|mut kept| take(&mut *kept));
        let mut sweep = CriteriaSweep::new(&self.table, self.day, self.residents.len())
            .with_memory(memory.unwrap_or_default());
        let answer = ask(&mut sweep);
        if let Ok(mut kept) = self.memory.lock() {
            *kept = sweep.into_memory();
        }
        answer
    }

    async fn read(store: &Store, day: Day, stamp: i64) -> Result<City, Failure> {
        let seen = places(&store.acts_after(stamp, BATCH).await?);
        let mut parties: Vec<Party> = Vec::new();
        let mut page = Page::first(Page::MOST);
        loop {
            let mut found = store.party_identities(&page).await?;
            let Some(last) = found.last() else { break };
            page.after = last.id.to_string();
            parties.append(&mut found);
        }
        let rows = parties.iter().map(|party| party.id).zip(0..).collect();
        let mut city = City {
            residents: Vec::with_capacity(parties.len()),
            households: OnceLock::new(),
            rows,
            table: FactTable::new(parties.len(), day),
            completeness: store.completeness().await?,
            day,
            stamp,
            seen,
            memory: Mutex::default(),
        };
        for part in parties.chunks(500) {
            city.take(store, part).await?;
        }
        Ok(city)
    }

    /// Follows the acts since the stamp; an import, or a party that is new, makes everything be read anew.
    async fn brought_up(mut self, store: &Store, newest: i64) -> Result<City, Failure> {
        let mut acts = store.acts_after(self.stamp, BATCH).await?;
        let reached = acts.last().map_or(newest, |act| act.place);
        let given = places(&acts);
        acts.retain(|act| !self.seen.contains(&act.place));
        let touched = touched(store, &acts).await?;
        let known =
            |touched: &BTreeSet<PartyId>| touched.iter().all(|party| self.rows.contains_key(party));
        match touched.filter(known) {
            Some(touched) if reached >= newest => {
                let touched: Vec<PartyId> = touched.into_iter().collect();
                if !touched.is_empty() {
                    self.memory = Mutex::default();
                    self.households = OnceLock::new();
                }
                for part in touched.chunks(500) {
                    let parties = store.parties_by_id(part).await?;
                    self.take(store, &parties).await?;
                }
                (self.stamp, self.seen) = (newest, given);
                Ok(self)
            }
            _ => City::read(store, self.day, newest).await,
        }
    }

    /// Takes over what the store says of these parties, which have their rows.
    async fn take(&mut self, store: &Store, parties: &[Party]) -> Result<(), Failure> {
        let ids: Vec<PartyId> = parties.iter().map(|party| party.id).collect();
        let keys: Vec<SubjectKey> = parties.iter().map(|party| party.key).collect();
        let places: HashMap<SubjectKey, usize> = parties
            .iter()
            .filter_map(|party| Some((party.key, *self.rows.get(&party.id)?)))
            .collect();
        for party in parties {
            self.settle(party);
        }
        for status in store.statuses_of_all(&ids).await? {
            self.give(status);
        }
        for fact in store.facts_of(&keys).await? {
            if let Some(row) = places.get(&fact.subject) {
                self.learn(*row, fact);
            }
        }
        Ok(())
    }

    fn settle(&mut self, party: &Party) {
        let Some(row) = self.rows.get(&party.id).copied() else {
            return;
        };
        let resident = Resident {
            id: party.id,
            name: party.name.clone(),
            region: party.region.clone(),
            organisation: party.organisation,
            statuses: Vec::new(),
        };
        match self.residents.get_mut(row) {
            Some(known) => *known = resident,
            None => self.residents.push(resident),
        }
        self.table.clear(row);
        for statement in &self.completeness {
            if statement.covers(party.place(), self.day) {
                self.table.complete(row, &statement.register);
            }
        }
        if let Some(region) = party.place() {
            let value = Observed::Value(Value::Code(region.as_str().to_owned()));
            self.table.put(row, REGION, Period::Always, value);
        }
    }

    fn give(&mut self, status: Status) {
        let Some(row) = self.rows.get(&status.party).copied() else {
            return;
        };
        if status.holds_on(self.day) {
            self.table.hold(row, &status.scheme, &status.level);
        }
        if let Some(resident) = self.residents.get_mut(row) {
            resident.statuses.push(status);
        }
    }

    fn learn(&mut self, row: usize, fact: Held) {
        if fact.level != Level::MatchOnly {
            self.table
                .put(row, &fact.concept, fact.period, fact.observed);
        }
    }
}

fn households(residents: &[Resident]) -> Vec<Household> {
    let mut rows: BTreeMap<(OrganisationId, &RegionCode), Vec<usize>> = BTreeMap::new();
    for (row, resident) in residents.iter().enumerate() {
        let owner = (resident.organisation, &resident.region);
        rows.entry(owner).or_default().push(row);
    }
    let each = rows.into_iter();
    each.map(|((organisation, region), rows)| Household {
        organisation,
        region: region.clone(),
        rows,
    })
    .collect()
}

fn places(acts: &[ActAfter]) -> BTreeSet<i64> {
    acts.iter().map(|act| act.place).collect()
}

/// The parties that acts were about; none when an act may have been about any.
async fn touched(store: &Store, acts: &[ActAfter]) -> Result<Option<BTreeSet<PartyId>>, Failure> {
    let mut touched = BTreeSet::new();
    for act in acts {
        if act.subject.parse::<ImportId>().is_ok() {
            return Ok(None);
        }
        if let Ok(party) = act.subject.parse() {
            touched.insert(party);
        }
        if let Ok(question) = act.subject.parse::<QuestionId>() {
            let asked = store.question(question).await?;
            touched.extend(asked.map(|question| question.party));
        }
        if let Ok(back) = act.subject.parse::<ReturnId>() {
            touched.extend(store.parties_answered(back).await?);
        }
    }
    Ok(Some(touched))
}

impl Household {
    /// To whom the rows belong, but for what each party owns of itself.
    pub fn owner(&self) -> Owner {
        Owner {
            organisation: self.organisation,
            region: self.region.clone(),
            parties: Vec::new(),
        }
    }
}

impl Resident {
    /// The title that a policy leads to, when it is held on a day; of several the one that lasts longest.
    pub fn title(&self, grant: &Grant, day: Day) -> Option<&Status> {
        Status::longest_held(&self.statuses, (&grant.scheme, &grant.level), day)
    }

    /// The first day on which the title that a policy leads to was ever held.
    pub fn first_title(&self, grant: &Grant) -> Option<Day> {
        let same = |status: &&Status| {
            status.scheme == grant.scheme && (grant.level.is_empty() || status.level == grant.level)
        };
        let held = self.statuses.iter().filter(same);
        held.map(|status| status.from).min()
    }

    /// To whom its row belongs.
    pub fn owner(&self) -> Owner {
        Owner {
            organisation: self.organisation,
            region: self.region.clone(),
            parties: vec![self.id],
        }
    }
}
