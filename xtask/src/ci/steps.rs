//! The steps of the gate, cheapest first.
//!
//! Main item: [`STEPS`]. Each step stands alone, so that `cargo xtask ci --only STEP` repeats
//! exactly what the gate did. How they are chosen, timed and reported is the parent module's.

use std::process::Command;

use anyhow::{Context, Result, bail};
use toml::Table;

use crate::postgres::{Cluster, VARIABLE};
use crate::process::{find, output, run};
use crate::project::Project;
use crate::tidy::{Tree, faults};
use crate::{deny, generate, machine};

/// One step of the gate.
pub(crate) struct Step {
    /// Its name on the command line and in the table of timings.
    pub(crate) name: &'static str,
    /// What it proves, for people.
    pub(crate) proves: &'static str,
    /// Whether the gate runs it without being asked.
    pub(crate) always: bool,
    /// Does it.
    pub(crate) run: fn(&Project) -> Result<()>,
}

/// Every step, in order.
pub(crate) const STEPS: &[Step] = &[
    Step {
        name: "toolchain",
        proves: "the compiler is new enough and has its formatter and linter",
        always: true,
        run: toolchain,
    },
    Step {
        name: "machine",
        proves: "PostgreSQL, Chromium, its driver and a Chinese font are there",
        always: true,
        run: |_| machine::provide(),
    },
    Step {
        name: "format",
        proves: "the code is formatted",
        always: true,
        run: |project| run(project.cargo("fmt").args(["--all", "--check"])),
    },
    Step {
        name: "tidy",
        proves: "the house rules hold",
        always: true,
        run: tidy,
    },
    Step {
        name: "fetch",
        proves: "the lock file is complete and every dependency can be had",
        always: true,
        run: |project| run(project.cargo("fetch").arg("--locked")),
    },
    Step {
        name: "licences",
        proves: "licences, sources and bans of all dependencies are in order",
        always: true,
        run: deny::check,
    },
    Step {
        name: "lint",
        proves: "the compiler and Clippy have no warning about any target",
        always: true,
        run: lint,
    },
    Step {
        name: "test",
        proves: "every test passes, on SQLite and on PostgreSQL, in the browser too",
        always: true,
        run: test,
    },
    Step {
        name: "examples",
        proves: "the examples in the documentation run",
        always: true,
        run: |project| {
            run(project
                .cargo("test")
                .args(["--workspace", "--locked", "--doc", "--quiet"]))
        },
    },
    Step {
        name: "generated",
        proves: "the generated files are as their sources say",
        always: true,
        run: generate::check,
    },
    Step {
        name: "docs",
        proves: "the documentation of the code builds without a broken link",
        always: false,
        run: docs,
    },
];

/// Prints every broken house rule.
///
/// # Errors
/// When there is one, or the files cannot be read.
pub(crate) fn tidy(project: &Project) -> Result<()> {
    let tree = Tree::read(project.root()).context("cannot read the project's files")?;
    let faults = faults(&tree);
    for (rule, fault) in &faults {
        println!("{rule}: {fault}");
    }
    match faults.len() {
        0 => Ok(()),
        count => bail!("{count} broken house rules"),
    }
}

fn toolchain(project: &Project) -> Result<()> {
    let manifest = std::fs::read_to_string(project.root().join("Cargo.toml"))?.parse::<Table>()?;
    let package = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("package"));
    let wanted = package.and_then(|package| package.get("rust-version")?.as_str());
    let wanted = wanted.context("Cargo.toml does not say `rust-version`")?;
    println!("  Rust {}, at least {wanted} is needed", project.compiler());
    if numbers(project.compiler()) < numbers(wanted) {
        bail!(
            "Rust {} is too old; `rustup update` brings a newer one",
            project.compiler()
        );
    }
    for tool in ["fmt", "clippy"] {
        let version = output(Command::new("cargo").args([tool, "--version"]));
        println!(
            "  {}",
            version.context("`rustup component add rustfmt clippy` brings both")?
        );
    }
    project.prepare_target()
}

fn lint(project: &Project) -> Result<()> {
    let mut clippy = project.cargo("clippy");
    run(clippy.args([
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))
}

fn test(project: &Project) -> Result<()> {
    let cluster = Cluster::start()?;
    println!("{VARIABLE}={}", cluster.url());
    let mut command = if find("cargo-nextest").is_some() {
        let mut nextest = project.cargo("nextest");
        nextest.args(["run", "--workspace", "--locked", "--no-fail-fast"]);
        nextest
    } else {
        let mut test = project.cargo("test");
        test.args([
            "--workspace",
            "--locked",
            "--no-fail-fast",
            "--lib",
            "--bins",
            "--tests",
        ]);
        test
    };
    run(command.env(VARIABLE, cluster.url()))
}

fn docs(project: &Project) -> Result<()> {
    let mut doc = project.cargo("doc");
    doc.args([
        "--workspace",
        "--locked",
        "--no-deps",
        "--document-private-items",
    ]);
    run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

/// The numbers of a version, for comparing.
fn numbers(version: &str) -> Vec<u32> {
    version
        .split(['.', '-'])
        .map_while(|part| part.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn versions_compare_by_number_not_by_letter() {
        assert!(numbers("1.100.0") > numbers("1.95"));
        assert!(numbers("1.95.0") >= numbers("1.95"));
        assert!(numbers("1.94.1-nightly") < numbers("1.95"));
    }
}
