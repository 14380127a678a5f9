//! Sign-in, accounts and roles.
//!
//! Main types: [`SignInView`], [`AccountListView`], [`RoleListView`].

mod administration;
#[cfg(test)]
pub(crate) mod samples;
mod sign;

use axum::Router;
use axum::routing::{get, post};
use jiff::civil::{Date, DateTime};

use super::ListHead;
use crate::form::{ActForm, Fields};
use crate::route::pattern;
use crate::server::Web;
use crate::view::{Mark, Paging, page_template};

/// Signing in and out, and the administrators' pages.
pub(crate) fn routes() -> Router<Web> {
    use administration::{
        accounts, act_on_account, make_account, make_organisation, organisations, roles,
    };
    Router::new()
        .route(pattern::SIGN_IN, get(sign::form).post(sign::enter))
        .route(pattern::SIGN_OUT, post(sign::leave))
        .route(pattern::ACCOUNTS, get(accounts).post(make_account))
        .route(pattern::ACCOUNT_ACT, post(act_on_account))
        .route(
            pattern::ORGANISATIONS,
            get(organisations).post(make_organisation),
        )
        .route(pattern::ROLES, get(roles))
}

/// The sign-in page.
#[derive(Clone, Debug)]
pub struct SignInView {
    /// Where to go after signing in; an address of this site.
    pub back: String,
    /// Name and password.
    pub fields: Fields,
    /// Why the last try failed; the same words whatever was wrong.
    pub refused: Option<String>,
    /// What the operator wants people to know, such as whom to call.
    pub note: Option<String>,
}

page_template!(SignInView, "access/sign_in.html", None, |_, lang| lang
    .t("sign-in")
    .into_owned());

/// A row of the list of accounts.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// The account name.
    pub login: String,
    /// The person's name.
    pub person: String,
    /// The organisation.
    pub organisation: String,
    /// Roles with their area.
    pub roles: Vec<String>,
    /// Its state.
    pub state: Mark,
    /// The last sign-in.
    pub last_seen: Option<DateTime>,
    /// When it ends, for limited accounts.
    pub until: Option<Date>,
    /// What the reader may do.
    pub acts: Vec<ActForm>,
}

/// The list of accounts.
#[derive(Clone, Debug)]
pub struct AccountListView {
    /// Search and filters.
    pub head: ListHead,
    /// The accounts.
    pub rows: Vec<AccountRow>,
    /// Where the page stands.
    pub paging: Paging,
    /// Making an account, when the reader may.
    pub create: Option<ActForm>,
}

page_template!(
    AccountListView,
    "access/accounts.html",
    Some(Job::Administration),
    |_, lang| lang.t("accounts").into_owned()
);

/// A row of the list of organisations.
#[derive(Clone, Debug)]
pub struct OrganisationRow {
    /// Its name.
    pub name: String,
    /// The region it answers for.
    pub place: String,
    /// The party it is in the registers.
    pub party: Option<String>,
}

/// The list of organisations.
#[derive(Clone, Debug)]
pub struct OrganisationListView {
    /// The organisations.
    pub rows: Vec<OrganisationRow>,
    /// Making one, when the reader may.
    pub create: Option<ActForm>,
}

page_template!(
    OrganisationListView,
    "access/organisations.html",
    Some(Job::Administration),
    |_, lang| lang.t("organisations").into_owned()
);

/// One permission of a role.
#[derive(Clone, Debug)]
pub struct Permission {
    /// The area.
    pub area: String,
    /// What may be done.
    pub actions: Vec<String>,
    /// Over which rows.
    pub scope: String,
}

/// A role with what it may do.
#[derive(Clone, Debug)]
pub struct RoleRow {
    /// Its name.
    pub name: String,
    /// Its identifier in the pack.
    pub id: String,
    /// Accounts that hold it.
    pub holders: i64,
    /// Its permissions.
    pub permissions: Vec<Permission>,
}

/// The list of roles.
#[derive(Clone, Debug)]
pub struct RoleListView {
    /// The pack and its version.
    pub pack: String,
    /// The roles.
    pub roles: Vec<RoleRow>,
}

page_template!(
    RoleListView,
    "access/roles.html",
    Some(Job::Administration),
    |_, lang| lang.t("roles").into_owned()
);
