//! Sessions: an opaque token in a cookie, its hash in the database.

use super::password::{hash_password, verify};
use crate::clock::written;
use crate::{App, Failure, ProblemCode};
use benfu_domain::access::Actor;
use benfu_domain::id::AccountId;
use benfu_store::evidence::content_hash;
use benfu_store::{AccountRow, Act, NewSession, StandingRow, StoreError, Write, hex};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::OnceCell;

/// Wrong passwords before the account is locked.
const TRIES: i64 = 5;
/// How long it stays locked.
const LOCK: SignedDuration = SignedDuration::from_mins(15);
/// A session ends after so long without use.
const IDLE: SignedDuration = SignedDuration::from_mins(60);
/// A session ends after so long whatever happens.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// How often the last use is noted.
const TOUCH: SignedDuration = SignedDuration::from_mins(5);
/// Attempts to count a try when others sign in to the same account at the same moment.
const RACES: usize = 8;

/// A fresh session: what the browser is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The token for the cookie; only its hash is kept.
    pub token: String,
    /// The account.
    pub account: AccountId,
}

/// A session that is open, with who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingSession {
    /// Who.
    pub actor: Actor,
    /// Name of the person for the page's head.
    pub name: String,
    /// Name of the organisation.
    pub organisation_name: String,
    /// Role ids.
    pub roles: Vec<String>,
    /// The token that forms carry.
    pub csrf: String,
}

/// 32 random bytes, in hexadecimal.
pub(crate) fn random_token() -> Result<String, Failure> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Failure::Bug(error.to_string()))?;
    Ok(hex(&bytes))
}

/// What is kept of a token.
pub(crate) fn hash_of(token: &str) -> String {
    content_hash(token.as_bytes())
}

/// Signs a person in. Every attempt on a known account, right or wrong, is a ledger entry.
///
/// # Errors
/// The same problem for an unknown name and a wrong password; another one while the account is locked.
pub async fn sign_in(app: &App, login: &str, password: &str) -> Result<SignedIn, Failure> {
    let Some(account) = app.store.account_by_login(login.trim()).await? else {
        verify(decoy().await?, password.to_owned()).await;
        return Err(Failure::invalid(ProblemCode::SignInFailed));
    };
    let account = count_try(app, account).await?;
    if !verify(account.password_hash.clone(), password.to_owned()).await || !account.active {
        return Err(Failure::invalid(ProblemCode::SignInFailed));
    }
    let token = open_session(app, account.id).await?;
    forget_tries(app, account).await?;
    Ok(token)
}

/// A hash of nobody's password, so that an unknown name takes as long as a known one.
async fn decoy() -> Result<String, Failure> {
    static DECOY: OnceCell<String> = OnceCell::const_new();
    DECOY
        .get_or_try_init(|| async { hash_password("nobody has this password").await })
        .await
        .cloned()
}

/// Counts a try before the password is looked at: parallel guesses are all counted.
async fn count_try(app: &App, mut account: AccountRow) -> Result<AccountRow, Failure> {
    for _ in 0..RACES {
        let now = app.clock.now();
        if account
            .locked_until
            .as_deref()
            .is_some_and(|until| written(now).as_str() < until)
        {
            return Err(Failure::invalid(ProblemCode::AccountLocked));
        }
        let next = counted(&account, now);
        match app
            .store
            .commit(attempt(app, "sign_in_attempted", &next).await?)
            .await
        {
            Ok(_) => return Ok(next),
            Err(StoreError::Conflict(_)) => {}
            Err(error) => return Err(error.into()),
        }
        let again = app.store.account(account.id).await?;
        account = again.ok_or_else(|| Failure::invalid(ProblemCode::SignInFailed))?;
    }
    Err(Failure::invalid(ProblemCode::AccountLocked))
}

fn counted(account: &AccountRow, now: Timestamp) -> AccountRow {
    let tries = if account.locked_until.is_some() {
        1
    } else {
        account.failed_signins + 1
    };
    let locked = (tries >= TRIES)
        .then(|| now.checked_add(LOCK).map(written).ok())
        .flatten();
    AccountRow {
        failed_signins: tries,
        locked_until: locked,
        version: account.version + 1,
        ..account.clone()
    }
}

