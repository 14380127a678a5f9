//! Chosen firms looked at one by one: what each would have to bring, and how far it is from one bound.
//!
//! Main function: [`closer`]. A list is answered from columns; the reasons of a firm need its facts, so this is asked of
//! a page of firms, never of all.

use super::sweep::fault;
use super::{FirmRow, catalogue};
use crate::{Cx, Failure};
use benfu_domain::fact::{FactBook, Level};
use benfu_domain::id::{PartyId, SubjectKey};
use benfu_domain::party::{Party, Status};
use benfu_packs::Edition;
use benfu_rules::Assessment;
use std::collections::HashMap;

/// Firms whose facts are read at once.
const PART: usize = 250;

/// A firm with its reasons.
pub(super) struct Closer<'f> {
    /// The firm as the list shows it.
    pub(super) firm: &'f FirmRow,
    /// Every condition with what was found.
    pub(super) assessment: Assessment,
}

/// Assesses firms of a list, in its order. The facts are those of the list: match-only facts are not among them.
pub(super) async fn closer<'f>(
    cx: &Cx,
    edition: &Edition,
    firms: &'f [FirmRow],
) -> Result<Vec<Closer<'f>>, Failure> {
    let mut found = Vec::with_capacity(firms.len());
    for part in firms.chunks(PART) {
        let ids: Vec<PartyId> = part.iter().map(|firm| firm.id).collect();
        let books = books(cx, &ids).await?;
        found.extend(assessed(cx, edition, part, &books)?);
    }
    Ok(found)
}

fn assessed<'f>(
    cx: &Cx,
    edition: &Edition,
    firms: &'f [FirmRow],
    books: &HashMap<PartyId, FactBook>,
) -> Result<Vec<Closer<'f>>, Failure> {
    let catalogue = catalogue(cx, [edition]);
    let closer = |firm: &'f FirmRow| {
        let facts = catalogue.look_up(books.get(&firm.id)?);
        let assessment = catalogue.only().assess(&facts);
        Some(assessment.map(|assessment| Closer { firm, assessment }))
    };
    let found: Result<_, _> = firms.iter().filter_map(closer).collect();
    found.map_err(|error| fault(&error))
}

async fn books(cx: &Cx, ids: &[PartyId]) -> Result<HashMap<PartyId, FactBook>, Failure> {
    let parties = cx.store().parties_by_id(ids).await?;
    let keys: Vec<SubjectKey> = parties.iter().map(|party| party.key).collect();
    let mut facts: HashMap<SubjectKey, Vec<_>> = HashMap::new();
    for fact in cx.store().facts_of(&keys).await? {
        if fact.level != Level::MatchOnly {
            facts.entry(fact.subject).or_default().push(fact);
        }
    }
    let mut statuses: HashMap<PartyId, Vec<Status>> = HashMap::new();
    for status in cx.store().statuses_of_all(ids).await? {
        statuses.entry(status.party).or_default().push(status);
    }
    let completeness = cx.store().completeness().await?;
    let book = |party: Party| {
        let held = statuses.remove(&party.id).unwrap_or_default();
        let book = FactBook::new(cx.today(), vec![party.key])
            .with_facts(facts.remove(&party.key).unwrap_or_default())
            .with_statuses(party.place().cloned(), held)
            .with_completeness(completeness.clone());
        (party.id, book)
    };
    Ok(parties.into_iter().map(book).collect())
}
