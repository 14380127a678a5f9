//! The exact nearest of a million vectors under filters, beside numpy over the same numbers.
//!
//! Ours compares vectors kept as bytes, numpy single floats. A filter leaves every so many-th profile; both are told which.
//! Recall is the share of numpy's fifty that are among ours. Times are of one processor.

use anyhow::{Context as _, Result};
use benfu_benches::{Dice, Scale, asked, figure, percentile_ms, processor_time, python};
use benfu_search::meaning::{Among, Vectors};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

const VECTORS: usize = 1_000_000;
const DIMENSION: usize = 256;
/// Profiles are about one of so many topics.
const TOPICS: usize = 800;
const QUERIES: usize = 20;
const NEAREST: usize = 50;
/// Every so many-th is left: from all down to one in ten thousand.
const STEPS: [usize; 5] = [1, 10, 100, 1_000, 10_000];
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/vectors.py");

fn main() -> Result<()> {
    let count = Scale::from_command_line()?.of(VECTORS);
    let folder = TempDir::new()?;
    let (vectors, queries) = made(count, &folder.path().join("vectors"))?;
    let answers = numpy(folder.path())?;
    for (place, step) in STEPS.into_iter().enumerate() {
        let answer = &answers[place];
        let (took, recall) = ours(&vectors, &queries, step, answer)?;
        let peer = answer["ms"].as_f64().context("a time")?;
        let name = |what: &str| format!("{what} of {count} vectors, one in {step} left");
        figure(
            &name("nearest 50"),
            "ms",
            percentile_ms(&took, 50),
            peer,
            "<= 0.35",
        )?;
        figure(&name("recall@50"), "", recall, 1.0, ">= 0.99")?;
    }
    Ok(())
}

/// Vectors around topics, written for the peer with the queries first.
fn made(count: usize, path: &Path) -> Result<(Vectors, Vec<Vec<f32>>)> {
    let mut dice = Dice::new(11);
    let mut random = || -> Vec<f32> { (0..DIMENSION).map(|_| noise(&mut dice)).collect() };
    let topics: Vec<Vec<f32>> = (0..TOPICS).map(|_| random()).collect();
    let mut out = BufWriter::new(File::create(path)?);
    let (mut vectors, mut queries) = (Vectors::default(), Vec::new());
    for place in 0..QUERIES + count {
        let topic = &topics[place * 7_919 % TOPICS];
        let vector: Vec<f32> = random()
            .iter()
            .zip(topic)
            .map(|(one, of)| one + 0.7 * of)
            .collect();
        let length = vector.iter().map(|one| one * one).sum::<f32>().sqrt();
        let vector: Vec<f32> = vector.iter().map(|one| one / length).collect();
        for number in &vector {
            out.write_all(&number.to_le_bytes())?;
        }
        match place.checked_sub(QUERIES) {
            None => queries.push(vector),
            Some(key) => vectors.push(i64::try_from(key)?, &vector),
        }
    }
    out.flush()?;
    Ok((vectors, queries))
}

/// A number around 0, nearly normal: the sum of four even ones.
fn noise(dice: &mut Dice) -> f32 {
    let mut even =
        || f32::from(u16::try_from(dice.below(65_536)).unwrap_or_default()) / 65_536.0 - 0.5;
    even() + even() + even() + even()
}

fn numpy(folder: &Path) -> Result<Json> {
    let mut command = Command::new(python()?);
    command.arg(SCRIPT).arg(folder);
    command.args([DIMENSION, QUERIES, NEAREST].map(|one| one.to_string()));
    command.args(STEPS.map(|step| step.to_string()));
    // numpy chooses its kernel for the processor itself.
    command
        .env_remove("OPENBLAS_CORETYPE")
        .env_remove("OPENBLAS_L2_SIZE");
    asked(&mut command)
}

/// The time of each query, and the share of the peer's answers that are ours too.
fn ours(
    vectors: &Vectors,
    queries: &[Vec<f32>],
    step: usize,
    answer: &Json,
) -> Result<(Vec<Duration>, f64)> {
    let left = (0..vectors.len()).step_by(step).map(i64::try_from);
    let left: Vec<i64> = left.collect::<Result<_, _>>()?;
    let among = if step == 1 {
        Among::All
    } else {
        Among::Keys(&left)
    };
    let (mut times, mut shared, mut wanted) = (Vec::new(), 0_u32, 0_u32);
    for (place, query) in queries.iter().enumerate() {
        let before = processor_time();
        let near = vectors.nearest(query, NEAREST, among);
        times.push(processor_time().saturating_sub(before));
        let found: BTreeSet<i64> = near.iter().map(|near| near.key).collect();
        let theirs = answer["found"][place].as_array().context("keys")?;
        wanted += u32::try_from(theirs.len())?;
        let keys = theirs.iter().filter_map(Json::as_i64);
        shared += u32::try_from(keys.filter(|key| found.contains(key)).count())?;
    }
    Ok((times, f64::from(shared) / f64::from(wanted)))
}
