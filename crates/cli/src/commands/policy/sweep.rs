//! `benfu sweep`: every firm of a file against policies.

use super::{day, policy, sheet};
use crate::args::SweepArgs;
use crate::installation::load_pack;
use crate::outcome::Outcome;
use benfu_app::packs::{Edition, Pack, Policy};
use benfu_rules::{Bitmap, CriteriaColumn, CriteriaSweep};
use serde_json::{Value, json};
use std::io::Write;

pub(crate) fn run(wanted: &SweepArgs, as_json: bool) -> anyhow::Result<Outcome> {
    let on = day(&wanted.on)?;
    let pack = load_pack(&wanted.pack)?;
    let policies = named(&pack, &wanted.policies)?;
    let sheet = sheet::read(&wanted.facts, &pack, on)?;
    let rows = sheet.firms.len();
    let mut sweep = CriteriaSweep::new(&sheet.table, on, rows);
    let mut totals = Vec::new();
    let mut answered = Vec::new();
    for policy in policies {
        let Some(edition) = policy.edition_on(on) else {
            totals.push(json!({ "policy": policy.id, "edition": null }));
            continue;
        };
        let column = sweep.answer(&edition.criteria, &pack.dictionary)?;
        totals.push(total(policy, edition, &column, rows));
        answered.push((policy, column));
    }
    let out = std::io::BufWriter::new(std::io::stdout().lock());
    let swept = Swept {
        firms: &sheet.firms,
        ignored: &sheet.ignored,
        totals,
        answered,
    };
    if as_json {
        swept.json(out, &on.to_string())?;
    } else {
        swept.print(out)?;
    }
    Ok(Outcome::Done)
}

fn named<'p>(pack: &'p Pack, ids: &str) -> anyhow::Result<Vec<&'p Policy>> {
    if ids.trim() == "all" {
        return Ok(pack.policies.values().collect());
    }
    ids.split(',').map(|id| policy(pack, id.trim())).collect()
}

fn total(policy: &Policy, edition: &Edition, column: &CriteriaColumn, rows: usize) -> Value {
    let answers = &column.answers;
    let (met, unknown) = (answers.met.count(), answers.unknown.count());
    let failed = answers.failed.count();
    let conditions = column.counts(&Bitmap::full(rows)).into_iter().map(|count| {
        json!({ "condition": &*count.id, "not_met": count.not_met, "missed_only_here": count.only_here })
    });
    json!({
        "policy": policy.id,
        "edition": edition.id,
        "met": met,
        "not_met": rows - met - unknown - failed,
        "unknown": unknown,
        "failed": failed,
        "missed_by_one": column.missed_by_one.count(),
        "conditions": conditions.collect::<Vec<_>>(),
    })
}

struct Swept<'a> {
    firms: &'a [String],
    ignored: &'a [String],
    totals: Vec<Value>,
    answered: Vec<(&'a Policy, CriteriaColumn)>,
}

impl Swept<'_> {
    /// Every firm and policy that is met, or missed by one condition.
    fn lines(&self) -> impl Iterator<Item = Value> + '_ {
        self.answered.iter().flat_map(|(policy, column)| {
            let wanted = column.answers.met.or(&column.missed_by_one);
            let rows: Vec<usize> = wanted.rows().collect();
            rows.into_iter().map(|row| {
                let firm = &self.firms[row];
                if column.answers.met.get(row) {
                    return json!({ "firm": firm, "policy": policy.id, "answer": "met" });
                }
                let open: Vec<&str> = column.open(row).map(|id| &**id).collect();
                let missed = column.missed(row).map(|id| &**id);
                json!({
                    "firm": firm,
                    "policy": policy.id,
                    "answer": "not_met",
                    "missed": missed,
                    "open": open,
                })
            })
        })
    }

    /// One object; each line of it holds one firm and policy, so that it can be read as it comes.
    fn json(&self, mut out: impl Write, on: &str) -> anyhow::Result<()> {
        writeln!(out, "{{\"on\": \"{on}\", \"firms\": {},", self.firms.len())?;
        writeln!(out, "\"ignored\": {},", json!(self.ignored))?;
        writeln!(out, "\"totals\": [")?;
        separated(&mut out, self.totals.iter().cloned())?;
        writeln!(out, "],\n\"lines\": [")?;
        separated(&mut out, self.lines())?;
        writeln!(out, "]}}")?;
        out.flush()?;
        Ok(())
    }

    fn print(&self, mut out: impl Write) -> anyhow::Result<()> {
        for total in &self.totals {
            writeln!(out, "# {total}")?;
        }
        for line in self.lines() {
            let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            let row = ["firm", "policy", "answer", "missed"].map(text);
            writeln!(out, "{}", row.join("\t"))?;
        }
        out.flush()?;
        Ok(())
    }
}

fn separated(out: &mut impl Write, values: impl Iterator<Item = Value>) -> anyhow::Result<()> {
    let mut values = values.peekable();
    while let Some(value) = values.next() {
        let comma = if values.peek().is_some() { "," } else { "" };
        writeln!(out, "{value}{comma}")?;
    }
    Ok(())
}
