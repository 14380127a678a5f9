//! Making organisations and accounts.

use super::password::{check_strength, hash_password};
use crate::{Cx, Failure, Problem, ProblemCode};
use benfu_domain::access::{Area, Owner, Verb};
use benfu_domain::id::{AccountId, OrganisationId, PartyId};
use benfu_domain::region::RegionCode;
use benfu_store::{AccountRow, OrganisationRow, Page};
use serde_json::json;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A new organisation.
#[derive(Debug, Clone)]
pub struct CreateOrganisation {
    /// Name.
    pub name: String,
    /// The region it answers for.
    pub region: RegionCode,
    /// The party it is in the registers.
    pub party: Option<PartyId>,
}

/// A new account.
#[derive(Debug, Clone)]
pub struct CreateAccount {
    /// What the person types.
    pub login: String,
    /// What the person is called.
    pub name: String,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// First password.
    pub password: String,
    /// Role ids of the pack.
    pub roles: Vec<String>,
}

/// Makes an organisation.
///
/// # Errors
/// [`Failure::Forbidden`] unless the actor administers access; [`Failure::Invalid`] for an unknown region.
pub async fn create_organisation(
    cx: &Cx,
    command: CreateOrganisation,
) -> Result<OrganisationId, Failure> {
    cx.authorise(Verb::Administer, Area::Access, &cx.own())?;
    if cx.pack().regions.get(&command.region).is_none() {
        return Err(Failure::Invalid(vec![Problem::with_field(
            ProblemCode::RegionUnknown,
            "region",
        )]));
    }
    let id = OrganisationId::from_bits(cx.app.mint());
    let organisation = OrganisationRow {
        id,
        name: command.name,
        region: command.region,
        party: command.party,
        version: 1,
    };
    let mut write = cx.write("organisation_created", &id.to_string()).await?;
    write.tell(json!({ "name": organisation.name, "region": organisation.region.to_string() }));
    write.save_organisation(&organisation);
    cx.save(write).await?;
    Ok(id)
}

/// Makes an account with roles.
///
/// # Errors
/// [`Failure::Invalid`] for a weak password, an unknown role, or two administrator roles in one hand;
/// [`Failure::Conflict`] when the name is taken.
pub async fn create_account(cx: &Cx, command: CreateAccount) -> Result<AccountId, Failure> {
    may_administer(cx, command.organisation).await?;
    check_strength(&command.login, &command.password)?;
    check_roles(cx, &command.roles)?;
    let id = AccountId::from_bits(cx.app.mint());
    let account = AccountRow {
        id,
        login: command.login.trim().to_owned(),
        name: command.name,
        organisation: command.organisation,
        password_hash: hash_password(&command.password).await?,
        active: true,
        failed_signins: 0,
        locked_until: None,
        roles: command.roles,
        version: 1,
    };
    let mut write = cx.write("account_created", &id.to_string()).await?;
    write.tell(json!({ "login": account.login, "roles": account.roles }));
    write.save_account(&account);
    match cx.save(write).await {
        Err(Failure::Conflict(_)) => Err(Failure::Conflict(Problem::with_field(
            ProblemCode::LoginTaken,
            "login",
        ))),
        saved => saved.map(|_| id),
    }
}

/// May the actor administer the accounts of an organisation?
async fn may_administer(cx: &Cx, organisation: OrganisationId) -> Result<(), Failure> {
    let organisation = cx
        .store()
        .organisation(organisation)
        .await?
        .ok_or(Failure::NotFound)?;
    let owner = Owner {
        organisation: organisation.id,
        region: organisation.region,
        parties: Vec::new(),
    };
    cx.authorise(Verb::Administer, Area::Access, &owner)
}

/// What an administrator does to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountChange {
    /// Nobody can sign in with it any more, and its sessions end; its history stays.
    Close,
    /// It can be used again.
    Reopen,
    /// Wrong passwords are forgotten.
    Unlock,
    /// Another password; its sessions end.
    Password(String),
}

impl AccountChange {
    fn action(&self) -> &'static str {
        match self {
            AccountChange::Close => "account_closed",
            AccountChange::Reopen => "account_reopened",
            AccountChange::Unlock => "account_unlocked",
            AccountChange::Password(_) => "account_password_set",
        }
    }

    async fn of(self, account: AccountRow) -> Result<AccountRow, Failure> {
        let version = account.version + 1;
        let unlocked = AccountRow {
            failed_signins: 0,
            locked_until: None,
            version,
            ..account
        };
        Ok(match self {
            AccountChange::Close => AccountRow {
                active: false,
                ..unlocked
            },
            AccountChange::Reopen => AccountRow {
                active: true,
                ..unlocked
            },
            AccountChange::Unlock => unlocked,
            AccountChange::Password(password) => {
                check_strength(&unlocked.login, &password)?;
                AccountRow {
                    password_hash: hash_password(&password).await?,
                    ..unlocked
                }
            }
        })
    }
}

