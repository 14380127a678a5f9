//! The additions of one chunk.

use benfu_domain::Day;
use benfu_domain::id::{ImportId, PartyId};
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
    /// Facts that nothing was known about.
    pub(super) fresh: Vec<NewFact>,
    /// Facts that replace what was known.
    pub(super) updates: Vec<NewFact>,
    pub(super) statuses: Vec<(Status, RegionCode)>,
    pub(super) relations: Vec<Relation>,
    pub(super) activities: Vec<Activity>,
    pub(super) needs: Vec<(Need, String)>,
    pub(super) offers: Vec<(Offer, String)>,
}

impl Batch {
    /// Puts everything into a write, owners before what they own.
    pub(super) fn write(self, write: &mut Write, import: ImportId, today: Day, now_ms: i64) {
        write
            .add_parties(&self.parties, Some(import))
            .add_histories(&self.histories);
        write.propose_merges(&self.merges);
        write
            .record_facts(&self.fresh, now_ms, true)
            .record_facts(&self.updates, now_ms, false);
        write.add_statuses(&self.statuses, Some(import));
        write.add_relations(&self.relations, Some(import));
        write.add_activities(&self.activities, Some(import));
        write
            .add_needs(&self.needs, NeedAction::HandIn, today)
            .add_offers(&self.offers);
    }
}
