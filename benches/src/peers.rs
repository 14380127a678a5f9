//! Peers in Python, installed from their registry into a folder beside the build products.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A Python with the peers in it, made when it is not there.
///
/// # Errors
/// When it cannot be made.
pub fn python() -> Result<PathBuf> {
    let home = std::env::current_exe()?.with_file_name("peers");
    let python = home.join("bin/python");
    if !home.join("complete").exists() {
        let run = |command: &mut Command| -> Result<()> {
            ensure!(command.status()?.success(), "{command:?} failed");
            Ok(())
        };
        run(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
        let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/requirements.txt");
        run(Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--requirement"])
            .arg(packages))?;
        std::fs::write(home.join("complete"), "")?;
    }
    Ok(python)
}

/// What a peer's program answers.
///
/// # Errors
/// When it fails or answers no JSON.
pub fn asked(command: &mut Command) -> Result<Json> {
    let output = command.output().context("running the peer")?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}: {error}");
    serde_json::from_slice(&output.stdout).with_context(|| format!("{command:?}: {error}"))
}
