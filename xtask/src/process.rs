//! Child processes: run them in view of the person, or for what they print.
//!
//! Which program runs with which arguments is the caller's business.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a command, its output going to the terminal.
///
/// # Errors
/// When it cannot be started or does not end with 0; the message holds the whole command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", written(command));
    let status = command
        .status()
        .with_context(|| format!("cannot start {}", written(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", written(command));
    }
    Ok(())
}

/// Runs a command and returns what it printed, without the line ends around it.
///
/// # Errors
/// As [`run`]; the message also holds what it wrote to standard error.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let whole = written(command);
    let output = command.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("cannot start {whole}"))?;
    if !output.status.success() {
        bail!(
            "{whole} ended with {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where a program lies, searching the folders of `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|p| p.is_file())
}

/// The user this process runs as; root may install packages and must not run PostgreSQL.
pub(crate) fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

fn written(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{find, output, run};

    #[test]
    fn a_failing_command_is_named_with_what_it_said() {
        let error = output(Command::new("sh").args(["-c", "echo broken >&2; exit 3"]));
        let text = error.expect_err("it ends with 3").to_string();
        assert!(
            text.contains("sh -c") && text.contains("broken") && text.contains('3'),
            "{text}"
        );
        assert!(run(&mut Command::new("false")).is_err());
    }

    #[test]
    fn programs_are_found_on_the_path() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program-here").is_none());
    }
}
