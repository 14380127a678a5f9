//! `benfu demo`: a sample district, made and served by one command.

use super::init::operator_roles;
use super::serve::serve;
use crate::args::Demo;
use crate::config::{Config, FILE};
use crate::installation::{load_pack, open, place};
use crate::outcome::{Outcome, WrongUse};
use crate::say::say;
use benfu_app::sample::{SampleOptions, make_sample};
use benfu_app::setup::{FirstSetup, open_app, set_up};
use benfu_app::{Clock, Ids};
use benfu_domain::Day;
use std::path::{Path, PathBuf};

/// The pack of the sample district.
const PACK: &str = "shenzhen";

pub(crate) async fn run(demo: Demo, named: Option<PathBuf>) -> anyhow::Result<Outcome> {
    let today: Day = demo.today.parse().map_err(|_| {
        WrongUse::error(
            format!("--today 不是日期:{}", demo.today),
            format!("--today is no date: {}", demo.today),
        )
    })?;
    let directory = named.unwrap_or_else(temporary);
    if !directory.join(FILE).exists() {
        make(&directory, &demo, today).await?;
    }
    say!("示例数据 / sample data: {}", directory.display());
    print_sign_ins();
    if demo.no_serve {
        return Ok(Outcome::Done);
    }
    serve(open(&directory).await?, &demo.listen, None).await
}

fn temporary() -> PathBuf {
    std::env::temp_dir().join(format!("benfu-demo-{}", std::process::id()))
}

async fn make(directory: &Path, demo: &Demo, today: Day) -> anyhow::Result<()> {
    say!("正在制作示例辖区…… / making the sample district …");
    std::fs::create_dir_all(directory)?;
    let config = Config {
        clock_starts_on: Some(today.to_string()),
        ..Config::new(PACK)
    };
    let clock = Clock::running_from(today)
        .ok_or_else(|| WrongUse::error("--today 超出范围", "--today is out of range"))?;
    let app = open_app(
        &place(directory, &config),
        load_pack(PACK)?,
        clock,
        Ids::seeded(demo.seed),
    )
    .await?;
    make_sample(
        &app,
        &SampleOptions {
            seed: demo.seed,
            today,
            firms: usize::try_from(demo.firms).unwrap_or(usize::MAX),
        },
    )
    .await?;
    let region = app
        .pack
        .home
        .clone()
        .ok_or_else(|| WrongUse::error("政策包没有写 home", "the pack names no home"))?;
    let (organisation, roles) = (app.pack.label.zh.clone(), operator_roles(&app.pack));
    set_up(
        &app,
        FirstSetup {
            organisation,
            region,
            roles,
        },
    )
    .await?;
    app.finder.catch_up(&app.store).await?;
    // The settings come last: a directory without them is not an installation, and is made anew.
    config.write(directory)
}

fn print_sign_ins() {
    say!("登录 / sign-ins:");
    for sign_in in benfu_app::sample::SIGN_INS.iter().take(3) {
        say!(
            "  {:<12} {:<20} {}",
            sign_in.login,
            sign_in.password,
            sign_in.role
        );
    }
    say!("先看 / look first: 首页“待我处理”,任一已发布需求的“匹配”,2025 上半年报告");
    say!("                  home, the match page of a published need, the report of 2025-H1");
}
