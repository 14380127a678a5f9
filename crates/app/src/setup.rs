//! Opening an installation, and making a new one.

use crate::access::{CreateAccount, CreateOrganisation, create_account, create_organisation};
use crate::matching::Finder;
use crate::{App, Clock, Failure, Ids};
use benfu_domain::access::{Actor, Area, Permission, Scope, Verb};
use benfu_domain::id::{AccountId, OrganisationId};
use benfu_domain::region::RegionCode;
use benfu_packs::Pack;
use benfu_search::Lexicon;
use benfu_store::{AccountRow, Act, OrganisationRow, Place, Store, Write};
use serde_json::json;
use std::sync::Arc;

/// The account by which the command line acts: it has no password, so nobody signs in with it.
pub const OPERATOR: &str = "operator";
/// A hash that no password has.
const NO_PASSWORD: &str = "!";

/// Opens an installation: its database, its packs, its index brought up to the database.
///
/// # Errors
/// Those of the store; [`Failure::Bug`] for the index.
pub async fn open_app(place: &Place, pack: Pack, clock: Clock, ids: Ids) -> Result<App, Failure> {
    let store = Store::open(place).await?;
    let finder = Finder::open(&place.directory().join("index"), &lexicon(&pack))?;
    let app = App {
        store,
        pack: Arc::new(pack),
        finder: Arc::new(finder),
        meanings: Arc::default(),
        city: Arc::default(),
        clock,
        ids: Arc::new(ids),
    };
    app.finder.catch_up(&app.store).await?;
    Ok(app)
}

/// The words of a pack, for the search.
pub fn lexicon(pack: &Pack) -> Lexicon {
    Lexicon {
        words: pack.lexicon.words.clone(),
        synonyms: pack.lexicon.synonyms.clone(),
    }
}

/// The first organisation of an installation.
#[derive(Debug, Clone)]
pub struct FirstSetup {
    /// Its name.
    pub organisation: String,
    /// The region it answers for.
    pub region: RegionCode,
    /// Role ids of the operator, who acts through the command line.
    pub roles: Vec<String>,
}

/// Makes the first organisation and the operator; in one act.
///
/// # Errors
/// [`Failure::Conflict`] when the installation has been set up already.
pub async fn set_up(app: &App, setup: FirstSetup) -> Result<AccountId, Failure> {
    let organisation = OrganisationRow {
        id: OrganisationId::from_bits(app.mint()),
        name: setup.organisation,
        region: setup.region,
        party: None,
        version: 1,
    };
    let account = AccountRow {
        id: AccountId::from_bits(app.mint()),
        login: OPERATOR.to_owned(),
        name: "命令行 / command line".to_owned(),
        organisation: organisation.id,
        password_hash: NO_PASSWORD.to_owned(),
        active: true,
        failed_signins: 0,
        locked_until: None,
        roles: setup.roles,
        version: 1,
    };
    let act = Act {
        action: "installation_set_up",
        subject: organisation.id.to_string(),
        organisation: organisation.id.to_string(),
        account: account.id.to_string(),
        at: crate::clock::written(app.clock.now()),
    };
    let mut write = Write::new(app.store.next_entry().await?, act);
    write.tell(json!({ "organisation": organisation.name, "pack": app.pack.version }));
    write
        .save_organisation(&organisation)
        .save_account(&account);
    app.store.commit(write).await?;
    Ok(account.id)
}

/// Makes an account from the command line: whoever may write the database's files may make the first accounts.
///
/// # Errors
/// As [`crate::access::create_account`].
pub async fn install_account(app: &App, command: CreateAccount) -> Result<AccountId, Failure> {
    create_account(&app.cx(installer(app).await?), command).await
}

/// Makes an organisation from the command line.
///
/// # Errors
/// As [`crate::access::create_organisation`].
pub async fn install_organisation(
    app: &App,
    command: CreateOrganisation,
) -> Result<OrganisationId, Failure> {
    create_organisation(&app.cx(installer(app).await?), command).await
}

/// The operator with the one permission that setting up needs, for this one act.
async fn installer(app: &App) -> Result<Actor, Failure> {
    let operator = actor_by_login(app, OPERATOR).await?;
    let administer = Permission {
        verb: Verb::Administer,
        area: Area::Access,
        scope: Scope::All,
    };
    Ok(Actor {
        permissions: vec![administer],
        ..operator
    })
}

/// The actor that a sign-in name is, for the command line: whoever may read the database's files may act.
///
/// # Errors
/// [`Failure::NotFound`] when there is no such open account.
pub async fn actor_by_login(app: &App, login: &str) -> Result<Actor, Failure> {
    let account = app
        .store
        .account_by_login(login)
        .await?
        .ok_or(Failure::NotFound)?;
    let standing = crate::access::actor_of_account(app, account.id)
        .await?
        .ok_or(Failure::NotFound)?;
    Ok(standing.actor)
}
