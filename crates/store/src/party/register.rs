//! Registers over parties: lists, statuses, relations, activities, merge proposals.

use super::{read_party, select};
use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::Day;
use benfu_domain::id::{ImportId, PartyId};
use benfu_domain::party::{Activity, Party, Relation, RelationKind, Status};
use benfu_domain::region::RegionCode;

/// Which parties a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartyFilter {
    /// Only of regions that start with this code.
    pub region: String,
    /// Only holders of this scheme on the day.
    pub scheme: Option<(String, Day)>,
    /// Only names that contain this.
    pub name: String,
    /// Only this party.
    pub only: Option<PartyId>,
}

/// Why two parties may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeReason {
    /// They carry the same code.
    SameCode,
    /// They have the same name.
    SameName,
}

/// Two parties that may be one; a person decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeProposal {
    /// The one that would stay.
    pub kept: PartyId,
    /// The one that would be merged into it.
    pub other: PartyId,
    /// Why.
    pub reason: MergeReason,
    /// `open`, `merged` or `different`.
    pub state: String,
    /// Counts up with each write.
    pub version: i64,
}

impl MergeReason {
    pub(crate) fn word(self) -> &'static str {
        match self {
            MergeReason::SameCode => "same_code",
            MergeReason::SameName => "same_name",
        }
    }
}

const STATUS: &str =
    "SELECT party, scheme, level, subject, from_on, until_on, batch, document FROM party_status";

fn read_status(row: &Row) -> Result<Status, StoreError> {
    Ok(Status {
        party: row.parsed("party", |text| text.parse().ok())?,
        scheme: row.text("scheme")?,
        level: row.text("level")?,
        subject: row.text("subject")?,
        batch: row.text("batch")?,
        from: row.day("from_on")?,
        until: row.day_or_none("until_on")?,
        document: row.text("document")?,
    })
}

impl PartyFilter {
    fn clause(&self, args: &mut Vec<Arg>) -> String {
        args.push(crate::row::starts_with(&self.region));
        let mut clauses = vec!["id > $1".to_owned(), format!("region LIKE ${}", args.len())];
        if let Some((scheme, day)) = &self.scheme {
            args.push(scheme.as_str().into());
            args.push(Arg::shown(day));
            clauses.push(format!(
                "id IN (SELECT s.party FROM party_status s WHERE s.scheme = ${} \
                 AND s.from_on <= ${1} AND (s.until_on IS NULL OR s.until_on >= ${1}))",
                args.len() - 1,
                args.len()
            ));
        }
        if !self.name.is_empty() {
            let pattern = super::name_key(&self.name).replace(['%', '_'], "");
            args.push(format!("%{pattern}%").into());
            clauses.push(format!("name_key LIKE ${}", args.len()));
        }
        if let Some(only) = &self.only {
            args.push(Arg::shown(only));
            clauses.push(format!("id = ${}", args.len()));
        }
        clauses.push("identity <> 'merged'".to_owned());
        clauses.join(" AND ")
    }
}

impl Store {
    /// Parties in the order of their ids.
    pub async fn parties(
        &self,
        filter: &PartyFilter,
        page: &Page,
    ) -> Result<Vec<Party>, StoreError> {
        let mut args = vec![page.after.as_str().into()];
        let clause = filter.clause(&mut args);
        args.push(page.bounded().into());
        let sql = format!(
            "{} WHERE {clause} ORDER BY id LIMIT ${}",
            select(),
            args.len()
        );
        self.rows(sql, &args)
            .await?
            .iter()
            .map(read_party)
            .collect()
    }

    /// How many parties each region has.
    pub async fn party_counts(&self, region: &str) -> Result<Vec<(RegionCode, i64)>, StoreError> {
        let sql = "SELECT region, count(*) AS count FROM party WHERE region LIKE $1 AND identity <> 'merged' GROUP BY region ORDER BY region LIMIT 1000";
        let rows = self.rows(sql, &[crate::row::starts_with(region)]).await?;
        rows.iter()
            .map(|row| {
                Ok((
                    row.parsed("region", |text| text.parse().ok())?,
                    row.int("count")?,
                ))
            })
            .collect()
    }

    /// The statuses of a party, by scheme and start.
    pub async fn statuses_of(&self, party: PartyId) -> Result<Vec<Status>, StoreError> {
        let sql =
            format!("{STATUS} WHERE party = $1 ORDER BY scheme, from_on, level, subject LIMIT $2");
        self.rows(sql, &[Arg::shown(&party), Page::MOST.into()])
            .await?
            .iter()
            .map(read_status)
            .collect()
    }

