//! Screenshots of pages by headless Chromium, as wide as a desk and as narrow as a telephone.
//!
//! Main entry: [`run`]. A page behind the sign-in is reached with `--cookie NAME=VALUE`: Chromium
//! takes no cookie on its command line, so the page is fetched through [`cookie`], a door on the
//! loopback address that adds it. Pictures that tests compare belong in the browser tests.

mod cookie;

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::machine::chromium;
use crate::process::output;

/// Widths in pixels: a desk and a telephone.
const WIDTHS: [u32; 2] = [1440, 390];
/// Height in pixels where none is asked for.
const HEIGHT: u32 = 1200;
/// Chromium as a camera: no window, no calls of its own to anywhere, no memory of other runs.
const QUIET: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// `cargo xtask shots --url URL… --out DIR`.
///
/// # Errors
/// When Chromium is missing or a page gives no picture.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let urls = arguments.values("--url")?;
    let out = arguments
        .value("--out")?
        .context("say where the pictures go: --out DIR")?;
    let cookie = arguments.value("--cookie")?;
    let height = arguments
        .value("--height")?
        .map_or(Ok(HEIGHT), |text| text.parse());
    let height = height.context("--height is a number of pixels")?;
    arguments.finish()?;
    if urls.is_empty() {
        bail!("say which page: --url http://127.0.0.1:8080/");
    }
    fs::create_dir_all(&out).with_context(|| format!("cannot make {out}"))?;
    urls.iter()
        .try_for_each(|url| page(url, Path::new(&out), cookie.as_deref(), height))
}

fn page(url: &str, out: &Path, cookie: Option<&str>, height: u32) -> Result<()> {
    for width in WIDTHS {
        let file = out.join(format!("{}-{width}.png", name(url)));
        let seen = match cookie {
            Some(cookie) => cookie::door(url, cookie)?,
            None => url.to_owned(),
        };
        shoot(&seen, &file, width, height)?;
        println!("{}", file.display());
    }
    Ok(())
}

fn shoot(url: &str, file: &Path, width: u32, height: u32) -> Result<()> {
    let chromium = chromium()
        .context("Chromium is missing; `cargo xtask ci --only machine` says how to get it")?;
    let profile = env::temp_dir().join(format!("benfu-shots-{}-{width}", std::process::id()));
    let mut camera = Command::new(chromium);
    camera
        .args(QUIET)
        .arg(format!("--user-data-dir={}", profile.display()));
    camera.arg(format!("--window-size={width},{height}"));
    camera
        .arg(format!("--screenshot={}", file.display()))
        .arg(url);
    let taken = output(&mut camera);
    drop(fs::remove_dir_all(profile));
    taken?;
    if file.is_file() {
        Ok(())
    } else {
        bail!("Chromium made no picture of {url}")
    }
}

/// A file name for a page: its path and query in letters, digits and dashes.
fn name(url: &str) -> String {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let plain: String = path
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let plain = plain.trim_matches('-');
    if plain.is_empty() {
        "home".into()
    } else {
        plain.into()
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_picture_is_named_after_its_page() {
        assert_eq!(name("http://127.0.0.1:8080/"), "home");
        assert_eq!(name("http://127.0.0.1:8080"), "home");
        assert_eq!(
            name("http://127.0.0.1:8080/needs/nd_1?lang=en"),
            "needs-nd-1-lang-en"
        );
    }
}
