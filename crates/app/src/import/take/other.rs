//! Relations and activities.

use super::{Outcome, Taking};
use crate::import::cells::reason;
use crate::import::record::{ActivityRecord, RelationRecord};
use crate::import::register::fingerprint;
use benfu_domain::Day;
use benfu_domain::id::{ActivityId, PartyId};
use benfu_domain::party::{Activity, Relation, RelationKind};
use benfu_office::workbook::Reason;

/// What tells one relation from another.
pub(super) fn relation_print(from: PartyId, kind: RelationKind, to: PartyId) -> u128 {
    fingerprint(&("relation", from, kind, to))
}

/// What tells one activity from another.
pub(super) fn activity_print(kind: &str, title: &str, on: Day) -> u128 {
    fingerprint(&(
        "activity",
        kind,
        title.split_whitespace().collect::<String>(),
        on,
    ))
}

impl Taking<'_> {
    /// A row of a link between two parties.
    pub(super) fn relation(&mut self, record: &RelationRecord) -> Result<Outcome, Reason> {
        let (from, to) = (self.party_of(&record.from)?, self.party_of(&record.to)?);
        let (from, to) = (
            self.register.get(from).clone(),
            self.register.get(to).clone(),
        );
        if !from.standing.may_change {
            return Err(super::party::not_ours());
        }
        if from.id == to.id {
            return Err(reason(
                "两端是同一主体".to_owned(),
                "both ends are the same party".to_owned(),
                ("请核对名称和代码", "compare names and codes"),
            ));
        }
        if !self
            .seen
            .insert(relation_print(from.id, record.kind, to.id))
        {
            return Ok(Outcome::Known);
        }
        self.batch.relations.push(Relation {
            from_party: from.id,
            kind: record.kind,
            to_party: to.id,
            from: record.from_on,
            until: record.until,
        });
        Ok(Outcome::Taken)
    }

    /// A row of an activity.
    pub(super) fn activity(&mut self, record: &ActivityRecord) -> Outcome {
        if !self
            .seen
            .insert(activity_print(&record.kind, &record.title, record.on))
        {
            return Outcome::Known;
        }
        self.batch.activities.push(Activity {
            id: ActivityId::from_bits(self.cx.app.mint()),
            kind: record.kind.clone(),
            title: record.title.clone(),
            on: record.on,
            count: record.count,
            organisation: self.organisation,
            region: record.region.clone(),
        });
        Outcome::Taken
    }
}
