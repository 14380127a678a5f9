//! Parties (主体): organisations and persons, each with one identity.
//!
//! [`Party`] is the identity; names, places and contacts are dated histories beside it; [`Status`] is a scheme
//! and level held from a day until a day; [`Relation`] links two parties; [`Activity`] is a dated event with
//! counts. Equal names are proposed for merge, never merged silently.
//!
//! Does not belong here: facts about a party (fact), sign-in (access).

pub mod credit_code;

use crate::id::{ActivityId, OrganisationId, PartyId, SubjectKey};
use crate::label::Label;
use crate::region::RegionCode;
use crate::word::worded;
use benfu_rules::Day;

worded! {
    /// What a party is.
    PartyKind {
        /// A legal person or other body.
        Organisation = "organisation",
        /// A natural person.
        Person = "person",
    }
}

worded! {
    /// How sure the identity is.
    Identity {
        /// A unified social credit code with the right check character.
        Confirmed = "confirmed",
        /// A code whose check character is wrong: real ones exist, so it is kept with a warning.
        CodeDoubtful = "code_doubtful",
        /// Known by name and district only.
        Unconfirmed = "unconfirmed",
        /// Merged into another party; kept so that old references still lead somewhere.
        Merged = "merged",
    }
}

impl Identity {
    /// Its name for people.
    pub fn label(self) -> Label {
        let (zh, en) = match self {
            Identity::Confirmed => ("身份已确认", "Identity confirmed"),
            Identity::CodeDoubtful => ("代码校验位不符", "Check digit differs"),
            Identity::Unconfirmed => ("身份待确认", "Identity not confirmed"),
            Identity::Merged => ("已并入其他主体", "Merged"),
        };
        Label::new(zh, en)
    }
}

/// One identity in the registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Identifier.
    pub id: PartyId,
    /// Its key in the fact journal.
    pub key: SubjectKey,
    /// What it is.
    pub kind: PartyKind,
    /// How sure the identity is.
    pub identity: Identity,
    /// Unified social credit code, 18 characters.
    pub code: Option<String>,
    /// The present name.
    pub name: String,
    /// Where its row belongs, and where it is registered now when it is [located](Party::located).
    pub region: RegionCode,
    /// Does anything say where it is? A list without addresses gives its parties the region of the office that
    /// sent it, which decides who looks after the row and nothing else.
    pub located: bool,
    /// A few sentences about what it does; searched.
    pub introduction: String,
    /// The organisation that keeps the row.
    pub organisation: OrganisationId,
    /// Counts up with each write.
    pub version: i64,
}

impl Party {
    /// Where it is, as far as anything says so.
    pub fn place(&self) -> Option<&RegionCode> {
        self.located.then_some(&self.region)
    }
}

/// A name during a time. Former names stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyName {
    /// The name.
    pub name: String,
    /// First day, if known.
    pub from: Option<Day>,
    /// Last day; `None` while it is the present name.
    pub until: Option<Day>,
}

/// Where a party is registered during a time; a move in or out of the district is two of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Region.
    pub region: RegionCode,
    /// Address as written.
    pub address: String,
    /// First day, if known.
    pub from: Option<Day>,
    /// Last day; `None` while it lasts.
    pub until: Option<Day>,
}

/// A person to talk to. Personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
    /// Telephone number.
    pub telephone: String,
    /// First day, if known.
    pub from: Option<Day>,
    /// Last day; `None` while it lasts.
    pub until: Option<Day>,
}

/// A scheme and level held from a day until a day: certificates, platform levels, honours, pool membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Who holds it.
    pub party: PartyId,
    /// Scheme, a pack id such as `hnte`.
    pub scheme: String,
    /// Level within the scheme; empty when it has none.
    pub level: String,
    /// What is held, when a party may hold several (a platform's name); else empty.
    pub subject: String,
    /// Batch or year, as written.
    pub batch: String,
    /// First day.
    pub from: Day,
    /// Last day; `None` when it does not lapse.
    pub until: Option<Day>,
    /// The document that granted it.
    pub document: String,
}

impl Status {
    /// Of some statuses, the one of a scheme (and of a level unless that is empty) that is held on a day; of several
    /// the one that lasts longest.
    pub fn longest_held<'s>(
        statuses: &'s [Status],
        (scheme, level): (&str, &str),
        day: Day,
    ) -> Option<&'s Status> {
        let held = statuses.iter().filter(|status| {
            status.scheme == scheme
                && (level.is_empty() || status.level == level)
                && status.holds_on(day)
        });
        held.max_by_key(|status| (status.until.is_none(), status.until))
    }

    /// Is it held on this day?
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

worded! {
    /// How two parties are linked.
    RelationKind {
        /// The first holds the majority of the second.
        Owns = "owns",
        /// The first has put money into the second.
        Invests = "invests",
        /// The first belongs to the second (a consortium, an alliance, a group).
        BelongsTo = "belongs_to",
        /// The first sits in the second (a park, an incubator).
        LocatedIn = "located_in",
        /// The first supplies the second.
        Supplies = "supplies",
    }
}

/// A link between two parties during a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// From whom.
    pub from_party: PartyId,
    /// What kind.
    pub kind: RelationKind,
    /// To whom.
    pub to_party: PartyId,
    /// First day, if known.
    pub from: Option<Day>,
    /// Last day; `None` while it lasts.
    pub until: Option<Day>,
}

/// A dated event with counts: a session, a visit, a contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Identifier.
    pub id: ActivityId,
    /// Kind, a pack id.
    pub kind: String,
    /// What it was called.
    pub title: String,
    /// The day.
    pub on: Day,
    /// How many sessions, people or items it stands for; the kind says what is counted.
    pub count: i64,
    /// The organisation that keeps the row.
    pub organisation: OrganisationId,
    /// Where.
    pub region: RegionCode,
}
