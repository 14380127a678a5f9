//! `benfu account`: making accounts and organisations from the command line, and listing them.

use super::Setting;
use super::need::print;
use super::read::{id, optional_id};
use crate::args::AccountAct;
use crate::installation::open;
use crate::outcome::{Outcome, WrongUse};
use benfu_app::access::{CreateAccount, CreateOrganisation, issue_session};
use benfu_app::setup::install_account;
use benfu_app::setup::install_organisation;
use benfu_app::store::Page;
use serde_json::{Value, json};
use std::io::BufRead as _;

pub(crate) async fn run(setting: &Setting, act: AccountAct) -> anyhow::Result<Outcome> {
    let app = open(&setting.directory).await?;
    match act {
        AccountAct::Add {
            login,
            name,
            roles,
            organisation,
        } => {
            let organisation = match optional_id(organisation.as_deref())? {
                Some(organisation) => organisation,
                None => setting.cx().await?.actor.organisation,
            };
            let command = CreateAccount {
                login,
                name,
                organisation,
                password: password()?,
                roles,
            };
            let account = install_account(&app, command).await?;
            print(setting, &json!({ "id": account.to_string() }))
        }
        AccountAct::AddOrganisation {
            name,
            region,
            party,
        } => {
            let region = region
                .parse()
                .map_err(|_| WrongUse::error("区域代码无法识别", "the region cannot be read"))?;
            let party = party.as_deref().map(id).transpose()?;
            let organisation = install_organisation(
                &app,
                CreateOrganisation {
                    name,
                    region,
                    party,
                },
            )
            .await?;
            print(setting, &json!({ "id": organisation.to_string() }))
        }
        AccountAct::Token { login } => {
            let session = issue_session(&app, &login).await?;
            print(setting, &json!({ "token": session.token }))
        }
        AccountAct::List => {
            let accounts = app.store.accounts(&Page::first(Page::MOST)).await?;
            let listed: Vec<Value> = accounts
                .iter()
                .map(|account| json!({ "id": account.id.to_string(), "login": account.login, "name": account.name, "roles": account.roles, "active": account.active }))
                .collect();
            print(setting, &json!(listed))
        }
    }
}

/// The first line of the standard input, so that a password stands in no history and no process list.
fn password() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\n', '\r']).to_owned();
    if password.is_empty() {
        return Err(WrongUse::error(
            "请从标准输入给出密码",
            "give the password on the standard input",
        ));
    }
    Ok(password)
}
