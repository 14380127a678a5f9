//! Files that are written by the project itself from one source of truth.
//!
//! Main item: [`GENERATORS`]. Each returns the whole text of its files; writing and comparing are
//! done here, once. To add one, write a function from the project to paths and texts and list it.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::ci::STEPS;
use crate::machine::NEEDS;
use crate::project::Project;
use crate::tidy::RULES;

/// Path from the root, and text, of one generated file.
type Generated = (String, String);

/// Something that writes files.
struct Generator {
    /// Its name in messages.
    name: &'static str,
    /// Makes the texts, without writing anything.
    files: fn(&Project) -> Result<Vec<Generated>>,
}

const GENERATORS: &[Generator] = &[Generator {
    name: "gate",
    files: |_| Ok(gate()),
}];

/// `cargo xtask generate`, with or without `--check`.
///
/// # Errors
/// When a generator fails, a file cannot be written, or `--check` finds a difference.
pub(crate) fn run(project: &Project, mut arguments: Arguments) -> Result<()> {
    let only_check = arguments.flag("--check");
    arguments.finish()?;
    if only_check {
        check(project)
    } else {
        write(project)
    }
}

/// Compares every generated file with what its generator says now.
///
/// # Errors
/// When a file differs, is missing, or a generator fails.
pub(crate) fn check(project: &Project) -> Result<()> {
    let stale: Vec<_> = all(project)?
        .into_iter()
        .filter(|file| !is_current(project, file))
        .collect();
    for (path, _) in &stale {
        println!("{path} is not as its source says");
    }
    if stale.is_empty() {
        return Ok(());
    }
    bail!(
        "{} generated files are stale; `cargo xtask generate` writes them",
        stale.len()
    )
}

fn write(project: &Project) -> Result<()> {
    for file in all(project)?
        .iter()
        .filter(|file| !is_current(project, file))
    {
        let path = project.root().join(&file.0);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(&path, &file.1).with_context(|| format!("cannot write {}", file.0))?;
        println!("wrote {}", file.0);
    }
    Ok(())
}

fn all(project: &Project) -> Result<Vec<Generated>> {
    let mut files = Vec::new();
    for generator in GENERATORS {
        let made = (generator.files)(project);
        files.extend(made.with_context(|| format!("generator `{}` failed", generator.name))?);
    }
    Ok(files)
}

fn is_current(project: &Project, (path, text): &Generated) -> bool {
    fs::read_to_string(project.root().join(path)).is_ok_and(|there| there == *text)
}

/// The reference page of the gate: its steps, what the machine needs, the house rules.
fn gate() -> Vec<Generated> {
    let steps = STEPS.iter().map(|step| {
        let when = if step.always { "always" } else { "on request" };
        format!("| `{}` | {} | {when} |\n", step.name, step.proves)
    });
    let needs = NEEDS.iter().map(|need| {
        format!(
            "| {} | {} | `{}` |\n",
            need.what,
            need.why,
            need.packages.join(" ")
        )
    });
    let rules = RULES
        .iter()
        .map(|rule| format!("| `{}` | {} |\n", rule.name, rule.says));
    let page = format!(
        "# The gate\n\n<!-- Written by `cargo xtask generate`; edit xtask/src instead. -->\n\n\
         `cargo xtask ci` runs these steps in order and stops at the first red one.\n\n\
         | step | proves | runs |\n| --- | --- | --- |\n{}\n\
         ## What the machine needs besides Rust\n\n\
         | what | why | Debian packages |\n| --- | --- | --- |\n{}\n\
         ## House rules\n\n`cargo xtask tidy` checks them without compiling anything.\n\n\
         | rule | says |\n| --- | --- |\n{}",
        steps.collect::<String>(),
        needs.collect::<String>(),
        rules.collect::<String>(),
    );
    vec![("docs/reference/gate.md".into(), page)]
}
