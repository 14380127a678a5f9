//! Who has applied for what: cases about policies that are open, or came to what they are for.
//!
//! Main type: [`Applied`]. A title that is held is a status and not looked up here.

use super::City;
use crate::{Cx, Failure};
use benfu_domain::id::PartyId;
use benfu_packs::Pack;
use benfu_rules::Bitmap;
use benfu_store::policy::PolicyCase;
use std::collections::{BTreeMap, HashSet};

/// The firms in hand, by policy.
#[derive(Debug, Default)]
pub(super) struct Applied {
    firms: BTreeMap<String, HashSet<PartyId>>,
}

impl Applied {
    /// As it stands.
    pub(super) async fn read(cx: &Cx) -> Result<Applied, Failure> {
        let mut applied = Applied::default();
        for case in cx.store().policy_cases(None).await? {
            if in_hand(cx.pack(), &case) {
                applied
                    .firms
                    .entry(case.policy)
                    .or_default()
                    .insert(case.party);
            }
        }
        Ok(applied)
    }

    /// Those who applied for a policy, as rows of the city.
    pub(super) fn rows(&self, policy: &str, city: &City) -> Bitmap {
        let Some(firms) = self.firms.get(policy) else {
            return Bitmap::clear(city.residents().len());
        };
        let residents = city.residents().iter();
        residents
            .map(|resident| firms.contains(&resident.id))
            .collect()
    }
}

/// Whether a case is open or came to a good end.
pub(super) fn in_hand(pack: &Pack, case: &PolicyCase) -> bool {
    let Some(code) = &case.end_code else {
        return true;
    };
    let programme = pack.programmes.get(&case.programme);
    let end = programme.and_then(|programme| programme.end_code(code));
    end.is_some_and(|end| end.success)
}
