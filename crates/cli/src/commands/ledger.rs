//! `benfu ledger`: the chain recomputed, heads exported.

use super::Setting;
use crate::args::LedgerAct;
use crate::installation::open;
use crate::outcome::Outcome;
use crate::say::say;
use anyhow::Context as _;
use benfu_app::store::ledger::{Finding, LedgerReport, PublishedHead};
use serde_json::{Value, json};
use std::path::Path;

pub(crate) async fn run(setting: &Setting, act: LedgerAct) -> anyhow::Result<Outcome> {
    let app = open(&setting.directory).await?;
    match act {
        LedgerAct::Head => {
            let heads: Vec<Value> = app
                .store
                .ledger_heads()
                .await?
                .iter()
                .map(head_json)
                .collect();
            say!("{}", serde_json::to_string_pretty(&heads)?);
            Ok(Outcome::Done)
        }
        LedgerAct::Verify { against } => {
            let published = against
                .as_deref()
                .map(read_heads)
                .transpose()?
                .unwrap_or_default();
            let report = app.store.verify_ledger(&published).await?;
            print(setting, &report)?;
            Ok(if report.findings.is_empty() {
                Outcome::Done
            } else {
                Outcome::Findings
            })
        }
    }
}

fn head_json(head: &PublishedHead) -> Value {
    json!({ "stream": head.stream, "seq": head.seq, "hash": head.hash })
}

fn read_heads(path: &Path) -> anyhow::Result<Vec<PublishedHead>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let heads: Vec<Value> =
        serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
    let read = |head: &Value| {
        Some(PublishedHead {
            stream: head.get("stream")?.as_str()?.to_owned(),
            seq: head.get("seq")?.as_i64()?,
            hash: head.get("hash")?.as_str()?.to_owned(),
        })
    };
    heads
        .iter()
        .map(|head| read(head).context("a head has stream, seq and hash"))
        .collect()
}

fn print(setting: &Setting, report: &LedgerReport) -> anyhow::Result<()> {
    if setting.json {
        let findings: Vec<Value> = report.findings.iter().map(finding_json).collect();
        let body = json!({
            "ok": findings.is_empty(),
            "entries": report.entries,
            "erased_payloads": report.erased_payloads,
            "heads": report.heads.iter().map(head_json).collect::<Vec<_>>(),
            "findings": findings,
        });
        say!("{}", serde_json::to_string_pretty(&body)?);
        return Ok(());
    }
    say!(
        "共 {} 条,已擦除附文 {} 份 / entries, erased payloads",
        report.entries,
        report.erased_payloads
    );
    for finding in &report.findings {
        say!("✗ {}", finding_json(finding));
    }
    if report.findings.is_empty() {
        say!("✓ 台账完整 / the ledger proves itself");
    }
    Ok(())
}

fn finding_json(finding: &Finding) -> Value {
    let at =
        |kind: &str, stream: &str, seq: i64| json!({ "kind": kind, "stream": stream, "seq": seq });
    match finding {
        Finding::Edited { stream, seq } => at("edited", stream, *seq),
        Finding::BrokenLink { stream, seq } => at("broken_link", stream, *seq),
        Finding::Gap { stream, seq } => at("gap", stream, *seq),
        Finding::PayloadEdited { stream, seq } => at("payload_edited", stream, *seq),
        Finding::WrongHead { stream } => json!({ "kind": "wrong_head", "stream": stream }),
        Finding::LostHead(head) => json!({ "kind": "lost_head", "head": head_json(head) }),
    }
}
