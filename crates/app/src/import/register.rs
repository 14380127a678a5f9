//! Which party a row means: the parties that the rows of a file have named so far, and those of the register
//! that they may mean.
//!
//! Main type: [`Register`]. A code decides; without one, name and district together do; anything less makes a new
//! party and a proposal to merge. Each party costs a few dozen bytes, so that a file may name a million.

use super::place::Places;
use super::record::Whom;
use benfu_domain::id::{PartyId, SubjectKey};
use benfu_domain::party::Party;
use benfu_domain::party::credit_code::CreditCode;
use benfu_domain::region::RegionCode;
use benfu_store::party::name_key;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};

/// The place of a party in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At(u32);

/// How this import stands to a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// May the actor add facts and statuses to it?
    pub(super) may_change: bool,
    /// May the actor name it as the owner of a need or offer?
    pub(super) may_name: bool,
    /// Did this import make it?
    pub(super) made: bool,
}

/// A party that rows may mean.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) id: PartyId,
    pub(super) key: SubjectKey,
    /// Has it a code?
    pub(super) coded: bool,
    pub(super) standing: Standing,
    /// The row that named it first in this file, and what that row said; 0 before.
    pub(super) first_row: u64,
    pub(super) content: u64,
    /// Fingerprints of its name and introduction in the register.
    pub(super) name: u128,
    pub(super) introduction: u128,
    region: u32,
    /// The next party of the same name.
    next: Option<u32>,
}

/// What a row's party is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This one.
    One(At),
    /// A new one; these have the same name and may be it.
    New(Vec<At>),
}

/// The parties of a file.
#[derive(Default)]
pub(super) struct Register {
    parties: Vec<Known>,
    regions: Vec<RegionCode>,
    region_places: HashMap<RegionCode, u32>,
    by_code: HashMap<CreditCode, u32>,
    by_name: HashMap<u128, u32>,
}

/// At most this many parties are proposed for merging with one new party.
const MOST_ALIKE: usize = 3;

/// Two 64-bit hashes side by side: two different texts of a million have the same one with a chance of one in
/// 10²⁶, so that the text itself need not be kept.
pub(super) fn fingerprint(value: &impl Hash) -> u128 {
    let hash = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        value.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    hash(1) << 64 | hash(2)
}

/// The fingerprint of a name in the form by which equal names are found.
pub(super) fn name_print(name: &str) -> u128 {
    fingerprint(&name_key(name))
}

/// A party that came with the register or was made by a row.
pub(super) struct Entry<'a> {
    pub(super) party: &'a Party,
    pub(super) standing: Standing,
}

impl Register {
    /// Takes in a party, once.
    pub(super) fn add(&mut self, entry: &Entry<'_>) -> At {
        let party = entry.party;
        let name = name_print(&party.name);
        if let Some(known) = self.chain(name).find(|at| self.get(*at).id == party.id) {
            return known;
        }
        let place = u32::try_from(self.parties.len())
            .expect("a file names fewer than four thousand million parties");
        let code = party
            .code
            .as_deref()
            .and_then(|code| CreditCode::parse(code).ok());
        if let Some((code, _)) = code {
            self.by_code.entry(code).or_insert(place);
        }
        let next = self.by_name.insert(name, place);
        let region = self.region_place(&party.region);
        self.parties.push(Known {
            id: party.id,
            key: party.key,
            coded: party.code.is_some(),
            standing: entry.standing,
            first_row: 0,
            content: 0,
            name,
            introduction: fingerprint(&party.introduction),
            region,
            next,
        });
        At(place)
    }

    fn region_place(&mut self, region: &RegionCode) -> u32 {
        if let Some(place) = self.region_places.get(region) {
            return *place;
        }
        let place = u32::try_from(self.regions.len()).expect("a pack has fewer regions than that");
        self.regions.push(region.clone());
        self.region_places.insert(region.clone(), place);
        place
    }

    pub(super) fn get(&self, at: At) -> &Known {
        &self.parties[at.index()]
    }

    pub(super) fn get_mut(&mut self, at: At) -> &mut Known {
        &mut self.parties[at.index()]
    }

    /// Where a party is.
    pub(super) fn region(&self, at: At) -> &RegionCode {
        &self.regions[self.get(at).region as usize]
    }

    /// Is a party with this code here?
    pub(super) fn has_code(&self, code: CreditCode) -> bool {
        self.by_code.contains_key(&code)
    }

    /// Is a party with this name here?
    pub(super) fn has_name(&self, name: u128) -> bool {
        self.by_name.contains_key(&name)
    }

    fn chain(&self, name: u128) -> impl Iterator<Item = At> + '_ {
        let first = self.by_name.get(&name).copied();
        std::iter::successors(first, |place| self.parties[*place as usize].next).map(At)
    }

    /// The party that a row means.
    pub(super) fn find(&self, whom: &Whom, places: &Places) -> Found {
        if let Some(place) = whom.code.and_then(|code| self.by_code.get(&code)) {
            return Found::One(At(*place));
        }
        let alike: Vec<At> = if whom.name.is_empty() {
            Vec::new()
        } else {
            self.chain(name_print(&whom.name)).collect()
        };
        if whom.code.is_none() {
            let same =
                |at: &&At| !self.get(**at).coded && places.alike(self.region(**at), &whom.region);
            let mut same = alike.iter().filter(same);
            if let (Some(at), None) = (same.next(), same.next()) {
                return Found::One(*at);
            }
        }
        let mut alike: Vec<At> = alike.into_iter().rev().collect();
        alike.truncate(MOST_ALIKE);
        Found::New(alike)
    }
}

impl At {
    /// The place as an index.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}
