//! The lists that were taken in: firms, recognitions, yearly figures, activities; each an import of record.

use super::calendar_time::{at, day};
use super::district::District;
use super::firms::Firm;
use super::history::{Hand, PastAct};
use crate::Ids;
use crate::clock::day_of;
use benfu_domain::Day;
use benfu_domain::fact::{Completeness, Scheme, Source, SourceKind};
use benfu_domain::id::{ImportId, PartyId, SubjectKey};
use benfu_domain::party::{Activity, Identity, Party, Relation, RelationKind, Status};
use benfu_domain::region::RegionCode;
use benfu_store::evidence::content_hash;
use benfu_store::fact::NewFact;
use benfu_store::import::ImportRow;
use benfu_store::party::{MergeReason, PartyHistory};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;

/// Rows that go to the store in one part.
const PART: usize = 4_000;

/// Who takes lists in, and with which identifiers.
pub(super) struct Clerk<'a> {
    /// The officer.
    pub(super) hand: &'a Hand,
    /// Identifiers.
    pub(super) ids: &'a Ids,
    /// The district.
    pub(super) district: &'a District,
    /// The names of recognitions, by which their lists are called.
    pub(super) schemes: &'a BTreeMap<String, Scheme>,
}

/// A list that is about to be taken in.
pub(super) struct List {
    /// When.
    pub(super) at: Timestamp,
    /// The import.
    pub(super) id: ImportId,
    act: PastAct,
}

impl List {
    /// Rows it makes.
    pub(super) fn writing(
        mut self,
        effect: impl FnOnce(&mut benfu_store::Write) + Send + 'static,
    ) -> List {
        self.act = self.act.writing(effect);
        self
    }

    /// The act of taking it in.
    pub(super) fn act(self) -> PastAct {
        self.act.large()
    }
}

fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

