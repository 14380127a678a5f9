//! `benfu allocate`, `benfu assign`, `benfu schedule`: decided from a file, without a database.
//!
//! The commands read the file, keep the time and print; what is decided is the optimiser's.

use crate::args::{Allocate, Assign, Schedule};
use crate::outcome::{Outcome, WrongUse};
use crate::say::say;
use benfu_app::optimise::allocation::{self, Instance, Model, Plan, Solution};
use benfu_app::optimise::budget::{Budget, Steps};
use benfu_app::optimise::document::{Fault, parse};
use benfu_app::optimise::{meeting, pairing};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// A budget of time.
struct Deadline {
    began: Instant,
    whole: Duration,
}

impl Deadline {
    fn of(seconds: f64) -> anyhow::Result<Deadline> {
        let whole = Duration::try_from_secs_f64(seconds).ok();
        let whole = whole.filter(|whole| *whole <= Duration::from_hours(24));
        let whole = whole.ok_or_else(|| {
            WrongUse::error(
                "--seconds 应为 0 到 86400 之间的数",
                "--seconds must be a number from 0 to 86400",
            )
        })?;
        let began = Instant::now();
        Ok(Deadline { began, whole })
    }
}

impl Budget for Deadline {
    fn used_permille(&self, _steps: u64) -> u64 {
        let used = self.began.elapsed().as_micros() * 1000 / self.whole.as_micros().max(1);
        u64::try_from(used).unwrap_or(u64::MAX)
    }
}

pub(crate) fn allocate(wanted: &Allocate, as_json: bool) -> anyhow::Result<Outcome> {
    let began = Instant::now();
    let budget: Box<dyn Budget> = match wanted.steps {
        Some(steps) => Box::new(Steps(steps)),
        None => Box::new(Deadline::of(wanted.seconds)?),
    };
    let document = document_at(&wanted.instance)?;
    let previous = wanted.previous.as_deref().map(document_at).transpose()?;
    let (instance, remarks) = allocation::read(&document, previous.as_ref()).map_err(refused)?;
    let read = began.elapsed();
    let model = Model::of(&instance).map_err(refused)?;
    let (_, first) = allocation::first_plan(&model);
    let first_after = began.elapsed();
    let solution = solved(&instance, &model, wanted, &*budget);
    let mut answer = allocation::answer(&instance, &model, &solution, &remarks);
    if let Some(other) = &wanted.compare {
        let other = plan_in(other, &document)?;
        answer["comparison"] = allocation::comparison(&instance, &other, &solution.plan);
    }
    answer["seed"] = json!(wanted.seed);
    answer["counted_in"] = json!(if wanted.steps.is_some() {
        "steps"
    } else {
        "seconds"
    });
    answer["first_objective"] = json_number(&first.to_string());
    answer["reading_ms"] = milliseconds(read);
    answer["time_to_first_plan_ms"] = milliseconds(first_after.saturating_sub(read));
    answer["total_ms"] = milliseconds(began.elapsed());
    let sound = answer["check"]["violations"] == json!([]);
    if as_json {
        say!("{}", serde_json::to_string_pretty(&answer)?);
    } else {
        print_allocation(&answer);
    }
    Ok(if sound {
        Outcome::Done
    } else {
        Outcome::Findings
    })
}

pub(crate) fn assign(wanted: &Assign, as_json: bool) -> anyhow::Result<Outcome> {
    let document = document_at(&wanted.file)?;
    let (round, remarks) = pairing::read(&document).map_err(refused)?;
    let began = Instant::now();
    let mut answer = pairing::answer(&round, &remarks);
    answer["deciding_ms"] = milliseconds(began.elapsed());
    if as_json {
        say!("{}", serde_json::to_string_pretty(&answer)?);
        return Ok(Outcome::Done);
    }
    for pair in answer["pairs"].as_array().into_iter().flatten() {
        let side = |name: &str| pair[name].as_str().unwrap_or_default().to_owned();
        say!("{}\t{}", side("asker"), side("host"));
    }
    for one in answer["unmatched"].as_array().into_iter().flatten() {
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        say!("- {}: {} / {}", text("who"), text("zh"), text("en"));
    }
    print_remarks(&answer);
    Ok(Outcome::Done)
}