/// Closes, reopens or unlocks an account, or gives it another password.
///
/// # Errors
/// [`Failure::NotFound`] for an unknown account; [`Failure::Forbidden`] unless the actor administers it;
/// [`Failure::Invalid`] for a weak password, or when administrators would close their own account;
/// [`Failure::Conflict`] when it changed meanwhile.
pub async fn change_account(
    cx: &Cx,
    id: AccountId,
    version: i64,
    change: AccountChange,
) -> Result<(), Failure> {
    let account = cx.store().account(id).await?.ok_or(Failure::NotFound)?;
    may_administer(cx, account.organisation).await?;
    if account.version != version {
        return Err(Failure::Conflict(Problem::new(
            ProblemCode::ChangedMeanwhile,
        )));
    }
    if change == AccountChange::Close && cx.actor.account == id {
        return Err(Failure::Invalid(vec![Problem::new(
            ProblemCode::OwnAccount,
        )]));
    }
    let ends_sessions = matches!(change, AccountChange::Close | AccountChange::Password(_));
    let mut write = cx.write(change.action(), &id.to_string()).await?;
    let next = change.of(account).await?;
    write.tell(json!({ "login": next.login, "active": next.active }));
    write.save_account(&next);
    if ends_sessions {
        write.close_sessions_of(id);
    }
    cx.save(write).await?;
    Ok(())
}

fn check_roles(cx: &Cx, roles: &[String]) -> Result<(), Failure> {
    let known: Vec<_> = roles
        .iter()
        .filter_map(|role| cx.pack().roles.get(role))
        .collect();
    if known.len() != roles.len() || roles.is_empty() {
        return Err(Failure::Invalid(vec![Problem::with_field(
            ProblemCode::UnknownRole,
            "roles",
        )]));
    }
    if known.iter().filter(|role| role.separated).count() > 1 {
        return Err(Failure::Invalid(vec![Problem::with_field(
            ProblemCode::RolesSeparated,
            "roles",
        )]));
    }
    Ok(())
}

/// Accounts for the page of the administrators.
///
/// # Errors
/// [`Failure::NotFound`] unless the actor may read the access area.
pub async fn list_accounts(
    cx: &Cx,
    page: &Page,
) -> Result<Vec<(AccountRow, OrganisationRow)>, Failure> {
    cx.authorise(Verb::Read, Area::Access, &cx.own())?;
    let mut listed = Vec::new();
    for account in cx.store().accounts(page).await? {
        let Some(organisation) = cx.store().organisation(account.organisation).await? else {
            continue;
        };
        let owner = Owner {
            organisation: organisation.id,
            region: organisation.region.clone(),
            parties: Vec::new(),
        };
        if cx.may(Verb::Read, Area::Access, &owner) {
            listed.push((
                AccountRow {
                    password_hash: String::new(),
                    ..account
                },
                organisation,
            ));
        }
    }
    Ok(listed)
}

/// Organisations for the page of the administrators.
///
/// # Errors
/// [`Failure::NotFound`] unless the actor may read the access area.
pub async fn list_organisations(cx: &Cx, page: &Page) -> Result<Vec<OrganisationRow>, Failure> {
    cx.authorise(Verb::Read, Area::Access, &cx.own())?;
    let reach = |row: &OrganisationRow| {
        let owner = Owner {
            organisation: row.id,
            region: row.region.clone(),
            parties: Vec::new(),
        };
        cx.may(Verb::Read, Area::Access, &owner)
    };
    Ok(cx
        .store()
        .organisations(page)
        .await?
        .into_iter()
        .filter(reach)
        .collect())
}

/// The names of the people behind account ids of histories that the actor may see: a person with the organisation.
///
/// # Errors
/// Only those of the store.
pub async fn people(cx: &Cx, accounts: &[&str]) -> Result<BTreeMap<String, String>, Failure> {
    let mut names = BTreeMap::new();
    let mut organisations: BTreeMap<OrganisationId, String> = BTreeMap::new();
    for id in accounts.iter().copied().collect::<BTreeSet<_>>() {
        let Ok(account) = id.parse() else { continue };
        let Some(account) = cx.store().account(account).await? else {
            continue;
        };
        if let Entry::Vacant(place) = organisations.entry(account.organisation) {
            let found = cx.store().organisation(account.organisation).await?;
            place.insert(found.map(|found| found.name).unwrap_or_default());
        }
        let organisation = &organisations[&account.organisation];
        names.insert(id.to_owned(), format!("{} · {organisation}", account.name));
    }
    Ok(names)
}
