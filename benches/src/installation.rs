//! An installation in a temporary directory, with a sign-in that may do what the benchmarks do.

use anyhow::{Context as _, Result};
use benfu_app::access::{CreateAccount, sign_in};
use benfu_app::sample::{SIGN_INS, SampleOptions, make_sample};
use benfu_app::setup::{FirstSetup, OPERATOR, actor_by_login, install_account, open_app, set_up};
use benfu_app::store::Place;
use benfu_app::{App, Clock, Cx, Ids, packs};
use benfu_domain::Day;
use tempfile::TempDir;

/// The pack that the benchmarks run under.
const PACK: &str = "shenzhen";
const REGION: &str = "440305";
const ROLE: &str = "district_officer";
/// The password of the officer; it protects nothing.
pub const PASSWORD: &str = "three calm herons";

/// A temporary installation.
pub struct Installation {
    /// The app.
    pub app: App,
    /// Who imports.
    pub login: &'static str,
    password: &'static str,
    directory: TempDir,
}

impl Installation {
    /// An empty one with an officer.
    ///
    /// # Errors
    /// When it cannot be made.
    pub async fn empty() -> Result<Installation> {
        let (app, directory) = open().await?;
        let setup = FirstSetup {
            organisation: "测试区科创局".to_owned(),
            region: REGION.parse()?,
            roles: vec![ROLE.to_owned()],
        };
        set_up(&app, setup).await?;
        let operator = actor_by_login(&app, OPERATOR).await?;
        let command = CreateAccount {
            login: "officer".to_owned(),
            name: "officer".to_owned(),
            organisation: operator.organisation,
            password: PASSWORD.to_owned(),
            roles: vec![ROLE.to_owned()],
        };
        install_account(&app, command).await?;
        Ok(Installation {
            app,
            login: "officer",
            password: PASSWORD,
            directory,
        })
    }

    /// One that holds the sample district with so many firms.
    ///
    /// # Errors
    /// When it cannot be made.
    pub async fn sample(firms: usize) -> Result<Installation> {
        let (app, directory) = open().await?;
        make_sample(
            &app,
            &SampleOptions {
                seed: 1,
                today: today()?,
                firms,
            },
        )
        .await?;
        app.finder.catch_up(&app.store).await?;
        let officer = SIGN_INS
            .iter()
            .find(|one| one.role == ROLE)
            .context("the sample has an officer")?;
        Ok(Installation {
            app,
            login: officer.login,
            password: officer.password,
            directory,
        })
    }

    /// The context of a call by the officer.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn cx(&self) -> Result<Cx> {
        Ok(self.app.cx(actor_by_login(&self.app, self.login).await?))
    }

    /// The token of a new session of the officer.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn token(&self) -> Result<String> {
        Ok(sign_in(&self.app, self.login, self.password).await?.token)
    }

    /// Where it is.
    pub fn directory(&self) -> &std::path::Path {
        self.directory.path()
    }
}

fn today() -> Result<Day> {
    Day::from_ymd(2025, 7, 15).context("a day")
}

async fn open() -> Result<(App, TempDir)> {
    let directory = TempDir::new()?;
    let (pack, _) =
        packs::open(PACK).map_err(|_| anyhow::anyhow!("the pack `{PACK}` does not load"))?;
    let clock = Clock::running_from(today()?).context("a clock within range")?;
    let place = Place::Directory(directory.path().to_owned());
    Ok((
        open_app(&place, pack, clock, Ids::seeded(7)).await?,
        directory,
    ))
}
