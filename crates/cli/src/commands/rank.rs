//! `benfu rank`: offers ranked for needs in memory. Opens no database.

use super::embeddings::{embedder, told};
use crate::args::Rank;
use crate::installation::load_pack;
use crate::outcome::{Outcome, WrongUse};
use benfu_app::matching::{RankRecord, rank_records};
use serde_json::Value;
use std::cell::RefCell;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::Path;

pub(crate) fn run(rank: &Rank) -> anyhow::Result<Outcome> {
    let pack = load_pack(&rank.pack)?;
    let embedder = embedder(&rank.embeddings)?;
    let failure = RefCell::new(None);
    let needs = Records::open(&rank.needs, &failure)?;
    let offers = Records::open(&rank.offers, &failure)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let line = |need: &str, offer: &str, score| writeln!(out, "{need}\t{offer}\t{score}");
    let embedder = embedder.as_deref();
    let without_meaning = rank_records(&pack, needs, offers, rank.top, embedder, line)?;
    out.flush()?;
    if let Some(error) = failure.into_inner() {
        return Err(error);
    }
    let Some(error) = without_meaning else {
        return Ok(Outcome::Done);
    };
    let [zh, en] = told(&error);
    eprintln!("未用语义相似度排序:{zh}\nranked without likeness of meaning: {en}");
    Ok(Outcome::Findings)
}

/// The records of a file, read as they are asked for. After a failure, neither of the two files has more.
struct Records<'f> {
    path: String,
    lines: Lines<BufReader<File>>,
    number: u64,
    failure: &'f RefCell<Option<anyhow::Error>>,
}

impl<'f> Records<'f> {
    fn open(path: &Path, failure: &'f RefCell<Option<anyhow::Error>>) -> anyhow::Result<Self> {
        let path_shown = path.display().to_string();
        let file = File::open(path).map_err(|error| unreadable(&path_shown, &error))?;
        Ok(Records {
            path: path_shown,
            lines: BufReader::new(file).lines(),
            number: 0,
            failure,
        })
    }

    /// The next record that is not an empty line.
    fn read(&mut self) -> anyhow::Result<Option<RankRecord>> {
        for line in self.lines.by_ref() {
            self.number += 1;
            let line = line.map_err(|error| unreadable(&self.path, &error))?;
            if !line.trim().is_empty() {
                let record = record(&line).ok_or_else(|| wrong_line(&self.path, self.number))?;
                return Ok(Some(record));
            }
        }
        Ok(None)
    }
}

impl Iterator for Records<'_> {
    type Item = RankRecord;

    fn next(&mut self) -> Option<RankRecord> {
        if self.failure.borrow().is_some() {
            return None;
        }
        match self.read() {
            Ok(record) => record,
            Err(error) => {
                *self.failure.borrow_mut() = Some(error);
                None
            }
        }
    }
}

fn unreadable(path: &str, error: &std::io::Error) -> anyhow::Error {
    WrongUse::error(
        format!("读不到 {path}:{error}"),
        format!("cannot read {path}: {error}"),
    )
}

fn wrong_line(path: &str, number: u64) -> anyhow::Error {
    WrongUse::error(
        format!("{path} 第 {number} 行不是带 id 的 JSON 对象"),
        format!("{path}, line {number}: not a JSON object with an id"),
    )
}

fn record(line: &str) -> Option<RankRecord> {
    let value: Value = serde_json::from_str(line).ok()?;
    let object = value.as_object()?;
    let text = |key: &str| {
        object
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let id = match object.get("id")? {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return None,
    };
    let body = if object.contains_key("text") {
        text("text")
    } else {
        text("content")
    };
    Some(RankRecord {
        id,
        title: text("title"),
        text: body,
    })
}
