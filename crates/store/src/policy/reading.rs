//! Who asked where a firm stands on policies.
//!
//! Main type: [`PolicyReading`]. The firm sees it: whoever asks uses the firm's facts.

use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::Day;
use benfu_domain::id::{OrganisationId, PartyId};

/// An organisation read where a firm stands, on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyReading {
    /// The firm.
    pub party: PartyId,
    /// The policy; `None` when all of them were asked at once.
    pub policy: Option<String>,
    /// Who read.
    pub organisation: OrganisationId,
    /// The day.
    pub on: Day,
}

fn word(policy: Option<&String>) -> Arg {
    policy.map_or("", String::as_str).into()
}

fn read(row: &Row) -> Result<PolicyReading, StoreError> {
    Ok(PolicyReading {
        party: row.parsed("party", |text| text.parse().ok())?,
        policy: Some(row.text("policy")?).filter(|policy| !policy.is_empty()),
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        on: row.day("read_on")?,
    })
}

impl Store {
    /// Is this reading on record?
    pub async fn has_policy_reading(&self, reading: &PolicyReading) -> Result<bool, StoreError> {
        let sql = "SELECT party FROM policy_reading \
                   WHERE party = $1 AND policy = $2 AND organisation = $3 AND read_on = $4";
        let args = [
            Arg::shown(&reading.party),
            word(reading.policy.as_ref()),
            Arg::shown(&reading.organisation),
            Arg::shown(&reading.on),
        ];
        Ok(self.row(sql, &args).await?.is_some())
    }

    /// Who read where a firm stands, the latest first.
    pub async fn policy_readings_of(
        &self,
        party: PartyId,
        limit: i64,
    ) -> Result<Vec<PolicyReading>, StoreError> {
        let sql = "SELECT party, policy, organisation, read_on FROM policy_reading \
                   WHERE party = $1 ORDER BY read_on DESC, policy, organisation LIMIT $2";
        let args = [Arg::shown(&party), Page::first(limit).bounded().into()];
        self.rows(sql, &args).await?.iter().map(read).collect()
    }
}

impl Write {
    /// Keeps a reading; one that is on record already stays as it is.
    pub fn add_policy_reading(&mut self, reading: &PolicyReading) -> &mut Write {
        let sql = "INSERT INTO policy_reading (party, policy, organisation, read_on, account, entry) \
                   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (party, policy, organisation, read_on) DO NOTHING";
        let args = vec![
            Arg::shown(&reading.party),
            word(reading.policy.as_ref()),
            Arg::shown(&reading.organisation),
            Arg::shown(&reading.on),
            self.act.account.as_str().into(),
            self.entry_arg(),
        ];
        self.step(sql, args, Expect::Any)
    }
}
