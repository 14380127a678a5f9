//! Those who take part, and the meetings that are set for them.

use super::Pair;
use crate::id::{CaseId, GatheringId, MeetingId, OfferId, ParticipantId, PartyId};
use crate::word::worded;
use benfu_rules::Day;
use std::collections::BTreeSet;

worded! {
    /// Where a meeting stands.
    MeetingState {
        /// It is set.
        Planned = "planned",
        /// It took place: a case follows the pair.
        Held = "held",
        /// It was set and did not take place.
        Missed = "missed",
        /// It was taken out of the plan.
        Cancelled = "cancelled",
    }
}

/// A party that takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Identifier.
    pub id: ParticipantId,
    /// The gathering.
    pub gathering: GatheringId,
    /// Who.
    pub party: PartyId,
    /// The table that is kept for it, counted from 1: a host.
    pub table: Option<u16>,
    /// Slots in which it cannot meet, counted from 1.
    pub away: BTreeSet<u16>,
    /// The most meetings that it takes.
    pub most: Option<u16>,
    /// When it dropped out, and why.
    pub left: Option<(Day, String)>,
    /// Counts up with each write.
    pub version: i64,
}

/// A pair that is to meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Identifier.
    pub id: MeetingId,
    /// The gathering.
    pub gathering: GatheringId,
    /// The need and the supplier.
    pub pair: Pair,
    /// The offer that is to be spoken of, if one was named.
    pub offer: Option<OfferId>,
    /// Slot and table, both counted from 1; an assignment has none.
    pub at: Option<(u16, u16)>,
    /// Where it stands.
    pub state: MeetingState,
    /// Why it was missed or taken out.
    pub reason: String,
    /// The case that follows it.
    pub case: Option<CaseId>,
    /// Counts up with each write.
    pub version: i64,
}

/// What came of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// It took place.
    Held,
    /// It did not, and why.
    Missed(String),
}

impl Participant {
    /// Somebody who takes part without any wish of its own as to tables and slots.
    pub fn new(id: ParticipantId, gathering: GatheringId, party: PartyId) -> Participant {
        Participant {
            id,
            gathering,
            party,
            table: None,
            away: BTreeSet::new(),
            most: None,
            left: None,
            version: 1,
        }
    }

    /// The slots in which it cannot meet, as they are written.
    pub fn away_written(&self) -> String {
        let slots = self.away.iter().map(ToString::to_string);
        slots.collect::<Vec<_>>().join(" ")
    }

    /// Reads slots as they are written: numbers apart by blanks or commas.
    pub fn read_away(text: &str) -> Option<BTreeSet<u16>> {
        let parts = text.split([' ', ',', ',', '、']).map(str::trim);
        let parts = parts.filter(|part| !part.is_empty());
        parts.map(|part| part.parse().ok()).collect()
    }
}
