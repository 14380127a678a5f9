//! Whom a session or an account stands for, read by one statement: every request of a signed-in person asks.
//!
//! Main type: [`StandingRow`]. It is read anew each time and kept nowhere, so that a role taken away, a closed account
//! or an ended session counts from the next request on.

use super::SessionRow;
use crate::{Arg, Row, Store, StoreError};
use benfu_domain::id::{AccountId, OrganisationId, PartyId};
use benfu_domain::region::RegionCode;

/// An account with its organisation and its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRow {
    /// The account.
    pub account: AccountId,
    /// What the person is called.
    pub name: String,
    /// May it sign in?
    pub active: bool,
    /// Role ids of the pack.
    pub roles: Vec<String>,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// Name of the organisation.
    pub organisation_name: String,
    /// The region the organisation answers for.
    pub region: RegionCode,
    /// The party that the organisation is in the registers.
    pub party: Option<PartyId>,
}

const ACCOUNT: &str = "a.id AS account, a.name, a.state, o.id AS organisation, o.name AS organisation_name, \
                       o.region, o.party, r.role";
const OF_ACCOUNT: &str =
    "JOIN organisation o ON o.id = a.organisation LEFT JOIN account_role r ON r.account = a.id";

/// One row for each role, or one without a role.
fn read(rows: &[Row]) -> Result<Option<StandingRow>, StoreError> {
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let roles = rows.iter().map(|row| row.text_or_none("role"));
    let roles = roles.filter_map(Result::transpose);
    Ok(Some(StandingRow {
        account: row.parsed("account", |text| text.parse().ok())?,
        name: row.text("name")?,
        active: row.text("state")? == "active",
        roles: roles.collect::<Result<_, _>>()?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        organisation_name: row.text("organisation_name")?,
        region: row.parsed("region", |text| text.parse().ok())?,
        party: row.parsed_or_none("party", |text| text.parse().ok())?,
    }))
}

impl Store {
    /// Whom this account stands for, open or closed.
    pub async fn standing_of_account(
        &self,
        id: AccountId,
    ) -> Result<Option<StandingRow>, StoreError> {
        let sql =
            format!("SELECT {ACCOUNT} FROM account a {OF_ACCOUNT} WHERE a.id = $1 ORDER BY r.role");
        read(&self.rows(sql, &[Arg::shown(&id)]).await?)
    }

    /// The session of this token hash and whom it stands for. Whether its time is over and the account open is the
    /// caller's to judge.
    pub async fn standing_of_session(
        &self,
        token_hash: &str,
    ) -> Result<Option<(SessionRow, StandingRow)>, StoreError> {
        let sql = format!(
            "SELECT s.csrf, s.seen_at, s.expires_at, {ACCOUNT} FROM session s \
             JOIN account a ON a.id = s.account {OF_ACCOUNT} WHERE s.token_hash = $1 ORDER BY r.role"
        );
        let rows = self.rows(sql, &[token_hash.into()]).await?;
        let (Some(row), Some(standing)) = (rows.first(), read(&rows)?) else {
            return Ok(None);
        };
        let session = SessionRow {
            account: standing.account,
            csrf: row.text("csrf")?,
            seen_at: row.text("seen_at")?,
            expires_at: row.text("expires_at")?,
        };
        Ok(Some((session, standing)))
    }
}