pub(crate) fn schedule(wanted: &Schedule, as_json: bool) -> anyhow::Result<Outcome> {
    let document = document_at(&wanted.file)?;
    let previous = wanted.previous.as_deref().map(document_at).transpose()?;
    let (day, remarks) = meeting::read(&document, previous.as_ref()).map_err(refused)?;
    let timetable = meeting::decided(&day, wanted.seed, &Steps(wanted.steps));
    let answer = meeting::answer(&day, &timetable, &remarks);
    if as_json {
        say!("{}", serde_json::to_string_pretty(&answer)?);
        return Ok(Outcome::Done);
    }
    for row in answer["timetable"].as_array().into_iter().flatten() {
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        say!(
            "{}\t{}\t{}\t{}",
            text("slot"),
            text("table"),
            text("one"),
            text("other")
        );
    }
    for row in answer["unmet"].as_array().into_iter().flatten() {
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        say!(
            "- {} × {}: {} / {}",
            text("one"),
            text("other"),
            text("zh"),
            text("en")
        );
    }
    print_remarks(&answer);
    Ok(Outcome::Done)
}

fn solved(instance: &Instance, model: &Model, wanted: &Allocate, budget: &dyn Budget) -> Solution {
    match &instance.previous {
        Some(previous) => {
            let allowed = previous.0.len() * usize::from(wanted.max_moved.min(100)) / 100;
            allocation::replan(model, previous, allowed, wanted.seed, budget)
        }
        None => allocation::solve(model, wanted.seed, budget),
    }
}

/// The plan that an earlier answer holds.
fn plan_in(path: &Path, instance: &Value) -> anyhow::Result<Plan> {
    let answer = document_at(path)?;
    let (read, _) = allocation::read(instance, Some(&answer)).map_err(refused)?;
    Ok(read.previous.unwrap_or_default())
}

fn print_allocation(answer: &Value) {
    for row in answer["plan"].as_array().into_iter().flatten() {
        let units = row["units"].as_array().into_iter().flatten();
        let units: Vec<&str> = units.filter_map(Value::as_str).collect();
        say!(
            "{}\t{}",
            row["tenant"].as_str().unwrap_or_default(),
            units.join(" ")
        );
    }
    print_reasons(answer, |row| row["status"] != "placed");
    say!(
        "分值 objective {} · 上界 bound {} · 差距 gap {} % · 首个方案 first plan {} ms",
        answer["objective"],
        answer["bound"],
        answer["gap_percent"],
        answer["time_to_first_plan_ms"]
    );
    for one in answer["check"]["violations"]
        .as_array()
        .into_iter()
        .flatten()
    {
        say!(
            "! {} / {}",
            one["zh"].as_str().unwrap_or_default(),
            one["en"].as_str().unwrap_or_default()
        );
    }
    print_remarks(answer);
}

fn print_reasons(answer: &Value, wanted: impl Fn(&Value) -> bool) {
    let rows = answer["reasons"].as_array().into_iter().flatten();
    for row in rows.filter(|row| wanted(row)) {
        let who = ["tenant", "who"]
            .iter()
            .find_map(|name| row[*name].as_str());
        let (zh, en) = (row["zh"].as_str(), row["en"].as_str());
        say!("- {}: {}", who.unwrap_or_default(), zh.unwrap_or_default());
        say!("  {}", en.unwrap_or_default());
    }
}

fn print_remarks(answer: &Value) {
    for one in answer["remarks"].as_array().into_iter().flatten() {
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        say!("* {}: {} / {}", text("at"), text("zh"), text("en"));
    }
}

fn milliseconds(time: Duration) -> Value {
    let micros = time.as_micros();
    json_number(&format!("{}.{:03}", micros / 1000, micros % 1000))
}

fn json_number(text: &str) -> Value {
    text.parse().unwrap_or(Value::Null)
}

fn document_at(path: &Path) -> anyhow::Result<Value> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        WrongUse::error(
            format!("读不到 {shown}:{error};请检查路径与编码(UTF-8)"),
            format!("cannot read {shown}: {error}; check the path and that it is UTF-8"),
        )
    })?;
    parse(&text).map_err(refused)
}

/// Faults of a file, as wrong use.
#[expect(clippy::needless_pass_by_value, reason = "what `map_err` gives")]
fn refused(faults: Vec<Fault>) -> anyhow::Error {
    let lines = |zh: bool| {
        let told = faults.iter().map(|fault| {
            let at = if fault.at.is_empty() {
                "(document)"
            } else {
                &fault.at
            };
            if zh {
                format!("{at}:{} → {}", fault.what.zh, fault.next.zh)
            } else {
                format!("{at}: {} → {}", fault.what.en, fault.next.en)
            }
        });
        told.collect::<Vec<String>>().join("\n")
    };
    WrongUse::error(lines(true), lines(false))
}
