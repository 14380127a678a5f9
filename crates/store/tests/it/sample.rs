//! Small, invented rows.

use crate::bench::{Bench, ORGANISATION};
use benfu_domain::Day;
use benfu_domain::calendar::Deadline;
use benfu_domain::fact::{Level, Observed, Source, SourceKind};
use benfu_domain::id::{CaseId, ImportId, NeedId, OfferId, OrganisationId, PartyId, SubjectKey};
use benfu_domain::need::{Constraint, Need, NeedState, Terms};
use benfu_domain::offer::{Offer, OfferState};
use benfu_domain::party::{Identity, Party, PartyKind};
use benfu_domain::programme::{Case, CaseState, Clock, Part, Sides};
use benfu_domain::region::RegionCode;
use benfu_store::OrganisationRow;
use benfu_store::fact::NewFact;
use benfu_store::import::ImportRow;

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn region(text: &str) -> RegionCode {
    text.parse().unwrap()
}

pub(crate) fn organisation_id() -> OrganisationId {
    OrganisationId::from_bits(ORGANISATION)
}

pub(crate) fn organisation(party: Option<PartyId>) -> OrganisationRow {
    OrganisationRow {
        id: organisation_id(),
        name: "某区工业和信息化局".to_owned(),
        region: region("440305"),
        party,
        version: 1,
    }
}

pub(crate) fn party_id(number: u128) -> PartyId {
    PartyId::from_bits(number)
}

/// A party under the key `number`, which the tests give out themselves.
pub(crate) fn party(number: i64) -> Party {
    Party {
        id: party_id(number.unsigned_abs().into()),
        key: SubjectKey(number),
        kind: PartyKind::Organisation,
        identity: Identity::Confirmed,
        code: Some(format!("91440300MA5F{number:06}")),
        name: format!("示例科技（深圳）有限公司{number}"),
        region: region("440305"),
        located: true,
        introduction: "做管道检测机器人".to_owned(),
        organisation: organisation_id(),
        version: 1,
    }
}

pub(crate) fn offer(number: i64, owner: PartyId) -> Offer {
    Offer {
        id: OfferId::from_bits(number.unsigned_abs().into()),
        key: SubjectKey(number),
        kind: "technology".to_owned(),
        title: "管道检测机器人".to_owned(),
        text: "防护等级IP68".to_owned(),
        party: owner,
        organisation: organisation_id(),
        region: region("440305"),
        state: OfferState::Open,
        import: None,
        version: 1,
    }
}

pub(crate) fn need(number: i64) -> Need {
    let constraint = |label: &str, rule: &str| Constraint {
        label: label.to_owned(),
        rule: rule.to_owned(),
    };
    let constraints = vec![
        constraint("防水", "ip_rating >= 68"),
        constraint("", "delivery_days <= 90"),
    ];
    Need {
        id: NeedId::from_bits(number.unsigned_abs().into()),
        key: SubjectKey(number),
        programme: "scenario".to_owned(),
        title: "排水管网检测".to_owned(),
        text: "管道内潮湿，人工检测危险".to_owned(),
        party: None,
        organisation: organisation_id(),
        region: region("440305"),
        state: NeedState::Collected,
        close_code: String::new(),
        terms: Terms {
            constraints,
            baseline_milli: Some(1500),
            ..Terms::default()
        },
        published_version: 0,
        expires_on: Some(day("2025-12-31")),
        import: None,
        opened_on: day("2025-03-01"),
        version: 1,
    }
}

pub(crate) fn case(number: i64, asker: PartyId, supplier: PartyId) -> Case {
    Case {
        id: CaseId::from_bits(number.unsigned_abs().into()),
        key: SubjectKey(number),
        programme: "scenario".to_owned(),
        pack_version: "base-1".to_owned(),
        need: None,
        need_version: 1,
        policy: None,
        offer: None,
        sides: Sides {
            asker,
            supplier,
            proposed_by: Part::Asker,
        },
        organisation: organisation_id(),
        region: region("440305"),
        state: CaseState::Proposed,
        stage: "invited".to_owned(),
        opened_on: day("2025-05-06"),
        stage_on: day("2025-05-06"),
        farthest: CaseState::Proposed,
        clock: Clock {
            due: Some(Deadline {
                on: day("2025-05-20"),
                provisional: false,
            }),
            paused_on: None,
        },
        end: None,
        version: 1,
    }
}

pub(crate) fn import(number: u128, file_hash: &str) -> ImportRow {
    ImportRow {
        id: ImportId::from_bits(number),
        kind: "party".to_owned(),
        file_name: "企业名单.xlsx".to_owned(),
        file_hash: file_hash.to_owned(),
        withdrawn: false,
        rows_read: 3,
        rows_taken: 2,
        rows_known: 0,
        rows_rejected: 1,
        rejected_hash: None,
        notes: "第3行缺少名称".to_owned(),
        keys: Some((100, 199)),
        on: day("2025-06-30"),
        account: "acc_test".to_owned(),
        organisation: organisation_id(),
        region: region("440305"),
        version: 1,
        entry: 0,
    }
}

pub(crate) fn source(kind: SourceKind) -> Source {
    Source {
        kind,
        title: "企业自报".to_owned(),
        reference: Some("第3行".to_owned()),
        dated: Some(day("2025-06-01")),
    }
}

pub(crate) fn fact(subject: i64, concept: i64, observed: Option<Observed>) -> NewFact {
    let period = "2024".parse().unwrap();
    NewFact {
        subject: SubjectKey(subject),
        concept,
        period,
        observed,
        level: Level::Members,
    }
}

impl Bench {
    /// Makes parties with these keys durable.
    pub(crate) async fn with_parties(&self, numbers: &[i64]) {
        let parties: Vec<Party> = numbers.iter().map(|number| party(*number)).collect();
        self.save(|write| {
            write.add_parties(&parties, None);
        })
        .await;
    }
}
