//! What is kept about policies beside their cases: what firms were told, and how many holders are wanted by when.
//!
//! Main types: [`PolicyNotice`], [`PolicyTarget`], [`PolicyReading`]. What a policy demands is a pack's; who meets it is nowhere kept.

mod reading;

pub use reading::PolicyReading;

use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::Day;
use benfu_domain::id::{OrganisationId, PartyId};
use benfu_domain::policy::{NoticeAnswer, NoticeKind};
use benfu_domain::region::RegionCode;

/// Something a firm was told about a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyNotice {
    /// The firm.
    pub party: PartyId,
    /// The policy.
    pub policy: String,
    /// The edition in force when it was told.
    pub edition: String,
    /// What for.
    pub kind: NoticeKind,
    /// The day.
    pub on: Day,
    /// What the rules found then.
    pub answer: NoticeAnswer,
    /// The organisation that told it.
    pub organisation: OrganisationId,
}

/// How many holders of a policy are to be won in a year, as stated on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyTarget {
    /// The policy.
    pub policy: String,
    /// Where.
    pub region: RegionCode,
    /// The year.
    pub year: i32,
    /// When it was stated.
    pub stated_on: Day,
    /// Holders to be won within the year.
    pub wanted: i64,
    /// The document that says so.
    pub source: String,
    /// Who stated it.
    pub account: String,
}

/// A case about a policy, as far as it says whether a firm has applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyCase {
    /// The policy.
    pub policy: String,
    /// The programme it follows.
    pub programme: String,
    /// The firm.
    pub party: PartyId,
    /// How it ended; `None` while it is open.
    pub end_code: Option<String>,
}

const NOTICES: &str =
    "SELECT party, policy, edition, kind, told_on, answer, organisation FROM policy_notice";
const TARGETS: &str =
    "SELECT policy, region, year, stated_on, wanted, source, account FROM policy_target";

fn read_notice(row: &Row) -> Result<PolicyNotice, StoreError> {
    Ok(PolicyNotice {
        party: row.parsed("party", |text| text.parse().ok())?,
        policy: row.text("policy")?,
        edition: row.text("edition")?,
        kind: row.parsed("kind", NoticeKind::from_word)?,
        on: row.day("told_on")?,
        answer: row.parsed("answer", NoticeAnswer::from_word)?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
    })
}

fn read_target(row: &Row) -> Result<PolicyTarget, StoreError> {
    Ok(PolicyTarget {
        policy: row.text("policy")?,
        region: row.parsed("region", |text| text.parse().ok())?,
        year: i32::try_from(row.int("year")?).unwrap_or_default(),
        stated_on: row.day("stated_on")?,
        wanted: row.int("wanted")?,
        source: row.text("source")?,
        account: row.text("account")?,
    })
}

impl Store {
    /// Whom this edition of a policy was told for one purpose, with the latest day, in the order of the firms' ids.
    pub async fn told_of_policy(
        &self,
        (policy, edition): (&str, &str),
        kind: NoticeKind,
    ) -> Result<Vec<(PartyId, Day)>, StoreError> {
        let sql = "SELECT party, MAX(told_on) AS told_on FROM policy_notice \
                   WHERE policy = $1 AND edition = $2 AND kind = $3 AND party > $4 GROUP BY party ORDER BY party LIMIT $5";
        let (mut told, mut after) = (Vec::new(), String::new());
        loop {
            let args = [
                policy.into(),
                edition.into(),
                kind.word().into(),
                after.as_str().into(),
                Page::MOST.into(),
            ];
            let rows = self.rows(sql, &args).await?;
            for row in &rows {
                after = row.text("party")?;
                let party = row.parsed("party", |text| text.parse().ok())?;
                told.push((party, row.day("told_on")?));
            }
            if rows.is_empty() {
                return Ok(told);
            }
        }
    }

    /// The cases about policies: of one firm, or of all.
    pub async fn policy_cases(
        &self,
        party: Option<PartyId>,
    ) -> Result<Vec<PolicyCase>, StoreError> {
        let sql = "SELECT id, policy, programme, asker, end_code FROM case_file \
                   WHERE policy IS NOT NULL AND ($1 = '' OR asker = $1) AND id > $2 ORDER BY id LIMIT $3";
        let party = party.map(|party| party.to_string()).unwrap_or_default();
        let (mut cases, mut after) = (Vec::new(), String::new());
        loop {
            let args = [
                party.as_str().into(),
                after.as_str().into(),
                Page::MOST.into(),
            ];
            let rows = self.rows(sql, &args).await?;
            for row in &rows {
                after = row.text("id")?;
                cases.push(PolicyCase {
                    policy: row.text("policy")?,
                    programme: row.text("programme")?,
                    party: row.parsed("asker", |text| text.parse().ok())?,
                    end_code: row.text_or_none("end_code")?,
                });
            }
            if rows.is_empty() {
                return Ok(cases);
            }
        }
    }

    /// What a firm was told, the latest first, at most a page's worth.
    pub async fn policy_notices_of(&self, party: PartyId) -> Result<Vec<PolicyNotice>, StoreError> {
        let sql = format!("{NOTICES} WHERE party = $1 ORDER BY told_on DESC, policy LIMIT $2");
        let args = [Arg::shown(&party), Page::MOST.into()];
        self.rows(sql, &args)
            .await?
            .iter()
            .map(read_notice)
            .collect()
    }

    /// The targets of a policy for a region, of each year the one stated last; the latest year first.
    pub async fn policy_targets(
        &self,
        policy: &str,
        region: &RegionCode,
    ) -> Result<Vec<PolicyTarget>, StoreError> {
        let sql = format!(
            "{TARGETS} t WHERE policy = $1 AND region = $2 AND entry = (SELECT MAX(entry) FROM policy_target l \
             WHERE l.policy = t.policy AND l.region = t.region AND l.year = t.year) ORDER BY year DESC LIMIT $3"
        );
        let args = [policy.into(), Arg::shown(region), Page::MOST.into()];
        self.rows(sql, &args)
            .await?
            .iter()
            .map(read_target)
            .collect()
    }
}

impl Write {
    /// Keeps that a firm was told; the same for the same day again is refused.
    pub fn add_policy_notice(&mut self, notice: &PolicyNotice) -> &mut Write {
        let columns = [
            "party",
            "policy",
            "edition",
            "kind",
            "told_on",
            "answer",
            "account",
            "organisation",
        ];
        let args = vec![
            Arg::shown(&notice.party),
            notice.policy.as_str().into(),
            notice.edition.as_str().into(),
            notice.kind.word().into(),
            Arg::shown(&notice.on),
            notice.answer.word().into(),
            self.act.account.as_str().into(),
            Arg::shown(&notice.organisation),
        ];
        self.add_row("policy_notice", &columns, args)
    }

    /// States a target; the one before stays on record.
    pub fn add_policy_target(&mut self, target: &PolicyTarget) -> &mut Write {
        let columns = [
            "policy",
            "region",
            "year",
            "stated_on",
            "wanted",
            "source",
            "account",
        ];
        let args = vec![
            target.policy.as_str().into(),
            Arg::shown(&target.region),
            i64::from(target.year).into(),
            Arg::shown(&target.stated_on),
            target.wanted.into(),
            target.source.as_str().into(),
            target.account.as_str().into(),
        ];
        self.add_row("policy_target", &columns, args)
    }
}
