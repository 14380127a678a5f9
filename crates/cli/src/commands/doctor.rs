//! `benfu doctor`: what an operator should know about this installation.

use super::Setting;
use crate::config::Config;
use crate::installation::open;
use crate::outcome::Outcome;
use crate::say::say;
use benfu_app::App;
use serde_json::{Value, json};

/// One finding of the check-up.
struct Check {
    name: &'static str,
    good: bool,
    zh: String,
    en: String,
}

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Outcome> {
    let config = Config::read(&setting.directory)?;
    let app = open(&setting.directory).await?;
    let checks = vec![
        ledger(&app).await?,
        calendar(&app),
        accounts(&app).await?,
        parameters(&app),
        exposure(&config),
    ];
    let good = checks.iter().all(|check| check.good);
    if setting.json {
        let listed: Vec<Value> = checks
            .iter()
            .map(|check| json!({ "check": check.name, "ok": check.good, "zh": check.zh, "en": check.en }))
            .collect();
        say!(
            "{}",
            serde_json::to_string_pretty(
                &json!({ "ok": good, "pack": app.pack.version, "checks": listed })
            )?
        );
    } else {
        say!("政策包 / pack: {} {}", app.pack.id, app.pack.version);
        for check in &checks {
            say!(
                "{} {:<12} {} / {}",
                if check.good { '✓' } else { '!' },
                check.name,
                check.zh,
                check.en
            );
        }
    }
    Ok(if good {
        Outcome::Done
    } else {
        Outcome::Findings
    })
}

async fn ledger(app: &App) -> anyhow::Result<Check> {
    let report = app.store.verify_ledger(&[]).await?;
    let (entries, findings) = (report.entries, report.findings.len());
    Ok(Check {
        name: "ledger",
        good: findings == 0,
        zh: format!("台账 {entries} 条,问题 {findings} 处"),
        en: format!("{entries} ledger entries, {findings} findings"),
    })
}

/// A calendar that ends within sixty days is a warning: deadlines beyond it are provisional.
fn calendar(app: &App) -> Check {
    match app.pack.calendar.ending(app.clock.today()) {
        None => Check {
            name: "calendar",
            good: true,
            zh: "工作日历够用".to_owned(),
            en: "the working-day calendar reaches far enough".to_owned(),
        },
        Some(ending) => Check {
            name: "calendar",
            good: false,
            zh: ending.zh(),
            en: ending.to_string(),
        },
    }
}

async fn accounts(app: &App) -> anyhow::Result<Check> {
    let accounts = app
        .store
        .accounts(&benfu_app::store::Page::first(1000))
        .await?;
    let people = accounts
        .iter()
        .filter(|account| account.active && account.password_hash != "!")
        .count();
    Ok(Check {
        name: "accounts",
        good: people > 0,
        zh: if people > 0 {
            format!("可登录账号 {people} 个")
        } else {
            "还没有人能登录;请用 benfu account add 开设账号".to_owned()
        },
        en: if people > 0 {
            format!("{people} accounts can sign in")
        } else {
            "nobody can sign in yet; make an account with: benfu account add".to_owned()
        },
    })
}

fn parameters(app: &App) -> Check {
    let year_ago = app.clock.today().plus_years(-1);
    let stale = year_ago
        .map(|day| app.pack.parameters_unreviewed_since(day))
        .unwrap_or_default();
    Check {
        name: "parameters",
        good: stale.is_empty(),
        zh: if stale.is_empty() {
            "政策参数一年内都核对过".to_owned()
        } else {
            format!("一年未核对的参数:{}", stale.join("、"))
        },
        en: if stale.is_empty() {
            "every parameter was reviewed within a year".to_owned()
        } else {
            format!("parameters not reviewed for a year: {}", stale.join(", "))
        },
    }
}

fn exposure(config: &Config) -> Check {
    let local = ["127.0.0.1", "localhost", "[::1]"]
        .iter()
        .any(|host| config.listen.starts_with(host));
    let secure = config
        .public_url
        .as_deref()
        .is_some_and(|url| url.starts_with("https://"));
    Check {
        name: "exposure",
        good: local || secure,
        zh: if local || secure {
            "访问方式安全".to_owned()
        } else {
            "对外监听但没有 https 的 public_url;会话 cookie 可能被窃听".to_owned()
        },
        en: if local || secure {
            "reached safely".to_owned()
        } else {
            "listens beyond this machine without an https public_url; sessions can be overheard"
                .to_owned()
        },
    }
}
