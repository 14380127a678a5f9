//! What the rows of a chunk may meet: looked up for all of them at once.

use super::Taking;
use super::other::{activity_print, relation_print};
use super::party::status_print;
use super::subject::title_print;
use crate::Failure;
use crate::import::record::{FactCell, Parsed, Record, Whom};
use crate::import::register::{At, Entry, Found, Standing, name_print};
use benfu_domain::access::{Area, Verb};
use benfu_domain::id::PartyId;
use benfu_domain::party::Party;
use benfu_domain::party::credit_code::CreditCode;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A row takes at most so many subject keys: an offer and its party, or two parties of a relation.
const KEYS_A_ROW: usize = 2;

/// The parties that a record names.
fn named(record: &Record) -> Vec<&Whom> {
    match record {
        Record::Party(party) => vec![&party.whom],
        Record::Status(status) => vec![&status.party.whom],
        Record::Offer(offer) => offer.whom.iter().collect(),
        Record::Need(need) => need.whom.iter().collect(),
        Record::Relation(relation) => vec![&relation.from, &relation.to],
        Record::Fact(fact) => vec![&fact.whom],
        Record::Activity(_) => Vec::new(),
    }
}

/// The facts that a record states.
fn facts(record: &Record) -> &[FactCell] {
    match record {
        Record::Party(party) => &party.facts,
        Record::Status(status) => &status.party.facts,
        Record::Fact(fact) => &fact.facts,
        Record::Offer(offer) => &offer.facts,
        Record::Need(_) | Record::Relation(_) | Record::Activity(_) => &[],
    }
}