impl Clerk<'_> {
    /// Begins to take in a list of `rows` rows.
    pub(super) fn list(&self, at: Timestamp, kind: &str, file_name: &str, rows: usize) -> List {
        let id = ImportId::from_bits(self.ids.mint(at));
        let row = ImportRow {
            id,
            kind: kind.to_owned(),
            file_name: file_name.to_owned(),
            file_hash: content_hash(format!("{file_name} {id}").as_bytes()),
            withdrawn: false,
            rows_read: count(rows),
            rows_taken: count(rows),
            rows_known: 0,
            rows_rejected: 0,
            rejected_hash: None,
            notes: String::new(),
            keys: None,
            on: day_of(at),
            account: self.hand.account.to_string(),
            organisation: self.hand.organisation,
            region: self.district.code.clone(),
            version: 1,
            entry: 0,
        };
        let told = json!({ "kind": kind, "file": file_name, "rows": rows });
        let act = PastAct::new(at, self.hand, "file_imported", &id.to_string()).telling(told);
        let act = act.writing(move |write| {
            write.save_import(&row);
        });
        List { at, id, act }
    }

    /// The register of firms.
    pub(super) fn firms(&self, firms: &[Firm]) -> PastAct {
        let mut list = self.list(
            at(day(2024, 1, 3), -120),
            "party",
            "辖区科技企业名录（2024年1月）.xlsx",
            firms.len(),
        );
        let import = list.id;
        for part in firms.chunks(PART) {
            let parties: Vec<Party> = part.iter().map(|firm| firm.party.clone()).collect();
            let histories: Vec<(PartyId, PartyHistory)> = part
                .iter()
                .map(|firm| (firm.party.id, firm.history.clone()))
                .collect();
            list = list.writing(move |write| {
                write
                    .add_parties(&parties, Some(import))
                    .add_histories(&histories);
            });
        }
        list.act()
    }

    /// Recognitions and platforms, taken in half-year by half-year and scheme by scheme.
    pub(super) fn statuses(
        &self,
        statuses: Vec<Status>,
        regions: &BTreeMap<PartyId, RegionCode>,
    ) -> Vec<PastAct> {
        let known = [
            day(2024, 1, 5),
            day(2024, 7, 1),
            day(2025, 1, 10),
            day(2025, 7, 1),
        ];
        let mut groups: BTreeMap<(Day, String), Vec<(Status, RegionCode)>> = BTreeMap::new();
        for status in statuses {
            let taken_in = known
                .into_iter()
                .find(|day| status.from < *day)
                .unwrap_or(known[3]);
            let region = regions
                .get(&status.party)
                .unwrap_or(&self.district.code)
                .clone();
            groups
                .entry((taken_in, status.scheme.clone()))
                .or_default()
                .push((status, region));
        }
        let acts = (0_i64..).zip(groups).map(|(place, ((day, scheme), rows))| {
            let name = self
                .schemes
                .get(&scheme)
                .map(|known| known.label.zh.as_str());
            let file = format!("{}名单_{day}.xlsx", name.unwrap_or(&scheme));
            let list = self.list(at(day, 10 + place), "status", &file, rows.len());
            let import = list.id;
            list.writing(move |write| {
                write.add_statuses(&rows, Some(import));
            })
            .act()
        });
        acts.collect()
    }

    /// Statements that registers are complete within the district.
    pub(super) fn statements(&self, on: Day, registers: &[&str]) -> Vec<Completeness> {
        let vouched = Source {
            kind: SourceKind::Official,
            title: "认定名单汇总（示例）".to_owned(),
            reference: None,
            dated: Some(on),
        };
        let statement = |register: &&str| Completeness {
            register: (*register).to_owned(),
            territory: self.district.code.to_string(),
            as_of: on,
            source: vouched.clone(),
        };
        registers.iter().map(statement).collect()
    }

    /// States that registers are complete within the district.
    pub(super) fn complete(&self, on: Day, registers: &[&str], source: i64) -> PastAct {
        let statements = self.statements(on, registers);
        let territory = self.district.code.to_string();
        let act = PastAct::new(at(on, 30), self.hand, "register_completed", &territory);
        act.telling(json!({ "registers": registers }))
            .writing(move |write| {
                if let Some(first) = statements.first() {
                    write.add_source(source, &first.source);
                }
                for statement in &statements {
                    write.add_completeness(statement, source);
                }
            })
    }

    /// Figures of a year, or facts that belong to none.
    pub(super) fn facts(&self, on: Day, title: &str, facts: Vec<NewFact>, source: i64) -> PastAct {
        let mut list = self.list(at(on, 45), "fact", &format!("{title}.xlsx"), facts.len());
        let ms = list.at.as_millisecond();
        let vouched = Source {
            kind: SourceKind::Imported,
            title: title.to_owned(),
            reference: None,
            dated: Some(on),
        };
        list = list.writing(move |write| {
            write
                .add_source(source, &vouched)
                .record_facts(&facts, source, ms, false);
        });
        list.act()
    }

    /// Activities, each half-year on the day after its end.
    pub(super) fn activities(&self, activities: Vec<Activity>) -> Vec<PastAct> {
        let ends = [day(2024, 7, 1), day(2025, 1, 2), day(2025, 7, 2)];
        let mut groups: BTreeMap<Day, Vec<Activity>> = BTreeMap::new();
        for activity in activities {
            let end = ends
                .into_iter()
                .find(|end| activity.on < *end)
                .unwrap_or(ends[2]);
            groups.entry(end).or_default().push(activity);
        }
        let acts = groups.into_iter().map(|(end, rows)| {
            let list = self.list(
                at(end, 90),
                "activity",
                &format!("活动台账_{end}.xlsx"),
                rows.len(),
            );
            let import = list.id;
            list.writing(move |write| {
                write.add_activities(&rows, Some(import));
            })
            .act()
        });
        acts.collect()
    }

    /// A street's own list: some of its firms stand there by name only, and may be the same.
    pub(super) fn street_list(&self, firms: &[Firm], keys: &[SubjectKey]) -> PastAct {
        let moment = at(day(2025, 3, 11), -60);
        let list = self.list(moment, "party", "街道走访企业清单.xlsx", keys.len());
        let named = firms
            .iter()
            .filter(|firm| firm.party.identity == Identity::Confirmed)
            .step_by(19);
        let doubles: Vec<(PartyId, Party)> = named
            .zip(keys)
            .map(|(firm, key)| {
                let id = PartyId::from_bits(self.ids.mint(moment));
                let party = &firm.party;
                let double = Party {
                    id,
                    key: *key,
                    identity: Identity::Unconfirmed,
                    code: None,
                    ..party.clone()
                };
                (party.id, double)
            })
            .collect();
        let import = list.id;
        list.writing(move |write| {
            let parties: Vec<Party> = doubles.iter().map(|(_, double)| double.clone()).collect();
            write.add_parties(&parties, Some(import));
            for (kept, double) in &doubles {
                write.propose_merge(*kept, double.id, MergeReason::SameName);
            }
        })
        .act()
    }

    /// Which firms sit in the parks of an operator, and which belong to the same group.
    pub(super) fn relations(&self, firms: &[Firm], park: PartyId) -> PastAct {
        let moment = at(day(2024, 1, 9), 20);
        let since = Some(day(2021, 5, 1));
        let sits = firms
            .iter()
            .step_by(41)
            .map(|firm| (firm.party.id, RelationKind::LocatedIn, park));
        let owned = firms
            .windows(2)
            .step_by(97)
            .map(|pair| (pair[0].party.id, RelationKind::Owns, pair[1].party.id));
        let relation = |(from_party, kind, to_party)| Relation {
            from_party,
            kind,
            to_party,
            from: since,
            until: None,
        };
        let relations: Vec<Relation> = sits.chain(owned).map(relation).collect();
        let list = self.list(
            moment,
            "relation",
            "园区入驻与股权关系.xlsx",
            relations.len(),
        );
        let import = list.id;
        list.writing(move |write| {
            write.add_relations(&relations, Some(import));
        })
        .act()
    }

    /// A firm that moves to another district: its row and its dated places.
    pub(super) fn moves_away(&self, firm: &Firm, on: Day) -> PastAct {
        let mut history = firm.history.clone();
        if let Some(place) = history.places.last_mut() {
            place.until = Some(super::calendar_time::after(on, -1));
            let mut next = place.clone();
            next.region = self.district.neighbour.clone();
            "迁出后地址未报".clone_into(&mut next.address);
            (next.from, next.until) = (Some(on), None);
            history.places.push(next);
        }
        let party = Party {
            region: self.district.neighbour.clone(),
            version: 2,
            ..firm.party.clone()
        };
        let act = PastAct::new(
            at(on, 60),
            self.hand,
            "party_changed",
            &party.id.to_string(),
        );
        act.telling(json!({ "to": party.region.to_string() }))
            .writing(move |write| {
                write
                    .save_party(&party, None)
                    .replace_history(party.id, &history);
            })
    }
}
