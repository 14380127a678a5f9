//! What the rows of a chunk add: new parties, facts, statuses, needs and so on.
//!
//! Main type: [`Taking`], the state of an import between its rows. For each chunk, `load` looks up what the rows
//! may meet; then each row is decided without asking the database, and the chunk's additions are written at once.

mod batch;
mod facts;
mod keys;
mod load;
mod other;
mod party;
mod subject;

use super::plan::Plan;
use super::record::{Parsed, Record};
use super::register::Register;
use crate::Cx;
use crate::matching::Ahead;
use batch::{Batch, Taken};
use benfu_domain::Day;
use benfu_domain::fact::{Level, Observed};
use benfu_domain::id::{ImportId, OrganisationId, PartyId, SubjectKey};
use benfu_domain::period::Period;
use benfu_domain::region::RegionCode;
use benfu_office::workbook::Reason;
use benfu_store::Write;
use facts::Given;
use keys::Keys;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What became of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It made or changed something.
    Taken,
    /// It said what was known.
    Known,
    /// Nothing of it was taken, for this reason.
    Rejected(Box<Reason>),
}

/// The party that stands behind rows that name none.
#[derive(Debug, Clone)]
pub(super) struct Sender {
    pub(super) party: PartyId,
    pub(super) region: RegionCode,
}

/// An import between its rows.
pub(super) struct Taking<'a> {
    cx: &'a Cx,
    plan: Arc<Plan>,
    import: ImportId,
    organisation: OrganisationId,
    sender: Option<Sender>,
    today: Day,
    source: i64,
    may_make_parties: bool,
    register_is_empty: bool,
    register: Register,
    given: Given,
    /// Facts of the chunk's parties that are on record.
    held: HashMap<(SubjectKey, Arc<str>, Period), (Observed, Level)>,
    /// Fingerprints of statuses, relations and activities that exist.
    seen: HashSet<u128>,
    /// Needs or offers that exist: the sender's number, and the fingerprint of the title.
    numbers: HashMap<String, u128>,
    concepts: HashMap<Arc<str>, i64>,
    keys: Keys,
    batch: Batch,
    /// Remarks on the row in hand.
    remarks: Vec<(String, String)>,
    pub(super) parties_made: i64,
    pub(super) merges_proposed: i64,
}

/// What an import begins with.
pub(super) struct Start {
    pub(super) plan: Arc<Plan>,
    pub(super) import: ImportId,
    pub(super) source: i64,
    pub(super) sender: Option<Sender>,
    pub(super) may_make_parties: bool,
    pub(super) register_is_empty: bool,
}

impl<'a> Taking<'a> {
    pub(super) fn new(cx: &'a Cx, start: Start) -> Taking<'a> {
        Taking {
            cx,
            given: Given::new(start.plan.facts.len()),
            plan: start.plan,
            import: start.import,
            organisation: cx.actor.organisation,
            sender: start.sender,
            today: cx.today(),
            source: start.source,
            may_make_parties: start.may_make_parties,
            register_is_empty: start.register_is_empty,
            register: Register::default(),
            held: HashMap::new(),
            seen: HashSet::new(),
            numbers: HashMap::new(),
            concepts: HashMap::new(),
            keys: Keys::default(),
            batch: Batch::default(),
            remarks: Vec::new(),
            parties_made: 0,
            merges_proposed: 0,
        }
    }

    /// Decides one row whose chunk has been loaded.
    pub(super) fn take(&mut self, parsed: &Parsed) -> Outcome {
        let decided = match &parsed.record {
            Record::Party(party) => self.party(parsed, party),
            Record::Status(status) => self.status(parsed, status),
            Record::Offer(offer) => self.offer(offer),
            Record::Need(need) => self.need(need),
            Record::Activity(activity) => Ok(self.activity(activity)),
            Record::Relation(relation) => self.relation(relation),
            Record::Fact(fact) => self.fact(fact),
        };
        decided.unwrap_or_else(|reason| Outcome::Rejected(Box::new(reason)))
    }

    /// What should be known about the row taken last.
    pub(super) fn take_remarks(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.remarks)
    }

    fn remark(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.remarks.push((zh.into(), en.into()));
    }

    /// Tells the full-text index what the chunk makes.
    pub(super) async fn tell(&self, ahead: &Ahead) {
        let (offers, needs) = (self.batch.offers.iter(), self.batch.needs.iter());
        ahead
            .add(
                self.batch.parties.iter(),
                offers.map(|(offer, _)| offer),
                needs.map(|(need, _)| need),
            )
            .await;
    }

    /// Moves the chunk's additions into the write.
    pub(super) fn write_chunk(&mut self, write: &mut Write) {
        let batch = std::mem::take(&mut self.batch);
        self.merges_proposed += i64::try_from(batch.merges.len()).unwrap_or(i64::MAX);
        let taken = Taken {
            import: self.import,
            source: self.source,
            today: self.today,
            now_ms: self.cx.now_ms(),
        };
        batch.write(write, &taken);
    }

    /// The first and last key that the import's rows took.
    pub(super) fn keys_taken(&self) -> Option<(i64, i64)> {
        self.keys.taken()
    }
}
