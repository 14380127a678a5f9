//! The one question of authority: may this actor do this, here, to a row of this owner?

use super::{Area, Permission, Scope, Verb};
use crate::id::{AccountId, OrganisationId, PartyId};
use crate::region::RegionCode;

/// Who is asking: an account with the permissions of its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: AccountId,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// The party that the organisation is in the registers, if it is one.
    pub party: Option<PartyId>,
    /// The region the organisation answers for; rows of regions within it are in scope `district`.
    pub region: RegionCode,
    /// The permissions of all its roles.
    pub permissions: Vec<Permission>,
}

/// To whom a row belongs. Every row has an organisation and a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The organisation that keeps the row.
    pub organisation: OrganisationId,
    /// Where the row belongs.
    pub region: RegionCode,
    /// The parties whose own row it is (a firm's profile, both sides of a case).
    pub parties: Vec<PartyId>,
}

/// The answer. A forbidden thing is shown as *not found* unless the actor may at least read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// Go on.
    Allowed,
    /// The actor may know that the row exists, but may not do this.
    Forbidden,
    /// The actor may not know that the row exists.
    Hidden,
}

/// May `actor` do `verb` in `area` to a row of `owner`?
pub fn may(actor: &Actor, verb: Verb, area: Area, owner: &Owner) -> Authority {
    if actor.holds(verb, area, owner) {
        Authority::Allowed
    } else if actor.holds(Verb::Read, area, owner) {
        Authority::Forbidden
    } else {
        Authority::Hidden
    }
}

impl Actor {
    fn holds(&self, verb: Verb, area: Area, owner: &Owner) -> bool {
        self.permissions
            .iter()
            .filter(|permission| permission.verb == verb && permission.area == area)
            .any(|permission| self.reaches(permission.scope, owner))
    }

    fn reaches(&self, scope: Scope, owner: &Owner) -> bool {
        let own = self
            .party
            .is_some_and(|party| owner.parties.contains(&party));
        let organisation = own || owner.organisation == self.organisation;
        match scope {
            Scope::Own => own,
            Scope::Organisation => organisation,
            Scope::District => organisation || self.region.contains(&owner.region),
            Scope::All => true,
        }
    }

    /// The widest scope in which the actor may do `verb` in `area`; lists are narrowed to it.
    pub fn widest(&self, verb: Verb, area: Area) -> Option<Scope> {
        self.permissions
            .iter()
            .filter(|permission| permission.verb == verb && permission.area == area)
            .map(|permission| permission.scope)
            .max()
    }
}