impl Taking<'_> {
    /// Looks up everything that these rows may meet, and reserves keys for them.
    pub(in crate::import) async fn load(&mut self, rows: &[&Parsed]) -> Result<(), Failure> {
        self.keys
            .ensure(self.cx.store(), rows.len() * KEYS_A_ROW)
            .await?;
        self.load_concepts(rows).await?;
        self.load_parties(rows).await?;
        self.load_numbers(rows).await?;
        self.load_activities(rows).await?;
        let parties = self.parties_on_record(rows);
        self.load_held(rows, &parties).await?;
        let ids: Vec<PartyId> = parties.iter().map(|at| self.register.get(*at).id).collect();
        self.load_statuses(rows, &ids).await?;
        self.load_relations(rows, &ids).await
    }

    async fn load_concepts(&mut self, rows: &[&Parsed]) -> Result<(), Failure> {
        let mut wanted: BTreeSet<Arc<str>> = BTreeSet::new();
        for cell in rows.iter().flat_map(|row| facts(&row.record)) {
            if !self.concepts.contains_key(&cell.concept) && !wanted.contains(&cell.concept) {
                wanted.insert(Arc::clone(&cell.concept));
            }
        }
        if wanted.is_empty() {
            return Ok(());
        }
        let ids: Vec<&str> = wanted.iter().map(|id| &**id).collect();
        let keys = self.cx.store().concept_keys(&ids).await?;
        let keyed = wanted
            .iter()
            .filter_map(|id| Some((Arc::clone(id), *keys.get(&**id)?)));
        self.concepts.extend(keyed.collect::<Vec<_>>());
        Ok(())
    }

    /// The parties of the register that have one of the codes or names of these rows.
    async fn load_parties(&mut self, rows: &[&Parsed]) -> Result<(), Failure> {
        if self.register_is_empty {
            return Ok(());
        }
        let wanted: Vec<&Whom> = rows.iter().flat_map(|row| named(&row.record)).collect();
        let codes: BTreeSet<_> = wanted.iter().filter_map(|whom| whom.code).collect();
        let codes: Vec<_> = codes
            .into_iter()
            .filter(|code| !self.register.has_code(*code))
            .collect();
        let codes: Vec<&str> = codes.iter().map(CreditCode::as_str).collect();
        let names: BTreeSet<&str> = wanted.iter().map(|whom| whom.name.as_str()).collect();
        let unknown = |name: &&str| !name.is_empty() && !self.register.has_name(name_print(name));
        let names: Vec<&str> = names.into_iter().filter(unknown).collect();
        let store = self.cx.store();
        let found = [
            store.parties_with_codes(&codes).await?,
            store.parties_named(&names).await?,
        ]
        .concat();
        for party in &found {
            self.add_known(party);
        }
        Ok(())
    }

    fn add_known(&mut self, party: &Party) {
        let owner = crate::party::owner_of(party);
        let standing = Standing {
            may_change: self.cx.may(Verb::Import, self.plan.kind.area(), &owner),
            may_name: self.cx.may(Verb::Read, Area::Party, &owner),
            made: false,
        };
        self.register.add(&Entry { party, standing });
    }

    async fn load_numbers(&mut self, rows: &[&Parsed]) -> Result<(), Failure> {
        let numbers = |of: fn(&Record) -> Option<&str>| {
            let found: BTreeSet<&str> = rows.iter().filter_map(|row| of(&row.record)).collect();
            found.into_iter().collect::<Vec<&str>>()
        };
        let needs = numbers(|record| {
            if let Record::Need(need) = record {
                Some(&need.number)
            } else {
                None
            }
        });
        let offers = numbers(|record| {
            if let Record::Offer(offer) = record {
                Some(&offer.number)
            } else {
                None
            }
        });
        let store = self.cx.store();
        let needs = store.needs_known_as(self.organisation, &needs).await?;
        let offers = store.offers_known_as(self.organisation, &offers).await?;
        for row in needs.into_iter().chain(offers) {
            self.numbers
                .insert(row.external_id, title_print(&row.title));
        }
        Ok(())
    }

    async fn load_activities(&mut self, rows: &[&Parsed]) -> Result<(), Failure> {
        let day = |record: &Record| {
            if let Record::Activity(activity) = record {
                Some(activity.on)
            } else {
                None
            }
        };
        let days: BTreeSet<_> = rows.iter().filter_map(|row| day(&row.record)).collect();
        let days: Vec<_> = days.into_iter().collect();
        for activity in self.cx.store().activities_on(&days).await? {
            self.seen
                .insert(activity_print(&activity.kind, &activity.title, activity.on));
        }
        Ok(())
    }

    /// The parties of these rows that the register had before this import.
    fn parties_on_record(&self, rows: &[&Parsed]) -> Vec<At> {
        let mut parties: Vec<At> = Vec::new();
        for whom in rows.iter().flat_map(|row| named(&row.record)) {
            if let Found::One(at) = self.register.find(whom, &self.plan.places)
                && !self.register.get(at).standing.made
            {
                parties.push(at);
            }
        }
        parties.sort_by_key(|at| at.index());
        parties.dedup();
        parties
    }

    async fn load_held(&mut self, rows: &[&Parsed], parties: &[At]) -> Result<(), Failure> {
        self.held.clear();
        if rows.iter().all(|row| facts(&row.record).is_empty()) {
            return Ok(());
        }
        let keys: Vec<_> = parties
            .iter()
            .map(|at| self.register.get(*at).key)
            .collect();
        for fact in self.cx.store().facts_of(&keys).await? {
            let place = (fact.subject, Arc::from(fact.concept.as_str()), fact.period);
            self.held.insert(place, (fact.observed, fact.level));
        }
        Ok(())
    }

    async fn load_statuses(
        &mut self,
        rows: &[&Parsed],
        parties: &[PartyId],
    ) -> Result<(), Failure> {
        if !rows
            .iter()
            .any(|row| matches!(row.record, Record::Status(_)))
        {
            return Ok(());
        }
        for status in self.cx.store().statuses_of_all(parties).await? {
            let print = status_print(
                status.party,
                &status.scheme,
                &status.level,
                &status.subject,
                status.from,
            );
            self.seen.insert(print);
        }
        Ok(())
    }

    async fn load_relations(
        &mut self,
        rows: &[&Parsed],
        parties: &[PartyId],
    ) -> Result<(), Failure> {
        if !rows
            .iter()
            .any(|row| matches!(row.record, Record::Relation(_)))
        {
            return Ok(());
        }
        for relation in self.cx.store().relations_from(parties).await? {
            self.seen.insert(relation_print(
                relation.from_party,
                relation.kind,
                relation.to_party,
            ));
        }
        Ok(())
    }
}
