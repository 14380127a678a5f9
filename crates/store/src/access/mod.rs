//! Organisations, accounts, roles and sessions.

mod standing;

use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::id::{AccountId, OrganisationId, PartyId};
use benfu_domain::region::RegionCode;

pub use standing::StandingRow;

/// An organisation that has accounts and owns rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRow {
    /// Identifier.
    pub id: OrganisationId,
    /// Name.
    pub name: String,
    /// The region it answers for.
    pub region: RegionCode,
    /// The party it is in the registers.
    pub party: Option<PartyId>,
    /// Counts up with each write.
    pub version: i64,
}

/// A sign-in with its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Identifier.
    pub id: AccountId,
    /// What the person types.
    pub login: String,
    /// What the person is called.
    pub name: String,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// Password hash in PHC form.
    pub password_hash: String,
    /// May it sign in?
    pub active: bool,
    /// Wrong passwords since the last right one.
    pub failed_signins: i64,
    /// Until when sign-in is locked, RFC 3339 UTC.
    pub locked_until: Option<String>,
    /// Role ids of the pack.
    pub roles: Vec<String>,
    /// Counts up with each write.
    pub version: i64,
}

/// A session to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// Hash of the token that the browser holds.
    pub token_hash: String,
    /// Whose.
    pub account: AccountId,
    /// The token that forms carry.
    pub csrf: String,
    /// Now, RFC 3339 UTC.
    pub created_at: String,
    /// When it ends whatever happens, RFC 3339 UTC.
    pub expires_at: String,
}

/// An open session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Whose.
    pub account: AccountId,
    /// The token that forms carry.
    pub csrf: String,
    /// When it was last used.
    pub seen_at: String,
    /// When it ends whatever happens.
    pub expires_at: String,
}

const ACCOUNT: &str = "SELECT id, login, name, organisation, password_hash, state, failed_signins, locked_until, version FROM account";
const ORGANISATION: &str = "SELECT id, name, region, party, version FROM organisation";

fn read_organisation(row: &Row) -> Result<OrganisationRow, StoreError> {
    Ok(OrganisationRow {
        id: row.parsed("id", |text| text.parse().ok())?,
        name: row.text("name")?,
        region: row.parsed("region", |text| text.parse().ok())?,
        party: row.parsed_or_none("party", |text| text.parse().ok())?,
        version: row.int("version")?,
    })
}

fn read_account(row: &Row) -> Result<AccountRow, StoreError> {
    Ok(AccountRow {
        id: row.parsed("id", |text| text.parse().ok())?,
        login: row.text("login")?,
        name: row.text("name")?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        password_hash: row.text("password_hash")?,
        active: row.text("state")? == "active",
        failed_signins: row.int("failed_signins")?,
        locked_until: row.text_or_none("locked_until")?,
        roles: Vec::new(),
        version: row.int("version")?,
    })
}

impl Store {
    /// The organisation with this id.
    pub async fn organisation(
        &self,
        id: OrganisationId,
    ) -> Result<Option<OrganisationRow>, StoreError> {
        let row = self
            .row(format!("{ORGANISATION} WHERE id = $1"), &[Arg::shown(&id)])
            .await?;
        row.as_ref().map(read_organisation).transpose()
    }

    /// The organisation that is this party.
    pub async fn organisation_of_party(
        &self,
        party: PartyId,
    ) -> Result<Option<OrganisationRow>, StoreError> {
        let row = self
            .row(
                format!("{ORGANISATION} WHERE party = $1"),
                &[Arg::shown(&party)],
            )
            .await?;
        row.as_ref().map(read_organisation).transpose()
    }

    /// Organisations in the order of their ids.
    pub async fn organisations(&self, page: &Page) -> Result<Vec<OrganisationRow>, StoreError> {
        let sql = format!("{ORGANISATION} WHERE id > $1 ORDER BY id LIMIT $2");
        let rows = self
            .rows(sql, &[page.after.as_str().into(), page.bounded().into()])
            .await?;
        rows.iter().map(read_organisation).collect()
    }

    /// The roles of the open accounts of each organisation, each pair once.
    pub async fn organisation_roles(&self) -> Result<Vec<(OrganisationId, String)>, StoreError> {
        let sql = "SELECT DISTINCT a.organisation AS organisation, r.role AS role FROM account a \
                   JOIN account_role r ON r.account = a.id WHERE a.state = 'active' ORDER BY organisation, role";
        let rows = self.rows(sql, &[]).await?;
        rows.iter()
            .map(|row| {
                let organisation = row.parsed("organisation", |text| text.parse().ok())?;
                Ok((organisation, row.text("role")?))
            })
            .collect()
    }

