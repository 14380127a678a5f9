//! Signing in and out, sessions, accounts and organisations.
//!
//! [`sign_in`] counts the attempt before it looks at the password, so that parallel guesses are all counted.
//! [`actor_of_session`] turns a token into an actor; [`create_account`] gives roles of the pack.

mod account;
mod password;
mod session;

pub use account::{
    AccountChange, CreateAccount, CreateOrganisation, change_account, create_account,
    create_organisation, list_accounts, list_organisations, people,
};
pub use benfu_store::{AccountRow, OrganisationRow};
pub(crate) use password::quick_hash_from;
pub use password::{hash_password, quick_hash};
pub use session::{
    SignedIn, StandingSession, actor_of_account, actor_of_session, issue_session, sign_in, sign_out,
};
pub(crate) use session::{hash_of, random_token};