    /// The statuses of these parties, by party.
    pub async fn statuses_of_all(&self, parties: &[PartyId]) -> Result<Vec<Status>, StoreError> {
        let parties = parties.iter().map(Arg::shown).collect();
        let rows = self
            .rows_in(
                STATUS,
                "party",
                parties,
                "party, scheme, from_on, level, subject",
            )
            .await?;
        rows.iter().map(read_status).collect()
    }

    /// The relations of a party, in both directions.
    pub async fn relations_of(&self, party: PartyId) -> Result<Vec<Relation>, StoreError> {
        let sql = "SELECT from_party, kind, to_party, from_on, until_on FROM relation \
                   WHERE from_party = $1 OR to_party = $1 ORDER BY kind, from_party, to_party LIMIT $2";
        let rows = self
            .rows(sql, &[Arg::shown(&party), Page::MOST.into()])
            .await?;
        rows.iter().map(read_relation).collect()
    }

    /// Open merge proposals.
    pub async fn merge_proposals(&self, page: &Page) -> Result<Vec<MergeProposal>, StoreError> {
        let sql = "SELECT kept, other, reason, state, version FROM merge_proposal WHERE state = 'open' AND kept > $1 ORDER BY kept, other LIMIT $2";
        let rows = self
            .rows(sql, &[page.after.as_str().into(), page.bounded().into()])
            .await?;
        rows.iter().map(read_proposal).collect()
    }
}

pub(crate) fn read_relation(row: &Row) -> Result<Relation, StoreError> {
    Ok(Relation {
        from_party: row.parsed("from_party", |text| text.parse().ok())?,
        kind: row.parsed("kind", RelationKind::from_word)?,
        to_party: row.parsed("to_party", |text| text.parse().ok())?,
        from: row.day_or_none("from_on")?,
        until: row.day_or_none("until_on")?,
    })
}

fn read_proposal(row: &Row) -> Result<MergeProposal, StoreError> {
    let reason = |word: &str| match word {
        "same_code" => Some(MergeReason::SameCode),
        "same_name" => Some(MergeReason::SameName),
        _ => None,
    };
    Ok(MergeProposal {
        kept: row.parsed("kept", |text| text.parse().ok())?,
        other: row.parsed("other", |text| text.parse().ok())?,
        reason: row.parsed("reason", reason)?,
        state: row.text("state")?,
        version: row.int("version")?,
    })
}

impl Write {
    /// Adds statuses with the region of their holder.
    pub fn add_statuses(
        &mut self,
        statuses: &[(Status, RegionCode)],
        import: Option<ImportId>,
    ) -> &mut Write {
        let rows = statuses.iter().map(|(status, region)| {
            vec![
                Arg::shown(&status.party),
                status.scheme.as_str().into(),
                status.level.as_str().into(),
                status.subject.as_str().into(),
                Arg::shown(&status.from),
                Arg::shown_or_none(status.until.as_ref()),
                status.batch.as_str().into(),
                status.document.as_str().into(),
                Arg::shown(region),
                Arg::shown_or_none(import.as_ref()),
            ]
        });
        let columns = &[
            "party", "scheme", "level", "subject", "from_on", "until_on", "batch", "document",
            "region", "import",
        ];
        self.add_rows("party_status", columns, rows.collect())
    }

    /// Adds relations.
    pub fn add_relations(
        &mut self,
        relations: &[Relation],
        import: Option<ImportId>,
    ) -> &mut Write {
        let rows = relations.iter().map(|relation| {
            vec![
                Arg::shown(&relation.from_party),
                relation.kind.word().into(),
                Arg::shown(&relation.to_party),
                Arg::shown_or_none(relation.from.as_ref()),
                Arg::shown_or_none(relation.until.as_ref()),
                Arg::shown_or_none(import.as_ref()),
            ]
        });
        let columns = &[
            "from_party",
            "kind",
            "to_party",
            "from_on",
            "until_on",
            "import",
        ];
        self.add_rows("relation", columns, rows.collect())
    }

    /// Adds activities.
    pub fn add_activities(
        &mut self,
        activities: &[Activity],
        import: Option<ImportId>,
    ) -> &mut Write {
        let rows = activities.iter().map(|activity| {
            vec![
                Arg::shown(&activity.id),
                activity.kind.as_str().into(),
                activity.title.as_str().into(),
                Arg::shown(&activity.on),
                activity.count.into(),
                Arg::shown(&activity.organisation),
                Arg::shown(&activity.region),
                Arg::shown_or_none(import.as_ref()),
            ]
        });
        let columns = &[
            "id",
            "kind",
            "title",
            "held_on",
            "count",
            "organisation",
            "region",
            "import",
        ];
        self.add_rows("activity", columns, rows.collect())
    }

