//! Firms and other parties: the register, the dossier of one party, changes and merges.

mod change_party;
mod dossier;
mod find_named;

pub(crate) use change_party::place_told;
pub use change_party::{MergeDecision, PartyDraft, decide_merge, list_merges, save_party};
pub use dossier::{Dossier, PartyList, PartyQuery, list_parties, read_party};
pub use find_named::Unfound;
pub(crate) use find_named::find_named;

use crate::{Cx, Failure};
use benfu_domain::access::Owner;
use benfu_domain::id::PartyId;
use benfu_domain::party::Party;
use benfu_store::Page;
use std::collections::{BTreeSet, HashMap};

/// To whom a party's row belongs: its keeper, its region, and the party itself.
pub(crate) fn owner_of(party: &Party) -> Owner {
    Owner {
        organisation: party.organisation,
        region: party.region.clone(),
        parties: vec![party.id],
    }
}

/// The names of these parties.
pub(crate) async fn names_of(
    cx: &Cx,
    parties: impl IntoIterator<Item = PartyId>,
) -> Result<HashMap<PartyId, String>, Failure> {
    let ids: Vec<PartyId> = parties
        .into_iter()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let mut names = HashMap::new();
    for chunk in ids.chunks(500) {
        let found = cx.store().parties_by_id(chunk).await?;
        names.extend(found.into_iter().map(|party| (party.id, party.name)));
    }
    Ok(names)
}

/// The key after which the next page begins, when this page is full.
pub(crate) fn next_key(rows: usize, page: &Page, last: Option<String>) -> Option<String> {
    let full = i64::try_from(rows).unwrap_or(i64::MAX) >= page.limit;
    last.filter(|_| full)
}
