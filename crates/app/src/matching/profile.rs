//! By what needs, offers and firms are found, and by what they search.

use benfu_domain::id::SubjectKey;
use benfu_domain::need::Need;
use benfu_domain::offer::Offer;
use benfu_domain::party::Party;
use benfu_search::{Kind, Profile};

/// Of a need.
pub(super) fn of_need(need: &Need) -> Profile {
    profile(need.key, Kind::Need, &need.title, &need.text)
}

/// Of an offer.
pub(super) fn of_offer(offer: &Offer) -> Profile {
    profile(offer.key, Kind::Offer, &offer.title, &offer.text)
}

/// Of a firm: its name, and what it says of itself.
pub(super) fn of_party(party: &Party) -> Profile {
    profile(party.key, Kind::Party, &party.name, &party.introduction)
}

fn profile(key: SubjectKey, kind: Kind, title: &str, text: &str) -> Profile {
    Profile {
        key: key.0,
        kind,
        title: title.to_owned(),
        text: text.to_owned(),
        keywords: Vec::new(),
    }
}
