//! States and fixed vocabularies of the domain as marks and words.

use benfu_domain::access::{Area, Scope, Verb};
use benfu_domain::fact::Level;
use benfu_domain::need::NeedState;
use benfu_domain::offer::OfferState;
use benfu_domain::party::Identity;
use benfu_domain::programme::CaseState;

use crate::chart::Shade;
use crate::locale::Lang;
use crate::view::{Mark, Tone};

/// The word of a need's state.
pub(crate) fn need_state_word(lang: Lang, state: NeedState) -> String {
    state.label().text(lang.into()).to_owned()
}

/// A need's state.
pub(crate) fn need_state(lang: Lang, state: NeedState) -> Mark {
    let tone = match state {
        NeedState::Draft | NeedState::Closed | NeedState::Withdrawn => Tone::Plain,
        NeedState::Collected => Tone::Open,
        NeedState::Screened | NeedState::Matched => Tone::Busy,
        NeedState::Published => Tone::Good,
        NeedState::Expired => Tone::Watch,
    };
    Mark::new(need_state_word(lang, state), tone)
}

/// How a need's state is shaded in a bar.
pub(crate) fn need_shade(state: NeedState) -> Shade {
    match state {
        NeedState::Draft => Shade::First,
        NeedState::Collected => Shade::Second,
        NeedState::Screened => Shade::Third,
        NeedState::Published => Shade::Fourth,
        NeedState::Matched => Shade::Fifth,
        NeedState::Closed => Shade::Over,
        NeedState::Expired => Shade::Lapsed,
        NeedState::Withdrawn => Shade::Bad,
    }
}

/// The word of a case's state.
pub(crate) fn case_state_word(lang: Lang, state: CaseState) -> String {
    state.label().text(lang.into()).to_owned()
}

/// A case's state.
pub(crate) fn case_state(lang: Lang, state: CaseState) -> Mark {
    let tone = match state {
        CaseState::Proposed | CaseState::Ended => Tone::Plain,
        CaseState::Agreed | CaseState::Underway => Tone::Busy,
        CaseState::Delivered => Tone::Watch,
        CaseState::Accepted | CaseState::Adopted => Tone::Good,
    };
    Mark::new(case_state_word(lang, state), tone)
}

/// An offer's state.
pub(crate) fn offer_state(lang: Lang, state: OfferState) -> Mark {
    let (key, tone) = match state {
        OfferState::Draft => ("offer-state-draft", Tone::Plain),
        OfferState::Open => ("offer-state-open", Tone::Good),
        OfferState::Withdrawn => ("offer-state-withdrawn", Tone::Plain),
    };
    Mark::new(lang.t(key), tone)
}

/// How sure a party's identity is.
pub(crate) fn identity(lang: Lang, identity: Identity) -> Mark {
    let tone = match identity {
        Identity::Confirmed => Tone::Good,
        Identity::CodeDoubtful => Tone::Watch,
        Identity::Unconfirmed => Tone::Open,
        Identity::Merged => Tone::Plain,
    };
    Mark::new(identity.label().text(lang.into()), tone)
}

/// Who may see a fact.
pub(crate) fn level(lang: Lang, level: Level) -> String {
    let key = match level {
        Level::Public => "level-public",
        Level::Members => "level-members",
        Level::Parties => "level-parties",
        Level::Owner => "level-owner",
        Level::MatchOnly => "level-match-only",
    };
    lang.t(key).into_owned()
}

/// An area of work.
pub(crate) fn area(lang: Lang, area: Area) -> String {
    let key = match area {
        Area::Party => "area-party",
        Area::Fact => "area-fact",
        Area::Collection => "area-collection",
        Area::Need => "area-need",
        Area::Offer => "area-offer",
        Area::Gathering => "area-gathering",
        Area::Brokerage => "area-brokerage",
        Area::Programme => "area-programme",
        Area::Indicator => "area-indicator",
        Area::Access => "area-access",
        Area::Ledger => "area-ledger",
    };
    lang.t(key).into_owned()
}

/// What a permission lets one do.
pub(crate) fn verb(lang: Lang, verb: Verb) -> String {
    let key = match verb {
        Verb::Read => "verb-read",
        Verb::ReadPersonal => "verb-read-personal",
        Verb::Write => "verb-write",
        Verb::Screen => "verb-screen",
        Verb::Publish => "verb-publish",
        Verb::Match => "verb-match",
        Verb::Act => "verb-act",
        Verb::Import => "verb-import",
        Verb::Export => "verb-export",
        Verb::Administer => "verb-administer",
        Verb::Audit => "verb-audit",
    };
    lang.t(key).into_owned()
}

/// How far a permission reaches.
pub(crate) fn scope(lang: Lang, scope: Scope) -> String {
    let key = match scope {
        Scope::Own => "scope-own",
        Scope::Organisation => "scope-organisation",
        Scope::District => "scope-district",
        Scope::All => "scope-all",
    };
    lang.t(key).into_owned()
}
