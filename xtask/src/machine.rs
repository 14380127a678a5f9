//! What the tests need of the machine besides Rust, found or installed.
//!
//! Main type: [`Need`]. On Debian and its relatives root gets the missing packages installed, with
//! the reason said first; anyone else gets the one command that does. What only some features use
//! (LibreOffice, Poppler) is named but never required.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{find, is_root, output, run};

/// Something the machine must have.
pub(crate) struct Need {
    /// What it is.
    pub(crate) what: &'static str,
    /// Which tests cannot do without it.
    pub(crate) why: &'static str,
    /// Debian packages that bring it.
    pub(crate) packages: &'static [&'static str],
    /// Looks for it and says where it is.
    found: fn() -> Option<String>,
}

/// Everything the gate needs; without one of these it would leave tests out.
pub(crate) const NEEDS: &[Need] = &[
    Need {
        what: "PostgreSQL server",
        why: "the store's conformance tests run on SQLite and on PostgreSQL",
        packages: &["postgresql"],
        found: || Some(postgres_folder()?.display().to_string()),
    },
    Need {
        what: "Chromium",
        why: "the browser tests and the screenshots look at real pages",
        packages: &["chromium"],
        found: || program(&["chromium", "chromium-browser", "google-chrome"]),
    },
    Need {
        what: "ChromeDriver",
        why: "the browser tests steer Chromium through it",
        packages: &["chromium-driver"],
        found: || program(&["chromedriver"]),
    },
    Need {
        what: "a font with Chinese characters",
        why: "without one every screenshot shows empty boxes",
        packages: &["fontconfig", "fonts-wqy-microhei"],
        found: chinese_font,
    },
];

/// Something that is used when it is there.
const OPTIONAL: &[(&str, &str)] = &[
    ("soffice", "LibreOffice: makes PDF files from Word files"),
    ("pdftotext", "Poppler: reads the text of PDF files"),
];

/// Makes sure that every need is met.
///
/// # Errors
/// When something is missing and cannot be installed by this user; the message holds the command.
pub(crate) fn provide() -> Result<()> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !report(need)).collect();
    for (name, what) in OPTIONAL {
        let found = find(name).map_or("not here; not required".into(), |at| {
            at.display().to_string()
        });
        println!("  {what}: {found}");
    }
    if missing.is_empty() {
        Ok(())
    } else {
        install(&missing)
    }
}

/// The newest installed PostgreSQL's folder of programs, which Debian keeps off the `PATH`.
pub(crate) fn postgres_folder() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    let newest = debian
        .filter(|bin| has_server(bin))
        .max_by_key(|bin| version_of(bin));
    newest.or_else(|| find("initdb")?.parent().map(Path::to_path_buf))
}

/// Where Chromium lies, under any of its names.
pub(crate) fn chromium() -> Option<String> {
    NEEDS
        .iter()
        .find(|need| need.what == "Chromium")
        .and_then(|need| (need.found)())
}

fn has_server(bin: &Path) -> bool {
    bin.join("initdb").is_file() && bin.join("postgres").is_file()
}

fn version_of(bin: &Path) -> u32 {
    let name = bin
        .parent()
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy());
    name.and_then(|name| name.parse().ok()).unwrap_or(0)
}

fn program(names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| find(name))
        .map(|path| path.display().to_string())
}

fn chinese_font() -> Option<String> {
    let fonts = output(Command::new("fc-list").args([":lang=zh-cn", "family"])).ok()?;
    fonts
        .lines()
        .next()
        .map(str::to_owned)
        .filter(|name| !name.is_empty())
}

fn report(need: &Need) -> bool {
    let found = (need.found)();
    println!("  {}: {}", need.what, found.as_deref().unwrap_or("missing"));
    found.is_some()
}

fn install(missing: &[&Need]) -> Result<()> {
    let packages = packages(missing);
    for need in missing {
        println!("  {} is needed (缺少,需要安装): {}", need.what, need.why);
    }
    if find("apt-get").is_none() || !is_root() {
        bail!("{}", request(&packages));
    }
    println!(
        "  installing {} (this user is root; 正在安装)",
        packages.join(" ")
    );
    run(apt().arg("update").arg("--quiet"))?;
    run(apt()
        .args(["install", "--yes", "--quiet", "--no-install-recommends"])
        .args(&packages))?;
    match missing.iter().find(|need| (need.found)().is_none()) {
        Some(need) => bail!(
            "{} is still missing after installing its packages",
            need.what
        ),
        None => Ok(()),
    }
}

fn packages(missing: &[&Need]) -> Vec<&'static str> {
    missing
        .iter()
        .flat_map(|need| need.packages.iter().copied())
        .collect()
}

fn request(packages: &[&str]) -> String {
    let all = packages.join(" ");
    format!(
        "this machine lacks something; on Debian or Ubuntu this one command brings it\n\
         本机缺少所需软件,在 Debian 或 Ubuntu 上执行下面一条命令即可安装:\n\
         sudo apt-get update && sudo apt-get install --yes --no-install-recommends {all}"
    )
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

#[cfg(test)]
mod tests {
    use super::{NEEDS, packages, request};

    #[test]
    fn the_request_names_every_missing_package_in_one_command() {
        let missing: Vec<_> = NEEDS.iter().collect();
        let text = request(&packages(&missing));
        let command = text.lines().last().expect("the command is the last line");
        for package in ["postgresql", "chromium-driver", "fonts-wqy-microhei"] {
            assert!(command.contains(package), "{command}");
        }
    }
}
