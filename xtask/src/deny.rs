//! cargo-deny: licences, sources and banned crates of everything that is compiled in.
//!
//! The rules stand in `deny.toml`. A machine without the tool gets it built once into the project's
//! cache, outside the clone. It is built without optimisation: it runs for a second or two, and an
//! optimised build of it takes several times as long as it can ever save. Its check for published
//! weaknesses fetches a repository and so is not part of the gate, which needs only the registry.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process::{find, run};
use crate::project::Project;

/// The version that is built where none is installed.
const VERSION: &str = "0.20.2";

/// Checks licences, bans and sources.
///
/// # Errors
/// When the tool cannot be built or finds something.
pub(crate) fn check(project: &Project) -> Result<()> {
    let tool = tool(project)?;
    let mut command = Command::new(tool);
    command.current_dir(project.root());
    run(command.args([
        "--workspace",
        "--locked",
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ]))
}

fn tool(project: &Project) -> Result<PathBuf> {
    let folder = project.cache().join("tools");
    let built = folder.join("bin").join("cargo-deny");
    match find("cargo-deny") {
        Some(installed) => Ok(installed),
        None if built.is_file() => Ok(built),
        None => build(&folder).map(|()| built),
    }
}

fn build(folder: &Path) -> Result<()> {
    println!(
        "cargo-deny is not installed: building it once into {}",
        folder.display()
    );
    let scratch = folder.join("build");
    let mut install = Command::new("cargo");
    install.args(["install", "--locked", "cargo-deny", "--version", VERSION]);
    install
        .arg("--root")
        .arg(folder)
        .env("CARGO_TARGET_DIR", &scratch);
    install
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off");
    install.env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    run(&mut install)?;
    Ok(fs::remove_dir_all(scratch)?)
}
