//! Where the project lies and where it may keep what is costly to make twice.
//!
//! Main type: [`Project`]. The gate builds into a folder outside the clone when it can, so that a
//! fresh clone on the same machine compiles only the project's own crates:
//!
//! 1. `CARGO_TARGET_DIR`, when it is set, is respected as it is.
//! 2. Otherwise `target-<compiler version>` in the cache folder: `$BENFU_CACHE`, else
//!    `$XDG_CACHE_HOME/benfu`, else `~/.cache/benfu`.
//! 3. Where no cache folder can be made, the clone's own `target/`.
//!
//! The folder is not keyed by `Cargo.lock`: Cargo itself keeps several versions of a dependency
//! apart, and a key would compile them all again for one changed line. It is emptied when it grows
//! past [`LARGEST_CACHE`].

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::output;

/// Size in bytes past which the cached build output is thrown away.
const LARGEST_CACHE: u64 = 20_000_000_000;

/// The project's folder and its build folders.
#[derive(Debug)]
pub(crate) struct Project {
    root: PathBuf,
    cache: PathBuf,
    target: PathBuf,
    compiler: String,
}

impl Project {
    /// Finds the project from the place this crate was compiled in.
    ///
    /// # Errors
    /// When that place is gone or no compiler answers.
    pub(crate) fn find() -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here
            .parent()
            .context("xtask lies in the project's folder")?
            .to_path_buf();
        let compiler = output(Command::new("rustc").arg("--version"))?;
        let version = compiler.split(' ').nth(1).unwrap_or("unknown").to_owned();
        let outside = cache_folder();
        let own = || match &outside {
            Some(cache) => cache.join(format!("target-{version}")),
            None => root.join("target"),
        };
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(own, PathBuf::from);
        let cache = outside
            .clone()
            .unwrap_or_else(|| root.join("target").join("cache"));
        Ok(Self {
            root,
            cache,
            target,
            compiler: version,
        })
    }

    /// The folder that holds `Cargo.toml`, `crates/` and the rest.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder for tools that are built once.
    pub(crate) fn cache(&self) -> &Path {
        &self.cache
    }

    /// Version of the Rust compiler, such as `1.95.0`.
    pub(crate) fn compiler(&self) -> &str {
        &self.compiler
    }

    /// A Cargo command as the gate runs it: in the project's folder, into the chosen build folder,
    /// with the lock file as it is, without debug information and incremental files, which only
    /// someone who edits and debugs needs.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = Command::new("cargo");
        command.current_dir(&self.root).arg(subcommand);
        command.env("CARGO_TARGET_DIR", &self.target);
        command
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_INCREMENTAL", "0");
        command
    }

    /// Says where the gate builds, and empties that folder when it has grown too large.
    ///
    /// # Errors
    /// When the folder cannot be emptied.
    pub(crate) fn prepare_target(&self) -> Result<()> {
        let ours = self.target.starts_with(&self.cache);
        let bytes = if ours { size(&self.target) } else { 0 };
        println!("builds into {}", self.target.display());
        if bytes > LARGEST_CACHE {
            println!("  which holds {} GB: emptied", bytes / 1_000_000_000);
            fs::remove_dir_all(&self.target).context("cannot empty the build cache")?;
        }
        Ok(())
    }
}

fn cache_folder() -> Option<PathBuf> {
    let named = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let folder = named("BENFU_CACHE")
        .or_else(|| Some(named("XDG_CACHE_HOME")?.join("benfu")))
        .or_else(|| Some(named("HOME")?.join(".cache").join("benfu")))?;
    fs::create_dir_all(&folder).is_ok().then_some(folder)
}

/// Bytes of all files under a folder; what cannot be read counts as nothing.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(about) if about.is_dir() => size(&entry.path()),
        Ok(about) => about.len(),
        Err(_) => 0,
    });
    sizes.sum()
}
