//! The exact nearest of a million vectors under filters, beside numpy over the same numbers.
//!
//! Ours compares vectors kept as bytes, numpy single floats. A filter leaves every so many-th profile; both are told which.
//! Recall is the share of numpy's fifty that are among ours. Times are of one processor; as its clock may go in steps of
//! milliseconds, both ask each query again until some time has passed.

use anyhow::{Context as _, Result};
use benfu_benches::{Scale, Topics, asked, each, figure, percentile_ms, python};
use benfu_search::meaning::{Among, Vectors};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

const VECTORS: usize = 1_000_000;
const DIMENSION: usize = 256;
const QUERIES: usize = 20;
const NEAREST: usize = 50;
/// How long a query is asked again and again.
const PATIENCE: Duration = Duration::from_millis(100);
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
    let mut topics = Topics::new(11, DIMENSION);
    let mut out = BufWriter::new(File::create(path)?);
    let (mut vectors, mut queries) = (Vectors::default(), Vec::new());
    for place in 0..QUERIES + count {
        let vector = topics.vector();
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

fn numpy(folder: &Path) -> Result<Json> {
    let mut command = Command::new(python()?);
    command.arg(SCRIPT).arg(folder);
    command.args([DIMENSION, QUERIES, NEAREST].map(|one| one.to_string()));
    command.arg(PATIENCE.as_millis().to_string());
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
        let near = vectors.nearest(query, NEAREST, among);
        times.push(each(PATIENCE, || {
            black_box(vectors.nearest(query, NEAREST, among));
        }));
        let found: BTreeSet<i64> = near.iter().map(|near| near.key).collect();
        let theirs = answer["found"][place].as_array().context("keys")?;
        wanted += u32::try_from(theirs.len())?;
        let keys = theirs.iter().filter_map(Json::as_i64);
        shared += u32::try_from(keys.filter(|key| found.contains(key)).count())?;
    }
    Ok((times, f64::from(shared) / f64::from(wanted)))
}