async fn forget_tries(app: &App, account: AccountRow) -> Result<(), Failure> {
    let next = AccountRow {
        failed_signins: 0,
        locked_until: None,
        version: account.version + 1,
        ..account
    };
    match app
        .store
        .commit(attempt(app, "signed_in", &next).await?)
        .await
    {
        // Another sign-in to the same account at the same moment has counted in between; both are in.
        Ok(_) | Err(StoreError::Conflict(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

async fn attempt(app: &App, action: &'static str, account: &AccountRow) -> Result<Write, Failure> {
    let act = Act {
        action,
        subject: account.id.to_string(),
        organisation: account.organisation.to_string(),
        account: account.id.to_string(),
        at: written(app.clock.now()),
    };
    let mut write = Write::new(app.store.next_entry().await?, act);
    write.save_account(account);
    Ok(write)
}

async fn open_session(app: &App, account: AccountId) -> Result<SignedIn, Failure> {
    let (token, csrf, now) = (random_token()?, random_token()?, app.clock.now());
    let session = NewSession {
        token_hash: hash_of(&token),
        account,
        csrf,
        created_at: written(now),
        expires_at: written(now.checked_add(LONGEST).unwrap_or(now)),
    };
    app.store.open_session(&session).await?;
    Ok(SignedIn { token, account })
}

/// Issues a session to a program: whoever may write the database's files may do so from the command line. The
/// ledger says that it was issued.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such open account.
pub async fn issue_session(app: &App, login: &str) -> Result<SignedIn, Failure> {
    let account = app.store.account_by_login(login).await?;
    let account = account
        .filter(|account| account.active)
        .ok_or(Failure::NotFound)?;
    let act = Act {
        action: "session_issued",
        subject: account.id.to_string(),
        organisation: account.organisation.to_string(),
        account: account.id.to_string(),
        at: written(app.clock.now()),
    };
    app.store
        .commit(Write::new(app.store.next_entry().await?, act))
        .await?;
    open_session(app, account.id).await
}

/// Ends a session.
pub async fn sign_out(app: &App, token: &str) -> Result<(), Failure> {
    Ok(app.store.close_session(&hash_of(token)).await?)
}

/// Who a session token stands for; `None` when the session is over or the account closed.
pub async fn actor_of_session(app: &App, token: &str) -> Result<Option<StandingSession>, Failure> {
    let hash = hash_of(token);
    let Some((session, row)) = app.store.standing_of_session(&hash).await? else {
        return Ok(None);
    };
    let now = app.clock.now();
    let idle_since = written(now.checked_sub(IDLE).unwrap_or(Timestamp::MIN));
    if session.expires_at < written(now) || session.seen_at < idle_since {
        app.store.close_session(&hash).await?;
        return Ok(None);
    }
    if session.seen_at < written(now.checked_sub(TOUCH).unwrap_or(Timestamp::MIN)) {
        app.store.touch_session(&hash, &written(now)).await?;
    }
    Ok(standing(app, row, session.csrf))
}

/// The actor that an account is, with the permissions of its roles; `None` when it is closed.
pub async fn actor_of_account(
    app: &App,
    id: AccountId,
) -> Result<Option<StandingSession>, Failure> {
    let row = app.store.standing_of_account(id).await?;
    Ok(row.and_then(|row| standing(app, row, String::new())))
}

fn standing(app: &App, row: StandingRow, csrf: String) -> Option<StandingSession> {
    if !row.active {
        return None;
    }
    let roles = row.roles.iter();
    let roles = roles.filter_map(|role| app.pack.roles.get(role));
    let actor = Actor {
        account: row.account,
        organisation: row.organisation,
        party: row.party,
        region: row.region,
        permissions: roles
            .flat_map(|role| role.permissions.iter().copied())
            .collect(),
    };
    Some(StandingSession {
        actor,
        name: row.name,
        organisation_name: row.organisation_name,
        roles: row.roles,
        csrf,
    })
}
