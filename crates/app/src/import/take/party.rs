//! Parties: found, or made with their histories and facts.

use super::{Outcome, Taking};
use crate::import::cells::reason;
use crate::import::record::{ContactCell, FactRecord, Parsed, PartyRecord, StatusRecord, Whom};
use crate::import::register::{At, Entry, Found, Standing, fingerprint, name_print};
use crate::party::place_told;
use benfu_domain::id::PartyId;
use benfu_domain::party::{Contact, Identity, Party, PartyKind, PartyName, Status};
use benfu_office::workbook::Reason;
use benfu_store::party::{MergeReason, PartyHistory};

/// What a row says about a party that has to be made.
struct Profile<'a> {
    whom: &'a Whom,
    record: Option<&'a PartyRecord>,
}

/// A party that this import makes.
const OURS: Standing = Standing {
    may_change: true,
    may_name: true,
    made: true,
};

pub(super) fn not_ours() -> Reason {
    reason(
        "该主体由其他单位或区域管理,您无权补充其数据".to_owned(),
        "the party is kept by another organisation or region; you may not add to it".to_owned(),
        (
            "请联系该主体的主管单位",
            "ask the organisation that keeps it",
        ),
    )
}

fn nobody(whom: &Whom) -> Reason {
    let called = whom
        .code
        .map_or_else(|| whom.name.clone(), |code| code.to_string());
    reason(
        format!("登记中没有“{called}”"),
        format!("the register has no '{called}'"),
        (
            "请先导入该主体,或补全名称",
            "import the party first, or give its name",
        ),
    )
}

