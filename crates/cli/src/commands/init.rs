//! `benfu init`: a new installation.

use crate::args::Init;
use crate::config::{Config, FILE};
use crate::installation::{load_pack, place};
use crate::outcome::{Outcome, WrongUse};
use crate::say::say;
use benfu_app::packs::Pack;
use benfu_app::setup::{FirstSetup, open_app, set_up};
use benfu_app::{Clock, Ids};
use benfu_domain::access::Verb;
use benfu_domain::region::RegionCode;

pub(crate) async fn run(init: &Init) -> anyhow::Result<Outcome> {
    if init.directory.join(FILE).exists() {
        let shown = init.directory.display();
        return Err(WrongUse::error(
            format!("{shown} 已经是一个安装"),
            format!("{shown} is an installation already"),
        ));
    }
    let pack = load_pack(&init.pack)?;
    let region = region(init, &pack)?;
    std::fs::create_dir_all(&init.directory)?;
    let config = Config {
        postgres: init.postgres.clone(),
        ..Config::new(&absolute(&init.pack))
    };
    let organisation = init
        .organisation
        .clone()
        .unwrap_or_else(|| pack.label.zh.clone());
    let roles = operator_roles(&pack);
    let app = open_app(
        &place(&init.directory, &config),
        pack,
        Clock::System,
        Ids::Random,
    )
    .await?;
    set_up(
        &app,
        FirstSetup {
            organisation,
            region,
            roles,
        },
    )
    .await?;
    config.write(&init.directory)?;
    let shown = init.directory.display();
    say!("已建立 / made: {shown}");
    say!(
        "下一步 / next: benfu --dir {shown} account add LOGIN --name NAME --roles ROLE < password.txt"
    );
    say!("               benfu --dir {shown} import FILE…");
    say!("               benfu --dir {shown} serve");
    Ok(Outcome::Done)
}

/// A pack named by a directory is remembered by its full path.
fn absolute(pack: &str) -> String {
    let path = std::path::Path::new(pack);
    if pack.contains('/') {
        std::path::absolute(path)
            .unwrap_or_else(|_| path.to_owned())
            .display()
            .to_string()
    } else {
        pack.to_owned()
    }
}

/// The region named, else the widest of the pack's own.
fn region(init: &Init, pack: &Pack) -> anyhow::Result<RegionCode> {
    let unknown = |code: &str| {
        WrongUse::error(
            format!("政策包里没有区域 {code}"),
            format!("the pack has no region {code}"),
        )
    };
    match &init.region {
        Some(code) => {
            let region: RegionCode = code.parse().map_err(|_| unknown(code))?;
            pack.regions
                .get(&region)
                .map(|known| known.code.clone())
                .ok_or_else(|| unknown(code))
        }
        None => pack.home.clone().ok_or_else(|| unknown("")),
    }
}

/// The operator takes files in and helps everybody: every role that may import, but no administrator's.
pub(crate) fn operator_roles(pack: &Pack) -> Vec<String> {
    let imports = |role: &benfu_domain::access::Role| {
        !role.separated
            && role
                .permissions
                .iter()
                .any(|permission| permission.verb == Verb::Import)
    };
    pack.roles
        .values()
        .filter(|role| imports(role))
        .map(|role| role.id.clone())
        .collect()
}
