//! The benchmarks, each measured beside its peer in one run.
//!
//! A benchmark is a `[[bin]]` of the workspace member `benches/` with `test = false`: Clippy reads
//! it with everything else, no test run ever builds it, and it is compiled in release against the
//! very versions that the lock file ships. It prints what it found as lines of the form
//!
//! ```text
//! figure⇥durable write over HTTP⇥writes/s⇥OURS⇥PEER⇥>= 0.3
//! ```
//!
//! with tabs between: name, unit, our value, the peer's value, and the mark for ours ÷ peer. Lines
//! of any other form are passed through. Main type: [`Figure`]. How something is measured belongs
//! in the benchmark itself.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::available_parallelism;

use anyhow::{Context, Result, bail};
use toml::{Table, Value};

use crate::arguments::Arguments;
use crate::process::output;
use crate::project::Project;

/// Folder and manifest of the benchmarks.
const MANIFEST: &str = "benches/Cargo.toml";

/// One measured value beside its peer's.
#[derive(Debug, PartialEq)]
struct Figure {
    name: String,
    unit: String,
    ours: f64,
    peer: f64,
    mark: String,
}

impl Figure {
    /// Reads one line of a benchmark's output; nothing when the line is not a figure.
    fn parse(line: &str) -> Option<Self> {
        let mut cells = line.strip_prefix("figure\t")?.split('\t');
        let mut text = || cells.next().map(str::to_owned);
        let (name, unit) = (text()?, text()?);
        let (ours, peer) = (text()?.parse().ok()?, text()?.parse().ok()?);
        Some(Self {
            name,
            unit,
            ours,
            peer,
            mark: text()?,
        })
    }

    fn ratio(&self) -> f64 {
        self.ours / self.peer
    }

    /// Whether the ratio reaches the mark, such as `>= 0.3` or `<= 2`.
    fn reaches_mark(&self) -> bool {
        let bound = |sign| {
            self.mark
                .strip_prefix(sign)
                .and_then(|rest| rest.trim().parse::<f64>().ok())
        };
        match (bound(">="), bound("<=")) {
            (Some(least), _) => self.ratio() >= least,
            (_, Some(most)) => self.ratio() <= most,
            _ => false,
        }
    }

    fn row(&self) -> String {
        let Self {
            name,
            unit,
            ours,
            peer,
            mark,
        } = self;
        let verdict = if self.reaches_mark() {
            "reached"
        } else {
            "**missed**"
        };
        format!(
            "| {name} | {ours:.1} | {peer:.1} | {unit} | {:.2} | {mark} | {verdict} |",
            self.ratio()
        )
    }
}

/// `cargo xtask bench`: all benchmarks, or those named; with `--percent N` at that part of their sizes.
///
/// # Errors
/// When one cannot be built or run, or a mark is missed.
pub(crate) fn run(project: &Project, mut arguments: Arguments) -> Result<()> {
    let percent = arguments.value("--percent")?;
    let wanted = arguments.names()?;
    let known = known(project)?;
    if let Some(unknown) = wanted.iter().find(|name| !known.contains(name)) {
        bail!(
            "no benchmark `{unknown}`; there are (没有这个基准,可选): {}",
            known.join(", ")
        );
    }
    let chosen = known
        .iter()
        .filter(|name| wanted.is_empty() || wanted.contains(name));
    let mut figures = Vec::new();
    for name in chosen {
        figures.extend(measure(project, name, percent.as_deref())?);
    }
    report(project, &figures)
}

fn known(project: &Project) -> Result<Vec<String>> {
    let path = project.root().join(MANIFEST);
    let text = fs::read_to_string(path).with_context(|| format!("{MANIFEST} cannot be read"))?;
    let table: Table = text
        .parse()
        .with_context(|| format!("{MANIFEST} is not TOML"))?;
    let bins = table
        .get("bin")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    Ok(bins
        .iter()
        .filter_map(|bin| Some(bin.get("name")?.as_str()?.to_owned()))
        .collect())
}

fn measure(project: &Project, name: &str, percent: Option<&str>) -> Result<Vec<Figure>> {
    println!("\n== {name}");
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(project.root())
        .args(["run", "--quiet", "--release", "--locked"]);
    cargo
        .args(["--package", "benfu-benches", "--bin", name, "--"])
        .args(percent)
        .stderr(Stdio::inherit());
    let done = cargo.output().context("cannot start cargo")?;
    let printed = String::from_utf8_lossy(&done.stdout).into_owned();
    print!("{printed}");
    if !done.status.success() {
        bail!("benchmark `{name}` ended with {}", done.status);
    }
    let figures: Vec<_> = printed.lines().filter_map(Figure::parse).collect();
    if figures.is_empty() {
        bail!("benchmark `{name}` printed no figure");
    }
    Ok(figures)
}

fn report(project: &Project, figures: &[Figure]) -> Result<()> {
    println!("\n{}\n", machine(project));
    println!("| what | ours | peer | unit | ours ÷ peer | mark | |");
    println!("| --- | ---: | ---: | --- | ---: | --- | --- |");
    for figure in figures {
        println!("{}", figure.row());
    }
    match figures
        .iter()
        .filter(|figure| !figure.reaches_mark())
        .count()
    {
        0 => Ok(()),
        missed => bail!("{missed} of {} marks missed (有指标未达标)", figures.len()),
    }
}

/// The machine in one line, without its name.
fn machine(project: &Project) -> String {
    let cores = available_parallelism().map_or(0, usize::from);
    let model =
        line_of("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".into());
    let memory = line_of("/proc/meminfo", "MemTotal").unwrap_or_else(|| "unknown".into());
    let kernel = output(Command::new("uname").arg("-sr")).unwrap_or_else(|_| "unknown".into());
    format!(
        "{cores} cores of {model}; memory {memory}; {kernel}; Rust {}",
        project.compiler()
    )
}

/// The value after the colon on the first line that begins with `name`.
fn line_of(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':')
        .map(|(_, value)| value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::Figure;

    fn figure(mark: &str) -> Figure {
        let line = format!("figure\tdurable write\twrites/s\t3000\t10000\t{mark}");
        Figure::parse(&line).expect("the line is a figure")
    }

    #[test]
    fn a_mark_is_a_bound_from_below_or_above() {
        assert!(figure(">= 0.3").reaches_mark() && !figure(">= 0.31").reaches_mark());
        assert!(figure("<= 2").reaches_mark() && !figure("<= 0.2").reaches_mark());
        assert!(!figure("fast").reaches_mark());
    }

    #[test]
    fn lines_that_are_no_figures_are_left_alone() {
        assert_eq!(Figure::parse("warming up"), None);
        assert_eq!(Figure::parse("figure\tname\tunit\tmany\t1\t<= 1"), None);
    }
}