impl Taking<'_> {
    /// A row of a register of parties.
    pub(super) fn party(
        &mut self,
        parsed: &Parsed,
        record: &PartyRecord,
    ) -> Result<Outcome, Reason> {
        let found = self.register.find(&record.whom, &self.plan.places);
        let at = match found {
            Found::New(alike) => {
                let at = self.make(
                    &Profile {
                        whom: &record.whom,
                        record: Some(record),
                    },
                    &alike,
                )?;
                self.facts(at, &record.facts);
                self.mark(at, parsed);
                return Ok(Outcome::Taken);
            }
            Found::One(at) => at,
        };
        if !self.register.get(at).standing.may_change {
            return Err(not_ours());
        }
        self.remark_differences(at, parsed, record);
        let recorded = self.facts(at, &record.facts);
        self.mark(at, parsed);
        Ok(if recorded > 0 {
            Outcome::Taken
        } else {
            Outcome::Known
        })
    }

    /// Remembers the first row of the file that named a party.
    fn mark(&mut self, at: At, parsed: &Parsed) {
        let known = self.register.get_mut(at);
        if known.first_row == 0 {
            (known.first_row, known.content) = (parsed.row.number, parsed.content);
        }
    }

    fn remark_differences(&mut self, at: At, parsed: &Parsed, record: &PartyRecord) {
        let known = self.register.get(at).clone();
        if known.first_row > 0 && known.content == parsed.content {
            return;
        }
        if known.first_row > 0 {
            let row = known.first_row;
            self.remark(
                format!("与第 {row} 行是同一主体;只补充该行没有的数据项"),
                format!("the same party as row {row}; only what that row does not say was added"),
            );
        }
        if !record.whom.name.is_empty() && name_print(&record.whom.name) != known.name {
            self.remark(
                format!(
                    "登记名称与“{}”不同;名称未改动,如已更名请在企业页面登记",
                    record.whom.name
                ),
                format!(
                    "the register has another name than '{}'; it was not changed",
                    record.whom.name
                ),
            );
        }
        if !known.standing.made && (!record.address.is_empty() || record.contact.is_some()) {
            self.remark(
                "登记中已有该主体;地址和联系人未改动,如有变化请在企业页面登记",
                "the party was in the register; its address and contacts were not changed",
            );
        }
        let told = !record.introduction.is_empty();
        if told && !known.standing.made && fingerprint(&record.introduction) != known.introduction {
            self.remark(
                "简介与登记不同,未改动",
                "the introduction differs from the register's; it was not changed",
            );
        }
    }

    /// A row of a recognition list.
    pub(super) fn status(
        &mut self,
        parsed: &Parsed,
        record: &StatusRecord,
    ) -> Result<Outcome, Reason> {
        let at = self.party_of(&record.party.whom)?;
        if !self.register.get(at).standing.may_change {
            return Err(not_ours());
        }
        let recorded = self.facts(at, &record.party.facts);
        self.mark(at, parsed);
        let party = self.register.get(at).id;
        let print = status_print(
            party,
            &record.scheme,
            &record.level,
            &record.subject,
            record.from,
        );
        if !self.seen.insert(print) {
            return Ok(if recorded > 0 {
                Outcome::Taken
            } else {
                Outcome::Known
            });
        }
        let status = Status {
            party,
            scheme: record.scheme.clone(),
            level: record.level.clone(),
            subject: record.subject.clone(),
            batch: record.batch.clone(),
            from: record.from,
            until: record.until,
            document: record.document.clone(),
        };
        let region = self.register.region(at).clone();
        self.batch.statuses.push((status, region));
        Ok(Outcome::Taken)
    }

    /// A row of facts about a party that must be known.
    pub(super) fn fact(&mut self, record: &FactRecord) -> Result<Outcome, Reason> {
        let Found::One(at) = self.register.find(&record.whom, &self.plan.places) else {
            return Err(nobody(&record.whom));
        };
        if !self.register.get(at).standing.may_change {
            return Err(not_ours());
        }
        let recorded = self.facts(at, &record.facts);
        Ok(if recorded > 0 {
            Outcome::Taken
        } else {
            Outcome::Known
        })
    }

    /// The party that a row names, made when there is none.
    pub(super) fn party_of(&mut self, whom: &Whom) -> Result<At, Reason> {
        match self.register.find(whom, &self.plan.places) {
            Found::One(at) => Ok(at),
            Found::New(alike) => self.make(&Profile { whom, record: None }, &alike),
        }
    }

    fn make(&mut self, profile: &Profile<'_>, alike: &[At]) -> Result<At, Reason> {
        if profile.whom.name.is_empty() || !self.may_make_parties {
            return Err(nobody(profile.whom));
        }
        let party = self.new_party(profile);
        let history = history(profile, &party);
        for other in alike {
            let kept = self.register.get(*other).id;
            self.batch
                .merges
                .push((kept, party.id, MergeReason::SameName));
        }
        if let Some(other) = alike.first() {
            let place = self.register.region(*other).clone();
            self.remark(
                format!("与已有主体同名({place});已提交合并建议,由人工确认"),
                format!("a party of this name exists ({place}); a merge was proposed for a person to decide"),
            );
        }
        let at = self.register.add(&Entry {
            party: &party,
            standing: OURS,
        });
        self.batch.histories.push((party.id, history));
        self.batch.parties.push(party);
        self.parties_made += 1;
        Ok(at)
    }

    fn new_party(&mut self, profile: &Profile<'_>) -> Party {
        let whom = profile.whom;
        let identity = match (whom.code, whom.doubtful) {
            (None, _) => Identity::Unconfirmed,
            (Some(_), true) => Identity::CodeDoubtful,
            (Some(_), false) => Identity::Confirmed,
        };
        Party {
            id: PartyId::from_bits(self.cx.app.mint()),
            key: self.keys.next(),
            kind: profile
                .record
                .map_or(PartyKind::Organisation, |record| record.kind),
            identity,
            code: whom.code.map(|code| code.to_string()),
            name: whom.name.clone(),
            region: whom.region.clone(),
            located: whom.located,
            introduction: profile
                .record
                .map(|record| record.introduction.clone())
                .unwrap_or_default(),
            organisation: self.organisation,
            version: 1,
        }
    }
}

/// What tells one status from another.
pub(super) fn status_print(
    party: PartyId,
    scheme: &str,
    level: &str,
    subject: &str,
    from: benfu_domain::Day,
) -> u128 {
    fingerprint(&("status", party, scheme, level, subject, from))
}

fn history(profile: &Profile<'_>, party: &Party) -> PartyHistory {
    let former = profile
        .record
        .map(|record| record.former.as_slice())
        .unwrap_or_default();
    let former = former.iter().filter(|name| **name != party.name);
    let mut names: Vec<PartyName> = former.map(|name| undated_name(name)).collect();
    if !names.is_empty() {
        names.push(undated_name(&party.name));
    }
    let place = profile
        .record
        .and_then(|record| place_told(&party.region, &record.address));
    let contact = profile
        .record
        .and_then(|record| record.contact.as_ref())
        .map(contact);
    PartyHistory {
        names,
        places: place.into_iter().collect(),
        contacts: contact.into_iter().collect(),
    }
}

/// When a former name ended is not known; that it is not the present one is.
fn undated_name(name: &str) -> PartyName {
    PartyName {
        name: name.to_owned(),
        from: None,
        until: None,
    }
}

fn contact(cell: &ContactCell) -> Contact {
    Contact {
        name: cell.name.clone(),
        post: cell.post.clone(),
        telephone: cell.telephone.clone(),
        from: None,
        until: None,
    }
}
