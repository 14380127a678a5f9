//! `benfu rank`: offers ranked for needs in memory. Opens no database.

use crate::args::Rank;
use crate::installation::load_pack;
use crate::outcome::{Outcome, WrongUse};
use benfu_app::matching::{RankRecord, rank_records};
use serde_json::Value;
use std::io::{BufRead as _, Write as _};
use std::path::Path;

pub(crate) fn run(rank: &Rank) -> anyhow::Result<Outcome> {
    let pack = load_pack(&rank.pack)?;
    let needs = records(&rank.needs)?;
    let offers = records(&rank.offers)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    rank_records(&pack, &needs, &offers, rank.top, |need, offer, score| {
        writeln!(out, "{need}\t{offer}\t{score}")
    })?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn records(path: &Path) -> anyhow::Result<Vec<RankRecord>> {
    let shown = path.display();
    let file = std::fs::File::open(path).map_err(|error| {
        WrongUse::error(
            format!("读不到 {shown}:{error}"),
            format!("cannot read {shown}: {error}"),
        )
    })?;
    let mut records = Vec::new();
    for (number, line) in (1..).zip(std::io::BufReader::new(file).lines()) {
        let line = line?;
        if !line.trim().is_empty() {
            records.push(record(&line).ok_or_else(|| wrong_line(&shown.to_string(), number))?);
        }
    }
    Ok(records)
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
