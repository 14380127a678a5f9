//! `benfu check`: what the figures of a report contradict in the report itself. No database is opened.

use crate::args::CheckArgs;
use crate::outcome::{Outcome, WrongUse};
use crate::say::say;
use benfu_app::claim::{Checked, Correction, Finding, Severity, annotated, check_file};
use benfu_app::office::message::Explain as _;
use benfu_app::office::prose::ProseError;
use serde_json::{Value, json};
use std::path::Path;

/// Checks each file in turn; a file that cannot be read stops the rest.
pub(crate) fn run(wanted: &CheckArgs, as_json: bool) -> anyhow::Result<Outcome> {
    if wanted.annotate.is_some() && wanted.files.len() > 1 {
        return Err(WrongUse::error(
            "--annotate 一次只能批注一个文件;请逐个检查",
            "--annotate takes one file at a time; check them one by one",
        ));
    }
    let mut outcome = Outcome::Done;
    for path in &wanted.files {
        let bytes = bytes_of(path)?;
        let read = check_file(&path.display().to_string(), bytes.clone());
        let Checked { text, findings } = read.map_err(|error| told(path, &error))?;
        if !findings.is_empty() {
            outcome = Outcome::Findings;
        }
        if as_json {
            say!("{}", line(path, &findings));
        } else {
            print(path, &text, &findings, wanted.english);
        }
        if let Some(out) = &wanted.annotate {
            write_copy(path, bytes, out)?;
        }
    }
    Ok(outcome)
}

pub(super) fn bytes_of(path: &Path) -> anyhow::Result<Vec<u8>> {
    let shown = path.display();
    std::fs::read(path).map_err(|error| {
        WrongUse::error(
            format!("无法打开 {shown}({error});请检查路径和权限"),
            format!("cannot open {shown} ({error}); check path and permissions"),
        )
    })
}

fn told(path: &Path, error: &ProseError) -> anyhow::Error {
    let message = error.message();
    anyhow::anyhow!("{}: {}\n{}", path.display(), message.zh, message.en)
}

/// Writes a Word copy with a comment at each finding.
fn write_copy(path: &Path, bytes: Vec<u8>, out: &Path) -> anyhow::Result<()> {
    let copy = annotated(&path.display().to_string(), bytes).map_err(|error| told(path, &error))?;
    std::fs::write(out, copy).map_err(|error| {
        let shown = out.display();
        WrongUse::error(
            format!("无法写入 {shown}({error});请检查路径和权限"),
            format!("cannot write {shown} ({error}); check path and permissions"),
        )
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
    say!("{}", path.display());
    for finding in findings {
        let row = text[..finding.start].matches('\n').count() + 1;
        let (name, explanation) = match (english, finding.severity) {
            (true, severity) => (severity.name(), &finding.explain.en),
            (false, Severity::Error) => ("有误", &finding.explain.zh),
            (false, Severity::Question) => ("存疑", &finding.explain.zh),
        };
        say!(
            "  {row}: [{name}] {}",
            finding.quote.replace(['\n', '\t'], " ")
        );
        say!("      {explanation}");
        let reason = finding.needs.as_deref().unwrap_or(&finding.computation);
        if !reason.is_empty() {
            say!("      {reason}");
        }
        if let Some(advice) = finding.suggestion.as_ref().map(Correction::explain) {
            say!("      {}", if english { advice.en } else { advice.zh });
        }
    }
    if findings.is_empty() {
        say!(
            "  {}",
            if english {
                "nothing contradicts itself"
            } else {
                "未发现自相矛盾之处"
            }
        );
    }
}
