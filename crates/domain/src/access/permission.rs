//! The fixed permissions and the roles made of them.

use crate::label::Label;
use crate::word::worded;

worded! {
    /// What is done.
    Verb {
        /// See rows and what follows from them.
        Read = "read",
        /// See personal data: contacts of people.
        ReadPersonal = "read_personal",
        /// Make and change rows.
        Write = "write",
        /// Look over what was handed in and pass it on or return it.
        Screen = "screen",
        /// Make something visible to its audience.
        Publish = "publish",
        /// See ranked offers for a need, or needs for a firm, and invite.
        Match = "match",
        /// Take the actions of the loop that one's part allows.
        Act = "act",
        /// Take files in and withdraw them.
        Import = "import",
        /// Take data out as files.
        Export = "export",
        /// Make accounts, give roles, change settings.
        Administer = "administer",
        /// Check the ledger and read its entries.
        Audit = "audit",
    }
}

worded! {
    /// Where it is done. The names are those of the code's areas.
    Area {
        /// Organisations and persons.
        Party = "party",
        /// Facts about parties, offers, needs and cases.
        Fact = "fact",
        /// Forms, collection rounds and what comes back for them.
        Collection = "collection",
        /// Scenarios, challenges and other needs.
        Need = "need",
        /// Technologies, capabilities and other offers.
        Offer = "offer",
        /// Cases on the loop.
        Programme = "programme",
        /// Matchmaking days and assignments.
        Gathering = "gathering",
        /// Brokers, their leads and credits.
        Brokerage = "brokerage",
        /// Figures and reports.
        Indicator = "indicator",
        /// Accounts, organisations, roles.
        Access = "access",
        /// The hash-chained record of all writes.
        Ledger = "ledger",
    }
}

worded! {
    /// How far a permission reaches. Each scope includes those before it.
    Scope {
        /// Rows that concern the account's own party.
        Own = "own",
        /// Rows of the account's organisation.
        Organisation = "organisation",
        /// Rows of the region the organisation answers for, and of regions within it.
        District = "district",
        /// All rows.
        All = "all",
    }
}

/// A verb in an area within a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission {
    /// What is done.
    pub verb: Verb,
    /// Where.
    pub area: Area,
    /// How far.
    pub scope: Scope,
}

/// A named set of permissions, written in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Identifier, for example `district_officer`.
    pub id: String,
    /// Name for people.
    pub label: Label,
    /// What the role may do.
    pub permissions: Vec<Permission>,
    /// One of the three administrators (system, security, audit): nobody may hold two of them.
    pub separated: bool,
}