    /// Proposes that two parties are one.
    pub fn propose_merge(
        &mut self,
        kept: PartyId,
        other: PartyId,
        reason: MergeReason,
    ) -> &mut Write {
        let sql = "INSERT INTO merge_proposal (kept, other, reason, state, version, entry) VALUES ($1, $2, $3, 'open', 1, $4) ON CONFLICT (kept, other) DO NOTHING";
        let args = vec![
            Arg::shown(&kept),
            Arg::shown(&other),
            reason.word().into(),
            self.entry_arg(),
        ];
        self.step(sql, args, Expect::Any)
    }

    /// Decides the proposal that two parties are one; `state` is `merged` or `different`.
    pub fn decide_merge(&mut self, kept: PartyId, other: PartyId, state: &str) -> &mut Write {
        let sql = "UPDATE merge_proposal SET state = $3, version = version + 1, entry = $4 WHERE kept = $1 AND other = $2 AND state = 'open'";
        let args = vec![
            Arg::shown(&kept),
            Arg::shown(&other),
            state.into(),
            self.entry_arg(),
        ];
        self.step(sql, args, Expect::Changed("merge proposal"))
    }

    /// Moves what one party has to another: statuses, offers, needs, cases, and marks it merged. Facts stay
    /// with the subject that had them and are read through the mark.
    pub fn merge_party(&mut self, kept: PartyId, other: PartyId) -> &mut Write {
        let entry = self.entry_arg();
        let args = || vec![Arg::shown(&kept), Arg::shown(&other), entry.clone()];
        let moves = [
            "UPDATE party_status SET party = $1, entry = $3 WHERE party = $2 AND NOT EXISTS (SELECT 1 FROM party_status k WHERE k.party = $1 AND k.scheme = party_status.scheme AND k.level = party_status.level AND k.subject = party_status.subject AND k.from_on = party_status.from_on)",
            "UPDATE offer SET party = $1, version = version + 1, entry = $3 WHERE party = $2",
            "UPDATE need SET party = $1, version = version + 1, entry = $3 WHERE party = $2",
            "UPDATE case_file SET supplier = $1, version = version + 1, entry = $3 WHERE supplier = $2",
            "UPDATE case_file SET asker = $1, version = version + 1, entry = $3 WHERE asker = $2 AND NOT (state <> 'ended' AND policy IS NOT NULL AND EXISTS (SELECT 1 FROM case_file k WHERE k.asker = $1 AND k.policy = case_file.policy AND k.programme = case_file.programme AND k.state <> 'ended'))",
            "UPDATE policy_notice SET party = $1, entry = $3 WHERE party = $2 AND NOT EXISTS (SELECT 1 FROM policy_notice k WHERE k.party = $1 AND k.policy = policy_notice.policy AND k.edition = policy_notice.edition AND k.kind = policy_notice.kind AND k.told_on = policy_notice.told_on)",
            "UPDATE question SET party = $1, version = version + 1, entry = $3 WHERE party = $2",
            "UPDATE collection_recipient SET party = $1, version = version + 1, entry = $3 WHERE party = $2",
            "UPDATE collection_subject SET party = $1, entry = $3 WHERE party = $2 AND NOT EXISTS (SELECT 1 FROM collection_subject k WHERE k.party = $1 AND k.round = collection_subject.round)",
            "UPDATE gathering_participant SET party = $1, version = version + 1, entry = $3 WHERE party = $2 AND NOT EXISTS (SELECT 1 FROM gathering_participant k WHERE k.party = $1 AND k.gathering = gathering_participant.gathering)",
            "UPDATE lead SET party = $1, version = version + 1, entry = $3 WHERE party = $2",
            "UPDATE broker_interest SET party = $1, entry = $3 WHERE party = $2 AND NOT EXISTS (SELECT 1 FROM broker_interest k WHERE k.party = $1 AND k.broker = broker_interest.broker AND k.kind = broker_interest.kind AND k.from_on = broker_interest.from_on)",
            "UPDATE gathering_wish SET supplier = $1, entry = $3 WHERE supplier = $2 AND NOT EXISTS (SELECT 1 FROM gathering_wish k WHERE k.supplier = $1 AND k.gathering = gathering_wish.gathering AND k.need = gathering_wish.need AND k.side = gathering_wish.side)",
            "UPDATE meeting SET supplier = $1, version = version + 1, entry = $3 WHERE supplier = $2 AND NOT EXISTS (SELECT 1 FROM meeting k WHERE k.supplier = $1 AND k.gathering = meeting.gathering AND k.need = meeting.need)",
        ];
        for sql in moves {
            self.step(sql, args(), Expect::Any);
        }
        let sql = "UPDATE party SET identity = 'merged', merged_into = $1, version = version + 1, entry = $3 WHERE id = $2 AND identity <> 'merged'";
        self.step(sql, args(), Expect::Changed("party"))
    }
}
