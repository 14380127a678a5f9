//! A city of firms against a hundred policies, beside `OpenFisca` and Polars in the same run.
//!
//! A policy is the rule of eight conditions with parameters of its own, compiled from its text; the answer says who meets
//! it, and of who misses it by one condition, which. The peers read the same columns, ask the same and are held to the same
//! counts; they are installed from their registries by the run. Times are of one processor.

use anyhow::{Context as _, Result, ensure};
use benfu_benches::{
    City, Gates, Rulebook, Scale, asked, figure, note, processor_time, python, rate,
};
use benfu_rules::{Catalogue, Criteria, CriteriaColumn, CriteriaSweep, Exact, Parameters, Value};
use serde_json::Value as Json;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

const POLICIES: usize = 100;
/// Firms that the peers sweep too.
const BESIDE: usize = 1_000_000;
/// Firms that the engines of rules are asked for, which would take hours for a city.
const FEW: usize = 20_000;
/// Firms of the whole city.
const CITY: usize = 3_000_000;
/// Firms that change in a day.
const DELTA: usize = 30_000;

/// The program of the peers in Python.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/sweep.py");

/// Who misses a policy by one condition: the firm and the place of the condition.
type Near = Vec<(u32, u8)>;

fn main() -> Result<()> {
    let scale = Scale::from_command_line()?;
    let criteria = Rulebook::criteria()?;
    beside(&criteria, scale.of(BESIDE))?;
    alone(&criteria, scale)
}

/// Sweeps a table against all policies: how many meet each, and who misses it by one.
fn sweep(city: &City, criteria: &Criteria) -> Result<(Vec<(usize, Near)>, Duration)> {
    let before = processor_time();
    let mut sweep = CriteriaSweep::new(city, Rulebook::day()?, city.rows());
    let mut found = Vec::with_capacity(POLICIES);
    for number in 0..POLICIES {
        let column = sweep.answer(criteria, &Gates::of(number).parameters())?;
        found.push((column.answers.met.count(), near(&column)));
    }
    Ok((found, processor_time().saturating_sub(before)))
}

fn near(column: &CriteriaColumn) -> Near {
    let missed = column.misses();
    missed
        .map(|(row, place)| {
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            (row, u8::try_from(place).unwrap_or(u8::MAX))
        })
        .collect()
}

fn beside(criteria: &Criteria, rows: usize) -> Result<()> {
    let city = City::of(rows);
    let folder = TempDir::new()?;
    city.write(folder.path())?;
    write_question(folder.path(), rows)?;
    let (found, took) = sweep(&city, criteria)?;
    let ours = rate(rows * POLICIES, took);
    let qualified = found.first().map_or(0, |(met, _)| *met);
    let short = found.first().map_or(0, |(_, near)| near.len());
    note(&format!(
        "{rows} firms, {POLICIES} policies: {qualified} meet the first, {short} miss it by one"
    ))?;
    let few = City::of(rows.min(FEW));
    let (of_few, _) = sweep(&few, criteria)?;
    for peer in ["regorus", "cel"] {
        let answer = asked(engines()?.arg(peer).arg(folder.path()))?;
        same_counts(peer, &answer, &of_few, 0)?;
        let theirs = answer["per_second"].as_f64().context("a rate")?;
        let name = format!("sweep beside {peer}, {} firms", few.rows());
        figure(&name, "firm × policy/s", ours, theirs, ">= 1000")?;
    }
    for (peer, mark, off) in [("openfisca", ">= 3", 20), ("polars", ">= 1.5", 0)] {
        let answer = asked(
            Command::new(python()?)
                .arg(SCRIPT)
                .arg(peer)
                .arg(folder.path()),
        )?;
        same_counts(peer, &answer, &found, off)?;
        let theirs = answer["per_second"].as_f64().context("a rate")?;
        let name = format!("sweep beside {peer}, {rows} firms");
        figure(&name, "firm × policy/s", ours, theirs, mark)?;
    }
    Ok(())
}

/// Holds a peer to our counts. `OpenFisca` counts in 32-bit floating point, so it may be off by so many in a thousand.
fn same_counts(peer: &str, answer: &Json, found: &[(usize, Near)], off: u64) -> Result<()> {
    let counts = answer["counts"].as_array().context("counts")?;
    ensure!(!counts.is_empty(), "{peer} answered no policy");
    for (number, (theirs, (met, near))) in counts.iter().zip(found).enumerate() {
        for (theirs, ours) in [(&theirs[0], *met), (&theirs[1], near.len())] {
            let (theirs, ours) = (theirs.as_u64().context("a count")?, u64::try_from(ours)?);
            ensure!(
                theirs.abs_diff(ours) * 1_000 <= ours * off,
                "policy {number}: {peer} counts {theirs}, we {ours}"
            );
        }
    }
    Ok(())
}