    /// The account that signs in with this name.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<AccountRow>, StoreError> {
        let row = self
            .row(format!("{ACCOUNT} WHERE login = $1"), &[login.into()])
            .await?;
        self.with_roles(row).await
    }

    /// The account with this id.
    pub async fn account(&self, id: AccountId) -> Result<Option<AccountRow>, StoreError> {
        let row = self
            .row(format!("{ACCOUNT} WHERE id = $1"), &[Arg::shown(&id)])
            .await?;
        self.with_roles(row).await
    }

    /// Accounts in the order of their ids.
    pub async fn accounts(&self, page: &Page) -> Result<Vec<AccountRow>, StoreError> {
        let sql = format!("{ACCOUNT} WHERE id > $1 ORDER BY id LIMIT $2");
        let rows = self
            .rows(sql, &[page.after.as_str().into(), page.bounded().into()])
            .await?;
        let mut accounts = rows
            .iter()
            .map(read_account)
            .collect::<Result<Vec<_>, _>>()?;
        self.add_roles(&mut accounts).await?;
        Ok(accounts)
    }

    /// Fills in the roles of accounts that are in the order of their ids.
    async fn add_roles(&self, accounts: &mut [AccountRow]) -> Result<(), StoreError> {
        let ids = accounts
            .iter()
            .map(|account| Arg::shown(&account.id))
            .collect();
        let select = "SELECT account, role FROM account_role";
        for row in self
            .rows_in(select, "account", ids, "account, role")
            .await?
        {
            let id: AccountId = row.parsed("account", |text| text.parse().ok())?;
            if let Ok(place) = accounts.binary_search_by_key(&id, |account| account.id) {
                accounts[place].roles.push(row.text("role")?);
            }
        }
        Ok(())
    }

    async fn with_roles(&self, row: Option<Row>) -> Result<Option<AccountRow>, StoreError> {
        let Some(row) = row else { return Ok(None) };
        let mut account = read_account(&row)?;
        self.add_roles(std::slice::from_mut(&mut account)).await?;
        Ok(Some(account))
    }

    /// Opens a session. Sessions come and go with the browser and are no acts of business.
    pub async fn open_session(&self, session: &NewSession) -> Result<(), StoreError> {
        let sql = "INSERT INTO session (token_hash, account, csrf, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)";
        let args = vec![
            session.token_hash.as_str().into(),
            Arg::shown(&session.account),
            session.csrf.as_str().into(),
            session.created_at.as_str().into(),
            session.expires_at.as_str().into(),
        ];
        self.run(sql, args).await.map(drop)
    }

    /// Notes that a session was used.
    pub async fn touch_session(&self, token_hash: &str, now: &str) -> Result<(), StoreError> {
        let sql = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
        self.run(sql, vec![token_hash.into(), now.into()])
            .await
            .map(drop)
    }

    /// Ends a session.
    pub async fn close_session(&self, token_hash: &str) -> Result<(), StoreError> {
        self.run(
            "DELETE FROM session WHERE token_hash = $1",
            vec![token_hash.into()],
        )
        .await
        .map(drop)
    }

    /// Removes sessions that ended before `now`.
    pub async fn sweep_sessions(&self, now: &str) -> Result<(), StoreError> {
        self.run(
            "DELETE FROM session WHERE expires_at < $1",
            vec![now.into()],
        )
        .await
        .map(drop)
    }

    /// The thing that an earlier request with this key made, if there was one.
    pub async fn request(
        &self,
        account: &str,
        request_key: &str,
    ) -> Result<Option<String>, StoreError> {
        let sql = "SELECT subject FROM request WHERE account = $1 AND request_key = $2";
        let row = self.row(sql, &[account.into(), request_key.into()]).await?;
        row.map(|row| row.text("subject")).transpose()
    }

    /// A setting of this database.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let row = self
            .row("SELECT value FROM setting WHERE name = $1", &[name.into()])
            .await?;
        row.map(|row| row.text("value")).transpose()
    }
}

impl Write {
    /// A new organisation, or the next version of one.
    pub fn save_organisation(&mut self, organisation: &OrganisationRow) -> &mut Write {
        let args = vec![
            Arg::shown(&organisation.id),
            organisation.name.as_str().into(),
            Arg::shown(&organisation.region),
            Arg::shown_or_none(organisation.party.as_ref()),
        ];
        let columns = &["id", "name", "region", "party"];
        self.save_versioned("organisation", columns, args, organisation.version)
    }

    /// A new account with its roles, or the next version of one.
    pub fn save_account(&mut self, account: &AccountRow) -> &mut Write {
        let args = vec![
            Arg::shown(&account.id),
            account.login.as_str().into(),
            account.name.as_str().into(),
            Arg::shown(&account.organisation),
            account.password_hash.as_str().into(),
            if account.active { "active" } else { "closed" }.into(),
            account.failed_signins.into(),
            account.locked_until.clone().map_or(Arg::NoText, Arg::Text),
        ];
        let columns = &[
            "id",
            "login",
            "name",
            "organisation",
            "password_hash",
            "state",
            "failed_signins",
            "locked_until",
        ];
        self.save_versioned("account", columns, args, account.version);
        self.save_roles(account)
    }

    fn save_roles(&mut self, account: &AccountRow) -> &mut Write {
        self.step(
            "DELETE FROM account_role WHERE account = $1",
            vec![Arg::shown(&account.id)],
            Expect::Any,
        );
        for role in &account.roles {
            let args = vec![
                Arg::shown(&account.id),
                role.as_str().into(),
                self.entry_arg(),
            ];
            self.step(
                "INSERT INTO account_role (account, role, entry) VALUES ($1, $2, $3)",
                args,
                Expect::Any,
            );
        }
        self
    }

    /// Ends all sessions of an account, in the same act that closes it or changes its password.
    pub fn close_sessions_of(&mut self, account: AccountId) -> &mut Write {
        self.step(
            "DELETE FROM session WHERE account = $1",
            vec![Arg::shown(&account)],
            Expect::Any,
        )
    }

    /// Holds the write to a role that the account must still have when it is committed.
    pub fn require_active(&mut self, account: AccountId, version: i64) -> &mut Write {
        let sql = "UPDATE account SET version = version WHERE id = $1 AND version = $2 AND state = 'active'";
        self.step(
            sql,
            vec![Arg::shown(&account), version.into()],
            Expect::Changed("account"),
        )
    }

    /// Sets a setting of this database.
    pub fn set_setting(&mut self, name: &str, value: &str) -> &mut Write {
        let sql = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.step(sql, vec![name.into(), value.into()], Expect::Any)
    }
}
