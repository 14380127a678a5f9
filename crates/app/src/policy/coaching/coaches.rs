//! Organisations that can take firms for coaching.
//!
//! Main items: [`Coach`], [`coaches`].

use crate::{Cx, Failure};
use benfu_domain::access::{Area, Permission, Scope, Verb};
use benfu_domain::id::OrganisationId;
use benfu_domain::region::RegionCode;
use benfu_store::Page;
use std::collections::BTreeSet;

/// An organisation that can take firms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coach {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// The region it answers for.
    pub region: RegionCode,
    /// Whether it is a public office: no firm, park or broker with a row of its own in the register.
    pub office: bool,
}

impl Coach {
    /// The office whose own region is closest around a firm's, but not as wide as all others': a street's, not the
    /// district's.
    pub fn of_street<'c>(coaches: &'c [Coach], region: &RegionCode) -> Option<&'c Coach> {
        let widest = coaches
            .iter()
            .map(|coach| coach.region.as_str().len())
            .min()?;
        let around = coaches.iter().filter(|coach| {
            coach.office && coach.region.contains(region) && coach.region.as_str().len() > widest
        });
        around.max_by_key(|coach| (coach.region.as_str().len(), std::cmp::Reverse(coach.id)))
    }
}

/// The organisations within the actor's region that can coach: public offices, and others with an account whose role
/// acts in cases and keeps facts for its whole organisation. In the order of their ids.
///
/// # Errors
/// [`Failure::NotFound`] for those who act in no cases but their own; else those of the store.
pub async fn coaches(cx: &Cx) -> Result<Vec<Coach>, Failure> {
    let widest = cx.actor.widest(Verb::Act, Area::Programme);
    if widest.is_none_or(|scope| scope == Scope::Own) {
        return Err(Failure::NotFound);
    }
    let able = able(cx).await?;
    let (mut coaches, mut page) = (Vec::new(), Page::first(Page::MOST));
    loop {
        let rows = cx.store().organisations(&page).await?;
        let Some(last) = rows.last() else {
            return Ok(coaches);
        };
        page.after = last.id.to_string();
        let inside = |region: &RegionCode| cx.actor.region.contains(region);
        let chosen = rows
            .into_iter()
            .filter(|row| inside(&row.region) && (row.party.is_none() || able.contains(&row.id)));
        coaches.extend(chosen.map(|row| Coach {
            id: row.id,
            name: row.name,
            region: row.region,
            office: row.party.is_none(),
        }));
    }
}

/// The organisations with an account that can coach.
async fn able(cx: &Cx) -> Result<BTreeSet<OrganisationId>, Failure> {
    let roles = cx.store().organisation_roles().await?;
    let can = |role: &str| {
        let role = cx.pack().roles.get(role);
        role.is_some_and(|role| {
            reaches(&role.permissions, Verb::Act, Area::Programme)
                && reaches(&role.permissions, Verb::Write, Area::Fact)
        })
    };
    let able = roles.into_iter().filter(|(_, role)| can(role));
    Ok(able.map(|(organisation, _)| organisation).collect())
}

fn reaches(permissions: &[Permission], verb: Verb, area: Area) -> bool {
    permissions.iter().any(|permission| {
        permission.verb == verb && permission.area == area && permission.scope > Scope::Own
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coach(number: u128, region: &str, office: bool) -> Coach {
        Coach {
            id: OrganisationId::from_bits(number),
            name: String::new(),
            region: region.parse().expect("a region"),
            office,
        }
    }

    #[test]
    fn a_firm_is_taken_by_the_office_of_its_own_street() {
        let all = [
            coach(1, "440306", true),
            coach(2, "440306001", true),
            coach(3, "440306002", true),
            coach(4, "440306001", false),
        ];
        let of = |region: &str| {
            let region = region.parse().expect("a region");
            Coach::of_street(&all, &region).map(|coach| coach.id)
        };
        assert_eq!(of("440306001"), Some(all[1].id));
        assert_eq!(of("440306002"), Some(all[2].id));
        assert_eq!(of("440306003"), None, "the district is no street's office");
        assert_eq!(of("440306"), None);
    }
}