/// Says to the peers what is asked.
fn write_question(folder: &Path, rows: usize) -> Result<()> {
    let gates: Vec<Json> = (0..POLICIES)
        .map(|number| {
            let gates = Gates::of(number);
            serde_json::json!({
                "days": gates.days, "ip": gates.ip, "score": gates.score,
                "staff_ratio": gates.staff_ratio, "rd_ratio": gates.rd_ratio,
                "home_ratio": gates.home_ratio, "income_ratio": gates.income_ratio,
            })
        })
        .collect();
    let asked = serde_json::json!({
        "rows": rows, "today": Rulebook::day()?.number(), "limits": Gates::LIMITS, "gates": gates,
    });
    std::fs::write(folder.join("asked.json"), asked.to_string())?;
    Ok(())
}

/// The program with the rule engines of crates.io, built when it is not there.
fn engines() -> Result<Command> {
    let home = std::env::current_exe()?.with_file_name("peers-built");
    let built = Command::new("cargo")
        .args([
            "build",
            "--release",
            "--locked",
            "--quiet",
            "--manifest-path",
        ])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/peers/Cargo.toml"))
        .arg("--target-dir")
        .arg(&home)
        .status()?;
    ensure!(built.success(), "the engines beside us could not be built");
    Ok(Command::new(home.join("release/benfu-bench-peers")))
}

/// The whole city, one threshold changed, the firms of a day, and one firm with its reasons.
fn alone(criteria: &Criteria, scale: Scale) -> Result<()> {
    let city = City::of(scale.of(CITY));
    let (found, took) = sweep(&city, criteria)?;
    let near: usize = found.iter().map(|(_, near)| near.len()).sum();
    note(&format!(
        "{near} firms miss one of the policies by one condition"
    ))?;
    let name = format!("sweep of {} firms x {POLICIES} policies", city.rows());
    figure(&name, "processor s", took.as_secs_f64(), 3.0, "<= 1")?;
    figure("its memory at most", "GB", peak_memory()?, 1.5, "<= 1")?;
    let each = threshold(&city, criteria)?;
    figure(
        "a threshold changed",
        "ms",
        milliseconds(each),
        50.0,
        "<= 1",
    )?;
    drop(city);

    let changed = City::of(scale.of(DELTA));
    let (_, took) = sweep(&changed, criteria)?;
    let name = format!("{} firms changed", changed.rows());
    figure(&name, "ms", milliseconds(took), 50.0, "<= 1")?;
    let each = reasons(&changed, criteria)?;
    let name = format!("one firm x {POLICIES} policies with reasons and changes");
    figure(&name, "ms", milliseconds(each), 0.6, "<= 1")
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// What one more value of a threshold costs.
fn threshold(city: &City, criteria: &Criteria) -> Result<Duration> {
    const CHANGES: u32 = 20;
    let mut sweeper = CriteriaSweep::new(city, Rulebook::day()?, city.rows());
    sweeper.answer(criteria, &Gates::of(0).parameters())?;
    let before = processor_time();
    for percent in 0..CHANGES {
        let ratio = Value::Number(Exact::ratio(i128::from(percent), 100)?);
        let parameters = Gates::of(0).parameters().with("income_ratio", ratio);
        near_count(&sweeper.answer(criteria, &parameters)?);
    }
    Ok(processor_time().saturating_sub(before) / CHANGES)
}

/// What a firm costs: its facts looked up, every policy with its tree of reasons and what is missing, and the nearest
/// changes where it is not met. The policies are made ready once for the day, outside of the time.
fn reasons(city: &City, criteria: &Criteria) -> Result<Duration> {
    const FIRMS: u32 = 200;
    let policies: Vec<_> = (0..POLICIES)
        .map(|number| Gates::of(number).parameters())
        .collect();
    let each = policies
        .iter()
        .map(|parameters| (criteria, parameters as &dyn Parameters));
    let catalogue = Catalogue::new(Rulebook::day()?, each);
    let firms = || (0..city.rows()).take(usize::try_from(FIRMS).unwrap_or(usize::MAX));
    let each = |firm| -> Result<()> {
        let recorded = catalogue.look_up(&city.firm(firm));
        for policy in &catalogue {
            let assessment = policy.assess(&recorded)?;
            std::hint::black_box(assessment.missing());
            std::hint::black_box(policy.remedies(&recorded)?);
            std::hint::black_box(assessment);
        }
        Ok(())
    };
    // Once beforehand, as in a server that has been running.
    firms().try_for_each(each)?;
    let before = processor_time();
    firms().try_for_each(each)?;
    Ok(processor_time().saturating_sub(before) / FIRMS)
}

fn near_count(column: &CriteriaColumn) -> usize {
    std::hint::black_box(column.missed_by_one.count())
}

/// The most memory this process has held, in gigabytes.
fn peak_memory() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kilobytes: f64 = kilobytes.context("VmHWM")?.trim().parse()?;
    Ok(kilobytes / 1e6)
}
