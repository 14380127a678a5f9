//! `benfu check`: what the figures of a report contradict in the report itself. No database is opened.

use crate::args::CheckArgs;
use crate::outcome::{Outcome, WrongUse};
use benfu_claims::{Correction, Finding, Severity, check};
use benfu_office::limits::Limits;
use benfu_office::message::Explain as _;
use benfu_office::prose;
use serde_json::{Value, json};
use std::path::Path;

/// Checks each file in turn; a file that cannot be read stops the rest.
pub(crate) fn run(wanted: &CheckArgs, as_json: bool) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for path in &wanted.files {
        let text = text_of(path)?;
        let findings = check(&text);
        if !findings.is_empty() {
            outcome = Outcome::Findings;
        }
        if as_json {
            println!("{}", line(path, &findings));
        } else {
            print(path, &text, &findings, wanted.english);
        }
    }
    Ok(outcome)
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| {
        WrongUse::error(
            format!("无法打开 {shown}({error});请检查路径和权限"),
            format!("cannot open {shown} ({error}); check path and permissions"),
        )
    })?;
    prose::read(&shown.to_string(), bytes, &Limits::default()).map_err(|error| {
        let message = error.message();
        anyhow::anyhow!("{shown}: {}\n{}", message.zh, message.en)
    })
}

fn line(path: &Path, findings: &[Finding]) -> Value {
    let findings: Vec<Value> = findings.iter().map(value).collect();
    json!({ "file": path.display().to_string(), "findings": findings })
}

fn value(finding: &Finding) -> Value {
    json!({
        "quote": finding.quote,
        "kind": finding.kind.name(),
        "severity": finding.severity.name(),
        "start": finding.start,
        "explain": { "zh": finding.explain.zh, "en": finding.explain.en },
        "computation": finding.computation,
        "needs": finding.needs,
        "suggestion": finding.suggestion.as_ref().map(|correction| {
            let advice = correction.explain();
            json!({ "zh": advice.zh, "en": advice.en })
        }),
    })
}

fn print(path: &Path, text: &str, findings: &[Finding], english: bool) {
    println!("{}", path.display());
    for finding in findings {
        let row = text[..finding.start].matches('\n').count() + 1;
        let (name, explanation) = match (english, finding.severity) {
            (true, severity) => (severity.name(), &finding.explain.en),
            (false, Severity::Error) => ("有误", &finding.explain.zh),
            (false, Severity::Question) => ("存疑", &finding.explain.zh),
        };
        println!(
            "  {row}: [{name}] {}",
            finding.quote.replace(['\n', '\t'], " ")
        );
        println!("      {explanation}");
        let reason = finding.needs.as_deref().unwrap_or(&finding.computation);
        if !reason.is_empty() {
            println!("      {reason}");
        }
        if let Some(advice) = finding.suggestion.as_ref().map(Correction::explain) {
            println!("      {}", if english { advice.en } else { advice.zh });
        }
    }
    if findings.is_empty() {
        println!(
            "  {}",
            if english {
                "nothing contradicts itself"
            } else {
                "未发现自相矛盾之处"
            }
        );
    }
}
