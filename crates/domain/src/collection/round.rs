//! A round, those it is sent to, and what comes back.

use super::Item;
use crate::calendar::Deadline;
use crate::id::{AccountId, FormId, OrganisationId, PartyId, RecipientId, ReturnId, RoundId};
use crate::region::RegionCode;
use crate::word::worded;
use benfu_rules::Day;

/// The most firms that one round asks.
pub const MOST_FIRMS: usize = 1_000;

worded! {
    /// To whom a round is sent.
    SentTo {
        /// To each firm.
        Firm = "firm",
        /// To offices, each of which answers for its firms.
        Office = "office",
    }
}

worded! {
    /// Where the link of a recipient stands.
    LinkState {
        /// None was given out.
        None = "none",
        /// It opens the form until the round is closed.
        Live = "live",
        /// It was taken back.
        Revoked = "revoked",
    }
}

worded! {
    /// By which way a return came.
    Channel {
        /// Filled in on the page of a link.
        Link = "link",
        /// A workbook.
        Excel = "excel",
    }
}

worded! {
    /// Where a return stands.
    ReturnState {
        /// Read and compared; nothing of it is recorded.
        Read = "read",
        /// Its answers are recorded, but for conflicts that wait for a decision.
        Taken = "taken",
        /// Put aside: nothing of it is recorded.
        Dropped = "dropped",
    }
}

worded! {
    /// What became of an answer.
    Decision {
        /// Nothing yet.
        Waiting = "waiting",
        /// It is on record.
        Taken = "taken",
        /// What was on record stays.
        Kept = "kept",
    }
}

/// One edition of a form, sent out until a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Identifier.
    pub id: RoundId,
    /// The form.
    pub form: FormId,
    /// Which edition of it was sent.
    pub edition: i64,
    /// Its name, as recipients read it.
    pub title: String,
    /// Why it is asked, as recipients read it.
    pub explanation: String,
    /// The policy that decides which unknowns matter.
    pub policy: Option<String>,
    /// A value without a period that is dated within so many months needs no confirmation.
    pub fresh_months: u32,
    /// What is asked.
    pub items: Vec<Item>,
    /// To whom it was sent.
    pub sent_to: SentTo,
    /// When it was opened.
    pub opened_on: Day,
    /// The instant, milliseconds since 1970 UTC: what was on record then is what recipients were shown.
    pub opened_ms: i64,
    /// By when answers are asked for.
    pub due: Deadline,
    /// When it was closed; answers come in until then.
    pub closed_on: Option<Day>,
    /// Who runs it.
    pub runner: AccountId,
    /// Whose round it is.
    pub organisation: OrganisationId,
    /// Where it belongs.
    pub region: RegionCode,
    /// Counts up with each write.
    pub version: i64,
}

/// One of those a round is sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Identifier.
    pub id: RecipientId,
    /// The round.
    pub round: RoundId,
    /// Its name.
    pub name: String,
    /// The firm, when it answers for itself.
    pub party: Option<PartyId>,
    /// The office, when it answers for its firms.
    pub office: Option<OrganisationId>,
    /// Where its link stands.
    pub link: LinkState,
    /// The hash of the link's token; the token itself is kept nowhere.
    pub token_hash: Option<String>,
    /// When the link was first opened.
    pub opened_on: Option<Day>,
    /// When it was last reminded.
    pub reminded_on: Option<Day>,
    /// The day on which `sendings` are counted.
    pub sendings_on: Option<Day>,
    /// How often something was sent by the link on that day.
    pub sendings: i64,
    /// Counts up with each write.
    pub version: i64,
}

impl Recipient {
    /// A recipient to whom nothing was sent yet.
    pub fn named(id: RecipientId, round: RoundId, name: &str) -> Recipient {
        Recipient {
            id,
            round,
            name: name.to_owned(),
            party: None,
            office: None,
            link: LinkState::None,
            token_hash: None,
            opened_on: None,
            reminded_on: None,
            sendings_on: None,
            sendings: 0,
            version: 1,
        }
    }
}

/// What came back at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// Identifier.
    pub id: ReturnId,
    /// The round.
    pub round: RoundId,
    /// From whom; none when an officer handed in a workbook with the firms of several.
    pub recipient: Option<RecipientId>,
    /// By which way.
    pub channel: Channel,
    /// Hash of the workbook.
    pub file_hash: Option<String>,
    /// Name of the workbook as it was handed in.
    pub file_name: String,
    /// Who filled it in, as they wrote their name.
    pub filled_by: String,
    /// Rows that could not be taken, one a line: the reason in Chinese, a tab, the reason in English.
    pub notes: String,
    /// Where it stands.
    pub state: ReturnState,
    /// When it came.
    pub received_on: Day,
    /// Counts up with each write.
    pub version: i64,
}
