//! `benfu backup` and `benfu restore`.

use super::Setting;
use super::need::print;
use crate::config::{Config, FILE};
use crate::installation::{open, place};
use crate::outcome::Outcome;
use crate::say::say;
use benfu_app::store::restore as restore_store;
use serde_json::json;
use std::path::Path;

pub(crate) async fn backup(setting: &Setting, to: &Path) -> anyhow::Result<Outcome> {
    let app = open(&setting.directory).await?;
    app.store.backup_to(to).await?;
    std::fs::copy(setting.directory.join(FILE), to.join(FILE))?;
    print(setting, &json!({ "backup": to.display().to_string() }))
}

pub(crate) async fn restore(from: &Path, to: &Path) -> anyhow::Result<Outcome> {
    let config = Config::read(from)?;
    let target = place(to, &config);
    restore_store(from, &target).await?;
    config.write(target.directory())?;
    say!("已恢复 / restored: {}", to.display());
    Ok(Outcome::Done)
}
