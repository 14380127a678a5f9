//! The additions of one chunk.

use benfu_domain::Day;
use benfu_domain::id::{ImportId, PartyId, SubjectKey};
use benfu_domain::need::{Need, NeedAction};
use benfu_domain::offer::Offer;
use benfu_domain::party::{Activity, Party, Relation, Status};
use benfu_domain::region::RegionCode;
use benfu_store::Write;
use benfu_store::fact::NewFact;
use benfu_store::party::{MergeReason, PartyHistory};

/// What a chunk adds, table by table.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) parties: Vec<Party>,
    pub(super) histories: Vec<(PartyId, PartyHistory)>,
    pub(super) merges: Vec<(PartyId, PartyId, MergeReason)>,
    /// Facts about parties and offers of this chunk: there is no line of theirs in the journal.
    pub(super) fresh: Vec<NewFact>,
    /// Facts about all others, whose journal may have lines, retracted ones among them.
    pub(super) updates: Vec<NewFact>,
    pub(super) statuses: Vec<(Status, RegionCode)>,
    pub(super) relations: Vec<Relation>,
    pub(super) activities: Vec<Activity>,
    pub(super) needs: Vec<(Need, String)>,
    pub(super) offers: Vec<(Offer, String)>,
}

/// What every addition of an import shares.
pub(super) struct Taken {
    /// The import.
    pub(super) import: ImportId,
    /// Key of the source of its facts.
    pub(super) source: i64,
    /// The day.
    pub(super) today: Day,
    /// The instant, milliseconds since 1970 UTC.
    pub(super) now_ms: i64,
}

impl Batch {
    /// Does this chunk make the party of this key? Keys are handed out in their order.
    pub(super) fn makes(&self, key: SubjectKey) -> bool {
        self.parties.first().is_some_and(|first| key >= first.key)
    }

    /// Puts everything into a write, owners before what they own.
    pub(super) fn write(self, write: &mut Write, taken: &Taken) {
        let Taken {
            import,
            source,
            today,
            now_ms,
        } = *taken;
        write
            .add_parties(&self.parties, Some(import))
            .add_histories(&self.histories);
        write.propose_merges(&self.merges);
        write
            .record_facts(&self.fresh, source, now_ms, true)
            .record_facts(&self.updates, source, now_ms, false);
        write.add_statuses(&self.statuses, Some(import));
        write.add_relations(&self.relations, Some(import));
        write.add_activities(&self.activities, Some(import));
        write
            .add_needs(&self.needs, NeedAction::HandIn, today)
            .add_offers(&self.offers);
    }
}
