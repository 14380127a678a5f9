//! Finding and opening an installation.

use crate::config::Config;
use crate::outcome::WrongUse;
use benfu_app::packs::{self, Pack};
use benfu_app::setup::{OPERATOR, actor_by_login, open_app};
use benfu_app::store::Place;
use benfu_app::{App, Clock, Cx, Ids};
use std::path::{Path, PathBuf};

/// The directory named on the command line, else in `BENFU_DIR`, else the current one.
pub(crate) fn directory(named: Option<PathBuf>) -> PathBuf {
    let from_environment = || std::env::var_os("BENFU_DIR").map(PathBuf::from);
    named
        .or_else(from_environment)
        .unwrap_or_else(|| PathBuf::from("."))
}

/// Loads a pack by id or directory; remarks go to the error output, errors end the command.
pub(crate) fn load_pack(pack: &str) -> anyhow::Result<Pack> {
    match packs::open(pack) {
        Ok((pack, _)) => Ok(pack),
        Err(diagnostics) => {
            let shown: Vec<String> = diagnostics.iter().map(packs::render).collect();
            Err(WrongUse::error(
                shown.join("\n"),
                format!("the pack {pack} does not load"),
            ))
        }
    }
}

pub(crate) fn place(directory: &Path, config: &Config) -> Place {
    match &config.postgres {
        None => Place::Directory(directory.to_owned()),
        Some(url) => Place::Postgres {
            url: url.clone(),
            directory: directory.to_owned(),
        },
    }
}

/// The clock: the system's, or a sample's that starts on its day.
pub(crate) fn clock(config: &Config) -> anyhow::Result<Clock> {
    let Some(day) = &config.clock_starts_on else {
        return Ok(Clock::System);
    };
    let clock = day.parse().ok().and_then(Clock::running_from);
    clock.ok_or_else(|| {
        WrongUse::error(
            format!("clock_starts_on 不是日期:{day}"),
            format!("clock_starts_on is no date: {day}"),
        )
    })
}

/// Opens the installation in a directory.
pub(crate) async fn open(directory: &Path) -> anyhow::Result<App> {
    let config = Config::read(directory)?;
    let pack = load_pack(&config.pack)?;
    Ok(open_app(
        &place(directory, &config),
        pack,
        clock(&config)?,
        Ids::Random,
    )
    .await?)
}

/// The context of a command by `login`, the operator when none is named.
pub(crate) async fn context(app: &App, login: Option<&str>) -> anyhow::Result<Cx> {
    let login = login.unwrap_or(OPERATOR);
    let actor = actor_by_login(app, login).await.map_err(|_| {
        WrongUse::error(
            format!("没有可用的账号 {login}"),
            format!("there is no open account {login}"),
        )
    })?;
    Ok(app.cx(actor))
}
